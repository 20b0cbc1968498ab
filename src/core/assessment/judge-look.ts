import { averageOver, type Expectation, MeanMixture } from "../baseline/expectation.ts";
import { meanShare, type Sighting } from "../baseline/sighting.ts";
import { lowerTailOf, poissonTerms, upperTailOf } from "../baseline/sighting-likelihood.ts";

/** Orders of magnitude by which a model may go beyond the chance that ranks alone give. */
const BEYOND_RANKS = 1e-3;

/**
 * Smallest probability that a record of n looks can carry: a thousandth of 1 / (n + 1), the chance that the newest of
 * n + 1 interchangeable looks is the highest. What lies below rests on the tail of a formula alone.
 *
 * Source: a choice of ours, reasoned in docs/methods/statistics.md section 5.
 */
export function smallestCarried(looks: number): number {
  return BEYOND_RANKS / (looks + 1);
}

/** Probability of a figure this high or higher, as the model has it, over all assumptions and for each. */
export function chanceThisHigh(expectation: Expectation, sighting: Sighting): { mean: number; byPart: Float64Array } {
  return averageOver(expectation, (size) => upperTailOf(sighting, size), sighting.day);
}

/** Probability of a figure this low or lower. */
export function chanceThisLow(expectation: Expectation, sighting: Sighting): number {
  if (sighting.figure.kind === "range" && sighting.figure.high === Infinity) return 1;
  return averageOver(expectation, (size) => lowerTailOf(sighting, size), sighting.day).mean;
}

/** Central interval of the count that a look of this kind would show, and its median. */
export function predictiveInterval(
  expectation: Expectation,
  sighting: Sighting,
  level: number,
): { readonly low: number; readonly median: number; readonly high: number } {
  const mixture = new MeanMixture(expectation, sighting.day);
  const [low = 0, median = 0, high = 0] = mixture.quantiles(
    [(1 - level) / 2, 0.5, (1 + level) / 2],
    meanShare(sighting),
    poissonTerms(sighting.falseCars),
  );
  return { low, median, high };
}
