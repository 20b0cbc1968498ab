import type { FalseAlarmBound, Tier } from "./assessment.ts";

/**
 * Evidence from which a tier is reached. With T monitored looks a threshold c is reached by chance with probability at most
 * T / c: for 24 looks a year, 20 %, 10 % and 1 %.
 * Source: the bound of the Shiryaev-Roberts e-detector, docs/methods/statistics.md 2.4.
 */
export const TIERS = { watch: 120, alarm: 240, firm: 2400 } as const;

/**
 * The tier of a change by its evidence.
 *
 * @param past  whether a change of the same direction has ended
 */
export function tierOf(evidence: number, past: boolean): Tier {
  if (evidence >= TIERS.firm) return "firm";
  if (evidence >= TIERS.alarm) return "alarm";
  if (evidence >= TIERS.watch) return "watch";
  return past ? "ended" : "none";
}

/**
 * How often evidence as that of a tier is reached where nothing changes: with a probability of at most looks / threshold.
 *
 * @param looks  judged so far, 1 or more; null where they are fewer than the gaps in which a change is watched for
 * @returns null of a tier that is no alarm, and without a number of looks
 *
 * Source: the bound of the Shiryaev-Roberts e-detector, docs/methods/statistics.md 2.4.
 */
export function falseAlarmBound(tier: Tier, looks: number | null): FalseAlarmBound | null {
  if (looks === null || (tier !== "alarm" && tier !== "firm")) return null;
  const threshold = TIERS[tier];
  return { threshold, looks, atMost: Math.min(1, looks / threshold) };
}
