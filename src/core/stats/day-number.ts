const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Days since 1970-01-01 of an ISO date (YYYY-MM-DD).
 *
 * @returns null when the text is no such date, or names a day that does not exist (31 February)
 */
export function dayNumber(date: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null) return null;
  const milliseconds = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return isoDate(milliseconds / MILLISECONDS_A_DAY) === date ? milliseconds / MILLISECONDS_A_DAY : null;
}

/** ISO date of a day number; a fraction of a day is cut off. */
export function isoDate(day: number): string {
  return new Date(Math.floor(day) * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}
