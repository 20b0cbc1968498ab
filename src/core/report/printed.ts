import type { Count } from "../observation/count.ts";
import type { Printed, SourceRef, Texts } from "./finding.ts";
import type { AccuracyFigure, ReportScene } from "./record.ts";

/** A whole number with its source. */
export function count(value: number, source: SourceRef): Printed {
  return { format: "count", value: Math.round(value), source };
}

/** An ISO date, month or instant with its source. */
export function date(value: string, source: SourceRef): Printed {
  return { format: "date", value, source };
}

/** A share, 0 to 1, with its source. */
export function share(value: number, decimals: number, source: SourceRef): Printed {
  return { format: "share", value, decimals, source };
}

/** A share with two digits that count: 16 %, 9.8 %, 0.98 %. */
export function twoDigits(value: number, source: SourceRef): Printed {
  const percent = Math.abs(100 * value);
  const decimals = percent > 0 ? 1 - Math.floor(Math.log10(percent)) : 0;
  return share(value, Math.min(MOST_DECIMALS, Math.max(0, decimals)), source);
}

/** A millionth of a share: the models say nothing finer. */
const MOST_DECIMALS = 4;

/** A probability, 0 to 1, with its source. */
export function probability(value: number, source: SourceRef): Printed {
  return { format: "probability", value, source };
}

/** Metres with so many digits that count. */
export function metres(value: number, significant: number, source: SourceRef): Printed {
  return { format: "quantity", value, unit: "m", significant, source };
}

/** A name or phrase with its source. */
export function text(value: Texts, source: SourceRef): Printed {
  return { format: "text", value, source };
}

/** A value of a closed list with its source. */
export function choice(value: string, source: SourceRef): Printed {
  return { format: "choice", value, source };
}

/** A count of ours with the ends of its interval, as sentences print it. */
export function countRange({ median, low, high }: Pick<Count, "median" | "low" | "high">, source: SourceRef) {
  return { cars: count(median, source), low: count(low, source), high: count(high, source) };
}

/** One figure of how well a method was measured to count, and on what. */
export function measured(figure: AccuracyFigure, source: SourceRef) {
  const { value } = figure;
  const score: Printed =
    figure.format === "share"
      ? { format: "share", value, decimals: 1, source }
      : { format: "number", value, significant: 3, source };
  return { measure: text(figure.measure, source), score, on: text(figure.on, source) };
}

/**
 * The ground sample distance of an image as it is printed, and what two things must be apart to be told apart: twice the distance (Nyquist),
 * as printed, so that a reader who doubles it finds the same.
 */
export function resolutionOf({ id, conditions }: Pick<ReportScene, "id" | "conditions">) {
  const source: SourceRef = { kind: "scene", id };
  const { gsdMetres } = conditions;
  return { gsd: metres(gsdMetres, 2, source), separable: metres(2 * Number(gsdMetres.toPrecision(2)), 3, source) };
}
