import type { FacilityId } from "../../core/ids.ts";
import { type Database, inTransaction } from "../store/database.ts";
import { putEvents, putRegimes } from "../store/events.ts";
import { importEntries } from "../store/series.ts";
import type { SeriesFile } from "./series-file.ts";

/** Takes over a file's counts, events and regimes, all or nothing; gives back how many counts were new. */
export async function importSeriesFile(
  db: Database,
  facility: FacilityId,
  file: SeriesFile,
  now: string,
): Promise<number> {
  return await inTransaction(db, async (tx) => {
    const added = await importEntries(tx, facility, file.entries, now);
    await putEvents(tx, facility, file.events);
    await putRegimes(tx, facility, file.regimes);
    return added;
  });
}
