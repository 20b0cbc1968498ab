import type { Database } from "../../adapters/store/database.ts";
import type { FacilityId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";

/** Whether there is such a facility, without reading its drawing. */
export async function isKnownFacility(db: Database, id: FacilityId): Promise<boolean> {
  return (await db.selectFrom("facility").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
}

/** @throws YardcheckError "not-found" */
export async function requireFacility(db: Database, id: FacilityId): Promise<void> {
  if (!(await isKnownFacility(db, id))) throw new YardcheckError("not-found", `there is no facility "${id}"`);
}
