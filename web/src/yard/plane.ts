import { get, type Projection } from "ol/proj";
import { register } from "ol/proj/proj4";
import proj4 from "proj4";
import { metresPerDegree } from "../../../src/core/geo/ellipsoid.ts";
import type { LonLat } from "../../../src/core/geo/frames.ts";
import type { Crs, Position } from "./yard-records.ts";

/** The plane that a yard is shown in: its scene's own, easting (or longitude) to the right, whatever is true north. */
export interface Plane {
  readonly projection: Projection;
  toLonLat(at: readonly number[]): LonLat;
  fromLonLat(place: LonLat): Position;
  /** Metres on the ground of one unit of the plane at a place, and where true north is there, degrees clockwise from up. */
  groundAt(at: readonly number[]): { readonly metres: number; readonly northDegrees: number };
}

/** GeoTIFF's code for a CRS that has none. */
const USER_DEFINED = 32767;

export function planeOf({ epsg, definition }: Crs): Plane {
  const code = epsg === USER_DEFINED ? `SCENE:${definition}` : `EPSG:${epsg}`;
  proj4.defs(code, definition);
  register(proj4);
  const projection = get(code);
  if (projection === null) throw new Error(`${code} (${definition}) cannot be used`);
  const path = proj4("+proj=longlat +datum=WGS84", definition);
  const fromLonLat = ({ lon, lat }: LonLat): Position => {
    const [x = Number.NaN, y = Number.NaN] = path.forward([lon, lat]);
    return [x, y];
  };
  const toLonLat = ([x = Number.NaN, y = Number.NaN]: readonly number[]): LonLat => {
    const [lon = Number.NaN, lat = Number.NaN] = path.inverse([x, y]);
    return { lon, lat };
  };
  return {
    projection,
    toLonLat,
    fromLonLat,
    groundAt(at) {
      const place = toLonLat(at);
      const step = 1e-4;
      const [x, y] = fromLonLat(place);
      const [northX, northY] = fromLonLat({ lon: place.lon, lat: place.lat + step });
      const [across, up] = [northX - x, northY - y];
      return {
        metres: (metresPerDegree(place.lat).north * step) / Math.hypot(across, up),
        northDegrees: (Math.atan2(across, up) * 180) / Math.PI,
      };
    },
  };
}
