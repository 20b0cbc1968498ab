import type { Count } from "../observation/count.ts";
import { STRIP_LIMITS } from "../observation/limits.ts";
import type { Counted } from "../observation/observation.ts";

/**
 * Of a look whose count is, for a good part, what its hidden tracks may hold: the cars that were seen. Null where nearly all
 * of the track was seen, and where nobody measured how much (a reader's count of what was withheld unread; see `hindranceOf`).
 *
 * Source: our choice, the share below which a count is given with a warning (`STRIP_LIMITS`).
 */
export function seenPart({ usableFraction, seen }: Pick<Counted, "usableFraction" | "seen">): Count | null {
  const isPart = usableFraction > 0 && usableFraction < STRIP_LIMITS.warnUsableFraction;
  return (isPart ? seen : undefined) ?? null;
}
