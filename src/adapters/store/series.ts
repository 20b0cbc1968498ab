import type { FacilityId, MethodId } from "../../core/ids.ts";
import { methodFamily } from "../../core/reading/counted-of.ts";
import { inOrder } from "../../core/series/comparable.ts";
import type { SeriesEntry } from "../../core/series/entry.ts";
import { entryFault } from "../../core/series/entry-fault.ts";
import { entryOf } from "../../core/series/entry-of.ts";
import { withRegimes } from "../../core/series/regime.ts";
import { dayNumber } from "../../core/stats/day-number.ts";
import { YardcheckError } from "../../errors.ts";
import { type Database, inTransaction } from "./database.ts";
import { entryId } from "./entry-id.ts";
import { regimesOf } from "./events.ts";
import { requireFacility, versionNumber } from "./facilities.ts";
import { jsonText } from "./json.ts";
import { currentObservations, type StoredObservation } from "./observations.ts";
import type { Row } from "./tables.ts";

/** An entry before it has its id; see {@link entryId}. */
export type PublishedEntry = Omit<SeriesEntry, "id" | "regime" | "origin"> & {
  readonly origin: Extract<SeriesEntry["origin"], { kind: "published" }>;
};

/**
 * Takes over counts that others published: all of them or, should one fail, none.
 *
 * @returns how many were new; the others were there already
 * @throws YardcheckError "not-found"
 */
export async function importEntries(
  db: Database,
  facility: FacilityId,
  entries: readonly PublishedEntry[],
  now: string,
): Promise<number> {
  return await inTransaction(db, async (tx) => {
    await requireFacility(tx, facility);
    let added = 0n;
    for (let i = 0; i < entries.length; i += 500) {
      const rows = (await withoutFormer(tx, facility, entries.slice(i, i + 500))).map((entry) => ({
        id: entryId(facility, entry),
        facility,
        from_day: entry.from,
        to_day: entry.to,
        figure: jsonText(entry.figure),
        ground: entry.ground,
        classes: entry.classes,
        publisher: entry.origin.publisher,
        source: entry.origin.source,
        published_on: entry.origin.publishedOn,
        note: entry.origin.note,
        imported_at: now,
      }));
      if (rows.length === 0) continue;
      const inserted = await tx
        .insertInto("series_entry")
        .values(rows)
        .onConflict((row) => row.column("id").doNothing())
        .executeTakeFirst();
      added += inserted.numInsertedOrUpdatedRows ?? 0n;
    }
    return Number(added);
  });
}

/** Those that are not there as 0.4.0 stored them: published on the first of a month, where the month alone was given. */
async function withoutFormer(
  db: Database,
  facility: FacilityId,
  entries: readonly PublishedEntry[],
): Promise<readonly PublishedEntry[]> {
  const formerIds = new Map(
    entries.flatMap((entry) => {
      const { from, origin } = entry;
      if (origin.publishedOn !== from || from.endsWith("-01")) return [];
      const former = { ...entry, origin: { ...origin, publishedOn: `${from.slice(0, 7)}-01` } };
      return [[entry, entryId(facility, former)] as const];
    }),
  );
  if (formerIds.size === 0) return entries;
  const there = await db
    .selectFrom("series_entry")
    .select("id")
    .where("id", "in", [...formerIds.values()])
    .execute();
  const known = new Set(there.map(({ id }) => id));
  return entries.filter((entry) => !known.has(formerIds.get(entry) ?? ""));
}

/** Counts that others published of a facility, oldest first; those that cannot be worked with are `leftOutOf` it. */
export async function publishedEntries(db: Database, facility: FacilityId): Promise<readonly SeriesEntry[]> {
  return (await publishedAsStored(db, facility)).filter((entry) => entryFault(entry) === null);
}

/** Every count that was taken over, oldest first. */
export async function publishedAsStored(db: Database, facility: FacilityId): Promise<readonly SeriesEntry[]> {
  const rows = await db.selectFrom("series_entry").selectAll().where("facility", "=", facility).execute();
  return inOrder(rows.map(publishedEntryOf));
}

/**
 * The series of a facility: our looks, one for each acquisition, and the counts of others, under their regimes.
 *
 * @param method  of our own observations, since methods never mix; see {@link chosenSeries}. Looks that a person checked
 *                stay in the series of the method that they checked
 * @throws YardcheckError "usage" when nothing was counted by it
 */
export async function seriesOf(db: Database, facility: FacilityId, method?: MethodId): Promise<readonly SeriesEntry[]> {
  const ours = looksOfSeries(await currentObservations(db, facility), method);
  const entries = [...ours.map(entryOf), ...(await publishedEntries(db, facility))];
  return inOrder(withRegimes(entries, await regimesOf(db, facility)));
}

/**
 * Our looks as a series and a report take them: of one method, one for each acquisition. Lists and maps show the same ones
 * by the view `standing_observation`. One of a day that no image can be of is `leftOutOf` them.
 *
 * @param observations  in the order of their acquisition
 * @param method        see {@link chosenSeries}
 * @throws YardcheckError "usage" when nothing was counted by it
 */
export function looksOfSeries(
  observations: readonly StoredObservation[],
  method?: MethodId,
): readonly StoredObservation[] {
  const family = chosenSeries(observations, method).method;
  return onePerAcquisition(
    observations.filter(
      ({ method: by, acquiredAt }) => methodFamily(by) === family && dayNumber(acquiredAt.slice(0, 10)) !== null,
    ),
  );
}

/**
 * What the evidence names as the look that is told of, as the series has it: where a correction, another drawing or another
 * method has taken the place of that look, the one of the same acquisition that stands in the series.
 *
 * @param focus    id of a published count or an observation; null: none is named
 * @param entries  of the series, by the same method
 * @param method   see {@link chosenSeries}
 * @returns the id as it is named where nothing of the facility has it; null where the series has no look of that acquisition
 * @throws YardcheckError "usage" when nothing was counted by the method
 */
export async function focusInSeries(
  db: Database,
  facility: FacilityId,
  focus: string | null,
  entries: readonly SeriesEntry[],
  method?: MethodId,
): Promise<string | null> {
  if (focus === null || entries.some(({ id }) => id === focus)) return focus;
  const named = await db
    .selectFrom("observation")
    .select("acquisition")
    .where("facility", "=", facility)
    .where("id", "=", focus)
    .executeTakeFirst();
  if (named === undefined) return focus;
  const standing = looksOfSeries(await currentObservations(db, facility), method);
  return standing.find(({ acquisition }) => acquisition === named.acquisition)?.id ?? null;
}

/**
 * Which of a facility's own series is taken, and which are not. Names are those of methods without who checked their cars.
 *
 * @param observations  in the order of their acquisition
 * @param method        where none is given: the one by which the newest acquisition was counted last
 * @returns `method` null: we have no look. `others` in the order of their names
 * @throws YardcheckError "usage" when nothing was counted by `method`
 */
export function chosenSeries(
  observations: readonly Pick<StoredObservation, "method" | "acquiredAt" | "recordedAt">[],
  method?: MethodId,
): { readonly method: MethodId | null; readonly others: readonly MethodId[] } {
  const newest = observations
    .filter(({ acquiredAt }) => acquiredAt === observations.at(-1)?.acquiredAt)
    .reduce<(typeof observations)[number] | null>(
      (last, one) => (last && last.recordedAt > one.recordedAt ? last : one),
      null,
    );
  const known = [...new Set(observations.map(({ method: by }) => methodFamily(by)))].sort();
  const chosen = method ?? newest?.method;
  const family = chosen === undefined ? null : methodFamily(chosen);
  if (method !== undefined && !known.some((name) => name === family))
    throw new YardcheckError("usage", `no look was counted by ${method}; there are ${known.join(", ") || "none"}`);
  return { method: family, others: known.filter((name) => name !== family) };
}

/**
 * One look an acquisition: of several scenes or drawings the one on the newest geometry, counted before withheld, then
 * the most usable.
 */
function onePerAcquisition(observations: readonly StoredObservation[]): readonly StoredObservation[] {
  const best = new Map<string, StoredObservation>();
  for (const observation of observations) {
    const known = best.get(observation.acquisition);
    if (!known || isBetter(observation, known)) best.set(observation.acquisition, observation);
  }
  return [...best.values()];
}

function isBetter(a: StoredObservation, b: StoredObservation): boolean {
  const versions = versionNumber(a.geometry) - versionNumber(b.geometry);
  if (versions !== 0) return versions > 0;
  if (a.status !== b.status) return a.status === "counted";
  return a.usableFraction > b.usableFraction;
}

function publishedEntryOf(row: Row<"series_entry">): SeriesEntry {
  return {
    id: row.id,
    from: row.from_day,
    to: row.to_day,
    figure: row.figure,
    ground: row.ground,
    classes: row.classes,
    origin: {
      kind: "published",
      publisher: row.publisher,
      source: row.source,
      publishedOn: row.published_on,
      note: row.note,
    },
    regime: null,
  };
}
