import { LENGTH_PRIORS } from "../detection/length-prior.ts";

/** Length of a freight car over couplers, mean and standard deviation: the normal part of the counting method's prior. */
const { meanMetres: MEAN_METRES, sdMetres: SD_METRES } = LENGTH_PRIORS.any.parts[0];
/** Published lengths are rounded to ten metres: a uniform error of half of that, as a standard deviation. */
const ROUNDING_METRES = 10 / Math.sqrt(12);

/**
 * How many cars lines of cars of the given lengths hold, as a distribution.
 *
 * Each length is a sum of independent car lengths plus its rounding; every number of cars is as likely beforehand.
 *
 * @param metres    length of each line, above 0
 * @param plusCars  cars that stand alone beside: fewest and most, each number between as likely
 * @returns probability of 0, 1, 2, ... cars
 * @throws RangeError when a length is not above 0
 *
 * Checked against: scipy 1.17.1 and numpy, test/reference/statistics-parts.json (1e-12)
 */
export function carsInLines(metres: readonly number[], plusCars: readonly [number, number]): number[] {
  let total = [1];
  for (const length of metres) total = convolve(total, carsInLine(length));
  const single = Array.from({ length: plusCars[1] + 1 }, (_, n) =>
    n < plusCars[0] ? 0 : 1 / (plusCars[1] - plusCars[0] + 1),
  );
  return convolve(total, single);
}

function carsInLine(metres: number): number[] {
  if (!(metres > 0)) throw new RangeError(`a line of cars has a length above 0 m, got ${metres}`);
  const most = Math.ceil(metres / 6) + 3;
  const density = Array.from({ length: most + 1 }, (_, cars) => {
    if (cars === 0) return 0;
    const variance = cars * SD_METRES ** 2 + ROUNDING_METRES ** 2;
    const deviation = metres - cars * MEAN_METRES;
    return Math.exp((-0.5 * deviation * deviation) / variance) / Math.sqrt(variance);
  });
  const total = density.reduce((sum, p) => sum + p, 0);
  return density.map((p) => p / total);
}

function convolve(a: readonly number[], b: readonly number[]): number[] {
  const sum = new Array<number>(a.length + b.length - 1).fill(0);
  for (const [i, p] of a.entries()) for (const [j, q] of b.entries()) sum[i + j] = (sum[i + j] ?? 0) + p * q;
  return sum;
}
