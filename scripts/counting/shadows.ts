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

export interface Sun {
  readonly azimuthDegrees: number;
  readonly elevationDegrees: number;
}

/** A listed car as seen from above: the corners of its outline, closed, left side first. */
export interface ListedOutline {
  readonly ring: readonly (readonly number[])[];
  readonly probability: number;
}

/**
 * Share of a listed car's length that lies in the shadow of cars listed on other tracks, each weighed by its probability,
 * 0 to 1.
 */
export function shadedShare(ring: ListedOutline["ring"], others: readonly ListedOutline[], sun: Sun): number {
  const [a, b, c, d] = ring.map(([x = 0, y = 0]) => ({ x, y }));
  if (!a || !b || !c || !d) return 0;
  const azimuth = (sun.azimuthDegrees * Math.PI) / 180;
  const reach = CAR_HEIGHT_METRES / Math.tan((sun.elevationDegrees * Math.PI) / 180);
  const corners = others.map((other) => other.ring.slice(0, -1).map(([x = 0, y = 0]) => ({ x, y })));
  const places = [0.1, 0.3, 0.5, 0.7, 0.9];
  const shades = places.map((share) => {
    const between = (from: "x" | "y") => ((a[from] + d[from]) * (1 - share) + (b[from] + c[from]) * share) / 2;
    const [x, y] = [between("x"), between("y")];
    let most = 0;
    for (let metres = NEAREST_METRES; metres <= reach; metres += 0.5) {
      const point = { x: x + metres * Math.sin(azimuth), y: y + metres * Math.cos(azimuth) };
      for (const [k, { probability }] of others.entries())
        if (probability > most && isInside(point, corners[k] ?? [])) most = probability;
    }
    return most;
  });
  return shades.reduce((sum, shade) => sum + shade, 0) / places.length;
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
function isInside(point: { x: number; y: number }, corners: readonly { x: number; y: number }[]): boolean {
  let sign = 0;
  for (const [k, a] of corners.entries()) {
    const b = corners[(k + 1) % corners.length] ?? a;
    const cross = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
    if (sign !== 0 && Math.sign(cross) !== sign) return false;
    sign = Math.sign(cross);
  }
  return true;
}
