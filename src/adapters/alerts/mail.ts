import { createTransport } from "nodemailer";
import { escapeMarkup } from "../../core/markup.ts";
import { YardcheckError } from "../../errors.ts";
import type { AlertText } from "./alert-text.ts";
import type { AlertSettings } from "./settings.ts";

type MailSettings = NonNullable<AlertSettings["mail"]>;

/** An e-mail as text and as HTML, each language in its own direction. */
export function mailBodies(texts: readonly AlertText[]): { readonly text: string; readonly html: string } {
  const text = texts.map(({ title, sentences }) => `${title}\n\n${sentences.join("\n")}\n`).join("\n----\n\n");
  const parts = texts.map(({ language, direction, title, sentences }) => {
    const lines = sentences.map((sentence) => `<p>${escapeMarkup(sentence)}</p>`).join("\n");
    return `<section lang="${language}" dir="${direction}">\n<h2>${escapeMarkup(title)}</h2>\n${lines}\n</section>`;
  });
  const [first] = texts;
  return {
    text,
    html: `<!doctype html>\n<html lang="${first?.language ?? "en"}"><body>\n${parts.join("\n<hr>\n")}\n</body></html>\n`,
  };
}

/**
 * Sends an alert by SMTP.
 *
 * @param delivery  makes the Message-ID: a mail that is sent twice is one mail to its reader
 * @throws YardcheckError "alert-undelivered"; "usage" for a variable that is not set
 */
export async function sendMail(
  settings: MailSettings,
  environment: Readonly<Record<string, string | undefined>>,
  delivery: string,
  texts: readonly AlertText[],
): Promise<void> {
  const { host, port, secure, plain, from, to, userVariable, passwordVariable } = settings;
  const user = userVariable === undefined ? undefined : environment[userVariable];
  const pass = passwordVariable === undefined ? undefined : environment[passwordVariable];
  if ((userVariable !== undefined && !user) || (passwordVariable !== undefined && !pass))
    throw new YardcheckError(
      "usage",
      `alerts by mail need the environment variables ${userVariable} and ${passwordVariable}`,
    );
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && !plain,
    ignoreTLS: plain,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    ...(user === undefined || pass === undefined ? {} : { auth: { user, pass } }),
  });
  try {
    const subject = (texts[0]?.title ?? "Yardcheck").replaceAll(/[\u2068\u2069]/g, "");
    await transport.sendMail({
      from,
      to: [...to],
      subject,
      messageId: `<${delivery.replaceAll(/[^\w.-]/g, "-")}@yardcheck>`,
      ...mailBodies(texts),
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new YardcheckError("alert-undelivered", `mail server ${host}:${port}: ${why}`, { cause });
  } finally {
    transport.close();
  }
}
