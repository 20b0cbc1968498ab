import type { PixelPoint } from "../geo/frames.ts";
import { CubicSamples, type PixelRectangle } from "./cubic-kernel.ts";
import { inParts } from "./in-parts.ts";
import type { Raster } from "./raster.ts";
import type { StripPlacement } from "./strip.ts";

/** Ground distance between neighbouring samples of a strip, metres. Source: docs/methods/reading.md. */
export const STRIP_SPACING_METRES = 0.25;
/** Half of a strip's width, metres: wide enough to show the shadow that a car casts over the next track. */
export const STRIP_HALF_WIDTH_METRES = 7;
/** Columns that are sampled together, from one window of pixels: 32 m at 0.25 m. */
const COLUMNS_AT_ONCE = 128;
/**
 * Places are brought to so many parts of a pixel, and what lies from row to row to so many: beyond what doubles round differently in an
 * image that is turned, or along a line from its other end, so that its samples are the same to the last bit. Both are finer than those
 * of a line (place-line.ts) by more than pixels of sixteen fifths of a metre make of it: none lies half way between two of them, which turning
 * would round the other way. Source: our choice, below what samples show (.001 of 255 at the sharpest edge).
 */
const [PLACE_PARTS, STEP_PARTS] = [2 ** 17, 2 ** 21];
/** Columns that are asked together whether a pixel under them cannot be used: 4 m at 0.25 m, since few stretches have any. */
const MARKED_AT_ONCE = 16;

export interface StraightenOptions {
  readonly spacingMetres: number;
  readonly halfWidthMetres: number;
  /** Where a point of the placement's plane lies in the raster's own pixel grid (corner-based, fractional). */
  readonly toPixel: (x: number, y: number) => PixelPoint;
  /** Values that sampling must not leave, since bicubic weights overshoot at edges; 0 to 255 unless told. */
  readonly range?: readonly [number, number];
  /** Of a part of a line: {@link anchorOf} all of it, in the raster's own pixels. */
  readonly anchor?: PixelPoint;
}

/**
 * The place about which those of a line's columns are brought to parts of a pixel: the middle of its two ends. An origin of an image of
 * millions of metres is itself rounded, all places alike; what lies between two of them is not.
 */
export function anchorOf({ x, y }: StripPlacement, toPixel: StraightenOptions["toPixel"]): PixelPoint {
  const last = x.length - 1;
  const [start, end] = [toPixel(x[0] as number, y[0] as number), toPixel(x[last] as number, y[last] as number)];
  const middle = { col: (start.col + end.col) / 2, row: (start.row + end.row) / 2 };
  // Where a projection cannot place an end, the other columns are as good without.
  return Number.isFinite(middle.col + middle.row) ? middle : { col: 0, row: 0 };
}

/** Pixels of one strip; shapes as in {@link Strip}. */
export interface StraightenedPixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
  readonly usable: Uint8Array;
}

/**
 * Samples a raster along a line: bicubic where all sixteen neighbours are usable, bilinear over the usable ones of the
 * nearest four at the edges of what can be used.
 *
 * Assumes that the raster's pixels are not much smaller than the spacing ({@link areaAverage} first: sampling does not
 * average), that `toPixel` is straight across the strip, since it is asked at both edges of each column only, and that
 * neighbouring columns lie near each other.
 *
 * @returns a sample is usable when the pixel that holds it is; the value of an unusable one is 0
 *
 * Source: Keys (1981), IEEE Trans. ASSP 29(6), eq. 15 (a = -0.5)
 * Checked against: GDAL 3.6.2 `gdalwarp -r cubic` on test/reference/windows (0.01 of 255), test/imagery/windows.test.ts
 */
export function straighten(raster: Raster, placement: StripPlacement, options: StraightenOptions): StraightenedPixels {
  const { spacingMetres, halfWidthMetres, toPixel } = options;
  const width = placement.x.length;
  const height = Math.round((2 * halfWidthMetres) / spacingMetres);
  const strip = { width, height, pixels: new Float32Array(3 * width * height), usable: new Uint8Array(width * height) };
  const halfAcross = ((height - 1) / 2) * spacingMetres;
  const across = { halfAcross, height, toPixel, anchor: options.anchor ?? anchorOf(placement, toPixel) };
  const columns = Array.from({ length: width }, (_, c) => columnAt(raster, placement, c, across));
  const cubic = new CubicSamples(height, COLUMNS_AT_ONCE, options.range ?? [0, 255]);
  for (let from = 0; from < width; from += COLUMNS_AT_ONCE)
    sampleColumns(raster, strip, from, columns.slice(from, from + COLUMNS_AT_ONCE), cubic);
  return strip;
}

/** One column of a strip in the raster's pixels. */
interface Column {
  /** Place of the first row's sample, and from one row to the next. */
  readonly place: PixelPoint;
  readonly step: PixelPoint;
  /** Rows all of whose sixteen neighbours the raster has: from, and to before. */
  readonly from: number;
  readonly to: number;
  /** Corners of the first and of the last of these rows, where there is any. */
  readonly corners: readonly [PixelPoint, PixelPoint];
}

interface Across extends Pick<StraightenOptions, "toPixel"> {
  /** How far the first and the last row lie from the line, metres, and how many there are. */
  readonly halfAcross: number;
  readonly height: number;
  readonly anchor: PixelPoint;
}

/** The pixel whose centre lies next to a column's sample, to its upper left: as the kernel finds it (cubic-kernel.ts). */
function cornerOf(place: PixelPoint, step: PixelPoint, k: number): PixelPoint {
  return { col: Math.floor(place.col + k * step.col - 0.5), row: Math.floor(place.row + k * step.row - 0.5) };
}

/** Whether the raster has all sixteen neighbours of a sample with this corner. */
function hasNeighbours({ width, height }: Raster, { col, row }: PixelPoint): boolean {
  return col >= 1 && row >= 1 && col + 2 < width && row + 2 < height;
}

const fixedPlace = (place: number, anchor: number) =>
  inParts(anchor, PLACE_PARTS) + inParts(place - anchor, PLACE_PARTS);

function columnAt(raster: Raster, placement: StripPlacement, column: number, across: Across): Column {
  const { halfAcross, height, toPixel, anchor } = across;
  const [x, y] = [placement.x[column] as number, placement.y[column] as number];
  const [nx, ny] = [placement.normalX[column] as number, placement.normalY[column] as number];
  const [acrossX, acrossY] = [halfAcross * nx, halfAcross * ny];
  const start = toPixel(x - acrossX, y - acrossY);
  const end = toPixel(x + acrossX, y + acrossY);
  const steps = Math.max(1, height - 1);
  const step = {
    col: inParts((end.col - start.col) / steps, STEP_PARTS),
    row: inParts((end.row - start.row) / steps, STEP_PARTS),
  };
  const place = {
    col: fixedPlace((start.col + end.col) / 2, anchor.col) - (steps / 2) * step.col,
    row: fixedPlace((start.row + end.row) / 2, anchor.row) - (steps / 2) * step.row,
  };
  // A straight line crosses a rectangle once.
  let [from, to] = [0, height];
  let upper = cornerOf(place, step, from);
  let lower = cornerOf(place, step, to - 1);
  while (from < to && !hasNeighbours(raster, upper)) upper = cornerOf(place, step, ++from);
  while (to > from && !hasNeighbours(raster, lower)) lower = cornerOf(place, step, --to - 1);
  return { place, step, from, to, corners: [upper, lower] };
}

/** Fills columns of the strip, from column `first` on. */
function sampleColumns(
  raster: Raster,
  strip: StraightenedPixels,
  first: number,
  columns: readonly Column[],
  cubic: CubicSamples,
): void {
  const { width, height } = strip;
  const around = neighboursOf(columns);
  if (around !== null) {
    cubic.takeFrom(raster, around);
    for (const [line, { place, step, from, to }] of columns.entries()) cubic.ask(line, place, step, from, to);
    cubic.sample();
    for (let band = 0; band < 3; band++)
      for (let k = 0; k < height; k++)
        strip.pixels.set(cubic.across(band, k, columns.length), (band * height + k) * width + first);
  }
  for (let at = 0; at < columns.length; at += MARKED_AT_ONCE)
    markUsable(raster, strip, first + at, columns.slice(at, at + MARKED_AT_ONCE));
}

/** Says which samples can be used, and works out anew those that lack a neighbour. */
function markUsable(raster: Raster, strip: StraightenedPixels, first: number, columns: readonly Column[]): void {
  const { width, height } = strip;
  const around = neighboursOf(columns);
  const unusable = around === null ? null : unusableIn(raster, around);
  if (unusable === null && columns.every(({ from, to }) => from === 0 && to === height)) {
    for (let k = 0, at = first; k < height; k++, at += width) strip.usable.fill(1, at, at + columns.length);
    return;
  }
  for (const [line, column] of columns.entries()) {
    const { from, to } = column;
    for (let k = 0; k < from; k++) sampleAtEdge(raster, strip, first + line, column, k);
    for (let k = to; k < height; k++) sampleAtEdge(raster, strip, first + line, column, k);
    for (let k = from; k < to; k++) {
      if (unusable?.isNear(column, k)) sampleAtEdge(raster, strip, first + line, column, k);
      else strip.usable[k * width + first + line] = 1;
    }
  }
}

/** The pixels that all samples with sixteen neighbours ask for; null where there is no such sample. */
function neighboursOf(columns: readonly Column[]): PixelRectangle | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { from, to, corners } of columns) {
    if (from >= to) continue;
    const [upper, lower] = corners;
    left = Math.min(left, upper.col, lower.col);
    top = Math.min(top, upper.row, lower.row);
    right = Math.max(right, upper.col, lower.col);
    bottom = Math.max(bottom, upper.row, lower.row);
  }
  if (left > right) return null;
  return { col: left - 1, row: top - 1, width: right - left + 4, height: bottom - top + 4 };
}

/** Which samples have a neighbour that cannot be used; null where all pixels can. */
function unusableIn({ usable, width }: Raster, rectangle: PixelRectangle) {
  const { col: left, row: top, width: columns, height: rows } = rectangle;
  let whole = true;
  for (let r = top; whole && r < top + rows; r++)
    whole = !usable.subarray(r * width + left, r * width + left + columns).includes(0);
  if (whole) return null;
  // Four in a row, then four such rows.
  const along = new Uint8Array(columns * rows);
  for (let r = 0; r < rows; r++)
    for (let c = 0, at = (top + r) * width + left; c + 3 < columns; c++, at++)
      along[r * columns + c] =
        usable[at] !== 0 && usable[at + 1] !== 0 && usable[at + 2] !== 0 && usable[at + 3] !== 0 ? 1 : 0;
  return {
    isNear({ place, step }: Column, k: number): boolean {
      const { col, row } = cornerOf(place, step, k);
      let at = (row - 1 - top) * columns + col - 1 - left;
      for (let r = 0; r < 4; r++, at += columns) if (along[at] === 0) return true;
      return false;
    },
  };
}

/** One sample that lacks neighbours, or lies beside what cannot be used, or on it, or outside. */
function sampleAtEdge(
  raster: Raster,
  strip: StraightenedPixels,
  column: number,
  { place, step }: Column,
  k: number,
): void {
  const { width, height, usable } = raster;
  const at = k * strip.width + column;
  const col = place.col + k * step.col;
  const row = place.row + k * step.row;
  // Written so that NaN (a point the projection cannot place) is outside.
  const isInside = col >= 0 && col < width && row >= 0 && row < height;
  if (!isInside || usable[Math.floor(row) * width + Math.floor(col)] === 0) {
    for (let band = 0; band < 3; band++) strip.pixels[at + band * strip.width * strip.height] = 0;
    return;
  }
  strip.usable[at] = 1;
  const { col: left, row: top } = cornerOf(place, step, k);
  sampleLinear(raster, strip, { left, top, fx: col - 0.5 - left, fy: row - 0.5 - top }, at);
}

/** Bilinear over the usable ones of the nearest four. */
function sampleLinear(
  raster: Raster,
  strip: StraightenedPixels,
  { left, top, fx, fy }: { left: number; top: number; fx: number; fy: number },
  at: number,
): void {
  const { width, height, pixels, usable } = raster;
  const size = width * height;
  const outPixels = strip.pixels;
  const outSize = strip.width * strip.height;
  let red = 0;
  let green = 0;
  let blue = 0;
  let weight = 0;
  for (let j = 0; j < 2; j++)
    for (let i = 0; i < 2; i++) {
      const c = left + i;
      const r = top + j;
      if (c < 0 || r < 0 || c >= width || r >= height) continue;
      const p = r * width + c;
      if (usable[p] === 0) continue;
      const w = (i === 0 ? 1 - fx : fx) * (j === 0 ? 1 - fy : fy);
      red += w * (pixels[p] as number);
      green += w * (pixels[p + size] as number);
      blue += w * (pixels[p + 2 * size] as number);
      weight += w;
    }
  outPixels[at] = red / weight;
  outPixels[at + outSize] = green / weight;
  outPixels[at + 2 * outSize] = blue / weight;
}
