import type { PlacedCar } from "./cars.ts";

/** Unlisted cars that the chain may suppose within so many metres of a track before what it sees there counts as not seen. */
const UNLISTED_CARS = 3;
const WITHIN_METRES = 150;
/** Above this a step without a listed car is in doubt. Source: our choice: a car in two hundred metres of empty track has less. */
const IN_DOUBT = 0.05;

/**
 * Steps of which the networks can tell nothing: the chain supposes cars there, and none can be pointed to. So it is under fog, cloud and on
 * ground that is no track, where chances of a half add up to a narrow count of cars that nobody can show.
 *
 * Source: our choice. On 1,040 tracks of two hundred rendered yards with haze, noise and cloud at 0.25 to 1 m, mostly of 150 m, no more than
 * 2.2 unlisted cars were supposed (scripts/evaluate-unclear.ts); on pictures of smoothed noise 4 to 19 (measured once).
 *
 * @param occupancy  probability of a car over each step
 * @param cars       those that are listed
 * @param meanSteps  of a car
 * @returns 1 where a step is unclear; null where none is
 */
export function unclearSteps(
  occupancy: Float64Array,
  hidden: Uint8Array,
  cars: readonly PlacedCar[],
  meanSteps: number,
  stepMetres: number,
): Uint8Array | null {
  const unlisted = occupancy.map((p, t) => (hidden[t] === 1 ? 0 : p));
  for (const { fromStep, toStep } of cars)
    unlisted.fill(0, Math.max(0, Math.floor(fromStep)), Math.max(0, Math.ceil(toStep)));
  const within = Math.round(WITHIN_METRES / stepMetres);
  const most = UNLISTED_CARS * meanSteps;
  let unclear: Uint8Array | null = null;
  let sum = 0;
  for (let t = 0; t < unlisted.length; t++) {
    sum += unlisted[t] as number;
    const from = t - within;
    if (from >= 0) sum -= unlisted[from] as number;
    if (sum < most) continue;
    unclear ??= new Uint8Array(unlisted.length);
    for (let i = Math.max(0, from + 1); i <= t; i++) if ((unlisted[i] as number) > IN_DOUBT) unclear[i] = 1;
  }
  return unclear;
}
