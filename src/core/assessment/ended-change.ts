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

/**
 * The looks of a change that has ended; the watch of its regime began anew after `restartDay`.
 *
 * A change may begin and end among the looks of one day, so those that were known when it ended belong to it one by one.
 * What becomes known later (an image of a period) belongs to it by its day: from `fromDay` on and before `untilDay`.
 */
export interface EndedChange extends WatchedChange {
  readonly untilDay: number;
  readonly looks: ReadonlySet<Sighting>;
  /** All looks of the facility when it ended. */
  readonly known: ReadonlySet<Sighting>;
  readonly restartDay: number;
}

export function isWithin(change: EndedChange, sighting: Sighting): boolean {
  if (sighting.regime !== change.regime) return false;
  if (change.known.has(sighting)) return change.looks.has(sighting);
  return sighting.day >= change.fromDay && sighting.day < change.untilDay;
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
