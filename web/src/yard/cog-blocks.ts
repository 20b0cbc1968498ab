import type { GeoTIFFImage, Pool } from "geotiff";

/** None, LZW, DEFLATE (two codes), PackBits: decoders that need to know no more of the file than {@link decoderOf} tells. */
const PLAIN_COMPRESSIONS = new Set([1, 5, 8, 32946, 32773]);
const [OPAQUE, BYTE] = [0xff000000, 8];

/**
 * Reads a block of a tiled image of bytes straight into colours. For such images, most of what is delivered, this takes
 * a tenth of the time of geotiff.js' windows, which fetch each sample of each pixel by a call.
 *
 * @param column  of the block, from 0
 * @returns pixels as RGBA, the block's width x height, transparent beyond the image and where all samples are nodata
 */
export type BlockReader = (
  image: GeoTIFFImage,
  column: number,
  row: number,
  signal?: AbortSignal,
) => Promise<ImageData>;

/**
 * The reader of blocks for a file; null: its pixels need more than that, see `cog.ts`.
 *
 * @param levels   all resolutions, finest first
 * @param samples  which samples are red, green and blue, or the one that is grey
 * @param side     of a block, pixels
 */
export function blockReaderOf(
  levels: readonly GeoTIFFImage[],
  samples: readonly number[],
  side: number,
  pool: Pool,
): BlockReader | null {
  const [full] = levels;
  if (full === undefined || !levels.every((level) => isPlain(level, side))) return null;
  const bands = full.getSamplesPerPixel();
  const nodata = full.getGDALNoData();
  return async (image, column, row, signal) => {
    const { data } = await image.getTileOrStrip(column, row, 0, await decoderOf(image, pool), signal);
    const width = Math.min(side, image.getWidth() - column * side);
    const height = Math.min(side, image.getHeight() - row * side);
    return coloured(new Uint8Array(data), bands, samples, nodata, side, width, height);
  };
}

/** Whole blocks of bytes, sample beside sample, that are colours or grey as they are. */
function isPlain(image: GeoTIFFImage, side: number): boolean {
  const photometric = Number(image.fileDirectory.getValue("PhotometricInterpretation") ?? 1);
  return (
    image.isTiled &&
    image.getTileWidth() === side &&
    image.getTileHeight() === side &&
    image.planarConfiguration === 1 &&
    (photometric === 1 || photometric === 2) &&
    PLAIN_COMPRESSIONS.has(compressionOf(image)) &&
    Array.from({ length: image.getSamplesPerPixel() }, (_, k) => k).every(
      (k) => image.getBitsPerSample(k) === BYTE && image.getSampleFormat(k) === 1,
    )
  );
}

function coloured(
  values: Uint8Array,
  bands: number,
  [first = 0, second = first, third = first]: readonly number[],
  nodata: number | null,
  side: number,
  width: number,
  height: number,
): ImageData {
  const picture = new ImageData(side, side);
  const pixels = new Uint32Array(picture.data.buffer);
  // No byte has this value where the file has no nodata.
  const empty = nodata ?? -1;
  for (let row = 0; row < height; row++) {
    let from = row * side * bands;
    for (let to = row * side; to < row * side + width; to++, from += bands) {
      const red = values[from + first] as number;
      const green = values[from + second] as number;
      const blue = values[from + third] as number;
      if (red !== empty || green !== empty || blue !== empty) pixels[to] = OPAQUE | (blue << 16) | (green << 8) | red;
    }
  }
  return picture;
}

const compressionOf = (image: GeoTIFFImage) => Number(image.fileDirectory.getValue("Compression") ?? 1);

async function decoderOf(image: GeoTIFFImage, pool: Pool) {
  const { fileDirectory } = image;
  return pool.bindParameters(compressionOf(image), {
    tileWidth: image.getTileWidth(),
    tileHeight: image.getTileHeight(),
    planarConfiguration: 1,
    bitsPerSample: (await fileDirectory.loadValue("BitsPerSample")) ?? BYTE,
    predictor: (await fileDirectory.loadValue("Predictor")) ?? 1,
  });
}
