import type { GeoTransform } from "../geo/frames.ts";
import { mapToPixel, pixelToMap } from "../geo/frames.ts";
import type { Raster } from "../imagery/raster.ts";

/**
 * Blurs each band by a Gaussian, separably, with mirrored edges. The kernel ends at 2.6 standard deviations.
 *
 * @param pixels  3 x height x width; changed
 */
export function gaussianBlur(pixels: Float32Array, width: number, height: number, sigma: number): void {
  if (sigma < 0.15) return;
  const reach = Math.max(1, Math.ceil(2.6 * sigma));
  const kernel = new Float32Array(2 * reach + 1);
  let total = 0;
  for (let k = -reach; k <= reach; k++) {
    const value = Math.exp(-(k * k) / (2 * sigma * sigma));
    kernel[k + reach] = value;
    total += value;
  }
  for (let k = 0; k < kernel.length; k++) kernel[k] = (kernel[k] as number) / total;
  const padded = new Float32Array(width + 2 * reach);
  const column = new Float32Array(width * height);
  for (let band = 0; band < 3; band++) {
    const plane = pixels.subarray(band * width * height, (band + 1) * width * height);
    for (let row = 0; row < height; row++) {
      const start = row * width;
      for (let i = 0; i < padded.length; i++) padded[i] = plane[start + mirrored(i - reach, width)] as number;
      for (let col = 0; col < width; col++) {
        let sum = 0;
        for (let k = 0; k < kernel.length; k++) sum += (kernel[k] as number) * (padded[col + k] as number);
        column[start + col] = sum;
      }
    }
    plane.fill(0);
    for (let row = 0; row < height; row++)
      for (let k = 0; k < kernel.length; k++) {
        const weight = kernel[k] as number;
        const source = mirrored(row + k - reach, height) * width;
        const target = row * width;
        for (let col = 0; col < width; col++)
          plane[target + col] = (plane[target + col] as number) + weight * (column[source + col] as number);
      }
  }
}

function mirrored(i: number, length: number): number {
  const at = i < 0 ? -i - 1 : i >= length ? 2 * length - i - 1 : i;
  return Math.min(length - 1, Math.max(0, at));
}

/**
 * The same ground on a north-up grid of another pixel size, bilinear. Blur first: sampling does not average.
 *
 * @returns covers the raster's bounding box; pixels outside the raster are 0 and unusable
 */
export function northUp(raster: Raster, pixelMetres: number): Raster {
  const { transform: t, width, height } = raster;
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ].map(([col = 0, row = 0]) => pixelToMap(t, { col, row }));
  const left = Math.min(...corners.map((c) => c.x));
  const top = Math.max(...corners.map((c) => c.y));
  const columns = Math.max(1, Math.ceil((Math.max(...corners.map((c) => c.x)) - left) / pixelMetres - 1e-6));
  const rows = Math.max(1, Math.ceil((top - Math.min(...corners.map((c) => c.y))) / pixelMetres - 1e-6));
  const transform: GeoTransform = {
    epsg: t.epsg,
    originX: left,
    originY: top,
    xPerCol: pixelMetres,
    xPerRow: 0,
    yPerCol: 0,
    yPerRow: -pixelMetres,
  };
  const size = columns * rows;
  const pixels = new Float32Array(3 * size);
  const usable = new Uint8Array(size);
  const source = width * height;
  const origin = mapToPixel(t, pixelToMap(transform, { col: 0.5, row: 0.5 }));
  const next = mapToPixel(t, pixelToMap(transform, { col: 1.5, row: 0.5 }));
  const below = mapToPixel(t, pixelToMap(transform, { col: 0.5, row: 1.5 }));
  const [colPerCol, rowPerCol] = [next.col - origin.col, next.row - origin.row];
  const [colPerRow, rowPerRow] = [below.col - origin.col, below.row - origin.row];
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < columns; col++) {
      const x = origin.col + col * colPerCol + row * colPerRow - 0.5;
      const y = origin.row + col * rowPerCol + row * rowPerRow - 0.5;
      if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) continue;
      const c = Math.min(width - 2, Math.max(0, Math.floor(x)));
      const r = Math.min(height - 2, Math.max(0, Math.floor(y)));
      const right = Math.min(1, Math.max(0, x - c));
      const down = Math.min(1, Math.max(0, y - r));
      const at = r * width + c;
      const target = row * columns + col;
      if (!raster.usable[at]) continue;
      usable[target] = 1;
      for (let band = 0; band < 3; band++) {
        const from = band * source + at;
        const upper = (raster.pixels[from] as number) * (1 - right) + (raster.pixels[from + 1] as number) * right;
        const lower =
          (raster.pixels[from + width] as number) * (1 - right) + (raster.pixels[from + width + 1] as number) * right;
        pixels[band * size + target] = upper * (1 - down) + lower * down;
      }
    }
  return { width: columns, height: rows, pixels, usable, transform };
}
