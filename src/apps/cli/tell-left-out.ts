import type { Database } from "../../adapters/store/database.ts";
import { leftOutOf } from "../../adapters/store/left-out.ts";
import type { FacilityId } from "../../core/ids.ts";

/** Says on standard error what of a facility's series is left out, and why. */
export async function tellLeftOut(db: Database, facility: FacilityId): Promise<void> {
  for (const sentence of await leftOutOf(db, facility)) process.stderr.write(`${sentence}\n`);
}
