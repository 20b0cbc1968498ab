import { type Letter, release, sendOver, takeTheirs, useOutbox } from "../outbox.ts";
import { useSpeaking } from "../words/words.tsx";
import { Failure } from "./waiting.tsx";

/** What the server does not have yet, and why; nothing is shown while all is saved. */
export function OutboxBar() {
  const { say } = useSpeaking();
  const letters = useOutbox();
  const offline = letters.filter(({ state }) => state === "offline");
  const stopped = letters.filter(({ state }) => state === "conflict" || state === "refused");
  return (
    <div role="status" className="outbox">
      {offline.length > 0 && <p>{say("app.offline", { count: offline.length })}</p>}
      {stopped.map((letter) => (
        <Stopped key={letter.path} letter={letter} />
      ))}
    </div>
  );
}

function Stopped({ letter }: { readonly letter: Letter }) {
  const { say } = useSpeaking();
  const { path, form, state, problem } = letter;
  const keepsEarlier = form === "body" || form === "if-match";
  return (
    <div className="problem">
      <p>{say(state === "conflict" ? "outbox.conflict" : "outbox.refused", { what: whatOf(path) })}</p>
      {state === "refused" && problem !== null && <Failure {...problem} />}
      <div className="actions">
        {state === "conflict" ? (
          <button type="button" onClick={() => sendOver(path)}>
            {say(keepsEarlier ? "outbox.mine" : "settings.mine")}
          </button>
        ) : (
          <button type="button" onClick={() => release(path)}>
            {say("outbox.again")}
          </button>
        )}
        <button type="button" onClick={() => takeTheirs(path)}>
          {say("outbox.theirs")}
        </button>
      </div>
    </div>
  );
}

/** `/api/facilities/a/scenes/b/reading` as "a · scenes · b · reading": enough to know it by. */
function whatOf(path: string): string {
  return (
    path
      .replace(/^\/api\/(facilities\/)?/, "")
      .split("?")[0]
      ?.split("/")
      .map(decodeURIComponent)
      .join(" · ") ?? path
  );
}
