import { dayNumber, EXPECTED_DAY } from "../../core/stats/day-number.ts";
import { YardcheckError } from "../../errors.ts";

const DAY_MS = 86_400_000;

/**
 * A stretch of time from two days or times as a user writes them; a day as an end means all of it.
 *
 * @param from  undefined: 30 days before the end
 * @param to    undefined: now
 * @throws YardcheckError "usage" for what is no date that exists, or an end before the beginning
 */
export function dayRange(
  from: string | undefined,
  to: string | undefined,
  now: Date,
): { readonly from: string; readonly to: string } {
  const end = to === undefined ? now.getTime() : momentOf(to, "--to") + (isDay(to) ? DAY_MS - 1 : 0);
  const begin = from === undefined ? end - 30 * DAY_MS : momentOf(from, "--from");
  if (!(begin <= end)) throw new YardcheckError("usage", `--from ${from} is after --to ${to ?? now.toISOString()}`);
  return { from: new Date(begin).toISOString(), to: new Date(end).toISOString() };
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

function momentOf(text: string, option: string): number {
  const moment = Date.parse(isDay(text) ? `${text}T00:00:00Z` : text);
  const isTime = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(moment);
  if (dayNumber(text.slice(0, 10)) === null || !(isDay(text) || isTime))
    throw new YardcheckError("usage", `${option}: expected ${EXPECTED_DAY}, or a time with its zone, got "${text}"`);
  return moment;
}
