import { convolve, type TrackAssumptions } from "../observation/count-errors.ts";
import type { LengthTable } from "./length-prior.ts";

/** What stands where nothing can be seen: a renewal process of empty steps and cars. */
export interface HiddenPrior {
  /** Chance that a car starts at a free step, 0 to 1, exclusive; see {@link startRateOf}. */
  readonly startRate: number;
  /** How long the cars are; on the same grid and range of lengths as the model's own. */
  readonly lengths: LengthTable;
}

/** The shortest cars that fill a stretch, metres from one to the next; see {@link SUPPOSED}. */
export const METRES_OF_SHORTEST_CAR = 6.5;

/** Less than this hidden on a track holds no car that is not seen in part. */
export const NOTICED_METRES = 5;

/**
 * What a hidden stretch may hold where no chain of segments runs over it, in metres a car: nothing, half as many cars of 14 m as have
 * room, or all that have room, of 6.5 m.
 *
 * Source: our choice; the last with the weight that it has in the chain (track-reading.ts), where it sets the upper end of the
 * interval; the others share the rest such that totals of rendered yards under clouds keep a median that is about right. Checked against: the property that a mask over half a track never lowers the upper bound, of the track or of the yard
 * (test/counting/properties.test.ts and boxes.test.ts).
 */
const SUPPOSED = [
  { metresPerCar: Infinity, weight: 0.45 },
  { metresPerCar: 28, weight: 0.15 },
  { metresPerCar: METRES_OF_SHORTEST_CAR, weight: 0.4 },
] as const;

/**
 * A track's distribution where it is seen, with what its hidden part may hold beside it, where no chain of segments runs over
 * that: no car, some, or as many as have room.
 *
 * @param seen     probabilities of 0, 1, 2, ... cars
 * @param lawOf    of the number of cars on a length that is taken to hold so many, above 0, where that is how they are counted; null: cars
 *                 are counted one by one
 * @returns one assumption where nothing is hidden, else always as many
 */
export function withHidden(
  seen: ArrayLike<number>,
  hiddenMetres: number,
  lawOf: ((cars: number) => ArrayLike<number>) | null = null,
): TrackAssumptions {
  if (!(hiddenMetres > 0)) return [{ weight: 1, pmf: seen }];
  return SUPPOSED.map(({ metresPerCar, weight }) => {
    const cars = Math.round(hiddenMetres / metresPerCar);
    if (cars > 0 && lawOf) return { weight, pmf: convolve(seen, lawOf(hiddenMetres / metresPerCar)) };
    const pmf = new Float64Array(cars + seen.length);
    pmf.set(seen, cars);
    return { weight, pmf };
  });
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
