import { choose, useAddress } from "../address.ts";
import { type Asked, useAnswer } from "../api.ts";
import { useSpeaking } from "../words/words.tsx";

/** By which methods a facility's own looks were counted: each has a series of its own. */
export interface Methods {
  /** That of the newest count; null: there is no look. */
  readonly method: string | null;
  readonly others: readonly string[];
}

export function useMethods(path: string): readonly [Asked<Methods>, () => void] {
  return useAnswer<Methods>(`${path}/methods`);
}

/** Whose counts a room shows, where several methods counted a facility: methods never mix. Nothing where one did. */
export function MethodChoice({ asked }: { readonly asked: Asked<Methods> }) {
  const { say } = useSpeaking();
  const { choices } = useAddress();
  if (asked.state !== "there" || asked.answer.others.length === 0) return null;
  const { method, others } = asked.answer;
  return (
    <label>
      {say("app.method")}
      <select value={choices.method ?? ""} onChange={({ target }) => choose({ method: target.value || null })}>
        <option value="">{say("app.method.newest", { method: method ?? "" })}</option>
        {others.map((other) => (
          <option key={other} value={other} dir="ltr">
            {other}
          </option>
        ))}
      </select>
    </label>
  );
}
