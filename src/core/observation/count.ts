/**
 * The distribution of a count of cars, with the summary that is printed: a count is never a bare number.
 */
export interface Count {
  readonly median: number;
  /** Smallest and largest count of the central interval that holds at least `level` of the probability. */
  readonly low: number;
  readonly high: number;
  /** Coverage of `low` to `high`, 0 to 1. */
  readonly level: number;
  /** Probability of 0, 1, 2, ... cars; sums to 1. Shape: number of cars + 1. */
  readonly pmf: readonly number[];
}

/** Probabilities sum to 1 within this; those of `count --json`, rounded to nine digits, of two thousand cars still do. */
export const PMF_SUM_TOLERANCE = 1e-6;

/**
 * Summarises a distribution by its median and central interval.
 *
 * The interval's ends are the quantiles at (1 - level) / 2 and (1 + level) / 2, so it holds at least `level`.
 *
 * @param pmf    probability of 0, 1, 2, ... cars; not negative, sums to 1 within {@link PMF_SUM_TOLERANCE} (rescaled to 1)
 * @param level  0 to 1, exclusive
 * @throws RangeError when the numbers are no distribution
 */
export function countOf(pmf: ArrayLike<number>, level = 0.9): Count {
  if (!(level > 0 && level < 1)) throw new RangeError(`a level lies between 0 and 1, got ${level}`);
  let total = 0;
  for (let i = 0; i < pmf.length; i++) {
    const p = pmf[i] ?? NaN;
    if (!(p >= 0)) throw new RangeError(`probability of ${i} cars must not be negative, got ${p}`);
    total += p;
  }
  if (!(Math.abs(total - 1) < PMF_SUM_TOLERANCE)) throw new RangeError(`probabilities must sum to 1, got ${total}`);
  const scaled = Array.from(pmf, (p) => p / total);
  return {
    median: quantileOfPmf(scaled, 0.5),
    low: quantileOfPmf(scaled, (1 - level) / 2),
    high: quantileOfPmf(scaled, (1 + level) / 2),
    level,
    pmf: scaled,
  };
}

/** Smallest count whose cumulative probability reaches `share` (less 1e-12, for rounding). */
function quantileOfPmf(pmf: readonly number[], share: number): number {
  let sum = 0;
  for (let cars = 0; cars < pmf.length; cars++) {
    sum += pmf[cars] ?? 0;
    if (sum >= share - 1e-12) return cars;
  }
  return pmf.length - 1;
}
