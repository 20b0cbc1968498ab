import { type Evidence, noEvidence } from "../../core/evidence/evidence.ts";
import type { FacilityId } from "../../core/ids.ts";
import { type Database, inTransaction } from "../store/database.ts";
import { holdFacility } from "../store/facilities.ts";
import { addRevision, newestRevision, type Revision } from "../store/revisions.ts";
import { shapedEvidence } from "./evidence-file.ts";

/** The newest evidence on a facility, null where none was imported. */
export async function storedEvidence(db: Database, facility: FacilityId): Promise<Evidence | null> {
  const newest = await newestRevision(db, "evidence", facility);
  return newest && shapedEvidence(newest.document, `evidence on ${facility}, revision ${newest.revision}`);
}

/**
 * Makes a new revision of the evidence on a facility of the newest one; nobody else makes one meanwhile.
 *
 * @param edit  gets what is stored, or no evidence at all, and is waited for with the facility held: quick
 * @throws YardcheckError "not-found", and those of `edit`, after which all is as it was
 */
export async function editEvidence(
  db: Database,
  facility: FacilityId,
  edit: (stored: Evidence) => Evidence | Promise<Evidence>,
  now: string,
): Promise<{ readonly evidence: Evidence; readonly revision: Revision }> {
  return await inTransaction(db, async (tx) => {
    await holdFacility(tx, facility);
    const evidence = await edit((await storedEvidence(tx, facility)) ?? noEvidence(facility));
    const { revision } = await addRevision(tx, "evidence", facility, evidence, now);
    return { evidence, revision };
  });
}
