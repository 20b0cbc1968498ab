import type { Evidence } from "../../core/evidence/evidence.ts";
import type { FacilityId } from "../../core/ids.ts";
import type { Database } from "../store/database.ts";
import { newestRevision } from "../store/revisions.ts";
import { shapedEvidence } from "./evidence-file.ts";

/** The newest evidence on a facility, null where none was imported. */
export async function storedEvidence(db: Database, facility: FacilityId): Promise<Evidence | null> {
  const newest = await newestRevision(db, "evidence", facility);
  return newest && shapedEvidence(newest.document, `evidence on ${facility}, revision ${newest.revision}`);
}
