import type { Editing } from "../editing.ts";
import { useSpeaking } from "../words/words.tsx";

/**
 * What of a document is not saved yet, the way back, and the way to save it.
 *
 * @param saved     what is said while nothing waits
 * @param readOnly  what is said to whom may not edit; null: they may
 * @param isSound   false: it does not hold together and cannot be saved
 */
export function SavingBar(props: {
  readonly editing: Omit<Editing<unknown>, "document" | "edit">;
  readonly saved: string;
  readonly readOnly: string | null;
  readonly isSound?: boolean;
}) {
  const { say } = useSpeaking();
  const { editing, readOnly, isSound = true } = props;
  const { state } = editing;
  // There is something to save, and it is not on its way.
  const mayBeSaved = state === "held" || state === "refused";
  return (
    <div className="reading-status">
      <span role="status" className={`saving ${state}`}>
        {state === "saved" ? props.saved : say(`evidence.state.${state}`)}
      </span>
      <span className="grow" />
      {readOnly === null ? (
        <>
          <button type="button" onClick={editing.undo} disabled={!editing.canUndo}>
            {say("app.undo")}
          </button>
          <button type="button" onClick={editing.redo} disabled={!editing.canRedo}>
            {say("app.redo")}
          </button>
          <button type="button" className="primary" onClick={editing.save} disabled={!mayBeSaved || !isSound}>
            {say("app.save")}
          </button>
        </>
      ) : (
        <span>{readOnly}</span>
      )}
    </div>
  );
}
