/**
 * Parts from which a WebAssembly module is put together, instruction by instruction: no build step, no file of bytes (decision
 * 0012). Numbers are those of the same formula in JavaScript to the last bit, where lanes of a vector are doubles; beside two
 * doubles a vector holds four singles, or four whole numbers.
 *
 * Source of opcodes: WebAssembly Core Specification 2.0, 5.4 (binary format of instructions).
 */

/** What is used of WebAssembly; TypeScript knows it as a part of browsers only. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly step: Step } };
};
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): void;
}
export type Step = (...parameters: number[]) => void;

/** Bytes of a page of memory. */
export const PAGE = 65_536;

const V128 = 0x7b;
const I32 = 0x7f;

function unsigned(n: number): number[] {
  return n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >>> 7)];
}
export function signed(n: number): number[] {
  return n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...signed(n >> 7)];
}
export const get = (local: number) => [0x20, ...unsigned(local)];
export const set = (local: number) => [0x21, ...unsigned(local)];
const tee = (local: number) => [0x22, ...unsigned(local)];
export const whole = (n: number) => [0x41, ...signed(n)];
export const plus = [0x6a];
export const minus = [0x6b];
export const multiplied = [0x6c];
export const simd = (opcode: number) => [0xfd, ...unsigned(opcode)];
/** Alignment to eight bytes, and an offset. */
export const at = (offset: number) => [3, ...unsigned(offset)];
export const load = (offset = 0) => [...simd(0x00), ...at(offset)];
export const store = (offset = 0) => [...simd(0x0b), ...at(offset)];
/** One whole number of memory. */
export const loadWhole = (offset = 0) => [0x28, 2, ...unsigned(offset)];
/** One number of memory, in both lanes. */
export const loadTwice = (offset = 0) => [...simd(0x0a), ...at(offset)];
export const add = simd(0xf0);
export const subtract = simd(0xf1);
export const times = simd(0xf2);
/** a below b ? b : a */
export const atLeast = simd(0xf7);
export const ZERO = [...simd(0x0c), ...new Array<number>(16).fill(0)];
/** Of two doubles: the largest whole numbers not above; both as the first two of four whole numbers, held to their range, NaN as 0. */
export const floor = simd(0x75);
export const toWhole = simd(0xfc);
/** One of four whole numbers; two doubles as the first of four singles. */
export const wholeOf = (lane: number) => [...simd(0x1b), lane];
export const toSingles = simd(0x5e);

/** Four singles. */
export const singles = {
  load: (offset = 0) => [...simd(0x00), 2, ...unsigned(offset)],
  store: (offset = 0) => [...simd(0x0b), 2, ...unsigned(offset)],
  add: simd(0xe4),
  subtract: simd(0xe5),
  times: simd(0xe6),
  lower: simd(0xe8),
  higher: simd(0xe9),
  /** One of four, in all lanes. */
  pick: (lane: number) => shuffled([lane, lane, lane, lane]),
  /** All four, the last one first. */
  backwards: () => shuffled([3, 2, 1, 0]),
  /** Four of the lanes of two vectors: 0 to 3 of the one below, 4 to 7 of the one on top. */
  mixed: (lanes: readonly number[]) => [...simd(0x0d), ...bytesOf(lanes)],
  storeOne: (lane: number) => [...simd(0x5a), 2, 0, lane],
};

/** Lanes of singles of the vector that is there, in another order. */
function shuffled(lanes: readonly number[]): number[] {
  return [...ZERO, ...simd(0x0d), ...bytesOf(lanes)];
}

function bytesOf(lanes: readonly number[]): number[] {
  return lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte));
}

export const advance = (local: number, bytes: number) => [...get(local), ...whole(bytes), ...plus, ...set(local)];
export const advanceBy = (local: number, by: number) => [...get(local), ...get(by), ...plus, ...set(local)];

/** Instructions that are gone through `turns` times, at least once: a local that is counted down to 0. */
export function loop(turns: number, code: readonly number[]): number[] {
  return [0x03, 0x40, ...code, ...get(turns), ...whole(1), ...minus, ...tee(turns), 0x0d, 0, 0x0b];
}

const text = (name: string) => [name.length, ...new TextEncoder().encode(name)];
const section = (id: number, bytes: readonly number[]) => [id, ...unsigned(bytes.length), ...bytes];

/**
 * A function of whole numbers that works on a memory and returns nothing.
 *
 * @param parameters  how many; locals are counted on from them
 * @param integers    further locals that hold a whole number
 * @param vectors     further locals that hold a vector
 */
export function wasmFunction(
  memory: WasmMemory,
  parameters: number,
  integers: number,
  vectors: number,
  body: readonly number[],
): Step {
  const code = [2, ...unsigned(integers), I32, ...unsigned(vectors), V128, ...body, 0x0b];
  const module = Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters, ...new Array<number>(parameters).fill(I32), 0]),
    ...section(2, [1, ...text("env"), ...text("memory"), 0x02, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text("step"), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
  return new WebAssembly.Instance(new WebAssembly.Module(module), { env: { memory } }).exports.step;
}

export function newMemory(pages: number): WasmMemory {
  return new WebAssembly.Memory({ initial: pages });
}

/** Makes room for so many bytes. What is there stays; but where this says so, views of the memory must be made anew. */
export function hasGrown(memory: WasmMemory, bytes: number): boolean {
  if (bytes <= memory.buffer.byteLength) return false;
  memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE));
  return true;
}
