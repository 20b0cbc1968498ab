import { useSpeaking } from "../words/words.tsx";
import { type WrittenSentence, WrittenText } from "./written-text.tsx";

/** Sections of the record in their order; each leads to a section of the page. */
const SECTIONS = [
  ["key", "key"],
  ["brief", "brief"],
  ["cannot-see", "cannot-see"],
  ["likelihood", "judgement"],
  ["confidence", "judgement"],
  ["change-mind", "judgement"],
  ["hypotheses", "hypotheses"],
  ["computations", "computations"],
  ["sources", "sources"],
  ["law", "law"],
  ["method", "method"],
] as const;

/** The record, sentence by sentence; each number leads to where it can be checked in the page beside it. */
export function RecordList(props: {
  readonly sentences: readonly WrittenSentence[];
  readonly language: string;
  readonly onOrigin: (anchor: string) => void;
}) {
  const { say } = useSpeaking();
  const { sentences } = props;
  return (
    <section className="record" aria-label={say("report.record")}>
      {SECTIONS.map(([section, anchor]) => {
        const told = sentences.filter((sentence) => sentence.section === section);
        if (told.length === 0) return null;
        return (
          <details key={section} open={section === "key" || section === "cannot-see"}>
            <summary>
              {say(`report.section.${section}`)} <span className="note">({told.length})</span>
            </summary>
            <ul lang={props.language} dir={props.language === "ar" ? "rtl" : "ltr"}>
              {told.map((sentence) => (
                <li key={sentence.id}>
                  <WrittenText sentence={sentence} onOrigin={props.onOrigin} />
                </li>
              ))}
            </ul>
            <button type="button" className="link" onClick={() => props.onOrigin(anchor)}>
              {say("report.to-section")}
            </button>
          </details>
        );
      })}
    </section>
  );
}
