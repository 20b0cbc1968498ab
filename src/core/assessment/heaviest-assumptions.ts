import type { LevelFilter } from "../baseline/level-filter.ts";
import type { LevelWeights, RegimeModel } from "../baseline/regime-model.ts";

/**
 * Assumptions that a hypothetical rise, and one more look, are worked out on. Source: our choice; what it gives, and what 24 and 48 give:
 * docs/methods/statistics.md 2.10 (scripts/statistics/limits.ts).
 */
export const HEAVIEST = 12;

/** An assumption at some look: its place on the grid, its level, and its filter, to be taken on as if nothing changed. */
export interface Followed {
  readonly h: number;
  readonly level: LevelWeights;
  readonly filter: LevelFilter;
}

/** The assumptions that carry most weight, as the looks so far leave them. */
export function heaviestOf(model: RegimeModel): Followed[] {
  const levels = model.levels();
  return model
    .expectation()
    .parts.map(({ weight }, h) => ({ weight, h }))
    .sort((a, b) => b.weight - a.weight || a.h - b.h)
    .slice(0, HEAVIEST)
    .flatMap(({ h }) => {
      const [level, posterior] = [levels[h], model.posteriors[h]];
      return level === undefined || posterior === undefined ? [] : [{ h, level, filter: posterior.filter.fork() }];
    });
}
