import { daysBetween, noDay } from "../stats/day-number.ts";
import { daysOf } from "./day.ts";
import type { SeriesEntry } from "./entry.ts";

/** A period in which the facility worked under one set of rules, declared by an analyst. */
export interface Regime {
  readonly name: string;
  /** First and last day, ISO dates; `to` null: it lasts. */
  readonly from: string;
  readonly to: string | null;
  /** Why it is one: the event that began it, with its source. */
  readonly reason: string;
}

/**
 * Why a regime cannot be one: a day that does not exist, or it ends before it begins; null where it is one.
 *
 * @param regime  days or months; of a month `from` is its first day, `to` its last
 */
export function regimeFault(regime: Pick<Regime, "from" | "to">): string | null {
  const odd = [regime.from, regime.to].find((day) => day !== null && daysOf(day) === null);
  return typeof odd === "string" ? noDay(odd) : turnedRound(regime);
}

/** The same of a regime whose days are known to exist. */
export function turnedRound({ from, to }: Pick<Regime, "from" | "to">): string | null {
  if (to === null) return null;
  const [begins, ends] = [daysOf(from)?.first ?? from, daysOf(to)?.last ?? to];
  return begins <= ends ? null : `a regime ends before it begins: ${to} lies before ${from}`;
}

/**
 * Puts each entry under the regime that holds all of its days; an entry that spans a change is under none.
 *
 * Where two regimes hold the same day the one declared for the shorter time wins.
 */
export function withRegimes(entries: readonly SeriesEntry[], regimes: readonly Regime[]): readonly SeriesEntry[] {
  const byLength = [...regimes].sort((a, b) => days(a) - days(b));
  return entries.map((entry) => {
    const holds = byLength.find(({ from, to }) => from <= entry.from && (to === null || entry.to <= to));
    return { ...entry, regime: holds?.name ?? null };
  });
}

function days({ from, to }: Regime): number {
  return to === null ? Infinity : daysBetween(from, to);
}
