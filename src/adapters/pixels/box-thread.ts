/** Runs in a thread of its own, so that an image that never ends decoding can be ended with it. */
import sharp from "sharp";
import { mapToPixel } from "../../core/geo/frames.ts";
import type { Stretch } from "../../core/imagery/stretch.ts";
import type { OpenScene } from "../cog/open-scene.ts";
import type { PixelWindow } from "../cog/window-reader.ts";
import { openRegistered } from "../counting/count-registered.ts";
import { imageFetchOf } from "../stac-search/image-fetch.ts";
import { answerTasks } from "../threads/answer-tasks.ts";
import type { BoxTask, ScenePlane } from "./box-pictures.ts";

/** Pixels read for each pixel drawn, along a side: enough that the nearest one is not noticed. */
const READ_FINER = 1.5;

/** Stretches of whole scenes, by scene: a map of a scene is many boxes, which must not differ. */
const stretches = new Map<string, Stretch | null>();
const MOST_STRETCHES = 100;

answerTasks<BoxTask, Uint8Array | ScenePlane>(async ({ scene, box, size, access }) => {
  const open = await openRegistered(scene, { fetch: imageFetchOf(access.settings, access.environment) });
  try {
    if (box === null) {
      const { epsg, name, definition } = open.crs;
      return { epsg, name, definition };
    }
    const known = stretches.get(scene.id);
    const stretch = known === undefined ? await open.wholeStretch() : known;
    if (stretches.size >= MOST_STRETCHES) stretches.clear();
    stretches.set(scene.id, stretch);
    return await picture(open, box, size, stretch);
  } finally {
    await open.close();
  }
});

/** Every pixel of the box takes the nearest pixel of the scene; transparent where there is none. */
async function picture(
  open: OpenScene,
  [left, bottom, right, top]: NonNullable<BoxTask["box"]>,
  size: number,
  stretch: Stretch | null,
): Promise<Uint8Array> {
  const { epsg } = open.crs;
  const { transform } = open.image;
  const rgba = new Uint8ClampedArray(size * size * 4);
  const pixelAt = (u: number, v: number) =>
    mapToPixel(transform, { x: left + u * (right - left), y: top - v * (top - bottom), epsg });
  const window = windowOf([pixelAt(0, 0), pixelAt(1, 0), pixelAt(1, 1), pixelAt(0, 1)], open.grid);
  if (window !== null) {
    const { raster } = await open.readPicture((READ_FINER * size) ** 2, window, undefined, stretch);
    const [perCol, perRow] = [raster.width / window.width, raster.height / window.height];
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) {
        const { col: c, row: r } = pixelAt((column + 0.5) / size, (row + 0.5) / size);
        const [x, y] = [Math.floor((c - window.col) * perCol), Math.floor((r - window.row) * perRow)];
        if (!(x >= 0 && y >= 0 && x < raster.width && y < raster.height)) continue;
        const [from, to] = [y * raster.width + x, 4 * (row * size + column)];
        if (raster.usable[from] === 0) continue;
        for (let band = 0; band < 3; band++)
          rgba[to + band] = raster.pixels[band * raster.width * raster.height + from] ?? 0;
        rgba[to + 3] = 255;
      }
  }
  return await sharp(rgba, { raw: { width: size, height: size, channels: 4 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}

/** Whole pixels around the corners, inside of the image; null where none lies in it. */
function windowOf(
  corners: readonly { readonly col: number; readonly row: number }[],
  { width, height }: { readonly width: number; readonly height: number },
): PixelWindow | null {
  const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const [cols, rows] = [corners.map(({ col }) => col), corners.map(({ row }) => row)];
  const [col, right] = [clamp(Math.floor(Math.min(...cols)), width), clamp(Math.ceil(Math.max(...cols)), width)];
  const [row, bottom] = [clamp(Math.floor(Math.min(...rows)), height), clamp(Math.ceil(Math.max(...rows)), height)];
  return right > col && bottom > row ? { col, row, width: right - col, height: bottom - row } : null;
}
