/**
 * Undoes PackBits: runs and literals of up to 128 bytes.
 *
 * @returns fewer bytes than `size` when the stream ends early
 *
 * Source: TIFF 6.0, section 9
 */
export function decodePackBits(input: Uint8Array, size: number): Uint8Array {
  const output = new Uint8Array(size);
  let [at, written] = [0, 0];
  while (at < input.length && written < size) {
    const header = input[at++] as number;
    if (header < 128) {
      const literal = input.subarray(at, at + Math.min(header + 1, size - written));
      output.set(literal, written);
      at += header + 1;
      written += literal.length;
    } else if (header > 128) {
      const run = Math.min(257 - header, size - written);
      output.fill(input[at++] ?? 0, written, written + run);
      written += run;
    }
  }
  return output.subarray(0, written);
}
