import { CAR_TYPES } from "../../core/observation/observation.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { seenOf } from "../../core/report/seen-of.ts";
import type { Figure } from "../../core/series/entry.ts";
import { csvText } from "../published/csv.ts";

const COLUMNS = [
  "id",
  "from",
  "to",
  "kind",
  "status",
  "cars",
  "low",
  "high",
  "level",
  "mean",
  "approximately",
  ...CAR_TYPES.map((type) => `cars_${type}`),
  "train_metres",
  "plus_cars",
  "by_class",
  "ground",
  "classes",
  "usable_fraction",
  "withheld_reasons",
  "publisher_or_method",
  "source",
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/** The whole series of a record as CSV (RFC 4180, UTF-8, one header): our looks and what others published, by date. */
export function seriesCsv(record: ReportRecord): string {
  const rows = [...ourRows(record), ...publishedRows(record)].sort(
    (a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.id, b.id),
  );
  return csvText(COLUMNS, rows);
}

function ourRows({ basis }: ReportRecord): Row[] {
  return basis.looks.map(({ observation, scene }): Row => {
    const day = observation.acquiredAt.slice(0, 10);
    const counted = observation.status === "counted" ? observation : null;
    return {
      id: observation.id,
      from: day,
      to: day,
      kind: "observation",
      status: observation.status,
      ...(counted === null
        ? { withheld_reasons: observation.reasons.map(({ code }) => code).join(" ") }
        : {
            cars: counted.count.median,
            low: counted.count.low,
            high: counted.count.high,
            level: counted.count.level,
            ...Object.fromEntries(CAR_TYPES.map((type) => [`cars_${type}`, counted.types[type].median])),
          }),
      ground: "facility",
      classes: "cars",
      usable_fraction: seenOf(observation),
      publisher_or_method: observation.method,
      source: scene.file,
    };
  });
}

function publishedRows({ basis }: ReportRecord): Row[] {
  return basis.published.map(
    ({ id, from, to, figure, ground, classes, origin }): Row => ({
      id,
      from,
      to,
      kind: figure.kind,
      status: figure.kind === "withheld" ? "withheld" : "published",
      ...figureFields(figure),
      ground,
      classes,
      publisher_or_method: origin.kind === "published" ? origin.publisher : origin.method,
      source: origin.kind === "published" ? origin.source : origin.observation,
    }),
  );
}

function figureFields(figure: Figure): Row {
  switch (figure.kind) {
    case "exact":
      return { cars: figure.cars, approximately: String(figure.approximately) };
    case "at-least":
      return { low: figure.cars, approximately: String(figure.approximately) };
    case "at-most":
      return { high: figure.cars, approximately: String(figure.approximately) };
    case "range":
      return { low: figure.low, high: figure.high, mean: figure.mean };
    case "train-lengths":
      return { train_metres: figure.metres.join(" "), plus_cars: figure.plusCars.join(" ") };
    case "by-class":
      return {
        by_class: Object.entries(figure.cars)
          .map(([name, cars]) => `${name}=${cars}`)
          .join(" "),
        approximately: String(figure.approximately),
      };
    case "distribution":
      return { cars: figure.count.median, low: figure.count.low, high: figure.count.high, level: figure.count.level };
    case "withheld":
      return { withheld_reasons: figure.reasons.join(" ") };
  }
}

const compare = (a: Row["id"], b: Row["id"]) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);
