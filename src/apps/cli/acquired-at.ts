import { dayNumber, EXPECTED_DAY } from "../../core/stats/day-number.ts";
import { YardcheckError } from "../../errors.ts";
import { refuseImpossibleTime } from "../steps/refuse-impossible-time.ts";

/**
 * A time of acquisition as typed, in UTC.
 *
 * @param now  nothing was acquired after it, nor before there was a photograph from the air
 * @returns the time, and whether only the day was given: 00:00 UTC stands for it then
 * @throws YardcheckError "usage"
 */
export function acquiredAt(text: string, now: Date): { readonly time: string; readonly dayOnly: boolean } {
  const parts = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text.trim());
  const [, day, clock, zone] = parts ?? [];
  if (day === undefined || (clock !== undefined && zone === undefined))
    throw new YardcheckError(
      "usage",
      `--acquired-at ${text}: expected is a time with its zone, such as 2023-10-05T02:11:43Z`,
    );
  const time = new Date(clock === undefined ? `${day}T00:00:00Z` : text.trim());
  if (dayNumber(day) === null || Number.isNaN(time.getTime()))
    throw new YardcheckError("usage", `--acquired-at ${text}: no such day or time; expected is ${EXPECTED_DAY}`);
  refuseImpossibleTime(time.toISOString(), now);
  return { time: time.toISOString().replace(".000Z", "Z"), dayOnly: clock === undefined };
}
