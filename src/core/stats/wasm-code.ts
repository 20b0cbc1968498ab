/**
 * Parts from which a WebAssembly module is put together, instruction by instruction: no build step, no file of bytes (decision
 * 0012). Numbers are those of the same formula in JavaScript to the last bit: each lane of a vector is a plain double.
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

export function unsigned(n: number): number[] {
  return n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >>> 7)];
}
export function signed(n: number): number[] {
  return n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...signed(n >> 7)];
}
export const get = (local: number) => [0x20, ...unsigned(local)];
export const set = (local: number) => [0x21, ...unsigned(local)];
export const tee = (local: number) => [0x22, ...unsigned(local)];
export const whole = (n: number) => [0x41, ...signed(n)];
export const plus = [0x6a];
export const minus = [0x6b];
export const simd = (opcode: number) => [0xfd, ...unsigned(opcode)];
/** Alignment to eight bytes, and an offset. */
export const at = (offset: number) => [3, ...unsigned(offset)];
export const load = (offset = 0) => [...simd(0x00), ...at(offset)];
export const store = (offset = 0) => [...simd(0x0b), ...at(offset)];
/** One number of memory, in both lanes. */
export const loadTwice = (offset = 0) => [...simd(0x0a), ...at(offset)];
export const add = simd(0xf0);
export const subtract = simd(0xf1);
export const times = simd(0xf2);
/** a below b ? b : a */
export const atLeast = simd(0xf7);
export const ZERO = [...simd(0x0c), ...new Array<number>(16).fill(0)];
export const advance = (local: number, bytes: number) => [...get(local), ...whole(bytes), ...plus, ...set(local)];

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
 * @param vectors     further locals that hold two doubles
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
