import type { Ring } from "../../core/facility/facility.ts";
import type { AcquisitionId, FacilityId, SceneId } from "../../core/ids.ts";
import type { Scene } from "../../core/imagery/scene.ts";
import { YardcheckError } from "../../errors.ts";
import { type Database, inTransaction } from "./database.ts";
import { requireFacility } from "./facilities.ts";
import { jsonText } from "./json.ts";
import { type Cursor, isAfter } from "./paging.ts";
import type { CloudMaskFile, Position, Row } from "./tables.ts";

/** A scene as registered, with what was given beside the image. */
export interface RegisteredScene extends Scene, BesideScene {
  readonly registeredAt: string;
}

/** What a scene has beside its image. */
export interface BesideScene {
  /** Corners of the image. */
  readonly footprint: Ring;
  /** null: none. */
  readonly cloudMask: CloudMaskFile | null;
  /** Id of the STAC item that it came from, null: a plain file. */
  readonly stacItem: string | null;
}

/**
 * Registers a scene for a facility. The same file again is the same scene; for another facility it gets a second link.
 *
 * @returns whether the scene is new to this facility
 * @throws YardcheckError "not-found" for an unknown facility | "conflict" where the file is known with another time, other
 *   conditions, another mask or licence
 */
export async function addScene(
  db: Database,
  facility: FacilityId,
  scene: Scene & BesideScene,
  now: string,
): Promise<boolean> {
  return await inTransaction(db, async (tx) => {
    await requireFacility(tx, facility);
    await tx
      .insertInto("scene")
      .values({
        id: scene.id,
        acquisition: scene.acquisition,
        acquired_at: scene.conditions.acquiredAt,
        location: scene.location,
        fingerprint: jsonText(scene.fingerprint),
        conditions: jsonText(scene.conditions),
        grid: jsonText(scene.grid),
        footprint: jsonText(scene.footprint.map(({ lon, lat }): Position => [lon, lat])),
        cloud_mask: scene.cloudMask === null ? null : jsonText(scene.cloudMask),
        stac_item: scene.stacItem,
        licence: scene.licence,
        may_be_republished: scene.mayBeRepublished,
        synthetic: scene.synthetic,
        registered_at: now,
      })
      .onConflict((row) => row.column("id").doNothing())
      .execute();
    const stored = await sceneById(tx, scene.id);
    if (Date.parse(stored.conditions.acquiredAt) !== Date.parse(scene.conditions.acquiredAt))
      throw new YardcheckError(
        "conflict",
        `scene ${scene.id} (${scene.location}) is registered as acquired at ${stored.conditions.acquiredAt}, not ${scene.conditions.acquiredAt}`,
      );
    const different = differences(stored, scene);
    if (different.length > 0)
      throw new YardcheckError(
        "conflict",
        `scene ${scene.id} (${scene.location}) is registered with other facts: ${different.join("; ")}`,
      );
    const link = await tx
      .insertInto("facility_scene")
      .values({ facility, scene: scene.id })
      .onConflict((row) => row.columns(["facility", "scene"]).doNothing())
      .executeTakeFirst();
    return (link.numInsertedOrUpdatedRows ?? 0n) > 0n;
  });
}

/** What a scene that is registered already would have otherwise: facts on which its count depends, and who may see it. */
function differences(stored: RegisteredScene, given: Scene & BesideScene): string[] {
  const facts = ({ conditions, cloudMask: mask, ...scene }: Scene & BesideScene): Record<string, string> => ({
    "GSD, m": String(conditions.gsdMetres),
    "off-nadir, degrees": String(conditions.offNadirDegrees),
    "sun azimuth, degrees": String(conditions.sunAzimuthDegrees),
    "sun elevation, degrees": String(conditions.sunElevationDegrees),
    "cloud mask": mask === null ? "none" : `${mask.location} (hidden where ${mask.hiddenWhereSet ? "set" : "not set"})`,
    licence: scene.licence,
    "may be republished": String(scene.mayBeRepublished),
    synthetic: String(scene.synthetic),
  });
  const asked = facts(given);
  return Object.entries(facts(stored))
    .filter(([name, value]) => value !== asked[name])
    .map(([name, value]) => `${name} ${value}, not ${asked[name] ?? ""}`);
}

/** @throws YardcheckError "not-found" */
export async function sceneById(db: Database, id: SceneId): Promise<RegisteredScene> {
  const row = await db.selectFrom("scene").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YardcheckError("not-found", `there is no scene "${id}"`);
  return sceneOf(row);
}

/** Scenes by time of acquisition, oldest first, after a cursor. */
export async function listScenes(
  db: Database,
  page: {
    readonly facility?: FacilityId | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly after?: Cursor | undefined;
    readonly limit: number;
  },
): Promise<readonly RegisteredScene[]> {
  let query = db.selectFrom("scene").selectAll().orderBy("acquired_at").orderBy("id").limit(page.limit);
  const { facility, from, to, after } = page;
  if (facility !== undefined)
    query = query.where("id", "in", (of) =>
      of.selectFrom("facility_scene").select("scene").where("facility", "=", facility),
    );
  if (from !== undefined) query = query.where("acquired_at", ">=", from);
  if (to !== undefined) query = query.where("acquired_at", "<=", to);
  if (after !== undefined) query = query.where((of) => isAfter(of, after, "asc"));
  return (await query.execute()).map(sceneOf);
}

/** The facilities for which a scene was registered. */
export async function facilitiesOfScene(db: Database, scene: SceneId): Promise<readonly FacilityId[]> {
  const rows = await db
    .selectFrom("facility_scene")
    .select("facility")
    .where("scene", "=", scene)
    .orderBy("facility")
    .execute();
  return rows.map(({ facility }) => facility as FacilityId);
}

function sceneOf(row: Row<"scene">): RegisteredScene {
  return {
    id: row.id as SceneId,
    acquisition: row.acquisition as AcquisitionId,
    location: row.location,
    fingerprint: row.fingerprint,
    conditions: row.conditions,
    grid: row.grid,
    licence: row.licence,
    mayBeRepublished: row.may_be_republished,
    synthetic: row.synthetic,
    footprint: row.footprint.map(([lon, lat]) => ({ lon, lat })),
    cloudMask: row.cloud_mask,
    stacItem: row.stac_item,
    registeredAt: row.registered_at,
  };
}
