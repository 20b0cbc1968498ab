import { z } from "zod";
import { daysOf } from "../../core/series/day.ts";
import type { DatedEvent } from "../../core/series/entry.ts";
import type { Regime } from "../../core/series/regime.ts";
import { YardcheckError } from "../../errors.ts";
import type { PublishedEntry } from "../store/series.ts";
import { readCsv } from "./csv.ts";
import { EntryRow, entryOfRow } from "./entries.ts";
import { elementLines } from "./json-lines.ts";

/** What a file of published counts holds for one facility. */
export interface SeriesFile {
  readonly entries: readonly PublishedEntry[];
  readonly events: readonly DatedEvent[];
  readonly regimes: readonly Regime[];
  /** Entries that speak of other facilities, by facility: not taken. */
  readonly others: Readonly<Record<string, number>>;
}

const Words = z.string().trim().min(1);
const DateText = Words.refine((text) => daysOf(text) !== null, { error: "is no day of the calendar" });
const EventRow = z.strictObject({
  facility: Words.optional(),
  id: Words,
  date: DateText,
  label: z.record(z.string(), Words),
  source: Words,
});
const RegimeRow = z.strictObject({
  facility: Words.optional(),
  name: Words,
  from: DateText,
  to: DateText.nullable().default(null),
  reason: Words,
});
const Document = z.strictObject({
  version: z.literal(1).optional(),
  about: z.string().optional(),
  entries: z.array(z.unknown()).default([]),
  events: z.array(z.unknown()).default([]),
  regimes: z.array(z.unknown()).default([]),
});

/**
 * Reads counts that others published, from CSV or JSON. One wrong field refuses the whole file.
 *
 * @param bytes  of the file, UTF-8
 * @throws YardcheckError "series-invalid" naming each line and field that offends, ten at most
 */
export function readSeriesFile(bytes: Uint8Array, file: string, facility: string): SeriesFile {
  const text = textOf(bytes, file);
  const isJson = /^\s*[[{]/.test(text);
  const source = isJson ? jsonRows(text, file) : { entries: csvRows(text, file), events: [], regimes: [] };
  const problems: string[] = [];
  const entries = checked(EntryRow, source.entries, problems);
  const events = checked(EventRow, source.events, problems);
  const regimes = checked(RegimeRow, source.regimes, problems);
  if (problems.length > 0) {
    const more = problems.length > 10 ? `; and ${problems.length - 10} more` : "";
    throw new YardcheckError("series-invalid", `${file}, ${problems.slice(0, 10).join("; ")}${more}`);
  }
  if (entries.length + events.length + regimes.length === 0)
    throw new YardcheckError("series-invalid", `${file}: the file holds no count`);
  const ours = (row: { facility?: string | undefined }) => row.facility === undefined || row.facility === facility;
  const others: Record<string, number> = {};
  for (const row of entries) if (!ours(row)) others[row.facility ?? ""] = (others[row.facility ?? ""] ?? 0) + 1;
  return {
    entries: entries.filter(ours).map(entryOfRow),
    events: events.filter(ours).map(({ id, date, label, source }) => ({ id, date, label, source })),
    regimes: regimes.filter(ours).map(({ name, from, to, reason }) => ({
      name,
      from: daysOf(from)?.first ?? from,
      to: to === null ? null : (daysOf(to)?.last ?? to),
      reason,
    })),
    others,
  };
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new YardcheckError("series-invalid", `${file}: not UTF-8 text`, { cause });
  }
}

interface SourceRow {
  readonly line: number;
  readonly fields: unknown;
}

function jsonRows(text: string, file: string) {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new YardcheckError("series-invalid", `${file}: ${cause instanceof Error ? cause.message : "no JSON"}`, {
      cause,
    });
  }
  const parsed = Document.safeParse(Array.isArray(document) ? { entries: document } : document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new YardcheckError(
      "series-invalid",
      `${file}, field "${issue?.path.join(".") ?? ""}": ${issue?.message ?? ""}`,
    );
  }
  const numbered = (rows: readonly unknown[], name: string): SourceRow[] => {
    const lines = elementLines(text, Array.isArray(document) ? null : name);
    return rows.map((fields, i) => ({ line: lines[i] ?? 1, fields }));
  };
  const { entries, events, regimes } = parsed.data;
  return {
    entries: numbered(entries, "entries"),
    events: numbered(events, "events"),
    regimes: numbered(regimes, "regimes"),
  };
}

function csvRows(text: string, file: string): SourceRow[] {
  return readCsv(text, file).map(({ line, cells }) => ({
    line,
    fields: Object.fromEntries(
      Object.entries(cells).flatMap(([column, cell]) => (cell === "" ? [] : [[column, cellValue(column, cell)]])),
    ),
  }));
}

/** A cell as the JSON form has it; what does not fit stays text, for the check to name. */
function cellValue(column: string, cell: string): unknown {
  const number = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  if (["cars", "low", "high", "mean", "looks"].includes(column)) return number(cell);
  if (["metres", "plusCars"].includes(column)) return cell.split(/[;\s]+/).map(number);
  if (column === "approximately") return cell === "true" ? true : cell === "false" ? false : cell;
  if (column !== "byClass") return cell;
  return Object.fromEntries(
    cell.split(";").map((part) => {
      const [name = "", value = ""] = part.split("=").map((piece) => piece.trim());
      return [name, number(value)];
    }),
  );
}

function checked<Row>(schema: z.ZodType<Row>, rows: readonly SourceRow[], problems: string[]): Row[] {
  return rows.flatMap(({ line, fields }) => {
    const parsed = schema.safeParse(fields);
    if (parsed.success) return [parsed.data];
    for (const issue of parsed.error.issues) {
      const names = issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".") || "row"];
      const message = issue.code === "unrecognized_keys" ? "is not a field that is known" : issue.message;
      for (const name of names) problems.push(`line ${line}, field "${name}": ${message}`);
    }
    return [];
  });
}
