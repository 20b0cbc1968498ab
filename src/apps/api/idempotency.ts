import { createHash } from "node:crypto";
import type { Context } from "hono";
import { after } from "../../adapters/api-auth/moments.ts";
import type { Principal } from "../../core/access/access.ts";
import { YardcheckError } from "../../errors.ts";
import type { ApiContext, ApiEnv } from "./context.ts";

const KEPT_MS = 24 * 3_600_000;
/** A write that has not ended by then died with its server: the key is free again. */
const LOST_MS = 10 * 60_000;

/**
 * Does a write once for each `Idempotency-Key`: sent again, it gets the answer that it had. A failure that may pass is
 * not kept, so that it can be tried again with the same key.
 *
 * @throws YardcheckError "conflict" when the key is under way, or was used for something else
 */
export async function answerOnce(
  { db, now }: ApiContext,
  http: Context<ApiEnv>,
  who: Principal,
  run: () => Promise<Response>,
): Promise<Response> {
  const key = http.req.header("idempotency-key");
  if (key === undefined) return await run();
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new YardcheckError("usage", "Idempotency-Key: expected 1 to 200 printable characters without spaces");

  const body = await http.req.text();
  const request = createHash("sha256")
    .update(JSON.stringify([http.req.method, http.req.url, body]))
    .digest("hex");
  const own = { actor: who.name, key };
  await db.deleteFrom("idempotent_answer").where("created_at", "<", after(now(), -KEPT_MS)).execute();
  await db
    .deleteFrom("idempotent_answer")
    .where("status", "is", null)
    .where("created_at", "<", after(now(), -LOST_MS))
    .execute();
  const taken = await db
    .insertInto("idempotent_answer")
    .values({ ...own, request_sha256: request, created_at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning("key")
    .executeTakeFirst();
  const mine = () => db.deleteFrom("idempotent_answer").where("actor", "=", own.actor).where("key", "=", key);

  if (taken === undefined) {
    const before = await db
      .selectFrom("idempotent_answer")
      .selectAll()
      .where("actor", "=", own.actor)
      .where("key", "=", key)
      .executeTakeFirst();
    if (before?.status == null) throw new YardcheckError("conflict", `the request with key ${key} is still under way`);
    if (before.request_sha256 !== request)
      throw new YardcheckError("conflict", `key ${key} was used for a different request`);
    const headers = { "content-type": before.content_type ?? "application/json", "idempotency-replayed": "true" };
    return new Response(before.body === "" ? null : before.body, { status: before.status, headers });
  }
  try {
    const response = await run();
    await db
      .updateTable("idempotent_answer")
      .set({
        status: response.status,
        content_type: response.headers.get("content-type"),
        body: await response.clone().text(),
      })
      .where("actor", "=", own.actor)
      .where("key", "=", key)
      .execute();
    return response;
  } catch (error) {
    await mine().execute();
    throw error;
  }
}
