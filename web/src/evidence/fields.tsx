import { type ReactNode, useId } from "react";
import type { Texts } from "../../../src/core/report/finding.ts";
import { useSpeaking } from "../words/words.tsx";

/** Languages in which the analyst writes; others that a text has are kept. */
const WRITTEN = [
  ["en", "ltr"],
  ["ar", "rtl"],
] as const;

export function Field(props: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
    </div>
  );
}

export function TextField(props: {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly type?: "text" | "url" | "number";
  readonly placeholder?: string;
  readonly required?: boolean;
}) {
  const { label, value, onChange, type = "text" } = props;
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          type={type}
          step="any"
          dir="auto"
          value={value ?? ""}
          placeholder={props.placeholder}
          required={props.required}
          onChange={(change) => onChange(change.target.value === "" ? null : change.target.value)}
        />
      )}
    </Field>
  );
}

export function Choice<Value extends string | number>(props: {
  readonly label: string;
  readonly value: Value | null;
  readonly of: readonly (readonly [value: Value | null, label: string])[];
  readonly onChange: (value: Value | null) => void;
}) {
  const { label, value, of, onChange } = props;
  return (
    <Field label={label}>
      {(id) => (
        <select
          id={id}
          value={of.findIndex(([one]) => one === value)}
          onChange={(change) => onChange(of[Number(change.target.value)]?.[0] ?? null)}
        >
          {of.map(([one, text], k) => (
            <option key={one} value={k}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Ticked(props: {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}) {
  return (
    <label className="ticked">
      <input type="checkbox" checked={props.value} onChange={(change) => props.onChange(change.target.checked)} />
      {props.label}
    </label>
  );
}

/** A text in each language that the analyst writes. */
export function TextsField(props: {
  readonly label: string;
  readonly value: Texts;
  readonly onChange: (value: Texts) => void;
  readonly lines?: number;
  /** What follows each language's own text, such as a check of its words. */
  readonly under?: (text: string, language: "en" | "ar") => ReactNode;
}) {
  const { say } = useSpeaking();
  const { label, value, onChange, lines = 1 } = props;
  const group = useId();
  return (
    <fieldset className="texts">
      <legend>{label}</legend>
      {WRITTEN.map(([language, dir]) => {
        const id = `${group}-${language}`;
        const change = (text: string) => {
          const { [language]: _, ...others } = value;
          onChange(text === "" ? others : { ...others, [language]: text });
        };
        return (
          <div key={language} className="field">
            <label htmlFor={id}>{say(`language.${language}`)}</label>
            <textarea
              id={id}
              rows={lines}
              dir={dir}
              lang={language}
              value={value[language] ?? ""}
              onChange={(event) => change(event.target.value)}
            />
            {props.under?.(value[language] ?? "", language)}
          </div>
        );
      })}
    </fieldset>
  );
}
