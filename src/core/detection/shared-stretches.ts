import { Squares } from "../geo/squares.ts";
import type { StripPlacement } from "../imagery/strip.ts";
import { COLUMNS_A_STEP } from "./direction.ts";

/** The middles of a track's steps in their order, metres on one plane. */
export interface StepPlaces {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A stretch on which two tracks lie so near to each other that cars cannot stand on both. */
export interface SharedStretch {
  /** Indices of the two tracks: the one that comes first, and the other. */
  readonly first: number;
  readonly second: number;
  /** Steps of the first, from and to before. */
  readonly from: number;
  readonly to: number;
  /** Of each of them the nearest step of the second. */
  readonly beside: Int32Array;
}

/**
 * Where tracks lie nearer to each other than this, metres, cars cannot stand side by side: the narrowest that are drawn are 2.5 m wide. Tracks of yards
 * lie 3.4 m apart and more, drawn within 0.3 m. Source: our choice, below the gauges of cars, 3.15 m (EN 15273-2, G1), 3.25 m (AAR Plate B), 3.4 m (GOST 9238, 1-T).
 */
const NEAR_METRES = 2.6;
/**
 * Tracks that cross at more than 25 degrees are none: a car lies across the other, and is not taken for one of its own. Source: our choice;
 * the sharpest turnouts of yards part at 11 degrees (1 in 5).
 */
const LEAST_COSINE = 0.9;
/** Tracks that only meet end to end share less than this, metres. Source: edges so near are those of one car (decoding). */
const SHORTEST_METRES = 2;
/** The nearest step of a track beside lies at most so far ahead or behind: half a step, and what a curve adds. */
const AHEAD_STEPS = 0.6;

interface Step {
  readonly track: number;
  readonly t: number;
}

/**
 * Finds where tracks run together: at turnouts, and where one was drawn beside another.
 *
 * @param tracks  in any order
 */
export function sharedStretches(tracks: readonly StepPlaces[], stepMetres: number): SharedStretch[] {
  const squares = new Squares<Step>(NEAR_METRES);
  tracks.forEach(({ x, y }, track) => {
    for (let t = 0; t < x.length; t++) squares.add(x[t] as number, y[t] as number, { track, t });
  });
  return tracks.flatMap((_, first) => {
    const pairs = pairsOf(tracks, first, squares, stepMetres);
    return [...pairs].flatMap(([second, steps]) =>
      stretchesOf(steps, SHORTEST_METRES / stepMetres).map((stretch) => ({ first, second, ...stretch })),
    );
  });
}

/** Steps of a track by how the columns of its strip lie; `before` of the strip's steps lie beyond it. */
export function placesOfSteps({ x, y }: StripPlacement, before: number, steps: number): StepPlaces {
  const middles = (values: Float64Array) =>
    Float64Array.from({ length: steps }, (_, t) => {
      const column = (t + before) * COLUMNS_A_STEP;
      return ((values[column] as number) + (values[column + 1] as number)) / 2;
    });
  return { x: middles(x), y: middles(y) };
}

/** By a later track: steps of the first that lie beside it, in their order, and the nearest of its own. */
function pairsOf(
  tracks: readonly StepPlaces[],
  first: number,
  squares: Squares<Step>,
  stepMetres: number,
): Map<number, [number, number][]> {
  const pairs = new Map<number, [number, number][]>();
  const places = tracks[first] as StepPlaces;
  for (let t = 0; t < places.x.length; t++) {
    const [x, y] = [places.x[t] as number, places.y[t] as number];
    const heading = headingAt(places, t);
    const nearest = new Map<number, { readonly t: number; readonly apart: number }>();
    for (const step of squares.near(x, y)) {
      if (step.track <= first) continue;
      const other = tracks[step.track] as StepPlaces;
      const [dx, dy] = [(other.x[step.t] as number) - x, (other.y[step.t] as number) - y];
      const apart = Math.hypot(dx, dy);
      if (!(apart < (nearest.get(step.track)?.apart ?? NEAR_METRES))) continue;
      // Beyond the end of a track, its last step may be near, and is not beside.
      const direction = headingAt(other, step.t);
      const ahead = Math.abs(dx * direction.x + dy * direction.y);
      const cosine = Math.abs(heading.x * direction.x + heading.y * direction.y);
      if (ahead <= AHEAD_STEPS * stepMetres && cosine >= LEAST_COSINE) nearest.set(step.track, { t: step.t, apart });
    }
    for (const [track, step] of nearest) {
      const steps = pairs.get(track);
      if (steps) steps.push([t, step.t]);
      else pairs.set(track, [[t, step.t]]);
    }
  }
  return pairs;
}

/** Runs of pairs without a break of more than `most` steps, and longer than that; what is missing within goes on as before. */
function stretchesOf(pairs: readonly [number, number][], most: number) {
  const stretches: Pick<SharedStretch, "from" | "to" | "beside">[] = [];
  let run: [number, number][] = [];
  const close = () => {
    const [start, end] = [run[0], run.at(-1)];
    if (!start || !end || end[0] + 1 - start[0] <= most) return;
    const beside = new Int32Array(end[0] + 1 - start[0]);
    run.forEach(([t, other], k) => {
      beside.fill(other, t - start[0], (run[k + 1]?.[0] ?? t + 1) - start[0]);
    });
    stretches.push({ from: start[0], to: end[0] + 1, beside });
  };
  for (const pair of pairs) {
    const last = run.at(-1);
    if (last && (pair[0] - last[0] > most || Math.abs(pair[1] - last[1]) > 2 * most)) {
      close();
      run = [];
    }
    run.push(pair);
  }
  close();
  return stretches;
}

function headingAt({ x, y }: StepPlaces, t: number): { readonly x: number; readonly y: number } {
  const [back, ahead] = [Math.max(0, t - 1), Math.min(x.length - 1, t + 1)];
  const [dx, dy] = [(x[ahead] as number) - (x[back] as number), (y[ahead] as number) - (y[back] as number)];
  const size = Math.hypot(dx, dy) || 1;
  return { x: dx / size, y: dy / size };
}
