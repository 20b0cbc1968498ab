import { readFileSync } from "node:fs";
import { join } from "node:path";
import proj4 from "proj4";
import { utmEpsg } from "../../../core/geo/ellipsoid.ts";
import type { LonLat } from "../../../core/geo/frames.ts";
import { longitudeNear } from "../../../core/geo/longitude.ts";
import { YardcheckError } from "../../../errors.ts";

/** GeoTIFF's code for a CRS that has none. */
export const USER_DEFINED = 32767;

/** A coordinate reference system, easting (or longitude) first whatever its own order of axes. */
export interface Crs {
  /** {@link USER_DEFINED} where it has no EPSG code. */
  readonly epsg: number;
  readonly name: string;
  /** In PROJ's words. */
  readonly definition: string;
  readonly geographic: boolean;
  /** Of one unit of its coordinates; `null` for degrees. */
  readonly metresPerUnit: number | null;
}

/** Turns coordinates of one CRS into another's. NaN for what cannot be placed. */
export type Converter = (x: number, y: number) => readonly [number, number];

const WGS84_DEFINITION = "+proj=longlat +datum=WGS84";
let table: Record<string, [string, string]> | undefined;

/**
 * The CRS of an EPSG (or ESRI) code.
 *
 * @throws YardcheckError "crs-unknown" when the table lacks it
 */
export function crsOfEpsg(epsg: number): Crs {
  const utm = /^32([67])(\d\d)$/.exec(String(epsg));
  if (utm && Number(utm[2]) >= 1 && Number(utm[2]) <= 60) {
    const south = utm[1] === "7";
    const zone = Number(utm[2]);
    const definition = `+proj=utm +zone=${zone}${south ? " +south" : ""} +datum=WGS84 +units=m`;
    return crsOf(definition, `WGS 84 / UTM zone ${zone}${south ? "S" : "N"}`, epsg);
  }
  table ??= JSON.parse(readFileSync(join(import.meta.dirname, "epsg.json"), "utf8")) as Record<
    string,
    [string, string]
  >;
  const entry = Object.hasOwn(table, epsg) ? table[epsg] : undefined;
  if (!entry)
    throw new YardcheckError(
      "crs-unknown",
      `EPSG:${epsg} is not among the ${Object.keys(table).length} CRS that are known`,
    );
  return crsOf(entry[1], entry[0], epsg);
}

/**
 * The CRS that a file of tracks, labels or a facility names.
 *
 * @param file  names it in messages
 * @throws YardcheckError "crs-unknown", saying what to do with that file
 */
export function crsOfDrawing(epsg: number, file: string): Crs {
  try {
    return crsOfEpsg(epsg);
  } catch (cause) {
    if (!(cause instanceof YardcheckError)) throw cause;
    throw drawingCrsUnknown(file, cause.message.replace(`${cause.code}: `, ""), cause);
  }
}

/** What is wrong with the CRS of a drawn file: --epsg, which the words for the code advise, is the image's. */
export function drawingCrsUnknown(file: string, problem: string, cause?: unknown): YardcheckError {
  return new YardcheckError("crs-unknown", `${file}: ${problem}`, {
    cause,
    fix: `Save ${file} in degrees (WGS 84, longitude first, without \`crs\`), or in a CRS whose EPSG code is known, such as the image's.`,
  });
}

/** @throws YardcheckError "crs-unknown" when proj4 cannot use the definition */
export function crsOf(definition: string, name: string, epsg: number): Crs {
  try {
    const projection = proj4.Proj(definition) as unknown as { readonly projName: string; readonly to_meter?: number };
    const geographic = projection.projName === "longlat";
    return { epsg, name, definition, geographic, metresPerUnit: geographic ? null : (projection.to_meter ?? 1) };
  } catch (cause) {
    throw new YardcheckError("crs-unknown", `${name} (${definition}) cannot be used`, { cause });
  }
}

/** WGS 84 / UTM of a place. */
export function localUtm(place: LonLat): Crs {
  return crsOfEpsg(utmEpsg(place));
}

export const WGS84: Crs = {
  epsg: 4326,
  name: "WGS 84",
  definition: WGS84_DEFINITION,
  geographic: true,
  metresPerUnit: null,
};

export function converter(from: Crs, to: Crs): Converter {
  if (from.definition === to.definition) return (x, y) => [x, y];
  const path = proj4(from.definition, to.definition);
  return (x, y) => {
    try {
      const [a = Number.NaN, b = Number.NaN] = path.forward([x, y], true);
      return [a, b];
    } catch {
      return [Number.NaN, Number.NaN];
    }
  };
}

/**
 * As {@link converter}, with longitudes within half a turn of a scene's own where `to` is in degrees: a scene that crosses
 * 180 degrees counts on beyond it (180.003, or -180.003), and what PROJ gives there (-179.997) would lie a turn away from its pixels.
 * Our choice: what is told in a scene's own CRS (outlines of cars) keeps the scene's longitudes, beyond 180 where they are, so that it
 * lies on its pixels. RFC 7946, section 3.1.9, has shapes cut at the meridian: that is for GeoJSON in WGS 84 (cars-geojson.ts).
 *
 * @param x  of the scene's centre, in its own CRS
 */
export function converterNear(from: Crs, to: Crs, x: number): Converter {
  const convert = converter(from, to);
  if (!to.geographic) return convert;
  return (fromX, fromY) => {
    const [lon, lat] = convert(fromX, fromY);
    return [longitudeNear(lon, x), lat];
  };
}
