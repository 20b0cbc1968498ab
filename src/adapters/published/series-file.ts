import { z } from "zod";
import { daysOf } from "../../core/series/day.ts";
import { type DatedEvent, hasWords, NO_WORDS } from "../../core/series/entry.ts";
import { type Regime, turnedRound } from "../../core/series/regime.ts";
import { YardcheckError } from "../../errors.ts";
import type { PublishedEntry } from "../store/series.ts";
import { readCsv } from "./csv.ts";
import { Day, EntryRow, entryOfRow, Words } from "./entries.ts";
import { elementLines } from "./json-lines.ts";

/** What a file of published counts holds for one facility. */
export interface SeriesFile {
  readonly entries: readonly PublishedEntry[];
  readonly events: readonly DatedEvent[];
  readonly regimes: readonly Regime[];
  /** Entries that speak of other facilities, by facility: not taken. */
  readonly others: Readonly<Record<string, number>>;
}

/** The lists of a file, for whoever misses one. */
const LISTS = "entries, events and regimes";
const EventRow = z.strictObject({
  facility: Words.optional(),
  id: Words,
  date: Day,
  label: z
    .record(z.string(), Words, { error: 'must be words by language: {"en": "...", "ar": "..."}' })
    .refine(hasWords, NO_WORDS),
  source: Words,
});
const RegimeRow = z
  .strictObject({
    facility: Words.optional(),
    name: Words,
    from: Day,
    to: Day.nullable().default(null),
    reason: Words,
  })
  .superRefine((regime, problems) => {
    const message = turnedRound(regime);
    if (message !== null) problems.addIssue({ code: "custom", path: ["to"], message });
  });
const Document = z.strictObject({
  version: z.literal(1).optional(),
  about: z.string().optional(),
  entries: z.array(z.unknown(), "must be a list").default([]),
  events: z.array(z.unknown(), "must be a list").default([]),
  regimes: z.array(z.unknown(), "must be a list").default([]),
});

/**
 * Reads counts that others published, from CSV or JSON. One wrong field refuses the whole file.
 *
 * @param bytes  of the file, UTF-8
 * @throws YardcheckError "series-invalid" naming each field that offends, ten at most: by line and column in CSV, by its
 *         path in JSON (`events[0].id`); several on a line each
 */
export function readSeriesFile(bytes: Uint8Array, file: string, facility: string): SeriesFile {
  const text = textOf(bytes, file);
  const isJson = /^\s*[[{]/.test(text);
  const problems: string[] = [];
  const source = isJson ? jsonRows(text, file) : { entries: csvRows(text, file, problems), events: [], regimes: [] };
  const entries = checked(EntryRow, source.entries, problems).map(({ row }) => row);
  const events = eachOnce("id", checked(EventRow, source.events, problems), facility, problems);
  const regimes = eachOnce("name", checked(RegimeRow, source.regimes, problems), facility, problems);
  refuseWith(problems, file);
  if (entries.length + events.length + regimes.length === 0)
    throw new YardcheckError("series-invalid", `${file}: the file holds no count`);
  const ours = (row: { facility?: string | undefined }) => row.facility === undefined || row.facility === facility;
  const others = new Map<string, number>();
  for (const { facility: other = "" } of entries.filter((row) => !ours(row)))
    others.set(other, (others.get(other) ?? 0) + 1);
  return {
    entries: entries.filter(ours).map(entryOfRow),
    events: events.filter(ours).map(({ id, date, label, source }) => ({ id, date, label, source })),
    regimes: regimes.filter(ours).map(({ name, from, to, reason }) => ({
      name,
      from: daysOf(from)?.first ?? from,
      to: to === null ? null : (daysOf(to)?.last ?? to),
      reason,
    })),
    others: Object.fromEntries(others),
  };
}

function refuseWith(problems: readonly string[], file: string): void {
  const [first, ...others] = problems;
  if (first === undefined) return;
  const more = problems.length > 10 ? [`and ${problems.length - 10} more`] : [];
  const told = others.length === 0 ? `, ${first}` : [":", ...problems.slice(0, 10), ...more].join("\n  ");
  throw new YardcheckError("series-invalid", `${file}${told}`);
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new YardcheckError("series-invalid", `${file}: not UTF-8 text`, { cause });
  }
}

interface SourceRow {
  readonly fields: unknown;
  /** Names a field of the row to whoever wrote the file; the row itself without one. */
  readonly place: (field: string | null) => string;
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
    const known = `expected are ${LISTS}`;
    const problems = parsed.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => `${key}: is not a list of such a file; ${known}`)
        : [`${issue.path.join(".") || "the file"}: ${issue.path.length > 0 ? issue.message : known}`],
    );
    refuseWith(problems, file);
    throw new YardcheckError("series-invalid", `${file}: ${known}`);
  }
  const numbered = (rows: readonly unknown[], name: string): SourceRow[] => {
    const isList = Array.isArray(document);
    const lines = elementLines(text, isList ? null : name);
    const place = (i: number, field: string | null) =>
      `${isList ? "" : name}[${i}]${field === null ? "" : `.${field}`} (line ${lines[i] ?? 1})`;
    return rows.map((fields, i) => ({ fields, place: (field) => place(i, field) }));
  };
  const { entries, events, regimes } = parsed.data;
  return {
    entries: numbered(entries, "entries"),
    events: numbered(events, "events"),
    regimes: numbered(regimes, "regimes"),
  };
}

/** @param problems  those that the JSON form of a row cannot show are added here */
function csvRows(text: string, file: string, problems: string[]): SourceRow[] {
  return readCsv(text, file).map(({ line, cells }) => {
    const place = (field: string | null) => `line ${line}, field "${field ?? "row"}"`;
    const classes = pairsOf(cells["byClass"] ?? "").map(([name]) => name);
    const twice = classes.find((name, i) => classes.indexOf(name) !== i);
    if (twice !== undefined) problems.push(`${place("byClass")}: the class "${twice}" is named twice; expected once`);
    const given = Object.entries(cells).filter(([, cell]) => cell !== "");
    return { place, fields: Object.fromEntries(given.map(([column, cell]) => [column, cellValue(column, cell)])) };
  });
}

/** Names and values of a cell such as `ore=175;box=14`. */
function pairsOf(cell: string): (readonly [name: string, value: string])[] {
  return cell.split(";").map((part) => {
    const [name = "", value = ""] = part.split("=").map((piece) => piece.trim());
    return [name, value] as const;
  });
}

/** A cell as the JSON form has it; what does not fit stays text, for the check to name. */
function cellValue(column: string, cell: string): unknown {
  const number = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  if (["cars", "low", "high", "mean", "looks"].includes(column)) return number(cell);
  if (["metres", "plusCars"].includes(column)) return cell.split(/[;\s]+/).map(number);
  if (column === "approximately") return cell === "true" ? true : cell === "false" ? false : cell;
  if (column !== "byClass") return cell;
  return Object.fromEntries(pairsOf(cell).map(([name, value]) => [name, number(value)]));
}

interface CheckedRow<Row> {
  readonly row: Row;
  readonly place: SourceRow["place"];
}

function checked<Row>(schema: z.ZodType<Row>, rows: readonly SourceRow[], problems: string[]): CheckedRow<Row>[] {
  return rows.flatMap(({ place, fields }) => {
    const parsed = schema.safeParse(fields);
    if (parsed.success) return [{ row: parsed.data, place }];
    for (const issue of parsed.error.issues) {
      const names = issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".") || null];
      const message = issue.code === "unrecognized_keys" ? "is not a field that is known" : issue.message;
      for (const name of names) problems.push(`${place(name)}: ${message}`);
    }
    return [];
  });
}

/**
 * The rows, of which each is known by its own name at its facility: of two with one name the second would replace the first.
 *
 * @param facility  of the rows that name none
 */
function eachOnce<
  Key extends string,
  Row extends { readonly [key in Key]: string } & { facility?: string | undefined },
>(key: Key, rows: readonly CheckedRow<Row>[], facility: string, problems: string[]): Row[] {
  const seen = new Set<string>();
  for (const { row, place } of rows) {
    const name = JSON.stringify([row.facility ?? facility, row[key]]);
    if (seen.has(name)) problems.push(`${place(key)}: "${row[key]}" stands in this file before; expected once`);
    seen.add(name);
  }
  return rows.map(({ row }) => row);
}
