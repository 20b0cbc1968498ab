import type { BoxClasses } from "../core/detection/box-classes.ts";
import type { DetectedBox } from "../core/detection/box-outputs.ts";
import type { Tile } from "../core/detection/tiles.ts";
import type { PlanePoint } from "../core/imagery/place-line.ts";
import type { ReadCost } from "../core/imagery/strip.ts";

/** Anyone's detector; see adapters/detectors/onnx-boxes.ts. */
export interface BoxDetector {
  readonly tilePixels: number;
  /** SHA-256 of its file. */
  readonly hash: string;
  readonly classes: BoxClasses;
  readonly settings: Readonly<Record<string, string | number>>;
  nameOf(label: number): string | null;
  /** Boxes of one tile, in its pixels; shape of `pixels`: 3 x tile x tile, 0-255. @throws YardcheckError */
  detect(pixels: Float32Array): Promise<readonly DetectedBox[]>;
}

/** An image that can be read in squares. */
export interface TiledScene {
  readonly width: number;
  readonly height: number;
  readonly pixelSizeMetres: number;
  /**
   * Pixels of squares in their order, 0-255, grey (114) beyond the image; what several of them share is read once. Shape of each: 3 x size
   * x size.
   */
  readTiles(tiles: readonly Tile[]): AsyncIterable<Float32Array>;
  toPixel(point: PlanePoint): { readonly col: number; readonly row: number };
  toWorking(col: number, row: number): PlanePoint;
  readonly read: () => ReadCost;
}
