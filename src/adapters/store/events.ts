import type { FacilityId } from "../../core/ids.ts";
import { type DatedEvent, eventFault } from "../../core/series/entry.ts";
import { type Regime, regimeFault } from "../../core/series/regime.ts";
import { type Database, inTransaction } from "./database.ts";
import { jsonText } from "./json.ts";

/** Adds events, or replaces those with the same id. */
export async function putEvents(db: Database, facility: FacilityId, events: readonly DatedEvent[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const { id, date, label, source } of events)
      await tx
        .insertInto("event")
        .values({ id, facility, date, label: jsonText(label), source })
        .onConflict((row) => row.columns(["facility", "id"]).doUpdateSet({ date, label: jsonText(label), source }))
        .execute();
  });
}

/** Oldest first; a month comes before its days. One that has an {@link eventFault} is `leftOutOf` them. */
export async function eventsOf(db: Database, facility: FacilityId): Promise<readonly DatedEvent[]> {
  return (await eventsAsStored(db, facility)).filter((event) => eventFault(event) === null);
}

/** Every event that was taken over, in that order. */
export async function eventsAsStored(db: Database, facility: FacilityId): Promise<readonly DatedEvent[]> {
  return await db
    .selectFrom("event")
    .select(["id", "date", "label", "source"])
    .where("facility", "=", facility)
    .orderBy("date")
    .orderBy("id")
    .execute();
}

/** Declares regimes, or changes those with the same name. */
export async function putRegimes(db: Database, facility: FacilityId, regimes: readonly Regime[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const { name, from, to, reason } of regimes)
      await tx
        .insertInto("regime")
        .values({ facility, name, from_day: from, to_day: to, reason })
        .onConflict((row) => row.columns(["facility", "name"]).doUpdateSet({ from_day: from, to_day: to, reason }))
        .execute();
  });
}

/** Oldest first. One that has a {@link regimeFault} is `leftOutOf` them. */
export async function regimesOf(db: Database, facility: FacilityId): Promise<readonly Regime[]> {
  return (await regimesAsStored(db, facility)).filter((regime) => regimeFault(regime) === null);
}

/** Every regime that was declared, in that order. */
export async function regimesAsStored(db: Database, facility: FacilityId): Promise<readonly Regime[]> {
  const rows = await db
    .selectFrom("regime")
    .selectAll()
    .where("facility", "=", facility)
    .orderBy("from_day")
    .orderBy("name")
    .execute();
  return rows.map(({ name, from_day, to_day, reason }) => ({ name, from: from_day, to: to_day, reason }));
}
