import { createHash } from "node:crypto";
import { sql } from "kysely";
import { YardcheckError } from "../../errors.ts";
import type { Database } from "./database.ts";

/** Rows and hash of a table: equal where two tables hold the same rows, in whatever order. */
export interface TableDigest {
  readonly rows: number;
  readonly sha256: string;
}
export type Digests = Readonly<Record<string, TableDigest>>;

/** Most that is carried at a time. A look at a large yard is a megabyte of JSON, and no text of JavaScript exceeds 512 MB. */
const PAGE = { rows: 1000, bytes: 16 * 1024 * 1024 };
/** Rows asked for at first, and at most doubled from page to page: the database makes the text of all that it cuts from. */
const FIRST_ROWS = 20;

/** Not copied: which schema a database has is written when it is made, and what lists need by triggers of other tables. */
const NOT_COPIED = ["migration", "facility_overview"];

/** Every table that is copied, each after those that it refers to. */
export async function tablesInOrder(db: Database): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> all (${NOT_COPIED})
    order by table_name collate "C"`.execute(db);
  const { rows: references } = await sql<{ of: string; to: string }>`
    select c.relname as of, t.relname as to from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace and k.conrelid <> k.confrelid`.execute(
    db,
  );
  const ordered: string[] = [];
  const visit = (name: string) => {
    if (ordered.includes(name)) return;
    for (const { of, to } of references) if (of === name) visit(to);
    ordered.push(name);
  };
  for (const { name } of tables) visit(name);
  return ordered;
}

/**
 * The rows of a table as JSON text, in the order of its key, a page at a time: one row, or no more than fit into the size
 * asked for, with an end of line each.
 */
export async function* pagesOf(db: Database, table: string, size = PAGE): AsyncGenerator<readonly string[]> {
  const key = await keyOf(db, table);
  const columns = sql.join(key.map((column) => sql.ref(`t.${column}`)));
  const keyColumns = sql.join(key.map((column) => sql.ref(`k.${column}`)));
  let limit = Math.min(size.rows, FIRST_ROWS);
  for (let last: string | null = null; ; ) {
    const after =
      last === null
        ? sql``
        : sql`where (${columns}) > (select ${keyColumns} from jsonb_populate_record(null::${sql.table(table)}, ${last}::jsonb) k)`;
    const page: { rows: { line: string }[] } = await sql<{ line: string }>`
      select line from (
        select line, n, sum(octet_length(line) + 1) over (order by n rows unbounded preceding) as bytes
        from (
          select to_jsonb(t)::text as line, row_number() over (order by ${columns}) as n
          from ${sql.table(table)} t ${after} order by ${columns} limit ${limit}
        ) found
      ) summed where bytes <= ${size.bytes} or n = 1 order by n`.execute(db);
    const rows = page.rows.map(({ line }) => line);
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1) ?? null;
    limit = Math.min(size.rows, 2 * rows.length);
  }
}

async function keyOf(db: Database, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select a.attname as name from pg_index i
    cross join lateral unnest(i.indkey::int2[]) with ordinality as k(number, position)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
    where i.indrelid = ${table}::regclass and i.indisprimary order by k.position`.execute(db);
  if (rows.length === 0) throw new RangeError(`table ${table} has no primary key`);
  return rows.map(({ name }) => name);
}

/** Adds rows as `pagesOf` gave them. In a transaction in which `deferConstraints` was called. */
export async function addRows(db: Database, table: string, rows: readonly string[]): Promise<void> {
  await sql`insert into ${sql.table(table)} overriding system value
    select * from jsonb_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(",")}]`}::jsonb)`.execute(db);
}

/** Lets rows of one table that refer to each other come in any order, until the transaction ends. */
export async function deferConstraints(tx: Database): Promise<void> {
  await sql`set constraints all deferred`.execute(tx);
}

/** Sets the counters of a copied database to go on after its rows. */
export async function advanceCounters(db: Database): Promise<void> {
  const { rows } = await sql<{ table: string; column: string; counter: string }>`
    select c.relname as table, a.attname as column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as counter
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`.execute(db);
  for (const { table, column, counter } of rows)
    await sql`select setval(${counter}::regclass, (select max(${sql.ref(column)}) from ${sql.table(table)}))`.execute(
      db,
    );
}

/**
 * Counts and hashes of all tables. A table's hash is the sum of its rows' SHA-256 modulo 2^256, so that databases that
 * sort differently agree.
 */
export async function digestsOf(db: Database): Promise<Digests> {
  const digests: Record<string, TableDigest> = {};
  for (const table of await tablesInOrder(db)) {
    const digest = new RowDigest();
    for await (const page of pagesOf(db, table)) digest.add(page);
    digests[table] = digest.value;
  }
  return digests;
}

export class RowDigest {
  #rows = 0;
  #sum = 0n;

  add(page: readonly string[]): void {
    for (const row of page) this.#sum += BigInt(`0x${createHash("sha256").update(row).digest("hex")}`);
    this.#sum &= (1n << 256n) - 1n;
    this.#rows += page.length;
  }

  get value(): TableDigest {
    return { rows: this.#rows, sha256: this.#sum.toString(16).padStart(64, "0") };
  }
}

/** @throws YardcheckError "conflict" naming the tables that differ */
export function assertSame(expected: Digests, got: Digests, what: string): void {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(got)])];
  const wrong = names.filter(
    (name) => expected[name]?.sha256 !== got[name]?.sha256 || expected[name]?.rows !== got[name]?.rows,
  );
  if (wrong.length === 0) return;
  const shown = wrong.map((name) => `${name} (${got[name]?.rows ?? 0} rows, expected ${expected[name]?.rows ?? 0})`);
  throw new YardcheckError("conflict", `${what} differs in ${shown.join(", ")}; nothing was kept of it`);
}

/** @throws YardcheckError "conflict" where the database holds rows already */
export async function assertEmpty(db: Database, name: string): Promise<void> {
  for (const table of await tablesInOrder(db)) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) throw new YardcheckError("conflict", `${name} is not empty: its table ${table} has rows`);
  }
}

/**
 * Copies every row of one database into another, empty one, and checks counts and hashes before anything is kept.
 *
 * @param onTable  told of each table when it is done
 * @throws YardcheckError "conflict"
 */
export async function copyDatabase(
  from: Database,
  to: Database,
  toName: string,
  onTable: (table: string, rows: number) => void,
): Promise<Digests> {
  return await from
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (source) =>
      to.transaction().execute(async (target) => {
        await assertEmpty(target, toName);
        await deferConstraints(target);
        const copied: Record<string, TableDigest> = {};
        for (const table of await tablesInOrder(source)) {
          const digest = new RowDigest();
          for await (const page of pagesOf(source, table)) {
            await addRows(target, table, page);
            digest.add(page);
          }
          copied[table] = digest.value;
          onTable(table, digest.value.rows);
        }
        await advanceCounters(target);
        assertSame(copied, await digestsOf(target), toName);
        return copied;
      }),
    );
}
