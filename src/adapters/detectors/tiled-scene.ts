import type { Tile } from "../../core/detection/tiles.ts";
import { pixelToMap } from "../../core/geo/frames.ts";
import type { Stretch } from "../../core/imagery/stretch.ts";
import type { TiledScene } from "../../pipeline/box-detector.ts";
import { converter } from "../cog/crs/crs.ts";
import type { OpenScene } from "../cog/open-scene.ts";

/** What YOLO's own preparation fills up with, 0-255. */
const PADDING = 114;

/**
 * An open image, as a detector of boxes reads it: in squares, at its own pixels.
 *
 * @param stretch  of the whole scene, as {@link OpenScene.wholeStretch} gives it: one for all squares
 */
export function tiledScene(open: OpenScene, stretch: Stretch | null, signal?: AbortSignal): TiledScene {
  const { width, height, transform, pixelSizeMetres } = open.grid;
  const toWorking = converter(open.crs, open.working);
  return {
    width,
    height,
    pixelSizeMetres,
    async *readTiles(tiles) {
      const windows = tiles.map(({ col, row, size }) => ({
        col,
        row,
        width: Math.min(size, width - col),
        height: Math.min(size, height - row),
      }));
      let k = 0;
      for await (const raster of open.readRectangles(windows, stretch, signal)) {
        const { size } = tiles[k++] as Tile;
        const pixels = new Float32Array(3 * size * size).fill(PADDING);
        for (let band = 0; band < 3; band++)
          for (let r = 0; r < raster.height; r++) {
            const from = (band * raster.height + r) * raster.width;
            pixels.set(raster.pixels.subarray(from, from + raster.width), (band * size + r) * size);
          }
        yield pixels;
      }
    },
    toPixel: ({ x, y }) => open.toPixel(x, y),
    toWorking(col, row) {
      const point = pixelToMap(transform, { col, row });
      const [x, y] = toWorking(point.x, point.y);
      return { x, y };
    },
    read: () => open.read,
  };
}
