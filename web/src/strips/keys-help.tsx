import { useSpeaking } from "../words/words.tsx";

const KEYS = [
  ["N", "doubtful"],
  ["← → ↑ ↓", "move"],
  ["A", "accept"],
  ["X", "reject"],
  ["S", "split"],
  ["M", "merge"],
  ["I", "add"],
  ["1–6", "type"],
  ["C", "covered"],
  ["U", "undo"],
  ["R", "redo"],
  ["H", "help"],
] as const;

/** What each key does. */
export function KeysHelp() {
  const { say } = useSpeaking();
  return (
    <dl className="keys card">
      {KEYS.map(([key, name]) => (
        <div key={name}>
          <dt>
            <kbd dir="ltr">{key}</kbd>
          </dt>
          <dd>{say(`key.${name}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
