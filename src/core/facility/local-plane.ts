import type { LonLat } from "../geo/frames.ts";

/** Metres east and north of an origin; for yards, not for countries. */
export interface PlanePoint {
  readonly east: number;
  readonly north: number;
}

/** WGS 84: semi-major axis in metres, and first eccentricity squared. Source: NIMA TR8350.2, table 3.1. */
const SEMI_MAJOR_METRES = 6_378_137;
const ECCENTRICITY_SQUARED = 6.694_379_990_14e-3;
const RADIANS = Math.PI / 180;

/**
 * A plane that touches the ellipsoid at `origin`: east and north in metres by the two radii of curvature there.
 *
 * Lengths are right to about 1 part in 10,000 within 10 km of the origin at latitudes up to 65 degrees: enough to
 * check a drawing and to print a length. What is read from an image uses the scene's own CRS instead.
 *
 * Source: Snyder (1987), Map Projections - A Working Manual, USGS PP 1395, p. 24-25 (radii of curvature)
 * Checked against: PROJ 9.1.1 `geod` on WGS 84, test beside this file (1e-4 relative)
 */
export function planeAt(origin: LonLat): (point: LonLat) => PlanePoint {
  const sine = Math.sin(origin.lat * RADIANS);
  const w2 = 1 - ECCENTRICITY_SQUARED * sine * sine;
  const meridian = (SEMI_MAJOR_METRES * (1 - ECCENTRICITY_SQUARED)) / (w2 * Math.sqrt(w2));
  const parallel = (SEMI_MAJOR_METRES / Math.sqrt(w2)) * Math.cos(origin.lat * RADIANS);
  return ({ lon, lat }) => ({
    east: (lon - origin.lon) * RADIANS * parallel,
    north: (lat - origin.lat) * RADIANS * meridian,
  });
}

/** Inverse of {@link planeAt}. */
export function fromPlaneAt(origin: LonLat): (point: PlanePoint) => LonLat {
  const unit = planeAt(origin)({ lon: origin.lon + 1, lat: origin.lat + 1 });
  return ({ east, north }) => ({ lon: origin.lon + east / unit.east, lat: origin.lat + north / unit.north });
}

/** Length of a line, metres on the ground. 0 for fewer than two points. */
export function lengthMetres(line: readonly LonLat[]): number {
  let total = 0;
  line.forEach((point, i) => {
    const before = line[i - 1];
    if (!before) return;
    const { east, north } = planeAt({ lon: before.lon, lat: (before.lat + point.lat) / 2 })(point);
    const start = planeAt({ lon: before.lon, lat: (before.lat + point.lat) / 2 })(before);
    total += Math.hypot(east - start.east, north - start.north);
  });
  return total;
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
