import { sourceNamed } from "../../../core/evidence/independence.ts";
import type { Printed, SourceRef } from "../../../core/report/finding.ts";
import { publisherOf } from "../../../core/report/publisher-of.ts";
import { monthOf } from "../../../core/series/day.ts";
import type { Figure, SeriesEntry } from "../../../core/series/entry.ts";
import { isUnused } from "../../../core/series/figure-of.ts";
import { type Context, linkedText, separated } from "../context.ts";
import type { Block, Inline } from "../document.ts";
import { countValue, dateValue, inlineOf } from "../sentence.ts";
import { knownWords } from "./known-words.ts";
import { countWords } from "./looks.ts";

/**
 * What others published, oldest first, with the ground and the class of each: figures that differ in either are
 * different quantities, and are never added up.
 */
export function publishedBlocks(context: Context): Block[] {
  const { published } = context.record.basis;
  if (published.length === 0) return [];
  return [
    ...(context.record.groups.length < 2
      ? []
      : [{ kind: "paragraph", style: "note", content: context.sentence("published.note") } as const]),
    {
      kind: "table",
      caption: context.label("published.caption"),
      columns: [
        { label: context.label("column.period"), align: "start" },
        { label: context.label("column.figure"), align: "start" },
        { label: context.label("column.ground"), align: "start" },
        { label: context.label("column.publisher"), align: "start" },
      ],
      rows: byFirstDay(published).map((entry) => ({
        quiet: entry.figure.kind === "withheld",
        cells: [
          periodCell(context, entry),
          figureWords(context, entry),
          groundWords(context, entry),
          countedByCell(context, entry),
        ],
      })),
    },
  ];
}

function byFirstDay(entries: readonly SeriesEntry[]): readonly SeriesEntry[] {
  const key = ({ from, to }: SeriesEntry) => `${from} ${to}`;
  return entries.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Ground and class of a published figure; all freight cars are not named. */
function groundWords(context: Context, { ground, classes, figure }: SeriesEntry): Inline[] {
  const where = knownWords(context, "ground", ground);
  const what = knownWords(context, "class", classes);
  if (classes === "cars" || figure.kind === "by-class") return [where];
  return [where, { kind: "text", text: context.label("list.semicolon") }, what];
}

/** A class as a word of a sentence, which isolates it. */
function className(context: Context, name: string): string {
  const words = knownWords(context, "class", name);
  return words.kind === "isolate" ? words.text : name;
}

/** The day, the month or the days that a figure speaks of. */
export function periodCell(context: Context, entry: SeriesEntry): Inline[] {
  const source: SourceRef = { kind: "entry", id: entry.id };
  const { from: first, to: last } = entry;
  const date = first === last ? first : monthOf({ first, last });
  if (date !== null) return [inlineOf(context.locale, dateValue(date, source))];
  return context.sentence("period", { from: dateValue(entry.from, source), to: dateValue(entry.to, source) });
}

/** Who counted, and who carried it where the record knows the count from another's page. */
function countedByCell(context: Context, entry: SeriesEntry): Inline[] {
  if (entry.origin.kind !== "published") return sourceCell(context, entry);
  const filed = sourceNamed(entry.origin.source, context.record.basis.sources);
  const { name, source } = publisherOf(entry, context.record.basis);
  if (filed === undefined || (source.kind === "source" && filed.id === source.id))
    return [linkedText(context, name, source)];
  return context.sentence("published.carried", {
    publisher: { format: "text", value: name, source },
    carrier: { format: "text", value: filed.publisher, source: { kind: "source", id: filed.id } },
  });
}

/** The source that a count is filed under, linked to what the record holds of it. */
export function sourceCell(context: Context, entry: SeriesEntry): Inline[] {
  if (entry.origin.kind !== "published") return [{ kind: "text", text: context.label("published.ours") }];
  const filed = sourceNamed(entry.origin.source, context.record.basis.sources);
  return filed === undefined
    ? [linkedText(context, { en: entry.origin.publisher }, { kind: "entry", id: entry.id })]
    : [linkedText(context, filed.publisher, { kind: "source", id: filed.id })];
}

/** A figure in the words that fit what is known: exact, about, at least, a range, lengths. */
export function figureWords(context: Context, entry: SeriesEntry): Inline[] {
  const source: SourceRef = { kind: "entry", id: entry.id };
  const figure: Figure = entry.figure;
  const precision = (kind: string, approximately: boolean): Printed => ({
    format: "choice",
    value: approximately && kind === "exact" ? "about" : kind,
    source,
  });
  switch (figure.kind) {
    case "exact":
    case "at-least":
    case "at-most":
      return context.sentence(figure.approximately && figure.kind !== "exact" ? "figure.cars-about" : "figure.cars", {
        cars: countValue(figure.cars, source),
        precision: precision(figure.kind, figure.approximately),
      });
    case "range": {
      const { low, high, mean } = figure;
      const lowest = countValue(low, source);
      const average = mean === null ? null : countValue(mean, source);
      if (high === null) {
        const atLeast = { cars: lowest, precision: precision("at-least", false) };
        if (average === null) return context.sentence("figure.cars", atLeast);
        if (isUnused(entry)) return context.sentence("figure.mean", { mean: average });
        return [
          ...context.sentence("figure.cars", atLeast),
          { kind: "text", text: context.label("list.comma") },
          ...context.sentence("figure.mean", { mean: average }),
        ];
      }
      const highest = countValue(high, source);
      return average === null
        ? context.sentence("figure.range", { low: lowest, high: highest })
        : context.sentence("figure.range-mean", { low: lowest, high: highest, mean: average });
    }
    case "train-lengths":
      return [
        ...context.sentence("figure.lengths"),
        ...separated(
          figure.metres.map((metres) => [
            inlineOf(context.locale, { format: "quantity", value: metres, unit: "m", significant: 4, source }),
          ]),
          context.label("list.comma"),
        ),
        ...figure.plusCars.flatMap((cars) => context.sentence("figure.plus-cars", { cars: countValue(cars, source) })),
      ];
    case "by-class":
      return separated(
        byMost(figure.cars).map(([name, cars]) =>
          context.sentence("figure.class", {
            class: className(context, name),
            cars: countValue(cars, source),
            precision: precision("exact", figure.approximately),
          }),
        ),
        context.label("list.comma"),
      );
    case "distribution":
      return countWords(context, figure.count, entry.origin.kind === "observation" ? entry.origin.method : "", source);
    case "withheld":
      return [{ kind: "text", text: context.label("looks.withheld") }];
  }
}

/** Classes, those with the most cars first: an order that does not hang on how a record was written. */
function byMost(cars: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(cars).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
