import type { ZodError } from "zod";
import type { Evidence } from "../../core/evidence/evidence.ts";
import { YardcheckError } from "../../errors.ts";
import { type CsvRecord, csvText, readCsv } from "../published/csv.ts";
import { checkedEvidence, issuesText } from "./evidence-file.ts";
import * as parts from "./schemas.ts";

/**
 * Sources and claims as tables, for those who work in a spreadsheet. A cell that holds texts in several languages holds
 * them as JSON; an empty cell is null or an empty list. The matrix and the judgement travel as JSON only.
 */
const SOURCE_COLUMNS = [
  "id",
  "kind",
  "title",
  "publisher",
  "author",
  "language",
  "publishedOn",
  "retrievedOn",
  "url",
  "archived",
  "licence",
  "reliability",
  "credibility",
  "derivedFrom",
] as const;
const CLAIM_COLUMNS = [
  "id",
  "kind",
  "by",
  "source",
  "saidOn",
  "words",
  "supports",
  "opposes",
  "quantity",
  "entry",
  "event",
  "law",
  "judgement",
  "repeats",
  "contradicts",
  "credibility",
] as const;
/** Cells that hold JSON where they hold anything; all others are plain text. */
const JSON_COLUMNS = new Set([
  "title",
  "publisher",
  "author",
  "archived",
  "reliability",
  "credibility",
  "by",
  "words",
  "quantity",
  "judgement",
]);
/** Cells that hold a list of ids, separated by spaces. */
const LIST_COLUMNS = new Set(["supports", "opposes", "law", "contradicts"]);

export function sourcesCsv({ sources }: Evidence): string {
  return csvOf(SOURCE_COLUMNS, sources);
}

export function claimsCsv({ claims }: Evidence): string {
  return csvOf(CLAIM_COLUMNS, claims);
}

/**
 * The evidence with the sources or claims of a table in place of its own; which of the two, the header shows.
 *
 * @throws YardcheckError "evidence-invalid" naming the line and the column
 */
export function withTable(evidence: Evidence, text: string, file: string): Evidence {
  const records = recordsOf(text, file);
  const header = Object.keys(records[0]?.cells ?? {});
  if (header.includes("reliability"))
    return checkedEvidence({ ...evidence, sources: rowsOf(records, SOURCE_COLUMNS, parts.source, file) }, file);
  if (header.includes("words"))
    return checkedEvidence({ ...evidence, claims: rowsOf(records, CLAIM_COLUMNS, parts.claim, file) }, file);
  throw new YardcheckError(
    "evidence-invalid",
    `${file}: expected a table of sources (${SOURCE_COLUMNS.join(",")}) or of claims (${CLAIM_COLUMNS.join(",")})`,
  );
}

function csvOf(columns: readonly string[], rows: readonly object[]): string {
  const cells = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, cellOf(value, column)])),
  );
  return csvText(columns, cells);
}

function cellOf(value: unknown, column: string): unknown {
  if (LIST_COLUMNS.has(column) && Array.isArray(value)) return value.join(" ");
  return JSON_COLUMNS.has(column) && typeof value === "string" ? JSON.stringify(value) : value;
}

function recordsOf(text: string, file: string): readonly CsvRecord[] {
  try {
    return readCsv(text, file);
  } catch (error) {
    if (!(error instanceof YardcheckError)) throw error;
    throw new YardcheckError("evidence-invalid", error.message.replace(/^[a-z-]+: /, ""), { cause: error });
  }
}

function rowsOf<Row>(
  records: readonly CsvRecord[],
  columns: readonly string[],
  schema: { safeParse(value: unknown): { success: true; data: Row } | { success: false; error: ZodError } },
  file: string,
): Row[] {
  return records.map(({ line, cells }) => {
    const value = Object.fromEntries(
      columns.map((column) => [column, valueIn(cells[column] ?? "", column, file, line)]),
    );
    const row = schema.safeParse(value);
    if (!row.success) throw new YardcheckError("evidence-invalid", `${file}, line ${line}: ${issuesText(row.error)}`);
    return row.data;
  });
}

function valueIn(cell: string, column: string, file: string, line: number): unknown {
  if (LIST_COLUMNS.has(column)) return cell.split(/\s+/).filter((id) => id !== "");
  if (cell === "") return null;
  if (!JSON_COLUMNS.has(column)) return cell;
  try {
    return JSON.parse(cell);
  } catch (cause) {
    throw new YardcheckError("evidence-invalid", `${file}, line ${line}, column ${column}: expected JSON`, { cause });
  }
}
