import TileLayer from "ol/layer/Tile";
import ImageTile from "ol/source/ImageTile";
import TileGrid from "ol/tilegrid/TileGrid";
import { type Cog, NotForBrowsers, openCog } from "./cog.ts";
import { planeOf } from "./plane.ts";
import { UNDECODED } from "./undecoded.ts";
import type { YardScene } from "./yard-records.ts";

/** A scene as a layer. */
export interface SceneLayer {
  readonly layer: TileLayer<ImageTile>;
}

/** Side of the pictures that the server makes of a file that the page cannot read, pixels. */
const SERVER_TILE = 512;
/** Beyond this many times the coarsest version nothing is shown: thousands of tiles would be asked for. */
const COARSEST = 6;

/**
 * A scene straight from its file by ranges; where the page cannot read that file (turned or stretched grids, no
 * overviews) or cannot decode what it reads (rare compressions), in pictures that the server reads.
 *
 * @param name      class of the layer's own canvas: what is shown of it is a matter of style
 * @param onTrouble told when a part could not be read
 */
export async function sceneLayer(
  scene: YardScene,
  name: string,
  onTrouble: (trouble: Error) => void,
): Promise<SceneLayer> {
  if (scene.pixels === null || scene.crs === null) throw new Error(`the pixels of ${scene.id} are not to be had`);
  const { projection } = planeOf(scene.crs);
  const failed = (error: Error): never => {
    if (error.name !== "AbortError") onTrouble(error);
    throw error;
  };
  const cog = isUpright(scene) ? await openCog(scene.pixels).catch(leftToServer) : null;
  const tileGrid = cog === null ? serverGrid(scene) : cogGrid(scene, cog);
  let decodes = cog !== null;
  let isFirst = true;
  const shown = <Picture>(picture: Picture): Picture => {
    if (isFirst) requestAnimationFrame(() => performance.mark("yardcheck-scene-first"));
    isFirst = false;
    return picture;
  };
  const source = new ImageTile({
    projection,
    tileGrid,
    wrapX: false,
    transition: 0,
    interpolate: true,
    loader: async (z, x, y, { signal }) => {
      if (cog !== null && decodes) {
        const read = await cog.tile(cog.levels.length - 1 - z, x, y, signal).catch((error: Error) => {
          if (signal.aborted || isLost(error)) return failed(error);
          // What this browser cannot decode once, it never can.
          decodes = false;
          return null;
        });
        if (read !== null) return shown(read);
      }
      const side = cog?.tileSize ?? SERVER_TILE;
      return shown(await serverPicture(scene, tileGrid.getTileCoordExtent([z, x, y]), side, signal).catch(failed));
    },
  });
  const layer = new TileLayer({ source, className: name, preload: 1, cacheSize: 256 });
  const coarsest = tileGrid.getResolution(0);
  layer.setMaxResolution(coarsest * COARSEST);
  return { layer };
}

function leftToServer(error: Error): null {
  if (!(error instanceof NotForBrowsers) && isLost(error)) throw error;
  return null;
}

/** A dropped connection, or an answer that is none, is no fault of the file. */
function isLost(error: Error): boolean {
  if (error.message.includes(UNDECODED)) return false;
  return error instanceof TypeError || error.name === "AggregateError" || /fetch|request|server/i.test(error.message);
}

/** North up as far as the file goes, and square: what a grid of tiles can be laid over. */
function isUpright({ grid: { transform } }: YardScene): boolean {
  const { xPerCol, xPerRow, yPerCol, yPerRow } = transform;
  return xPerRow === 0 && yPerCol === 0 && xPerCol > 0 && Math.abs(xPerCol + yPerRow) < 1e-6 * xPerCol;
}

function cogGrid({ grid }: YardScene, { levels, tileSize }: Cog): TileGrid {
  const { originX, originY, xPerCol } = grid.transform;
  return new TileGrid({
    origin: [originX, originY],
    extent: extentOf(grid),
    tileSize,
    resolutions: levels.toReversed().map(({ width }) => (xPerCol * grid.width) / width),
  });
}

function serverGrid({ grid }: YardScene): TileGrid {
  const [left, bottom, right, top] = extentOf(grid);
  const finest = Math.min((right - left) / grid.width, (top - bottom) / grid.height);
  const levels = Math.max(1, Math.ceil(Math.log2(Math.max(grid.width, grid.height) / SERVER_TILE)) + 1);
  return new TileGrid({
    origin: [left, top],
    extent: [left, bottom, right, top],
    tileSize: SERVER_TILE,
    resolutions: Array.from({ length: levels }, (_, z) => finest * 2 ** (levels - 1 - z)),
  });
}

/** Left, bottom, right, top of a scene in its own plane. */
export function extentOf({ transform: t, width, height }: YardScene["grid"]): [number, number, number, number] {
  const corners = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ].map(([col = 0, row = 0]) => [
    t.originX + col * t.xPerCol + row * t.xPerRow,
    t.originY + col * t.yPerCol + row * t.yPerRow,
  ]);
  const [xs, ys] = [corners.map(([x = 0]) => x), corners.map(([, y = 0]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

async function serverPicture(
  scene: YardScene,
  box: readonly number[],
  side: number,
  signal: AbortSignal,
): Promise<HTMLImageElement> {
  const query = new URLSearchParams({ box: box.join(","), size: String(side) });
  const response = await fetch(`/api/scenes/${encodeURIComponent(scene.id)}/picture.png?${query}`, { signal });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const picture = new Image();
  picture.src = URL.createObjectURL(await response.blob());
  await picture.decode().finally(() => URL.revokeObjectURL(picture.src));
  return picture;
}
