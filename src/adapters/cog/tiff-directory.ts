import { YardcheckError } from "../../errors.ts";
import type { ByteSource } from "./byte-source.ts";

/** Metadata is read in blocks of this many bytes, each once. */
const BLOCK_BYTES = 16_384;
/** A scene has one image, its overviews and their masks; more is no scene. */
const MAX_DIRECTORIES = 128;
const MAX_ENTRIES = 1024;
/** Longest value read whole (GeoTIFF parameters, JPEG tables, GDAL's metadata), bytes. Block tables are read in parts. */
const MAX_VALUE_BYTES = 1_048_576;
/** Metadata kept of one file, bytes. */
const MAX_METADATA_BYTES = 268_435_456;

/** One field of a directory: where its values lie. */
interface Field {
  readonly type: number;
  readonly count: number;
  /** Of the first value, in the file. */
  readonly offset: number;
}

/** Size in bytes of each TIFF field type; 0 for numbers that are no type. Source: TIFF 6.0, section 2; BigTIFF. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/** The file's bytes by blocks, each read once, neighbours together. */
class MetadataBlocks {
  private readonly source: ByteSource;
  private readonly blocks = new Map<number, Uint8Array>();

  constructor(source: ByteSource) {
    this.source = source;
  }

  /** Makes sure that the blocks under the ranges are there, with as few requests as runs of missing blocks. */
  async load(ranges: readonly { readonly offset: number; readonly length: number }[], signal?: AbortSignal) {
    const missing = new Set<number>();
    for (const { offset, length } of ranges) {
      if (!(offset >= 0 && offset + length <= this.source.size)) throw this.behindTheEnd(offset + length);
      for (let b = Math.floor(offset / BLOCK_BYTES); b * BLOCK_BYTES < offset + length; b++)
        if (!this.blocks.has(b)) missing.add(b);
      if ((this.blocks.size + missing.size) * BLOCK_BYTES > MAX_METADATA_BYTES)
        throw new YardcheckError("image-invalid", `${this.source.location}: more metadata than any image needs`);
    }
    const order = [...missing].sort((a, b) => a - b);
    const runs: { from: number; to: number }[] = [];
    for (const b of order) {
      const run = runs.at(-1);
      if (run && run.to === b) run.to = b + 1;
      else runs.push({ from: b, to: b + 1 });
    }
    await Promise.all(
      runs.map(async ({ from, to }) => {
        const start = from * BLOCK_BYTES;
        const bytes = await this.source.read(start, Math.min(to * BLOCK_BYTES, this.source.size) - start, signal);
        for (let b = from; b < to; b++)
          this.blocks.set(b, bytes.subarray((b - from) * BLOCK_BYTES, (b - from + 1) * BLOCK_BYTES));
      }),
    );
  }

  /** Bytes of a loaded range, joined where blocks meet. */
  view(offset: number, length: number): DataView {
    const joined = new Uint8Array(length);
    for (let at = offset; at < offset + length; ) {
      const b = Math.floor(at / BLOCK_BYTES);
      const block = this.blocks.get(b);
      if (block === undefined) throw new RangeError(`metadata at ${at} was not loaded`);
      const part = block.subarray(at - b * BLOCK_BYTES, Math.min(block.length, offset + length - b * BLOCK_BYTES));
      joined.set(part, at - offset);
      at += part.length;
    }
    return new DataView(joined.buffer);
  }

  behindTheEnd(end: number): YardcheckError {
    return new YardcheckError(
      "image-invalid",
      `${this.source.location} points at byte ${end}, behind its end at ${this.source.size}: it is cut short or damaged`,
    );
  }
}

/** One image file directory: the description of one image of the file. */
export class TiffDirectory {
  readonly location: string;
  private readonly file: TiffFile;
  private readonly fields: ReadonlyMap<number, Field>;

  constructor(file: TiffFile, fields: ReadonlyMap<number, Field>) {
    this.file = file;
    this.fields = fields;
    this.location = file.location;
  }

  has(tag: number): boolean {
    return this.fields.has(tag);
  }

  count(tag: number): number {
    return this.fields.get(tag)?.count ?? 0;
  }

  /** All values of a field as numbers; empty when the field is missing. */
  async numbers(tag: number, signal?: AbortSignal): Promise<number[]> {
    const field = this.fields.get(tag);
    if (!field) return [];
    const size = this.sizeOf(tag, field);
    await this.file.metadata.load([{ offset: field.offset, length: size }], signal);
    const view = this.file.metadata.view(field.offset, size);
    const each = TYPE_BYTES[field.type] ?? 0;
    return Array.from({ length: field.count }, (_, i) => this.value(view, i * each, field.type));
  }

  async number(tag: number, signal?: AbortSignal): Promise<number | undefined> {
    return (await this.numbers(tag, signal))[0];
  }

  /** A text field without its closing zero; empty when it is missing. */
  async text(tag: number, signal?: AbortSignal): Promise<string> {
    return new TextDecoder("latin1").decode(await this.bytes(tag, signal)).split("\0")[0] ?? "";
  }

  async bytes(tag: number, signal?: AbortSignal): Promise<Uint8Array> {
    const field = this.fields.get(tag);
    if (!field) return new Uint8Array(0);
    const size = this.sizeOf(tag, field);
    await this.file.metadata.load([{ offset: field.offset, length: size }], signal);
    return new Uint8Array(this.file.metadata.view(field.offset, size).buffer);
  }

  /** Chosen values of a long field, without reading the rest of it. Positions behind its end give 0. */
  async pick(tag: number, positions: readonly number[], signal?: AbortSignal): Promise<number[]> {
    const field = this.fields.get(tag);
    if (!field) return positions.map(() => 0);
    const each = TYPE_BYTES[field.type] ?? 0;
    const inside = positions.filter((i) => i < field.count);
    await this.file.metadata.load(
      inside.map((i) => ({ offset: field.offset + i * each, length: each })),
      signal,
    );
    return positions.map((i) =>
      i < field.count ? this.value(this.file.metadata.view(field.offset + i * each, each), 0, field.type) : 0,
    );
  }

  private sizeOf(tag: number, { type, count }: Field): number {
    const size = (TYPE_BYTES[type] ?? 0) * count;
    if (size > MAX_VALUE_BYTES)
      throw new YardcheckError("image-invalid", `${this.location}: TIFF tag ${tag} claims ${size} bytes`);
    return size;
  }

  private value(view: DataView, at: number, type: number): number {
    const little = this.file.littleEndian;
    switch (type) {
      case 1:
      case 2:
      case 7:
        return view.getUint8(at);
      case 3:
        return view.getUint16(at, little);
      case 4:
      case 13:
        return view.getUint32(at, little);
      case 5:
        return view.getUint32(at, little) / view.getUint32(at + 4, little);
      case 6:
        return view.getInt8(at);
      case 8:
        return view.getInt16(at, little);
      case 9:
        return view.getInt32(at, little);
      case 10:
        return view.getInt32(at, little) / view.getInt32(at + 4, little);
      case 11:
        return view.getFloat32(at, little);
      case 12:
        return view.getFloat64(at, little);
      case 16:
      case 18:
        return Number(view.getBigUint64(at, little));
      case 17:
        return Number(view.getBigInt64(at, little));
      default:
        throw new YardcheckError("image-invalid", `${this.location}: TIFF field type ${type} is none`);
    }
  }
}

/** The directories of a TIFF or BigTIFF. */
export class TiffFile {
  readonly location: string;
  readonly littleEndian: boolean;
  readonly metadata: MetadataBlocks;
  directories: readonly TiffDirectory[] = [];

  private constructor(source: ByteSource, metadata: MetadataBlocks, littleEndian: boolean) {
    this.location = source.location;
    this.metadata = metadata;
    this.littleEndian = littleEndian;
  }

  /**
   * Reads the header and every directory's list of fields, and no values yet.
   *
   * @throws YardcheckError "image-invalid" for what is no TIFF, is cut short, or leads in a ring
   *
   * Source: TIFF 6.0, section 2; BigTIFF design (libtiff.gitlab.io/libtiff/specification/bigtiff.html)
   */
  static async read(source: ByteSource, signal?: AbortSignal): Promise<TiffFile> {
    const no = (detail: string) => new YardcheckError("image-invalid", `${source.location} ${detail}`);
    if (source.size < 8) throw no(`is no TIFF: it holds ${source.size} bytes`);
    const metadata = new MetadataBlocks(source);
    await metadata.load([{ offset: 0, length: Math.min(16, source.size) }], signal);
    const head = metadata.view(0, Math.min(16, source.size));
    const order = head.getUint16(0);
    if (order !== 0x4949 && order !== 0x4d4d) {
      const start = new TextDecoder("latin1").decode(new Uint8Array(head.buffer, 0, 8)).replace(/[^\x20-\x7e]/g, ".");
      throw no(`is no TIFF: it begins with "${start}"`);
    }
    const little = order === 0x4949;
    const version = head.getUint16(2, little);
    if (version !== 42 && version !== 43) throw no(`is no TIFF: its version is ${version}, expected 42 or 43`);
    const big = version === 43;
    if (big && source.size < 16) throw no(`is no BigTIFF: it holds ${source.size} bytes`);
    const file = new TiffFile(source, metadata, little);

    const directories: TiffDirectory[] = [];
    const seen = new Set<number>();
    let next = big ? Number(head.getBigUint64(8, little)) : head.getUint32(4, little);
    while (next !== 0) {
      if (seen.has(next)) throw no(`is damaged: its directories lead in a ring (${seen.size} of them)`);
      if (seen.size >= MAX_DIRECTORIES) throw no(`holds more than ${MAX_DIRECTORIES} directories`);
      seen.add(next);
      const countBytes = big ? 8 : 2;
      await metadata.load([{ offset: next, length: countBytes }], signal);
      const counted = metadata.view(next, countBytes);
      const entries = big ? Number(counted.getBigUint64(0, little)) : counted.getUint16(0, little);
      if (!(entries >= 1 && entries <= MAX_ENTRIES)) throw no(`is damaged: a directory of ${entries} entries`);
      const entryBytes = big ? 20 : 12;
      const length = entries * entryBytes + (big ? 8 : 4);
      await metadata.load([{ offset: next + countBytes, length }], signal);
      const view = metadata.view(next + countBytes, length);
      const start = next + countBytes;
      directories.push(new TiffDirectory(file, readFields(view, entries, { start, big, little, size: source.size })));
      next = big ? Number(view.getBigUint64(length - 8, little)) : view.getUint32(length - 4, little);
    }
    if (directories.length === 0) throw no("is no image: it has no directory");
    file.directories = directories;
    return file;
  }
}

interface FieldsFrame {
  /** Offset in the file of the view's first byte. */
  readonly start: number;
  readonly big: boolean;
  readonly little: boolean;
  /** Of the file, bytes. */
  readonly size: number;
}

function readFields(view: DataView, entries: number, { start, big, little, size }: FieldsFrame): Map<number, Field> {
  const fields = new Map<number, Field>();
  const [entryBytes, valueBytes, valueAt] = big ? [20, 8, 12] : [12, 4, 8];
  for (let i = 0; i < entries; i++) {
    const at = i * entryBytes;
    const type = view.getUint16(at + 2, little);
    const count = big ? Number(view.getBigUint64(at + 4, little)) : view.getUint32(at + 4, little);
    const bytes = (TYPE_BYTES[type] ?? 0) * count;
    const pointer = () =>
      big ? Number(view.getBigUint64(at + valueAt, little)) : view.getUint32(at + valueAt, little);
    const offset = bytes <= valueBytes ? start + at + valueAt : pointer();
    // A field that is of no known type or lies outside the file is as good as missing; those needed are missed later.
    if (bytes === 0 || offset + bytes > size) continue;
    fields.set(view.getUint16(at, little), { type, count, offset });
  }
  return fields;
}
