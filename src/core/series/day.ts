/** First and last day that an ISO date or month speaks of. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/**
 * Reads `YYYY-MM-DD` or `YYYY-MM` as the days it means.
 *
 * @returns null where the text is no such date, or the calendar has no such day (31 February)
 */
export function daysOf(text: string): Days | null {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (!parts) return null;
  const [year, month] = [Number(parts[1]), Number(parts[2])];
  if (month < 1 || month > 12) return null;
  const length = daysInMonth(year, month);
  if (parts[3] === undefined) return { first: `${text}-01`, last: `${text}-${length}` };
  const day = Number(parts[3]);
  return day >= 1 && day <= length ? { first: text, last: text } : null;
}

/** In the Gregorian calendar, for months 1 to 12. */
function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return leap ? 29 : 28;
}
