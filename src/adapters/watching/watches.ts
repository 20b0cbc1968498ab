import { z } from "zod";
import type { FacilityId } from "../../core/ids.ts";
import { searchedBack, WATCH_DEFAULTS, type WatchSettings } from "../../core/watch/schedule.ts";
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
  /** Where the last search that worked ended, before the oldest image that is to be tried again; null: none has. */
  readonly searchedTo: string | null;
  readonly checkedAt: string | null;
  readonly nextAt: string;
  readonly failures: number;
  /** Of the last search: why it failed, or which images it left out and tries again. */
  readonly lastFailure: string | null;
}

/** Characters that are kept of why something failed. */
const LONGEST_FAILURE = 1000;

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

/**
 * Watches a facility from now on, or by other settings than before.
 *
 * @param before  what is known of it; where it was watched and the look-back is another, or `isBack`, the next search
 *                reaches back as far as the first one
 */
export async function putWatch(
  db: Database,
  facility: FacilityId,
  settings: WatchSettings,
  enabled: boolean,
  now: string,
  { before, isBack }: { readonly before: Watching | null; readonly isBack?: boolean } = { before: null },
): Promise<Watching> {
  const text = jsonText<unknown>(settings);
  const back = before !== null && (isBack === true || before.settings.lookBackDays !== settings.lookBackDays);
  const again = back ? { searched_to: searchedBack(settings, before.searchedTo, now) } : {};
  const row = await db
    .insertInto("watch")
    .values({ facility, settings: text, enabled, next_at: now })
    .onConflict((known) => known.column("facility").doUpdateSet({ settings: text, enabled, next_at: now, ...again }))
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

/** @param leftOut  which images the search left out and the next one tries again; null: none */
export async function watchDone(
  db: Database,
  facility: FacilityId,
  { searchedTo, nextAt, leftOut }: { searchedTo: string; nextAt: string; leftOut: string | null },
  now: string,
): Promise<void> {
  await db
    .updateTable("watch")
    .set({
      searched_to: searchedTo,
      next_at: nextAt,
      checked_at: now,
      failures: 0,
      last_failure: leftOut?.slice(0, LONGEST_FAILURE) ?? null,
    })
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
    .set({ failures, next_at: nextAt, last_failure: why.slice(0, LONGEST_FAILURE), checked_at: now })
    .where("facility", "=", facility)
    .execute();
}
