import { ask } from "../api.ts";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { Entry, SettingsForm } from "./settings-form.tsx";

/** Who one is, what one may do, and one's own password. */
export function You() {
  const { say } = useSpeaking();
  const { kind, name, role, actions, again } = useSession();
  return (
    <>
      <div className="card">
        <p>
          {kind === "local" ? (
            say("you.local")
          ) : (
            <>
              <strong>
                <bdi>{name}</bdi>
              </strong>{" "}
              · {role !== null && say(`role.${role}`)}
            </>
          )}
        </p>
        <details>
          <summary>{say("you.may")}</summary>
          <p dir="ltr">{actions.join(" · ")}</p>
        </details>
      </div>
      {kind === "session" && (
        <SettingsForm
          label={say("you.change")}
          action={say("app.save")}
          send={async (fields) => {
            await ask("/api/session/password", {
              method: "PUT",
              body: JSON.stringify({ old: fields.get("old"), new: fields.get("new") }),
            });
            again();
          }}
        >
          <Entry name="old" type="password" label={say("you.password-old")} required />
          <Entry name="new" type="password" label={say("you.password-new")} required />
        </SettingsForm>
      )}
    </>
  );
}
