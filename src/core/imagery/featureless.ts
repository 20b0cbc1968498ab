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
 * Source: our choice. The least of 18 m on any track: on 310 rendered ones without haze and cloud 1.7, 1.7, 1.15, .50 and .12 at 0.25, 0.5,
 * 1, 2 and 4 m, on the 48 of the one real yard 10.4, 8.1, 5.7, 1.8 and .61 (scripts/evaluate-unclear.ts).
 */
const LEAST_DETAIL = 1;

/** Beyond a stretch's end by this much, beside what ends it, ground goes on as before: cars are longer than that, metres. */
const GROUND_METRES = 6;
/** Ground is the same where means differ by less, of 255. Source: our choice: rounding and the noise that passes as no detail. */
const SAME_GROUND = 1.5;

/** Columns of a strip that show nothing, from and to before, and their value. */
interface FlatStretch {
  readonly strip: StraightenedPixels;
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** What ends it is narrower than the belt, and the ground goes on beside it, as it does beside a car. */
  readonly isGround: boolean;
}

/**
 * Marks as unusable what shows nothing over 18 m along a track and 6 m across: fill that the file does not declare, and cloud or fog
 * without any structure. Rails, ballast and cars always have some. Drawn yards may have none: where flat ground goes on beside a car it
 * is ground, and so is all of its value. Does not depend on the end from which a strip is read.
 *
 * @param strips  of one image, 0 to 255; `usable` is changed
 */
export function markFeatureless(strips: readonly StraightenedPixels[], spacingMetres: number, gsdMetres: number): void {
  const stretches = strips.flatMap((strip) => flatStretches(strip, spacingMetres, gsdMetres));
  const grounds = stretches.filter(({ isGround }) => isGround).map(({ value }) => value);
  for (const { strip, from, to, value } of stretches) {
    if (grounds.some((ground) => Math.abs(ground - value) < SAME_GROUND)) continue;
    const { width, height, usable } = strip;
    for (let row = 0; row < height; row++) usable.fill(0, row * width + from, row * width + to);
  }
}

/** The least detail that lasts for 18 m along a track, in the unit of {@link LEAST_DETAIL}: what the limit stands on (scripts/evaluate-unclear.ts). */
export function leastDetail(strip: StraightenedPixels, spacingMetres: number): number {
  const { detail } = beltOf(strip, spacingMetres);
  const shortest = Math.round((LEAST_METRES - AVERAGED_METRES) / spacingMetres);
  let least = Infinity;
  for (let c = 0; c + shortest <= detail.length; c++)
    least = Math.min(least, Math.max(...detail.subarray(c, c + shortest)));
  return Math.sqrt(least);
}

function beltOf(strip: StraightenedPixels, spacingMetres: number) {
  const middle = Math.floor(strip.height / 2);
  const reach = Math.min(middle, Math.round(REACH_METRES / spacingMetres));
  return detailAlong(strip, middle - reach, middle + reach, spacingMetres);
}

function flatStretches(strip: StraightenedPixels, spacingMetres: number, gsdMetres: number): FlatStretch[] {
  const { width } = strip;
  const { detail, means } = beltOf(strip, spacingMetres);
  const sides = [means[0], means.at(-1)];
  const least = (LEAST_DETAIL / Math.max(1, gsdMetres) ** 2) ** 2;
  const [beyond, shortest, further] = [AVERAGED_METRES / 2, LEAST_METRES - AVERAGED_METRES, GROUND_METRES].map(
    (metres) => Math.round(metres / spacingMetres),
  ) as [number, number, number];
  const goesOn = (inside: number, outside: number) =>
    outside >= 0 &&
    outside < width &&
    Number.isFinite(detail[outside]) &&
    sides.every((side) => Math.abs((side?.[inside] ?? NaN) - (side?.[outside] ?? NaN)) < SAME_GROUND);
  const found: FlatStretch[] = [];
  for (let c = 0, from = 0; c <= width; c++) {
    if (c < width && (detail[c] as number) < least) continue;
    if (c - from >= shortest)
      found.push({
        strip,
        from: Math.max(0, from - beyond),
        to: Math.min(width, c + beyond),
        // Of both sides, at both ends: the same from either end of the strip.
        value: sides.reduce((sum, side) => sum + (side?.[from] ?? NaN) + (side?.[c - 1] ?? NaN), 0) / 4,
        isGround: goesOn(from, from - 1 - further) || goesOn(c - 1, c + further),
      });
    from = c + 1;
  }
  return found;
}

/**
 * Mean square second difference, along and across, of the means of cells about each column of a belt of rows. Shape: width. Columns that
 * cannot be used are left out of it; theirs is infinite. With it the means themselves, by row of cells.
 */
function detailAlong(
  { width, height, pixels, usable }: StraightenedPixels,
  top: number,
  bottom: number,
  spacingMetres: number,
): { readonly detail: Float64Array; readonly means: readonly Float64Array[] } {
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
  return { detail: detail.map((sum, c) => (unknown[c] === 1 ? Infinity : sum / (share[c] as number))), means };
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
