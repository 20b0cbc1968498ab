import { sql } from "kysely";
import { boxOf } from "../../core/facility/local-plane.ts";
import type { LonLat } from "../../core/geo/frames.ts";
import type { Counting } from "../../core/observation/observation.ts";
import { converter, crsOfEpsg, WGS84 } from "../cog/crs/crs.ts";
import type { Database } from "../store/database.ts";
import type { Position } from "../store/tables.ts";

/** What OGC API - Features serves of the record: one GeoJSON feature for each facility, track, look and car. */
export const COLLECTIONS = ["facilities", "tracks", "observations", "cars"] as const;
export type CollectionId = (typeof COLLECTIONS)[number];

export interface MapFeature {
  readonly type: "Feature";
  readonly id: string;
  readonly geometry:
    | { readonly type: "Polygon"; readonly coordinates: readonly (readonly Position[])[] }
    | { readonly type: "LineString"; readonly coordinates: readonly Position[] }
    | null;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

export interface FeaturesAsked {
  /** West, south, east, north, degrees. */
  readonly box: readonly [number, number, number, number] | null;
  /** ISO times, inclusive; null: open. Facilities and tracks have no time and pass whatever is asked. */
  readonly from: string | null;
  readonly to: string | null;
  readonly facility: string | null;
  readonly limit: number;
  /** Sort key of the last feature of the page before. */
  readonly after: readonly (string | number)[] | null;
}

export interface FeaturePage {
  readonly features: readonly MapFeature[];
  readonly next: readonly (string | number)[] | null;
}

export async function featuresOf(db: Database, collection: CollectionId, asked: FeaturesAsked): Promise<FeaturePage> {
  if (collection === "facilities") return await facilityFeatures(db, asked);
  if (collection === "tracks") return await trackFeatures(db, asked);
  if (collection === "observations") return await observationFeatures(db, asked);
  return await carFeatures(db, asked);
}

/** One feature by its id; null: there is none. */
export async function featureById(db: Database, collection: CollectionId, id: string): Promise<MapFeature | null> {
  if (collection === "facilities") {
    const { rows } = await facilityRows(db, sql`f.id = ${id}`, 1);
    return rows.map(facilityFeature)[0] ?? null;
  }
  if (collection === "tracks") {
    const [facility = "", track = ""] = splitOnce(id);
    const page = await trackRows(db, sql`t.facility = ${facility} and t.id = ${track}`, 1);
    return page.map(trackFeature)[0] ?? null;
  }
  if (collection === "observations") {
    const { rows } = await observationRows(db, sql`o.id = ${id}`, 1);
    return rows.map(observationFeature)[0] ?? null;
  }
  const [observation = "", position = ""] = splitOnce(id);
  const { rows } = await countingRows(db, sql`o.id = ${observation}`, 1);
  return rows.flatMap(carsOf)[Number(position)] ?? null;
}

function splitOnce(id: string): readonly string[] {
  const at = id.indexOf(":");
  return at < 0 ? [] : [id.slice(0, at), id.slice(at + 1)];
}

const closed = (ring: readonly Position[]): readonly Position[] => {
  const [first] = ring;
  return first === undefined ? ring : [...ring, first];
};

function inBox(box: FeaturesAsked["box"], table: "g") {
  if (box === null) return sql`true`;
  const [west, south, east, north] = box;
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql`(${column("west")} <= ${east} and ${column("east")} >= ${west}
    and ${column("south")} <= ${north} and ${column("north")} >= ${south})`;
}

const newestGeometry = sql`g.version = (select max(version) from facility_geometry where facility = g.facility)`;

function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  feature: (row: Row) => MapFeature,
  key: (row: Row) => readonly (string | number)[],
): FeaturePage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { features: shown.map(feature), next: rows.length > limit && last !== undefined ? key(last) : null };
}

interface FacilityRow {
  id: string;
  names: Readonly<Record<string, string>>;
  version: number | null;
  area: readonly Position[] | null;
}

function facilityRows(db: Database, where: ReturnType<typeof sql>, limit: number) {
  return sql<FacilityRow>`
    select f.id, f.names, g.version, g.area from facility f
    left join facility_geometry g on g.facility = f.id and ${newestGeometry}
    where ${where} order by f.id limit ${limit}`.execute(db);
}

async function facilityFeatures(db: Database, { box, facility, after, limit }: FeaturesAsked): Promise<FeaturePage> {
  const where = sql`${inBox(box, "g")} and (${facility}::text is null or f.id = ${facility})
    and (${String(after?.[0] ?? "")} = '' or f.id > ${String(after?.[0] ?? "")})`;
  const { rows } = await facilityRows(db, where, limit + 1);
  return pageOf(rows, limit, facilityFeature, ({ id }) => [id]);
}

function facilityFeature({ id, names, version, area }: FacilityRow): MapFeature {
  const named = Object.fromEntries(Object.entries(names).map(([language, name]) => [`name:${language}`, name]));
  return {
    type: "Feature",
    id,
    geometry: area === null ? null : { type: "Polygon", coordinates: [closed(area)] },
    properties: { id, name: names["en"] ?? Object.values(names)[0] ?? id, ...named, geometryVersion: version ?? 0 },
  };
}

interface TrackRow {
  facility: string;
  version: number;
  id: string;
  name: string;
  line: readonly Position[];
  zone: string | null;
  service: string | null;
  usage: string | null;
  gauge_millimetres: number | null;
}

async function trackRows(db: Database, where: ReturnType<typeof sql>, limit: number): Promise<TrackRow[]> {
  const { rows } = await sql<TrackRow>`
    select t.facility, t.version, t.id, t.name, t.line, t.zone, t.service, t.usage, t.gauge_millimetres
    from facility_geometry g join track t on t.facility = g.facility and t.version = g.version
    where ${newestGeometry} and ${where} order by t.facility, t.id limit ${limit}`.execute(db);
  return rows;
}

async function trackFeatures(db: Database, { box, facility, after, limit }: FeaturesAsked): Promise<FeaturePage> {
  const [afterFacility = "", afterTrack = ""] = (after ?? []).map(String);
  const where = sql`${inBox(box, "g")} and (${facility}::text is null or t.facility = ${facility})
    and (${afterFacility} = '' or (t.facility, t.id) > (${afterFacility}, ${afterTrack}))`;
  // The box of a facility may meet what is asked where a track of it does not; a page may thus hold fewer.
  const rows = await trackRows(db, where, limit + 1);
  const page = pageOf(rows, limit, trackFeature, ({ facility: of, id }) => [of, id]);
  return { ...page, features: page.features.filter((feature) => touches(feature, box)) };
}

function trackFeature(row: TrackRow): MapFeature {
  return {
    type: "Feature",
    id: `${row.facility}:${row.id}`,
    geometry: { type: "LineString", coordinates: row.line },
    properties: {
      facility: row.facility,
      geometryVersion: row.version,
      track: row.id,
      name: row.name,
      zone: row.zone,
      service: row.service,
      usage: row.usage,
      gaugeMillimetres: row.gauge_millimetres,
    },
  };
}

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

const standing = sql`not exists (select from observation n where n.corrects = o.id)`;

function observationsAsked({ box, facility, from, to, after }: FeaturesAsked, inclusive = false) {
  const [at = "", id = ""] = (after ?? []).map(String);
  return sql`${inBox(box, "g")} and ${standing}
    and (${facility}::text is null or o.facility = ${facility})
    and (${from}::timestamptz is null or o.acquired_at >= ${from}::timestamptz)
    and (${to}::timestamptz is null or o.acquired_at <= ${to}::timestamptz)
    and ${at === "" ? sql`true` : sql`(o.acquired_at, o.id) ${inclusive ? sql`<=` : sql`<`} (${at}::timestamptz, ${id})`}`;
}

const observed = sql`from observation o
  join facility_geometry g on g.facility = o.facility and g.version = o.geometry_version
  join scene s on s.id = o.scene`;

function observationRows(db: Database, where: ReturnType<typeof sql>, limit: number) {
  return sql<ObservationRow>`
    select o.id, o.facility, o.geometry_version, o.scene, o.method, o.acquired_at, o.status, o.usable_fraction,
      o.cars_median, o.cars_low, o.cars_high, o.reasons, g.area, s.synthetic ${observed}
    where ${where} order by o.acquired_at desc, o.id desc limit ${limit}`.execute(db);
}

async function observationFeatures(db: Database, asked: FeaturesAsked): Promise<FeaturePage> {
  const { rows } = await observationRows(db, observationsAsked(asked), asked.limit + 1);
  return pageOf(rows, asked.limit, observationFeature, ({ acquired_at, id }) => [acquired_at, id]);
}

function observationFeature(row: ObservationRow): MapFeature {
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

function countingRows(db: Database, where: ReturnType<typeof sql>, limit: number) {
  return sql<CountingRow>`
    select o.id, o.facility, o.scene, o.acquired_at, o.counting, s.synthetic,
      (s.grid #>> '{transform,epsg}')::int as epsg ${observed}
    where o.status = 'counted' and ${where} order by o.acquired_at desc, o.id desc limit ${limit}`.execute(db);
}

/** Cars of so many looks are read at a time: a look of a full yard has hundreds. */
const LOOKS_AT_A_TIME = 4;

async function carFeatures(db: Database, asked: FeaturesAsked): Promise<FeaturePage> {
  const features: MapFeature[] = [];
  const [startAt, startId, startPosition] = asked.after ?? [];
  let last = asked.after;
  let look: FeaturesAsked["after"] = startAt === undefined || startId === undefined ? null : [startAt, startId];
  // The look in which the page before ended is read again.
  for (let again = true; ; again = false) {
    const { rows } = await countingRows(db, observationsAsked({ ...asked, after: look }, again), LOOKS_AT_A_TIME);
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
function carsOf(row: CountingRow): MapFeature[] {
  const { counting } = row;
  if (counting.status !== "counted") return [];
  const toLonLat = lonLatFrom(row.epsg);
  let position = 0;
  return counting.tracks.flatMap((track) =>
    track.cars.map((car): MapFeature => {
      const rings = toLonLat && car.outline.coordinates.map((ring) => ring.map(([x, y]) => toLonLat(x, y)));
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

function touches({ geometry }: MapFeature, box: FeaturesAsked["box"]): boolean {
  if (box === null) return true;
  if (geometry === null) return false;
  const positions = geometry.type === "Polygon" ? geometry.coordinates.flat() : geometry.coordinates;
  const of = boxOf(positions.map(([lon, lat]): LonLat => ({ lon, lat })));
  const [west, south, east, north] = box;
  return of.west <= east && of.east >= west && of.south <= north && of.north >= south;
}
