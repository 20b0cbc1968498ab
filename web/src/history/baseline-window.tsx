import type { Assessment } from "../../../src/core/assessment/assessment.ts";
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

type Line = "usual" | "p" | "evidence" | "onset";

/** The answer under the facility's own baseline, and beside it the one under the window that was chosen. */
export function Answers({
  own,
  other,
}: {
  readonly own: Assessment | null;
  readonly other: Assessment | null | "none";
}) {
  const { say } = useSpeaking();
  const columns = other === "none" ? [own] : [own, other];
  return (
    <div className="scroll">
      <table className="answers">
        <caption>{say("history.answer")}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{say("history.answer.own")}</th>
            {other !== "none" && <th scope="col">{say("history.answer.other")}</th>}
          </tr>
        </thead>
        <tbody>
          {(["usual", "p", "evidence", "onset"] as const).map((line) => (
            <tr key={line}>
              <th scope="row">{say(`history.answer.${line}`)}</th>
              {columns.map((assessment, k) => (
                <td key={k === 0 ? "own" : "other"} data-waiting={assessment === null ? "" : undefined}>
                  <Said line={line} assessment={assessment} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Said({ line, assessment }: { readonly line: Line; readonly assessment: Assessment | null }) {
  const { say, formats } = useSpeaking();
  if (assessment === null) return <>{say("app.waiting")}</>;
  if (assessment.status !== "ready")
    return line === "usual" ? say("history.too-few", { usable: assessment.usable, needed: assessment.needed }) : <>–</>;
  const newest = assessment.looks.at(-1);
  const { low, high } = assessment.baseline.predictive;
  const rounded = (value: number) => formats.number(value, { maximumSignificantDigits: 2 });
  switch (line) {
    case "usual":
      return <>{say("history.answer.range", { low: formats.number(low), high: formats.number(high) })}</>;
    case "p":
      return <bdi>{newest === undefined ? "–" : rounded(newest.p)}</bdi>;
    case "evidence":
      return (
        <>
          {newest === undefined
            ? "–"
            : say("history.answer.tier", { evidence: rounded(newest.evidence), tier: say(`tier.${newest.tier}`) })}
        </>
      );
    case "onset":
      return (
        <>
          {assessment.onset === null
            ? say("history.answer.none")
            : say("history.answer.range", {
                low: formats.day(assessment.onset.low),
                high: formats.day(assessment.onset.high),
              })}
        </>
      );
  }
}
