import { createHash } from "node:crypto";
import type { FacilityId, SceneId } from "../../core/ids.ts";
import type { Reading } from "../../core/reading/reading.ts";
import { YardcheckError } from "../../errors.ts";
import type { Database } from "../store/database.ts";
import { hashOf, jsonText } from "../store/json.ts";

/** Whose reading of what: one scene, on one drawing of a facility. */
export interface ReadingKey {
  readonly facility: FacilityId;
  readonly geometryVersion: number;
  readonly scene: SceneId;
  readonly reader: string;
}

export interface Draft {
  /** 0: nothing was saved yet. */
  readonly revision: number;
  readonly document: Reading;
}

export interface Submitted {
  readonly id: string;
  readonly reader: string;
  readonly document: Reading;
  readonly submittedAt: string;
}

const columns = ({ facility, geometryVersion, scene, reader }: ReadingKey) => ({
  facility,
  geometry_version: geometryVersion,
  scene,
  reader,
});

/** What a reader has saved so far; null: nothing. */
export async function draftOf(db: Database, key: ReadingKey): Promise<Draft | null> {
  const row = await db
    .selectFrom("reading_draft")
    .select(["revision", "document"])
    .where((of) => of.and(columns(key)))
    .executeTakeFirst();
  return row === undefined ? null : { revision: row.revision, document: row.document as Reading };
}

/**
 * Saves a draft over the one that its writer knew.
 *
 * @param known  revision that the edit began from; 0: none
 * @returns the new revision
 * @throws YardcheckError "precondition-failed" when there is a newer one; "conflict" once it was submitted
 */
export async function saveDraft(
  db: Database,
  key: ReadingKey,
  known: number,
  document: Reading,
  now: string,
): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    if ((await submittedBy(tx, key)) !== null)
      throw new YardcheckError("conflict", `${key.reader} has submitted this reading; it is final`);
    const before = await tx
      .selectFrom("reading_draft")
      .select("revision")
      .where((of) => of.and(columns(key)))
      .forUpdate()
      .executeTakeFirst();
    const revision = before?.revision ?? 0;
    if (revision !== known)
      throw new YardcheckError(
        "precondition-failed",
        `the draft is at revision ${revision}, the edit began from ${known}`,
      );
    const saved = { revision: known + 1, document: jsonText<unknown>(document), saved_at: now };
    const written =
      before === undefined
        ? await tx
            .insertInto("reading_draft")
            .values({ ...columns(key), ...saved })
            .onConflict((conflict) => conflict.doNothing())
            .returning("revision")
            .executeTakeFirst()
        : await tx
            .updateTable("reading_draft")
            .set(saved)
            .where((of) => of.and(columns(key)))
            .returning("revision")
            .executeTakeFirst();
    if (written === undefined)
      throw new YardcheckError("precondition-failed", "another window saved this draft at the same moment");
    return written.revision;
  });
}

async function submittedBy(db: Database, key: ReadingKey): Promise<string | null> {
  const row = await db
    .selectFrom("reading")
    .select("id")
    .where((of) => of.and(columns(key)))
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Hands a reading in: it is final. @throws YardcheckError "conflict" when the reader has handed one in already */
export async function submitReading(db: Database, key: ReadingKey, document: Reading, now: string): Promise<string> {
  return await db.transaction().execute(async (tx) => {
    const parts = [key.facility, String(key.geometryVersion), key.scene, key.reader];
    const id = `read-${createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 20)}`;
    const added = await tx
      .insertInto("reading")
      .values({ id, ...columns(key), document: jsonText<unknown>(document), submitted_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    if (added === undefined)
      throw new YardcheckError("conflict", `${key.reader} has handed in a reading of this scene already`);
    await tx
      .deleteFrom("reading_draft")
      .where((of) => of.and(columns(key)))
      .execute();
    return id;
  });
}

/** Readings of a scene that were handed in, in the order in which they were. */
export async function submittedReadings(db: Database, key: Omit<ReadingKey, "reader">): Promise<readonly Submitted[]> {
  const rows = await db
    .selectFrom("reading")
    .select(["id", "reader", "document", "submitted_at"])
    .where("facility", "=", key.facility)
    .where("geometry_version", "=", key.geometryVersion)
    .where("scene", "=", key.scene)
    .orderBy("submitted_at")
    .orderBy("id")
    .execute();
  return rows.map(({ id, reader, document, submitted_at }) => ({
    id,
    reader,
    document: document as Reading,
    submittedAt: submitted_at,
  }));
}

/** SHA-256 of a reading, for the inputs of the count that it becomes. */
export function hashOfReading(reading: Reading): string {
  return hashOf(reading);
}
