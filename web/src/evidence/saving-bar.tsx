import { Problem } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { EvidenceEditing } from "./use-evidence.ts";

/** What is not saved yet, the way back, and what does not hold together. */
export function SavingBar({ editing, wrong }: { readonly editing: EvidenceEditing; readonly wrong: Error | null }) {
  const { say, formats } = useSpeaking();
  const { state, revision, mayEdit } = editing;
  return (
    <>
      <div className="reading-status">
        <span role="status" className={`saving ${state}`}>
          {state === "saved"
            ? revision === 0
              ? say("evidence.none-yet")
              : say("evidence.revision", { revision: formats.number(revision) })
            : say(`evidence.state.${state}`)}
        </span>
        <span className="grow" />
        {mayEdit ? (
          <>
            <button type="button" onClick={editing.undo} disabled={!editing.canUndo}>
              {say("app.undo")}
            </button>
            <button type="button" onClick={editing.redo} disabled={!editing.canRedo}>
              {say("app.redo")}
            </button>
            <button
              type="button"
              className="primary"
              onClick={editing.save}
              disabled={(state !== "held" && state !== "refused") || wrong !== null}
            >
              {say("app.save")}
            </button>
          </>
        ) : (
          <span>{say("evidence.read-only")}</span>
        )}
      </div>
      {wrong !== null && <Problem error={wrong} />}
    </>
  );
}
