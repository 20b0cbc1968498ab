import { YardcheckError } from "../../errors.ts";
import type { ByteSource } from "./byte-source.ts";
import { bytesOf, type Samples } from "./codecs/predictor.ts";
import { decodeBlock } from "./decode-block.ts";
import type { ImageLayout } from "./layout.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

/** Blocks nearer to one another in the file than this are read together, bytes. */
const GAP_BYTES = 4096;
/** Longest single request, bytes. */
const REQUEST_BYTES = 4_194_304;
/** Requests in flight. */
const AHEAD = 6;
/** Decoded blocks kept for a later use, bytes; beyond that the oldest are dropped, and read again when needed. */
const KEPT_BYTES = 536_870_912;

/** One block's samples: an array for each wanted band, row-major, `blockWidth` x `rows`. */
export interface Block {
  readonly rows: number;
  readonly planes: readonly Samples[];
}

interface Stored {
  readonly offset: number;
  readonly length: number;
}

interface Request {
  readonly from: number;
  to: number;
  bytes: Promise<Uint8Array> | undefined;
  /** Blocks (of one band each, where bands lie apart) that have not taken their bytes yet. */
  left: number;
}

/**
 * Reads and decodes the blocks of one image: each once, neighbours in the file in one request, some requests ahead,
 * and forgets a block after its last announced use.
 *
 * Positions are counted row by row over the grid of blocks.
 */
export class BlockStore {
  private readonly source: ByteSource;
  private readonly directory: TiffDirectory;
  private readonly layout: ImageLayout;
  private readonly littleEndian: boolean;
  private readonly bands: readonly number[];
  private readonly signal: AbortSignal | undefined;
  private readonly stored = new Map<number, readonly Stored[]>();
  private readonly uses = new Map<number, number>();
  private readonly requestOf = new Map<Stored, Request>();
  private order: readonly Request[] = [];
  private readonly blocks = new Map<number, Promise<Block | null>>();
  private readonly blockBytes: number;

  /** @param bands  those to decode where bands lie apart; where they lie together, those to pick out */
  constructor(
    source: ByteSource,
    image: { readonly directory: TiffDirectory; readonly layout: ImageLayout; readonly littleEndian: boolean },
    bands: readonly number[],
    signal?: AbortSignal,
  ) {
    this.source = source;
    this.directory = image.directory;
    this.layout = image.layout;
    this.littleEndian = image.littleEndian;
    this.bands = bands;
    this.signal = signal;
    const { blockWidth, blockHeight, sampleType } = image.layout;
    this.blockBytes = blockWidth * blockHeight * bytesOf(sampleType) * bands.length;
  }

  /**
   * Finds where the blocks lie and plans the requests.
   *
   * @param needs  positions in the order in which they will be taken; a position once for each use
   * @throws YardcheckError "image-invalid" for a block outside the file or of an impossible size
   */
  async announce(needs: readonly number[]): Promise<void> {
    for (const position of needs) this.uses.set(position, (this.uses.get(position) ?? 0) + 1);
    const positions = [...this.uses.keys()];
    const { separate, blocksAcross, blocksDown, offsetsTag, byteCountsTag, blockWidth, blockHeight } = this.layout;
    const planes = separate ? this.bands : [0];
    const indices = positions.flatMap((p) => planes.map((band) => p + band * blocksAcross * blocksDown));
    const offsets = await this.directory.pick(offsetsTag, indices, this.signal);
    const lengths = await this.directory.pick(byteCountsTag, indices, this.signal);
    const samples = blockWidth * blockHeight * (separate ? 1 : this.layout.bands);
    const most = 2 * samples * bytesOf(this.layout.sampleType) + 1_048_576;
    const all: Stored[] = [];
    positions.forEach((position, i) => {
      const parts = planes.map((_, band) => ({
        offset: offsets[i * planes.length + band] ?? 0,
        length: lengths[i * planes.length + band] ?? 0,
      }));
      this.stored.set(position, parts);
      for (const at of parts) {
        if (at.length === 0) continue;
        if (at.offset + at.length > this.source.size)
          throw new YardcheckError(
            "image-invalid",
            `${this.source.location} is cut short: a block ends at byte ${at.offset + at.length}, the file at ${this.source.size}`,
          );
        if (at.length > most)
          throw new YardcheckError(
            "image-invalid",
            `${this.source.location}: a block claims ${at.length} stored bytes`,
          );
        all.push(at);
      }
    });
    this.plan(all);
  }

  private plan(all: Stored[]): void {
    let run: Request | undefined;
    for (const at of all.sort((a, b) => a.offset - b.offset)) {
      const end = at.offset + at.length;
      if (run && at.offset <= run.to + GAP_BYTES && Math.max(end, run.to) - run.from <= REQUEST_BYTES)
        run.to = Math.max(end, run.to);
      else run = { from: at.offset, to: end, bytes: undefined, left: 0 };
      run.left++;
      this.requestOf.set(at, run);
    }
    const inOrderOfNeed = new Set<Request>();
    for (const position of this.uses.keys())
      for (const at of this.stored.get(position) ?? []) {
        const request = this.requestOf.get(at);
        if (request) inOrderOfNeed.add(request);
      }
    this.order = [...inOrderOfNeed];
  }

  /** A block, decoded; `null` for one that the file leaves out for being empty. */
  take(position: number): Promise<Block | null> {
    const known = this.blocks.get(position);
    if (known) return known;
    const block = this.load(position);
    block.catch(() => undefined);
    this.blocks.set(position, block);
    if (this.blocks.size * this.blockBytes > KEPT_BYTES) {
      const [oldest] = this.blocks.keys();
      if (oldest !== undefined && oldest !== position) this.blocks.delete(oldest);
    }
    return block;
  }

  /** Gives one announced use back. */
  release(position: number): void {
    const left = (this.uses.get(position) ?? 1) - 1;
    this.uses.set(position, left);
    if (left <= 0) this.blocks.delete(position);
  }

  private async load(position: number): Promise<Block | null> {
    const parts = this.stored.get(position);
    if (parts === undefined) throw new RangeError(`block ${position} was not announced`);
    if (parts.every(({ length }) => length === 0)) return null;
    const { layout, littleEndian, source } = this;
    const blockRow = Math.floor(position / layout.blocksAcross);
    const decoded = await Promise.all(
      parts.map(async (part) => {
        if (part.length === 0) return null;
        const bytes = await this.bytesOf(part);
        return decodeBlock(bytes, layout, littleEndian, blockRow, source.location);
      }),
    );
    if (decoded.some((block) => block === null)) return null;
    const blocks = decoded.filter((block) => block !== null);
    const [first] = blocks;
    if (first === undefined) return null;
    if (layout.separate) return { rows: first.rows, planes: blocks.map(({ samples }) => samples) };
    return { rows: first.rows, planes: this.bands.map((band) => planeOf(first.samples, band, first.bands)) };
  }

  private async bytesOf(part: Stored): Promise<Uint8Array> {
    const request = this.requestOf.get(part);
    if (!request) return this.source.read(part.offset, part.length, this.signal);
    // The plan's bytes serve each block once; a block that was dropped meanwhile is read again alone.
    this.requestOf.delete(part);
    const at = this.order.indexOf(request);
    for (const ahead of this.order.slice(at, at + AHEAD)) if (ahead.left > 0) this.start(ahead);
    const bytes = await this.start(request);
    if (--request.left === 0) request.bytes = undefined;
    return bytes.subarray(part.offset - request.from, part.offset - request.from + part.length);
  }

  private start(request: Request): Promise<Uint8Array> {
    if (request.bytes === undefined) {
      request.bytes = this.source.read(request.from, request.to - request.from, this.signal);
      request.bytes.catch(() => undefined);
    }
    return request.bytes;
  }
}

function planeOf(samples: Samples, band: number, bands: number): Samples {
  if (bands === 1) return samples;
  const count = Math.floor(samples.length / bands);
  const plane = new (samples.constructor as new (length: number) => Samples)(count);
  for (let i = 0, at = band; i < count; i++, at += bands) plane[i] = samples[at] as number;
  return plane;
}
