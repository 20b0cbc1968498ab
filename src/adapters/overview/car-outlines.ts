import type { FacilityGeometry } from "../../core/facility/facility.ts";
import { fromPlaneAt, planeAt } from "../../core/facility/local-plane.ts";
import type { LonLat } from "../../core/geo/frames.ts";
import type { Registration } from "../../core/observation/observation.ts";
import type { OutlineOf } from "../../core/reading/counted-of.ts";
import { converter, crsOfEpsg, WGS84 } from "../cog/crs/crs.ts";

/** Half the width of a car's body, metres. Source: UIC 505-1 and GOST 9238 gauges, 3.15 to 3.4 m across. */
const HALF_WIDTH_METRES = 1.6;

/**
 * Outlines of cars that a person placed by metres along a track, in the scene's CRS.
 *
 * @param registration  shift from the tracks as drawn to the tracks as seen
 */
export function carOutlines(
  geometry: FacilityGeometry,
  epsg: number,
  registration: Pick<Registration, "x" | "y">,
): OutlineOf {
  const toScene = converter(WGS84, crsOfEpsg(epsg));
  const lines = new Map(geometry.tracks.map(({ id, line }) => [String(id), line]));
  return (track, from, to) => {
    const line = lines.get(track);
    if (line === undefined) throw new RangeError(`there is no track "${track}" in ${geometry.version}`);
    const back = fromPlaneAt(line[0]);
    const corner = (along: number, across: number): readonly [number, number] => {
      const { east, north, rightEast, rightNorth } = placeAlong(line, along);
      const { lon, lat } = back({
        east: east + across * rightEast + registration.x,
        north: north + across * rightNorth + registration.y,
      });
      return toScene(lon, lat);
    };
    const first = corner(from, -HALF_WIDTH_METRES);
    const rest = [corner(to, -HALF_WIDTH_METRES), corner(to, HALF_WIDTH_METRES), corner(from, HALF_WIDTH_METRES)];
    return { type: "Polygon", coordinates: [[first, ...rest, first]] };
  };
}

/** A place on a line, and the direction to the right of travel there, in the plane about the line's first point. */
function placeAlong(line: readonly [LonLat, ...LonLat[]], along: number) {
  const plane = planeAt(line[0]);
  const points = line.map(plane);
  let passed = 0;
  for (let i = 0; ; i++) {
    const [a, b] = [points[i], points[i + 1]];
    if (a === undefined || b === undefined) throw new RangeError("a line has two points at least");
    const [dx, dy] = [b.east - a.east, b.north - a.north];
    const length = Math.hypot(dx, dy);
    if (along <= passed + length || i === points.length - 2) {
      const share = length === 0 ? 0 : (along - passed) / length;
      const unit = length || 1;
      return {
        east: a.east + share * dx,
        north: a.north + share * dy,
        rightEast: dy / unit,
        rightNorth: -dx / unit,
      };
    }
    passed += length;
  }
}
