import { dayNumber } from "../stats/day-number.ts";

/** First and last day that an ISO date or month speaks of. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/**
 * Reads `YYYY-MM-DD` or `YYYY-MM` as the days it means, each of which `dayNumber` knows.
 *
 * @returns null where the text is no such date, the calendar has no such day (31 February), or it lies before `FIRST_DAY`
 */
export function daysOf(text: string): Days | null {
  if (dayNumber(text) !== null) return { first: text, last: text };
  if (dayNumber(`${text}-01`) === null) return null;
  const last = [31, 30, 29, 28].map((day) => `${text}-${day}`).find((day) => dayNumber(day) !== null);
  return last === undefined ? null : { first: `${text}-01`, last };
}

/** The month (`YYYY-MM`) of which two days are the first and the last; null where they are not. */
export function monthOf({ first, last }: Days): string | null {
  const month = first.slice(0, 7);
  const days = daysOf(month);
  return days?.first === first && days.last === last ? month : null;
}
