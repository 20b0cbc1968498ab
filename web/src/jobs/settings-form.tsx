import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Editing } from "../editing.ts";
import { Problem } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";

/** A form that does something at once, such as making an account; says that it was done, or what was wrong and what to do. */
export function SettingsForm(props: {
  readonly send: (fields: FormData) => Promise<unknown>;
  readonly action: string;
  readonly label: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}) {
  const { say } = useSpeaking();
  const [error, setError] = useState<Error | null>(null);
  const [saved, setSaved] = useState(false);
  const submit = async (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    try {
      await props.send(new FormData(submitted.currentTarget));
      setError(null);
      setSaved(true);
    } catch (caught) {
      setSaved(false);
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
  };
  return (
    <form className="card" onSubmit={submit} aria-label={props.label} onInput={() => setSaved(false)}>
      <h2>{props.label}</h2>
      <fieldset disabled={props.disabled} className="settings-form plain">
        {props.children}
        {!props.disabled && (
          <button type="submit" className="primary">
            {props.action}
          </button>
        )}
      </fieldset>
      {props.disabled && <p className="note">{say("settings.not-allowed")}</p>}
      <p role="status">{saved ? say("settings.saved") : ""}</p>
      {error !== null && <Problem error={error} />}
    </form>
  );
}

/**
 * A form over a document that is kept in this browser until it is saved, as in the other rooms.
 *
 * @param take  the document with what stands in the fields
 * @param name  which of the document's forms it is, where it has several
 */
export function EditedForm<Document>(props: {
  readonly editing: Editing<Document>;
  readonly take: (before: Document, fields: FormData) => Document;
  readonly name?: string;
  readonly label: string;
  readonly mayEdit: boolean;
  readonly children: ReactNode;
}) {
  const { editing, name = "", mayEdit } = props;
  const input = ({ currentTarget, target }: FormEvent<HTMLFormElement>) => {
    // The fields are read now: the change itself may be worked out when they show something else.
    const fields = new FormData(currentTarget);
    const moved = target instanceof HTMLElement ? (target.getAttribute("name") ?? "") : "";
    editing.edit((before) => props.take(before, fields), `${name} ${moved}`);
  };
  return (
    <form key={editing.turn} className="card" onInput={input} aria-label={props.label}>
      <h2>{props.label}</h2>
      <fieldset disabled={!mayEdit} className="settings-form plain">
        {props.children}
      </fieldset>
    </form>
  );
}

/** A named field of such a form. */
export function Entry(props: {
  readonly name: string;
  readonly label: string;
  readonly value?: string | number | undefined;
  readonly type?: "text" | "number" | "url" | "password";
  readonly required?: boolean;
  readonly lines?: number;
  readonly whole?: boolean;
}) {
  const { name, label, value = "", type = "text", lines } = props;
  const id = useId();
  return (
    <div className={props.whole ? "entry whole" : "entry"}>
      <label htmlFor={id}>{label}</label>
      {lines === undefined ? (
        <input id={id} name={name} type={type} defaultValue={value} required={props.required} step="any" dir="ltr" />
      ) : (
        <textarea id={id} name={name} rows={lines} defaultValue={value} dir="ltr" />
      )}
    </div>
  );
}

/** What stands between commas, without the empty ones. */
export const listed = (text: FormDataEntryValue | null) =>
  String(text ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);

export const linesOf = (text: FormDataEntryValue | null) =>
  String(text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

export const textOf = (fields: FormData, name: string) => String(fields.get(name) ?? "").trim();
