import type { PixelPoint } from "../../core/geo/frames.ts";
import { areaAverage } from "../../core/imagery/raster.ts";
import { anchorOf, type StraightenedPixels, straighten } from "../../core/imagery/straighten.ts";
import type { StripPlacement } from "../../core/imagery/strip.ts";
import { YardcheckError } from "../../errors.ts";
import type { SceneImage } from "./scene-image.ts";
import { type PixelWindow, WindowReader } from "./window-reader.ts";

/** Columns that are read and straightened at once: 32 m at 0.25 m, a window of some hundred pixels. */
const PIECE_COLUMNS = 128;
/** Columns whose common rectangle decides which blocks are needed. */
const STEP_COLUMNS = 8;
/** Pixels around a sample that bicubic weights reach, and one more for rounding. */
const REACH_PIXELS = 3;

export interface AlongOptions {
  readonly spacingMetres: number;
  readonly halfWidthMetres: number;
  /** Where a point of the placement's plane lies in the image's own pixels. */
  readonly toPixel: (x: number, y: number) => PixelPoint;
  /** Ground size of an image pixel, metres: decides on the overview and on averaging. */
  readonly pixelSizeMetres: number;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Piece {
  readonly strip: number;
  readonly from: number;
  readonly to: number;
  readonly window: PixelWindow;
  readonly blocks: readonly number[];
}

/**
 * Reads what lies along lines, in the image's own values, and nothing else of the image.
 *
 * @returns one straightened piece of ground a placement; samples outside of the image are unusable
 */
export async function readAlong(
  image: SceneImage,
  placements: readonly StripPlacement[],
  options: AlongOptions,
): Promise<StraightenedPixels[]> {
  const { spacingMetres, halfWidthMetres, toPixel, pixelSizeMetres, signal } = options;
  const level = image.levelFor(spacingMetres / pixelSizeMetres);
  const factor = Math.max(1, Math.floor((spacingMetres / pixelSizeMetres / level.colScale) * 1.0001));
  const toLevel = (x: number, y: number): PixelPoint => {
    const { col, row } = toPixel(x, y);
    return { col: col / level.colScale, row: row / level.rowScale };
  };
  const height = Math.round((2 * halfWidthMetres) / spacingMetres);
  const reach = REACH_PIXELS * factor;
  const reader = new WindowReader(image, level, signal);
  const pieces: Piece[] = [];
  placements.forEach((placement, strip) => {
    for (let from = 0; from < placement.x.length; from += PIECE_COLUMNS) {
      const to = Math.min(from + PIECE_COLUMNS, placement.x.length);
      const piece = coverOf(placement, from, to, { halfWidthMetres, toLevel, reach, reader, factor });
      if (piece) pieces.push({ strip, from, to, ...piece });
    }
  });
  await reader.announce(pieces.flatMap(({ blocks }) => blocks));

  const strips = placements.map(({ x }) => ({
    width: x.length,
    height,
    pixels: new Float32Array(3 * height * x.length),
    usable: new Uint8Array(height * x.length),
  }));
  const anchors = placements.map((placement) => anchorOf(placement, toLevel));
  for (const [done, piece] of pieces.entries()) {
    if (signal?.aborted) throw new YardcheckError("interrupted", `reading ${image.location} was interrupted`);
    const raster = areaAverage(await reader.read(piece.window, piece.blocks), factor);
    const placement = placements[piece.strip] as StripPlacement;
    const { window } = piece;
    const inWindow = ({ col, row }: PixelPoint): PixelPoint => ({
      col: (col - window.col) / factor,
      row: (row - window.row) / factor,
    });
    const part = straighten(raster, columnsOf(placement, piece.from, piece.to), {
      spacingMetres,
      halfWidthMetres,
      range: image.range,
      toPixel: (x, y) => inWindow(toLevel(x, y)),
      anchor: inWindow(anchors[piece.strip] as PixelPoint),
    });
    insert(part, strips[piece.strip] as StraightenedPixels, piece.from);
    options.onProgress?.(done + 1, pieces.length);
  }
  return strips;
}

interface CoverOptions {
  readonly halfWidthMetres: number;
  readonly toLevel: (x: number, y: number) => PixelPoint;
  readonly reach: number;
  readonly reader: WindowReader;
  readonly factor: number;
}

/** The window of some columns and the blocks under them; `null` where they lie outside of the image. */
function coverOf(placement: StripPlacement, from: number, to: number, options: CoverOptions) {
  const { halfWidthMetres, toLevel, reach, reader, factor } = options;
  const blocks = new Set<number>();
  const whole = new Bounds();
  for (let start = from; start < to; start += STEP_COLUMNS) {
    const part = new Bounds();
    // The step's last column is the next one's first: nothing between them is missed.
    for (const c of [start, Math.min(start + STEP_COLUMNS, to - 1)])
      for (const across of [-halfWidthMetres, halfWidthMetres]) {
        const x = (placement.x[c] as number) + across * (placement.normalX[c] as number);
        const y = (placement.y[c] as number) + across * (placement.normalY[c] as number);
        part.add(toLevel(x, y));
      }
    const window = part.window(reach, 1, reader);
    if (!window) continue;
    whole.addWindow(window);
    for (const block of reader.blocksUnder(window)) blocks.add(block);
  }
  const window = whole.window(0, factor, reader);
  return window ? { window, blocks: [...blocks] } : null;
}

class Bounds {
  private left = Infinity;
  private top = Infinity;
  private right = -Infinity;
  private bottom = -Infinity;

  add({ col, row }: PixelPoint): void {
    // A point that cannot be placed leaves the bounds as they are.
    if (!(Number.isFinite(col) && Number.isFinite(row))) return;
    this.left = Math.min(this.left, col);
    this.top = Math.min(this.top, row);
    this.right = Math.max(this.right, col);
    this.bottom = Math.max(this.bottom, row);
  }

  addWindow({ col, row, width, height }: PixelWindow): void {
    this.add({ col, row });
    this.add({ col: col + width, row: row + height });
  }

  /** Whole pixels around the bounds inside of the image, beginning at multiples of `factor`. */
  window(reach: number, factor: number, { width, height }: { readonly width: number; readonly height: number }) {
    const col = Math.floor(Math.max(0, this.left - reach) / factor) * factor;
    const row = Math.floor(Math.max(0, this.top - reach) / factor) * factor;
    const right = Math.min(width, Math.ceil((this.right + reach) / factor) * factor);
    const bottom = Math.min(height, Math.ceil((this.bottom + reach) / factor) * factor);
    return right > col && bottom > row ? { col, row, width: right - col, height: bottom - row } : null;
  }
}

function columnsOf(placement: StripPlacement, from: number, to: number): StripPlacement {
  return {
    epsg: placement.epsg,
    x: placement.x.subarray(from, to),
    y: placement.y.subarray(from, to),
    normalX: placement.normalX.subarray(from, to),
    normalY: placement.normalY.subarray(from, to),
  };
}

function insert(part: StraightenedPixels, strip: StraightenedPixels, from: number): void {
  const { width, height } = strip;
  for (let r = 0; r < height; r++) {
    strip.usable.set(part.usable.subarray(r * part.width, (r + 1) * part.width), r * width + from);
    for (let band = 0; band < 3; band++) {
      const source = (band * height + r) * part.width;
      strip.pixels.set(part.pixels.subarray(source, source + part.width), (band * height + r) * width + from);
    }
  }
}
