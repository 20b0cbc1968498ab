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
  readonly gsdMetres: number;
  /** Clockwise from north, towards the sun, degrees; null: not stated, both planes 0. */
  readonly sunAzimuthDegrees: number | null;
  /** Sideways place of the true centre line for each column, metres, positive to the right. Shape: width. */
  readonly offsetMetres?: Float64Array;
}

/** Smallest spread that pixels are divided by, of 255: a flat strip stays flat. */
const SMALLEST_SPREAD = 1;

/**
 * Standardises a strip and adds what the networks know beside colour.
 *
 * Colour has mean 0 and standard deviation 1 over all usable samples of the three bands together; unusable samples
 * are 0. The sun is a unit vector along and across the track (positive to the right of travel). Rows are moved
 * sideways by `offsetMetres` with a cubic (Keys, a = -0.5), so that the true centre line runs down the middle.
 */
export function networkInput(strip: Strip, options: InputOptions): NetworkInput {
  const { rows, offsetMetres } = options;
  const { width } = strip;
  const size = rows * width;
  const planes = new Float32Array(INPUT_CHANNELS.length * size);
  const usable = planes.subarray(3 * size, 4 * size);
  for (let band = 0; band < 3; band++) {
    const from = strip.pixels.subarray(band * strip.height * width, (band + 1) * strip.height * width);
    cutRows(strip, from, planes.subarray(band * size, (band + 1) * size), rows, offsetMetres);
  }
  cutUsable(strip, usable, rows, offsetMetres);
  standardise(planes.subarray(0, 3 * size), usable);
  planes.fill(0.5 * Math.log2(options.gsdMetres / 0.5), 4 * size, 5 * size);
  if (options.sunAzimuthDegrees !== null)
    fillSun(planes.subarray(5 * size), strip.placement, rows, width, options.sunAzimuthDegrees);
  return { channels: INPUT_CHANNELS.length, rows, width, planes };
}

function cutRows(strip: Strip, from: Float32Array, to: Float32Array, rows: number, offsets?: Float64Array): void {
  const { width, height, spacingMetres } = strip;
  const first = (height - rows) / 2;
  if (!offsets && Number.isInteger(first)) {
    to.set(from.subarray(first * width, (first + rows) * width));
    return;
  }
  const last = height - 1;
  for (let c = 0; c < width; c++) {
    const top = first + (offsets?.[c] ?? 0) / spacingMetres;
    const whole = Math.floor(top);
    const t = top - whole;
    const a = t * (-0.5 + t * (1 - 0.5 * t));
    const b = 1 + t * t * (-2.5 + 1.5 * t);
    const d = t * t * (-0.5 + 0.5 * t);
    const e = 1 - a - b - d;
    for (let r = 0; r < rows; r++) {
      const row = whole + r;
      const at = (k: number) => from[Math.min(Math.max(k, 0), last) * width + c] as number;
      to[r * width + c] = t === 0 ? at(row) : a * at(row - 1) + b * at(row) + e * at(row + 1) + d * at(row + 2);
    }
  }
}

function cutUsable(strip: Strip, to: Float32Array, rows: number, offsets?: Float64Array): void {
  const { width, height, spacingMetres, usable } = strip;
  const first = (height - rows) / 2;
  for (let c = 0; c < width; c++) {
    const top = first + (offsets?.[c] ?? 0) / spacingMetres;
    const [above, below] = [Math.floor(top), Math.ceil(top)];
    for (let r = 0; r < rows; r++) {
      const inside = above + r >= 0 && below + r < height;
      to[r * width + c] =
        inside && usable[(above + r) * width + c] === 1 && usable[(below + r) * width + c] === 1 ? 1 : 0;
    }
  }
}

function standardise(colour: Float32Array, usable: Float32Array): void {
  const size = usable.length;
  let [n, sum, squares] = [0, 0, 0];
  for (let k = 0; k < size; k++) {
    if (usable[k] !== 1) continue;
    for (let band = 0; band < 3; band++) {
      const value = colour[band * size + k] as number;
      n++;
      sum += value;
      squares += value * value;
    }
  }
  const mean = n > 0 ? sum / n : 0;
  const spread = Math.max(SMALLEST_SPREAD, n > 0 ? Math.sqrt(Math.max(0, squares / n - mean * mean)) : 0);
  for (let k = 0; k < size; k++)
    for (let band = 0; band < 3; band++) {
      const at = band * size + k;
      colour[at] = usable[k] === 1 ? ((colour[at] as number) - mean) / spread : 0;
    }
}

function fillSun(planes: Float32Array, placement: StripPlacement, rows: number, width: number, azimuth: number): void {
  const [east, north] = [Math.sin((azimuth * Math.PI) / 180), Math.cos((azimuth * Math.PI) / 180)];
  for (let c = 0; c < width; c++) {
    const nx = placement.normalX[c] as number;
    const ny = placement.normalY[c] as number;
    // The direction of travel is the right-hand normal turned a quarter to the left.
    const along = -east * ny + north * nx;
    const across = east * nx + north * ny;
    for (let r = 0; r < rows; r++) {
      planes[r * width + c] = along;
      planes[(rows + r) * width + c] = across;
    }
  }
}

/** Columns `from` to `to` of an input, and the middle `rows` of its rows. */
export function windowOfInput(input: NetworkInput, from: number, to: number, rows: number): NetworkInput {
  const width = to - from;
  const top = (input.rows - rows) >> 1;
  const planes = new Float32Array(input.channels * rows * width);
  for (let channel = 0; channel < input.channels; channel++)
    for (let row = 0; row < rows; row++) {
      const line = (channel * input.rows + top + row) * input.width;
      planes.set(input.planes.subarray(line + from, line + to), (channel * rows + row) * width);
    }
  return { channels: input.channels, rows, width, planes };
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
