import { SavingBar } from "../parts/saving-bar.tsx";
import { Problem } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { EvidenceEditing } from "./use-evidence.ts";

/** What of the evidence is not saved yet, and what does not hold together. */
export function EvidenceBar({ editing, wrong }: { readonly editing: EvidenceEditing; readonly wrong: Error | null }) {
  const { say, formats } = useSpeaking();
  const { revision, mayEdit } = editing;
  return (
    <>
      <SavingBar
        editing={editing}
        saved={
          revision === 0 ? say("evidence.none-yet") : say("evidence.revision", { revision: formats.number(revision) })
        }
        readOnly={mayEdit ? null : say("evidence.read-only")}
        isSound={wrong === null}
      />
      {wrong !== null && <Problem error={wrong} />}
    </>
  );
}
