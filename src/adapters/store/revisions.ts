import { sql } from "kysely";
import type { FacilityId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";
import { type Database, inTransaction } from "./database.ts";
import { holdFacility } from "./facilities.ts";
import { hashOf, jsonText } from "./json.ts";

/** A document of a facility as it was at one time. Older revisions stay as they were. */
export interface Revision {
  readonly facility: FacilityId;
  /** From 1. */
  readonly revision: number;
  /** Parsed JSON; its shape belongs to whoever wrote it. */
  readonly document: unknown;
  readonly sha256: string;
  readonly at: string;
}

/** Kinds of documents kept by revision: sources, claims and hypotheses; what the statistics said; frozen reports. */
export type DocumentKind = "evidence" | "assessment" | "report";

/**
 * Adds a revision. The same document as the newest one adds nothing.
 *
 * @param inputs  assessment: what it was computed from, whose hash is kept beside it
 * @returns the newest revision, and whether this call added it
 */
export async function addRevision(
  db: Database,
  kind: DocumentKind,
  facility: FacilityId,
  document: unknown,
  now: string,
  inputs: unknown = null,
): Promise<{ readonly revision: Revision; readonly added: boolean }> {
  const sha256 = hashOf(document);
  return await inTransaction(db, async (tx) => {
    await holdFacility(tx, facility);
    const newest = await newestRevision(tx, kind, facility);
    if (newest?.sha256 === sha256) return { revision: newest, added: false };
    const key = { facility, revision: (newest?.revision ?? 0) + 1 };
    const text = jsonText(document);
    if (kind === "evidence")
      await tx
        .insertInto(kind)
        .values({ ...key, document: text, recorded_at: now })
        .execute();
    else if (kind === "report")
      await tx
        .insertInto(kind)
        .values({ ...key, record: text, sha256, generated_at: now })
        .execute();
    else
      await tx
        .insertInto(kind)
        .values({ ...key, document: text, inputs_sha256: hashOf(inputs), assessed_at: now })
        .execute();
    return { revision: { ...key, document, sha256, at: now }, added: true };
  });
}

/** The newest revision, null where there is none. */
export async function newestRevision(db: Database, kind: DocumentKind, facility: FacilityId): Promise<Revision | null> {
  const [newest] = await revisions(db, kind, facility, 1);
  return newest ?? null;
}

/** @throws YardcheckError "not-found" */
export async function revisionAt(
  db: Database,
  kind: DocumentKind,
  facility: FacilityId,
  revision: number,
): Promise<Revision> {
  const found = (await revisions(db, kind, facility, 1, revision))[0];
  if (found?.revision !== revision)
    throw new YardcheckError("not-found", `facility "${facility}" has no ${kind} revision ${revision}`);
  return found;
}

/** Newest first, from `upTo` down. */
export async function revisions(
  db: Database,
  kind: DocumentKind,
  facility: FacilityId,
  limit: number,
  upTo = 2_147_483_647,
): Promise<readonly Revision[]> {
  const found = await rows(db, kind, facility, limit, upTo);
  return found.map(({ revision, document, at }) => ({ facility, revision, document, sha256: hashOf(document), at }));
}

async function rows(db: Database, kind: DocumentKind, facility: FacilityId, limit: number, upTo: number) {
  const columns = {
    evidence: sql`document, recorded_at as at`,
    assessment: sql`document, assessed_at as at`,
    report: sql`record as document, generated_at as at`,
  };
  const { rows } = await sql<{ revision: number; document: unknown; at: string }>`
    select revision, ${columns[kind]} from ${sql.table(kind)}
    where facility = ${facility} and revision <= ${upTo}
    order by revision desc limit ${limit}`.execute(db);
  return rows;
}
