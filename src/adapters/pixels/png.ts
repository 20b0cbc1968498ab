import type { Raster } from "../../core/imagery/raster.ts";

/**
 * A raster or strip as PNG, one pixel a sample; what cannot be used is transparent.
 *
 * @param compressionLevel  of zlib, 0-9
 */
export async function pngOf(
  { width, height, pixels, usable }: Pick<Raster, "width" | "height" | "pixels" | "usable">,
  compressionLevel: number,
): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const size = width * height;
  const rgba = new Uint8ClampedArray(size * 4);
  for (let at = 0; at < size; at++) {
    for (let band = 0; band < 3; band++) rgba[4 * at + band] = Math.round(pixels[band * size + at] ?? 0);
    rgba[4 * at + 3] = usable[at] === 0 ? 0 : 255;
  }
  return await sharp(rgba, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel })
    .toBuffer();
}
