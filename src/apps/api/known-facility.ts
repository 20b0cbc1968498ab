import type { Database } from "../../adapters/store/database.ts";
import type { FacilityId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";

/** Whether there is such a facility, without reading its drawing. @throws YardcheckError "not-found" */
export async function requireFacility(db: Database, id: FacilityId): Promise<void> {
  const known = await db.selectFrom("facility").select("id").where("id", "=", id).executeTakeFirst();
  if (!known) throw new YardcheckError("not-found", `there is no facility "${id}"`);
}
