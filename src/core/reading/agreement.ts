import { matchCars } from "../detection/match.ts";
import { CAR_TYPES } from "../observation/observation.ts";
import { type ReadCar, type Reading, standingCars } from "./reading.ts";

/** How far two readers of one scene agree. */
export interface Agreement {
  /** Cars of the first reader less cars of the second. */
  readonly countDifference: number;
  readonly matched: number;
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
  /** Cohen's kappa on the types of matched cars, -1 to 1; null where it has no meaning (no pairs, or one type only). */
  readonly typeKappa: number | null;
}

/** Compares two readings, track by track; cars are the same by the rule of `matchCars`. */
export function agreementOf(first: Reading, second: Reading): Agreement {
  const [a, b] = [standingCars(first), standingCars(second)];
  const pairs: [ReadCar, ReadCar][] = [];
  for (const track of new Set([...a, ...b].map((car) => car.track))) {
    const [onA, onB] = [a, b].map((cars) => cars.filter((car) => car.track === track));
    if (onA === undefined || onB === undefined) continue;
    for (const [i, j] of matchCars(onA, onB).pairs) {
      const [left, right] = [onA[i], onB[j]];
      if (left !== undefined && right !== undefined) pairs.push([left, right]);
    }
  }
  const [pairedA, pairedB] = [new Set(pairs.map(([car]) => car.id)), new Set(pairs.map(([, car]) => car.id))];
  return {
    countDifference: a.length - b.length,
    matched: pairs.length,
    onlyFirst: a.filter(({ id }) => !pairedA.has(id)).map(({ id }) => id),
    onlySecond: b.filter(({ id }) => !pairedB.has(id)).map(({ id }) => id),
    typeKappa: cohensKappa(pairs.map(([left, right]) => [CAR_TYPES.indexOf(left.type), CAR_TYPES.indexOf(right.type)])),
  };
}

/**
 * Agreement of two raters beyond chance.
 *
 * @param ratings  pairs of category numbers, one pair a rated thing
 * @returns -1 to 1; null where chance agreement is complete or there is nothing to compare
 *
 * Source: Cohen (1960), Educational and Psychological Measurement 20(1), 37-46
 * Checked against: the 2 x 2 worked example of Cohen-type textbooks, by hand (agreement.test.ts)
 */
export function cohensKappa(ratings: readonly (readonly [number, number])[]): number | null {
  const n = ratings.length;
  if (n === 0) return null;
  const [first, second] = [new Map<number, number>(), new Map<number, number>()];
  let same = 0;
  for (const [a, b] of ratings) {
    first.set(a, (first.get(a) ?? 0) + 1);
    second.set(b, (second.get(b) ?? 0) + 1);
    if (a === b) same++;
  }
  let chance = 0;
  for (const [category, count] of first) chance += (count / n) * ((second.get(category) ?? 0) / n);
  return chance === 1 ? null : (same / n - chance) / (1 - chance);
}
