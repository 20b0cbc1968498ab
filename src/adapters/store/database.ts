import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { YardcheckError } from "../../errors.ts";
import { databaseFailure } from "./failures.ts";
import { migrate } from "./migrations.ts";
import { pgliteDialect } from "./pglite-dialect.ts";
import { TranslatingDriver } from "./postgres-driver.ts";
import type { Tables } from "./tables.ts";

/** The store, whichever database is under it. A transaction is one too. */
export type Database = Kysely<Tables>;

/** Runs `act` in a transaction: the caller's own where there is one, so that verbs can be put together. */
export async function inTransaction<T>(db: Database, act: (tx: Database) => Promise<T>): Promise<T> {
  return db.isTransaction ? await act(db) : await db.transaction().execute(act);
}

export interface OpenDatabase {
  readonly db: Database;
  readonly kind: "embedded" | "postgresql";
  /** Of the server, as it says itself. */
  readonly version: string;
  /** For a program that brings its own SQL, such as the job queue; keep to `db` otherwise. */
  readonly raw: RawDatabase;
  close(): Promise<void>;
}

/** The database below kysely. */
export type RawDatabase =
  | { readonly kind: "server"; readonly url: string }
  | {
      readonly kind: "embedded";
      /** Runs one or more statements with the session to itself; gives back the rows of them all, times as Date. */
      run(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
      /** Null where another process has the database, and lends it to this one. */
      readonly session: EmbeddedSession | null;
    };

/**
 * Has the session of an embedded database to itself while `act` runs, which gets a function that answers messages of
 * PostgreSQL's protocol.
 */
export type EmbeddedSession = (
  act: (answer: (message: Uint8Array) => Promise<Uint8Array>) => Promise<void>,
) => Promise<void>;

/**
 * Where a database is: a folder of PGlite (null: in memory), the URL of a PostgreSQL server, or the folder in which
 * another process lends its embedded database.
 */
export type DatabasePlace =
  | { readonly folder: string | null; readonly template?: Blob }
  | { readonly url: string; readonly connections?: number }
  | { readonly lentAt: string };

/** Smallest PostgreSQL that the schema and its tests run on. */
const SMALLEST_SERVER = 15;

/** The same values on both databases: times and dates as ISO text, bigint as a number. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.TIMESTAMPTZ]: isoTime,
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.INT8]: exactInteger,
};

/** To the millisecond; finer ones as they are, or a page that ends at one would not be gone on from. */
function isoTime(text: string): string {
  const utc = text.replace(" ", "T").replace(/\+00$/, "Z");
  return /\.\d{4,}Z$/.test(utc) ? utc : new Date(utc).toISOString().replace(".000Z", "Z");
}

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for an exact number`);
  return value;
}

/**
 * Opens a database and brings its schema up to date. The caller holds the workspace's lock where it is a folder:
 * PGlite itself lets two processes open one.
 *
 * @param now  time of a migration, should there be one
 * @throws YardcheckError "database-unavailable" | "disk-full" | "conflict"
 */
export async function openDatabase(place: DatabasePlace, now: string): Promise<OpenDatabase> {
  const opened = await connect(place);
  try {
    await migrate(opened.db, now);
    return opened;
  } catch (error) {
    await opened.close().catch(() => {});
    throw databaseFailure(error, `opening ${nameOf(place)}`);
  }
}

/**
 * Opens a database with whatever schema it has.
 *
 * @throws YardcheckError "database-unavailable" | "disk-full"
 */
export async function connect(place: DatabasePlace): Promise<OpenDatabase> {
  let db: Database | null = null;
  try {
    const { dialect, rawOf } =
      "url" in place
        ? onServer(place.url, place.connections ?? 10)
        : "lentAt" in place
          ? borrowed(place.lentAt)
          : await embedded(place);
    db = new Kysely<Tables>({ dialect });
    const version = await serverVersion(db);
    if (!(version >= SMALLEST_SERVER))
      throw new YardcheckError(
        "database-unavailable",
        `${nameOf(place)} is PostgreSQL ${version}; needed is ${SMALLEST_SERVER} or later`,
      );
    const opened = db;
    const kind = "url" in place ? "postgresql" : "embedded";
    return { db, kind, version: `PostgreSQL ${version}`, raw: rawOf(opened), close: () => opened.destroy() };
  } catch (error) {
    await db?.destroy().catch(() => {});
    throw databaseFailure(error, `opening ${nameOf(place)}`);
  }
}

function nameOf(place: DatabasePlace): string {
  if ("url" in place) return withoutPassword(place.url);
  if ("lentAt" in place) return `the database that the server lends at ${place.lentAt}`;
  return place.folder ?? "the database in memory";
}

async function serverVersion(db: Database): Promise<number> {
  const { rows } = await sql<{ number: string }>`select current_setting('server_version_num') as number`.execute(db);
  return Math.floor(Number(rows[0]?.number) / 10000);
}

async function embedded(place: { folder: string | null; template?: Blob }) {
  const options: PGliteOptions = { parsers: { ...PARSERS } };
  if (place.folder !== null) options.dataDir = place.folder;
  if (place.template) options.loadDataDir = place.template;
  const pglite = await PGlite.create(options);
  return { dialect: pgliteDialect(pglite), rawOf: (db: Database) => rawEmbedded(db, pglite) };
}

function rawEmbedded(db: Database, pglite: PGlite): RawDatabase {
  const options = { parsers: { [pg.types.builtins.TIMESTAMPTZ]: (text: string) => new Date(isoTime(text)) } };
  const run = (text: string, values: unknown[] = []) =>
    // Kysely's connection is held meanwhile, so that nothing falls into a transaction that the statements open.
    db.connection().execute(async () => {
      try {
        if (values.length > 0) return await pglite.query(text, values, options);
        return { rows: (await pglite.exec(text, options)).flatMap(({ rows }) => rows) };
      } catch (error) {
        await pglite.exec("rollback").catch(() => {});
        throw databaseFailure(error, "the job queue");
      }
    });
  const session: EmbeddedSession = (act) =>
    db.connection().execute(() => act((message) => pglite.execProtocolRaw(message)));
  return { kind: "embedded", run, session };
}

/** An embedded database through the process that has it open: one session, so each of our connections waits its turn. */
function borrowed(place: string) {
  const url = `postgresql://yardcheck@localhost/yardcheck?host=${encodeURIComponent(place)}`;
  const { pool, dialect } = onServer(url, 10);
  const getTypeParser = (id: number, format?: "text" | "binary") =>
    id === pg.types.builtins.TIMESTAMPTZ
      ? (text: string) => new Date(isoTime(text))
      : (format !== "binary" && PARSERS[id]) || pg.types.getTypeParser(id, format ?? "text");
  const run = async (text: string, values: unknown[] = []) => {
    const client = await pool.connect();
    try {
      const answer = await client.query({ text, types: { getTypeParser }, ...(values.length > 0 ? { values } : {}) });
      // Several statements have several answers, which the types of pg do not tell.
      return { rows: ([answer].flat() as { rows: unknown[] }[]).flatMap(({ rows }) => rows) };
    } catch (error) {
      await client.query("rollback").catch(() => {});
      throw databaseFailure(error, "the job queue");
    } finally {
      client.release();
    }
  };
  return { dialect, rawOf: (): RawDatabase => ({ kind: "embedded", run, session: null }) };
}

function onServer(url: string, connections: number) {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 15_000,
    application_name: "yardcheck",
    options: "-c timezone=UTC -c datestyle=ISO",
    types: {
      getTypeParser: (id: number, format?: "text" | "binary") =>
        (format !== "binary" && PARSERS[id]) || pg.types.getTypeParser(id, format ?? "text"),
    },
  });
  // A connection that the server drops must not end the process: its query fails, and the next one opens another.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const dialect = new PostgresDialect({ pool });
  dialect.createDriver = () => new TranslatingDriver({ pool }, withoutPassword(url));
  return { pool, dialect, rawOf: (): RawDatabase => ({ kind: "server", url }) };
}

/** A database URL that may be printed and logged. */
export function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.password) parsed.password = "***";
    // libpq and pg take it as a parameter too.
    for (const name of parsed.searchParams.keys()) if (/password/i.test(name)) parsed.searchParams.set(name, "***");
    return parsed.toString();
  } catch {
    return "the database URL";
  }
}
