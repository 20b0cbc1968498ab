import type { SampleType } from "../layout.ts";

export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

const ARRAYS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

export function bytesOf(type: SampleType): number {
  return ARRAYS[type].BYTES_PER_ELEMENT;
}

export interface RowShape {
  readonly width: number;
  readonly rows: number;
  /** Samples of one pixel that lie together. */
  readonly bands: number;
}

/**
 * Turns the bytes of a block into its samples: undoes the predictor and brings them to this machine's byte order.
 *
 * @param bytes  rows x width x bands samples; changed
 * @param predictor  1 none, 2 horizontal differences, 3 differences of the bytes of floating point
 *
 * Source: TIFF 6.0, section 14; Adobe Photoshop TIFF Technical Note 3 (2005) for predictor 3
 * Checked against: GDAL 3.6.2, test/reference/formats (exact)
 */
export function samplesOf(
  bytes: Uint8Array,
  type: SampleType,
  predictor: number,
  littleEndian: boolean,
  shape: RowShape,
): Samples {
  const size = bytesOf(type);
  if (predictor === 3) undoFloatingPoint(bytes, size, shape);
  else if (!littleEndian && size > 1) swapBytes(bytes, size);
  // A typed array must begin at a multiple of its element's size.
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  const samples = new ARRAYS[type](aligned.buffer as ArrayBuffer, aligned.byteOffset, aligned.byteLength / size);
  if (predictor === 2) undoDifferences(samples, shape);
  return samples;
}

function undoDifferences(samples: Samples, { width, rows, bands }: RowShape): void {
  const stride = width * bands;
  // The array's own element type wraps the sums as the writer's did; floating point has the bits of its integers summed.
  const integers =
    samples instanceof Float32Array ? new Uint32Array(samples.buffer, samples.byteOffset, samples.length) : samples;
  if (integers instanceof Float64Array) throw new Error("predictor 2 on 64-bit floating point");
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * stride;
    for (let at = row * stride + bands; at < end; at++)
      integers[at] = (integers[at] as number) + (integers[at - bands] as number);
  }
}

/** Rows hold first the highest bytes of all samples, then the next ones; each byte is a difference from the one before. */
function undoFloatingPoint(bytes: Uint8Array, size: number, { width, rows, bands }: RowShape): void {
  const stride = width * bands * size;
  const each = width * bands;
  const row = new Uint8Array(stride);
  for (let r = 0; r < rows; r++) {
    const start = r * stride;
    for (let at = start + bands; at < start + stride; at++)
      bytes[at] = (bytes[at] as number) + (bytes[at - bands] as number);
    row.set(bytes.subarray(start, start + stride));
    for (let i = 0; i < each; i++)
      for (let b = 0; b < size; b++) bytes[start + i * size + size - 1 - b] = row[b * each + i] as number;
  }
}

function swapBytes(bytes: Uint8Array, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else buffer.swap64();
}
