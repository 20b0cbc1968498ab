import { averageOver, type Expectation } from "../baseline/expectation.ts";
import { MeanMixture } from "../baseline/mean-mixture.ts";
import type { SightedCars, Sighting } from "../baseline/sighting.ts";
import { tailFunction } from "../baseline/sighting-likelihood.ts";
import { poissonTerms } from "../stats/poisson.ts";

/** Orders of magnitude by which a model may go beyond the chance that ranks alone give. */
const BEYOND_RANKS = 1e-3;

/**
 * Smallest probability of a look that a record can carry: a thousandth of 1 / (n + 1), the chance that the newest of n + 1
 * interchangeable looks is the highest. What lies below rests on the tail of a formula alone. Of the looks those count that can
 * be told from the one that is judged: beside a count of 150 "at most 20000" ranks neither above nor below.
 *
 * Source: a choice of ours, reasoned in docs/methods/statistics.md 2.7.
 */
export function smallestCarried(looks: readonly Sighting[], judged: Sighting): number {
  const told = looks.filter(({ figure }) => !holds(figure, judged.figure));
  return BEYOND_RANKS / (told.length + 1);
}

/** Whether a figure is a range that leaves open all that another one says. */
function holds(figure: SightedCars, other: SightedCars): boolean {
  if (figure.kind !== "range") return false;
  const [low, high] =
    other.kind === "exact"
      ? [other.cars, other.cars]
      : other.kind === "range"
        ? [other.low, other.high]
        : [other.first, other.first + other.pmf.length - 1];
  return figure.low <= low && figure.high >= high;
}

/** Probability of a figure this high or higher, as the model has it, over all assumptions and for each. */
export function chanceThisHigh(expectation: Expectation, sighting: Sighting): { mean: number; byPart: Float64Array } {
  return averageOver(expectation, (size) => tailFunction("upper", sighting, size), sighting.day);
}

/** Probability of a figure this low or lower. */
export function chanceThisLow(expectation: Expectation, sighting: Sighting): number {
  if (sighting.figure.kind === "range" && sighting.figure.high === Infinity) return 1;
  return averageOver(expectation, (size) => tailFunction("lower", sighting, size), sighting.day).mean;
}

export interface PredictiveInterval {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * Shortest run of counts that holds at least `level` for a look of this kind, and the median.
 *
 * Checked against: scipy, test/reference/statistics-intervals.json (to the car)
 *
 * Shortest and not central: counts of a small yard lean on zero, where a central interval holds far more than it says.
 */
export function predictiveInterval(expectation: Expectation, sighting: Sighting, level: number): PredictiveInterval {
  const { width, classes: counted } = new MeanMixture(expectation, sighting.day).counted(
    sighting.shares,
    poissonTerms(sighting.falseCars),
  );
  let median = 0;
  for (let sum = 0; median < counted.length - 1; median++) {
    sum += counted[median] ?? 0;
    if (sum >= 0.5) break;
  }
  let best = { low: 0, high: counted.length - 1, holds: 1 };
  let low = 0;
  let holds = 0;
  for (let high = 0; high < counted.length; high++) {
    holds += counted[high] ?? 0;
    while (low < high && holds - (counted[low] ?? 0) >= level) holds -= counted[low++] ?? 0;
    const shorter = high - low - (best.high - best.low);
    if (holds >= level && (shorter < 0 || (shorter === 0 && holds > best.holds))) best = { low, high, holds };
  }
  return { low: best.low * width, median: median * width, high: (best.high + 1) * width - 1 };
}
