/**
 * The step of a wandering level (spread.ts) as a WebAssembly function on two nodes at a time, put together instruction by
 * instruction. Numbers are those of the same formula in JavaScript to the last bit: each lane is a plain double.
 *
 * Source of opcodes: WebAssembly Core Specification 2.0, 5.4 (binary format of instructions).
 */
const LOCAL_GET = 0x20;
const LOCAL_SET = 0x21;
const LOCAL_TEE = 0x22;
const I32_CONST = 0x41;
const I32_ADD = 0x6a;
const I32_SUB = 0x6b;
const SIMD = 0xfd;
const V128 = 0x7b;
const I32 = 0x7f;
const STATES = 9;

/** Bytes at which the even and the odd half of the transition stand: as in `both` of wandering-level.ts. */
const EVEN_AT = 0;
const ODD_AT = 200;
/** Bytes from which on callers may lay weights, rows and sums. */
export const FREE_FROM = 512;

function unsigned(n: number): number[] {
  return n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >>> 7)];
}
function signed(n: number): number[] {
  return n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...signed(n >> 7)];
}
const get = (local: number) => [LOCAL_GET, ...unsigned(local)];
const set = (local: number) => [LOCAL_SET, ...unsigned(local)];
const simd = (opcode: number) => [SIMD, ...unsigned(opcode)];
const at = (offset: number) => [3, ...unsigned(offset)];
const add = simd(0xf0);
const subtract = simd(0xf1);
const times = simd(0xf2);
/** a below b ? b : a */
const atLeast = simd(0xf7);
const ZERO = [...simd(0x0c), ...new Array<number>(16).fill(0)];
/** One number of the transition, in both lanes. */
const factor = (bytes: number) => [I32_CONST, 0, ...simd(0x0a), ...at(bytes)];
const advance = (local: number, bytes: number) => [...get(local), I32_CONST, ...signed(bytes), I32_ADD, ...set(local)];

// Parameters (i32): pairs of nodes; addresses of weights, row and sums; bytes between the likelihoods of two states.
const [PAIRS, WEIGHTS, ROW, SUMS, STRIDE, PLACE] = [0, 1, 2, 3, 4, 5];
// Locals (v128): a state's weight before and after, sums and differences of mirrored states, the two halves of a sum.
const before = (u: number) => 6 + u;
const after = (u: number) => 15 + u;
const plus = (u: number) => 24 + u;
const minus = (u: number) => 28 + u;
const [S, T] = [32, 33];

/** Sum of the first `terms` locals, each times a number of the transition. */
function product(locals: readonly number[], bytes: number): number[] {
  return locals.flatMap((local, v) => [...get(local), ...factor(bytes + 8 * v), ...times, ...(v === 0 ? [] : add)]);
}

function body(): number[] {
  const code: number[] = [];
  for (let u = 0; u < STATES; u++)
    code.push(
      ...get(WEIGHTS),
      ...[...get(WEIGHTS), ...simd(0x5d), ...at(8 * u)],
      ...[...simd(0x57), ...at(8 * (STATES + u)), 1],
      ...set(before(u)),
    );
  for (let u = 0; u < 4; u++) {
    code.push(...get(before(u)), ...get(before(8 - u)), ...add, ...set(plus(u)));
    code.push(...get(before(u)), ...get(before(8 - u)), ...subtract, ...set(minus(u)));
  }
  const evens = [plus(0), plus(1), plus(2), plus(3), before(4)];
  const odds = [minus(0), minus(1), minus(2), minus(3)];
  for (let u = 0; u < 4; u++) {
    code.push(...product(evens, EVEN_AT + 40 * u), ...set(S), ...product(odds, ODD_AT + 32 * u), ...set(T));
    code.push(...get(S), ...get(T), ...add, ...set(after(u)));
    code.push(...get(S), ...get(T), ...subtract, ...ZERO, ...atLeast, ...set(after(8 - u)));
  }
  code.push(...product(evens, EVEN_AT + 160), ...set(after(4)), ...get(ROW), ...set(PLACE));
  for (let u = 0; u < STATES; u++) {
    code.push(...get(after(u)), ...get(PLACE), ...simd(0), ...at(0), ...times, ...set(after(u)));
    code.push(...get(PLACE), ...get(STRIDE), I32_ADD, ...set(PLACE));
    for (const lane of [0, 1])
      code.push(...get(WEIGHTS), ...get(after(u)), ...simd(0x5b), ...at(8 * (lane * STATES + u)), lane);
  }
  code.push(...get(SUMS), ...get(after(0)));
  for (let u = 1; u < STATES; u++) code.push(...get(after(u)), ...add);
  code.push(...simd(0x0b), ...at(0));
  code.push(...advance(WEIGHTS, 16 * STATES), ...advance(ROW, 16), ...advance(SUMS, 16));
  const again = [...get(PAIRS), I32_CONST, 1, I32_SUB, LOCAL_TEE, PAIRS, 0x0d, 0];
  return [0x03, 0x40, ...code, ...again, 0x0b];
}

const text = (name: string) => [name.length, ...new TextEncoder().encode(name)];
const section = (id: number, bytes: readonly number[]) => [id, ...unsigned(bytes.length), ...bytes];

/** The module: imports memory `env.memory`, exports function `step`. */
export function spreadModule(): Uint8Array {
  const locals = [2, 1, I32, 28, V128];
  const code = [...locals, ...body(), 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
    ...section(2, [1, ...text("env"), ...text("memory"), 0x02, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text("step"), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}
