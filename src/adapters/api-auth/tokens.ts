import { randomUUID } from "node:crypto";
import { type SqlBool, sql } from "kysely";
import { isScope, type Principal } from "../../core/access/access.ts";
import { YardcheckError } from "../../errors.ts";
import type { Database } from "../store/database.ts";
import { jsonText } from "../store/json.ts";
import { after } from "./moments.ts";
import { hashOfSecret, newSecret, TOKEN_PREFIX } from "./secrets.ts";

export interface ApiToken {
  readonly id: string;
  readonly account: string;
  readonly label: string;
  readonly scopes: readonly string[] | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

const LONGEST_DAYS = 366;

/**
 * Makes a token for a program.
 *
 * @param scopes  null: all that the account's role may do
 * @returns       its record, and the token itself, which is nowhere kept
 * @throws YardcheckError "usage" for an unknown scope or a life over a year; "not-found" for an unknown account
 */
export async function addToken(
  db: Database,
  given: {
    readonly account: string;
    readonly label: string;
    readonly scopes: readonly string[] | null;
    readonly days: number;
  },
  now: string,
): Promise<{ readonly token: string; readonly record: ApiToken }> {
  const unknown = given.scopes?.find((scope) => !isScope(scope));
  if (unknown !== undefined) throw new YardcheckError("usage", `no action is covered by the scope "${unknown}"`);
  if (!(given.days > 0 && given.days <= LONGEST_DAYS))
    throw new YardcheckError("usage", `a token lives 1 to ${LONGEST_DAYS} days, asked for ${given.days}`);
  const account = await db
    .selectFrom("account")
    .select("name")
    .where("name", "=", given.account)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  if (account === undefined)
    throw new YardcheckError("not-found", `no open account named ${given.account}`, {
      fix: "Accounts are listed and made in the workbench, under Settings; where there is none, `yardcheck serve` prints how to make the first.",
    });
  const token = `${TOKEN_PREFIX}${newSecret()}`;
  const expiresAt = after(now, given.days * 86_400_000);
  const row = {
    id: randomUUID(),
    account: given.account,
    label: given.label,
    sha256: hashOfSecret(token),
    scopes: given.scopes === null ? null : jsonText(given.scopes),
    created_at: now,
    expires_at: expiresAt,
  };
  await db.insertInto("api_token").values(row).execute();
  return {
    token,
    record: {
      id: row.id,
      account: row.account,
      label: row.label,
      scopes: given.scopes,
      createdAt: now,
      expiresAt: expiresAt,
      revokedAt: null,
    },
  };
}

/**
 * Tokens, oldest first.
 *
 * @param account  whose; null: everybody's
 * @param page     those after one, so many at most; null: all
 */
export async function listTokens(
  db: Database,
  account: string | null,
  page: { readonly after: readonly [createdAt: string, id: string] | null; readonly limit: number } | null,
): Promise<ApiToken[]> {
  let query = db.selectFrom("api_token").selectAll().orderBy("created_at").orderBy("id");
  if (account !== null) query = query.where("account", "=", account);
  if (page !== null) query = query.limit(page.limit);
  if (page !== null && page.after !== null) {
    const [createdAt, id] = page.after;
    query = query.where(sql<SqlBool>`(created_at, id) > (${createdAt}::timestamptz, ${id})`);
  }
  return (await query.execute()).map((row) => ({
    id: row.id,
    account: row.account,
    label: row.label,
    scopes: row.scopes,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }));
}

/** @param account  whose it must be; null: anybody's. @throws YardcheckError "not-found" */
export async function revokeToken(db: Database, id: string, account: string | null, now: string): Promise<void> {
  let query = db.updateTable("api_token").set({ revoked_at: now }).where("id", "=", id).where("revoked_at", "is", null);
  if (account !== null) query = query.where("account", "=", account);
  const revoked = await query.returning("id").executeTakeFirst();
  if (revoked === undefined) throw new YardcheckError("not-found", `no token ${id} that could be revoked`);
}

/** Who a token stands for; null for one that is unknown, revoked, too old, or whose account is closed. */
export async function principalOfToken(db: Database, token: string, now: string): Promise<Principal | null> {
  const row = await db
    .selectFrom("api_token")
    .innerJoin("account", "account.name", "api_token.account")
    .select(["account.name", "account.role", "api_token.scopes"])
    .where("api_token.sha256", "=", hashOfSecret(token))
    .where("api_token.revoked_at", "is", null)
    .where("api_token.expires_at", ">", now)
    .where("account.disabled_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : { kind: "token", name: row.name, role: row.role, scopes: row.scopes };
}
