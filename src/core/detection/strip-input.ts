import type { Strip, StripPlacement } from "../imagery/strip.ts";
import { MOST_COLUMNS, type RowWeights, ShiftedRows } from "./rows-kernel.ts";
import type { Colours } from "./strip-colours.ts";

/** Planes that the networks read, in this order. */
export const INPUT_CHANNELS = ["red", "green", "blue", "usable", "gsd", "sun-along", "sun-across"] as const;

/** Columns that are asked together whether any sample cannot be used: 16 m, since few stretches have any. */
const CHECKED_AT_ONCE = 64;

/** One strip as the networks read it: `channels` x `rows` x `width`, row-major. */
export interface NetworkInput {
  readonly channels: number;
  readonly rows: number;
  readonly width: number;
  readonly planes: Float32Array;
}

export interface InputOptions {
  /** Rows read, about the centre line; even. */
  readonly rows: number;
  /** Columns read; all unless told. */
  readonly columns?: { readonly from: number; readonly to: number };
  readonly gsdMetres: number;
  /** Clockwise from north, towards the sun, degrees; null: not stated, both planes 0. */
  readonly sunAzimuthDegrees: number | null;
  /** Sideways place of the true centre line for each column of the strip, metres, positive to the right. */
  readonly offsetMetres?: Float64Array;
  /** Mean and spread of the strip's colours, from {@link coloursOf}. */
  readonly colours: Colours;
  /** Where the planes are put; in new memory unless told. */
  readonly memory?: InputMemory;
}

/** Memory for inputs that a network reads one after another, so that none is thrown away for the next. */
export class InputMemory {
  private planes = new Float32Array(0);

  /** Any numbers; whatever was given before is overwritten. */
  take(size: number): Float32Array {
    if (this.planes.length < size) this.planes = new Float32Array(size);
    return this.planes.subarray(0, size);
  }
}

/**
 * Standardises a strip and adds what the networks know beside colour.
 *
 * Colour has mean 0 and standard deviation 1 over all usable samples of the three bands together; unusable samples
 * are 0. The sun is a unit vector along and across the track (positive to the right of travel). Rows are moved
 * sideways by `offsetMetres` with a cubic (Keys, a = -0.5), so that the true centre line runs down the middle.
 *
 * Assumes that samples which cannot be used hold numbers, as those of `straighten` do: they weigh in those beside them.
 */
export function networkInput(strip: Strip, options: InputOptions): NetworkInput {
  const { rows, colours } = options;
  const { from, to } = options.columns ?? { from: 0, to: strip.width };
  const width = to - from;
  const size = rows * width;
  const all = INPUT_CHANNELS.length * size;
  const planes = options.memory?.take(all) ?? new Float32Array(all);
  const cut = cutOf(strip, from, to, rows, options.offsetMetres);
  for (const stretch of stretchesOf(cut, MOST_COLUMNS)) cutColours(strip, cut, stretch, colours, planes);
  if (isUsable(strip, cut, stretchOf(cut, 0, width))) planes.fill(1, 3 * size, 4 * size);
  else for (const stretch of stretchesOf(cut, CHECKED_AT_ONCE)) cutUsable(strip, cut, stretch, planes);
  planes.fill(0.5 * Math.log2(options.gsdMetres / 0.5), 4 * size, 5 * size);
  const sun = planes.subarray(5 * size);
  if (options.sunAzimuthDegrees === null) sun.fill(0);
  else fillSun(sun, strip.placement, rows, from, width, options.sunAzimuthDegrees);
  return { channels: INPUT_CHANNELS.length, rows, width, planes };
}

/** Columns `from` to before `to` of an input. */
export function columnsOf(
  { channels, rows, width, planes }: NetworkInput,
  { from, to }: { readonly from: number; readonly to: number },
  memory = new InputMemory(),
): NetworkInput {
  const cut = memory.take(channels * rows * (to - from));
  for (let line = 0; line < channels * rows; line++)
    cut.set(planes.subarray(line * width + from, line * width + to), line * (to - from));
  return { channels, rows, width: to - from, planes: cut };
}

/** Where each column's first row comes from, and the cubic weights of rows top - 1 to top + 2. */
interface Cut {
  readonly from: number;
  readonly width: number;
  readonly rows: number;
  readonly top: Int32Array;
  readonly weights: RowWeights;
}

function cutOf({ height, spacingMetres }: Strip, from: number, to: number, rows: number, offsets?: Float64Array): Cut {
  const width = to - from;
  const top = new Int32Array(width);
  const weights = [0, 1, 2, 3].map(() => new Float32Array(width)) as unknown as RowWeights;
  const first = (height - rows) / 2;
  for (let c = 0; c < width; c++) {
    const place = first + (offsets ? (offsets[from + c] as number) : 0) / spacingMetres;
    // Further away there is nothing either.
    const at = Math.min(height + 3, Math.max(-rows - 3, place));
    top[c] = Math.floor(at);
    setCubic(weights, c, at - (top[c] as number));
  }
  return { from, width, rows, top, weights };
}

/** Keys' weights (a = -0.5) of the four rows about a place that lies `t` of a row below the second of them. */
function setCubic(weights: RowWeights, c: number, t: number): void {
  const before = t * (-0.5 + t * (1 - 0.5 * t));
  const here = 1 + t * t * (-2.5 + 1.5 * t);
  const beyond = t * t * (-0.5 + 0.5 * t);
  weights[0][c] = before;
  weights[1][c] = here;
  weights[2][c] = 1 - before - here - beyond;
  weights[3][c] = beyond;
}

/** Some neighbouring columns of a cut: from, and to before. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The least and the largest row that any of them starts at. */
  readonly lowest: number;
  readonly highest: number;
}

/** All columns, so many at a time. */
function stretchesOf(cut: Cut, columns: number): Stretch[] {
  return Array.from({ length: Math.ceil(cut.width / columns) }, (_, k) =>
    stretchOf(cut, k * columns, Math.min((k + 1) * columns, cut.width)),
  );
}

function stretchOf({ top }: Cut, from: number, to: number): Stretch {
  let [lowest, highest] = [Infinity, -Infinity];
  for (let c = from; c < to; c++) {
    const row = top[c] as number;
    if (row < lowest) lowest = row;
    if (row > highest) highest = row;
  }
  return { from, to, lowest, highest };
}

/** Whether a stretch asks for no sample that cannot be used, or that is not there. */
function isUsable({ usable, width, height }: Strip, cut: Cut, { from, to, lowest, highest }: Stretch): boolean {
  if (lowest < 0 || highest + cut.rows >= height) return false;
  for (let row = lowest; row <= highest + cut.rows; row++)
    if (usable.subarray(row * width + cut.from + from, row * width + cut.from + to).includes(0)) return false;
  return true;
}

/** Fills the three colour planes. The strip's edge rows stand for those beyond them. */
function cutColours(strip: Strip, cut: Cut, stretch: Stretch, colours: Colours, planes: Float32Array): void {
  const { width, rows, top } = cut;
  const { from, to, lowest, highest } = stretch;
  const bandSize = strip.height * strip.width;
  const shifted = new ShiftedRows(cut.weights, from, to - from, colours);
  for (let band = 0; band < 3; band++) {
    const pixels = strip.pixels.subarray(band * bandSize, (band + 1) * bandSize);
    shifted.take(pixels, strip.width, strip.height, lowest - 1, highest + rows + 2, cut.from + from);
    // Columns go together that start at the same row. By fours: what is worked out beyond their end is then written over.
    for (let c = from, end = from; c < to; c = end) {
      while (end < to && top[end] === top[c]) end++;
      shifted.shift(rows, c - from, end - from, (top[c] as number) - lowest);
    }
    for (let r = 0; r < rows; r++) planes.set(shifted.row(r), (band * rows + r) * width + from);
  }
}

/** Fills the fourth plane: a sample can be used when both rows that it lies between can. Colours of others, which
 * must be there by now, are set to 0. */
function cutUsable(strip: Strip, cut: Cut, stretch: Stretch, planes: Float32Array): void {
  const { width, rows, top } = cut;
  const { from, to } = stretch;
  const size = rows * width;
  const { width: stripWidth, height, usable } = strip;
  const whole = isUsable(strip, cut, stretch);
  for (let r = 0, line = 3 * size; r < rows; r++, line += width) {
    if (whole) {
      planes.fill(1, line + from, line + to);
      continue;
    }
    for (let c = from; c < to; c++) {
      const row = (top[c] as number) + r;
      const below = cut.weights[1][c] === 1 ? row : row + 1;
      const at = row * stripWidth + cut.from + c;
      const seen = row >= 0 && below < height && usable[at] !== 0 && usable[at + (below - row) * stripWidth] !== 0;
      planes[line + c] = seen ? 1 : 0;
      if (!seen) for (let band = 0; band < 3; band++) planes[(band * rows + r) * width + c] = 0;
    }
  }
}

function fillSun(
  planes: Float32Array,
  placement: StripPlacement,
  rows: number,
  from: number,
  width: number,
  azimuth: number,
): void {
  const [east, north] = [Math.sin((azimuth * Math.PI) / 180), Math.cos((azimuth * Math.PI) / 180)];
  for (let c = 0; c < width; c++) {
    const nx = placement.normalX[from + c] as number;
    const ny = placement.normalY[from + c] as number;
    // The direction of travel is the right-hand normal turned a quarter to the left.
    planes[c] = -east * ny + north * nx;
    planes[rows * width + c] = east * nx + north * ny;
  }
  for (const plane of [0, rows * width])
    for (let r = 1; r < rows; r++) planes.copyWithin(plane + r * width, plane, plane + width);
}
