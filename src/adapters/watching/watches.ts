import { z } from "zod";
import type { FacilityId } from "../../core/ids.ts";
import { WATCH_DEFAULTS, type WatchSettings } from "../../core/watch/schedule.ts";
import { YardcheckError } from "../../errors.ts";
import type { Database } from "../store/database.ts";
import { jsonText } from "../store/json.ts";
import type { Row } from "../store/tables.ts";

/** Settings of a watch as they are given and stored. */
export const WATCH_SETTINGS = z.object({
  everyHours: z.number().min(1).max(8760).default(WATCH_DEFAULTS.everyHours),
  catalogues: z.array(z.string().max(40)).max(100).default([]),
  lookBackDays: z.number().min(0).max(36_525).default(WATCH_DEFAULTS.lookBackDays),
  overlapDays: z.number().min(0).max(3653).default(WATCH_DEFAULTS.overlapDays),
  takeCoarse: z.boolean().default(WATCH_DEFAULTS.takeCoarse),
  minCoveredFraction: z.number().min(0).max(1).default(WATCH_DEFAULTS.minCoveredFraction),
  falseAlarmsPerYear: z.number().min(0.01).max(12).default(WATCH_DEFAULTS.falseAlarmsPerYear),
}) satisfies z.ZodType<WatchSettings>;

/** A facility that is watched, and how that goes. */
export interface Watching {
  readonly facility: FacilityId;
  readonly settings: WatchSettings;
  readonly enabled: boolean;
  /** Where the last search that worked ended; null: none has. */
  readonly searchedTo: string | null;
  readonly checkedAt: string | null;
  readonly nextAt: string;
  readonly failures: number;
  readonly lastFailure: string | null;
}

function watchingOf(row: Row<"watch">): Watching {
  return {
    facility: row.facility as FacilityId,
    settings: WATCH_SETTINGS.parse(row.settings),
    enabled: row.enabled,
    searchedTo: row.searched_to,
    checkedAt: row.checked_at,
    nextAt: row.next_at,
    failures: row.failures,
    lastFailure: row.last_failure,
  };
}

/** Watches a facility from now on, or by other settings than before. */
export async function putWatch(
  db: Database,
  facility: FacilityId,
  settings: WatchSettings,
  enabled: boolean,
  now: string,
): Promise<Watching> {
  const text = jsonText<unknown>(settings);
  const row = await db
    .insertInto("watch")
    .values({ facility, settings: text, enabled, next_at: now })
    .onConflict((known) => known.column("facility").doUpdateSet({ settings: text, enabled, next_at: now }))
    .returningAll()
    .executeTakeFirstOrThrow();
  return watchingOf(row);
}

/** Null: the facility was never watched. */
export async function watchOf(db: Database, facility: FacilityId): Promise<Watching | null> {
  const row = await db.selectFrom("watch").selectAll().where("facility", "=", facility).executeTakeFirst();
  return row === undefined ? null : watchingOf(row);
}

/** @throws YardcheckError "not-found" for a facility that is not watched */
export async function requireWatch(db: Database, facility: FacilityId): Promise<Watching> {
  const watching = await watchOf(db, facility);
  if (watching === null) throw new YardcheckError("not-found", `facility "${facility}" is not watched`);
  return watching;
}

/** Watches by facility. @param page  those after a facility, so many at most; null: all */
export async function listWatches(
  db: Database,
  page: { readonly after: string | null; readonly limit: number } | null,
): Promise<readonly Watching[]> {
  let query = db.selectFrom("watch").selectAll().orderBy("facility");
  if (page !== null) query = query.limit(page.limit);
  if (page !== null && page.after !== null) query = query.where("facility", ">", page.after);
  return (await query.execute()).map(watchingOf);
}

/** Watches whose time has come, the longest overdue first. */
export async function dueWatches(db: Database, now: string, limit = 100): Promise<readonly Watching[]> {
  const rows = await db
    .selectFrom("watch")
    .selectAll()
    .where("enabled", "=", true)
    .where("next_at", "<=", now)
    .orderBy("next_at")
    .orderBy("facility")
    .limit(limit)
    .execute();
  return rows.map(watchingOf);
}

export async function watchDone(
  db: Database,
  facility: FacilityId,
  searchedTo: string,
  nextAt: string,
  now: string,
): Promise<void> {
  await db
    .updateTable("watch")
    .set({ searched_to: searchedTo, next_at: nextAt, checked_at: now, failures: 0, last_failure: null })
    .where("facility", "=", facility)
    .execute();
}

export async function watchFailed(
  db: Database,
  facility: FacilityId,
  failures: number,
  nextAt: string,
  why: string,
  now: string,
): Promise<void> {
  await db
    .updateTable("watch")
    .set({ failures, next_at: nextAt, last_failure: why.slice(0, 1000), checked_at: now })
    .where("facility", "=", facility)
    .execute();
}
