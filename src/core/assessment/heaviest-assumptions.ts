import type { LevelFilter } from "../baseline/level-filter.ts";
import { type LevelWeights, logSumExp, type RegimeModel } from "../baseline/regime-model.ts";

/**
 * Assumptions that a rise, which nobody has seen, is worked out on. A rise may lead anywhere under each of them: what the heaviest say of
 * one more count stands for the others. Source: our choice; what it gives: docs/methods/statistics.md 2.10 (scripts/statistics/limits.ts).
 */
const RISEN = 12;
/**
 * Looks times the assumptions that they are followed on as if nothing changed. Those with more scatter carry little weight and expect large
 * counts more than the others; few looks leave many of them. Source: our choice; what it gives, and what 600 gives, in the same place.
 */
const LOOKS_TIMES_FOLLOWED = 1200;

/** How many assumptions are followed after so many looks: all after five, twelve from a hundred on. */
export function howManyFollowed(looks: number): number {
  return Math.max(RISEN, Math.round(LOOKS_TIMES_FOLLOWED / Math.max(1, looks)));
}

/** An assumption at some look: its place on the grid, its level, and its filter, to be taken on as if nothing changed. */
export interface Followed {
  readonly h: number;
  readonly level: LevelWeights;
  readonly filter: LevelFilter;
}

/** The assumptions that carry most weight, as the looks so far leave them, the heaviest first. */
export function heaviestOf(model: RegimeModel): Followed[] {
  const levels = model.levels();
  return model
    .expectation()
    .parts.map(({ weight }, h) => ({ weight, h }))
    .sort((a, b) => b.weight - a.weight || a.h - b.h)
    .slice(0, howManyFollowed(model.looks))
    .flatMap(({ h }) => {
      const [level, posterior] = [levels[h], model.posteriors[h]];
      return level === undefined || posterior === undefined ? [] : [{ h, level, filter: posterior.filter.fork() }];
    });
}

/**
 * Those of the followed that a rise is worked out on, and the log of how much more all of them weigh than these.
 *
 * @param outside  log weight of each assumption, as of the regime's model
 */
export function risenOf(
  followed: readonly Followed[],
  outside: Float64Array,
): { readonly risen: readonly Followed[]; readonly logMore: number } {
  const logs = followed.map(({ h, filter }) => (outside[h] ?? 0) + filter.log());
  return { risen: followed.slice(0, RISEN), logMore: logSumExp(logs) - logSumExp(logs.slice(0, RISEN)) };
}
