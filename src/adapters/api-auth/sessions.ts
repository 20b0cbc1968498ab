import type { Principal } from "../../core/access/access.ts";
import type { Database } from "../store/database.ts";
import { after } from "./moments.ts";
import { hashOfSecret, isSameSecret, newSecret } from "./secrets.ts";

/** A session ends after so long without a request, and in any case after the second. */
const IDLE_MS = 12 * 3_600_000;
const LONGEST_MS = 7 * 86_400_000;
/** When it was last used is written down this seldom, so that reading costs no write. */
const SEEN_EVERY_MS = 5 * 60_000;

export interface NewSession {
  /** For the HttpOnly cookie. */
  readonly cookie: string;
  /** For the page, which sends it back in a header: a page of another site cannot read it. */
  readonly csrf: string;
  readonly seconds: number;
}

export async function openSession(db: Database, account: string, now: string): Promise<NewSession> {
  const cookie = newSecret();
  const csrf = newSecret();
  await db.deleteFrom("web_session").where("expires_at", "<", now).execute();
  await db
    .insertInto("web_session")
    .values({
      sha256: hashOfSecret(cookie),
      account,
      csrf_sha256: hashOfSecret(csrf),
      created_at: now,
      seen_at: now,
      expires_at: after(now, LONGEST_MS),
    })
    .execute();
  return { cookie, csrf, seconds: LONGEST_MS / 1000 };
}

export interface OpenSession {
  readonly principal: Principal;
  /** Whether a header holds the session's own CSRF token. */
  readonly isCsrf: (header: string) => boolean;
}

/** The session of a cookie; null for one that is unknown, idle too long, too old, or whose account is closed. */
export async function sessionOfCookie(db: Database, cookie: string, now: string): Promise<OpenSession | null> {
  const sha256 = hashOfSecret(cookie);
  const row = await db
    .selectFrom("web_session")
    .innerJoin("account", "account.name", "web_session.account")
    .select(["account.name", "account.role", "web_session.csrf_sha256", "web_session.seen_at"])
    .where("web_session.sha256", "=", sha256)
    .where("web_session.expires_at", ">", now)
    .where("web_session.seen_at", ">", after(now, -IDLE_MS))
    .where("account.disabled_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (Date.parse(now) - Date.parse(row.seen_at) > SEEN_EVERY_MS)
    await db.updateTable("web_session").set({ seen_at: now }).where("sha256", "=", sha256).execute();
  return {
    principal: { kind: "session", name: row.name, role: row.role, scopes: null },
    isCsrf: (header) => isSameSecret(hashOfSecret(header), row.csrf_sha256),
  };
}

/** A new CSRF token for a page that was loaded anew. */
export async function renewCsrf(db: Database, cookie: string): Promise<string> {
  const csrf = newSecret();
  await db
    .updateTable("web_session")
    .set({ csrf_sha256: hashOfSecret(csrf) })
    .where("sha256", "=", hashOfSecret(cookie))
    .execute();
  return csrf;
}

export async function closeSession(db: Database, cookie: string): Promise<void> {
  await db.deleteFrom("web_session").where("sha256", "=", hashOfSecret(cookie)).execute();
}
