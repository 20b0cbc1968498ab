import { convolve } from "../observation/count-errors.ts";
import { CAR_TYPES, type CarType } from "../observation/observation.ts";

/** The types that a network tells apart, in the order of its outputs; `unknown` is ours, for what it cannot tell. */
export const TOLD_TYPES = ["tank", "covered", "open", "flat", "locomotive"] as const satisfies readonly CarType[];
/** What a detector says of one car's type. */
export interface TypedCar {
  /** Probability that a car stands there, 0 to 1. */
  readonly probability: number;
  readonly told: CarType;
}

/** How often a car of each true type was taken for each, on rendered yards at one GSD. */
export interface TypeConfusion {
  /**
   * `counts[true][told]`: true types in the order of TOLD_TYPES, told ones in that of CAR_TYPES. Told is the most probable type, that of cars
   * below `typeThreshold` too, which a count calls `unknown`: of these there are none here.
   */
  readonly counts: readonly (readonly number[])[];
  /**
   * How many cars one yard's errors are worth: cars of one cut are told right or wrong together, so n cars of one kind
   * are no more than about this many independent ones.
   */
  readonly concentration: number;
}

/** A prior car of each type: keeps a type that is nowhere told from being impossible. */
const PRIOR_CARS = 0.5;
const EM_ROUNDS = 50;

/**
 * Distribution of the number of cars of each type, through the confusion matrix: what was told is corrected for what
 * is commonly mistaken for what, given the mix of this yard.
 *
 * `unknown` counts the cars whose type the detector would not tell, and those that are counted and not listed; they are not shared out
 * among the others. So the means add up to that of the count.
 *
 * @param unlisted  distribution of the cars that are counted and not listed
 *
 * Source: Saerens, Latinne and Decaestecker (2002), Neural Computation 14(1), for the mix by expectation-maximisation.
 */
export function typeCounts(
  cars: readonly TypedCar[],
  confusion: TypeConfusion,
  unlisted: ArrayLike<number> = [1],
): Record<CarType, Float64Array> {
  const told = CAR_TYPES.map((type) => cars.filter((car) => car.told === type));
  const perTrue = confusion.counts.map((row) => {
    const total = row.reduce((sum, n) => sum + n + 0.5, 0);
    return row.map((n) => (n + 0.5) / total);
  });
  const expected = told.map((group) => group.reduce((sum, car) => sum + car.probability, 0));
  const mix = yardMix(expected, perTrue);
  const counts = {} as Record<CarType, Float64Array>;
  for (const type of CAR_TYPES) counts[type] = Float64Array.of(1);
  TOLD_TYPES.forEach((_, toldIndex) => {
    const group = told[toldIndex] ?? [];
    if (group.length === 0) return;
    const shares = TOLD_TYPES.map((_, k) => (mix[k] ?? 0) * (perTrue[k]?.[toldIndex] ?? 0));
    const total = shares.reduce((a, b) => a + b, 0);
    const present = (expected[toldIndex] ?? 0) / group.length;
    TOLD_TYPES.forEach((trueType, k) => {
      const share = (present * (shares[k] ?? 0)) / total;
      counts[trueType] = convolve(counts[trueType], betaBinomial(group.length, share, confusion.concentration));
    });
  });
  const untold = told[CAR_TYPES.indexOf("unknown")] ?? [];
  for (const car of untold) counts.unknown = convolve(counts.unknown, [1 - car.probability, car.probability]);
  counts.unknown = convolve(counts.unknown, unlisted);
  return counts;
}

function yardMix(expected: readonly number[], perTrue: readonly (readonly number[])[]): number[] {
  let mix = TOLD_TYPES.map(() => 1 / TOLD_TYPES.length);
  for (let round = 0; round < EM_ROUNDS; round++) {
    const next = TOLD_TYPES.map(() => PRIOR_CARS);
    TOLD_TYPES.forEach((_, toldIndex) => {
      const shares = mix.map((share, k) => share * (perTrue[k]?.[toldIndex] ?? 0));
      const total = shares.reduce((a, b) => a + b, 0);
      shares.forEach((share, k) => {
        next[k] = (next[k] ?? 0) + ((expected[toldIndex] ?? 0) * share) / total;
      });
    });
    const sum = next.reduce((a, b) => a + b, 0);
    mix = next.map((n) => n / sum);
  }
  return mix;
}

/**
 * Beta-binomial distribution of n trials of mean `share`.
 *
 * @param concentration  sum of the beta law's two parameters, > 0; large: binomial
 * @returns probability of 0 ... n
 *
 * Checked against: scipy.stats.betabinom, type-mix.test.ts (1e-12)
 */
export function betaBinomial(n: number, share: number, concentration: number): Float64Array {
  const pmf = new Float64Array(n + 1);
  if (share <= 0 || share >= 1) {
    pmf[share <= 0 ? 0 : n] = 1;
    return pmf;
  }
  const [a, b] = [share * concentration, (1 - share) * concentration];
  // P(0) = prod (b + i) / (a + b + i); then the ratio of neighbours.
  let p = 1;
  for (let i = 0; i < n; i++) p *= (b + i) / (a + b + i);
  for (let k = 0; k <= n; k++) {
    pmf[k] = p;
    p *= ((n - k) * (a + k)) / ((k + 1) * (b + n - k - 1));
  }
  return pmf;
}
