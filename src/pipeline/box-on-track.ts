import { type DetectedBox, lengthInUprightBox } from "../core/detection/box-outputs.ts";
import { areaOf, type Corner, cornersOf, type RotatedBox } from "../core/detection/rotated-box.ts";
import type { Tile } from "../core/detection/tiles.ts";
import { lengthOf, placeByLine } from "../core/detection/track-line.ts";
import type { PlanePoint } from "../core/imagery/place-line.ts";
import type { CarType } from "../core/observation/observation.ts";
import type { BoxDetector, TiledScene } from "./box-detector.ts";

/** Furthest sideways that the middle of a box may lie from its track, metres: half of the usual spacing. */
const REACH_METRES = 2.3;

/** A box that lies on a track. */
export interface OnTrack {
  readonly track: number;
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly type: CarType;
  /** In the working CRS, metres. */
  readonly box: RotatedBox;
}

/** Whether an edge of its tile cuts a box, and there is a next tile in which it is seen whole. */
export function isCutByTile(box: DetectedBox, tile: Tile, { width, height }: TiledScene): boolean {
  const corners = cornersOf(box);
  const touches = (low: number, high: number) => [low < 2, high > tile.size - 2] as const;
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, right] = touches(Math.min(...xs), Math.max(...xs));
  const [top, bottom] = touches(Math.min(...ys), Math.max(...ys));
  return (
    (left && tile.col > 0) ||
    (top && tile.row > 0) ||
    (right && tile.col + tile.size < width) ||
    (bottom && tile.row + tile.size < height)
  );
}

/** The car that a box of a tile says stands on one of the lines; null where it lies on none. */
export function onTrack(
  box: DetectedBox,
  tile: Tile,
  tiled: TiledScene,
  lines: readonly (readonly PlanePoint[])[],
  detector: BoxDetector,
): OnTrack | null {
  const ground = (x: number, y: number) => tiled.toWorking(tile.col + x, tile.row + y);
  const centre = ground(box.x, box.y);
  let nearest = { track: -1, across: Infinity, along: 0, direction: 0 };
  lines.forEach((points, track) => {
    const place = placeByLine(points, centre);
    const within = place.along >= 0 && place.along <= lengthOf(points);
    if (within && Math.abs(place.across) < Math.abs(nearest.across)) nearest = { track, ...place };
  });
  if (nearest.track < 0 || Math.abs(nearest.across) > REACH_METRES) return null;
  const ahead = ground(box.x + box.length / 2, box.y);
  const beside = ground(box.x, box.y + box.width / 2);
  const distance = (point: PlanePoint) => Math.hypot(point.x - centre.x, point.y - centre.y);
  const sides = { width: 2 * distance(ahead), height: 2 * distance(beside) };
  // Such a box lies along the image's axes, which may be turned or mirrored on the ground.
  const columns = Math.atan2(ahead.y - centre.y, ahead.x - centre.x);
  let [length, width] = [lengthInUprightBox(sides, nearest.direction - columns), 3];
  if (box.turned) {
    const along = cornersOf(box).map(([x, y]) => placeByLine(lines[nearest.track] ?? [], ground(x, y)).along);
    length = Math.max(...along) - Math.min(...along);
    const area = areaOf(
      cornersOf(box).map(([x, y]): Corner => {
        const point = ground(x, y);
        return [point.x, point.y];
      }),
    );
    width = Math.max(1, Math.min(5, area / length));
  }
  return {
    track: nearest.track,
    from: Math.max(0, nearest.along - length / 2),
    to: Math.min(nearest.along + length / 2, lengthOf(lines[nearest.track] ?? [])),
    score: Math.min(Math.max(box.score, 0), 1),
    type: typeNamed(detector.nameOf(box.label)),
    box: { ...centre, length, width, angle: nearest.direction },
  };
}

function typeNamed(name: string | null): CarType {
  if (name === null) return "unknown";
  if (/storage/i.test(name)) return "unknown";
  if (/tank|cistern/i.test(name)) return "tank";
  if (/box|covered|tarp/i.test(name)) return "covered";
  if (/gondola|hopper|open/i.test(name)) return "open";
  if (/flat|container/i.test(name)) return "flat";
  if (/loco|engine|passenger/i.test(name)) return "locomotive";
  return "unknown";
}
