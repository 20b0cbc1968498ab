import type { AssessLook, AssessSeries, AssessTypes } from "../assessment/assessment.ts";
import { comparable } from "./comparable.ts";
import { daysOf } from "./day.ts";
import type { DatedEvent, Figure, SeriesEntry } from "./entry.ts";

/**
 * How far "about N" reaches to either side of N, as a share of N. The canonical count, "about 73", was repeated by
 * other outlets as "at least 70" (4 % less); observers who count the same picture differ by a few percent.
 * Source: our choice; src/adapters/published/tumangang.json, its note on 2023-10-05; docs/methods/statistics.md 2.2
 */
const ABOUT_SHARE = 0.05;

/**
 * Looks of our own that make the first baseline; from the next one on, each is judged against what came before. A year
 * at one usable image a month. An analyst who declares when watching began overrides it.
 * Source: our choice; more than the five that an answer needs (core/assessment/baseline-windows.ts). Not measured.
 */
const FIRST_BASELINE_LOOKS = 12;

/**
 * The series that the statistics read: the entries that count the same thing on the same ground as the look in focus,
 * else our own, else the group with the most entries. Others are different quantities and stay out.
 *
 * @param focus         id of the entry or observation that the report is about; null: the newest
 * @param watchedSince  ISO date from which looks are judged; null: after the first twelve of our own that were counted,
 *                      or the look in focus alone where the counts are of others
 * @returns null where there is nothing to assess
 */
export function assessedSeries(
  id: string,
  entries: readonly SeriesEntry[],
  events: readonly DatedEvent[],
  focus: string | null,
  watchedSince: string | null = null,
): AssessSeries | null {
  const group = groupInFocus(entries, focus);
  if (group === null) return null;
  const until = group.find((entry) => isInFocus(entry, focus))?.to ?? null;
  const usable = group.filter((entry) => figureOf(entry) !== null && (until === null || entry.to <= until));
  if (usable.length === 0) return null;
  const since = watchedSince ?? watchBegins(usable);
  const looks = usable.flatMap((entry): AssessLook[] => {
    const look = lookOf(entry);
    const judged = since !== null && entry.from === entry.to && entry.to >= since;
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
  return Object.fromEntries(
    told.map(([type, { pmf }]) => [type, Math.round(100 * pmf.reduce((sum, p, n) => sum + p * n, 0)) / 100]),
  );
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

/** The day of the first look to be judged; null: the newest alone. */
function watchBegins(entries: readonly SeriesEntry[]): string | null {
  const own = entries.filter(({ origin }) => origin.kind === "observation");
  return own[FIRST_BASELINE_LOOKS]?.to ?? null;
}

function lookOf(entry: SeriesEntry): AssessLook | null {
  const figure = figureOf(entry);
  if (figure === null) return null;
  const { from, to, regime } = entry;
  return {
    date: from,
    ...(to === from ? {} : { until: to }),
    ...figure,
    ...(regime === null ? {} : { regime }),
  };
}

/** The figure as a look has it; null where it is no count of cars (withheld, or by class). */
function figureOf({ figure }: SeriesEntry): Omit<AssessLook, "date"> | null {
  switch (figure.kind) {
    case "distribution":
      // What the hidden part may hold is in the distribution already.
      return { pmf: figure.count.pmf };
    case "exact":
      return figure.approximately ? { between: [less(figure.cars), more(figure.cars)] } : { count: figure.cars };
    case "at-least":
      return { atLeast: figure.approximately ? less(figure.cars) : figure.cars };
    case "at-most":
      return { atMost: figure.approximately ? more(figure.cars) : figure.cars, images: figure.looks };
    case "range":
      return {
        ...(figure.high === null ? { atLeast: figure.low } : { between: [figure.low, figure.high] }),
        images: figure.looks,
      };
    case "train-lengths": {
      const [low = 0, high = low] = [Math.min(...figure.plusCars), Math.max(...figure.plusCars)];
      const plus = figure.plusCars.length === 0 ? {} : { plusCars: low === high ? low : ([low, high] as const) };
      return { trainLengths: figure.metres, ...plus };
    }
    case "by-class":
    case "withheld":
      return null;
  }
}

const less = (cars: number) => Math.floor(cars * (1 - ABOUT_SHARE));
const more = (cars: number) => Math.ceil(cars * (1 + ABOUT_SHARE));
