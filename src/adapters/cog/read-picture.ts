import { areaAverage, type Raster } from "../../core/imagery/raster.ts";
import { applyStretch, type Stretch, stretchOf } from "../../core/imagery/stretch.ts";
import { YardcheckError } from "../../errors.ts";
import type { SceneImage } from "./scene-image.ts";
import { type PixelWindow, WindowReader } from "./window-reader.ts";

/** A picture may be made from this many pixels; a larger image needs overviews. */
const MAX_SOURCE_PIXELS = 600_000_000;
/** Pixels that a whole image's stretch is taken from. */
const STRETCH_PIXELS = 1_000_000;

/**
 * Reads a rectangle of an image as a picture, from an overview where there is a fitting one, averaged down in bands of
 * rows so that no more than a few rows of blocks are held.
 *
 * @param window   in pixels of the full image, inside of it
 * @param stretch  values that become 0 and 255, for an image of more than 8 bits; null: those of this rectangle alone
 * @returns the picture, 0 to 255, and the pixels of the full image in one of its pixels
 */
export async function readPicture(
  image: SceneImage,
  window: PixelWindow,
  maxPixels: number,
  signal?: AbortSignal,
  stretch: Stretch | null = null,
) {
  const read = await readRaw(image, window, maxPixels, signal);
  if (!image.isDisplayed) applyStretch(read.raster.pixels, stretch ?? stretchOf([read.raster]));
  return read;
}

/**
 * The stretch of a whole image, from its version of about a million pixels: parts of one image that are shown side by
 * side need the same.
 *
 * @returns null for an image of 8 bits, which is shown as it is
 */
export async function stretchOfWhole(image: SceneImage, signal?: AbortSignal): Promise<Stretch | null> {
  if (image.isDisplayed) return null;
  const { width, height } = image.levels[0].layout;
  const { raster } = await readRaw(image, { col: 0, row: 0, width, height }, STRETCH_PIXELS, signal);
  return stretchOf([raster]);
}

/**
 * Reads rectangles of an image one after another, at its own pixels. A block under several of them is fetched and decoded once, as long
 * as those that wait for another use fit the memory that {@link BlockStore} keeps.
 *
 * @param windows  in pixels of the full image, inside of it
 * @param stretch  values that become 0 and 255, for an image of more than 8 bits; null: each rectangle's own
 */
export async function* readRectangles(
  image: SceneImage,
  windows: readonly PixelWindow[],
  stretch: Stretch | null,
  signal?: AbortSignal,
): AsyncGenerator<Raster> {
  const reader = new WindowReader(image, image.levels[0], signal);
  const reads = windows.map((window) => ({ window, blocks: reader.blocksUnder(window) }));
  await reader.announce(reads.flatMap(({ blocks }) => blocks));
  for (const { window, blocks } of reads) {
    if (signal?.aborted) throw new YardcheckError("interrupted", `reading ${image.location} was interrupted`);
    const raster = await reader.read(window, blocks);
    if (!image.isDisplayed) applyStretch(raster.pixels, stretch ?? stretchOf([raster]));
    yield raster;
  }
}

async function readRaw(image: SceneImage, window: PixelWindow, maxPixels: number, signal: AbortSignal | undefined) {
  const wanted = Math.sqrt((window.width * window.height) / maxPixels);
  const level = image.levelFor(Math.max(1, wanted));
  const factor = Math.max(1, Math.ceil(wanted / Math.max(level.colScale, level.rowScale) - 1e-6));
  const reader = new WindowReader(image, level, signal);
  const col = Math.min(reader.width - 1, Math.floor(window.col / level.colScale));
  const row = Math.min(reader.height - 1, Math.floor(window.row / level.rowScale));
  const right = Math.min(reader.width, Math.ceil((window.col + window.width) / level.colScale));
  const bottom = Math.min(reader.height, Math.ceil((window.row + window.height) / level.rowScale));
  const width = right - col;
  if (width * (bottom - row) > MAX_SOURCE_PIXELS)
    throw new YardcheckError(
      "image-unsupported",
      `${image.location} has no overview for a picture of ${width} x ${bottom - row} pixels; add some with gdaladdo`,
    );
  const rows = Math.max(factor, Math.ceil(level.layout.blockHeight / factor) * factor);
  const bands: { readonly window: PixelWindow; readonly blocks: readonly number[] }[] = [];
  for (let top = row; top < bottom; top += rows) {
    const band = { col, row: top, width, height: Math.min(rows, bottom - top) };
    bands.push({ window: band, blocks: reader.blocksUnder(band) });
  }
  await reader.announce(bands.flatMap(({ blocks }) => blocks));

  const [outWidth, outHeight] = [Math.ceil(width / factor), Math.ceil((bottom - row) / factor)];
  const pixels = new Float32Array(3 * outWidth * outHeight);
  const usable = new Uint8Array(outWidth * outHeight);
  let transform = image.transform;
  for (const [i, band] of bands.entries()) {
    const part = areaAverage(await reader.read(band.window, band.blocks), factor);
    if (i === 0) transform = part.transform;
    const at = (i * rows) / factor;
    usable.set(part.usable, at * outWidth);
    for (let b = 0; b < 3; b++)
      pixels.set(
        part.pixels.subarray(b * part.width * part.height, (b + 1) * part.width * part.height),
        (b * outHeight + at) * outWidth,
      );
  }
  const raster: Raster = { width: outWidth, height: outHeight, pixels, usable, transform };
  return { raster, scale: { col: level.colScale * factor, row: level.rowScale * factor } };
}
