import { addCoordinateTransforms, Projection } from "ol/proj";
import type { Units } from "ol/proj/Units";
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

/** Planes that were looked at since the page was opened, by their codes. */
const met = new Map<string, { readonly projection: Projection; readonly definition: string }>();

/**
 * The projection as OpenLayers wants it. Not by `ol/proj/proj4`: that works out transforms between all of the 124 planes
 * that proj4 knows, which takes a tenth of a second; two scenes need only that between their own.
 */
function projectionOf(code: string, definition: string): Projection {
  const known = met.get(code);
  if (known !== undefined) return known.projection;
  proj4.defs(code, definition);
  const { projName, units = projName === "longlat" ? "degrees" : "m", to_meter: metres } = proj4.defs(code);
  const projection = new Projection({
    code,
    units: units as Units,
    ...(metres === undefined ? {} : { metersPerUnit: metres }),
  });
  for (const other of met.values()) {
    const path = proj4(other.definition, definition);
    addCoordinateTransforms(
      other.projection,
      projection,
      (at) => path.forward(at),
      (at) => path.inverse(at),
    );
  }
  met.set(code, { projection, definition });
  return projection;
}

export function planeOf({ epsg, definition }: Crs): Plane {
  const code = epsg === USER_DEFINED ? `SCENE:${definition}` : `EPSG:${epsg}`;
  const projection = projectionOf(code, definition);
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
