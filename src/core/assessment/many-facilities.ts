import type { Tier } from "./assessment.ts";
import { TIERS } from "./watch.ts";

/** What one facility's watch has gathered. */
export interface FacilityEvidence {
  readonly id: string;
  /** Evidence after the newest look. */
  readonly evidence: number;
  /** Monitored looks so far, at least 1. */
  readonly looks: number;
}

export interface FacilityTier {
  readonly id: string;
  readonly tier: Tier;
  /** Whether the facility is among those put forward at the false-discovery rate. */
  readonly discovered: boolean;
}

/**
 * Tiers for many facilities watched side by side.
 *
 * - Family-wise: thresholds are multiplied by the number of facilities, so the bound on *any* false alarm among them is
 *   that of a single one.
 * - False discovery: evidence over looks is an e-value (its mean is at most 1 if nothing changed); the e-BH procedure
 *   puts forward the k largest for the largest k with e(k) >= n / (k rate). The expected share of false ones among them
 *   is at most `rate`, however the facilities depend on one another.
 *
 * @param rate  false-discovery rate, above 0 and below 1
 * @throws RangeError when the rate is out of range
 *
 * Source: Wang & Ramdas (2022), J. R. Stat. Soc. B 84(3), False discovery rate control with e-values.
 * Checked against: Benjamini-Hochberg on inverse e-values, numpy, test/reference/statistics-parts.json
 */
export function tiersOfMany(facilities: readonly FacilityEvidence[], rate: number): FacilityTier[] {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`a false-discovery rate lies between 0 and 1, got ${rate}`);
  const count = facilities.length;
  const ordered = facilities
    .map(({ id, evidence, looks }) => ({ id, e: evidence / Math.max(1, looks) }))
    .sort((a, b) => b.e - a.e || (a.id < b.id ? -1 : 1));
  let discovered = 0;
  for (const [k, { e }] of ordered.entries()) if (e >= count / ((k + 1) * rate)) discovered = k + 1;
  const chosen = new Set(ordered.slice(0, discovered).map(({ id }) => id));
  return facilities.map(({ id, evidence }) => ({
    id,
    tier:
      evidence >= TIERS.firm * count
        ? "firm"
        : evidence >= TIERS.alarm * count
          ? "alarm"
          : evidence >= TIERS.watch * count
            ? "watch"
            : "none",
    discovered: chosen.has(id),
  }));
}
