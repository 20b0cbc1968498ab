import { trimmed } from "./count-errors.ts";

/** How the number of cars on a track of a coarse image follows from the length under cars, where there is a car at all. */
export interface CoarseErrors {
  /** Expected cars of a track: its length under cars, metres, through this, and so many for each of its kilometres. */
  readonly metresPerCar: number;
  readonly carsPerKilometre: number;
  /** Variance of the true number about that for each car expected: what a longer track evens out. Above 0. */
  readonly carVariance: number;
  /** Relative spread about it beside that: what a longer track keeps. */
  readonly relativeSpread: number;
  /** Relative spread of the factor that all tracks of one image share: what more tracks keep. */
  readonly commonSpread: number;
}

/** Cars that a track is expected to hold, given that it holds any: 1 or more. */
export function expectedCars(
  occupiedMetres: number,
  trackMetres: number,
  { metresPerCar, carsPerKilometre }: Pick<CoarseErrors, "metresPerCar" | "carsPerKilometre">,
): number {
  return Math.max(1, occupiedMetres / metresPerCar + (carsPerKilometre * trackMetres) / 1000);
}

/** Spreads beyond the mean up to which numbers of cars are told apart. */
const MOST_SPREADS = 10;

/**
 * Distribution of the number of cars where there is one at least: the density of a gamma law at whole numbers from 1 on, which can
 * be narrower than Poisson's, since a length under cars fixes their number better than chance would, and is skewed as errors of a factor are.
 *
 * Source: our choice; its numbers are fitted on rendered yards of 120 m to a kilometre (training/calibrate-coarse.ts).
 *
 * @param mean  of the gamma law, held to 1 or more
 * @returns probabilities of 0, 1, 2, ... cars; that of 0 is 0
 */
export function someCars(mean: number, errors: Pick<CoarseErrors, "carVariance" | "relativeSpread">): Float64Array {
  const held = Math.max(mean, 1);
  const variance = errors.carVariance * held + (errors.relativeSpread * held) ** 2;
  const [shape, scale] = [held ** 2 / variance, variance / held];
  const most = Math.ceil(held + MOST_SPREADS * Math.sqrt(variance)) + 2;
  const log = (n: number) => (shape - 1) * Math.log(n) - n / scale;
  const highest = log(Math.max(1, Math.round((shape - 1) * scale)));
  const pmf = Float64Array.from({ length: most + 1 }, (_, n) => (n === 0 ? 0 : Math.exp(log(n) - highest)));
  const total = pmf.reduce((a, b) => a + b, 0);
  return trimmed(pmf.map((p) => p / total));
}

/** One value that the factor which all tracks of an image share may have. */
export interface CommonFactor {
  readonly weight: number;
  readonly factor: number;
}

/**
 * Standard normal places that stand for the common factor. Source: our choice: with nine of them, .75 apart, the distribution of twelve tracks of a kilometre
 * was a comb (3e-6 to 5.6 times what 161 give near its middle, at 3 m), and its ends lay on teeth.
 */
const PLACES = Array.from({ length: 33 }, (_, k) => (k - 16) * 0.2);

/**
 * Values of the common factor, a log-normal law about 1, with their weights (which sum to 1).
 *
 * It multiplies what tracks with cars are expected to hold. That a track is empty does not hang on it, so that errors add none: counts of
 * fine images, whose single cars stray (count-errors.ts), come to none with it.
 */
export function commonFactors(commonSpread: number): CommonFactor[] {
  const total = PLACES.reduce((sum, z) => sum + Math.exp((-z * z) / 2), 0);
  return PLACES.map((z) => ({
    weight: Math.exp((-z * z) / 2) / total,
    factor: Math.exp(commonSpread * z - commonSpread ** 2 / 2),
  }));
}
