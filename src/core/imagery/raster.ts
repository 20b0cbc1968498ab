import type { GeoTransform } from "../geo/frames.ts";

/** Part of an image in memory, brought to 0-255, in the image's own grid or an area-averaged one. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Shape 3 x height x width, band-separate (all red, all green, all blue), row-major, 0-255. Grey is repeated. */
  readonly pixels: Float32Array;
  /** Shape height x width: 1 usable, 0 nodata, masked or saturated. Values of unusable pixels mean nothing. */
  readonly usable: Uint8Array;
  readonly transform: GeoTransform;
}

/**
 * The same ground with `factor` x `factor` pixels averaged into one, so that sampling it more coarsely than the
 * original grid does not alias.
 *
 * Columns and rows that do not fill a block at the right and bottom are averaged over what there is of it.
 *
 * @param factor  whole number, at least 1; 1 gives the raster itself back
 * @returns a block is usable when at least half of its pixels are; its value is their mean
 * @throws RangeError when the factor is no whole number of at least 1
 *
 * Checked against: GDAL 3.6.2 `gdal_translate -r average` on test/reference/windows (1e-3 of 255), test/imagery/windows.test.ts
 */
export function areaAverage(raster: Raster, factor: number): Raster {
  if (!(Number.isInteger(factor) && factor >= 1))
    throw new RangeError(`averaging needs a whole factor >= 1, got ${factor}`);
  if (factor === 1) return raster;
  const { width, height, pixels, usable, transform: t } = raster;
  const [w, h] = [Math.ceil(width / factor), Math.ceil(height / factor)];
  const averaged = new Float32Array(3 * w * h);
  const seen = new Uint8Array(w * h);
  for (let row = 0; row < h; row++)
    for (let col = 0; col < w; col++) {
      const [top, left] = [row * factor, col * factor];
      const [bottom, right] = [Math.min(top + factor, height), Math.min(left + factor, width)];
      let [red, green, blue, count] = [0, 0, 0, 0];
      for (let r = top; r < bottom; r++)
        for (let c = left, at = r * width + left; c < right; c++, at++) {
          if (usable[at] === 0) continue;
          red += pixels[at] as number;
          green += pixels[at + width * height] as number;
          blue += pixels[at + 2 * width * height] as number;
          count++;
        }
      if (count * 2 < (bottom - top) * (right - left)) continue;
      const at = row * w + col;
      seen[at] = 1;
      averaged[at] = red / count;
      averaged[at + w * h] = green / count;
      averaged[at + 2 * w * h] = blue / count;
    }
  const transform: GeoTransform = {
    ...t,
    xPerCol: t.xPerCol * factor,
    xPerRow: t.xPerRow * factor,
    yPerCol: t.yPerCol * factor,
    yPerRow: t.yPerRow * factor,
  };
  return { width: w, height: h, pixels: averaged, usable: seen, transform };
}
