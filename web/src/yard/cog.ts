import { fromUrl, type GeoTIFFImage, Pool, type TypedArray } from "geotiff";
import { colourRoles } from "../../../src/core/imagery/colour-roles.ts";
import { type Stretch, stretchOf } from "../../../src/core/imagery/stretch.ts";
import { blockReaderOf } from "./cog-blocks.ts";

/** One resolution of a COG; the first is the full image. */
export interface CogLevel {
  readonly width: number;
  readonly height: number;
}

/** A GeoTIFF that is read by ranges of its bytes, a tile at a time. */
export interface Cog {
  readonly tileSize: number;
  /** Finest first. */
  readonly levels: readonly CogLevel[];
  /**
   * A tile as a picture; transparent where there is nothing.
   *
   * @param level  index into `levels`
   */
  tile(level: number, column: number, row: number, signal?: AbortSignal): Promise<HTMLCanvasElement>;
}

/** The file is one that this page cannot show by itself; the server can. */
export class NotForBrowsers extends Error {
  override readonly name = "NotForBrowsers";
}

const YCBCR = 6;
const READ_HERE = new Set([0, 1, 2, YCBCR]);
/** NewSubfileType: bits of a mask and of a smaller version (TIFF 6.0, page 36). */
const [SMALLER, MASK] = [1, 4];
/** Fewer and larger requests than geotiff.js makes by itself: 10 for a window of 1024 pixels instead of 29. */
const BLOCKS = { blockSize: 65_536, cacheSize: 400 };
/** Pixels of the version that the stretch of values is taken from, at most. */
const STRETCH_PIXELS = 2_000_000;
/** A file without tiles is read whole rows at a time; a larger one is left to the server. */
const UNTILED_PIXELS = 4_000_000;

let pool: Pool | null = null;
/** Two threads keep up with a fast disk, and leave a core to the page on small machines. */
function decoders(): Pool {
  pool ??= new Pool(2, () => new Worker(new URL("./decode-worker.ts", import.meta.url), { type: "module" }));
  return pool;
}

/** Starts the threads, which takes as long as all that the server is asked for before the first block is there. */
export function startDecoding(): void {
  decoders();
}

/**
 * Opens a COG at an address that serves ranges.
 *
 * @throws NotForBrowsers where only the server can show it
 */
export async function openCog(address: string): Promise<Cog> {
  const file = await fromUrl(new URL(address, location.href).href, BLOCKS);
  const images = await Promise.all(Array.from({ length: await file.getImageCount() }, (_, k) => file.getImage(k)));
  const [full] = images;
  if (full === undefined) throw new NotForBrowsers("the file has no image");
  const kind = (image: GeoTIFFImage) => Number(image.fileDirectory.getValue("NewSubfileType") ?? 0);
  const levels = images.filter((image, k) => k === 0 || ((kind(image) & SMALLER) !== 0 && (kind(image) & MASK) === 0));
  levels.sort((a, b) => b.getWidth() - a.getWidth());
  const masks = images.filter((image) => (kind(image) & MASK) !== 0);
  const samples = await samplesOf(full);
  const tileSize = full.isTiled ? Math.max(256, Math.min(512, full.getTileWidth())) : 256;
  const block = masks.length === 0 ? blockReaderOf(levels, samples, tileSize, decoders()) : null;
  const reader: Reader =
    block === null
      ? await readerOf(full, levels.at(-1) ?? full, samples)
      : (image, _, [left, top], signal) => block(image, left / tileSize, top / tileSize, signal);
  const tile: Cog["tile"] = async (level, column, row, signal) => {
    const image = levels[level];
    if (image === undefined) throw new RangeError(`there is no level ${level}`);
    const [left, top] = [column * tileSize, row * tileSize];
    const [right, bottom] = [Math.min(left + tileSize, image.getWidth()), Math.min(top + tileSize, image.getHeight())];
    if (right <= left || bottom <= top) return pictureOf(new ImageData(1, 1), 1);
    const mask = masks.find((one) => one.getWidth() === image.getWidth());
    const window: Window = [left, top, right, bottom];
    return pictureOf(await reader(image, mask ?? null, window, signal), tileSize);
  };
  return { tileSize, levels: levels.map((level) => ({ width: level.getWidth(), height: level.getHeight() })), tile };
}

type Window = [number, number, number, number];
type Reader = (
  image: GeoTIFFImage,
  mask: GeoTIFFImage | null,
  window: Window,
  signal: AbortSignal | undefined,
) => Promise<ImageData>;

/** Which samples are red, green and blue; the first alone where they are no colours. */
async function samplesOf(full: GeoTIFFImage): Promise<readonly number[]> {
  const bands = full.getSamplesPerPixel();
  const named = colourRoles(String((await full.fileDirectory.loadValue("GDAL_METADATA")) ?? ""));
  const coloured = bands - (full.fileDirectory.getValue("ExtraSamples")?.length ?? 0);
  return named.length === 3 ? named : bands >= 3 && coloured !== 1 ? [0, 1, 2] : [0];
}

/** How the pixels of a file of any kind become colours. */
async function readerOf(full: GeoTIFFImage, smallest: GeoTIFFImage, samples: readonly number[]): Promise<Reader> {
  const photometric = Number(full.fileDirectory.getValue("PhotometricInterpretation") ?? 1);
  if (!READ_HERE.has(photometric)) throw new NotForBrowsers(`colour space ${photometric}`);
  if (!full.isTiled && full.getWidth() * full.getHeight() > UNTILED_PIXELS) throw new NotForBrowsers("no tiles");
  const nodata = full.getGDALNoData();
  const read = async (image: GeoTIFFImage, window: Window, signal?: AbortSignal) =>
    photometric === YCBCR
      ? ((await image.readRGB({ window, pool: decoders(), ...(signal ? { signal } : {}) })) as TypedArray[])
      : ((await image.readRasters({
          window,
          samples: [...samples],
          pool: decoders(),
          ...(signal ? { signal } : {}),
        })) as TypedArray[]);
  const isEmpty = (values: readonly TypedArray[], at: number) =>
    values.every((band) => Number.isNaN(band[at]) || (nodata !== null && band[at] === nodata));
  const eightBit = full.getBitsPerSample(0) === 8;
  const stretch = eightBit ? null : await stretchFrom(smallest, read, isEmpty);
  return async (image, mask, window, signal) => {
    const [values, seen] = await Promise.all([
      read(image, window, signal),
      mask === null ? null : (mask.readRasters({ window, pool: decoders() }) as Promise<TypedArray[]>),
    ]);
    const picture = new ImageData(window[2] - window[0], window[3] - window[1]);
    const [red, green = red, blue = red] = values;
    if (red === undefined || green === undefined || blue === undefined) throw new NotForBrowsers("no bands");
    const [low, scale] = stretch === null ? [0, 1] : [stretch.low, 255 / Math.max(1e-12, stretch.high - stretch.low)];
    const inverted = photometric === 0;
    const shown = (value: number) => (inverted ? 255 - (value - low) * scale : (value - low) * scale);
    for (let at = 0, to = 0; at < red.length; at++, to += 4) {
      picture.data[to] = shown(Number(red[at]));
      picture.data[to + 1] = shown(Number(green[at]));
      picture.data[to + 2] = shown(Number(blue[at]));
      picture.data[to + 3] = isEmpty(values, at) || seen?.[0]?.[at] === 0 ? 0 : 255;
    }
    return picture;
  };
}

/** The stretch of the whole scene, as the server's pictures have it, from its smallest version. */
async function stretchFrom(
  smallest: GeoTIFFImage,
  read: (image: GeoTIFFImage, window: Window) => Promise<TypedArray[]>,
  isEmpty: (values: readonly TypedArray[], at: number) => boolean,
): Promise<Stretch> {
  const [width, height] = [smallest.getWidth(), smallest.getHeight()];
  if (width * height > STRETCH_PIXELS) throw new NotForBrowsers("values beyond 8 bits and no overviews");
  const values = await read(smallest, [0, 0, width, height]);
  const size = width * height;
  const pixels = new Float32Array(3 * size);
  for (let band = 0; band < 3; band++) pixels.set((values[band] ?? values[0] ?? []) as ArrayLike<number>, band * size);
  const usable = Uint8Array.from({ length: size }, (_, at) => (isEmpty(values, at) ? 0 : 1));
  return stretchOf([{ pixels, usable }]);
}

function pictureOf(picture: ImageData, tileSize: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = tileSize;
  canvas.height = tileSize;
  canvas.getContext("2d")?.putImageData(picture, 0, 0);
  return canvas;
}
