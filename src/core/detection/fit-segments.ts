import { carPosterior } from "./cars.ts";
import type { LengthTable } from "./length-prior.ts";
import { type SegmentModel, type SegmentWeights, type StepEvidence, segmentLattice } from "./segments.ts";

/** One track with its true cars, in steps; `from` below 0 or `to` beyond the last step: cut by the track's end. */
export interface LabelledEvidence {
  readonly evidence: StepEvidence;
  readonly cars: readonly { readonly from: number; readonly to: number }[];
}

const NAMES = ["occupancy", "step", "edge", "car", "length", "cutEdge"] as const satisfies (keyof SegmentWeights)[];
type Features = Float64Array;
/** Weights are held near these by a weak normal prior, so that a band with few cars stays sensible. */
const PRIOR: readonly number[] = [0.5, 0, 0.7, -2, 0.8, 1];
const PRIOR_SPREAD: readonly number[] = [1, 1, 1, 5, 1, 5];

/**
 * The weights under which the true segmentations are most probable: maximum likelihood by BFGS, with exact gradients
 * (features of the truth less those expected by forward-backward).
 *
 * Hidden steps are not for fitting: tracks must be seen all over.
 *
 * @returns the fitted weights, and the mean log likelihood of a track less its share of what the prior takes for them
 */
export function fitSegments(
  tracks: readonly LabelledEvidence[],
  lengths: LengthTable,
  start: SegmentWeights,
  rounds = 60,
): { weights: SegmentWeights; logLikelihood: number } {
  const truths = tracks.map((track) => trueSteps(track, lengths));
  const startRate = rateOfStarts(tracks, truths);
  const weightsOf = (values: readonly number[]) =>
    ({ ...Object.fromEntries(NAMES.map((name, k) => [name, values[k]])), startRate }) as SegmentWeights;
  const target = (values: readonly number[]) => {
    const weights = weightsOf(values);
    let log = 0;
    const gradient = new Float64Array(NAMES.length);
    tracks.forEach(({ evidence }, k) => {
      const { total, expected } = expectation(evidence, { weights, lengths });
      const truth = truthFeatures(evidence, truths[k] ?? [], lengths);
      NAMES.forEach((_, f) => {
        log += (values[f] ?? 0) * (truth[f] as number);
        gradient[f] = (gradient[f] as number) + (truth[f] as number) - (expected[f] as number);
      });
      log -= total;
    });
    NAMES.forEach((_, f) => {
      const away = ((values[f] ?? 0) - (PRIOR[f] ?? 0)) / (PRIOR_SPREAD[f] ?? 1);
      log -= 0.5 * away * away;
      gradient[f] = (gradient[f] as number) - away / (PRIOR_SPREAD[f] ?? 1);
    });
    return { log, gradient: [...gradient] };
  };
  const { values, log } = climb(
    target,
    NAMES.map((name) => start[name]),
    rounds,
  );
  return { weights: weightsOf(values), logLikelihood: log / Math.max(1, tracks.length) };
}

interface TrueCar {
  readonly from: number;
  readonly to: number;
  readonly headCut: boolean;
  readonly tailCut: boolean;
}

/** True cars on the grid: whole steps, at least one empty step between two, cars cut by the ends marked. */
function trueSteps({ evidence, cars }: LabelledEvidence, { minSteps, maxSteps }: LengthTable): TrueCar[] {
  const steps = evidence.occupancy.length;
  const placed: TrueCar[] = [];
  for (const car of [...cars].sort((a, b) => a.from - b.from)) {
    const headCut = car.from < -0.5;
    const tailCut = car.to > steps + 0.5;
    const earliest = placed.length > 0 ? (placed.at(-1)?.to ?? 0) + 1 : 0;
    const from = Math.max(earliest, Math.round(car.from), 0);
    const to = Math.min(steps, Math.round(car.to));
    const size = to - from;
    if (size < 1 || size > maxSteps || (!headCut && !tailCut && size < minSteps)) continue;
    placed.push({ from, to, headCut, tailCut });
  }
  return placed;
}

function truthFeatures(evidence: StepEvidence, cars: readonly TrueCar[], lengths: LengthTable): Features {
  const features = new Float64Array(NAMES.length);
  for (const car of cars) {
    const { headCut, tailCut } = car;
    let occupied = 0;
    for (let t = car.from; t < car.to; t++) occupied += evidence.occupancy[t] as number;
    const size = car.to - car.from;
    const chance = headCut || tailCut ? lengths.logSurvival[size] : lengths.logLength[size];
    const edge =
      (headCut ? 0 : (evidence.start[car.from] as number)) + (tailCut ? 0 : (evidence.end[car.to - 1] as number));
    add(features, 1, occupied, size, edge, chance as number, (headCut ? 1 : 0) + (tailCut ? 1 : 0));
  }
  return features;
}

/** Log of the sum over all segmentations, and the features expected under them. */
function expectation(evidence: StepEvidence, model: SegmentModel): { total: number; expected: Features } {
  const lattice = segmentLattice(evidence, model);
  const posterior = carPosterior(lattice);
  const { steps, lengths: count, minSteps } = lattice;
  const inside = new Float64Array(steps + 1);
  for (let t = 0; t < steps; t++) inside[t + 1] = (inside[t] as number) + (evidence.occupancy[t] as number);
  const expected = new Float64Array(NAMES.length);
  const { logLength, logSurvival } = model.lengths;
  const sum = (from: number, to: number) => (inside[to] as number) - (inside[from] as number);
  for (let i = 0; i < steps; i++) {
    const open = evidence.start[i] as number;
    for (let k = 0; k < count; k++) {
      const p = posterior.pair[i * count + k] as number;
      if (p < 1e-12) continue;
      const size = k + minSteps;
      const close = evidence.end[i + size - 1] as number;
      add(expected, p, sum(i, i + size), size, open + close, logLength[size] as number, 0);
    }
    const cut = posterior.tail[i] as number;
    if (cut > 1e-12) add(expected, cut, sum(i, steps), steps - i, open, logSurvival[steps - i] as number, 1);
  }
  posterior.head.forEach((p, j) => {
    if (p > 1e-12) add(expected, p, sum(0, j), j, evidence.end[j - 1] as number, logSurvival[j] as number, 1);
  });
  if (posterior.both > 1e-12) add(expected, posterior.both, sum(0, steps), steps, 0, logSurvival[steps] as number, 2);
  return { total: lattice.logTotal, expected };
}

function add(to: Features, p: number, occupied: number, size: number, edge: number, chance: number, cuts: number) {
  to[0] = (to[0] as number) + p * occupied;
  to[1] = (to[1] as number) + p * size;
  to[2] = (to[2] as number) + p * edge;
  to[3] = (to[3] as number) + p;
  to[4] = (to[4] as number) + p * chance;
  to[5] = (to[5] as number) + p * cuts;
}

function rateOfStarts(tracks: readonly LabelledEvidence[], truths: readonly (readonly TrueCar[])[]): number {
  let [starts, free] = [0.5, 20];
  tracks.forEach(({ evidence }, k) => {
    const cars = truths[k] ?? [];
    starts += cars.length;
    free += evidence.occupancy.length - cars.reduce((sum, car) => sum + car.to - car.from, 0);
  });
  return Math.min(0.9, starts / free);
}

/** Uphill by BFGS with a halving line search. */
function climb(
  target: (values: readonly number[]) => { log: number; gradient: number[] },
  start: readonly number[],
  rounds: number,
): { values: number[]; log: number } {
  const n = start.length;
  let values = [...start];
  let { log, gradient } = target(values);
  let inverse = identity(n, 1 / Math.max(1, Math.hypot(...gradient)));
  for (let round = 0; round < rounds; round++) {
    const direction = inverse.map((row) => row.reduce((sum, h, k) => sum + h * (gradient[k] ?? 0), 0));
    let step = 1;
    let moved: { values: number[]; log: number; gradient: number[] } | null = null;
    for (let halving = 0; halving < 25 && !moved; halving++, step /= 2) {
      const next = values.map((value, k) => value + step * (direction[k] ?? 0));
      const there = target(next);
      if (there.log > log) moved = { values: next, ...there };
    }
    if (!moved) break;
    const gained = moved.log - log;
    inverse = updated(inverse, values, gradient, moved);
    ({ values, log, gradient } = moved);
    if (gained < 1e-5 * Math.abs(log)) break;
  }
  return { values, log };
}

const identity = (n: number, scale: number) =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? scale : 0)));

/** BFGS update of the inverse curvature (of minus the target). Source: Nocedal and Wright (2006), eq. 6.17. */
function updated(
  inverse: number[][],
  before: readonly number[],
  gradient: readonly number[],
  after: { readonly values: readonly number[]; readonly gradient: readonly number[] },
): number[][] {
  const n = before.length;
  const s = after.values.map((value, k) => value - (before[k] ?? 0));
  const y = after.gradient.map((value, k) => (gradient[k] ?? 0) - value);
  const sy = s.reduce((sum, value, k) => sum + value * (y[k] ?? 0), 0);
  if (!(sy > 1e-12)) return inverse;
  const left = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 1 : 0) - ((s[i] ?? 0) * (y[j] ?? 0)) / sy),
  );
  const product = (a: number[][], b: number[][]) =>
    a.map((row) => row.map((_, j) => row.reduce((sum, value, k) => sum + value * (b[k]?.[j] ?? 0), 0)));
  const transposed = left.map((row, i) => row.map((_, j) => left[j]?.[i] ?? 0));
  return product(product(left, inverse), transposed).map((row, i) =>
    row.map((value, j) => value + ((s[i] ?? 0) * (s[j] ?? 0)) / sy),
  );
}
