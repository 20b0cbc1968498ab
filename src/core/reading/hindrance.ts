import type { Counting } from "../observation/observation.ts";
import { type Reading, standingCars } from "./reading.ts";

/** What keeps a reading from being a count of its scene. */
export type Hindrance =
  /** The pixels were read, and nothing of the image can be used: neither cars nor their absence can be told from it. */
  | "nothing-usable"
  /** No car stands in a reading of a withheld image, and its reader did not say that they looked: withheld is never zero. */
  | "not-said-empty";

/**
 * Of what was withheld before its pixels were read (too coarse, too oblique, too dark) a person may still see something:
 * there a usable fraction of 0 says that nobody looked.
 *
 * @param of  what the method said of the scene that was read
 * @returns null where the reading can become a count, once its cars are checked
 */
export function hindranceOf(
  reading: Reading,
  of: Pick<Counting, "status" | "usableFraction"> & { readonly reasons: readonly { readonly code: string }[] },
): Hindrance | null {
  const isFoundUnusable = of.reasons.some(
    ({ code }) => code === "outside-scene" || (code === "too-hidden" && of.usableFraction === 0),
  );
  if (isFoundUnusable) return "nothing-usable";
  const isSaid = standingCars(reading).length > 0 || reading.allEmpty === true;
  return of.status === "withheld" && !isSaid ? "not-said-empty" : null;
}
