import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { type AlertText, alertLink, alertText } from "./alert-text.ts";
import type { Delivery } from "./alerts.ts";
import { sendMail } from "./mail.ts";
import type { AlertSettings } from "./settings.ts";
import { sendWebhook } from "./webhook.ts";

/** Names of all places that alerts are sent to; the feed is read, not sent. */
export function channelsOf({ webhooks, mail }: AlertSettings): readonly string[] {
  return [...webhooks.map(({ name }) => `webhook:${name}`), ...(mail === undefined ? [] : ["mail"])];
}

/**
 * Does one delivery, by the channel that it names.
 *
 * @throws YardcheckError "alert-undelivered"; "usage" for a channel or a secret that the settings no longer have
 */
export async function sendAlert(
  { alert, channel }: Delivery,
  settings: AlertSettings,
  by: {
    readonly fetch: Fetch;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly now: string;
  },
): Promise<void> {
  const link = alertLink(settings.publicUrl, alert.facility);
  const texts: AlertText[] = [];
  for (const language of settings.languages) texts.push(await alertText(alert.message, language, link));
  const delivery = `${alert.id}.${channel.replaceAll(":", ".")}`;
  if (channel === "mail") {
    if (settings.mail === undefined) throw new YardcheckError("usage", "the settings have no mail server any more");
    return await sendMail(settings.mail, by.environment, delivery, texts);
  }
  const hook = settings.webhooks.find(({ name }) => channel === `webhook:${name}`);
  if (hook === undefined) throw new YardcheckError("usage", `the settings have no ${channel} any more`);
  const secret = by.environment[hook.secretVariable];
  if (!secret) throw new YardcheckError("usage", `${channel} needs the environment variable ${hook.secretVariable}`);
  const { id, facility, tier, raisedAt, message } = alert;
  const payload = { kind: "alert", id, facility, tier, raisedAt, link, message, texts };
  await sendWebhook(by.fetch, { url: hook.url, secret }, delivery, payload, by.now);
}
