import type { Database } from "../../adapters/store/database.ts";
import { leftOutOf } from "../../adapters/store/left-out.ts";
import { currentObservations } from "../../adapters/store/observations.ts";
import { chosenSeries } from "../../adapters/store/series.ts";
import type { FacilityId, MethodId } from "../../core/ids.ts";

/** Says on standard error what of a facility's series is left out, and why. */
export async function tellLeftOut(db: Database, facility: FacilityId): Promise<void> {
  for (const sentence of await leftOutOf(db, facility)) process.stderr.write(`${sentence}\n`);
}

/** Says on standard error whose series is read, where several methods counted the facility. */
export async function tellSeries(db: Database, facility: FacilityId, method?: MethodId): Promise<void> {
  const { method: taken, others } = chosenSeries(await currentObservations(db, facility), method);
  if (taken !== null && others.length > 0)
    process.stderr.write(
      `${facility} was counted by several methods: this is the series of ${taken}. --method chooses another: ${others.join(", ")}.\n`,
    );
}
