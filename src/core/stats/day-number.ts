const MILLISECONDS_A_DAY = 86_400_000;

/**
 * First day that anything here can be of: an earlier one is a slip of the keyboard, as 0023 for 2023.
 * Source: our choice. The first photograph from the air is of 1858, by Nadar near Paris (Newhall, 1969, Airborne Camera);
 * nobody counted cars from above before. Events and regimes of a yard that is watched hardly begin earlier.
 */
export const FIRST_DAY = "1858-01-01";
/** What is expected where {@link dayNumber} gives null, for messages. */
export const EXPECTED_DAY = `a day that exists, from ${FIRST_DAY} on, as YYYY-MM-DD`;
/** That a text is no day, for messages. */
export const noDay = (text: string) => `${text} is not ${EXPECTED_DAY}`;

/**
 * Days since 1970-01-01 of an ISO date (YYYY-MM-DD), in the Gregorian calendar.
 *
 * @returns null when the text is no such date, names a day that does not exist (31 February), or one before {@link FIRST_DAY}
 */
export function dayNumber(date: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null || date < FIRST_DAY) return null;
  const milliseconds = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return isoDate(milliseconds / MILLISECONDS_A_DAY) === date ? milliseconds / MILLISECONDS_A_DAY : null;
}

/**
 * {@link dayNumber} of a date that was checked where it came in.
 *
 * @throws RangeError where it is none
 */
export function checkedDay(date: string): number {
  const day = dayNumber(date);
  if (day === null) throw new RangeError(`expected ${EXPECTED_DAY}, got ${date}`);
  return day;
}

/**
 * Days from one ISO date to another; negative where the second is the earlier one.
 *
 * @throws RangeError where one is no date
 */
export function daysBetween(from: string, to: string): number {
  return checkedDay(to) - checkedDay(from);
}

/** ISO date of a day number; a fraction of a day is cut off. */
export function isoDate(day: number): string {
  return new Date(Math.floor(day) * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}
