import { type Count, countOf } from "../observation/count.ts";
import { convolve } from "../observation/count-errors.ts";
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
