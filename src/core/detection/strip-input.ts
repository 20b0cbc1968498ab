import type { Strip, StripPlacement } from "../imagery/strip.ts";

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
}

/** Mean and standard deviation of all usable samples of the three bands together, 0-255. */
export interface Colours {
  readonly mean: number;
  readonly spread: number;
}

/** Smallest spread that pixels are divided by, of 255: a flat strip stays flat. */
const SMALLEST_SPREAD = 1;

/** Colours of the middle `rows` of a strip. */
export function coloursOf(strip: Strip, rows: number): Colours {
  const { width, height, pixels, usable } = strip;
  const top = Math.max(0, (height - rows) >> 1);
  const [from, to] = [top * width, Math.min(height, top + rows) * width];
  let [n, sum, squares] = [0, 0, 0];
  for (let band = 0, base = 0; band < 3; band++, base += width * height)
    for (let k = from; k < to; k++) {
      if (usable[k] !== 1) continue;
      const value = pixels[base + k] as number;
      n++;
      sum += value;
      squares += value * value;
    }
  const mean = n > 0 ? sum / n : 0;
  return { mean, spread: Math.max(SMALLEST_SPREAD, n > 0 ? Math.sqrt(Math.max(0, squares / n - mean * mean)) : 0) };
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
  const planes = new Float32Array(INPUT_CHANNELS.length * size);
  const cut = cutOf(strip, from, to, rows, options.offsetMetres);
  cutUsable(strip, cut, planes.subarray(3 * size, 4 * size));
  for (let band = 0; band < 3; band++) cutBand(strip, cut, band, colours, planes, size);
  planes.fill(0.5 * Math.log2(options.gsdMetres / 0.5), 4 * size, 5 * size);
  if (options.sunAzimuthDegrees !== null)
    fillSun(planes.subarray(5 * size), strip.placement, rows, from, width, options.sunAzimuthDegrees);
  return { channels: INPUT_CHANNELS.length, rows, width, planes };
}

/** Where each column's first row comes from, and the cubic weights of its four neighbours. */
interface Cut {
  readonly from: number;
  readonly width: number;
  readonly rows: number;
  readonly top: Int32Array;
  /** Four weights a column: rows top - 1 to top + 2. */
  readonly weights: Float32Array;
}

function cutOf({ height, spacingMetres }: Strip, from: number, to: number, rows: number, offsets?: Float64Array): Cut {
  const width = to - from;
  const top = new Int32Array(width);
  const weights = new Float32Array(4 * width);
  const first = (height - rows) / 2;
  for (let c = 0; c < width; c++) {
    const at = first + (offsets ? (offsets[from + c] as number) : 0) / spacingMetres;
    const whole = Math.floor(at);
    const t = at - whole;
    top[c] = whole;
    const [a, b, d] = [t * (-0.5 + t * (1 - 0.5 * t)), 1 + t * t * (-2.5 + 1.5 * t), t * t * (-0.5 + 0.5 * t)];
    weights[4 * c] = a;
    weights[4 * c + 1] = b;
    weights[4 * c + 2] = 1 - a - b - d;
    weights[4 * c + 3] = d;
  }
  return { from, width, rows, top, weights };
}

function cutBand(strip: Strip, cut: Cut, band: number, colours: Colours, planes: Float32Array, size: number): void {
  const { width: stripWidth, height, pixels } = strip;
  const { from, width, rows, top, weights } = cut;
  const last = height - 1;
  const base = band * height * stripWidth + from;
  const usable = 3 * size;
  const scale = 1 / colours.spread;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < width; c++) {
      const to = r * width + c;
      if (planes[usable + to] !== 1) continue;
      const row = (top[c] as number) + r;
      const b = weights[4 * c + 1] as number;
      const at = base + row * stripWidth + c;
      let value = pixels[at] as number;
      if (b !== 1) {
        const before = row > 0 ? at - stripWidth : at;
        const after = row < last ? at + stripWidth : at;
        const beyond = row + 1 < last ? at + 2 * stripWidth : after;
        value =
          (weights[4 * c] as number) * (pixels[before] as number) +
          b * value +
          (weights[4 * c + 2] as number) * (pixels[after] as number) +
          (weights[4 * c + 3] as number) * (pixels[beyond] as number);
      }
      planes[band * size + to] = (value - colours.mean) * scale;
    }
}

/** A sample can be used when both rows that it lies between can. */
function cutUsable({ width: stripWidth, height, usable }: Strip, cut: Cut, to: Float32Array): void {
  const { from, width, rows, top, weights } = cut;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < width; c++) {
      const row = (top[c] as number) + r;
      const below = weights[4 * c + 1] === 1 ? row : row + 1;
      const seen = row >= 0 && below < height;
      const at = row * stripWidth + from + c;
      to[r * width + c] = seen && usable[at] === 1 && usable[at + (below - row) * stripWidth] === 1 ? 1 : 0;
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

/** Share of a step's samples near the centre line that must be usable for the step to count as seen. */
const SEEN_SHARE = 0.5;
/** Cars are 2.6 to 3.4 m wide: what lies within this of the centre line decides whether a step is seen. */
const CAR_HALF_WIDTH_METRES = 1.75;

/**
 * Which steps of a strip cannot be seen.
 *
 * @returns 1 where less than half of the samples under a car would be usable. Shape: width / columnsPerStep, rounded down
 */
export function hiddenSteps(strip: Strip, stepMetres: number): Uint8Array {
  const columns = Math.round(stepMetres / strip.spacingMetres);
  const steps = Math.floor(strip.width / columns);
  const reach = Math.round(CAR_HALF_WIDTH_METRES / strip.spacingMetres);
  const [top, bottom] = [Math.floor(strip.height / 2) - reach, Math.ceil(strip.height / 2) + reach];
  const hidden = new Uint8Array(steps);
  for (let t = 0; t < steps; t++) {
    let [seen, all] = [0, 0];
    for (let row = top; row < bottom; row++)
      for (let c = t * columns; c < (t + 1) * columns; c++) {
        seen += strip.usable[row * strip.width + c] as number;
        all++;
      }
    hidden[t] = seen < SEEN_SHARE * all ? 1 : 0;
  }
  return hidden;
}
