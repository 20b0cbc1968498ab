import { metresPerDegree } from "../geo/ellipsoid.ts";
import type { LonLat } from "../geo/frames.ts";

/** Metres east and north of an origin; for yards, not for countries. */
export interface PlanePoint {
  readonly east: number;
  readonly north: number;
}

/**
 * A plane that touches the ellipsoid at `origin`: east and north in metres by the two radii of curvature there.
 *
 * A length towards east is off by tan(latitude) times its distance to north over the earth's radius: at 65 degrees 1 part in 3,000 a
 * kilometre from the origin, 1 in 300 ten kilometres away. Enough to check a drawing; what is read from an image uses the scene's own
 * CRS instead, and a length that is printed `lengthMetres`.
 */
export function planeAt(origin: LonLat): (point: LonLat) => PlanePoint {
  const degree = metresPerDegree(origin.lat);
  return ({ lon, lat }) => ({ east: (lon - origin.lon) * degree.east, north: (lat - origin.lat) * degree.north });
}

/** Inverse of {@link planeAt}. */
export function fromPlaneAt(origin: LonLat): (point: PlanePoint) => LonLat {
  const degree = metresPerDegree(origin.lat);
  return ({ east, north }) => ({ lon: origin.lon + east / degree.east, lat: origin.lat + north / degree.north });
}

/**
 * Length of a line, metres on the ground. 0 for fewer than two points.
 *
 * Checked against: PROJ 9.1.1 `geod` on WGS 84, test beside this file (1e-4 relative)
 */
export function lengthMetres(line: readonly LonLat[]): number {
  let total = 0;
  line.forEach((point, i) => {
    const before = line[i - 1];
    if (!before) return;
    const degree = metresPerDegree((before.lat + point.lat) / 2);
    total += Math.hypot((point.lon - before.lon) * degree.east, (point.lat - before.lat) * degree.north);
  });
  return total;
}

/**
 * The place so many metres along a line, and the unit vector to the right of travel there. Beyond an end of the line it goes
 * on straight.
 *
 * @throws RangeError for a line of fewer than two different points
 */
export function alongLine(line: readonly PlanePoint[], metres: number): PlanePoint & { readonly right: PlanePoint } {
  let passed = 0;
  let place: ReturnType<typeof alongLine> | null = null;
  for (let i = 0; i + 1 < line.length && (place === null || metres > passed); i++) {
    const [a, b] = [line[i] as PlanePoint, line[i + 1] as PlanePoint];
    const [east, north] = [b.east - a.east, b.north - a.north];
    const length = Math.hypot(east, north);
    if (length === 0) continue;
    const share = (metres - passed) / length;
    const right = { east: north / length, north: -east / length };
    place = { east: a.east + share * east, north: a.north + share * north, right };
    passed += length;
  }
  if (place === null) throw new RangeError("a line has two different points at least");
  return place;
}

/** Bounding box, degrees. Not for shapes across the antimeridian. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** @throws RangeError for no points */
export function boxOf(points: readonly LonLat[]): Box {
  if (points.length === 0) throw new RangeError("no points have no bounding box");
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lon, lat } of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return { west, south, east, north };
}
