import type { AssessLook, AssessSeries, AssessTypes } from "../assessment/assessment.ts";
import { meanOf } from "../observation/count-errors.ts";
import { comparable } from "./comparable.ts";
import { daysOf } from "./day.ts";
import type { DatedEvent, Figure, SeriesEntry } from "./entry.ts";
import { figureOf } from "./figure-of.ts";
import { oneADay } from "./same-day.ts";

/**
 * Looks of our own, or days counted by one publisher, that make the first baseline; from the next one on, each is judged
 * against what came before. A year at one usable image a month. An analyst who declares when watching began overrides it.
 * Source: our choice; more than the five that an answer needs (core/assessment/baseline-windows.ts). Not measured.
 */
const FIRST_BASELINE_LOOKS = 12;

/**
 * The series that the statistics read: the entries that count the same thing on the same ground as the look in focus,
 * else our own, else the group with the most entries. Others are different quantities and stay out.
 *
 * Of several counts that others published of one day that is judged, one stands ({@link oneADay}). Of several looks of the
 * day in focus only the one in focus is judged, the others are known.
 *
 * @param focus         id of the entry or observation that the report is about; null: the newest
 * @param watchedSince  ISO date from which looks are judged; null: after the first twelve of our own that were counted,
 *                      or the first twelve days that one publisher counted; where there are no more than these, the look
 *                      in focus, or those of the newest day, alone
 * @returns null where there is nothing to assess
 */
export function assessedSeries(
  id: string,
  entries: readonly SeriesEntry[],
  events: readonly DatedEvent[],
  focus: string | null,
  watchedSince: string | null = null,
): AssessSeries | null {
  const read = readOf(entries, focus, watchedSince);
  if (read === null) return null;
  const { group, inFocus, known, usable, since, until } = read;
  const isBeside = (entry: SeriesEntry) =>
    inFocus !== undefined && known.includes(inFocus) && entry !== inFocus && entry.to === inFocus.to;
  const isOneOfSeveral = usable.some(isBeside);
  const looks = usable.flatMap((entry): AssessLook[] => {
    const look = lookOf(entry);
    const judged =
      entry === inFocus
        ? since !== null || isOneOfSeveral
        : since !== null && entry.from === entry.to && entry.to >= since && !isBeside(entry);
    return look === null ? [] : [judged ? { ...look, monitored: true } : look];
  });
  const dated = events.flatMap(({ id: event, date }) => {
    const days = daysOf(date);
    return days === null ? [] : [{ id: event, date: days.first }];
  });
  const types = typesBeside(entries, group, until);
  return {
    id,
    looks,
    ...(dated.length > 0 ? { events: dated } : {}),
    ...(types.length > 0 ? { types } : {}),
  };
}

/** The entries that {@link assessedSeries} reads, in order; none where there is nothing to assess. */
export function assessedEntries(entries: readonly SeriesEntry[], focus: string | null): readonly SeriesEntry[] {
  return readOf(entries, focus, null)?.usable ?? [];
}

function readOf(entries: readonly SeriesEntry[], focus: string | null, watchedSince: string | null) {
  const group = groupInFocus(entries, focus);
  if (group === null) return null;
  const inFocus = group.find((entry) => isInFocus(entry, focus));
  const until = inFocus?.to ?? null;
  const known = group.filter((entry) => figureOf(entry) !== null && (until === null || entry.to <= until));
  const newest = known.at(-1);
  if (newest === undefined) return null;
  const since = watchedSince ?? watchBegins(known);
  return { group, inFocus, known, until, since, usable: oneADay(known, since ?? newest.to, inFocus ?? null) };
}

/**
 * Cars by type on the days of the group: our own looks have them with their count; a publisher's counts by class of the
 * same ground stand in a group of their own, and tell of the mix though not of the count.
 */
function typesBeside(
  entries: readonly SeriesEntry[],
  group: readonly SeriesEntry[],
  until: string | null,
): AssessTypes[] {
  const [first] = group;
  if (first === undefined) return [];
  const publisher = publisherOf(first);
  const beside =
    publisher === null
      ? group
      : entries.filter((entry) => entry.ground === first.ground && publisherOf(entry) === publisher);
  return beside.flatMap(({ from, to, figure, regime }): AssessTypes[] => {
    const cars = carsByType(figure);
    if (cars === null || from !== to || (until !== null && to > until)) return [];
    return [{ date: from, cars, ...(regime === null ? {} : { regime }) }];
  });
}

const publisherOf = ({ origin }: SeriesEntry) => (origin.kind === "published" ? origin.publisher : null);

/** Cars of each type that was told: expected numbers of our own, to a hundredth. Unknown is no type. */
function carsByType(figure: Figure): Record<string, number> | null {
  if (figure.kind === "by-class") return { ...figure.cars };
  if (figure.kind !== "distribution") return null;
  const told = Object.entries(figure.types).filter(([type]) => type !== "unknown");
  if (told.length === 0) return null;
  return Object.fromEntries(told.map(([type, { pmf }]) => [type, Math.round(100 * meanOf(pmf)) / 100]));
}

function groupInFocus(entries: readonly SeriesEntry[], focus: string | null): readonly SeriesEntry[] | null {
  const groups = comparable(entries);
  const group =
    groups.find((each) => each.entries.some((entry) => isInFocus(entry, focus))) ??
    groups.find(({ method }) => method !== null) ??
    groups[0];
  return group?.entries ?? null;
}

function isInFocus({ id, origin }: SeriesEntry, focus: string | null): boolean {
  return focus !== null && (id === focus || (origin.kind === "observation" && origin.observation === focus));
}

/**
 * The day of the first look to be judged; null: the newest day alone.
 *
 * The first baseline is that of one counter: twelve outlets that each counted once, because something was news, are no
 * record of usual days. Bounds, ranges and lengths do not make one either.
 *
 * @param entries  of one group, in order
 */
function watchBegins(entries: readonly SeriesEntry[]): string | null {
  const counted = new Map<string | null, string[]>();
  for (const entry of entries) {
    const publisher = publisherOf(entry);
    const days = counted.get(publisher) ?? [];
    const isOwn = publisher === null;
    const isCount = isOwn || (entry.figure.kind === "exact" && entry.from === entry.to);
    // Images of our own each stand for themselves; a publisher's counts of one day are answers to one question.
    if (isCount && (isOwn || days.at(-1) !== entry.to)) counted.set(publisher, [...days, entry.to]);
  }
  const begins = [...counted.values()].flatMap((days) => days[FIRST_BASELINE_LOOKS] ?? []);
  return begins.sort()[0] ?? null;
}

function lookOf(entry: SeriesEntry): AssessLook | null {
  const figure = figureOf(entry);
  if (figure === null) return null;
  const { from, to, regime } = entry;
  // A figure that cannot say how many images it is of is one image's, whose day within the period is not known.
  const period = to === from ? {} : { until: to, ...(figure.images === undefined ? { images: 1 } : {}) };
  return {
    date: from,
    ...period,
    ...figure,
    ...(regime === null ? {} : { regime }),
  };
}
