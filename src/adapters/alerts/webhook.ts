import { createHmac } from "node:crypto";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";

/**
 * The signature of a webhook's body: HMAC-SHA-256 over the time and the body, so that neither can be changed and an old
 * one cannot be sent again unnoticed.
 *
 * @param seconds  Unix time of sending
 * @returns        value of the header `X-Yardcheck-Signature`: `t=<seconds>,v1=<hex>`
 */
function signatureOf(secret: string, seconds: number, body: string): string {
  const v1 = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${v1}`;
}

/**
 * Sends an alert to a webhook once. The receiver tells a repeated sending by `X-Yardcheck-Delivery`.
 *
 * @throws YardcheckError "alert-undelivered" unless it answers 2xx
 */
export async function sendWebhook(
  fetch: Fetch,
  hook: { readonly url: string; readonly secret: string },
  delivery: string,
  payload: unknown,
  now: string,
): Promise<void> {
  const body = JSON.stringify(payload);
  const { origin } = new URL(hook.url);
  let response: Response;
  try {
    response = await fetch(hook.url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "user-agent": "yardcheck",
        "x-yardcheck-delivery": delivery,
        "x-yardcheck-signature": signatureOf(hook.secret, Math.floor(Date.parse(now) / 1000), body),
      },
      body,
    });
  } catch (cause) {
    if (cause instanceof YardcheckError) throw cause;
    throw new YardcheckError("alert-undelivered", `webhook at ${origin} cannot be reached`, { cause });
  }
  await response.body?.cancel();
  if (!response.ok) throw new YardcheckError("alert-undelivered", `webhook at ${origin} answered ${response.status}`);
}
