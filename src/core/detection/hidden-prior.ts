import type { LengthTable } from "./length-prior.ts";

/** What stands where nothing can be seen: a renewal process of empty steps and cars. */
export interface HiddenPrior {
  /** Chance that a car starts at a free step, 0 to 1, exclusive; see {@link startRateOf}. */
  readonly startRate: number;
  /** How long the cars are; on the same grid and range of lengths as the model's own. */
  readonly lengths: LengthTable;
}

/**
 * Chance that a car starts at a free step, for a track on which the share `fill` of the steps is under cars: each
 * renewal is one empty step, or a car and one empty step.
 *
 * @param fill  0 to 1; held between 0.001 and what one empty step between cars allows
 */
export function startRateOf(fill: number, meanSteps: number): number {
  const most = (0.999 * meanSteps) / (meanSteps + 1);
  const held = Math.min(Math.max(fill, 0.001), most);
  return Math.min(held / (meanSteps * (1 - held)), 0.999);
}
