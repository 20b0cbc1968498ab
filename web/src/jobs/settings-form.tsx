import { type FormEvent, type ReactNode, useId, useRef, useState } from "react";
import { ApiProblem } from "../api.ts";
import { Problem } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";

/**
 * A form that is sent as a whole; says that it was saved, or what was wrong with it and what to do.
 *
 * @param send    is given the fields by name, and whether they shall stand over what somebody else saved meanwhile
 * @param theirs  shows what somebody else saved in place of what is in the fields; where the form has an ETag
 */
export function SettingsForm(props: {
  readonly send: (fields: FormData, over: boolean) => Promise<unknown>;
  readonly theirs?: () => void;
  readonly action: string;
  readonly label: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}) {
  const { say } = useSpeaking();
  const [error, setError] = useState<Error | null>(null);
  const [saved, setSaved] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    save(false);
  };
  const save = async (over: boolean) => {
    if (form.current === null) return;
    try {
      await props.send(new FormData(form.current), over);
      setError(null);
      setSaved(true);
    } catch (caught) {
      setSaved(false);
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
  };
  return (
    <form ref={form} className="card" onSubmit={submit} aria-label={props.label} onInput={() => setSaved(false)}>
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
      {error instanceof ApiProblem && error.status === 412 ? (
        <div role="alert" className="problem">
          <p>{say("settings.conflict")}</p>
          <div className="actions">
            <button type="button" onClick={() => save(true)}>
              {say("settings.mine")}
            </button>
            <button type="button" onClick={props.theirs}>
              {say("outbox.theirs")}
            </button>
          </div>
        </div>
      ) : (
        error !== null && <Problem error={error} />
      )}
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
