import { csvText } from "../../adapters/published/csv.ts";

/** Rows as CSV, the columns in the order in which they first appear. */
export function csvOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  return csvText([...new Set(rows.flatMap((row) => Object.keys(row)))], rows);
}
