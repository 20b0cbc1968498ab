import { useAnswer } from "../api.ts";
import { Answered } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { Entry, linesOf, listed, SettingsForm, textOf } from "./settings-form.tsx";
import { useSettings } from "./use-settings.ts";

interface AlertSettings {
  readonly publicUrl?: string;
  readonly languages?: readonly string[];
  readonly webhooks?: readonly { readonly name: string; readonly url: string; readonly secretVariable: string }[];
  readonly mail?: {
    readonly host: string;
    readonly port?: number;
    readonly from: string;
    readonly to: readonly string[];
    readonly userVariable?: string;
    readonly passwordVariable?: string;
  };
}

/** Where alerts go, and those that were raised. */
export function AlertsSettings() {
  const { say } = useSpeaking();
  const { may } = useSession();
  const [asked, again] = useSettings<AlertSettings>("alerts");
  return (
    <>
      <Raised />
      <Answered asked={asked} again={again}>
        {({ value: alerts = {}, put }) => {
          const { webhooks = [], mail } = alerts;
          return (
            <SettingsForm
              label={say("alerts.channels")}
              action={say("app.save")}
              disabled={!may("settings:write")}
              send={(fields, over) => put(settingsOf(alerts, fields), over)}
              theirs={again}
            >
              <Entry name="publicUrl" type="url" label={say("alerts.public-url")} value={alerts.publicUrl} />
              <Entry
                name="languages"
                label={say("alerts.languages")}
                value={(alerts.languages ?? ["en", "ar"]).join(", ")}
              />
              <Entry
                name="webhooks"
                label={say("alerts.webhooks")}
                value={webhooks.map(({ name, url, secretVariable }) => `${name} ${url} ${secretVariable}`).join("\n")}
                lines={2}
                whole
              />
              <Entry name="host" label={say("alerts.mail-host")} value={mail?.host} />
              <Entry name="port" type="number" label={say("alerts.mail-port")} value={mail?.port ?? 587} />
              <Entry name="from" label={say("alerts.mail-from")} value={mail?.from} />
              <Entry name="to" label={say("alerts.mail-to")} value={mail?.to.join(", ")} />
              <Entry name="userVariable" label={say("alerts.mail-user")} value={mail?.userVariable} />
              <Entry name="passwordVariable" label={say("alerts.mail-password")} value={mail?.passwordVariable} />
            </SettingsForm>
          );
        }}
      </Answered>
    </>
  );
}

function settingsOf(before: AlertSettings, fields: FormData): AlertSettings {
  const { mail: knownMail, publicUrl: _, ...rest } = before;
  const [host, user, password] = ["host", "userVariable", "passwordVariable"].map((name) => textOf(fields, name));
  const publicUrl = textOf(fields, "publicUrl");
  const mail = {
    ...knownMail,
    host: host ?? "",
    port: Number(fields.get("port")),
    from: textOf(fields, "from"),
    to: listed(fields.get("to")),
    ...(user ? { userVariable: user } : {}),
    ...(password ? { passwordVariable: password } : {}),
  };
  return {
    ...rest,
    ...(publicUrl === "" ? {} : { publicUrl }),
    languages: listed(fields.get("languages")),
    webhooks: linesOf(fields.get("webhooks")).map((line) => {
      const [name = "", url = "", secretVariable = ""] = line.split(/\s+/);
      return { name, url, secretVariable };
    }),
    ...(host ? { mail } : {}),
  };
}

function Raised() {
  const { say, formats, language } = useSpeaking();
  const [asked, again] = useAnswer<{
    alerts: readonly { id: string; raisedAt: string; title: string; sentences: readonly string[] }[];
  }>(`/api/alerts?language=${language}&limit=20`);
  return (
    <section>
      <h2>{say("alerts.newest")}</h2>
      <Answered asked={asked} again={again}>
        {({ alerts }) =>
          alerts.length === 0 ? (
            <p className="empty">{say("alerts.none")}</p>
          ) : (
            alerts.map(({ id, raisedAt, title, sentences }) => (
              <article key={id} className="card">
                <h3>{title}</h3>
                <p className="note">{formats.moment(raisedAt)}</p>
                {sentences.map((sentence) => (
                  <p key={sentence}>{sentence}</p>
                ))}
              </article>
            ))
          )
        }
      </Answered>
    </section>
  );
}
