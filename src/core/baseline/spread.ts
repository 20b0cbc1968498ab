import { newMemory, PAGE } from "../stats/wasm-code.ts";
import { FREE_FROM, spreadKernel } from "./spread-kernel.ts";
import { type HalfTransition, STATES } from "./wandering-level.ts";

const memory = newMemory(4);
const step = spreadKernel(memory);
let numbers = new Float64Array(memory.buffer);
/** Where weights lie, a view of them, and whose they are: newer here than in their own array. */
const WEIGHTS = FREE_FROM / 8;
let written = numbers.subarray(WEIGHTS, WEIGHTS);
let owner: Float64Array | null = null;

/** Brings weights that {@link spread} has left in the kernel's memory back into their array: before they are read. */
export function bringBack(w: Float64Array): void {
  if (owner !== w) return;
  w.set(written);
  owner = null;
}

/**
 * Lets a wandering level move over a gap, and weighs each state by the look after it: half of a fit's time is spent here,
 * so two nodes are worked on at once (spread-kernel.ts).
 *
 * The weights stay in the kernel's memory, for the next look of the same filter, until they are brought back or another
 * filter's take their place.
 *
 * @param w       weight of each node and state, row-major; changed in place from node `low` to `high`, exclusive, and one
 *                node more where the number of nodes is odd: what lies outside is nobody's any more
 * @param sums    weight of each node, written over
 * @param row     likelihood of the look; that of node i and state u stands at i + shift + u stride
 * @returns the sum of all weights
 *
 * Checked against: the whole transition matrix, level-filter.test.ts; sums over all paths (1e-12)
 */
export function spread(
  w: Float64Array,
  sums: Float64Array,
  low: number,
  high: number,
  { both }: HalfTransition,
  row: Float64Array,
  shift: number,
  stride: number,
): number {
  // Room for one node more than there are: they go by twos.
  const rowFrom = WEIGHTS + w.length + STATES;
  const sumsFrom = rowFrom + row.length + 2;
  const bytes = 8 * (sumsFrom + sums.length + 2);
  if (bytes > memory.buffer.byteLength) {
    memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE));
    numbers = new Float64Array(memory.buffer);
    written = numbers.subarray(WEIGHTS, WEIGHTS + written.length);
  }
  if (owner !== w) {
    if (owner !== null) bringBack(owner);
    if (written.length !== w.length) written = numbers.subarray(WEIGHTS, WEIGHTS + w.length);
    written.set(w);
    owner = w;
  }
  numbers.set(both);
  numbers.set(row, rowFrom);
  step((high - low + 1) >> 1, 8 * (WEIGHTS + low * STATES), 8 * (rowFrom + low + shift), 8 * sumsFrom, 8 * stride);
  let total = 0;
  for (let i = low, z = sumsFrom; i < high; i++, z++) {
    const sum = numbers[z] as number;
    sums[i] = sum;
    total += sum;
  }
  return total;
}
