import { z } from "zod";
import { unprintableIn } from "../../core/markup.ts";
import { daysOf } from "../../core/series/day.ts";
import type { Figure } from "../../core/series/entry.ts";
import { FIGURE_BOUNDS } from "../../core/series/figure-bounds.ts";
import { EXPECTED_DAY } from "../../core/stats/day-number.ts";
import type { PublishedEntry } from "../store/series.ts";

const { cars: MOST_CARS, images: MOST_IMAGES, lengths: MOST_LENGTHS, shortestMetres, longestMetres } = FIGURE_BOUNDS;
const Cars = z
  .number("must be a number of cars")
  .max(MOST_CARS, `must be at most ${MOST_CARS} cars`)
  .int("must be a whole number of cars")
  .min(0, "must not be negative");
const Metres = z
  .number("must be a number of metres")
  .min(shortestMetres, `must be from ${shortestMetres} to ${longestMetres} m`)
  .max(longestMetres, `must be from ${shortestMetres} to ${longestMetres} m`);
/** Words of a file that end up in a report. */
export const Words = z
  .string({ error: ({ input }) => (input === undefined ? "is missing" : "must be text") })
  .trim()
  .min(1, "must not be empty")
  .max(2000, "is longer than 2000 characters")
  .refine((text) => unprintableIn(text) === null, "holds a character that cannot be printed");
/** A day or month as text. */
export const Day = Words.refine((text) => daysOf(text) !== null, {
  error: ({ input }) => `${String(input)} is not ${EXPECTED_DAY} or YYYY-MM`,
});

/** Which fields each kind of figure takes; anything else beside them is refused, for it would be lost. */
const FIELDS = {
  exact: { needed: ["cars"], taken: ["approximately"] },
  "at-least": { needed: ["cars"], taken: ["approximately"] },
  "at-most": { needed: ["cars"], taken: ["approximately", "looks"] },
  range: { needed: [], taken: ["low", "high", "mean", "looks"] },
  "train-lengths": { needed: ["metres"], taken: ["plusCars"] },
  "by-class": { needed: ["byClass"], taken: ["approximately"] },
} as const;
const FIGURE_FIELDS = [
  "cars",
  "low",
  "high",
  "mean",
  "looks",
  "metres",
  "plusCars",
  "byClass",
  "approximately",
] as const;

/** A published count as a file gives it, CSV cells already turned into numbers and lists. */
export const EntryRow = z
  .strictObject({
    facility: Words.optional(),
    date: Day.optional(),
    from: Day.optional(),
    to: Day.optional(),
    kind: z.enum(["exact", "at-least", "at-most", "range", "train-lengths", "by-class"]).default("exact"),
    cars: Cars.optional(),
    low: Cars.optional(),
    high: Cars.optional(),
    mean: z.number().min(0).max(MOST_CARS, `must be at most ${MOST_CARS} cars`).optional(),
    looks: z
      .number("must be a number of images")
      .max(MOST_IMAGES, `must be at most ${MOST_IMAGES} images`)
      .int("must be a whole number of images")
      .min(1, "must be at least 1")
      .optional(),
    metres: z.array(Metres).min(1).max(MOST_LENGTHS, `must be at most ${MOST_LENGTHS} lengths`).optional(),
    plusCars: z.array(Cars).max(MOST_LENGTHS, `must be at most ${MOST_LENGTHS} numbers`).optional(),
    byClass: z.record(Words, Cars).optional(),
    approximately: z.boolean("must be true or false").optional(),
    ground: Words.default("facility"),
    classes: Words.optional(),
    publisher: Words,
    source: Words,
    publishedOn: Day.optional(),
    note: Words.optional(),
  })
  .superRefine((row, problems) => {
    const refuse = (field: string, message: string) => problems.addIssue({ code: "custom", path: [field], message });
    if ((row.date === undefined) === (row.from === undefined && row.to === undefined))
      refuse("date", "give either a date, or from and to");
    else if (row.date === undefined && (row.from === undefined || row.to === undefined))
      refuse(row.from === undefined ? "from" : "to", "is missing: a period has both from and to");
    const { from, to } = periodOf(row);
    if (from > to) refuse("to", `${to} lies before ${from}`);
    const published = row.publishedOn === undefined ? null : daysOf(row.publishedOn);
    if (published && published.last < from)
      refuse("publishedOn", `${row.publishedOn ?? ""} lies before the day counted, ${from}`);
    const { needed, taken } = FIELDS[row.kind];
    const allowed: readonly string[] = [...needed, ...taken];
    for (const field of needed) if (row[field] === undefined) refuse(field, `is missing: kind ${row.kind} needs it`);
    for (const field of FIGURE_FIELDS)
      if (row[field] !== undefined && !allowed.includes(field)) refuse(field, `is not taken by kind ${row.kind}`);
    if (row.kind === "range") refuseRange(row, refuse);
    if (row.byClass && Object.keys(row.byClass).length === 0) refuse("byClass", "names no class");
  });
export type EntryRow = z.infer<typeof EntryRow>;

function refuseRange(
  { low, high, mean }: { low?: number | undefined; high?: number | undefined; mean?: number | undefined },
  refuse: (field: string, message: string) => void,
) {
  if (low === undefined && high === undefined && mean === undefined)
    refuse("low", "is missing: a range has low, high or mean");
  if (low !== undefined && high !== undefined && low > high) refuse("high", `${high} is below low, ${low}`);
  if (mean !== undefined && ((low !== undefined && mean < low) || (high !== undefined && mean > high)))
    refuse("mean", `${mean} lies outside ${low ?? 0} to ${high ?? "any"}`);
}

function periodOf(row: { date?: string | undefined; from?: string | undefined; to?: string | undefined }) {
  const [first, last] = [daysOf(row.date ?? row.from ?? ""), daysOf(row.date ?? row.to ?? "")];
  return { from: first?.first ?? "", to: last?.last ?? "" };
}

/** A checked row as an entry of a series. */
export function entryOfRow(row: EntryRow): PublishedEntry {
  return {
    ...periodOf(row),
    figure: figureOf(row),
    ground: row.ground,
    classes: row.classes ?? (row.kind === "by-class" ? "by class" : "cars"),
    origin: {
      kind: "published",
      publisher: row.publisher,
      source: row.source,
      publishedOn: publishedOnOf(row),
      note: row.note ?? null,
    },
  };
}

/** A day as it is; a month as its first day, or the first of it that what was counted in it could be published on. */
function publishedOnOf(row: EntryRow): string | null {
  const days = row.publishedOn === undefined ? null : daysOf(row.publishedOn);
  if (days === null) return null;
  const { from } = periodOf(row);
  return from > days.first ? from : days.first;
}

function figureOf(row: EntryRow): Figure {
  const { cars = 0, approximately = false, looks = null } = row;
  switch (row.kind) {
    case "exact":
    case "at-least":
      return { kind: row.kind, cars, approximately };
    case "at-most":
      return { kind: row.kind, cars, approximately, looks };
    case "range":
      return { kind: row.kind, low: row.low ?? 0, high: row.high ?? null, mean: row.mean ?? null, looks };
    case "train-lengths":
      return { kind: row.kind, metres: row.metres ?? [], plusCars: row.plusCars ?? [] };
    case "by-class":
      return { kind: row.kind, cars: row.byClass ?? {}, approximately };
  }
}
