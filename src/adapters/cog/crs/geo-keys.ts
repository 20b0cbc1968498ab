import { YardcheckError } from "../../../errors.ts";
import { type Crs, crsOf, crsOfEpsg, USER_DEFINED } from "./crs.ts";

/** GeoTIFF keys by number: codes and lengths as numbers, names as text. */
export type GeoKeys = ReadonlyMap<number, number | string>;

const MODEL_TYPE = 1024;
const RASTER_TYPE = 1025;
const CITATION = 1026;
const GEODETIC_CRS = 2048;
const ELLIPSOID = 2056;
const SEMI_MAJOR = 2057;
const SEMI_MINOR = 2058;
const INVERSE_FLATTENING = 2059;
const PROJECTED_CRS = 3072;
const PROJECTION = 3074;
const METHOD = 3075;
const LINEAR_UNIT = 3076;
const LINEAR_UNIT_SIZE = 3077;

/**
 * Unpacks a GeoKeyDirectory. A damaged one gives the keys that could be read.
 *
 * Source: OGC 19-008r4 (GeoTIFF 1.1), section 7.1
 */
export function readGeoKeys(directory: readonly number[], doubles: readonly number[], ascii: string): GeoKeys {
  const keys = new Map<number, number | string>();
  const count = Math.min(directory[3] ?? 0, Math.floor(directory.length / 4) - 1);
  for (let i = 1; i <= count; i++) {
    const [key = 0, location = 0, length = 0, value = 0] = directory.slice(4 * i, 4 * i + 4);
    if (location === 0) keys.set(key, value);
    else if (location === 34736) keys.set(key, doubles[value] ?? Number.NaN);
    else if (location === 34737) keys.set(key, ascii.slice(value, value + length).replace(/\|$/, ""));
  }
  return keys;
}

/** True when coordinates name the middle of pixels and not their corners. */
export function isPoint(keys: GeoKeys): boolean {
  return keys.get(RASTER_TYPE) === 2;
}

/**
 * The CRS that the keys name, or describe by the parameters of a projection.
 *
 * @returns null when they name none
 * @throws YardcheckError "crs-unknown" for one that cannot be used
 */
export function crsOfKeys(keys: GeoKeys): Crs | null {
  const projected = numberOf(keys, PROJECTED_CRS);
  if (projected !== undefined && projected !== USER_DEFINED && projected > 0) return crsOfEpsg(projected);
  // Esri's software keeps the whole description as text where the keys have no word for it.
  const text = [3073, CITATION].map((key) => keys.get(key)).find((value) => /ESRI PE String = /.test(String(value)));
  if (text !== undefined) return crsOf(String(text).replace(/^.*?ESRI PE String = /, ""), nameOf(keys), USER_DEFINED);
  const projection = numberOf(keys, PROJECTION);
  if (projection !== undefined && projection !== USER_DEFINED) return zoned(keys, projection);
  if (keys.has(METHOD) && keys.get(METHOD) !== USER_DEFINED) return described(keys);
  const geodetic = numberOf(keys, GEODETIC_CRS);
  if (projected !== undefined || keys.get(MODEL_TYPE) === 1 || geodetic === undefined) {
    if (projected === undefined && geodetic === undefined) return null;
    throw new YardcheckError("crs-unknown", `the file describes a CRS of its own (${nameOf(keys)}) without a method`);
  }
  return geodetic === USER_DEFINED
    ? crsOf(`+proj=longlat ${figure(keys)}`, nameOf(keys), USER_DEFINED)
    : crsOfEpsg(geodetic);
}

/** UTM zones as projections on any datum: EPSG 16001-16060 north, 16101-16160 south. */
function zoned(keys: GeoKeys, projection: number): Crs {
  const zone = projection % 100;
  const south = projection >= 16100;
  if (!(projection > 16000 && projection < 16161 && zone >= 1 && zone <= 60))
    throw new YardcheckError("crs-unknown", `the projection EPSG:${projection} (${nameOf(keys)}) is not known`);
  return crsOf(
    `+proj=utm +zone=${zone}${south ? " +south" : ""} ${figure(keys)} +to_meter=${linearUnit(keys)}`,
    nameOf(keys),
    USER_DEFINED,
  );
}

/**
 * Method codes and the keys of their parameters. Source: OGC 19-008r4, annex C (GeoTIFF 1.0's coordinate
 * transformation codes) and section 7.5.3.
 */
const METHODS: Readonly<
  Record<number, { readonly proj: string; readonly parameters: Readonly<Record<string, number[]>> }>
> = {
  1: { proj: "tmerc", parameters: { lat_0: [3081], lon_0: [3080], k_0: [3092], x_0: [3082], y_0: [3083] } },
  7: { proj: "merc", parameters: { lon_0: [3080], k_0: [3092], x_0: [3082], y_0: [3083] } },
  8: {
    proj: "lcc",
    parameters: {
      lat_1: [3078],
      lat_2: [3079],
      lat_0: [3085, 3081],
      lon_0: [3084, 3080],
      x_0: [3086, 3082],
      y_0: [3087, 3083],
    },
  },
  9: {
    proj: "lcc",
    parameters: { lat_1: [3081], lat_0: [3081], lon_0: [3080], k_0: [3092], x_0: [3082], y_0: [3083] },
  },
  10: { proj: "laea", parameters: { lat_0: [3089, 3081], lon_0: [3088, 3080], x_0: [3082], y_0: [3083] } },
  11: {
    proj: "aea",
    parameters: { lat_1: [3078], lat_2: [3079], lat_0: [3081], lon_0: [3080], x_0: [3082], y_0: [3083] },
  },
  16: { proj: "sterea", parameters: { lat_0: [3081], lon_0: [3080], k_0: [3092], x_0: [3082], y_0: [3083] } },
};

function described(keys: GeoKeys): Crs {
  const method = METHODS[numberOf(keys, METHOD) ?? 0];
  if (!method)
    throw new YardcheckError(
      "crs-unknown",
      `the file describes a CRS of its own (${nameOf(keys)}) by the method ${keys.get(METHOD)}, which is not known`,
    );
  const unit = linearUnit(keys);
  const words = [`+proj=${method.proj}`];
  for (const [word, numbers] of Object.entries(method.parameters)) {
    const value = numbers.map((key) => numberOf(keys, key)).find((v) => v !== undefined);
    // False easting and northing are in the CRS's own unit there, in metres here.
    if (value !== undefined) words.push(`+${word}=${word === "x_0" || word === "y_0" ? value * unit : value}`);
  }
  return crsOf(`${words.join(" ")} ${figure(keys)} +to_meter=${unit}`, nameOf(keys), USER_DEFINED);
}

/** Metres of the unit of length. Source: EPSG units 9001 (metre), 9002 (foot), 9003 (US survey foot). */
function linearUnit(keys: GeoKeys): number {
  const code = numberOf(keys, LINEAR_UNIT);
  if (code === undefined || code === 9001) return 1;
  if (code === 9002) return 0.3048;
  if (code === 9003) return 1200 / 3937;
  const size = numberOf(keys, LINEAR_UNIT_SIZE);
  if (size !== undefined && size > 0) return size;
  throw new YardcheckError("crs-unknown", `the unit of length EPSG:${code} (${nameOf(keys)}) is not known`);
}

/** Ellipsoid and datum shift, in PROJ's words. */
function figure(keys: GeoKeys): string {
  const geodetic = numberOf(keys, GEODETIC_CRS);
  if (geodetic !== undefined && geodetic !== USER_DEFINED)
    return crsOfEpsg(geodetic).definition.replace("+proj=longlat ", "");
  const [a, b, rf] = [SEMI_MAJOR, SEMI_MINOR, INVERSE_FLATTENING].map((key) => numberOf(keys, key));
  if (a !== undefined && b !== undefined) return `+a=${a} +b=${b}`;
  if (a !== undefined && rf !== undefined) return `+a=${a} +rf=${rf}`;
  const ellipsoid = ({ 7030: "WGS84", 7019: "GRS80", 7004: "bessel", 7022: "intl", 7024: "krass" } as const)[
    (numberOf(keys, ELLIPSOID) ?? 0) as 7030
  ];
  if (ellipsoid) return `+ellps=${ellipsoid}`;
  throw new YardcheckError("crs-unknown", `the ellipsoid of ${nameOf(keys)} is not known`);
}

function numberOf(keys: GeoKeys, key: number): number | undefined {
  const value = keys.get(key);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function nameOf(keys: GeoKeys): string {
  const name = [3073, CITATION, 2049].map((key) => keys.get(key)).find((text) => typeof text === "string");
  return String(name ?? "unnamed CRS").slice(0, 200);
}
