import { type ReactNode, useEffect, useRef, useState } from "react";
import { useSpeaking } from "../words/words.tsx";

/**
 * A form in a dialog over the page: what is typed is taken over with "Done", nothing with Escape.
 *
 * @param start  what is edited, as it was
 */
export function Editor<Part>(props: {
  readonly title: string;
  readonly start: Part;
  readonly onDone: (part: Part) => void;
  readonly onCancel: () => void;
  readonly onDelete?: (() => void) | undefined;
  readonly children: (part: Part, change: (changes: Partial<Part>) => void) => ReactNode;
}) {
  const { say } = useSpeaking();
  const [part, setPart] = useState(props.start);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="editor" aria-labelledby="editor-title" onClose={props.onCancel}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault();
          props.onDone(part);
        }}
      >
        <h2 id="editor-title">{props.title}</h2>
        <div className="editor-fields">
          {props.children(part, (changes) => setPart((before) => ({ ...before, ...changes })))}
        </div>
        <div className="actions">
          <button type="submit" className="primary">
            {say("app.done")}
          </button>
          <button type="button" onClick={props.onCancel}>
            {say("app.cancel")}
          </button>
          <span className="grow" />
          {props.onDelete !== undefined && (
            <button type="button" onClick={props.onDelete}>
              {say("app.delete")}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
