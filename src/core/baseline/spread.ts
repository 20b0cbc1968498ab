import { hasGrown, newMemory, type WasmMemory } from "../wasm-code.ts";
import { kernelMemory, SCRATCH } from "./kernel-memory.ts";
import type { LatticeRow } from "./level-lattice.ts";
import { spreadKernel } from "./spread-kernel.ts";
import { type HalfTransition, STATES } from "./wandering-level.ts";

/** Numbers at the beginning of a memory, for a transition. */
const WEIGHTS = 64;

/**
 * Nodes by which those lie apart that tell how large weights are. Source: our choice: at most some four standard deviations of the level, so
 * that the largest of them is near enough to tell of 1e-80, from which on weights are scaled.
 */
const SAMPLED = 8;

function largestOf(numbers: Float64Array, from: number, nodes: number): number {
  let largest = 0;
  for (let z = from; z < from + nodes; z += SAMPLED) largest = Math.max(largest, numbers[z] as number);
  return largest;
}

/** A memory with its kernel, and the weights that lie there newer than in their own array. */
class Place {
  readonly #memory: WasmMemory;
  readonly #step: ReturnType<typeof spreadKernel>;
  /** Whether lasting rows lie in this memory, which then must not grow. */
  readonly #lasting: boolean;
  #numbers: Float64Array;
  #owner: Float64Array | null = null;

  constructor(memory: WasmMemory, lasting: boolean) {
    this.#memory = memory;
    this.#lasting = lasting;
    this.#step = spreadKernel(memory);
    this.#numbers = new Float64Array(memory.buffer);
  }

  bringBack(w: Float64Array): void {
    if (this.#owner !== w) return;
    const numbers = this.#numbers;
    const nodes = w.length / STATES;
    for (let u = 0; u < STATES; u++)
      for (let i = 0, z = WEIGHTS + u * (nodes + 1); i < nodes; i++, z++) w[i * STATES + u] = numbers[z] as number;
    this.#owner = null;
  }

  #bringIn(w: Float64Array): void {
    if (this.#owner !== null) this.bringBack(this.#owner);
    const numbers = this.#numbers;
    const nodes = w.length / STATES;
    for (let u = 0; u < STATES; u++)
      for (let i = 0, z = WEIGHTS + u * (nodes + 1); i < nodes; i++, z++) numbers[z] = w[i * STATES + u] as number;
    this.#owner = w;
  }

  spread(
    w: Float64Array,
    sums: Float64Array | null,
    low: number,
    high: number,
    { both, address: transitionAt }: HalfTransition,
    { values: row, address: rowAt }: LatticeRow,
    shift: number,
    stride: number,
  ): number {
    // Room for one node more than there are, as they go by twos.
    const sumsFrom = WEIGHTS + w.length + STATES;
    const rowFrom = sumsFrom + w.length / STATES + 2;
    if (!this.#lasting) this.#grow(8 * (rowFrom + row.length + 2));
    const numbers = this.#numbers;
    if (this.#owner !== w) this.#bringIn(w);
    const transition = this.#lasting ? transitionAt : 0;
    if (transition === 0) numbers.set(both);
    let place = rowAt;
    if (!this.#lasting || rowAt === 0) {
      numbers.set(row, rowFrom);
      place = 8 * rowFrom;
    }
    const pairs = (high - low + 1) >> 1;
    const apart = 8 * (w.length / STATES + 1);
    this.#step(pairs, 8 * (WEIGHTS + low), place + 8 * (low + shift), 8 * sumsFrom, 8 * stride, apart, transition);
    if (sums === null) return largestOf(numbers, sumsFrom, high - low);
    let total = 0;
    for (let i = low, z = sumsFrom; i < high; i++, z++) {
      const sum = numbers[z] as number;
      sums[i] = sum;
      total += sum;
    }
    return total;
  }

  #grow(bytes: number): void {
    const memory = this.#memory;
    if (!hasGrown(memory, bytes)) return;
    this.#numbers = new Float64Array(memory.buffer);
  }
}

/** Beside the lasting rows; for lattices and rows too long for that. */
const NEAR = new Place(kernelMemory, true);
const FAR = new Place(newMemory(4), false);

/** Whether weights, sums and a row fit beside the lasting rows. */
function isNear(w: Float64Array, row: LatticeRow): boolean {
  return 2 * w.length + (row.address === 0 ? row.values.length : 0) < SCRATCH / 8 - 256;
}

/** Brings weights that {@link spread} has left in a kernel's memory back into their array: before they are read. */
export function bringBack(w: Float64Array): void {
  NEAR.bringBack(w);
  FAR.bringBack(w);
}

/**
 * Lets a wandering level move over a gap, and weighs each state by the look after it: half of a fit's time is spent here,
 * so two nodes are worked on at once (spread-kernel.ts).
 *
 * The weights stay in the kernel's memory, for the next look of the same filter, until they are brought back or another
 * filter's take their place. Rows and transitions that last lie there for good.
 *
 * @param w       weight of each node and state, row-major; changed in place from node `low` to `high`, exclusive, and one
 *                node more where the number of nodes is odd: what lies outside is nobody's any more
 * @param sums    weight of each node, written over; null: nobody asks for them
 * @param row     likelihood of the look; that of node i and state u stands at i + shift + u stride
 * @returns the sum of all weights; without `sums` the largest of every {@link SAMPLED}th node's: whether they run out of range
 *
 * Checked against: the whole transition matrix, level-filter.test.ts; sums over all paths (1e-12)
 */
export function spread(
  w: Float64Array,
  sums: Float64Array | null,
  low: number,
  high: number,
  over: HalfTransition,
  row: LatticeRow,
  shift: number,
  stride: number,
): number {
  const near = isNear(w, row);
  // A filter may change places when a row of its own is long.
  (near ? FAR : NEAR).bringBack(w);
  return (near ? NEAR : FAR).spread(w, sums, low, high, over, row, shift, stride);
}
