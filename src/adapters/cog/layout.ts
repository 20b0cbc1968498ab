import type { SceneGrid } from "../../core/imagery/scene.ts";
import { YardcheckError } from "../../errors.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

export type SampleType = SceneGrid["sampleType"];

/** TIFF tags that the reader uses. Source: TIFF 6.0; GDAL; LERC and WebP in TIFF as libtiff 4.5 writes them. */
export const TAG = {
  subfileType: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  bands: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planar: 284,
  predictor: 317,
  colourMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
  pixelScale: 33550,
  tiePoints: 33922,
  transformation: 34264,
  geoKeys: 34735,
  geoDoubles: 34736,
  geoAscii: 34737,
  gdalMetadata: 42112,
  gdalNodata: 42113,
  lercParameters: 50674,
} as const;

/** How the pixels of one image lie in the file. */
export interface ImageLayout {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly sampleType: SampleType;
  /** 1 in masks, else a multiple of 8. */
  readonly bitsPerSample: number;
  readonly compression: number;
  /** 1 none, 2 differences, 3 differences of the bytes of floating point. */
  readonly predictor: number;
  /** True: each band in blocks of its own. */
  readonly separate: boolean;
  /** Blocks are tiles, or strips as wide as the image. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly tiled: boolean;
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly photometric: number;
  /** Meaning of the samples beyond colour: 0 unstated, 1 alpha (multiplied), 2 alpha. */
  readonly extraSamples: readonly number[];
  readonly jpegTables: Uint8Array;
  /** Red, green and blue of each palette entry, 16 bits; empty without a palette. */
  readonly colourMap: readonly number[];
  /** What is added around LERC: 0 nothing, 1 DEFLATE, 2 ZSTD. */
  readonly lercWrapping: number;
  readonly offsetsTag: number;
  readonly byteCountsTag: number;
}

/** Decoded bytes of one block; more could not be held beside others. */
const MAX_BLOCK_BYTES = 268_435_456;
/** Bands of a scene; hyperspectral cubes have some hundred. */
const MAX_BANDS = 1024;

const COMPRESSIONS: ReadonlySet<number> = new Set([1, 5, 7, 8, 32946, 32773, 34887, 50000, 50001]);
const COMPRESSION_NAMES: Readonly<Record<number, string>> = {
  2: "CCITT",
  3: "CCITT fax 3",
  4: "CCITT fax 4",
  6: "old-style JPEG",
  34712: "JPEG 2000",
  34925: "LZMA",
  50002: "JPEG XL",
  52546: "JPEG XL",
};

/**
 * Reads and judges the description of one image.
 *
 * @throws YardcheckError "image-invalid" for what contradicts itself or the file's size, "image-unsupported" for what
 *   is sound but not read
 */
export async function layoutOf(
  directory: TiffDirectory,
  fileBytes: number,
  signal?: AbortSignal,
): Promise<ImageLayout> {
  const { location } = directory;
  const invalid = (detail: string) => new YardcheckError("image-invalid", `${location} ${detail}`);
  const unsupported = (detail: string) => new YardcheckError("image-unsupported", `${location} ${detail}`);
  const number = async (tag: number, otherwise: number) => (await directory.number(tag, signal)) ?? otherwise;

  const width = await number(TAG.width, 0);
  const height = await number(TAG.height, 0);
  if (!(isCount(width) && isCount(height))) throw invalid(`claims to be ${width} x ${height} pixels`);
  const bands = await number(TAG.bands, 1);
  if (!(isCount(bands) && bands <= MAX_BANDS)) throw invalid(`claims to have ${bands} bands`);
  const compression = await number(TAG.compression, 1);
  if (!COMPRESSIONS.has(compression))
    throw unsupported(
      `is compressed by ${COMPRESSION_NAMES[compression] ?? `method ${compression}`}, which is not read`,
    );
  const photometric = await number(TAG.photometric, 1);

  const bits = await directory.numbers(TAG.bits, signal);
  const formats = await directory.numbers(TAG.sampleFormat, signal);
  const bitsPerSample = bits[0] ?? 1;
  if (bits.some((b) => b !== bitsPerSample) || formats.some((f) => f !== formats[0]))
    throw unsupported(`mixes sample types (bits ${bits.join(", ")})`);
  const sampleType = sampleTypeOf(bitsPerSample, formats[0] ?? 1);
  if (!sampleType)
    throw unsupported(
      `has samples of ${bitsPerSample} bits, format ${formats[0] ?? 1}, which are not read: \`gdal_translate ${widened(bitsPerSample, formats[0] ?? 1, photometric)} -co TILED=YES IN.tif OUT.tif\` makes others of them`,
    );

  const tiled = directory.has(TAG.tileWidth) || directory.has(TAG.tileOffsets);
  const rows = await number(TAG.rowsPerStrip, height);
  const blockWidth = tiled ? await number(TAG.tileWidth, 0) : width;
  const blockHeight = tiled ? await number(TAG.tileHeight, 0) : Math.min(rows, height);
  if (!(isCount(blockWidth) && isCount(blockHeight)))
    throw invalid(`claims blocks of ${blockWidth} x ${blockHeight} pixels`);
  const separate = bands > 1 && (await number(TAG.planar, 1)) === 2;
  const bandsInBlock = separate ? 1 : bands;
  const blockBytes = blockWidth * blockHeight * bandsInBlock * Math.max(1, bitsPerSample / 8);
  if (blockBytes > MAX_BLOCK_BYTES)
    throw unsupported(
      `lies in blocks of ${Math.round(blockBytes / 1048576)} MiB; at most ${MAX_BLOCK_BYTES / 1048576} MiB are read`,
    );
  const predictor = await number(TAG.predictor, 1);
  if (![1, 2, 3].includes(predictor)) throw unsupported(`uses predictor ${predictor}, which is not read`);
  if (predictor === 3 && !sampleType.startsWith("float")) throw invalid("uses a floating-point predictor on integers");

  const blocksAcross = Math.ceil(width / blockWidth);
  const blocksDown = Math.ceil(height / blockHeight);
  const blocks = blocksAcross * blocksDown * (separate ? bands : 1);
  const offsetsTag = tiled ? TAG.tileOffsets : TAG.stripOffsets;
  const byteCountsTag = tiled ? TAG.tileByteCounts : TAG.stripByteCounts;
  const [offsets, counts] = [directory.count(offsetsTag), directory.count(byteCountsTag)];
  if (offsets < blocks || counts < blocks)
    throw invalid(
      `claims ${width} x ${height} pixels in ${blocks} blocks, and says of ${Math.min(offsets, counts)} where they lie` +
        ` (the file holds ${fileBytes} bytes: cut short or damaged)`,
    );

  const lerc = await directory.numbers(TAG.lercParameters, signal);
  return {
    width,
    height,
    bands,
    sampleType,
    bitsPerSample,
    compression,
    predictor,
    separate,
    blockWidth,
    blockHeight,
    tiled,
    blocksAcross,
    blocksDown,
    photometric,
    extraSamples: await directory.numbers(TAG.extraSamples, signal),
    jpegTables: await directory.bytes(TAG.jpegTables, signal),
    colourMap: photometric === 3 ? await directory.numbers(TAG.colourMap, signal) : [],
    lercWrapping: lerc[1] ?? 0,
    offsetsTag,
    byteCountsTag,
  };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 0x7fffffff;
}

/** What makes `gdal_translate` write samples that are read: left to itself it keeps the odd number of bits. */
function widened(bits: number, format: number, photometric: number): string {
  if (format === 3) return "-ot Float32 -co NBITS=32";
  if (photometric === 3) return "-expand rgb";
  if (bits < 8) return `-ot Byte -co NBITS=8 -scale 0 ${2 ** bits - 1} 0 255`;
  return bits < 16 ? "-ot UInt16 -co NBITS=16" : "-ot UInt32 -co NBITS=32";
}

function sampleTypeOf(bits: number, format: number): SampleType | undefined {
  if (bits === 1 && format === 1) return "uint8";
  const kind = { 1: "uint", 2: "int", 3: "float", 4: "uint" }[format];
  const type = `${kind}${bits}`;
  return (["uint8", "uint16", "uint32", "int8", "int16", "int32", "float32", "float64"] as const).find(
    (t) => t === type,
  );
}

/** Rows that a strip or tile holds: the last strip of an image may hold fewer. */
export function rowsOfBlock(layout: ImageLayout, blockRow: number): number {
  if (layout.tiled) return layout.blockHeight;
  return Math.min(layout.blockHeight, layout.height - blockRow * layout.blockHeight);
}
