import type { Assessment, Tier } from "./assessment.ts";
import { TIERS } from "./tiers.ts";

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
    .map(({ evidence, looks }, place) => ({ place, e: evidence / Math.max(1, looks) }))
    .sort((a, b) => b.e - a.e || a.place - b.place);
  let discovered = 0;
  for (const [k, { e }] of ordered.entries()) if (e >= count / ((k + 1) * rate)) discovered = k + 1;
  const chosen = new Set(ordered.slice(0, discovered).map(({ place }) => place));
  return facilities.map(({ id, evidence }, place) => ({
    id,
    tier:
      evidence >= TIERS.firm * count
        ? "firm"
        : evidence >= TIERS.alarm * count
          ? "alarm"
          : evidence >= TIERS.watch * count
            ? "watch"
            : "none",
    discovered: chosen.has(place),
  }));
}

/** What one assessment brings to those that are looked at together. */
export interface WatchedEvidence {
  readonly id: string;
  readonly rise: number;
  readonly fall: number;
  /** Monitored looks so far, at least 1. */
  readonly looks: number;
}

/** Several facilities looked at together: rises against rises, falls against falls. */
export interface Together {
  readonly status: "together";
  /** How many were watched; those with too few looks are not. Thresholds are multiplied by it. */
  readonly facilities: number;
  /** False-discovery rate of `discovered` and `discoveredFall`. */
  readonly rate: number;
  readonly tiers: readonly {
    readonly id: string;
    readonly tier: Tier;
    readonly discovered: boolean;
    readonly tierFall: Tier;
    readonly discoveredFall: boolean;
  }[];
}

/** Evidence after an assessment's newest look; null where nothing was watched. */
export function watchedEvidence(assessment: Assessment): WatchedEvidence | null {
  if (assessment.status !== "ready") return null;
  const newest = assessment.looks.at(-1);
  if (newest === undefined) return null;
  const { evidence, evidenceFall } = newest;
  const { id, looks } = assessment;
  // A fall leaves some evidence of a rise behind, and the other way round: only the stronger of the two counts.
  return {
    id,
    rise: evidence < evidenceFall ? 0 : evidence,
    fall: evidenceFall < evidence ? 0 : evidenceFall,
    looks: looks.length,
  };
}

/**
 * Tiers and discoveries of facilities looked at together, in their order. Rises and falls are two questions: who acts on
 * both has twice the bound, as with one facility.
 *
 * @param rate  false-discovery rate, above 0 and below 1
 * @throws RangeError when the rate is out of range
 */
export function lookedAtTogether(watched: readonly WatchedEvidence[], rate: number): Together {
  const rises = tiersOfMany(
    watched.map(({ id, rise, looks }) => ({ id, evidence: rise, looks })),
    rate,
  );
  const falls = tiersOfMany(
    watched.map(({ id, fall, looks }) => ({ id, evidence: fall, looks })),
    rate,
  );
  return {
    status: "together",
    facilities: watched.length,
    rate,
    tiers: rises.map(({ id, tier, discovered }, i) => ({
      id,
      tier,
      discovered,
      tierFall: falls[i]?.tier ?? "none",
      discoveredFall: falls[i]?.discovered ?? false,
    })),
  };
}
