import type { Raster } from "../imagery/raster.ts";

/** Quantisation tables of ITU-T T.81, annex K.1, in row order. */
const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];
const CHROMINANCE = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99,
];

/** Orthonormal 8-point DCT-II: row k, sample n. */
const DCT = Float64Array.from({ length: 64 }, (_, i) => {
  const k = i >> 3;
  const n = i & 7;
  return Math.sqrt((k === 0 ? 1 : 2) / 8) * Math.cos(((2 * n + 1) * k * Math.PI) / 16);
});

/**
 * What JPEG compression does to a picture: 8 x 8 blocks of YCbCr (BT.601), transformed, quantised and back. No chroma
 * subsampling, no file. Quality scales the tables as libjpeg does.
 *
 * @param raster   changed; blocks that do not fit at the right and bottom are left as they are
 * @param quality  1 to 100
 */
export function jpegLike(raster: Raster, quality: number): void {
  const { width, height, pixels } = raster;
  const size = width * height;
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  const tableOf = (base: readonly number[]) =>
    Float64Array.from(base, (q) => Math.min(255, Math.max(1, Math.floor((q * scale + 50) / 100))));
  const luminance = tableOf(LUMINANCE);
  const chrominance = tableOf(CHROMINANCE);
  for (let i = 0; i < size; i++) {
    const [r, g, b] = [pixels[i] as number, pixels[i + size] as number, pixels[i + 2 * size] as number];
    const y = 0.299 * r + 0.587 * g + 0.114 * b;
    pixels[i] = y - 128;
    pixels[i + size] = (b - y) * 0.564;
    pixels[i + 2 * size] = (r - y) * 0.713;
  }
  const block = new Float64Array(64);
  const half = new Float64Array(64);
  for (let band = 0; band < 3; band++) {
    const table = band === 0 ? luminance : chrominance;
    for (let top = 0; top + 8 <= height; top += 8)
      for (let left = 0; left + 8 <= width; left += 8) {
        const start = band * size + top * width + left;
        for (let i = 0; i < 64; i++) block[i] = pixels[start + (i >> 3) * width + (i & 7)] as number;
        rowsTimes(block, DCT, half, false);
        rowsTimes(half, DCT, block, false);
        for (let i = 0; i < 64; i++) {
          const q = table[i] as number;
          block[i] = Math.round((block[i] as number) / q) * q;
        }
        rowsTimes(block, DCT, half, true);
        rowsTimes(half, DCT, block, true);
        for (let i = 0; i < 64; i++) pixels[start + (i >> 3) * width + (i & 7)] = block[i] as number;
      }
  }
  for (let i = 0; i < size; i++) {
    const [y, cb, cr] = [(pixels[i] as number) + 128, pixels[i + size] as number, pixels[i + 2 * size] as number];
    const r = y + cr / 0.713;
    const b = y + cb / 0.564;
    pixels[i] = Math.min(255, Math.max(0, r));
    pixels[i + size] = Math.min(255, Math.max(0, (y - 0.299 * r - 0.114 * b) / 0.587));
    pixels[i + 2 * size] = Math.min(255, Math.max(0, b));
  }
}

/** Transforms each row by the matrix (or its transpose) and writes it transposed: twice in a row does both directions. */
function rowsTimes(from: Float64Array, matrix: Float64Array, to: Float64Array, inverse: boolean): void {
  for (let row = 0; row < 8; row++)
    for (let k = 0; k < 8; k++) {
      let sum = 0;
      for (let n = 0; n < 8; n++)
        sum += (from[row * 8 + n] as number) * (matrix[inverse ? n * 8 + k : k * 8 + n] as number);
      to[k * 8 + row] = sum;
    }
}
