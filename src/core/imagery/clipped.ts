import type { StraightenedPixels } from "./straighten.ts";

/**
 * An area without any signal must be this large in both directions, metres: twice the width of a car, so that neither a
 * glint nor a white roof nor a deep shadow is taken for missing data. Source: UIC 505-1 (cars up to 3.15 m wide).
 */
const CLIPPED_METRES = 6;

/**
 * Marks as unusable what has all bands at the top of the sensor's range (cloud, melted highlights) or at 0 (fill that
 * the file does not declare), over areas of at least 6 x 6 m.
 *
 * @param strip  in the image's own values; `usable` is changed
 * @param top    largest value of the sample type
 */
export function markClipped(strip: StraightenedPixels, top: number, spacingMetres: number): void {
  const side = Math.round(CLIPPED_METRES / spacingMetres);
  markOpened(strip, side, -0.5, 0.5);
  markOpened(strip, side, top - 0.5, Infinity);
}

/** Opening with a square: marks the samples of every `side` x `side` square whose bands all lie from `low` to `high`. */
function markOpened({ width, height, pixels, usable }: StraightenedPixels, side: number, low: number, high: number) {
  const size = width * height;
  const is = new Uint8Array(size);
  let count = 0;
  for (let i = 0; i < size; i++) {
    const red = pixels[i] as number;
    if (red < low || red > high || usable[i] === 0) continue;
    const green = pixels[i + size] as number;
    const blue = pixels[i + 2 * size] as number;
    if (green < low || green > high || blue < low || blue > high) continue;
    is[i] = 1;
    count++;
  }
  if (count < side * side || height < side || width < side) return;
  // Clipped samples in a column of `side` rows that ends at (row, col), then in as many such columns.
  const tall = new Uint32Array(width);
  for (let row = 0; row < height; row++) {
    for (let col = 0; col < width; col++) tall[col] = is[row * width + col] === 1 ? (tall[col] as number) + 1 : 0;
    let run = 0;
    for (let col = 0; col < width; col++) {
      run = (tall[col] as number) >= side ? run + 1 : 0;
      if (run < side) continue;
      for (let r = row - side + 1; r <= row; r++) usable.fill(0, r * width + col - side + 1, r * width + col + 1);
    }
  }
}
