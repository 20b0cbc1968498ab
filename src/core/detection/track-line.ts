import type { PlanePoint } from "../imagery/place-line.ts";

/** Where a point lies by a line: metres along it from its first vertex, and to its right. */
export interface PlaceByLine {
  readonly along: number;
  readonly across: number;
  /** Direction of the line there, radians from the x axis towards the y axis. */
  readonly direction: number;
}

/**
 * The place of a point by a line: at the nearest leg; beyond the ends, the first and last leg go on.
 *
 * @param points  at least two different points, metres
 */
export function placeByLine(points: readonly PlanePoint[], { x, y }: PlanePoint): PlaceByLine {
  let best = { along: NaN, across: NaN, direction: NaN, apart: Infinity };
  let reached = 0;
  const last = points.length - 2;
  for (let k = 0; k <= last; k++) {
    const [from, to] = [points[k] as PlanePoint, points[k + 1] as PlanePoint];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const size = Math.hypot(dx, dy);
    if (size === 0) continue;
    const along = ((x - from.x) * dx + (y - from.y) * dy) / size;
    const across = ((x - from.x) * dy - (y - from.y) * dx) / size;
    const held = Math.min(Math.max(along, 0), size);
    const apart = Math.hypot(x - from.x - (held * dx) / size, y - from.y - (held * dy) / size);
    if (apart < best.apart) {
      const free = (k === 0 && along < 0) || (k === last && along > size);
      best = { along: reached + (free ? along : held), across, direction: Math.atan2(dy, dx), apart };
    }
    reached += size;
  }
  return best;
}

export function lengthOf(points: readonly PlanePoint[]): number {
  let length = 0;
  for (let k = 1; k < points.length; k++) {
    const [from, to] = [points[k - 1] as PlanePoint, points[k] as PlanePoint];
    length += Math.hypot(to.x - from.x, to.y - from.y);
  }
  return length;
}
