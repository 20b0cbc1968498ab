import { add, advance, get, load, loop, newMemory, set, store, times, wasmFunction } from "../wasm-code.ts";

/** Numbers that are worked on at once: four pairs. */
const AT_ONCE = 8;
/** Most numbers, and most sums a call. */
const MOST = 512;
export const SUMS = 32;

const memory = newMemory(1);
const numbers = new Float64Array(memory.buffer);
/** Places of the factors, and of the sums, by pairs. */
const FACTORS = MOST;
const PAIRS = 2 * MOST;

// Parameters: eights of numbers; bytes at which weights, factors and sums stand; sums that are wanted.
const [EIGHTS, WEIGHT_AT, FACTOR_AT, SUM_AT, WANTED, PLACE, LEFT] = [0, 1, 2, 3, 4, 5, 6];
const weight = (lane: number) => 7 + lane;
const factor = (lane: number) => 11 + lane;
const LANES = [0, 1, 2, 3];

const step = wasmFunction(memory, 5, 2, 8, [
  ...loop(EIGHTS, [
    ...LANES.flatMap((lane) => [...get(WEIGHT_AT), ...load(16 * lane), ...set(weight(lane))]),
    ...LANES.flatMap((lane) => [...get(FACTOR_AT), ...load(16 * lane), ...set(factor(lane))]),
    ...[...get(SUM_AT), ...set(PLACE), ...get(WANTED), ...set(LEFT)],
    ...loop(LEFT, [
      ...[...get(PLACE), ...get(PLACE), ...load()],
      ...[...get(weight(0)), ...get(weight(1)), ...add, ...get(weight(2)), ...get(weight(3)), ...add, ...add],
      ...[...add, ...store()],
      ...LANES.flatMap((lane) => [...get(weight(lane)), ...get(factor(lane)), ...times, ...set(weight(lane))]),
      ...advance(PLACE, 16),
    ]),
    ...LANES.flatMap((lane) => [...get(WEIGHT_AT), ...get(weight(lane)), ...store(16 * lane)]),
    ...[...advance(WEIGHT_AT, 8 * AT_ONCE), ...advance(FACTOR_AT, 8 * AT_ONCE)],
  ]),
]);

/** A length that {@link powerSums} takes. */
export function roomFor(length: number): number {
  return Math.max(AT_ONCE, Math.ceil(length / AT_ONCE) * AT_ONCE);
}

/**
 * Sums of weights, of weights times factors, of weights times squared factors and so on, {@link SUMS} of them.
 *
 * @param weights  of a length as {@link roomFor} says, at most 512; afterwards times as many powers of their factors
 * @param sums     written over
 */
export function powerSums(weights: Float64Array, factors: Float64Array, sums: Float64Array): void {
  numbers.set(weights);
  numbers.set(factors, FACTORS);
  numbers.fill(0, PAIRS, PAIRS + 2 * SUMS);
  step(weights.length / AT_ONCE, 0, 8 * FACTORS, 8 * PAIRS, SUMS);
  weights.set(numbers.subarray(0, weights.length));
  for (let n = 0; n < SUMS; n++) sums[n] = (numbers[PAIRS + 2 * n] as number) + (numbers[PAIRS + 2 * n + 1] as number);
}
