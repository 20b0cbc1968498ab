import { carBox } from "../../core/facility/car-box.ts";
import type { FacilityGeometry } from "../../core/facility/facility.ts";
import { type LonLat, pixelToMap } from "../../core/geo/frames.ts";
import type { SceneGrid } from "../../core/imagery/scene.ts";
import { asSeen, type Placing } from "../../core/observation/as-seen.ts";
import { outlineOfCorners } from "../../core/observation/outline.ts";
import type { OutlineOf } from "../../core/reading/counted-of.ts";
import { converter, converterNear, crsOfEpsg, WGS84 } from "../cog/crs/crs.ts";
import { workingCrs } from "../cog/crs/true-metres.ts";

/**
 * Outlines of cars that a person placed by metres along a track, in the scene's CRS.
 *
 * @param placing  from the tracks as drawn to the tracks as seen
 */
export function carOutlines(
  geometry: FacilityGeometry,
  { transform, width, height }: Pick<SceneGrid, "transform" | "width" | "height">,
  placing: Placing,
): OutlineOf {
  const crs = crsOfEpsg(transform.epsg);
  const { x, y } = pixelToMap(transform, { col: width / 2, row: height / 2 });
  const [lon, lat] = converter(crs, WGS84)(x, y);
  const working = workingCrs(crs, { lon, lat });
  const [fromDegrees, toScene] = [converter(WGS84, working), converterNear(working, crs, x)];
  const corner = (at: LonLat) => {
    const [drawnX, drawnY] = fromDegrees(at.lon, at.lat);
    const seen = asSeen({ x: drawnX, y: drawnY }, placing);
    return toScene(seen.x, seen.y);
  };
  const lines = new Map(geometry.tracks.map(({ id, line }) => [String(id), line]));
  return (track, from, to) => {
    const line = lines.get(track);
    if (line === undefined) throw new RangeError(`there is no track "${track}" in ${geometry.version}`);
    return outlineOfCorners(carBox(line, from, to).map(corner));
  };
}
