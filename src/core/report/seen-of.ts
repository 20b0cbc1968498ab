import type { Observation } from "../observation/observation.ts";
import { readerOf } from "../reading/counted-of.ts";

/**
 * Share of the track that the image shows, 0 to 1; null where no method read its pixels: of a look that was withheld before,
 * and of one that a reader counted all the same. Its 0 says nothing of what was hidden.
 */
export function seenOf({ status, read, method, usableFraction }: Observation): number | null {
  const isUnread = read.requests === 0 && (status === "withheld" || readerOf(method) !== null);
  return isUnread ? null : usableFraction;
}
