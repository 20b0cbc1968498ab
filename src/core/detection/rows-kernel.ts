import { advance, get, hasGrown, loop, newMemory, set, singles, wasmFunction, whole } from "../wasm-code.ts";

/** Columns that are worked on together, and room behind each row, since they go by fours. */
export const MOST_COLUMNS = 512;
const STRIDE = MOST_COLUMNS + 4;
const ROW_BYTES = 4 * STRIDE;

/** Bytes at which the mean stands, and what values less the mean are multiplied by, four times each; the weights; the rows. */
const [MEAN_AT, SCALE_AT, WEIGHTS_AT] = [0, 16, 32];
const ROWS_AT = WEIGHTS_AT + 4 * ROW_BYTES;

// Parameters (i32): rows that are wanted; columns, in fours; address of the first of four rows, of the weights, of the result.
const [ROWS, FOURS, FROM, WEIGHT, TO, LEFT, ABOVE, BY, AT] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
// Locals (v128).
const [MEAN, SCALE] = [9, 10];
const constant = (local: number, from: number) => [...whole(0), ...singles.load(from), ...set(local)];
const copied = (local: number, from: number) => [...get(from), ...set(local)];

const memory = newMemory(8);
const step = wasmFunction(memory, 5, 4, 2, [
  ...[...constant(MEAN, MEAN_AT), ...constant(SCALE, SCALE_AT)],
  ...loop(ROWS, [
    ...[...copied(LEFT, FOURS), ...copied(ABOVE, FROM), ...copied(BY, WEIGHT), ...copied(AT, TO)],
    ...loop(LEFT, [
      ...get(AT),
      ...[0, 1, 2, 3].flatMap((row) => [
        ...[...get(ABOVE), ...singles.load(row * ROW_BYTES), ...get(BY), ...singles.load(row * ROW_BYTES)],
        ...[...singles.times, ...(row === 0 ? [] : singles.add)],
      ]),
      ...[...get(MEAN), ...singles.subtract, ...get(SCALE), ...singles.times, ...singles.store()],
      ...[...advance(ABOVE, 16), ...advance(BY, 16), ...advance(AT, 16)],
    ]),
    ...[...advance(FROM, ROW_BYTES), ...advance(TO, ROW_BYTES)],
  ]),
]);
let numbers = new Float32Array(memory.buffer);

/** Weights of the row above that which a column starts at, of that row, and of the two below: of each, one number a column. */
export type RowWeights = readonly [Float32Array, Float32Array, Float32Array, Float32Array];

/**
 * Moves columns of pixels across by parts of a row and standardises them, in WebAssembly: four columns at once, in single
 * precision. There is one memory, which the newest of these has for itself.
 *
 * Source: Keys (1981), IEEE Trans. ASSP 29(6), eq. 15 (a = -0.5)
 * Checked against: the formula written out, strip-input.test.ts (1e-5)
 */
export class ShiftedRows {
  readonly #columns: number;
  #resultAt = 0;

  /**
   * @param columns  of the stretch, at most {@link MOST_COLUMNS}
   * @param first    the stretch's first column among those that have weights
   */
  constructor(weights: RowWeights, first: number, columns: number, colours: { mean: number; spread: number }) {
    this.#columns = columns;
    numbers.fill(colours.mean, MEAN_AT / 4, MEAN_AT / 4 + 4);
    numbers.fill(1 / colours.spread, SCALE_AT / 4, SCALE_AT / 4 + 4);
    for (const [row, list] of weights.entries())
      numbers.set(list.subarray(first, first + columns), WEIGHTS_AT / 4 + row * STRIDE);
  }

  /** Takes rows `from` to before `to` of a band whose first and last row stand for those beyond them. */
  take(band: Float32Array, width: number, height: number, from: number, to: number, column: number): void {
    this.#resultAt = ROWS_AT + (to - from) * ROW_BYTES;
    grow(this.#resultAt + (to - from) * ROW_BYTES);
    for (let row = from, at = ROWS_AT / 4; row < to; row++, at += STRIDE) {
      const first = Math.min(height - 1, Math.max(0, row)) * width + column;
      numbers.set(band.subarray(first, first + this.#columns), at);
    }
  }

  /**
   * Works out `rows` rows of columns `from` to before `to`.
   *
   * @param above  of the rows taken, the one above that which the columns start at
   */
  shift(rows: number, from: number, to: number, above: number): void {
    if (rows <= 0) return;
    const fours = (to - from + 3) >> 2;
    step(rows, fours, ROWS_AT + above * ROW_BYTES + 4 * from, WEIGHTS_AT + 4 * from, this.#resultAt + 4 * from);
  }

  /** One row of what was worked out. Not to be kept. */
  row(k: number): Float32Array {
    const first = this.#resultAt / 4 + k * STRIDE;
    return numbers.subarray(first, first + this.#columns);
  }
}

function grow(bytes: number): void {
  if (hasGrown(memory, bytes)) numbers = new Float32Array(memory.buffer);
}
