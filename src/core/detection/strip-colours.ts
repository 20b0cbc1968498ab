import type { Strip } from "../imagery/strip.ts";

/**
 * Mean and standard deviation of all usable samples of the three bands together, 0-255.
 *
 * A class, and no object literal: under Node 24.21 a literal that `coloursOf` returned held the numbers of a later track's
 * now and then, in the first count of a thread (nodejs/node issue 8358 shows the like of an older version).
 */
export class Colours {
  readonly mean: number;
  readonly spread: number;

  constructor(mean: number, spread: number) {
    this.mean = mean;
    this.spread = spread;
  }
}

/** Smallest spread that pixels are divided by, of 255: a flat strip stays flat. */
const SMALLEST_SPREAD = 1;

/** Colours of the middle `rows` of a strip. */
export function coloursOf(strip: Strip, rows: number): Colours {
  const { width, height, pixels, usable } = strip;
  const top = Math.max(0, (height - rows) >> 1);
  const bottom = Math.min(height, top + rows);
  const sums = { sum: 0, squares: 0 };
  for (let band = 0; band < 3; band++)
    for (let row = top; row < bottom; row++) {
      const first = (band * height + row) * width;
      addSums(sums, pixels.subarray(first, first + width), usable.subarray(row * width, (row + 1) * width));
    }
  let n = 0;
  for (let k = top * width; k < bottom * width; k++) n += 3 * (usable[k] as number);
  const { sum, squares } = sums;
  const mean = n > 0 ? sum / n : 0;
  const spread = n > 0 ? Math.sqrt(Math.max(0, squares / n - mean * mean)) : 0;
  return new Colours(mean, Math.max(SMALLEST_SPREAD, spread));
}

/** A function of its own: one that is called once a strip runs too rarely for the compiler to notice its loop in time. */
function addSums(sums: { sum: number; squares: number }, values: Float32Array, usable: Uint8Array): void {
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < values.length; k++) {
    // Under a cloud mask there are pixels, too.
    const value = (usable[k] as number) * (values[k] as number);
    sum += value;
    squares += value * value;
  }
  sums.sum += sum;
  sums.squares += squares;
}
