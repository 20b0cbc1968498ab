import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { YardcheckError } from "../../errors.ts";
import { besideName } from "../workspace/files.ts";
import { type CogShape, type GrowingLevel, levelsOf, type WrittenSamples } from "./growing-level.ts";
import { TAG } from "./layout.ts";
import { directoryBytes, type Entry, HEADER_BYTES, TYPE, writeDirectory } from "./write-directory.ts";

export interface CogOptions {
  /** Side of a tile, pixels, a multiple of 16. */
  readonly tileSize?: number;
  readonly nodata?: number;
  /** Written into the file for whoever opens it elsewhere. */
  readonly description?: string;
  readonly onProgress?: (rows: number, height: number) => void;
  readonly signal?: AbortSignal;
}

/** Of a classic TIFF, whose offsets are 32 bits. */
const MAX_BYTES = 4_294_967_295;

/**
 * Writes a Cloud Optimized GeoTIFF: tiles, DEFLATE with differences, overviews of half the size down to one tile, all
 * directories at the start and the full image last.
 *
 * No more than two rows of tiles of each level are held, and the compressed overviews. The file appears under its name
 * when it is whole.
 *
 * @param rowsAt  gives `count` rows from `row`, pixel by pixel, all bands of each; called once for each row of tiles
 * @throws YardcheckError "disk-full", "interrupted"; RangeError for more than 4 GiB
 *
 * Checked against: GDAL 3.6.2 (its reading of all levels, validate_cloud_optimized_geotiff), test/reference/cog
 */
export async function writeCog(
  path: string,
  shape: CogShape,
  rowsAt: (row: number, count: number) => WrittenSamples | Promise<WrittenSamples>,
  options: CogOptions = {},
): Promise<void> {
  const { tileSize = 512, signal } = options;
  if (!(Number.isInteger(tileSize / 16) && tileSize > 0))
    throw new RangeError(`a tile's side is a multiple of 16 pixels, got ${tileSize}`);
  const [part, rest] = [besideName(path), besideName(path)];
  const file = await open(part, "w");
  const fullTiles = await open(rest, "w+");
  try {
    const levels = levelsOf(shape, tileSize);
    const [full, ...overviews] = levels;
    if (!full) throw new RangeError("an image needs pixels");
    let written = 0;
    full.store = async (bytes) => {
      await writeAll(fullTiles, bytes, written);
      written += bytes.length;
    };
    for (let row = 0; row < shape.height; row += tileSize) {
      if (signal?.aborted) throw new YardcheckError("interrupted", `writing ${path} was interrupted`);
      const count = Math.min(tileSize, shape.height - row);
      await full.push(await rowsAt(row, count), count, options.nodata);
      options.onProgress?.(row + count, shape.height);
    }
    await full.finish(options.nodata);
    await assemble(file, fullTiles, full, overviews, shape, options);
    await file.sync();
    await file.close();
    await rename(part, path);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOSPC")
      throw new YardcheckError("disk-full", `no room to write ${path}`, { cause });
    throw cause;
  } finally {
    await fullTiles.close();
    await file.close().catch(() => undefined);
    await Promise.all([part, rest].map((name) => rm(name, { force: true })));
  }
}

/** Directories at the start, then the overviews from the smallest, then the full image. */
async function assemble(
  file: FileHandle,
  fullTiles: FileHandle,
  full: GrowingLevel,
  overviews: readonly GrowingLevel[],
  shape: CogShape,
  options: CogOptions,
): Promise<void> {
  const levels = [full, ...overviews];
  const directories = levels.map((level, i) => entriesOf(level, i > 0, shape, options));
  let at = HEADER_BYTES;
  const starts = directories.map((entries) => {
    const start = at;
    at += directoryBytes(entries);
    return start;
  });
  const offsets = new Map<GrowingLevel, number[]>();
  for (const level of [...overviews].reverse().concat(full)) {
    offsets.set(
      level,
      level.lengths.map((length) => {
        const offset = at;
        at += length;
        return offset;
      }),
    );
  }
  if (at > MAX_BYTES) throw new RangeError(`an image of ${at} bytes does not fit a classic TIFF`);
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, 42, true);
  view.setUint32(4, starts[0] ?? 0, true);
  await writeAll(file, header, 0);
  for (const [i, entries] of directories.entries()) {
    const level = levels[i];
    const start = starts[i] ?? 0;
    if (!level) continue;
    const filled = entries.map((entry) =>
      entry.tag === TAG.tileOffsets ? { ...entry, values: offsets.get(level) ?? [] } : entry,
    );
    await writeAll(file, writeDirectory(filled, start, starts[i + 1] ?? 0), start);
  }
  for (const level of overviews)
    for (const [i, tile] of level.tiles.entries()) await writeAll(file, tile, offsets.get(level)?.[i] ?? 0);
  let [from, to] = [0, offsets.get(full)?.[0] ?? 0];
  const chunk = new Uint8Array(4_194_304);
  for (;;) {
    const { bytesRead } = await fullTiles.read(chunk, 0, chunk.length, from);
    if (bytesRead === 0) return;
    await writeAll(file, chunk.subarray(0, bytesRead), to);
    from += bytesRead;
    to += bytesRead;
  }
}

function entriesOf(level: GrowingLevel, reduced: boolean, shape: CogShape, options: CogOptions): Entry[] {
  const { bands, sampleType, transform: t } = shape;
  const short = (tag: number, ...values: number[]): Entry => ({ tag, type: TYPE.short, values });
  const each = (value: number) => Array.from({ length: bands }, () => value);
  const zeros = level.lengths.map(() => 0);
  const entries: Entry[] = [
    { tag: TAG.subfileType, type: TYPE.long, values: [reduced ? 1 : 0] },
    { tag: TAG.width, type: TYPE.long, values: [level.width] },
    { tag: TAG.height, type: TYPE.long, values: [level.height] },
    short(TAG.bits, ...each(sampleType === "uint8" ? 8 : 16)),
    short(TAG.compression, 8),
    short(TAG.photometric, bands >= 3 ? 2 : 1),
    short(TAG.bands, bands),
    short(TAG.planar, 1),
    short(TAG.predictor, 2),
    short(TAG.tileWidth, options.tileSize ?? 512),
    short(TAG.tileHeight, options.tileSize ?? 512),
    { tag: TAG.tileOffsets, type: TYPE.long, values: zeros },
    { tag: TAG.tileByteCounts, type: TYPE.long, values: level.lengths },
    short(TAG.sampleFormat, ...each(1)),
  ];
  const extra = bands - (bands >= 3 ? 3 : 1);
  if (extra > 0) entries.push(short(TAG.extraSamples, ...Array.from({ length: extra }, () => 0)));
  if (options.nodata !== undefined)
    entries.push({ tag: TAG.gdalNodata, type: TYPE.ascii, values: String(options.nodata) });
  if (!reduced) {
    if (options.description) entries.push({ tag: 270, type: TYPE.ascii, values: options.description });
    const double = (tag: number, values: number[]): Entry => ({ tag, type: TYPE.double, values });
    if (t.xPerRow === 0 && t.yPerCol === 0 && t.yPerRow < 0 && t.xPerCol > 0)
      entries.push(
        double(TAG.pixelScale, [t.xPerCol, -t.yPerRow, 0]),
        double(TAG.tiePoints, [0, 0, 0, t.originX, t.originY, 0]),
      );
    else
      entries.push(
        double(TAG.transformation, [
          ...[t.xPerCol, t.xPerRow, 0, t.originX],
          ...[t.yPerCol, t.yPerRow, 0, t.originY],
          ...[0, 0, 0, 0, 0, 0, 0, 1],
        ]),
      );
    const keys = shape.geographic
      ? [...[1024, 0, 1, 2], ...[1025, 0, 1, 1], ...[2048, 0, 1, t.epsg], ...[2054, 0, 1, 9102]]
      : [...[1024, 0, 1, 1], ...[1025, 0, 1, 1], ...[3072, 0, 1, t.epsg], ...[3076, 0, 1, 9001]];
    entries.push(short(TAG.geoKeys, 1, 1, 0, keys.length / 4, ...keys));
  }
  return entries.sort((a, b) => a.tag - b.tag);
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}
