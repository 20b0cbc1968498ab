import {
  type AbortableOperationOptions,
  type DatabaseConnection,
  type PostgresDialectConfig,
  PostgresDriver,
} from "kysely";
import { databaseFailure } from "./failures.ts";

/** Kysely's own driver, with the failures of the server told in our words. */
export class TranslatingDriver extends PostgresDriver {
  readonly #place: string;
  readonly #translating = new WeakSet<DatabaseConnection>();

  constructor(config: PostgresDialectConfig, place: string) {
    super(config);
    this.#place = place;
  }

  override async acquireConnection(options?: AbortableOperationOptions): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection(options).catch((error: unknown) => {
      throw databaseFailure(error, `connecting to ${this.#place}`);
    });
    if (!this.#translating.has(connection)) {
      this.#translating.add(connection);
      const execute = connection.executeQuery.bind(connection);
      connection.executeQuery = (query, running) =>
        execute<never>(query, running).catch((error: unknown) => {
          throw databaseFailure(error, this.#place);
        });
    }
    return connection;
  }
}
