import { converter, crsOfEpsg, WGS84 } from "../../adapters/cog/crs/crs.ts";
import type { ToLonLat } from "../../adapters/render/charts/yard-picture.ts";
import { newestCounted } from "../../core/report/focus.ts";
import type { ReportRecord } from "../../core/report/record.ts";

/** From the CRS of the newest counted scene to longitude and latitude; null where a record has no such scene. */
export function sceneDegrees(record: ReportRecord): ToLonLat | null {
  const newest = newestCounted(record.basis);
  if (newest === null) return null;
  const toDegrees = converter(crsOfEpsg(newest.look.scene.grid.transform.epsg), WGS84);
  return (x, y) => {
    const [lon, lat] = toDegrees(x, y);
    return { lon, lat };
  };
}
