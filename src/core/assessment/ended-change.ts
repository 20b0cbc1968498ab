import { type Sighting, tellsOf } from "../baseline/sighting.ts";
import type { Tier } from "./assessment.ts";
import type { Evidence } from "./change-evidence.ts";

/** A change that reached the alarm. `fromDay`, `untilDay`: looks of the regime, by day. */
export interface WatchedChange {
  readonly regime: string;
  readonly direction: "rise" | "fall";
  readonly alarmDay: number;
  readonly fromDay: number;
  readonly untilDay: number | null;
}

/** What the watch knows before a look, and after it. */
export interface WatchStep {
  readonly evidence: Evidence;
  /** Probability that a rise (fall) has begun and has not ended. */
  readonly surge: number;
  readonly tier: Tier;
  readonly tierFall: Tier;
}

/** Where a watch stands after a look. */
export interface Followed {
  readonly evidence: Evidence;
  /** Of the change under way, or the one that has more evidence. */
  readonly direction: "rise" | "fall";
  /** Probability that the change under way is over. */
  readonly back: number;
  /** The looks of that change where it is over; null: it is not, or there is none. */
  readonly over: readonly Sighting[] | null;
}

/** A look that the watch has seen, and whether a change may have begun in the gap before it. */
export interface KnownLook {
  readonly sighting: Sighting;
  readonly gap: boolean;
}

/** Looks of one change, or of none, and those before it that are usual. */
export interface ChangeLooks {
  /** In order of day. */
  readonly looks: readonly KnownLook[];
  /**
   * The last day of the change before it the other way, until which it cannot have begun; -Infinity: there was none. What goes on the same
   * way after an end may be the same change, ended too soon by one look.
   */
  readonly afterDay: number;
}

/**
 * The looks of a change that has ended. Its regime is watched anew from the day after `lastDay`, that of the last of them.
 *
 * A change may begin and end among the looks of one day, so those that were known when it ended belong to it one by one.
 * What becomes known later (an image of a period) belongs to it by its day: from `fromDay` on and before `untilDay`.
 */
export interface EndedChange extends WatchedChange {
  readonly untilDay: number;
  readonly looks: ReadonlySet<Sighting>;
  /** All looks of the facility when it ended. */
  readonly known: ReadonlySet<Sighting>;
  readonly lastDay: number;
}

/** Last day of the changes of a regime that have ended; -Infinity: none has. */
export function lastDayOf(ended: readonly EndedChange[], regime: string): number {
  const own = ended.filter((change) => change.regime === regime || change.regime === "" || regime === "");
  return Math.max(-Infinity, ...own.map(({ lastDay }) => lastDay));
}

export function isWithin(change: EndedChange, sighting: Sighting): boolean {
  if (sighting.regime !== change.regime) return false;
  if (change.known.has(sighting)) return change.looks.has(sighting);
  return sighting.day >= change.fromDay && sighting.day < change.untilDay;
}

/**
 * Looks of a regime, without those of changes that have ended: up to now, or those of the last of these changes and what was before it.
 *
 * @param sorted  in order of day
 * @param change  the last one of the regime, under way or ended; null: there was none
 */
export function changeLooksOf(
  sorted: readonly KnownLook[],
  ended: readonly EndedChange[],
  regime: string,
  change: WatchedChange | null,
): ChangeLooks {
  const isOver = change !== null && change.untilDay !== null;
  const last = isOver ? ended.findLast((one) => one.regime === regime) : undefined;
  const earlier = ended.filter((one) => one !== last);
  const looks = sorted.filter(
    ({ sighting }) =>
      tellsOf(sighting, regime) &&
      !earlier.some((one) => one.regime === regime && isWithin(one, sighting)) &&
      (last === undefined || sighting.day < last.untilDay || isWithin(last, sighting)),
  );
  const otherWay = earlier.filter(({ direction }) => direction !== change?.direction);
  return { looks, afterDay: lastDayOf(otherWay, regime) };
}

/**
 * Looks that share the assumption with those of a regime, and not their level: of each other regime, and of each ended change.
 *
 * @param sightings  in order of day
 * @param own  looks of ended changes that are not to stand apart
 */
export function looksApart(
  sightings: readonly Sighting[],
  regime: string,
  ended: readonly EndedChange[],
  own: ReadonlySet<Sighting> = new Set(),
): Sighting[][] {
  const apart = new Map<string, Sighting[]>();
  for (const sighting of sightings) {
    const change = ended.findIndex((one) => isWithin(one, sighting));
    if (own.has(sighting) || (change === -1 && tellsOf(sighting, regime))) continue;
    const key = change === -1 ? `regime ${sighting.regime}` : `change ${change}`;
    apart.set(key, [...(apart.get(key) ?? []), sighting]);
  }
  return [...apart.values()];
}
