import { longitudeNear } from "./longitude.ts";

/** Equatorial radius, metres, and first eccentricity squared of WGS 84. Source: NGA.STND.0036 (2014), table 3.1. */
const EQUATORIAL_RADIUS = 6378137;
const ECCENTRICITY_SQUARED = 0.00669437999014;

/**
 * Length of one degree on WGS 84 at a latitude, metres, towards east and north.
 *
 * @param lat  degrees, -90 to 90
 *
 * Source: Snyder (1987), USGS PP 1395, eq. 4-18 and 4-20 (radii of curvature)
 * Checked against: PROJ 9.1.1 `geod` at 0, 47 and 80 degrees (3e-5 relative), ellipsoid.test.ts
 */
export function metresPerDegree(lat: number): { readonly east: number; readonly north: number } {
  const degree = Math.PI / 180;
  const sin = Math.sin(lat * degree);
  const w = Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
  return {
    east: (EQUATORIAL_RADIUS / w) * Math.cos(lat * degree) * degree,
    north: ((EQUATORIAL_RADIUS * (1 - ECCENTRICITY_SQUARED)) / w ** 3) * degree,
  };
}

/**
 * EPSG code of the WGS 84 / UTM zone of a place. Norway's and Svalbard's wider zones are not followed: any neighbouring
 * zone measures as well there.
 */
export function utmEpsg({ lon, lat }: { readonly lon: number; readonly lat: number }): number {
  const zone = Math.min(60, Math.max(1, Math.floor((longitudeNear(lon, 0) + 180) / 6) + 1));
  return (lat < 0 ? 32700 : 32600) + zone;
}
