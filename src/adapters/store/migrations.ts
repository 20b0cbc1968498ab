import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { YardcheckError } from "../../errors.ts";
import { type Database, inTransaction } from "./database.ts";

const SCHEMA = join(import.meta.dirname, "schema");

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

/** The numbered SQL files of the schema, in order. */
export function migrations(): readonly Migration[] {
  return readdirSync(SCHEMA)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((name) => {
      const text = readFileSync(join(SCHEMA, name), "utf8");
      return { name, text, sha256: createHash("sha256").update(text).digest("hex") };
    });
}

/**
 * Brings the schema up to date, in one transaction: all of it or nothing.
 *
 * @param only  names of the migrations to stop at, for a copy made by an older Yardcheck; default: all
 * @returns the migrations that were applied; empty when there was nothing to do
 * @throws YardcheckError "conflict" when the database is another program's, was made by a newer Yardcheck, or an
 *   applied migration was changed since
 */
export async function migrate(db: Database, now: string, only?: ReadonlySet<string>): Promise<readonly string[]> {
  return await inTransaction(db, async (tx) => {
    // One process migrates at a time; the number is an arbitrary name for that.
    await sql`select pg_advisory_xact_lock(7392841)`.execute(tx);
    const pending = (await unapplied(tx)).filter(({ name }) => only?.has(name) ?? true);
    for (const { name, text, sha256 } of pending) {
      await sql.raw(text).execute(tx);
      await tx.insertInto("migration").values({ name, sha256, applied_at: now }).execute();
    }
    return pending.map(({ name }) => name);
  });
}

/**
 * Names of the migrations that a database lacks; it is left as it is.
 *
 * @throws YardcheckError "conflict" as `migrate`
 */
export async function pendingMigrations(db: Database): Promise<readonly string[]> {
  return (await unapplied(db)).map(({ name }) => name);
}

async function unapplied(tx: Database): Promise<readonly Migration[]> {
  const applied = await appliedMigrations(tx);
  const known = migrations();
  for (const { name, sha256 } of known) {
    const was = applied.get(name);
    if (was !== undefined && was !== sha256)
      throw new YardcheckError("conflict", `schema migration ${name} is not the one that this database was made with`);
  }
  const names = new Set(known.map(({ name }) => name));
  const newer = [...applied.keys()].filter((name) => !names.has(name));
  if (newer.length > 0)
    throw new YardcheckError("conflict", `the database was made by a newer Yardcheck (it has ${newer.join(", ")})`);
  return known.filter(({ name }) => !applied.has(name));
}

async function appliedMigrations(tx: Database): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema() order by 1`.execute(
    tx,
  );
  if (!rows.some(({ name }) => name === "migration")) {
    if (rows.length > 0)
      throw new YardcheckError(
        "conflict",
        `the database holds tables of something else (${rows[0]?.name ?? ""}, ${rows.length} in all); give Yardcheck an empty one`,
      );
    await sql`create table migration (name text primary key, sha256 text not null, applied_at timestamptz not null)`.execute(
      tx,
    );
  }
  const applied = await tx.selectFrom("migration").select(["name", "sha256"]).execute();
  return new Map(applied.map(({ name, sha256 }) => [name, sha256]));
}
