import { choose, useAddress } from "../address.ts";
import { type Asked, useAnswer } from "../api.ts";
import { useSpeaking } from "../words/words.tsx";

/** By which methods a facility's own looks were counted: each has a series of its own. */
export interface Methods {
  /** That of the newest count; null: there is no look. */
  readonly method: string | null;
  readonly others: readonly string[];
}

/** Whose series the server is asked for: none named is that of the newest count. */
export function methodAsked(method: string | null | undefined): { readonly method?: string } {
  return method == null ? {} : { method };
}

export function useMethods(path: string): readonly [Asked<Methods>, () => void] {
  return useAnswer<Methods>(`${path}/methods`);
}

/** Whose counts a room shows, where several methods counted a facility: methods never mix. Nothing where one did. */
export function MethodChoice({ asked }: { readonly asked: Asked<Methods> }) {
  const { say } = useSpeaking();
  const { choices } = useAddress();
  if (asked.state !== "there") return null;
  const { method, others } = asked.answer;
  // An address may name a method that counted nothing here: it is shown as what is asked for, with the way back.
  const chosen = choices.method === undefined || choices.method === method ? "" : choices.method;
  const listed = chosen === "" || others.includes(chosen) ? others : [chosen, ...others];
  if (listed.length === 0) return null;
  return (
    <label>
      {say("app.method")}
      <select value={chosen} onChange={({ target }) => choose({ method: target.value || null })}>
        <option value="">{say("app.method.newest", { method: method ?? "" })}</option>
        {listed.map((other) => (
          <option key={other} value={other} dir="ltr">
            {other}
          </option>
        ))}
      </select>
    </label>
  );
}
