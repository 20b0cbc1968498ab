import type { Strip, StripPlacement } from "../imagery/strip.ts";
import type { Colours } from "./strip-colours.ts";

/** Planes that the networks read, in this order. */
export const INPUT_CHANNELS = ["red", "green", "blue", "usable", "gsd", "sun-along", "sun-across"] as const;

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

  /** Zeros; whatever was given before is overwritten. */
  take(size: number): Float32Array {
    if (this.planes.length < size) this.planes = new Float32Array(size);
    return this.planes.subarray(0, size).fill(0);
  }
}

/**
 * Standardises a strip and adds what the networks know beside colour.
 *
 * Colour has mean 0 and standard deviation 1 over all usable samples of the three bands together; unusable samples
 * are 0. The sun is a unit vector along and across the track (positive to the right of travel). Rows are moved
 * sideways by `offsetMetres` with a cubic (Keys, a = -0.5), so that the true centre line runs down the middle.
 */
export function networkInput(strip: Strip, options: InputOptions): NetworkInput {
  const { rows, colours } = options;
  const { from, to } = options.columns ?? { from: 0, to: strip.width };
  const width = to - from;
  const size = rows * width;
  const all = INPUT_CHANNELS.length * size;
  const planes = options.memory?.take(all) ?? new Float32Array(all);
  const cut = cutOf(strip, from, to, rows, options.offsetMetres);
  cutUsable(strip, cut, planes.subarray(3 * size, 4 * size));
  cutColours(strip, cut, colours, planes);
  planes.fill(0.5 * Math.log2(options.gsdMetres / 0.5), 4 * size, 5 * size);
  if (options.sunAzimuthDegrees !== null)
    fillSun(planes.subarray(5 * size), strip.placement, rows, from, width, options.sunAzimuthDegrees);
  return { channels: INPUT_CHANNELS.length, rows, width, planes };
}

/** The same strip, or some of its columns, with left and right changed over, the sun's side with them. */
export function mirroredAcross(
  input: NetworkInput,
  { from, to }: { readonly from: number; readonly to: number } = { from: 0, to: input.width },
): NetworkInput {
  const { channels, rows } = input;
  const width = to - from;
  const planes = new Float32Array(channels * rows * width);
  for (let line = 0; line < channels * rows; line++) {
    const [channel, row] = [Math.floor(line / rows), line % rows];
    const first = (channel * rows + rows - 1 - row) * input.width + from;
    planes.set(input.planes.subarray(first, first + width), line * width);
  }
  const across = planes.subarray(INPUT_CHANNELS.indexOf("sun-across") * rows * width);
  for (let k = 0; k < rows * width; k++) across[k] = -(across[k] as number);
  return { channels, rows, width, planes };
}

/** Where each column's first row comes from, and the cubic weights of rows top - 1 to top + 2. */
interface Cut {
  readonly from: number;
  readonly width: number;
  readonly rows: number;
  readonly top: Int32Array;
  readonly weights: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
  /** The first and the last row that any sample lies between. */
  readonly lowest: number;
  readonly highest: number;
  /** All of these rows are there; roomy: and those next to them, which the cubic asks for. */
  readonly within: boolean;
  readonly roomy: boolean;
  /** Every column starts at the same whole row: nothing lies between two rows. */
  readonly whole: boolean;
}

function cutOf({ height, spacingMetres }: Strip, from: number, to: number, rows: number, offsets?: Float64Array): Cut {
  const width = to - from;
  const top = new Int32Array(width);
  const weights = [0, 1, 2, 3].map(() => new Float32Array(width)) as unknown as Cut["weights"];
  const first = (height - rows) / 2;
  let [lowest, highest] = [Infinity, -Infinity];
  let whole = true;
  for (let c = 0; c < width; c++) {
    const at = first + (offsets ? (offsets[from + c] as number) : 0) / spacingMetres;
    const row = Math.floor(at);
    top[c] = row;
    setCubic(weights, c, at - row);
    if (at !== row) whole = false;
    if (row < lowest) lowest = row;
    if (row > highest) highest = row;
  }
  return {
    from,
    width,
    rows,
    top,
    weights,
    lowest,
    highest: highest + rows,
    within: lowest >= 0 && highest + rows < height,
    roomy: lowest >= 1 && highest + rows + 1 < height,
    whole: whole && lowest === highest,
  };
}

/** Keys' weights (a = -0.5) of the four rows about a place that lies `t` of a row below the second of them. */
function setCubic(weights: Cut["weights"], c: number, t: number): void {
  const before = t * (-0.5 + t * (1 - 0.5 * t));
  const here = 1 + t * t * (-2.5 + 1.5 * t);
  const beyond = t * t * (-0.5 + 0.5 * t);
  weights[0][c] = before;
  weights[1][c] = here;
  weights[2][c] = 1 - before - here - beyond;
  weights[3][c] = beyond;
}

/** Fills the three colour planes where the fourth says that a sample can be used. */
function cutColours(strip: Strip, cut: Cut, colours: Colours, planes: Float32Array): void {
  const size = cut.rows * cut.width;
  const bandSize = strip.height * strip.width;
  const usable = planes.subarray(3 * size, 4 * size);
  for (let band = 0; band < 3; band++) {
    const pixels = strip.pixels.subarray(band * bandSize, (band + 1) * bandSize);
    const to = planes.subarray(band * size, (band + 1) * size);
    if (cut.roomy && cut.whole) cutWholeBand(pixels, strip.width, cut, colours, { usable, to });
    else if (cut.roomy) cutRoomyBand(pixels, strip.width, cut, colours, { usable, to });
    else cutBand(pixels, strip, cut, colours, { usable, to });
  }
}

/** One band whose rows are the strip's own, as where no shift is known yet. */
function cutWholeBand(
  pixels: Float32Array,
  stripWidth: number,
  { from, width, rows, lowest }: Cut,
  colours: Colours,
  { usable, to }: { readonly usable: Float32Array; readonly to: Float32Array },
): void {
  const { mean } = colours;
  const scale = 1 / colours.spread;
  for (let r = 0, out = 0; r < rows; r++) {
    const first = (lowest + r) * stripWidth + from;
    for (let at = first; at < first + width; at++, out++)
      to[out] = ((pixels[at] as number) - mean) * scale * (usable[out] as number);
  }
}

/** One band where every sample has its four rows: without a branch, since this loop is most of what an input costs. */
function cutRoomyBand(
  pixels: Float32Array,
  stripWidth: number,
  cut: Cut,
  colours: Colours,
  { usable, to }: { readonly usable: Float32Array; readonly to: Float32Array },
): void {
  const { from, width, rows, top } = cut;
  const [before, here, after, beyond] = cut.weights;
  const { mean } = colours;
  const scale = 1 / colours.spread;
  const first = top.map((row, c) => (row - 1) * stripWidth + from + c);
  for (let r = 0, out = 0, down = 0; r < rows; r++, down += stripWidth)
    for (let c = 0; c < width; c++, out++) {
      const at = (first[c] as number) + down;
      const value =
        (before[c] as number) * (pixels[at] as number) +
        (here[c] as number) * (pixels[at + stripWidth] as number) +
        (after[c] as number) * (pixels[at + 2 * stripWidth] as number) +
        (beyond[c] as number) * (pixels[at + 3 * stripWidth] as number);
      to[out] = (value - mean) * scale * (usable[out] as number);
    }
}

/** One band that reaches the strip's edges: its last row stands for those beyond it. */
function cutBand(
  pixels: Float32Array,
  { width: stripWidth, height }: Strip,
  cut: Cut,
  colours: Colours,
  { usable, to }: { readonly usable: Float32Array; readonly to: Float32Array },
): void {
  const { from, width, rows, top } = cut;
  const [before, here, after, beyond] = cut.weights;
  const { mean } = colours;
  const scale = 1 / colours.spread;
  for (let r = 0, out = 0; r < rows; r++)
    for (let c = 0; c < width; c++, out++) {
      if (usable[out] !== 1) continue;
      const row = (top[c] as number) + r;
      const at = row * stripWidth + from + c;
      const up = row > 0 ? stripWidth : 0;
      const down = row + 1 < height ? stripWidth : 0;
      const further = row + 2 < height ? 2 * stripWidth : down;
      const value =
        (before[c] as number) * (pixels[at - up] as number) +
        (here[c] as number) * (pixels[at] as number) +
        (after[c] as number) * (pixels[at + down] as number) +
        (beyond[c] as number) * (pixels[at + further] as number);
      to[out] = (value - mean) * scale;
    }
}

/** A sample can be used when both rows that it lies between can. */
function cutUsable({ width: stripWidth, height, usable }: Strip, cut: Cut, to: Float32Array): void {
  const { from, width, rows, top, within, lowest, highest } = cut;
  const isWhole = (row: number) =>
    !usable.subarray(row * stripWidth + from, row * stripWidth + from + width).includes(0);
  let whole = within;
  for (let row = lowest; whole && row <= highest; row++) whole = isWhole(row);
  if (whole) {
    to.fill(1);
    return;
  }
  const first = top.map((row, c) => row * stripWidth + from + c);
  const next = cut.weights[1].map((here) => (here === 1 ? 0 : stripWidth));
  for (let r = 0, out = 0; r < rows; r++)
    for (let c = 0; c < width; c++, out++) {
      const row = (top[c] as number) + r;
      const at = (first[c] as number) + r * stripWidth;
      const below = at + (next[c] as number);
      const seen = within || (row >= 0 && below < height * stripWidth);
      to[out] = seen ? (usable[at] as number) * (usable[below] as number) : 0;
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
    const along = -east * ny + north * nx;
    const across = east * nx + north * ny;
    for (let r = 0; r < rows; r++) {
      planes[r * width + c] = along;
      planes[(rows + r) * width + c] = across;
    }
  }
}
