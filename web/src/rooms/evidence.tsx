import { useEffect } from "react";
import "../evidence/evidence.css";
import { linkTo, useAddress } from "../address.ts";
import { ClaimsPart } from "../evidence/claims-part.tsx";
import { EvidenceBar } from "../evidence/evidence-bar.tsx";
import { JudgementPart } from "../evidence/judgement-part.tsx";
import { LawPart } from "../evidence/law-part.tsx";
import { MatrixPart } from "../evidence/matrix-part.tsx";
import { QuantitiesPart } from "../evidence/quantities-part.tsx";
import { SourcesPart } from "../evidence/sources-part.tsx";
import { useChecked, useNamed } from "../evidence/use-checked.ts";
import { useEvidence, useLoadedEvidence } from "../evidence/use-evidence.ts";
import { Problem, Waiting } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { RoomProps } from "../workbench.tsx";

const PARTS = ["matrix", "judgement", "sources", "claims", "quantities", "law"] as const;

/** Sources, claims, quantities and hypotheses of a facility: what the report rests on beside the counts. */
export default function Evidence({ facility }: RoomProps) {
  const { say } = useSpeaking();
  const [loaded, again] = useLoadedEvidence(facility);
  return (
    <>
      <h1>{say("room.evidence")}</h1>
      {loaded.state === "waiting" && <Waiting />}
      {loaded.state === "failed" && <Problem error={loaded.error} again={again} />}
      {loaded.state === "there" && <Opened key={facility} facility={facility} start={loaded.start} />}
    </>
  );
}

function Opened(props: { readonly facility: string; readonly start: Parameters<typeof useEvidence>[1] }) {
  const { say } = useSpeaking();
  const { path, choices } = useAddress();
  const { facility } = props;
  const editing = useEvidence(facility, props.start);
  const { checked, wrong } = useChecked(facility, editing.evidence);
  const part = PARTS.find((name) => name === choices.part) ?? "matrix";
  return (
    <>
      <nav className="parts" aria-label={say("evidence.parts")}>
        <ul className="rooms">
          {PARTS.map((name) => (
            <li key={name}>
              <a
                href={linkTo(path, { ...choices, part: name, at: null })}
                aria-current={part === name ? "page" : undefined}
              >
                {say(`evidence.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <EvidenceBar editing={editing} wrong={wrong} />
      {checked === null ? (
        wrong === null && <Waiting />
      ) : (
        <Part part={part} facility={facility} editing={editing} checked={checked} />
      )}
    </>
  );
}

function Part(props: {
  readonly part: (typeof PARTS)[number];
  readonly facility: string;
  readonly editing: ReturnType<typeof useEvidence>;
  readonly checked: NonNullable<ReturnType<typeof useChecked>["checked"]>;
}) {
  const { part, facility, editing, checked } = props;
  const { choices } = useAddress();
  const named = useNamed(editing.evidence, checked);
  useEffect(() => {
    if (choices.at === undefined) return;
    const place = document.querySelector(`[id$="-${CSS.escape(choices.at)}"]`);
    place?.scrollIntoView({ block: "center" });
    place?.classList.add("pointed");
    return () => place?.classList.remove("pointed");
  }, [choices.at, part]);
  switch (part) {
    case "matrix":
      return <MatrixPart editing={editing} named={named} checked={checked} />;
    case "judgement":
      return <JudgementPart editing={editing} named={named} checked={checked} facility={facility} />;
    case "sources":
      return <SourcesPart editing={editing} />;
    case "claims":
      return <ClaimsPart editing={editing} />;
    case "quantities":
      return <QuantitiesPart editing={editing} checked={checked} />;
    case "law":
      return <LawPart checked={checked} />;
  }
}
