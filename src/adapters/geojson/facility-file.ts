import type { Ring } from "../../core/facility/facility.ts";
import { YardcheckError } from "../../errors.ts";
import { type Crs, converter, crsOfDrawing, WGS84 } from "../cog/crs/crs.ts";
import { type DrawnFacility, drawnArea, drawnFacility } from "./drawing.ts";
import type { ToLonLat } from "./geometry.ts";

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/**
 * A facility from whatever its user has: GeoJSON, or an OpenStreetMap extract (Overpass JSON or XML).
 *
 * @param area  GeoJSON polygon to cut an extract to
 * @throws YardcheckError "facility-invalid" | "crs-unknown" | "usage"
 */
export async function readFacilityFile(file: TextFile, area: TextFile | null): Promise<DrawnFacility> {
  const { extractedFacility, isExtract } = await import("../osm/extract.ts");
  const within: Ring | null = area === null ? null : drawnArea(parsed(area), area.name, toLonLatFrom(area.name));
  if (isExtract(file.text)) return extractedFacility(unmarked(file.text), file.name, within);
  if (within !== null)
    throw new YardcheckError(
      "usage",
      `--area goes with an OpenStreetMap extract; ${file.name} is GeoJSON, which draws its own`,
    );
  return drawnFacility(parsed(file), file.name, toLonLatFrom(file.name));
}

/** @param file  names the drawing where its CRS is not known */
const toLonLatFrom =
  (file: string) =>
  (epsg: number): ToLonLat =>
    toLonLatOf(epsg === 4326 ? WGS84 : crsOfDrawing(epsg, file));

/** From the CRS of a drawing, to a millimetre. */
export function toLonLatOf(crs: Crs): ToLonLat {
  if (crs.epsg === 4326) return (lon, lat) => ({ lon, lat });
  const convert = converter(crs, WGS84);
  return (x, y) => {
    const [lon, lat] = convert(x, y);
    // 1e-8 degrees is a millimetre: the drawing is stored as it will be printed.
    return { lon: Math.round(lon * 1e8) / 1e8, lat: Math.round(lat * 1e8) / 1e8 };
  };
}

/** Without a byte order mark, which editors of other systems put first. */
const unmarked = (text: string) => text.replace(/^\uFEFF/, "");

function parsed({ name, text }: TextFile): unknown {
  try {
    return JSON.parse(unmarked(text));
  } catch (cause) {
    throw new YardcheckError("facility-invalid", `${name}: neither GeoJSON nor an OpenStreetMap extract`, { cause });
  }
}
