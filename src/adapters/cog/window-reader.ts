import type { GeoTransform } from "../../core/geo/frames.ts";
import type { Raster } from "../../core/imagery/raster.ts";
import type { BandChoice } from "./band-choice.ts";
import { type Block, BlockStore } from "./block-store.ts";
import type { ImageLayout } from "./layout.ts";
import type { Level } from "./pyramid.ts";
import type { SceneImage } from "./scene-image.ts";

/** A rectangle of whole pixels. */
export interface PixelWindow {
  readonly col: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/** Reads rectangles of one level of an image as rasters in the image's own values. */
export class WindowReader {
  readonly width: number;
  readonly height: number;
  private readonly layout: ImageLayout;
  private readonly choice: BandChoice;
  private readonly pixels: BlockStore;
  private readonly mask: { readonly layout: ImageLayout; readonly store: BlockStore } | null;
  private readonly transform: GeoTransform;
  /** Largest value of the sample type; `null` for floating point, where any value may be none. */
  private readonly top: number | null;

  constructor(image: SceneImage, level: Level, signal?: AbortSignal) {
    const { littleEndian } = image;
    this.layout = level.layout;
    this.width = level.layout.width;
    this.height = level.layout.height;
    this.choice = image.choice;
    this.top = image.top;
    const { colours, alpha } = image.choice;
    const bands = alpha === null ? colours : [...colours, alpha];
    this.pixels = new BlockStore(image.source, { ...level, littleEndian }, bands, signal);
    this.mask = level.mask
      ? {
          layout: level.mask.layout,
          store: new BlockStore(image.source, { ...level.mask, littleEndian }, [0], signal),
        }
      : null;
    const { transform: t } = image;
    this.transform = {
      ...t,
      xPerCol: t.xPerCol * level.colScale,
      xPerRow: t.xPerRow * level.rowScale,
      yPerCol: t.yPerCol * level.colScale,
      yPerRow: t.yPerRow * level.rowScale,
    };
  }

  /** Positions of the blocks under a window that lies inside of the image. */
  blocksUnder(window: PixelWindow): number[] {
    return positionsUnder(window, this.layout);
  }

  /** Announces the blocks of all reads to come, in their order. */
  async announce(needs: readonly number[]): Promise<void> {
    await this.pixels.announce(needs);
    if (this.mask) {
      const { layout, store } = this.mask;
      await store.announce(needs.flatMap((position) => positionsUnder(this.windowOf(position), layout)));
    }
  }

  /**
   * One window.
   *
   * @param blocks  those that it needs, as announced; what lies under other blocks is unusable
   */
  async read(window: PixelWindow, blocks: readonly number[]): Promise<Raster> {
    const { width, height } = window;
    const t = this.transform;
    const raster: Raster = {
      width,
      height,
      pixels: new Float32Array(3 * width * height),
      usable: new Uint8Array(width * height),
      transform: {
        ...t,
        originX: t.originX + window.col * t.xPerCol + window.row * t.xPerRow,
        originY: t.originY + window.col * t.yPerCol + window.row * t.yPerRow,
      },
    };
    const taken = await Promise.all(blocks.map((position) => this.pixels.take(position)));
    blocks.forEach((position, i) => {
      const block = taken[i];
      if (block) this.paste(raster, window, position, block);
      this.pixels.release(position);
    });
    if (this.mask) await this.cut(raster, window, blocks);
    return raster;
  }

  private windowOf(position: number): PixelWindow {
    const { blockWidth, blockHeight, blocksAcross, width, height } = this.layout;
    const col = (position % blocksAcross) * blockWidth;
    const row = Math.floor(position / blocksAcross) * blockHeight;
    return { col, row, width: Math.min(blockWidth, width - col), height: Math.min(blockHeight, height - row) };
  }

  private paste(raster: Raster, window: PixelWindow, position: number, block: Block): void {
    const { blockWidth } = this.layout;
    const { nodata, palette, inverted, alpha, colours } = this.choice;
    const place = this.windowOf(position);
    const overlap = overlapOf(window, place);
    const size = raster.width * raster.height;
    const [first, second = first, third = first] = block.planes;
    const opacity = alpha === null ? undefined : block.planes[colours.length];
    if (first === undefined || second === undefined || third === undefined) return;
    // A grey image's alpha is no colour.
    const [green, blue] = colours.length === 3 ? [second, third] : [first, first];
    const top = this.top ?? 0;
    const plain = nodata === null && !opacity && !palette && !inverted && this.top !== null;
    for (let row = overlap.row; row < overlap.row + overlap.height; row++) {
      let from = (row - place.row) * blockWidth + overlap.col - place.col;
      let to = (row - window.row) * raster.width + overlap.col - window.col;
      if (plain) {
        raster.usable.fill(1, to, to + overlap.width);
        raster.pixels.set(first.subarray(from, from + overlap.width), to);
        raster.pixels.set(green.subarray(from, from + overlap.width), to + size);
        raster.pixels.set(blue.subarray(from, from + overlap.width), to + 2 * size);
        continue;
      }
      for (let i = 0; i < overlap.width; i++, from++, to++) {
        const [r, g, b] = [first[from] as number, green[from] as number, blue[from] as number];
        if (nodata !== null && r === nodata && g === nodata && b === nodata) continue;
        // Only 0: some suppliers' near infrared is labelled alpha, and dark there over every track.
        if (opacity !== undefined && opacity[from] === 0) continue;
        if (!(Number.isFinite(r) && Number.isFinite(g) && Number.isFinite(b))) continue;
        raster.usable[to] = 1;
        if (palette) {
          for (let band = 0; band < 3; band++) raster.pixels[to + band * size] = palette[3 * r + band] as number;
          continue;
        }
        raster.pixels[to] = inverted ? top - r : r;
        raster.pixels[to + size] = inverted ? top - g : g;
        raster.pixels[to + 2 * size] = inverted ? top - b : b;
      }
    }
  }

  /** Makes unusable what the mask leaves out. */
  private async cut(raster: Raster, window: PixelWindow, blocks: readonly number[]): Promise<void> {
    if (!this.mask) return;
    const { layout, store } = this.mask;
    const positions = blocks.flatMap((position) => positionsUnder(this.windowOf(position), layout));
    for (const position of positions) {
      const block = await store.take(position);
      const { blockWidth, blockHeight, blocksAcross } = layout;
      const place = {
        col: (position % blocksAcross) * blockWidth,
        row: Math.floor(position / blocksAcross) * blockHeight,
        width: blockWidth,
        height: blockHeight,
      };
      const overlap = overlapOf(window, place);
      const [plane] = block?.planes ?? [];
      for (let row = overlap.row; row < overlap.row + overlap.height; row++)
        for (let col = overlap.col; col < overlap.col + overlap.width; col++)
          if (!plane || plane[(row - place.row) * blockWidth + col - place.col] === 0)
            raster.usable[(row - window.row) * raster.width + col - window.col] = 0;
      store.release(position);
    }
  }
}

function positionsUnder({ col, row, width, height }: PixelWindow, layout: ImageLayout): number[] {
  const { blockWidth, blockHeight, blocksAcross } = layout;
  const positions: number[] = [];
  for (let down = Math.floor(row / blockHeight); down * blockHeight < row + height; down++)
    for (let across = Math.floor(col / blockWidth); across * blockWidth < col + width; across++)
      positions.push(down * blocksAcross + across);
  return positions;
}

function overlapOf(a: PixelWindow, b: PixelWindow): PixelWindow {
  const [col, row] = [Math.max(a.col, b.col), Math.max(a.row, b.row)];
  return {
    col,
    row,
    width: Math.max(0, Math.min(a.col + a.width, b.col + b.width) - col),
    height: Math.max(0, Math.min(a.row + a.height, b.row + b.height) - row),
  };
}
