/** How often a facility's archives are searched, and what of them is worth counting. */
export interface WatchSettings {
  /** Hours between two searches, 1 to 8760. */
  readonly everyHours: number;
  /** Names of catalogues in the settings; empty: all of them. */
  readonly catalogues: readonly string[];
  /** How far back the first search reaches, and the next one where this is given anew, days. */
  readonly lookBackDays: number;
  /** Suppliers publish late: each search begins so many days before where the last one ended. */
  readonly overlapDays: number;
  /** Images that cannot give single cars are taken too, for their occupied length. */
  readonly takeCoarse: boolean;
  /** Least share of the tracks that an image must cover, 0 to 1. */
  readonly minCoveredFraction: number;
  /**
   * False alarms a year, 0.01 to 12: at most so many on the average over the kinds of yard that the prior holds. One
   * kind may raise more (measured: docs/methods/statistics.md, 2.12).
   */
  readonly falseAlarmsPerYear: number;
}

/**
 * Source: our choice, but for `falseAlarmsPerYear`, which is measured in docs/methods/statistics.md 2.12. A search a day
 * misses no image for long; an overlap of two weeks takes in what suppliers publish late; a month back gives the first
 * search something to find; and a quarter of the tracks is taken, since what a look did not see is reckoned with. Not
 * measured.
 */
export const WATCH_DEFAULTS: WatchSettings = {
  everyHours: 24,
  catalogues: [],
  lookBackDays: 30,
  overlapDays: 14,
  takeCoarse: true,
  minCoveredFraction: 0.25,
  falseAlarmsPerYear: 0.1,
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A search that fails is tried again after an hour, then two, four ... but never later than the schedule says. */
const FIRST_RETRY_MS = HOUR_MS;

/**
 * When a facility is searched next.
 *
 * @param settings.everyHours  the schedule
 * @param failures  searches that failed in a row, 0 after one that worked
 * @param now       ISO 8601 UTC
 * @returns         ISO 8601 UTC
 */
export function nextSearch({ everyHours }: Pick<WatchSettings, "everyHours">, failures: number, now: string): string {
  const regular = everyHours * HOUR_MS;
  const wait = failures === 0 ? regular : Math.min(regular, FIRST_RETRY_MS * 2 ** (failures - 1));
  return new Date(Date.parse(now) + wait).toISOString();
}

/**
 * The time to search: from where the last search ended, less an overlap, up to now.
 *
 * @param searchedTo  where the last search that worked ended; null: none has
 */
export function searchWindow(
  { lookBackDays, overlapDays }: Pick<WatchSettings, "lookBackDays" | "overlapDays">,
  searchedTo: string | null,
  now: string,
): { readonly from: string; readonly to: string } {
  const begin =
    searchedTo === null ? Date.parse(now) - lookBackDays * DAY_MS : Date.parse(searchedTo) - overlapDays * DAY_MS;
  return { from: new Date(begin).toISOString(), to: now };
}

/** An image that could not be opened or counted is tried again this many days beyond the look-back. Ours: as far again as a first search reaches by default. */
const RETRY_DAYS = WATCH_DEFAULTS.lookBackDays;

/**
 * Images of those left out that the next searches try again: each until it is `lookBackDays` + 30 days old.
 *
 * @param leftOut  with the time of their acquisition, ISO 8601 UTC
 */
export function toRetry<Image extends { readonly acquiredAt: string }>(
  { lookBackDays }: Pick<WatchSettings, "lookBackDays">,
  leftOut: readonly Image[],
  now: string,
): readonly Image[] {
  const oldest = Date.parse(now) - (lookBackDays + RETRY_DAYS) * DAY_MS;
  return leftOut.filter(({ acquiredAt }) => Date.parse(acquiredAt) >= oldest);
}

/** Up to where acquisitions have been looked for once and for all: before the oldest image that is to be tried again. */
export function searchedUpTo(to: string, retried: readonly { readonly acquiredAt: string }[]): string {
  const times = [to, ...retried.map(({ acquiredAt }) => acquiredAt)].map((time) => Date.parse(time));
  return new Date(Math.min(...times)).toISOString();
}

/** Where the last search counts as ended once a look-back is given anew, so that the next one reaches as far back. */
export function searchedBack(
  { lookBackDays, overlapDays }: Pick<WatchSettings, "lookBackDays" | "overlapDays">,
  searchedTo: string | null,
  now: string,
): string | null {
  if (searchedTo === null) return null;
  const back = Date.parse(now) - (lookBackDays - overlapDays) * DAY_MS;
  return new Date(Math.min(Date.parse(searchedTo), back)).toISOString();
}
