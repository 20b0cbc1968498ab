import type { FacilityId } from "../../core/ids.ts";
import { eventFault, type SeriesEntry } from "../../core/series/entry.ts";
import { entryFault } from "../../core/series/entry-fault.ts";
import { regimeFault } from "../../core/series/regime.ts";
import { dayNumber, noDay } from "../../core/stats/day-number.ts";
import { YardcheckError } from "../../errors.ts";
import { type Database, inTransaction } from "./database.ts";
import { eventsAsStored, regimesAsStored } from "./events.ts";
import { currentObservations } from "./observations.ts";
import { publishedAsStored } from "./series.ts";

/**
 * What of a facility's series cannot be worked with, and is left out of it: counts, events, regimes and looks that earlier
 * versions took over, and that are refused now.
 *
 * @returns a sentence for each: which one, what is wrong with it, what to do; none where all is used
 */
export async function leftOutOf(db: Database, facility: FacilityId): Promise<readonly string[]> {
  const counts = (await publishedAsStored(db, facility)).flatMap((entry) => {
    const fault = entryFault(entry);
    if (fault === null || entry.origin.kind !== "published") return [];
    return [
      `The count of ${entry.from} by ${entry.origin.publisher} is left out: ${fault}. Import it as it should be, and take this one away: \`yardcheck series remove ${entry.id} --facility ${facility}\`.`,
    ];
  });
  const events = (await eventsAsStored(db, facility)).flatMap((event) => {
    const fault = eventFault(event);
    return fault === null ? [] : [`The event "${event.id}" is left out: ${fault}. Import it again with that id.`];
  });
  const regimes = (await regimesAsStored(db, facility)).flatMap((regime) => {
    const fault = regimeFault(regime);
    return fault === null ? [] : [`The regime "${regime.name}" is left out: ${fault}. Import it again with that name.`];
  });
  const looks = (await currentObservations(db, facility))
    .map(({ id, acquiredAt }) => ({ id, day: acquiredAt.slice(0, 10) }))
    .filter(({ day }) => dayNumber(day) === null)
    .map(({ id, day }) => `The look ${id} is left out: ${noDay(day)}, and its scene is registered as of then.`);
  return [...counts, ...events, ...regimes, ...looks];
}

/**
 * Takes away a published count that is left out of the series. One that is used stays: reports may rest on it.
 *
 * @throws YardcheckError "not-found", "conflict" (the count is used)
 */
export async function removeLeftOut(db: Database, facility: FacilityId, id: string): Promise<SeriesEntry> {
  return await inTransaction(db, async (tx) => {
    const entry = (await publishedAsStored(tx, facility)).find((one) => one.id === id);
    if (entry === undefined) throw new YardcheckError("not-found", `${facility} has no published count ${id}`);
    if (entryFault(entry) === null)
      throw new YardcheckError(
        "conflict",
        `the count ${id} of ${facility} is used; only one that is left out is removed`,
      );
    await tx.deleteFrom("series_entry").where("facility", "=", facility).where("id", "=", id).execute();
    return entry;
  });
}
