import { carBox } from "../../core/facility/car-box.ts";
import type { FacilityGeometry } from "../../core/facility/facility.ts";
import type { Registration } from "../../core/observation/observation.ts";
import { outlineOfCorners } from "../../core/observation/outline.ts";
import type { OutlineOf } from "../../core/reading/counted-of.ts";
import { converter, crsOfEpsg, WGS84 } from "../cog/crs/crs.ts";

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
    return outlineOfCorners(carBox(line, from, to, registration).map(({ lon, lat }) => toScene(lon, lat)));
  };
}
