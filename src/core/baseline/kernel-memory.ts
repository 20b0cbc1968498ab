import { newMemory, PAGE } from "../wasm-code.ts";

/** Bytes at the beginning, for weights, sums, and rows that do not last. */
export const SCRATCH = 8 * PAGE;
/** Bytes for what lasts: pages that nobody has written take no memory of the machine. Source: our choice. */
const LASTING = 512 * PAGE;

/** Memory of the kernel that moves wandering levels (spread.ts). It never grows, so its rows stay where they are. */
export const kernelMemory = newMemory((SCRATCH + LASTING) / PAGE);
let free = SCRATCH;

/**
 * A row of zeros that is kept for the life of the program, in the kernel's memory where there is room, so that the kernel reads it
 * without a copy.
 *
 * @returns the row, and the byte at which it stands; 0: it has memory of its own
 */
export function lastingRow(length: number): { readonly values: Float64Array; readonly address: number } {
  // Nodes go by twos: what follows a row of odd length is read with it, and counts for nothing.
  const bytes = 8 * (length + 2);
  if (free + bytes > SCRATCH + LASTING) return { values: new Float64Array(length), address: 0 };
  const address = free;
  free += bytes;
  return { values: new Float64Array(kernelMemory.buffer, address, length), address };
}
