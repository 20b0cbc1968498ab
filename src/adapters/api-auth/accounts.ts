import type { Principal, Role } from "../../core/access/access.ts";
import { lockoutMs } from "../../core/access/lockout.ts";
import { YardcheckError } from "../../errors.ts";
import type { Database } from "../store/database.ts";
import { after } from "./moments.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { hashOfSecret, newSecret } from "./secrets.ts";

export interface Account {
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly disabled: boolean;
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const SETUP_HOURS = 24;
/** Wrong passwords that nobody followed up for so long are forgotten. */
const FORGOTTEN_MS = 24 * 3_600_000;

/** Accounts by name: those after a name (null: from the first), so many at most. */
export async function listAccounts(
  db: Database,
  page: { readonly after: string | null; readonly limit: number },
): Promise<Account[]> {
  let query = db.selectFrom("account").selectAll().orderBy("name").limit(page.limit);
  if (page.after !== null) query = query.where("name", ">", page.after);
  const rows = await query.execute();
  return rows.map((row) => ({
    name: row.name,
    role: row.role,
    createdAt: row.created_at,
    disabled: row.disabled_at !== null,
  }));
}

export async function hasAccounts(db: Database): Promise<boolean> {
  return (await db.selectFrom("account").select("name").limit(1).executeTakeFirst()) !== undefined;
}

/** @throws YardcheckError "usage" for a name or password that cannot be; "conflict" for a name that is taken */
export async function addAccount(
  db: Database,
  given: { readonly name: string; readonly role: Role; readonly password: string },
  now: string,
): Promise<void> {
  if (!NAME.test(given.name))
    throw new YardcheckError(
      "usage",
      `an account's name is lower-case letters, digits, . _ and -, got "${given.name}"`,
    );
  const added = await db
    .insertInto("account")
    .values({ name: given.name, role: given.role, password_hash: await hashPassword(given.password), created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning("name")
    .executeTakeFirst();
  if (added === undefined) throw new YardcheckError("conflict", `there is an account named ${given.name} already`);
}

/**
 * Changes a role, a password, or whether the account is open. Sessions end with each of them; tokens stay and take
 * the new role.
 *
 * @throws YardcheckError "not-found"; "conflict" when no open admin would be left
 */
export async function changeAccount(
  db: Database,
  name: string,
  change: {
    readonly role?: Role | undefined;
    readonly password?: string | undefined;
    readonly disabled?: boolean | undefined;
  },
  now: string,
): Promise<void> {
  const passwordHash = change.password === undefined ? undefined : await hashPassword(change.password);
  await db.transaction().execute(async (trx) => {
    const rows = await trx.selectFrom("account").selectAll().orderBy("name").forUpdate().execute();
    const account = rows.find((row) => row.name === name);
    if (account === undefined) throw new YardcheckError("not-found", `no account named ${name}`);
    const role = change.role ?? account.role;
    const disabledAt = change.disabled === undefined ? account.disabled_at : change.disabled ? now : null;
    const admins = rows.filter((row) => row.name !== name && row.role === "admin" && row.disabled_at === null);
    if (admins.length === 0 && (role !== "admin" || disabledAt !== null))
      throw new YardcheckError("conflict", `${name} is the only admin; make another one first`);
    await trx
      .updateTable("account")
      .set({
        role,
        disabled_at: disabledAt,
        ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
      })
      .where("name", "=", name)
      .execute();
    if (passwordHash !== undefined) await forgetFailures(trx, name);
    await trx.deleteFrom("web_session").where("account", "=", name).execute();
  });
}

/**
 * Checks a name and a password.
 *
 * An unknown name, a closed account and a wrong password are refused in the same words and the same time. Too many
 * wrong passwords close a name for a while, whether or not there is such an account.
 *
 * @throws YardcheckError "sign-in-required" or "too-many-requests"
 */
export async function signIn(db: Database, name: string, password: string, now: string): Promise<Principal> {
  const failed = await db
    .selectFrom("sign_in_failure")
    .selectAll()
    .where("name_sha256", "=", hashOfSecret(name))
    .executeTakeFirst();
  const opensAt = failed === undefined ? 0 : Date.parse(failed.failed_at) + lockoutMs(failed.failures);
  if (opensAt > Date.parse(now))
    throw new YardcheckError(
      "too-many-requests",
      `too many wrong passwords; next try after ${new Date(opensAt).toISOString()}`,
    );
  const account = await db.selectFrom("account").selectAll().where("name", "=", name).executeTakeFirst();
  const right = await isPassword(account?.password_hash ?? null, password);
  if (account === undefined || account.disabled_at !== null || !right) {
    await rememberFailure(db, name, now);
    throw new YardcheckError("sign-in-required", "name or password is wrong");
  }
  if (failed !== undefined) await forgetFailures(db, name);
  return { kind: "session", name: account.name, role: account.role, scopes: null };
}

async function rememberFailure(db: Database, name: string, now: string): Promise<void> {
  await db.deleteFrom("sign_in_failure").where("failed_at", "<", after(now, -FORGOTTEN_MS)).execute();
  await db
    .insertInto("sign_in_failure")
    .values({ name_sha256: hashOfSecret(name), failures: 1, failed_at: now })
    .onConflict((known) =>
      known.column("name_sha256").doUpdateSet((eb) => ({
        failures: eb("sign_in_failure.failures", "+", 1),
        failed_at: now,
      })),
    )
    .execute();
}

async function forgetFailures(db: Database, name: string): Promise<void> {
  await db.deleteFrom("sign_in_failure").where("name_sha256", "=", hashOfSecret(name)).execute();
}

/** A new one-time token for the first admin; earlier ones stop working. Null when there are accounts already. */
export async function newSetupToken(db: Database, now: string): Promise<string | null> {
  if (await hasAccounts(db)) return null;
  const token = newSecret();
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom("setup_token").execute();
    await trx
      .insertInto("setup_token")
      .values({ sha256: hashOfSecret(token), expires_at: after(now, SETUP_HOURS * 3_600_000) })
      .execute();
  });
  return token;
}

/** Makes the first admin. @throws YardcheckError "sign-in-required" for a token that is wrong, used or too old */
export async function setUpFirstAdmin(
  db: Database,
  given: { readonly token: string; readonly name: string; readonly password: string },
  now: string,
): Promise<Principal> {
  return await db.transaction().execute(async (trx) => {
    const used = await trx
      .deleteFrom("setup_token")
      .where("sha256", "=", hashOfSecret(given.token))
      .where("expires_at", ">", now)
      .returning("sha256")
      .executeTakeFirst();
    if (used === undefined || (await hasAccounts(trx)))
      throw new YardcheckError(
        "sign-in-required",
        "the set-up token is wrong, used or too old; the server prints one at its start",
      );
    await addAccount(trx, { name: given.name, role: "admin", password: given.password }, now);
    return { kind: "session", name: given.name, role: "admin", scopes: null };
  });
}
