import type { ReactNode } from "react";
import type { Assessment, AssessmentReady } from "../../../src/core/assessment/assessment.ts";
import { directionOf, isPossible, judgedPart } from "../../../src/core/report/focus.ts";
import { choose, useAddress } from "../address.ts";
import { useSpeaking } from "../words/words.tsx";

/** Which looks make the baseline: two days, or what the facility has. */
export function BaselineWindow() {
  const { say } = useSpeaking();
  const { choices } = useAddress();
  const own = choices.from === undefined && choices.to === undefined;
  return (
    <div className="filters">
      {(["from", "to"] as const).map((end) => (
        <label key={end}>
          {say(`history.baseline.${end}`)}
          <input
            type="date"
            value={choices[end] ?? ""}
            onChange={(change) => choose({ [end]: change.target.value || null }, true)}
          />
        </label>
      ))}
      <button type="button" className="bottom" disabled={own} onClick={() => choose({ from: null, to: null }, true)}>
        {say("history.baseline.own")}
      </button>
    </div>
  );
}

type Line = "p" | "evidence" | "onset";
type Direction = "rise" | "fall";

/** The answer under the facility's own baseline, and beside it the one under the window that was chosen. */
export function Answers({
  own,
  other,
}: {
  readonly own: Assessment | null;
  readonly other: Assessment | null | "none";
}) {
  const { say, formats } = useSpeaking();
  const columns = other === "none" ? [own] : [own, other];
  const ready = columns.filter((column) => column?.status === "ready");
  const told = (["rise", "fall"] as const).filter((direction) => ready.some((each) => isTold(each, direction)));
  const day = ready[0]?.looks.at(-1)?.date;
  return (
    <div className="scroll">
      <table className="answers">
        <caption>
          {day === undefined ? say("history.answer") : say("history.answer.of", { day: formats.day(day) })}
        </caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{say("history.answer.own")}</th>
            {other !== "none" && <th scope="col">{say("history.answer.other")}</th>}
          </tr>
        </thead>
        <tbody>
          <Row name={say("history.answer.usual")} columns={columns} said={(each) => <Usual assessment={each} />} />
          {ready.some((each) => judgedPart(each) !== null) && (
            <Row name={say("history.answer.judged")} columns={columns} said={(each) => <Judged assessment={each} />} />
          )}
          {(told.length === 0 ? (["rise"] as const) : told).flatMap((direction) =>
            (["p", "evidence", "onset"] as const).map((line) => (
              <Row
                key={`${direction} ${line}`}
                name={say(nameOf(line, direction, ready))}
                columns={columns}
                said={(each) => <Said line={line} direction={direction} assessment={each} />}
              />
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** Whether an answer speaks of a rise, or of a fall: of that whose onset is told, and of any that there is a sign of. */
function isTold(assessment: AssessmentReady, direction: Direction): boolean {
  const look = assessment.looks.at(-1);
  if (look === undefined) return false;
  return directionOf(assessment, look) === direction || (direction === "rise" ? look.tier : look.tierFall) !== "none";
}

function nameOf(line: Line, direction: Direction, columns: readonly AssessmentReady[]) {
  if (line !== "onset") return `history.answer.${line}.${direction}` as const;
  const isUnsure = columns.some((each) => each.onset?.direction === direction && isPossible(each));
  return `history.answer.onset.${direction}${isUnsure ? ".unsure" : ""}` as const;
}

function Row(props: {
  readonly name: string;
  readonly columns: readonly (Assessment | null)[];
  readonly said: (assessment: Assessment | null) => ReactNode;
}) {
  return (
    <tr>
      <th scope="row">{props.name}</th>
      {props.columns.map((assessment, k) => (
        <td key={k === 0 ? "own" : "other"} data-waiting={assessment === null ? "" : undefined}>
          {props.said(assessment)}
        </td>
      ))}
    </tr>
  );
}

function Usual({ assessment }: { readonly assessment: Assessment | null }) {
  const { say, formats } = useSpeaking();
  if (assessment === null) return <>{say("app.waiting")}</>;
  if (assessment.status !== "ready")
    return say("history.too-few", { usable: assessment.usable, needed: assessment.needed });
  const { low, high } = assessment.baseline.predictive;
  return say("history.answer.range", { low: formats.number(low), high: formats.number(high) });
}

/** Which looks the evidence speaks of: what changed before them is part of what is usual. */
function Judged({ assessment }: { readonly assessment: Assessment | null }) {
  const { say, formats } = useSpeaking();
  if (assessment === null) return <>{say("app.waiting")}</>;
  if (assessment.status !== "ready") return <>–</>;
  const { looks } = assessment;
  const part = judgedPart(assessment);
  if (part === "newest" || part === "regime") return say(`history.answer.judged.${part}`);
  return say("history.answer.judged.some", { looks: looks.length, from: formats.day(looks[0]?.date ?? "") });
}

function Said(props: { readonly line: Line; readonly direction: Direction; readonly assessment: Assessment | null }) {
  const { say, formats } = useSpeaking();
  const { line, direction, assessment } = props;
  if (assessment === null) return <>{say("app.waiting")}</>;
  const newest = assessment.status === "ready" ? assessment.looks.at(-1) : undefined;
  if (assessment.status !== "ready" || newest === undefined) return <>–</>;
  const { onset } = assessment;
  const rises = direction === "rise";
  const rounded = (value: number) => formats.number(value, { maximumSignificantDigits: 2 });
  switch (line) {
    case "p":
      return <bdi>{rounded(rises ? newest.p : newest.pLow)}</bdi>;
    case "evidence":
      return say("history.answer.tier", {
        evidence: rounded(rises ? newest.evidence : newest.evidenceFall),
        tier: say(`tier.${rises ? newest.tier : newest.tierFall}`),
      });
    case "onset":
      return onset?.direction === direction
        ? say("history.answer.range", { low: formats.day(onset.low), high: formats.day(onset.high) })
        : say(judgedPart(assessment) === null ? `history.answer.none.${direction}` : "history.answer.untold");
  }
}
