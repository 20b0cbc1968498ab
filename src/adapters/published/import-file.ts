import type { FacilityId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";
import { type Database, inTransaction } from "../store/database.ts";
import { putEvents, putRegimes } from "../store/events.ts";
import { importEntries } from "../store/series.ts";
import type { SeriesFile } from "./series-file.ts";

/**
 * Takes over a file's counts, events and regimes, all or nothing; gives back how many counts were new.
 *
 * @param now  instant of the import
 * @throws YardcheckError "series-invalid" where a count is of a day to come
 */
export async function importSeriesFile(
  db: Database,
  facility: FacilityId,
  file: SeriesFile,
  now: string,
): Promise<number> {
  const today = now.slice(0, 10);
  const future = file.entries.find(({ to }) => to > today);
  if (future !== undefined)
    throw new YardcheckError(
      "series-invalid",
      `a count of ${future.origin.publisher} is of ${future.to}; expected is a day up to ${today}, the day of import`,
    );
  return await inTransaction(db, async (tx) => {
    const added = await importEntries(tx, facility, file.entries, now);
    await putEvents(tx, facility, file.events);
    await putRegimes(tx, facility, file.regimes);
    return added;
  });
}
