import { promisify } from "node:util";
import { deflate } from "node:zlib";
import type { GeoTransform } from "../../core/geo/frames.ts";

const deflated = promisify(deflate);

export type WrittenSamples = Uint8Array | Uint16Array;

export interface CogShape {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly sampleType: "uint8" | "uint16";
  /** Its `epsg` names the CRS; `geographic` says that it is in degrees. */
  readonly transform: GeoTransform;
  readonly geographic?: boolean;
}

/** One resolution, as it grows from the top: a row of tiles at a time, and half of it to the next level. */
export class GrowingLevel {
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly lengths: number[] = [];
  readonly tiles: Uint8Array[] = [];
  store: (tile: Uint8Array) => Promise<void> = async (tile) => {
    this.tiles.push(tile);
  };
  private readonly bands: number;
  private readonly tileSize: number;
  private readonly next: GrowingLevel | undefined;
  private readonly buffer: WrittenSamples;
  private filled = 0;

  constructor(shape: CogShape, width: number, height: number, tileSize: number, next: GrowingLevel | undefined) {
    this.width = width;
    this.height = height;
    this.bands = shape.bands;
    this.tileSize = tileSize;
    this.across = Math.ceil(width / tileSize);
    this.next = next;
    const samples = width * tileSize * shape.bands;
    this.buffer = shape.sampleType === "uint8" ? new Uint8Array(samples) : new Uint16Array(samples);
  }

  /** Takes rows in order; at most as many as fill the row of tiles under way. */
  async push(rows: WrittenSamples, count: number, nodata: number | undefined): Promise<void> {
    const stride = this.width * this.bands;
    if (rows.length !== count * stride || this.filled + count > this.tileSize)
      throw new RangeError(`expected ${count} rows of ${this.width} pixels, got ${rows.length} samples`);
    this.buffer.set(rows, this.filled * stride);
    this.filled += count;
    if (this.filled === this.tileSize) await this.flush(nodata);
  }

  async finish(nodata: number | undefined): Promise<void> {
    if (this.filled > 0) await this.flush(nodata);
    await this.next?.finish(nodata);
  }

  private async flush(nodata: number | undefined): Promise<void> {
    const rows = this.filled;
    const packed = await Promise.all(Array.from({ length: this.across }, (_, i) => deflated(this.tile(i, rows))));
    for (const tile of packed) {
      this.lengths.push(tile.length);
      await this.store(tile);
    }
    this.filled = 0;
    if (!this.next) return;
    const half = halved(this.buffer, { width: this.width, rows, bands: this.bands, nodata });
    await this.next.push(half, Math.ceil(rows / 2), nodata);
  }

  /** One tile's bytes, with differences between neighbours; the edge is filled by repeating the last pixel. */
  private tile(index: number, rows: number): Uint8Array {
    const { tileSize: side, bands, width, buffer } = this;
    const tile = new (buffer.constructor as new (length: number) => WrittenSamples)(side * side * bands);
    const from = index * side;
    const count = Math.min(side, width - from);
    for (let r = 0; r < side; r++) {
      const source = (Math.min(r, rows - 1) * width + from) * bands;
      const target = r * side * bands;
      tile.set(buffer.subarray(source, source + count * bands), target);
      for (let i = count * bands; i < side * bands; i++) tile[target + i] = tile[target + i - bands] as number;
      for (let i = side * bands - 1; i >= bands; i--)
        tile[target + i] = (tile[target + i] as number) - (tile[target + i - bands] as number);
    }
    return new Uint8Array(tile.buffer);
  }
}

export function levelsOf(shape: CogShape, tileSize: number): GrowingLevel[] {
  const sizes: { width: number; height: number }[] = [{ width: shape.width, height: shape.height }];
  for (let last = sizes[0]; last && Math.max(last.width, last.height) > tileSize; last = sizes.at(-1))
    sizes.push({ width: Math.ceil(last.width / 2), height: Math.ceil(last.height / 2) });
  const levels: GrowingLevel[] = [];
  for (const { width, height } of sizes.reverse())
    levels.unshift(new GrowingLevel(shape, width, height, tileSize, levels[0]));
  return levels;
}

interface Rows {
  readonly width: number;
  readonly rows: number;
  readonly bands: number;
  readonly nodata: number | undefined;
}

/** Means of 2 x 2 pixels; nodata counts only where there is nothing else. */
function halved(samples: WrittenSamples, { width, rows, bands, nodata }: Rows): WrittenSamples {
  const [outWidth, outRows] = [Math.ceil(width / 2), Math.ceil(rows / 2)];
  const half = new (samples.constructor as new (length: number) => WrittenSamples)(outWidth * outRows * bands);
  for (let r = 0; r < outRows; r++)
    for (let c = 0; c < outWidth; c++)
      for (let b = 0; b < bands; b++) {
        let [sum, count] = [0, 0];
        for (let y = 2 * r; y < Math.min(2 * r + 2, rows); y++)
          for (let x = 2 * c; x < Math.min(2 * c + 2, width); x++) {
            const value = samples[(y * width + x) * bands + b] as number;
            if (value === nodata) continue;
            sum += value;
            count++;
          }
        half[(r * outWidth + c) * bands + b] = count === 0 ? (nodata ?? 0) : Math.round(sum / count);
      }
  return half;
}
