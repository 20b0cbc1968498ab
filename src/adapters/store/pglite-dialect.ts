import type { PGlite } from "@electric-sql/pglite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import { databaseFailure } from "./failures.ts";

/**
 * Kysely on PGlite: one connection, lent to one caller at a time.
 *
 * Kysely's own PGlite dialect hands the one session to everybody at once, so that a query of another caller that runs
 * while a transaction is open becomes part of that transaction. Here callers queue.
 */
export function pgliteDialect(pglite: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver(pglite),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class PgliteDriver implements Driver {
  readonly #connection: PgliteConnection;
  readonly #pglite: PGlite;
  readonly #waiting: (() => void)[] = [];
  #lent = false;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
    this.#connection = new PgliteConnection(pglite);
  }

  async init(): Promise<void> {
    await this.#pglite.waitReady;
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#lent) await new Promise<void>((turn) => this.#waiting.push(turn));
    this.#lent = true;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#lent = false;
  }

  async beginTransaction(connection: DatabaseConnection, settings: { isolationLevel?: string }): Promise<void> {
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : "";
    await connection.executeQuery(CompiledQuery.raw(`begin${level}`));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async destroy(): Promise<void> {
    if (!this.#pglite.closed) await this.#pglite.close();
  }
}

class PgliteConnection implements DatabaseConnection {
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const answer = await this.#answer(query).catch((error: unknown) => {
      throw databaseFailure(error, `the database in ${this.#pglite.dataDir ?? "memory"}`);
    });
    const rows = (answer?.rows ?? []) as Row[];
    return answer?.affectedRows === undefined ? { rows } : { rows, numAffectedRows: BigInt(answer.affectedRows) };
  }

  /** Like a PostgreSQL server, the simple protocol (no parameters) takes several statements; the last one answers. */
  async #answer(query: CompiledQuery) {
    if (query.parameters.length > 0) return await this.#pglite.query(query.sql, [...query.parameters]);
    return (await this.#pglite.exec(query.sql)).at(-1);
  }

  // biome-ignore lint/correctness/useYield: PGlite has no cursors that outlive a statement
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("PGlite cannot stream a query; read by pages");
  }
}
