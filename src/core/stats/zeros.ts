/** Numbers in a block: 64 kB. Longer rows than an eighth of it have memory of their own. */
const BLOCK = 8192;
const LONGEST = BLOCK / 8;

let block = new Float64Array(BLOCK);
let used = 0;

/**
 * A row of zeros, cut from a block that many rows share. A `new Float64Array` takes 2 to 7 us, for its memory lies outside
 * the engine's heap, and a series asks for some four thousand; a stretch of a block takes .03 us.
 *
 * A block is freed when none of its rows is in use any more. So this is for what lives as long as the work on one series; what
 * is kept for the life of the program is made by `new Float64Array`.
 */
export function zeros(length: number): Float64Array {
  if (length > LONGEST) return new Float64Array(length);
  if (used + length > BLOCK) {
    block = new Float64Array(BLOCK);
    used = 0;
  }
  const from = used;
  used += length;
  return block.subarray(from, used);
}

/** A copy of a row, made as {@link zeros}. */
export function copyOf(row: Float64Array): Float64Array {
  const copy = zeros(row.length);
  copy.set(row);
  return copy;
}
