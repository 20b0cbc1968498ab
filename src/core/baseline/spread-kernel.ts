import {
  add,
  advance,
  advanceBy,
  atLeast,
  get,
  load,
  loadTwice,
  loop,
  type Step,
  set,
  store,
  subtract,
  times,
  type WasmMemory,
  wasmFunction,
  ZERO,
} from "../wasm-code.ts";

/**
 * The step of a wandering level (spread.ts) as a WebAssembly function on two nodes at a time. In its memory a state's weights at all
 * nodes lie side by side.
 */
const STATES = 9;

/** Bytes from its beginning at which the even and the odd half of the transition stand: as in `both` of wandering-level.ts. */
const EVEN_AT = 0;
const ODD_AT = 200;
/** One number of the transition, in both lanes. */
const factor = (bytes: number) => [...get(TRANSITION), ...loadTwice(bytes)];

// Parameters (i32): pairs of nodes; addresses of weights, row and sums; bytes between the likelihoods of two states, and between
// their weights; address of the transition.
const [PAIRS, WEIGHTS, ROW, SUMS, STRIDE, APART, TRANSITION, PLACE] = [0, 1, 2, 3, 4, 5, 6, 7];
// Locals (v128): a state's weight before and after, sums and differences of mirrored states, the two halves of a sum.
const before = (u: number) => 8 + u;
const after = (u: number) => 17 + u;
const sum = (u: number) => 26 + u;
const difference = (u: number) => 30 + u;
const [S, T] = [34, 35];

/** Sum of the first `terms` locals, each times a number of the transition. */
function product(locals: readonly number[], bytes: number): number[] {
  return locals.flatMap((local, v) => [...get(local), ...factor(bytes + 8 * v), ...times, ...(v === 0 ? [] : add)]);
}

function body(): number[] {
  const code: number[] = [...get(WEIGHTS), ...set(PLACE)];
  for (let u = 0; u < STATES; u++) code.push(...get(PLACE), ...load(), ...set(before(u)), ...advanceBy(PLACE, APART));
  for (let u = 0; u < 4; u++) {
    code.push(...get(before(u)), ...get(before(8 - u)), ...add, ...set(sum(u)));
    code.push(...get(before(u)), ...get(before(8 - u)), ...subtract, ...set(difference(u)));
  }
  const evens = [sum(0), sum(1), sum(2), sum(3), before(4)];
  const odds = [difference(0), difference(1), difference(2), difference(3)];
  for (let u = 0; u < 4; u++) {
    code.push(...product(evens, EVEN_AT + 40 * u), ...set(S), ...product(odds, ODD_AT + 32 * u), ...set(T));
    code.push(...get(S), ...get(T), ...add, ...set(after(u)));
    code.push(...get(S), ...get(T), ...subtract, ...ZERO, ...atLeast, ...set(after(8 - u)));
  }
  code.push(...product(evens, EVEN_AT + 160), ...set(after(4)), ...get(ROW), ...set(PLACE));
  for (let u = 0; u < STATES; u++) {
    code.push(...get(after(u)), ...get(PLACE), ...load(), ...times, ...set(after(u)));
    code.push(...advanceBy(PLACE, STRIDE));
  }
  code.push(...get(WEIGHTS), ...set(PLACE));
  for (let u = 0; u < STATES; u++) code.push(...get(PLACE), ...get(after(u)), ...store(), ...advanceBy(PLACE, APART));
  code.push(...get(SUMS), ...get(after(0)));
  for (let u = 1; u < STATES; u++) code.push(...get(after(u)), ...add);
  code.push(...store());
  return [...code, ...advance(WEIGHTS, 16), ...advance(ROW, 16), ...advance(SUMS, 16)];
}

/** The step on a memory. */
export function spreadKernel(memory: WasmMemory): Step {
  return wasmFunction(memory, 7, 1, 28, loop(PAIRS, body()));
}
