import { useAnswer } from "../api.ts";
import { type Place, useEditing } from "../editing.ts";
import { Answered } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { SettingsBar } from "./settings-bar.tsx";
import { EditedForm, Entry, linesOf, listed, textOf } from "./settings-form.tsx";
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

const DEFAULTS: AlertSettings = {};

/** Where alerts go, and those that were raised. */
export function AlertsSettings() {
  const [asked, again] = useSettings("alerts", DEFAULTS);
  return (
    <>
      <Raised />
      <Answered asked={asked} again={again}>
        {(place) => <Channels place={place} />}
      </Answered>
    </>
  );
}

function Channels({ place }: { readonly place: Place<AlertSettings> }) {
  const { say } = useSpeaking();
  const { may } = useSession();
  const mayEdit = may("settings:write");
  const editing = useEditing(place);
  const { publicUrl, languages = ["en", "ar"], webhooks = [], mail } = editing.document;
  return (
    <>
      <SettingsBar editing={editing} mayEdit={mayEdit} />
      <EditedForm editing={editing} label={say("alerts.channels")} mayEdit={mayEdit} take={settingsOf}>
        <Entry name="publicUrl" type="url" label={say("alerts.public-url")} value={publicUrl} />
        <Entry name="languages" label={say("alerts.languages")} value={languages.join(", ")} />
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
      </EditedForm>
    </>
  );
}

function settingsOf(before: AlertSettings, fields: FormData): AlertSettings {
  const { mail: known, publicUrl: _, ...rest } = before;
  const [host, from, user, password] = ["host", "from", "userVariable", "passwordVariable"].map((name) =>
    textOf(fields, name),
  );
  const { userVariable: _user, passwordVariable: _password, ...knownMail } = known ?? {};
  const to = listed(fields.get("to"));
  const publicUrl = textOf(fields, "publicUrl");
  const mail = {
    ...knownMail,
    host: host ?? "",
    port: Number(fields.get("port")),
    from: from ?? "",
    to,
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
    ...(host || from || to.length > 0 || user || password ? { mail } : {}),
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
