import { sql } from "kysely";
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
import {
  carFeatures,
  carsOf,
  countingRows,
  observationFeature,
  observationFeatures,
  observationRows,
} from "./observed-features.ts";

/** What OGC API - Features serves of the record: one GeoJSON feature for each facility, track, look and car. */
export const COLLECTIONS = ["facilities", "tracks", "observations", "cars"] as const;
export type CollectionId = (typeof COLLECTIONS)[number];

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

/** The drawing that is in force. */
const newestGeometry = sql`g.version = (select max(version) from facility_geometry where facility = g.facility)`;

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

async function facilityFeatures(db: Database, asked: FeaturesAsked): Promise<FeaturePage> {
  const { facility, after, limit } = asked;
  const where = sql`${await placed(db, asked)} and (${facility}::text is null or f.id = ${facility})
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

async function trackFeatures(db: Database, asked: FeaturesAsked): Promise<FeaturePage> {
  const { box, facility, after, limit } = asked;
  const [afterFacility = "", afterTrack = ""] = (after ?? []).map(String);
  const where = sql`${await placed(db, asked)} and (${facility}::text is null or t.facility = ${facility})
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
