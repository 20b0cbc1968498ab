import { type Count, countOf } from "../observation/count.ts";
import { convolve } from "../observation/count-errors.ts";
import { CAR_TYPES, type CarType } from "../observation/observation.ts";
import { type Reading, standingCars } from "./reading.ts";

/**
 * The count of a reading under way: what the reader has seen counts as one car each, what is unchecked counts with the
 * method's probability (a Poisson-binomial law). A reading with nothing unchecked is the reader's own count, with no
 * spread: how far readers differ is a matter of two readers, not of one.
 *
 * Source: Poisson-binomial distribution by repeated convolution, exact.
 * Checked against: enumeration of all outcomes (reading.test.ts)
 */
export function countOfReading(reading: Reading, level = 0.9): Count {
  const cars = standingCars(reading);
  let pmf: ArrayLike<number> = [1];
  for (const { verdict, probability } of cars) {
    const p = verdict === "unchecked" ? probability : 1;
    pmf = convolve(pmf, [1 - p, p]);
  }
  return countOf(pmf, level);
}

/** Standing cars by type. `unknown` is the reader's "cannot tell", or not looked at yet. */
export function typesOfReading(reading: Reading): Record<CarType, number> {
  const types = Object.fromEntries(CAR_TYPES.map((type) => [type, 0])) as Record<CarType, number>;
  for (const { type } of standingCars(reading)) types[type]++;
  return types;
}
