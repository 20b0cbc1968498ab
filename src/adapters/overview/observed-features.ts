import { type RawBuilder, sql } from "kysely";
import { longitudeNear } from "../../core/geo/longitude.ts";
import type { Counting } from "../../core/observation/observation.ts";
import { converter, crsOfEpsg, WGS84 } from "../cog/crs/crs.ts";
import type { Database } from "../store/database.ts";
import type { Position } from "../store/tables.ts";
import {
  closed,
  type FeaturePage,
  type FeaturesAsked,
  type MapFeature,
  pageOf,
  placed,
  touches,
} from "./map-feature.ts";

interface ObservationRow {
  id: string;
  facility: string;
  geometry_version: number;
  scene: string;
  method: string;
  acquired_at: string;
  status: "counted" | "withheld";
  usable_fraction: number;
  cars_median: number | null;
  cars_low: number | null;
  cars_high: number | null;
  reasons: readonly string[];
  area: readonly Position[];
  synthetic: boolean;
}

type Condition = RawBuilder<unknown>;

function observationsAsked(
  { facility, from, to, after }: FeaturesAsked,
  place: Condition,
  inclusive = false,
): Condition {
  const [at = "", id = ""] = (after ?? []).map(String);
  return sql`${place}
    and (${facility}::text is null or o.facility = ${facility})
    and (${from}::timestamptz is null or o.acquired_at >= ${from}::timestamptz)
    and (${to}::timestamptz is null or o.acquired_at <= ${to}::timestamptz)
    and ${at === "" ? sql`true` : sql`(o.acquired_at, o.id) ${inclusive ? sql`<=` : sql`<`} (${at}::timestamptz, ${id})`}`;
}

/** Looks with their drawing and scene: those that stand, or any. */
const observed = (table: "standing_observation" | "observation") => sql`from ${sql.table(table)} o
  join facility_geometry g on g.facility = o.facility and g.version = o.geometry_version
  join scene s on s.id = o.scene`;

export function observationRows(
  db: Database,
  where: ReturnType<typeof sql>,
  limit: number,
  table: Parameters<typeof observed>[0] = "observation",
) {
  return sql<ObservationRow>`
    select o.id, o.facility, o.geometry_version, o.scene, o.method, o.acquired_at, o.status, o.usable_fraction,
      o.cars_median, o.cars_low, o.cars_high, o.reasons, g.area, s.synthetic ${observed(table)}
    where ${where} order by o.acquired_at desc, o.id desc limit ${limit}`.execute(db);
}

export async function observationFeatures(db: Database, asked: FeaturesAsked): Promise<FeaturePage> {
  const { rows } = await observationRows(
    db,
    observationsAsked(asked, await placed(db, asked)),
    asked.limit + 1,
    "standing_observation",
  );
  return pageOf(rows, asked.limit, observationFeature, ({ acquired_at, id }) => [acquired_at, id]);
}

export function observationFeature(row: ObservationRow): MapFeature {
  return {
    type: "Feature",
    id: row.id,
    geometry: { type: "Polygon", coordinates: [closed(row.area)] },
    properties: {
      facility: row.facility,
      geometryVersion: row.geometry_version,
      scene: row.scene,
      method: row.method,
      datetime: row.acquired_at,
      status: row.status,
      usableFraction: row.usable_fraction,
      median: row.cars_median,
      low: row.cars_low,
      high: row.cars_high,
      reasons: row.reasons.join(","),
      synthetic: row.synthetic,
    },
  };
}

interface CountingRow {
  id: string;
  facility: string;
  scene: string;
  acquired_at: string;
  counting: Counting;
  epsg: number;
  synthetic: boolean;
}

export function countingRows(
  db: Database,
  where: ReturnType<typeof sql>,
  limit: number,
  table: Parameters<typeof observed>[0] = "observation",
) {
  return sql<CountingRow>`
    select o.id, o.facility, o.scene, o.acquired_at, o.counting, s.synthetic,
      (s.grid #>> '{transform,epsg}')::int as epsg ${observed(table)}
    where o.status = 'counted' and ${where} order by o.acquired_at desc, o.id desc limit ${limit}`.execute(db);
}

/** Cars of so many looks are read at a time: a look of a full yard has hundreds. */
const LOOKS_AT_A_TIME = 4;

export async function carFeatures(db: Database, asked: FeaturesAsked): Promise<FeaturePage> {
  const features: MapFeature[] = [];
  const [startAt, startId, startPosition] = asked.after ?? [];
  const place = await placed(db, asked);
  let last = asked.after;
  let look: FeaturesAsked["after"] = startAt === undefined || startId === undefined ? null : [startAt, startId];
  // The look in which the page before ended is read again.
  for (let again = true; ; again = false) {
    const { rows } = await countingRows(
      db,
      observationsAsked({ ...asked, after: look }, place, again),
      LOOKS_AT_A_TIME,
      "standing_observation",
    );
    for (const row of rows) {
      const first = row.id === startId ? Number(startPosition) + 1 : 0;
      for (const [i, car] of carsOf(row).slice(first).entries()) {
        if (!touches(car, asked.box)) continue;
        if (features.length === asked.limit) return { features, next: last };
        features.push(car);
        last = [row.acquired_at, row.id, first + i];
      }
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < LOOKS_AT_A_TIME) return { features, next: null };
    look = [end.acquired_at, end.id];
  }
}

/** Cars of a look in order of track and position; their place on the ground, where the scene's CRS is known. */
export function carsOf(row: CountingRow): MapFeature[] {
  const { counting } = row;
  if (counting.status !== "counted") return [];
  const toLonLat = lonLatFrom(row.epsg);
  let position = 0;
  return counting.tracks.flatMap((track) =>
    track.cars.map((car): MapFeature => {
      const rings =
        toLonLat && car.outline.coordinates.map((ring) => besideFirst(ring.map(([x, y]) => toLonLat(x, y))));
      return {
        type: "Feature",
        id: `${row.id}:${position++}`,
        geometry: rings === null ? null : { type: "Polygon", coordinates: rings },
        properties: {
          facility: row.facility,
          observation: row.id,
          scene: row.scene,
          datetime: row.acquired_at,
          track: track.track,
          fromMetres: car.from,
          toMetres: car.to,
          probability: car.probability,
          type: car.type,
          typeProbability: car.typeProbability,
          covered: car.covered,
          synthetic: row.synthetic,
        },
      };
    }),
  );
}

/**
 * A ring of a scene that counts on beyond 180 degrees, brought to where the map has it: its first corner within -180 to 180, and the
 * others beside it (a car across the meridian stays whole, where RFC 7946, section 3.1.9, would cut it).
 */
function besideFirst(ring: readonly Position[]): readonly Position[] {
  const near = longitudeNear(ring[0]?.[0] ?? 0, 0);
  return ring.map(([lon, lat]): Position => [longitudeNear(lon, near), lat]);
}

/** Null for a CRS that has no code: its cars have no place on the map. */
function lonLatFrom(epsg: number): ((x: number, y: number) => Position) | null {
  try {
    const convert = converter(crsOfEpsg(epsg), WGS84);
    return (x, y) => {
      const [lon, lat] = convert(x, y);
      return [lon, lat];
    };
  } catch {
    return null;
  }
}
