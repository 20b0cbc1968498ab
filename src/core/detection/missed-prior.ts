import { convolve, type TrackAssumptions } from "../observation/count-errors.ts";
import { METRES_OF_SHORTEST_CAR, withHidden } from "./hidden-prior.ts";
import { hiddenOnce } from "./one-track.ts";
import type { SharedStretch } from "./shared-stretches.ts";

/**
 * How probable it is that a detector that nobody measured sees nothing of some cars of this image, all of one look it may be: one time in
 * five. Otherwise it misses no more than its straying says. What it found elsewhere speaks for cars that look like those.
 *
 * Source: our choice: enough for the 90 % interval to tell of it, while the median stays at what was found. Of 44 cars of the real yard at hand a detector of bright shapes found none (docs/methods/counting.md).
 */
const BLIND = 0.2;

/** Room on a track, in cars of the shortest kind. */
export interface Room {
  /** Where no car was found, be it in sight or not. */
  readonly open: number;
  /** On the whole track, as far as it is not another's. */
  readonly all: number;
}

/**
 * Room that the found cars leave on each track: gaps that hold a car, each place once where tracks run together.
 *
 * @param under  of each track: 1 on steps that lie under a found car
 */
export function roomBeside(
  under: readonly Uint8Array[],
  stretches: readonly SharedStretch[],
  stepMetres: number,
): Room[] {
  const open = under.map((steps) => steps.map((car) => 1 - car));
  for (const { first, second, from, beside } of stretches)
    for (const [k, step] of beside.entries())
      if (under[first]?.[from + k] === 1 || under[second]?.[step] === 1) {
        (open[first] as Uint8Array)[from + k] = 0;
        (open[second] as Uint8Array)[step] = 0;
      }
  const own = hiddenOnce(
    under.map((steps) => new Uint8Array(steps.length).fill(1)),
    stretches,
  );
  return hiddenOnce(open, stretches).map((steps, k) => ({
    open: carsIn(steps, stepMetres),
    all: carsIn(own[k] as Uint8Array, stepMetres),
  }));
}

/** Cars of the shortest kind that find room in the runs of steps that are 1. */
function carsIn(steps: Uint8Array, stepMetres: number): number {
  let [cars, run] = [0, 0];
  for (let t = 0; t <= steps.length; t++) {
    if (steps[t] === 1) run++;
    else {
      // Half a step: what a run ends in is part of a step on either side.
      cars += Math.floor(((run + 0.5) * stepMetres) / METRES_OF_SHORTEST_CAR);
      run = 0;
    }
  }
  return cars;
}

/**
 * What a track holds for a detector that may have missed cars: found ones, what its hidden part may hold, and in the room that is left
 * what {@link withHidden} supposes of a stretch that nobody sees, as far as the detector is {@link BLIND}. The fullest assumptions of both
 * are held together, so that hiding a part of a track never lowers an upper bound.
 *
 * @param found         probabilities of 0, 1, 2, ... found cars
 * @param hiddenMetres  for which cars are supposed on this track
 * @returns always as many assumptions, the emptiest first
 */
export function withMissed(
  found: ArrayLike<number>,
  hiddenMetres: number,
  { open }: Pick<Room, "open">,
): TrackAssumptions {
  const hidden = withHidden(found, Math.max(hiddenMetres, Number.MIN_VALUE));
  const missed = Math.max(0, open - Math.round(hiddenMetres / METRES_OF_SHORTEST_CAR));
  const supposed = withHidden([1], Math.max(missed * METRES_OF_SHORTEST_CAR, Number.MIN_VALUE));
  // It missed nothing that is not there, whether blind or not: weights by Bayes' rule.
  const weighed = supposed.map(({ weight, pmf }, k) => ({ weight: k === 0 ? weight : BLIND * weight, pmf }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return together(
    hidden,
    weighed.map(({ weight, pmf }) => ({ weight: weight / total, pmf })),
  );
}

/** Two lists of assumptions, each with the emptiest first, such that the fuller ones of both hold together. */
function together(first: TrackAssumptions, second: TrackAssumptions): TrackAssumptions {
  const both: { weight: number; pmf: ArrayLike<number> }[] = [];
  let [k, upTo] = [0, second[0]?.weight ?? 1];
  let [done, end] = [0, 0];
  for (const { weight, pmf } of first) {
    end += weight;
    while (done < end - 1e-9) {
      const next = Math.min(end, upTo);
      both.push({ weight: next - done, pmf: convolve(pmf, second[k]?.pmf ?? [1]) });
      done = next;
      if (done >= upTo - 1e-9 && k < second.length - 1) upTo += second[++k]?.weight ?? 0;
      else if (k === second.length - 1) upTo = Infinity;
    }
  }
  return both;
}

/** A distribution of cars of which no more than so many find room: what lies beyond stands for these. */
export function heldTo(pmf: ArrayLike<number>, most: number): Float64Array {
  const held = Float64Array.from({ length: Math.min(pmf.length, most + 1) }, (_, n) => pmf[n] as number);
  for (let n = most + 1; n < pmf.length; n++) held[most] = (held[most] as number) + (pmf[n] as number);
  return held;
}
