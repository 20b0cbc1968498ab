/**
 * Undoes TIFF's LZW: codes of 9 to 12 bits, most significant bit first, widened one code early.
 *
 * @param size  bytes that must come out; more are cut off, as readers do
 * @returns fewer bytes than `size` when the stream ends early
 * @throws Error for a code that cannot stand where it stands
 *
 * Source: TIFF 6.0, section 13
 * Checked against: GDAL 3.6.2, test/reference/formats (exact)
 */
export function decodeLzw(input: Uint8Array, size: number): Uint8Array {
  const output = new Uint8Array(size);
  // Each code's string is the string of `prefix` and the byte `suffix`, `length` bytes in all.
  const prefix = new Uint16Array(4097);
  const suffix = new Uint8Array(4097);
  const length = new Uint16Array(4097);
  for (let code = 0; code < 256; code++) {
    suffix[code] = code;
    length[code] = 1;
  }
  let next = 258;
  let width = 9;
  let previous = -1;
  let [bits, held, at, written] = [0, 0, 0, 0];
  while (written < size) {
    while (held < width && at < input.length) {
      bits = ((bits << 8) | (input[at++] as number)) & 0xffffff;
      held += 8;
    }
    if (held < width) break;
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === 257) break;
    if (code === 256) {
      [next, width, previous] = [258, 9, -1];
      continue;
    }
    if (code > next || (code >= 256 && previous < 0) || (code === next && previous < 0))
      throw new Error(`LZW code ${code} where at most ${next} was given out`);

    const repeated = code === next;
    const source = repeated ? previous : code;
    const count = length[source] as number;
    const end = Math.min(written + count, size);
    let symbol = source;
    for (let p = written + count - 1; p >= written; p--) {
      if (p < end) output[p] = suffix[symbol] as number;
      symbol = prefix[symbol] as number;
    }
    const first = output[written] as number;
    written = end;
    if (repeated && written < size) output[written++] = first;
    if (previous >= 0 && next < 4096) {
      prefix[next] = previous;
      suffix[next] = first;
      length[next] = (length[previous] as number) + 1;
      next++;
    }
    if (next + 1 >= 1 << width && width < 12) width++;
    previous = code;
  }
  return output.subarray(0, written);
}
