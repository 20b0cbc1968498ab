import { IMPOSSIBLE, isOnTrack, type SegmentLattice } from "./segments.ts";

/** One car as the segment model places it, in steps along the track. */
export interface PlacedCar {
  /** First and last edge, in steps, at a fraction of a step: the mean over the segmentations that agree on the car. */
  readonly fromStep: number;
  readonly toStep: number;
  /** Probability that a car stands here, uncalibrated, 0 to 1. */
  readonly score: number;
}

export interface DecodingOptions {
  /** Edges that differ by this many steps or less are the same car. */
  readonly toleranceSteps: number;
  /** A car is worth listing when its score exceeds this. */
  readonly threshold: number;
}

/** Cars less probable than this are taken as impossible. */
const LEAST = 1e-15;

/** Posterior probabilities of single cars. */
export interface CarPosterior {
  /** Probability of the car [i, i + length), at `i * lengths + length - minSteps`. */
  readonly pair: Float64Array;
  /** Probability that a whole car starts at step i. */
  readonly starts: Float64Array;
  /** Probability of a car cut by the track's start, by its end; and by the track's end, by its start. */
  readonly head: Float64Array;
  readonly tail: Float64Array;
  readonly both: number;
}

/** The probability of every possible car. */
export function carPosterior(lattice: SegmentLattice): CarPosterior {
  const { steps, lengths, minSteps, maxSteps, carGiven, headGiven, ended, tail, both } = lattice;
  const pair = new Float64Array(steps * lengths);
  const starts = new Float64Array(steps);
  for (let t = minSteps; t <= steps; t++) {
    const here = ended[t] as number;
    if (here < IMPOSSIBLE) continue;
    const some = Math.min(maxSteps, t) - minSteps + 1;
    for (let k = 0, i = t - minSteps, at = t * lengths; k < some; k++, i--, at++) {
      const probability = here * (carGiven[at] as number);
      if (probability < LEAST) continue;
      pair[i * lengths + k] = probability;
      starts[i] = (starts[i] as number) + probability;
    }
  }
  const head = headGiven.map((given, j) => given * (ended[j] as number));
  return { pair, starts, head, tail, both };
}

/** Probability that a car stands over each step. Shape: steps. */
export function stepOccupancy(lattice: SegmentLattice, posterior: CarPosterior): Float64Array {
  const { steps, lengths, minSteps } = lattice;
  const change = new Float64Array(steps + 1);
  const cover = (from: number, to: number, probability: number) => {
    change[from] = (change[from] as number) + probability;
    change[to] = (change[to] as number) - probability;
  };
  for (let i = 0; i < steps; i++) {
    if (posterior.starts[i] === 0) continue;
    for (let k = 0; k < lengths; k++) {
      const probability = posterior.pair[i * lengths + k] as number;
      if (probability > 0) cover(i, i + k + minSteps, probability);
    }
  }
  posterior.head.forEach((probability, j) => {
    cover(0, j, probability);
  });
  posterior.tail.forEach((probability, i) => {
    cover(i, steps, probability);
  });
  cover(0, steps, posterior.both);
  const occupied = new Float64Array(steps);
  let sum = 0;
  for (let t = 0; t < steps; t++) {
    sum += change[t] as number;
    occupied[t] = Math.min(Math.max(sum, 0), 1);
  }
  return occupied;
}

/**
 * The most useful list of cars: of all lists without overlaps, the one with the largest sum of (score - threshold),
 * where a car's score is the probability of a car whose edges both lie within the tolerance.
 *
 * The single most probable segmentation under-counts by 31 % instead, as measured on the prototype.
 *
 * @returns cars whose centre lies on the track, in order along it; empty for an empty track
 */
export function placeCars(
  lattice: SegmentLattice,
  posterior: CarPosterior,
  { toleranceSteps, threshold }: DecodingOptions,
): PlacedCar[] {
  const candidates = candidateCars(lattice, posterior, toleranceSteps, threshold);
  const { steps } = lattice;
  const best = new Float64Array(steps + 2);
  const chosen = new Int32Array(steps + 2).fill(-1);
  let next = 0;
  for (let t = 1; t <= steps + 1; t++) {
    // best[t] is over cars that end, with the empty step after them, at or before t.
    best[t] = best[t - 1] as number;
    while (next < candidates.length && (candidates[next] as Candidate).to + 1 === t) {
      const car = candidates[next] as Candidate;
      const value = (best[car.from] as number) + car.score - threshold;
      if (value > (best[t] as number)) {
        best[t] = value;
        chosen[t] = next;
      }
      next++;
    }
  }
  const cars: PlacedCar[] = [];
  for (let t = steps + 1; t > 0; ) {
    const index = chosen[t] as number;
    if (index < 0) {
      t--;
      continue;
    }
    const car = candidates[index] as Candidate;
    cars.push(meanPlace(lattice, posterior, car, toleranceSteps));
    t = car.from;
  }
  return cars.reverse().filter((car) => isOnTrack(lattice, car.fromStep, car.toStep));
}

interface Candidate {
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

/** The best place for a car holds at least this share of the threshold itself: others need not be summed. */
const LEAST_MIDDLE = 1e-4;

/** All cars whose score exceeds the threshold, in order of their end. */
function candidateCars(lattice: SegmentLattice, posterior: CarPosterior, tolerance: number, threshold: number) {
  const { steps, lengths, minSteps, maxSteps } = lattice;
  const size = steps + 1;
  const near = (i: number, length: number) =>
    i < 0 || length < minSteps || length > maxSteps || i + length > steps
      ? 0
      : (posterior.pair[i * lengths + length - minSteps] as number);
  const middle = LEAST_MIDDLE * threshold;
  // Elsewhere no car can be worth listing.
  const isWorthwhile = (i: number) =>
    (posterior.starts[i] as number) >= middle || i <= tolerance || i + maxSteps >= steps - tolerance;
  // Sum over ends first (rows), then over starts at a fixed end (diagonals).
  const overEnds = new Float64Array(steps * lengths);
  const sumEnds = (i: number) => {
    let sum = 0;
    for (let length = minSteps; length <= minSteps + tolerance - 1; length++) sum += near(i, length);
    for (let length = minSteps; length <= maxSteps; length++) {
      sum += near(i, length + tolerance) - near(i, length - tolerance - 1);
      overEnds[i * lengths + length - minSteps] = sum;
    }
  };
  for (let i = 0, next = 0; i < steps; i++) {
    if (!isWorthwhile(i)) continue;
    for (next = Math.max(next, i - tolerance); next <= i + tolerance && next < steps; next++) sumEnds(next);
  }
  const found: Candidate[] = [];
  for (let i = 0; i < steps; i++) {
    if (!isWorthwhile(i)) continue;
    for (let length = minSteps; length <= maxSteps && i + length < size; length++) {
      const j = i + length;
      const alone = posterior.pair[i * lengths + length - minSteps] as number;
      if (alone < middle && i > tolerance && j < steps - tolerance) continue;
      let score = 0;
      for (let start = i - tolerance; start <= i + tolerance; start++) {
        const reach = j - start;
        if (start < 0 || start >= steps) continue;
        if (reach >= minSteps && reach <= maxSteps) score += overEnds[start * lengths + reach - minSteps] as number;
        else for (let end = j - tolerance; end <= j + tolerance; end++) score += near(start, end - start);
      }
      if (i <= tolerance) score += headNear(lattice, posterior, j, tolerance);
      if (j >= steps - tolerance) score += tailNear(lattice, posterior, i, tolerance);
      if (score > threshold) found.push({ from: i, to: j, score: Math.min(score, 1) });
    }
  }
  // Cars cut by an end may be shorter than any whole car.
  for (let j = 1; j < Math.min(minSteps, steps + 1); j++) {
    const score = headNear(lattice, posterior, j, tolerance);
    if (score > threshold) found.push({ from: 0, to: j, score: Math.min(score, 1) });
  }
  for (let i = Math.max(0, steps - minSteps + 1); i < steps; i++) {
    const score = tailNear(lattice, posterior, i, tolerance);
    if (score > threshold) found.push({ from: i, to: steps, score: Math.min(score, 1) });
  }
  if (posterior.both > threshold) found.push({ from: 0, to: steps, score: posterior.both });
  return found.sort((a, b) => a.to - b.to || a.from - b.from);
}

/** Probability of a car cut by the track's start that ends near j and whose centre lies on the track. */
function headNear(lattice: SegmentLattice, posterior: CarPosterior, j: number, tolerance: number): number {
  let sum = 0;
  for (let end = Math.max(1, j - tolerance); end <= j + tolerance && end < posterior.head.length; end++)
    sum += (posterior.head[end] as number) * (lattice.headShare[end] as number);
  return sum;
}

function tailNear(lattice: SegmentLattice, posterior: CarPosterior, i: number, tolerance: number): number {
  const { steps, maxSteps } = lattice;
  let sum = 0;
  for (let start = Math.max(0, steps - maxSteps, i - tolerance); start <= i + tolerance && start < steps; start++)
    sum += (posterior.tail[start] as number) * (lattice.tailShare[steps - start] as number);
  return sum;
}

function meanPlace(lattice: SegmentLattice, posterior: CarPosterior, car: Candidate, tolerance: number): PlacedCar {
  const { steps, lengths, minSteps, maxSteps } = lattice;
  let [mass, from, to] = [0, 0, 0];
  const agree = (start: number, end: number, probability: number) => {
    mass += probability;
    from += probability * start;
    to += probability * end;
  };
  for (let start = Math.max(0, car.from - tolerance); start <= car.from + tolerance && start < steps; start++)
    for (let end = car.to - tolerance; end <= car.to + tolerance && end <= steps; end++) {
      const length = end - start;
      if (length >= minSteps && length <= maxSteps)
        agree(start, end, posterior.pair[start * lengths + length - minSteps] as number);
    }
  if (car.from <= tolerance)
    for (let end = Math.max(1, car.to - tolerance); end <= car.to + tolerance && end < posterior.head.length; end++)
      agree(0, end, (posterior.head[end] as number) * (lattice.headShare[end] as number));
  if (car.to >= steps - tolerance)
    for (
      let start = Math.max(0, car.from - tolerance, steps - maxSteps);
      start <= car.from + tolerance && start < steps;
      start++
    )
      agree(start, steps, (posterior.tail[start] as number) * (lattice.tailShare[steps - start] as number));
  if (car.from === 0 && car.to === steps) agree(0, steps, posterior.both);
  return mass > 0
    ? { fromStep: from / mass, toStep: to / mass, score: car.score }
    : { fromStep: car.from, toStep: car.to, score: car.score };
}
