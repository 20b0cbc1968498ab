import { linkTo } from "../address.ts";
import { ask } from "../api.ts";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";

/** Who has signed in, and the way out; nothing where nobody needs to. */
export function WhoIsHere() {
  const { say } = useSpeaking();
  const { kind, name, role, again } = useSession();
  if (kind !== "session" || name === null || role === null) return null;
  const leave = async () => {
    await ask("/api/session", { method: "DELETE" }).catch(() => undefined);
    location.hash = linkTo(["facilities"]);
    again();
  };
  return (
    <div className="who">
      <span>
        <bdi>{name}</bdi> · {say(`role.${role}`)}
      </span>
      <button type="button" onClick={leave}>
        {say("session.leave")}
      </button>
    </div>
  );
}
