import { metresPerDegree } from "../../../core/geo/ellipsoid.ts";
import type { LonLat } from "../../../core/geo/frames.ts";
import { type Crs, converter, localUtm, WGS84 } from "./crs.ts";

/** The point scale of a plane in which metres are counted as they are, about 1. Source: docs/methods/reading.md. */
const LARGEST_SCALE_ERROR = 0.002;

/** Whether a metre of a plane is a metre on the ground at a point, both ways, within 0.2 %. */
function isTrueMetres(crs: Crs, centre: LonLat): boolean {
  if (crs.metresPerUnit === null || Math.abs(crs.metresPerUnit - 1) > 1e-4) return false;
  const plane = converter(WGS84, crs);
  const degree = metresPerDegree(centre.lat);
  const step = 1e-4;
  const [x, y] = plane(centre.lon, centre.lat);
  const [eastX, eastY] = plane(centre.lon + step, centre.lat);
  const [northX, northY] = plane(centre.lon, centre.lat + step);
  const scales = [
    Math.hypot(eastX - x, eastY - y) / (degree.east * step),
    Math.hypot(northX - x, northY - y) / (degree.north * step),
  ];
  return scales.every((scale) => Math.abs(scale - 1) <= LARGEST_SCALE_ERROR);
}

/** The plane in metres of a scene: its own CRS where that is in metres at true scale, else the UTM zone of its centre. */
export function workingCrs(crs: Crs, centre: LonLat): Crs {
  return isTrueMetres(crs, centre) ? crs : localUtm(centre);
}
