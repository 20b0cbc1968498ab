import type { Drawing, Facility, FacilityGeometry, Names, Ring } from "../../core/facility/facility.ts";
import { type Box, boxOf } from "../../core/facility/local-plane.ts";
import type { LonLat } from "../../core/geo/frames.ts";
import {
  FACILITY_ID_PATTERN,
  type FacilityId,
  type GeometryVersionId,
  isNonEmpty,
  type TrackId,
  type ZoneId,
} from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";
import { type Database, inTransaction } from "./database.ts";
import { hashOf, jsonText } from "./json.ts";
import type { Position, Row } from "./tables.ts";

/** A facility in a list. */
export interface FacilitySummary {
  readonly id: FacilityId;
  readonly names: Names;
  /** Newest version, 0 where nothing is drawn. */
  readonly geometryVersion: number;
  readonly tracks: number;
  readonly box: Box | null;
}

/**
 * A facility's short name.
 *
 * @throws YardcheckError "usage"
 */
export function facilityId(text: string): FacilityId {
  if (!FACILITY_ID_PATTERN.test(text))
    throw new YardcheckError(
      "usage",
      `"${text}" is no facility id: expected are up to 63 lower-case letters, digits and hyphens, such as north-yard`,
    );
  return text as FacilityId;
}

/** `<facility>@<n>` */
export function geometryVersionId(facility: FacilityId, version: number): GeometryVersionId {
  return `${facility}@${version}` as GeometryVersionId;
}

export function versionNumber(id: GeometryVersionId): number {
  return Number(id.slice(id.lastIndexOf("@") + 1));
}

/**
 * Adds a facility, or a new version of a known one's geometry. The same drawing again is the version that it was.
 *
 * @param facility.drawing  null for a facility that is known from published counts only
 * @param facility.names    added to what is known; a language given again is renamed
 * @returns the facility as it now is, and whether this made it, or a version of it
 */
export async function putFacility(
  db: Database,
  facility: {
    readonly id: FacilityId;
    readonly names: Names;
    readonly drawing: Drawing | null;
    readonly origin: string;
  },
  now: string,
): Promise<{ readonly facility: Facility; readonly added: boolean; readonly newVersion: boolean }> {
  const { id, names, drawing, origin } = facility;
  return await inTransaction(db, async (tx) => {
    // Inserted before it is read: of two that add one facility at once, the second waits here and finds it.
    const inserted = await tx
      .insertInto("facility")
      .values({ id, names: jsonText(names), created_at: now })
      .onConflict((known) => known.column("id").doNothing())
      .executeTakeFirst();
    const known = await tx.selectFrom("facility").select("names").where("id", "=", id).forUpdate().executeTakeFirst();
    const allNames = { ...known?.names, ...names };
    if (Object.keys(allNames).length === 0)
      throw new YardcheckError("usage", `facility ${id} has no name: give one with --name en="..."`);
    await tx
      .updateTable("facility")
      .set({ names: jsonText(allNames) })
      .where("id", "=", id)
      .execute();
    const newVersion = drawing !== null && (await addGeometry(tx, id, drawing, origin, now));
    const added = (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
    return { facility: await facilityById(tx, id), added, newVersion };
  });
}

/** Whether there is such a facility, without reading its drawing. @throws YardcheckError "not-found" */
export async function requireFacility(db: Database, id: FacilityId): Promise<void> {
  const known = await db.selectFrom("facility").select("id").where("id", "=", id).executeTakeFirst();
  if (!known) throw new YardcheckError("not-found", `there is no facility "${id}"`);
}

/**
 * Lets nobody else change a facility, its drawing or its documents until the transaction ends: what is compared with
 * what is there stays true until it is written.
 *
 * @throws YardcheckError "not-found"
 */
export async function holdFacility(tx: Database, id: FacilityId): Promise<void> {
  const known = await tx.selectFrom("facility").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
  if (!known) throw new YardcheckError("not-found", `there is no facility "${id}"`);
}

async function addGeometry(tx: Database, id: FacilityId, drawing: Drawing, origin: string, now: string) {
  const sha256 = hashOf(drawing);
  const newest = await tx
    .selectFrom("facility_geometry")
    .select(["version", "sha256"])
    .where("facility", "=", id)
    .orderBy("version", "desc")
    .executeTakeFirst();
  if (newest?.sha256 === sha256) return false;
  const key = { facility: id, version: (newest?.version ?? 0) + 1 };
  const box = boxOf([...drawing.area, ...drawing.tracks.flatMap(({ line }) => line)]);
  await tx
    .insertInto("facility_geometry")
    .values({ ...key, area: jsonText(positions(drawing.area)), ...box, sha256, origin, created_at: now })
    .execute();
  const tracks = drawing.tracks.map((track, position) => ({
    ...key,
    position,
    id: track.id,
    name: track.name,
    line: jsonText(positions(track.line)),
    zone: track.zone,
    service: track.service,
    usage: track.usage,
    gauge_millimetres: track.gaugeMillimetres,
    canopies: jsonText(track.canopies),
  }));
  // PostgreSQL takes 65,535 parameters in a statement.
  for (let i = 0; i < tracks.length; i += 1000)
    await tx
      .insertInto("track")
      .values(tracks.slice(i, i + 1000))
      .execute();
  for (const [position, zone] of drawing.zones.entries())
    await tx
      .insertInto("zone")
      .values({ ...key, position, id: zone.id, names: jsonText(zone.names), area: jsonText(positions(zone.area)) })
      .execute();
  return true;
}

/** Newest version of a facility's drawing, unread; null where nothing is drawn, or there is no such facility. */
export async function newestDrawing(db: Database, id: FacilityId): Promise<GeometryVersionId | null> {
  const newest = await db
    .selectFrom("facility_geometry")
    .select("version")
    .where("facility", "=", id)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return newest === undefined ? null : geometryVersionId(id, newest.version);
}

/** @throws YardcheckError "not-found" */
export async function facilityById(db: Database, id: FacilityId): Promise<Facility> {
  const row = await db.selectFrom("facility").select(["id", "names"]).where("id", "=", id).executeTakeFirst();
  if (!row) throw new YardcheckError("not-found", `there is no facility "${id}"`);
  const newest = await db
    .selectFrom("facility_geometry")
    .select((of) => of.fn.max("version").as("version"))
    .where("facility", "=", id)
    .executeTakeFirst();
  const version = newest?.version ?? null;
  return { id, names: row.names, geometry: version === null ? null : await geometryAt(db, id, version) };
}

/**
 * One version of a facility's geometry, however old.
 *
 * @throws YardcheckError "not-found"
 */
export async function geometryAt(db: Database, facility: FacilityId, version: number): Promise<FacilityGeometry> {
  const of = { facility, version };
  const geometry = await db
    .selectFrom("facility_geometry")
    .select("area")
    .where("facility", "=", facility)
    .where("version", "=", version)
    .executeTakeFirst();
  const tracks = await partsOf(db, "track", of);
  if (!geometry || !isNonEmpty(tracks))
    throw new YardcheckError("not-found", `facility "${facility}" has no geometry version ${version}`);
  const zones = await partsOf(db, "zone", of);
  const [first, ...rest] = tracks;
  return {
    version: geometryVersionId(facility, version),
    area: lonLats(geometry.area),
    tracks: [trackOf(first), ...rest.map(trackOf)],
    zones: zones.map(({ id, names, area }) => ({ id: id as ZoneId, names, area: lonLats(area) })),
  };
}

function partsOf<Name extends "track" | "zone">(
  db: Database,
  table: Name,
  of: { readonly facility: string; readonly version: number },
): Promise<Row<Name>[]>;
async function partsOf(
  db: Database,
  table: "track" | "zone",
  { facility, version }: { facility: string; version: number },
) {
  return await db
    .selectFrom(table)
    .selectAll()
    .where("facility", "=", facility)
    .where("version", "=", version)
    .orderBy("position")
    .execute();
}

function trackOf(row: Row<"track">): FacilityGeometry["tracks"][number] {
  return {
    id: row.id as TrackId,
    name: row.name,
    line: lonLats(row.line) as unknown as FacilityGeometry["tracks"][number]["line"],
    zone: row.zone as ZoneId | null,
    service: row.service,
    usage: row.usage,
    gaugeMillimetres: row.gauge_millimetres,
    canopies: row.canopies,
  };
}

/** Facilities in the order of their ids, from the one after `after`. */
export async function listFacilities(
  db: Database,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly FacilitySummary[]> {
  let query = db
    .selectFrom("facility as f")
    .leftJoinLateral(
      (of) =>
        of
          .selectFrom("facility_geometry as g")
          .select(["g.version", "g.west", "g.south", "g.east", "g.north"])
          .whereRef("g.facility", "=", "f.id")
          .orderBy("g.version", "desc")
          .limit(1)
          .as("g"),
      (join) => join.onTrue(),
    )
    .select((of) => [
      "f.id",
      "f.names",
      "g.version",
      "g.west",
      "g.south",
      "g.east",
      "g.north",
      of
        .selectFrom("track as t")
        .select((t) => t.fn.countAll<number>().as("n"))
        .whereRef("t.facility", "=", "f.id")
        .whereRef("t.version", "=", "g.version")
        .as("tracks"),
    ])
    .orderBy("f.id")
    .limit(page.limit);
  if (page.after !== undefined) query = query.where("f.id", ">", page.after);
  return (await query.execute()).map(({ id, names, version, west, south, east, north, tracks }) => ({
    id: id as FacilityId,
    names,
    geometryVersion: version ?? 0,
    tracks: tracks ?? 0,
    box: west === null || south === null || east === null || north === null ? null : { west, south, east, north },
  }));
}

function positions(points: readonly LonLat[]): readonly Position[] {
  return points.map(({ lon, lat }) => [lon, lat]);
}

function lonLats(points: readonly Position[]): Ring {
  return points.map(([lon, lat]) => ({ lon, lat }));
}
