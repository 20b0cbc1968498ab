import type { PlanePoint } from "./local-plane.ts";

/** Whether a point lies inside a closed ring (first corner not repeated) or on its edge within 1e-9 m. */
export function isInside(point: PlanePoint, ring: readonly PlanePoint[]): boolean {
  return distanceOutside(point, ring) <= 1e-9;
}

/**
 * How far a point lies outside a ring, metres; 0 inside and on the edge.
 *
 * Inside is decided by counting crossings of a ray to the east (even-odd).
 * Source: Hormann & Agathos (2001), Computational Geometry 20(3), section 2
 */
export function distanceOutside(point: PlanePoint, ring: readonly PlanePoint[]): number {
  let inside = false;
  let nearest = Infinity;
  forEachEdge(ring, (a, b) => {
    if (a.north > point.north !== b.north > point.north) {
      const east = a.east + ((point.north - a.north) / (b.north - a.north)) * (b.east - a.east);
      if (east > point.east) inside = !inside;
    }
    nearest = Math.min(nearest, distanceToSegment(point, a, b));
  });
  return inside ? 0 : nearest;
}

function distanceToSegment(p: PlanePoint, a: PlanePoint, b: PlanePoint): number {
  const [dx, dy] = [b.east - a.east, b.north - a.north];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((p.east - a.east) * dx + (p.north - a.north) * dy) / squared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(p.east - a.east - t * dx, p.north - a.north - t * dy);
}

/** Signed area, square metres; positive counter-clockwise. Source: the shoelace formula (Meister, 1769). */
export function areaOf(ring: readonly PlanePoint[]): number {
  let twice = 0;
  forEachEdge(ring, (a, b) => {
    twice += a.east * b.north - b.east * a.north;
  });
  return twice / 2;
}

/**
 * First pair of edges that cross or touch though they are not neighbours, or null where the ring is simple.
 *
 * @returns numbers of the two corners at which the edges begin, from 0
 */
export function selfCrossing(ring: readonly PlanePoint[]): readonly [number, number] | null {
  const n = ring.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const [a, b, c, d] = [ring[i], ring[(i + 1) % n], ring[j], ring[(j + 1) % n]];
      if (!a || !b || !c || !d) continue;
      const neighbours = j === i + 1 || (i === 0 && j === n - 1);
      // Neighbours share a corner: they offend only where one folds back over the other.
      if (neighbours ? foldsBack(a, b, c, d, j === i + 1) : segmentsMeet(a, b, c, d)) return [i, j];
    }
  }
  return null;
}

function foldsBack(a: PlanePoint, b: PlanePoint, c: PlanePoint, d: PlanePoint, following: boolean): boolean {
  const [before, corner, after] = following ? [a, b, d] : [c, a, b];
  const cross = turn(before, corner, after);
  const dot =
    (corner.east - before.east) * (after.east - corner.east) +
    (corner.north - before.north) * (after.north - corner.north);
  return cross === 0 && dot < 0;
}

function segmentsMeet(a: PlanePoint, b: PlanePoint, c: PlanePoint, d: PlanePoint): boolean {
  const [t1, t2, t3, t4] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (((t1 > 0 && t2 < 0) || (t1 < 0 && t2 > 0)) && ((t3 > 0 && t4 < 0) || (t3 < 0 && t4 > 0))) return true;
  return (
    (t1 === 0 && between(a, b, c)) ||
    (t2 === 0 && between(a, b, d)) ||
    (t3 === 0 && between(c, d, a)) ||
    (t4 === 0 && between(c, d, b))
  );
}

/** Twice the area of the triangle, positive for a left turn. */
function turn(a: PlanePoint, b: PlanePoint, c: PlanePoint): number {
  return (b.east - a.east) * (c.north - a.north) - (b.north - a.north) * (c.east - a.east);
}

function between(a: PlanePoint, b: PlanePoint, p: PlanePoint): boolean {
  return (
    Math.min(a.east, b.east) <= p.east &&
    p.east <= Math.max(a.east, b.east) &&
    Math.min(a.north, b.north) <= p.north &&
    p.north <= Math.max(a.north, b.north)
  );
}

function forEachEdge(ring: readonly PlanePoint[], visit: (a: PlanePoint, b: PlanePoint) => void): void {
  ring.forEach((a, i) => {
    visit(a, ring[(i + 1) % ring.length] ?? a);
  });
}
