import { LatticeRows, UNIT } from "./level-lattice.ts";
import { saturation } from "./saturation.ts";

/** at(logMean) = exp(cars (logMean + shift) - total log(1 + exp(logMean + shift)) - peak). */
export interface PlainLook {
  readonly cars: number;
  readonly total: number;
  /** log(q / k) */
  readonly shift: number;
  /** log q */
  readonly share: number;
  readonly peak: number;
}

/**
 * Likelihood of a plain look at points first + from ... first + to - 1 of a lattice, moved by the season; place i of the
 * values is point first + i. What is written depends on the point alone, not on where a row begins.
 *
 * log(1 + x) and not log1p: the error, 1e-16 times cars + k, is far below what is asked, and it is three times as fast.
 */
export function fillPlain(
  { cars, total, shift, peak }: PlainLook,
  season: number,
  values: Float64Array,
  first: number,
  fineness: number,
  from: number,
  to: number,
): void {
  if (to <= from) return;
  const step = UNIT / fineness;
  const means = MEANS.get(fineness, first + from, first + to - 1);
  const factor = Math.exp(season + shift);
  const constant = cars * (season + shift) - peak;
  for (let i = from, z = first + from - means.first; i < to; i++, z++) {
    const x = factor * (means.values[z] as number);
    values[i] = Math.exp(cars * ((first + i) * step) + constant - total * Math.log(1 + x));
  }
}

/** e to the power of each log level: one exponential less for each point of each row. Kept for the life of the program. */
export const MEANS = new LatticeRows((values, first, fineness, from, to) => {
  const step = UNIT / fineness;
  for (let i = from; i < to; i++) values[i] = Math.exp((first + i) * step);
});

/** The same for a look that counts every car, from the table that all such looks share. */
export function fillClear(
  { cars, total, shift, peak }: PlainLook,
  k: number,
  values: Float64Array,
  first: number,
  fineness: number,
  from: number,
  to: number,
): void {
  if (to <= from) return;
  const step = UNIT / fineness;
  const { values: saturated, start, stride } = saturation(k, fineness, first + from, to - from, 0, 1);
  const constant = cars * shift - peak;
  for (let i = from, z = start; i < to; i++, z += stride)
    values[i] = Math.exp(cars * ((first + i) * step) + constant - total * (saturated[z] as number));
}
