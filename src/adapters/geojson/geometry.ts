import { z } from "zod";
import type { LonLat } from "../../core/geo/frames.ts";
import { drawingCrsUnknown } from "../cog/crs/crs.ts";

/** RFC 7946, as loosely as real files keep to it: a third coordinate is dropped, foreign members are kept. */
const Position = z.array(z.number()).min(2);

export const Geometry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Point"), coordinates: Position }),
  z.object({ type: z.literal("MultiPoint"), coordinates: z.array(Position) }),
  z.object({ type: z.literal("LineString"), coordinates: z.array(Position) }),
  z.object({ type: z.literal("MultiLineString"), coordinates: z.array(z.array(Position)) }),
  z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(Position)) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(z.array(Position))) }),
]);
export type Geometry = z.infer<typeof Geometry>;

export const Feature = z.looseObject({
  type: z.literal("Feature"),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.unknown().optional(),
});
export type Feature = z.infer<typeof Feature>;

export const FeatureCollection = z.looseObject({
  type: z.literal("FeatureCollection"),
  name: z.string().optional(),
  crs: z.unknown().optional(),
  features: z.array(z.unknown()),
});

/** From the file's coordinates to longitude and latitude. */
export type ToLonLat = (x: number, y: number) => LonLat;

/** A line or a ring, with repeated points dropped; a ring's last point is not its first. */
export function pointsOf(coordinates: readonly (readonly number[])[], toLonLat: ToLonLat, ring: boolean): LonLat[] {
  const points: LonLat[] = [];
  for (const [x = NaN, y = NaN] of coordinates) {
    const point = toLonLat(x, y);
    const before = points.at(-1);
    if (before?.lon !== point.lon || before.lat !== point.lat) points.push(point);
  }
  const [first, last] = [points[0], points.at(-1)];
  if (ring && points.length > 1 && first && last && first.lon === last.lon && first.lat === last.lat) points.pop();
  return points;
}

/**
 * EPSG code of a file's `crs` member (GeoJSON 2008; QGIS and GDAL still write it).
 *
 * @returns 4326 where there is none, or where it is CRS84
 * @throws YardcheckError "crs-unknown"
 */
export function epsgOf(crs: unknown, file: string): number {
  if (crs === undefined || crs === null) return 4326;
  const parsed = z.object({ properties: z.object({ name: z.string() }) }).safeParse(crs);
  const name = parsed.success ? parsed.data.properties.name : JSON.stringify(crs);
  if (/CRS:?:?84$/i.test(name)) return 4326;
  const code = /EPSG:(?:[\d.]*:)?(\d{4,6})$/i.exec(name)?.[1];
  if (code === undefined)
    throw drawingCrsUnknown(file, `its \`crs\` is ${name}; expected is "urn:ogc:def:crs:EPSG::<code>"`);
  return Number(code);
}
