import { type Count, countOf } from "../observation/count.ts";
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
  const unchecked = cars.filter(({ verdict }) => verdict === "unchecked");
  // In one array, from its end: each key of a reader asks for it, and a yard may have thousands of cars.
  const pmf = new Float64Array(cars.length + 1);
  const certain = cars.length - unchecked.length;
  pmf[certain] = 1;
  unchecked.forEach(({ probability }, k) => {
    for (let n = certain + k + 1; n > certain; n--)
      pmf[n] = (pmf[n] as number) * (1 - probability) + (pmf[n - 1] as number) * probability;
    pmf[certain] = (pmf[certain] as number) * (1 - probability);
  });
  return countOf(pmf, level);
}
