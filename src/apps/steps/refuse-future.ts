import { YardcheckError } from "../../errors.ts";

/**
 * Nothing was acquired after now.
 *
 * @param acquiredAt  ISO 8601 with its zone
 * @throws YardcheckError "usage"
 */
export function refuseFuture(acquiredAt: string, now: Date): void {
  if (!(Date.parse(acquiredAt) <= now.getTime()))
    throw new YardcheckError("usage", `acquired at ${acquiredAt}: that lies in the future`);
}
