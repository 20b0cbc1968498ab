import { countOf } from "../src/core/observation/count.ts";

/** Of the intervals that are scored. */
const LEVELS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/**
 * Weighted interval score of one distribution, less is better, in cars: at each level, the interval's width, and 2 / (1 - level) for each
 * car that the truth lies beyond it, times (1 - level) / 2.
 *
 * Source: Bracher et al. (2021), PLOS Computational Biology 17(2), e1008618, eq. 1 and 2, without the median's part
 */
export function intervalScore({ pmf, cars }: CountedTruth, levels: readonly number[] = LEVELS): number {
  return levels.reduce((score, level) => {
    const { low, high } = countOf(pmf, level);
    return score + ((1 - level) / 2) * (high - low) + Math.max(low - cars, cars - high, 0);
  }, 0);
}

/** A distribution of a number of cars, and how many there were. */
export interface CountedTruth {
  readonly pmf: ArrayLike<number>;
  readonly cars: number;
}

/**
 * The value, in steps, with the least {@link intervalScore} in sum. Coverage alone asks for any width as soon as a few tracks are misread
 * outright; with one level the score of a hundred yards jumps with single ones.
 *
 * @returns the value, and how often its 90 % intervals cover
 */
export function leastScore(
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
  counts: (value: number) => readonly CountedTruth[],
): { readonly value: number; readonly covers: number } {
  let best = { value: from, score: Infinity, covers: 0 };
  for (let k = 0; k <= Math.round((to - from) / step); k++) {
    const value = Number((from + k * step).toFixed(6));
    const all = counts(value);
    const score = all.reduce((sum, count) => sum + intervalScore(count), 0);
    if (score < best.score) best = { value, score, covers: coverage(all) };
  }
  return best;
}

/** Share of the 90 % intervals that hold the truth. */
export function coverage(counts: readonly CountedTruth[]): number {
  const holds = counts.filter(({ pmf, cars }) => {
    const { low, high } = countOf(pmf);
    return cars >= low && cars <= high;
  });
  return holds.length / counts.length;
}
