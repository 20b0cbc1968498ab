import type { PixelPoint } from "../geo/frames.ts";
import {
  add,
  advance,
  advanceBy,
  floor,
  get,
  hasGrown,
  load,
  loadWhole,
  loop,
  multiplied,
  newMemory,
  plus,
  set,
  singles,
  subtract,
  times,
  toSingles,
  toWhole,
  wasmFunction,
  whole,
  wholeOf,
} from "../wasm-code.ts";
import type { Raster } from "./raster.ts";

/**
 * Weights of four neighbours for the share f of a pixel and what is left of it, g = 1 - f: u v (a v + b) + c with u = f, f, g, g and
 * v = g, f, g, f. So they are the same to the last bit from the other side. The last four make g.
 */
const KEYS = [
  [-0.5, 1.5, 1.5, -0.5],
  [0, -2.5, -2.5, 0],
  [0, 1, 1, 0],
  [1, 1, 1, 1],
];

/** Bytes at which constants stand: two pairs of doubles, then the weights and the range as singles. */
const [HALF_AT, ONE_AT, KEYS_AT, LOW_AT, HIGH_AT] = [0, 16, 32, 96, 112];
/** Where lines stand, one after another: place and step of their samples and number of the first, in pairs of doubles; then
 * how many, and the address of the first. */
const LINES_AT = 128;
const [STEP_AT, NUMBER_AT, COUNT_AT, FIRST_AT] = [16, 32, 48, 52];
const LINE_BYTES = 64;

// Parameters (i32): lines; address of the neighbour to the upper left of pixel (0, 0), which need not be there; bytes from
// row to row of pixels, and from the last row of one band to the first of the next; bytes from sample to sample, and from
// band to band of samples.
const [LINES, PIXELS, ROW, NEXT_BAND, NEXT, SAMPLE_BAND, LINE, TURNS, SAMPLE, FROM, TO] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
];
// Locals (v128).
const [PLACE, STEP, NUMBER, HALF, ONE, CORNER, WHOLE, SHARE, REST, ALONG, ACROSS, SUM, LOW, HIGH, RED, GREEN, BLUE] = [
  11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
];
const key = (power: number) => 28 + power;
/** Weights of the four neighbours of a row; the neighbours, weighed. */
const weight = (row: number) => 32 + row;
const weighed = (row: number) => 36 + row;
const FOUR = [0, 1, 2, 3];

const constant = (local: number, from: number) => [...whole(0), ...load(from), ...set(local)];
const ofLine = (local: number, from: number) => [...get(LINE), ...load(from), ...set(local)];
const numberOfLine = (local: number, from: number) => [...get(LINE), ...loadWhole(from), ...set(local)];

/** Weights of four neighbours for the share in one lane. Leaves them in a local. */
function weigh(lane: number, local: number): number[] {
  const [f, g] = [lane, 4 + lane];
  const ofShares = (lanes: readonly number[]) => [...get(SHARE), ...get(REST), ...singles.mixed(lanes)];
  return [
    ...[...ofShares([g, f, g, f]), ...set(SUM), ...ofShares([f, f, g, g]), ...get(SUM), ...singles.times],
    ...[...get(SUM), ...get(key(0)), ...singles.times, ...get(key(1)), ...singles.add, ...singles.times],
    ...[...get(key(2)), ...singles.add, ...set(local)],
  ];
}

const opposite = (row: number, other: number) => [
  ...[...get(weighed(row)), ...get(weighed(other)), ...singles.backwards(), ...singles.add, ...set(weighed(row))],
];
const bothRows = (lanes: readonly number[]) => [...get(weighed(0)), ...get(weighed(1)), ...singles.mixed(lanes)];

/**
 * One band: four rows of four, weighed. Each goes with the one opposite of it, then those go together that a quarter turn makes of each
 * other: the corners, the middle, and twice two pairs between. So the sum is the same to the last bit however the image is turned, or
 * mirrored. Leaves corners, pairs, pairs and middle in a local.
 */
const bandInto = (local: number) => [
  ...FOUR.flatMap((row) => [
    ...[...get(FROM), ...singles.load(), ...get(weight(row)), ...singles.times, ...set(weighed(row))],
    ...(row === 3 ? [] : advanceBy(FROM, ROW)),
  ]),
  ...[...opposite(0, 3), ...opposite(1, 2)],
  ...[...bothRows([0, 1, 4, 5]), ...bothRows([3, 2, 7, 6]), ...singles.add, ...set(local)],
];
const mixedOf = (one: number, other: number, lanes: readonly number[]) => [
  ...[...get(one), ...get(other), ...singles.mixed(lanes)],
];
/** Sums of the three bands in the first three lanes, held to their range. */
const sums = [
  ...[...mixedOf(RED, GREEN, [0, 1, 4, 5]), ...mixedOf(RED, GREEN, [3, 2, 7, 6]), ...singles.add, ...set(RED)],
  ...[...get(BLUE), ...get(BLUE), ...singles.backwards(), ...singles.add, ...set(BLUE)],
  ...[...mixedOf(RED, BLUE, [0, 2, 4, 4]), ...mixedOf(RED, BLUE, [1, 3, 5, 5]), ...singles.add],
  ...[...get(LOW), ...singles.higher, ...get(HIGH), ...singles.lower, ...set(SUM)],
];

const memory = newMemory(8);
const step = wasmFunction(memory, 6, 5, 29, [
  ...[...constant(HALF, HALF_AT), ...constant(ONE, ONE_AT), ...constant(LOW, LOW_AT), ...constant(HIGH, HIGH_AT)],
  ...FOUR.flatMap((power) => constant(key(power), KEYS_AT + 16 * power)),
  ...[...whole(LINES_AT), ...set(LINE)],
  ...loop(LINES, [
    ...[...ofLine(PLACE, 0), ...ofLine(STEP, STEP_AT), ...ofLine(NUMBER, NUMBER_AT)],
    ...[...numberOfLine(TURNS, COUNT_AT), ...numberOfLine(SAMPLE, FIRST_AT)],
    ...loop(TURNS, [
      ...[...get(PLACE), ...get(NUMBER), ...get(STEP), ...times, ...add, ...get(HALF), ...subtract, ...set(CORNER)],
      ...[...get(CORNER), ...floor, ...set(WHOLE)],
      ...[...get(CORNER), ...get(WHOLE), ...subtract, ...toSingles, ...set(SHARE)],
      ...[...get(key(3)), ...get(SHARE), ...singles.subtract, ...set(REST)],
      ...[...get(WHOLE), ...toWhole, ...set(WHOLE)],
      ...[...get(PIXELS), ...get(WHOLE), ...wholeOf(0), ...whole(4), ...multiplied, ...plus],
      ...[...get(WHOLE), ...wholeOf(1), ...get(ROW), ...multiplied, ...plus, ...set(FROM)],
      ...[...weigh(0, ALONG), ...weigh(1, ACROSS)],
      ...FOUR.flatMap((row) => [
        ...[...get(ACROSS), ...singles.pick(row), ...get(ALONG), ...singles.times, ...set(weight(row))],
      ]),
      ...[
        ...bandInto(RED),
        ...advanceBy(FROM, NEXT_BAND),
        ...bandInto(GREEN),
        ...advanceBy(FROM, NEXT_BAND),
        ...bandInto(BLUE),
      ],
      ...[
        ...sums,
        ...get(SAMPLE),
        ...set(TO),
        ...get(TO),
        ...get(SUM),
        ...singles.storeOne(0),
        ...advanceBy(TO, SAMPLE_BAND),
      ],
      ...[...get(TO), ...get(SUM), ...singles.storeOne(1), ...advanceBy(TO, SAMPLE_BAND)],
      ...[...get(TO), ...get(SUM), ...singles.storeOne(2)],
      ...[...advanceBy(SAMPLE, NEXT), ...get(NUMBER), ...get(ONE), ...add, ...set(NUMBER)],
    ]),
    ...advance(LINE, LINE_BYTES),
  ]),
]);
let doubles = new Float64Array(memory.buffer);
let numbers = new Float32Array(memory.buffer);
let wholes = new Int32Array(memory.buffer);
doubles.set([0.5, 0.5, 1, 1], HALF_AT / 8);
numbers.set(KEYS.flat(), KEYS_AT / 4);

/** Pixels from `col` and `row` on, inside of the raster. */
export interface PixelRectangle {
  readonly col: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Takes bicubic samples of a part of a raster, along lines, in WebAssembly: the four pixels of a row are worked on at once, in
 * single precision. There is one memory, which the newest of these has for itself.
 *
 * Source: Keys (1981), IEEE Trans. ASSP 29(6), eq. 15 (a = -0.5)
 * Checked against: GDAL, test/imagery/windows.test.ts
 */
export class CubicSamples {
  /** Samples of a line, and most lines. */
  readonly #length: number;
  readonly #most: number;
  /** Byte at which samples begin; number of the first pixel, behind them. */
  readonly #samplesAt: number;
  readonly #pixelsFrom: number;
  /** How many lines have been asked for. */
  #lines = 0;
  #pixels = 0;
  #rowBytes = 0;
  #bandBytes = 0;

  /** @param range  values that samples must not leave: bicubic weights overshoot at edges */
  constructor(length: number, most: number, range: readonly [number, number]) {
    this.#length = length;
    this.#most = most;
    this.#samplesAt = LINES_AT + LINE_BYTES * most;
    this.#pixelsFrom = this.#samplesAt / 4 + 3 * length * most;
    for (const [k, at] of [LOW_AT, HIGH_AT].entries()) numbers.fill(range[k] as number, at / 4, at / 4 + 4);
  }

  /** Brings pixels where samples are taken from, and sets all samples to 0. */
  takeFrom({ pixels, width, height }: Raster, { col, row, width: columns, height: rows }: PixelRectangle): void {
    const first = this.#pixelsFrom;
    grow(4 * (first + 3 * columns * rows));
    numbers.fill(0, this.#samplesAt / 4, first);
    for (let band = 0, to = first; band < 3; band++)
      for (let r = row; r < row + rows; r++, to += columns) {
        const from = (band * height + r) * width + col;
        numbers.set(pixels.subarray(from, from + columns), to);
      }
    this.#rowBytes = 4 * columns;
    this.#bandBytes = 4 * columns * rows;
    this.#pixels = 4 * first - (row + 1) * this.#rowBytes - 4 * (col + 1);
    this.#lines = 0;
  }

  /**
   * Asks for samples `from` to before `to` of a line. Sample k lies at `place` + k `step`, corner-based; its sixteen neighbours must
   * all have been taken.
   */
  ask(line: number, place: PixelPoint, step: PixelPoint, from: number, to: number): void {
    if (to <= from) return;
    const at = LINES_AT + LINE_BYTES * this.#lines++;
    const d = at / 8;
    doubles[d] = place.col;
    doubles[d + 1] = place.row;
    doubles[d + 2] = step.col;
    doubles[d + 3] = step.row;
    doubles[d + 4] = from;
    doubles[d + 5] = from;
    wholes[(at + COUNT_AT) / 4] = to - from;
    wholes[(at + FIRST_AT) / 4] = this.#samplesAt + 4 * (line + from * this.#most);
  }

  /** Takes all samples that were asked for. */
  sample(): void {
    if (this.#lines === 0) return;
    const bytes = 4 * this.#most;
    const nextBand = this.#bandBytes - 3 * this.#rowBytes;
    step(this.#lines, this.#pixels, this.#rowBytes, nextBand, bytes, bytes * this.#length);
  }

  /** One sample of each line, of a band. Not to be kept. */
  across(band: number, k: number, lines: number): Float32Array {
    const first = this.#samplesAt / 4 + (band * this.#length + k) * this.#most;
    return numbers.subarray(first, first + lines);
  }
}

/** Makes room for so many bytes; what is there stays. */
function grow(bytes: number): void {
  if (!hasGrown(memory, bytes)) return;
  doubles = new Float64Array(memory.buffer);
  numbers = new Float32Array(memory.buffer);
  wholes = new Int32Array(memory.buffer);
}
