import type { StraightenedPixels } from "./straighten.ts";

/** Means over so many metres square are compared with those next to them, so that noise of single pixels does not count. */
const CELL_METRES = 1;
/** How far to both sides of the track is looked. */
const REACH_METRES = 3;
/** Over so many metres along the track the detail is averaged, and over so many it must be missing all along. */
const AVERAGED_METRES = 6;
const LEAST_METRES = 18;
/**
 * Root mean square second difference of the means, of 255, below which a track shows nothing; beyond a GSD of a metre over its square,
 * for pixels average by themselves.
 *
 * Source: our choice. The least of 18 m on any track: on 628 rendered ones without haze and cloud 1.8, 1.7, 1.1, .5 and .12 at 0.25, 0.5,
 * 1, 2 and 4 m, on the 48 of the one real yard 8.3, 6.9, 5.1, 1.8 and .60 (once, by scripts of that day).
 */
const LEAST_DETAIL = 1;

/**
 * Marks as unusable what shows nothing over 18 m along a track and 6 m across: fill that the file does not declare, and cloud or fog
 * without any structure. Rails, ballast and cars always have some. Does not depend on the end from which the strip is read.
 *
 * @param strip  0 to 255; `usable` is changed
 */
export function markFeatureless(strip: StraightenedPixels, spacingMetres: number, gsdMetres: number): void {
  const { width, height, usable } = strip;
  const middle = Math.floor(height / 2);
  const reach = Math.min(middle, Math.round(REACH_METRES / spacingMetres));
  const detail = detailAlong(strip, middle - reach, middle + reach, spacingMetres);
  const least = (LEAST_DETAIL / Math.max(1, gsdMetres) ** 2) ** 2;
  const beyond = Math.round(AVERAGED_METRES / 2 / spacingMetres);
  const shortest = Math.round((LEAST_METRES - AVERAGED_METRES) / spacingMetres);
  for (let c = 0, from = 0; c <= width; c++) {
    if (c < width && (detail[c] as number) < least) continue;
    if (c - from >= shortest) {
      const [low, high] = [Math.max(0, from - beyond), Math.min(width, c + beyond)];
      for (let row = 0; row < height; row++) usable.fill(0, row * width + low, row * width + high);
    }
    from = c + 1;
  }
}

/**
 * Mean square second difference, along and across, of the means of cells about each column of a belt of rows. Shape: width. Columns that
 * cannot be used are left out of it; theirs is infinite.
 */
function detailAlong(
  { width, height, pixels, usable }: StraightenedPixels,
  top: number,
  bottom: number,
  spacingMetres: number,
): Float64Array {
  const side = Math.round(CELL_METRES / spacingMetres);
  const cells = Math.floor((bottom - top) / side);
  const green = width * height;
  const means = Array.from({ length: cells }, () => new Float64Array(width));
  const column = new Float64Array(width);
  const unknown = new Uint8Array(width);
  for (const [k, mean] of means.entries()) {
    column.fill(0);
    // Every second row is enough.
    for (let row = top + k * side; row < top + (k + 1) * side; row += 2)
      for (let c = 0, at = row * width; c < width; c++, at++) {
        column[c] = (column[c] as number) + (pixels[green + at] as number);
        if (usable[at] === 0) unknown[c] = 1;
      }
    slide(column, mean, side);
    for (let c = 0; c < width; c++) mean[c] = (mean[c] as number) / Math.ceil(side / 2);
  }
  const square = new Float64Array(width);
  const known = new Float64Array(width);
  for (let c = 0; c < width; c++) {
    if (unknown[c] === 1) continue;
    known[c] = 1;
    let sum = 0;
    for (let k = 0; k < cells; k++) {
      const mean = means[k] as Float64Array;
      const [before, after] = [mean[Math.max(0, c - side)] as number, mean[Math.min(width - 1, c + side)] as number];
      sum += (before - 2 * (mean[c] as number) + after) ** 2;
      if (k === 0 || k === cells - 1) continue;
      sum += ((means[k - 1]?.[c] as number) - 2 * (mean[c] as number) + (means[k + 1]?.[c] as number)) ** 2;
    }
    square[c] = sum / (2 * cells - 2);
  }
  const [detail, share] = [new Float64Array(width), new Float64Array(width)];
  slide(square, detail, Math.round(AVERAGED_METRES / spacingMetres));
  slide(known, share, Math.round(AVERAGED_METRES / spacingMetres));
  return detail.map((sum, c) => (unknown[c] === 1 ? Infinity : sum / (share[c] as number)));
}

/** Means of `side` values about each place, of fewer at the ends. */
function slide(values: Float64Array, means: Float64Array, side: number): void {
  const { length } = values;
  const half = side / 2;
  const sums = new Float64Array(length + 1);
  for (let c = 0; c < length; c++) sums[c + 1] = (sums[c] as number) + (values[c] as number);
  for (let c = 0; c < length; c++) {
    const from = Math.max(0, Math.ceil(c + 0.5 - half - 1e-9));
    const to = Math.min(length, Math.floor(c + 0.5 + half + 1e-9));
    means[c] = ((sums[to] as number) - (sums[from] as number)) / (to - from);
  }
}
