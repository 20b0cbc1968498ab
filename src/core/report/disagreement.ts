import type { SeriesEntry } from "../series/entry.ts";
import { allowedBy, disagree, sameDay } from "../series/same-day.ts";
import { canonicalJson } from "./canonical.ts";
import { type Finding, finding, type Printed } from "./finding.ts";
import { assessedLook, figureCars, focusOf } from "./focus.ts";
import { choice, count, date } from "./printed.ts";
import { publisherOf } from "./publisher-of.ts";
import type { Basis, Derived } from "./record.ts";

/** The other counts of cars that were published of an entry's day, where they cannot all be right with it. */
export function othersOf(entry: SeriesEntry, { published }: Basis): readonly SeriesEntry[] {
  const ofDay = sameDay(entry, published).filter(({ figure }) => figureCars(figure) !== null);
  return disagree(ofDay) ? ofDay.filter(({ id }) => id !== entry.id) : [];
}

/** That publishers disagree on the day of the count that a report is about, from the lowest to the highest; null: no. */
export function disagreement(
  section: "key" | "brief",
  entry: SeriesEntry,
  basis: Basis,
  derived: Pick<Derived, "assessment">,
): Finding | null {
  const others = othersOf(entry, basis);
  if (others.length === 0) return null;
  const all = [entry, ...others];
  const lowest = all.reduce((a, b) => (lowOf(b) < lowOf(a) ? b : a));
  const highest = all.reduce((a, b) => (reachOf(b) > reachOf(a) ? b : a));
  const publishers = new Set(all.map((one) => canonicalJson(publisherOf(one, basis).name)));
  const at = { kind: "entry", id: entry.id } as const;
  const isJudged = assessedLook(derived, focusOf(basis)) !== null;
  const low = figure(lowest);
  const high = figure(highest);
  return finding(
    "",
    section,
    section === "key" ? "published.disagree" : "brief.disagree",
    {
      publishers: count(publishers.size, at),
      date: date(entry.to, at),
      low: low.cars,
      lowPrecision: low.precision,
      high: high.cars,
      highPrecision: high.precision,
      chosen: choice(isJudged ? (basis.focus === null ? "nearest" : "named") : "none", at),
    },
    others.map(({ id }) => ({ kind: "entry", id })),
  );
}

function figure(entry: SeriesEntry): { readonly cars: Printed; readonly precision: Printed } {
  const told = figureCars(entry.figure);
  const at = { kind: "entry", id: entry.id } as const;
  return { cars: count(told?.cars ?? 0, at), precision: choice(told?.precision ?? "exact", at) };
}

const lowOf = (entry: SeriesEntry) => figureCars(entry.figure)?.cars ?? Infinity;

/** The number that is named; of equal ones the "at least", which reaches further. */
function reachOf(entry: SeriesEntry): number {
  return (figureCars(entry.figure)?.cars ?? 0) + (allowedBy(entry)?.high === Infinity ? 0.5 : 0);
}
