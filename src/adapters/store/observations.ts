import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { AcquisitionId, FacilityId, GeometryVersionId, MethodId, ObservationId, SceneId } from "../../core/ids.ts";
import type { Counting, Observation } from "../../core/observation/observation.ts";
import { methodFamily } from "../../core/reading/counted-of.ts";
import { YardcheckError } from "../../errors.ts";
import { type Database, inTransaction } from "./database.ts";
import { geometryVersionId, versionNumber } from "./facilities.ts";
import { jsonText } from "./json.ts";
import { type Cursor, isAfter } from "./paging.ts";
import { sceneById } from "./scenes.ts";
import type { NewRow, Row } from "./tables.ts";

/** An observation as stored, with what it replaces. */
export type StoredObservation = Observation & {
  readonly acquisition: AcquisitionId;
  readonly recordedAt: string;
  readonly correction: Correction | null;
};

/** Which row this one replaces, who says so and why. */
export interface Correction {
  readonly of: ObservationId;
  readonly by: string;
  readonly reason: string;
}

/** The columns of an observation that lists and maps need: no cars, no distribution. */
export interface ObservationSummary {
  readonly id: ObservationId;
  readonly facility: FacilityId;
  readonly geometry: GeometryVersionId;
  readonly scene: SceneId;
  readonly acquiredAt: string;
  readonly method: MethodId;
  readonly status: "counted" | "withheld";
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly usableFraction: number;
  readonly reasons: readonly string[];
}

/**
 * Stores what was counted of a scene. The same scene counted again by the same method on the same geometry is the
 * observation that is there already.
 *
 * @returns the observation as stored, and whether this call stored it
 * @throws YardcheckError "not-found"
 */
export async function recordObservation(
  db: Database,
  of: { readonly facility: FacilityId; readonly geometry: GeometryVersionId; readonly scene: SceneId },
  counting: Counting,
  now: string,
): Promise<{ readonly observation: StoredObservation; readonly recorded: boolean }> {
  return await inTransaction(db, async (tx) => {
    const id = observationId([of.facility, of.scene, counting.method, of.geometry]);
    const row = await rowFor(tx, id, of, counting, now);
    const inserted = await tx
      .insertInto("observation")
      .values(row)
      .onConflict((known) => known.column("id").doNothing())
      .executeTakeFirst();
    return {
      observation: await observationById(tx, id),
      recorded: (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n,
    };
  });
}

/**
 * Replaces an observation by a new row that names it. Nothing is overwritten.
 *
 * @throws YardcheckError "not-found" | "conflict" where the row was replaced already | "usage" without a name or reason
 */
export async function correctObservation(
  db: Database,
  correction: Correction,
  counting: Counting,
  now: string,
): Promise<StoredObservation> {
  if (correction.by.trim() === "" || correction.reason.trim() === "")
    throw new YardcheckError("usage", `a correction of ${correction.of} names who corrects it, and why`);
  return await inTransaction(db, async (tx) => {
    const old = await observationById(tx, correction.of);
    const id = observationId(["correction", correction.of]);
    const row = await rowFor(tx, id, old, counting, now);
    const inserted = await tx
      .insertInto("observation")
      .values({ ...row, corrects: correction.of, corrected_by: correction.by, correction_reason: correction.reason })
      .onConflict((known) => known.column("id").doNothing())
      .executeTakeFirst();
    if ((inserted.numInsertedOrUpdatedRows ?? 0n) === 0n)
      throw new YardcheckError("conflict", `observation ${correction.of} was corrected already, by ${id}`);
    return await observationById(tx, id);
  });
}

/** @throws YardcheckError "not-found" */
export async function observationById(db: Database, id: ObservationId): Promise<StoredObservation> {
  const row = await db.selectFrom("observation").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YardcheckError("not-found", `there is no observation "${id}"`);
  return observationOf(row);
}

/**
 * The observation of a scene by a method on a geometry, as last corrected, by a reader of its cars too; null where it was
 * never counted.
 */
export async function observationFor(
  db: Database,
  of: { readonly facility: FacilityId; readonly geometry: GeometryVersionId; readonly scene: SceneId },
  method: MethodId,
): Promise<StoredObservation | null> {
  const row = await current(db)
    .selectAll("observation")
    .where("facility", "=", of.facility)
    .where("scene", "=", of.scene)
    .where(sql`method_family(method)`, "=", methodFamily(method))
    .where("geometry_version", "=", versionNumber(of.geometry))
    .executeTakeFirst();
  return row ? observationOf(row) : null;
}

/** Observations of a facility that no correction replaced, oldest first: of several drawings and methods, it may be. */
export async function currentObservations(db: Database, facility: FacilityId): Promise<readonly StoredObservation[]> {
  const query = current(db).selectAll("observation").where("facility", "=", facility);
  return (await query.orderBy("acquired_at").orderBy("id").execute()).map(observationOf);
}

/** By which methods a facility was counted, look by look, in the order of {@link currentObservations}. */
export async function countedBy(
  db: Database,
  facility: FacilityId,
): Promise<readonly Pick<StoredObservation, "method" | "acquiredAt" | "recordedAt">[]> {
  const looks = current(db).select(["method", "acquired_at", "recorded_at"]).where("facility", "=", facility);
  return (await looks.orderBy("acquired_at").orderBy("id").execute()).map((row) => ({
    method: row.method as MethodId,
    acquiredAt: row.acquired_at,
    recordedAt: row.recorded_at,
  }));
}

/** Of each acquisition of a facility the one look that stands, oldest first, with all that was counted. */
export async function standingObservations(db: Database, facility: FacilityId): Promise<readonly StoredObservation[]> {
  const rows = await db
    .selectFrom("standing_observation")
    .selectAll()
    .where("facility", "=", facility)
    .orderBy("acquired_at")
    .orderBy("id")
    .execute();
  return rows.map(observationOf);
}

/**
 * Observations that stand, newest first, after a cursor, without their cars.
 *
 * @param page.among  of these; not given: those that stand, one for each acquisition
 */
export async function listObservations(
  db: Database,
  page: {
    readonly facility?: FacilityId | undefined;
    readonly among?: readonly ObservationId[] | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly after?: Cursor | undefined;
    readonly limit: number;
  },
): Promise<readonly ObservationSummary[]> {
  const { facility, among, from, to, after } = page;
  if (among?.length === 0) return [];
  const looks =
    among === undefined
      ? db.selectFrom("standing_observation as observation")
      : db.selectFrom("observation").where("id", "in", among);
  let query = looks
    .select([
      "id",
      "facility",
      "geometry_version",
      "scene",
      "acquired_at",
      "method",
      "status",
      "cars_median",
      "cars_low",
      "cars_high",
      "usable_fraction",
      "reasons",
    ])
    .orderBy("acquired_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit);
  if (facility !== undefined) query = query.where("facility", "=", facility);
  if (from !== undefined) query = query.where("acquired_at", ">=", from);
  if (to !== undefined) query = query.where("acquired_at", "<=", to);
  if (after !== undefined) query = query.where((of) => isAfter(of, after, "desc"));
  return (await query.execute()).map((row) => ({
    id: row.id as ObservationId,
    facility: row.facility as FacilityId,
    geometry: geometryVersionId(row.facility as FacilityId, row.geometry_version),
    scene: row.scene as SceneId,
    acquiredAt: row.acquired_at,
    method: row.method as MethodId,
    status: row.status,
    median: row.cars_median,
    low: row.cars_low,
    high: row.cars_high,
    usableFraction: row.usable_fraction,
    reasons: row.reasons,
  }));
}

/** An observation and all that it replaced, newest first. */
export async function observationHistory(db: Database, id: ObservationId): Promise<readonly StoredObservation[]> {
  const history: StoredObservation[] = [];
  for (let next: ObservationId | null = id; next !== null; ) {
    const observation: StoredObservation = await observationById(db, next);
    history.push(observation);
    next = observation.correction?.of ?? null;
  }
  return history;
}

function current(db: Database) {
  return db
    .selectFrom("observation")
    .where((of) =>
      of.not(
        of.exists(
          of.selectFrom("observation as newer").select("newer.id").whereRef("newer.corrects", "=", "observation.id"),
        ),
      ),
    );
}

/** Derived from what makes an observation one, so that two workers that count the same scene write the same row. */
function observationId(parts: readonly string[]): ObservationId {
  const hash = createHash("sha256").update(parts.join("\n")).digest("hex");
  return `obs-${hash.slice(0, 20)}` as ObservationId;
}

async function rowFor(
  tx: Database,
  id: ObservationId,
  of: { readonly facility: FacilityId; readonly geometry: GeometryVersionId; readonly scene: SceneId },
  counting: Counting,
  now: string,
): Promise<NewRow<"observation">> {
  const scene = await sceneById(tx, of.scene);
  const count = counting.status === "counted" ? counting.count : null;
  return {
    id,
    facility: of.facility,
    geometry_version: versionNumber(of.geometry),
    scene: of.scene,
    acquisition: scene.acquisition,
    method: counting.method,
    acquired_at: scene.conditions.acquiredAt,
    status: counting.status,
    usable_fraction: counting.usableFraction,
    cars_median: count?.median ?? null,
    cars_low: count?.low ?? null,
    cars_high: count?.high ?? null,
    reasons: counting.reasons.map(({ code }) => code),
    counting: jsonText(counting),
    recorded_at: now,
    corrects: null,
    corrected_by: null,
    correction_reason: null,
  };
}

function observationOf(row: Row<"observation">): StoredObservation {
  const facility = row.facility as FacilityId;
  const { corrects, corrected_by, correction_reason } = row;
  return {
    ...row.counting,
    id: row.id as ObservationId,
    facility,
    geometry: geometryVersionId(facility, row.geometry_version),
    scene: row.scene as SceneId,
    acquisition: row.acquisition as AcquisitionId,
    acquiredAt: row.acquired_at,
    recordedAt: row.recorded_at,
    correction:
      corrects === null
        ? null
        : { of: corrects as ObservationId, by: corrected_by ?? "", reason: correction_reason ?? "" },
  };
}
