import { dayNumber, FIRST_DAY } from "../../core/stats/day-number.ts";
import { YardcheckError } from "../../errors.ts";

/**
 * Nothing was acquired after now, nor before there was a photograph from the air.
 *
 * @param acquiredAt  ISO 8601 with its zone
 * @throws YardcheckError "usage"
 */
export function refuseImpossibleTime(acquiredAt: string, now: Date): void {
  const time = new Date(acquiredAt);
  if (!(time.getTime() <= now.getTime()))
    throw new YardcheckError("usage", `acquired at ${acquiredAt}: that lies in the future`);
  if (dayNumber(time.toISOString().slice(0, 10)) === null)
    throw new YardcheckError(
      "usage",
      `acquired at ${acquiredAt}: expected is a time from ${FIRST_DAY} on; the first photograph from the air is of 1858`,
    );
}
