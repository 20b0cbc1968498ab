import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

/** The last row of the page before: pages do not shift when rows are added. */
export interface Cursor {
  readonly acquiredAt: string;
  readonly id: string;
}

/** Rows that follow a cursor in the order of (acquired_at, id), which both tables have an index for. */
export function isAfter<Table extends "scene" | "observation">(
  _of: ExpressionBuilder<Tables, Table>,
  { acquiredAt, id }: Cursor,
  order: "asc" | "desc",
): Expression<SqlBool> {
  const at = sql`(acquired_at, id)`;
  const cursor = sql`(${acquiredAt}::timestamptz, ${id})`;
  return order === "asc" ? sql<SqlBool>`${at} > ${cursor}` : sql<SqlBool>`${at} < ${cursor}`;
}
