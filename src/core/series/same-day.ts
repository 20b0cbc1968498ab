import { median } from "../stats/median.ts";
import type { SeriesEntry } from "./entry.ts";
import { figureOf } from "./figure-of.ts";

/** Fewest and most cars that a figure allows; most is Infinity where it names none. */
interface Allowed {
  readonly low: number;
  readonly high: number;
}

/**
 * Leaves one published count of each day that is judged: several are answers to one question, and none is the past of
 * another. Looks of our own stay, each an image of its own.
 *
 * @param known  entries of one group with a figure, in order
 * @param since  ISO date from which days are judged
 * @param named  the entry that the analyst named, which stands for its day; null: none
 */
export function oneADay(
  known: readonly SeriesEntry[],
  since: string,
  named: SeriesEntry | null,
): readonly SeriesEntry[] {
  return known.filter((entry) => {
    if (entry.to < since || !isOfOneDay(entry)) return true;
    const ofDay = sameDay(entry, known);
    return entry === (named !== null && ofDay.includes(named) ? named : nearestToUsual(ofDay, known));
  });
}

/** The published counts of the day, the ground and the class of one of them, itself among them; none of a period. */
export function sameDay(one: SeriesEntry, entries: readonly SeriesEntry[]): readonly SeriesEntry[] {
  return entries.filter(
    (entry) =>
      isOfOneDay(one) &&
      isOfOneDay(entry) &&
      entry.to === one.to &&
      entry.ground === one.ground &&
      entry.classes === one.classes &&
      figureOf(entry) !== null,
  );
}

/**
 * The count of a day that is judged: the least surprising, as of the windows of the baseline. A number of cars goes
 * before lengths and ranges; then the one nearest to the middle of the counts before that day (of the day's own where
 * there are none), then the one that allows fewest numbers, then the lowest.
 *
 * @param ofDay    counts of one day, at least one
 * @param entries  with the earlier ones of its ground and class
 * @throws RangeError when there is no count of the day
 */
export function nearestToUsual(ofDay: readonly SeriesEntry[], entries: readonly SeriesEntry[]): SeriesEntry {
  const [first] = ofDay;
  if (first === undefined) throw new RangeError("no count of that day");
  const before = entries.filter(
    ({ to, ground, classes }) => to < first.to && ground === first.ground && classes === first.classes,
  );
  const usual = middle(before) ?? middle(ofDay) ?? 0;
  const key = (entry: SeriesEntry): readonly number[] => {
    const allowed = allowedBy(entry);
    if (allowed === null) return [1, 0, 0, 0];
    const { low, high } = allowed;
    const isNumber = ["exact", "at-least", "at-most"].includes(entry.figure.kind);
    return [isNumber ? 0 : 1, Math.max(low - usual, usual - high, 0), high - low, low];
  };
  return ofDay.reduce((best, one) => (isBefore(key(one), key(best)) ? one : best));
}

/** Whether two of them name numbers of cars that cannot both be right. */
export function disagree(entries: readonly SeriesEntry[]): boolean {
  const allowed = entries.flatMap((entry) => allowedBy(entry) ?? []);
  return Math.max(...allowed.map(({ low }) => low)) > Math.min(...allowed.map(({ high }) => high));
}

/** Cars that a published figure allows; null for lengths of trains and what is no count. */
export function allowedBy(entry: SeriesEntry): Allowed | null {
  const figure = figureOf(entry);
  if (figure?.count !== undefined) return { low: figure.count, high: figure.count };
  if (figure?.between !== undefined) return { low: figure.between[0], high: figure.between[1] };
  if (figure?.atLeast !== undefined) return { low: figure.atLeast, high: Infinity };
  return figure?.atMost === undefined ? null : { low: 0, high: figure.atMost };
}

const isOfOneDay = ({ from, to, origin }: SeriesEntry) => from === to && origin.kind === "published";

/** Median of the middles of what they allow; of "at least" the number that is named. */
function middle(entries: readonly SeriesEntry[]): number | null {
  const middles = entries
    .flatMap((entry) => allowedBy(entry) ?? [])
    .map(({ low, high }) => (high === Infinity ? low : (low + high) / 2));
  return middles.length === 0 ? null : median(middles);
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && (a[at] as number) < (b[at] as number);
}
