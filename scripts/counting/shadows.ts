import type { MapPoint } from "../../src/core/geo/frames.ts";
import type { Car } from "../../src/core/observation/observation.ts";
import type { RenderedScene } from "./rendered-scenes.ts";

/** Cars are 3 to 5 m high; a shadow is looked for as far as that of one of 4.2 m reaches. */
const CAR_HEIGHT_METRES = 4.2;
/** Half of a car's width: nearer than this, a place is the car itself. */
const NEAREST_METRES = 1.5;

/**
 * Whether the middle of a car that was listed where none stands lies in the shadow of a true car of another track, or
 * (`away`) where that car's shadow would lie if the sun stood on the other side: chance alone.
 */
export function liesInShadow(rendered: Pick<RenderedScene, "yard">, track: number, car: Car, away: boolean): boolean {
  const { yard } = rendered;
  const line = yard.tracks[track]?.line ?? [];
  const middle = along(line, (car.from + car.to) / 2);
  if (!middle) return false;
  const azimuth = (yard.sun.azimuthDegrees * Math.PI) / 180;
  const side = away ? -1 : 1;
  const reach = CAR_HEIGHT_METRES / Math.tan((yard.sun.elevationDegrees * Math.PI) / 180);
  const others = yard.truth.filter((other) => other.track !== track);
  for (let metres = NEAREST_METRES; metres <= reach; metres += 0.5) {
    const point = {
      x: middle.x + side * metres * Math.sin(azimuth),
      y: middle.y + side * metres * Math.cos(azimuth),
    };
    if (others.some(({ corners }) => isInside(point, corners))) return true;
  }
  return false;
}

function along(line: readonly MapPoint[], metres: number): { x: number; y: number } | null {
  let left = metres;
  for (let k = 1; k < line.length; k++) {
    const [from, to] = [line[k - 1] as MapPoint, line[k] as MapPoint];
    const size = Math.hypot(to.x - from.x, to.y - from.y);
    if (left <= size)
      return { x: from.x + (left / size) * (to.x - from.x), y: from.y + (left / size) * (to.y - from.y) };
    left -= size;
  }
  return null;
}

/** Corners in order, either way round. */
function isInside(point: { x: number; y: number }, corners: readonly MapPoint[]): boolean {
  let sign = 0;
  for (const [k, a] of corners.entries()) {
    const b = corners[(k + 1) % corners.length] as MapPoint;
    const cross = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
    if (sign !== 0 && Math.sign(cross) !== sign) return false;
    sign = Math.sign(cross);
  }
  return true;
}
