/**
 * The segment model: from what a detector says of every step along a track to cars, and to the exact distribution of
 * their number. A semi-Markov chain over steps: each step is empty or belongs to a car, and at least one empty step
 * lies between two cars. Everything is computed in logarithms on flat arrays.
 */
import type { LengthTable } from "./length-prior.ts";

/** What a detector says of each step along one track, as log odds. All arrays have one value a step. */
export interface StepEvidence {
  readonly stepMetres: number;
  /** A car stands over the step. */
  readonly occupancy: ArrayLike<number>;
  /** The step is a car's first, and its last. */
  readonly start: ArrayLike<number>;
  readonly end: ArrayLike<number>;
  /** 1 where nothing can be seen of the step (cloud, canopy, outside the scene); its evidence is not read. */
  readonly hidden: Uint8Array;
  /** Steps at the start and at the end that lie beyond the track: a car there belongs to it when its centre does. */
  readonly before?: number;
  readonly after?: number;
}

/** The fitted weights of a car's score; see {@link segmentLattice}. */
export interface SegmentWeights {
  /** Times the sum of the occupancy over the car's steps. */
  readonly occupancy: number;
  /** For each of the car's steps. */
  readonly step: number;
  /** Times the sum of start and end. */
  readonly edge: number;
  /** For each car. */
  readonly car: number;
  /** Times the log probability of the car's length. */
  readonly length: number;
  /** Instead of `edge` times the evidence, at an end that cannot be seen: beyond the track's end, or hidden. */
  readonly cutEdge: number;
  /** For a track without any car: many a track is empty, which a chain with one rate of cars cannot know. */
  readonly empty: number;
  /** Chance that a car starts at an empty step, in the yards that the weights were fitted on. */
  readonly startRate: number;
}

/** What stands where nothing can be seen: a renewal process of empty steps and cars. */
export interface HiddenPrior {
  /** Chance that a car starts at a free step, 0 to 1, exclusive; see {@link startRateOf}. */
  readonly startRate: number;
  /** How long the cars are; on the same grid and range of lengths as the model's own. */
  readonly lengths: LengthTable;
}

export interface SegmentModel {
  readonly weights: SegmentWeights;
  readonly lengths: LengthTable;
}

/**
 * All segmentations of one track at once: forward and backward log weights and every car's log score.
 *
 * `pairScore[i * lengths + (length - minSteps)]` is the score of the car [i, i + length); `headScore[j]` of a car that
 * the track's start cuts and that ends before step j; `tailScore[i]` of one that starts at i and is cut by the end.
 * `bothScore` is of one car over the whole track, cut at both ends.
 */
export interface SegmentLattice {
  readonly steps: number;
  readonly lengths: number;
  readonly minSteps: number;
  readonly maxSteps: number;
  /** Steps beyond the track, at the start and at the end. */
  readonly before: number;
  readonly after: number;
  /** Share of the cars cut by the start (by the end) with so many steps to be seen whose centre lies on the track. */
  readonly headShare: Float64Array;
  readonly tailShare: Float64Array;
  readonly pairScore: Float64Array;
  readonly headScore: Float64Array;
  readonly tailScore: Float64Array;
  readonly bothScore: number;
  /** Of leaving a step empty where a car could start; the step after a car is empty at no cost. */
  readonly emptyScore: Float64Array;
  /** Log weight of all segmentations of the first t steps that leave the next one free for a car. */
  readonly free: Float64Array;
  /** The same where a car ends just before step t. */
  readonly ended: Float64Array;
  /** Log weight of all continuations from step t, from each of the two states. */
  readonly fromFree: Float64Array;
  readonly fromEnded: Float64Array;
  /** Log of the sum over all segmentations. */
  readonly logTotal: number;
  /** Probability of the segmentation without a car, and the part of it that is due to `empty`, negative where that is. */
  readonly emptyProbability: number;
  readonly emptyExtra: number;
}

/**
 * Scores every possible car and sums over all segmentations.
 *
 * A car [i, j) scores occupancy * sum(occupancy) + step * (j - i) + edge * (start[i] + end[j - 1]) + car
 * + length * log p(j - i); an empty step scores 0, and a track without any car `empty`. Where an end is cut off by the track's end, `cutEdge` stands for its
 * evidence and the chance of being at least as long for the chance of the length.
 *
 * Hidden steps carry no evidence. Between them the chain is the renewal process of `hiddenPrior`. A car partly hidden
 * keeps the evidence of what is seen of it.
 *
 * @throws RangeError when the arrays differ in length
 *
 * Source: Sarawagi and Cohen (2004), Semi-Markov conditional random fields, NIPS 17, for the recursions.
 * Checked against: enumeration of all segmentations of strips up to 14 steps (1e-12), segments.test.ts
 */
export function segmentLattice(
  evidence: StepEvidence,
  model: SegmentModel,
  hiddenPrior: HiddenPrior = { startRate: model.weights.startRate, lengths: model.lengths },
): SegmentLattice {
  const steps = evidence.occupancy.length;
  if (evidence.start.length !== steps || evidence.end.length !== steps || evidence.hidden.length !== steps)
    throw new RangeError(`occupancy, start, end and hidden must have one length, got ${steps} and others`);
  const { minSteps, maxSteps, logLength, logSurvival } = model.lengths;
  const { before = 0, after = 0 } = evidence;
  const { weights } = model;
  const hiddenLength = hiddenPrior.lengths.logLength;
  const lengths = maxSteps - minSteps + 1;
  const hidden = evidence.hidden;

  const inside = new Float64Array(steps + 1);
  const opens = new Float64Array(steps);
  const closes = new Float64Array(steps);
  const emptyScore = new Float64Array(steps);
  const logStart = Math.log(hiddenPrior.startRate);
  const hiddenOpen = weights.cutEdge + logStart - Math.log(weights.startRate);
  const hiddenEmpty = Math.log1p(-hiddenPrior.startRate);
  for (let t = 0; t < steps; t++) {
    const unseen = hidden[t] === 1;
    inside[t + 1] =
      (inside[t] as number) + (unseen ? 0 : weights.occupancy * (evidence.occupancy[t] as number) + weights.step);
    opens[t] = unseen ? hiddenOpen : weights.edge * (evidence.start[t] as number);
    closes[t] = unseen ? weights.cutEdge : weights.edge * (evidence.end[t] as number);
    emptyScore[t] = unseen ? hiddenEmpty : 0;
  }

  const pairScore = new Float64Array(steps * lengths).fill(-Infinity);
  const headScore = new Float64Array(Math.min(maxSteps, steps) + 1).fill(-Infinity);
  const tailScore = new Float64Array(steps + 1).fill(-Infinity);
  for (let i = 0; i < steps; i++) {
    const base = weights.car + (opens[i] as number) - (inside[i] as number);
    const longest = Math.min(maxSteps, steps - i);
    for (let length = minSteps; length <= longest; length++) {
      const j = i + length;
      // A car whose two ends are hidden follows the renewal process itself.
      pairScore[i * lengths + length - minSteps] =
        hidden[i] === 1 && hidden[j - 1] === 1
          ? logStart + (hiddenLength[length] as number) + (inside[j] as number) - (inside[i] as number)
          : base + (inside[j] as number) + (closes[j - 1] as number) + weights.length * (logLength[length] as number);
    }
    if (steps - i <= maxSteps)
      tailScore[i] =
        base + (inside[steps] as number) + weights.cutEdge + weights.length * (logSurvival[steps - i] as number);
  }
  for (let j = 1; j < headScore.length; j++)
    headScore[j] =
      weights.car +
      weights.cutEdge +
      (inside[j] as number) +
      (closes[j - 1] as number) +
      weights.length * (logSurvival[j] as number);
  const bothScore =
    steps > 0 && steps <= maxSteps
      ? weights.car + 2 * weights.cutEdge + (inside[steps] as number) + weights.length * (logSurvival[steps] as number)
      : -Infinity;

  const scores = {
    steps,
    lengths,
    minSteps,
    maxSteps,
    before,
    after,
    headShare: centreShares(logSurvival, before),
    tailShare: centreShares(logSurvival, after),
    pairScore,
    headScore,
    tailScore,
    bothScore,
    emptyScore,
  };
  const { logTotal: chainTotal, ...forward } = sumForward(scores);
  // Of the chain, the segmentation without a car has this share; `empty` multiplies its weight.
  const share = Math.exp(emptyScore.reduce((sum, score) => sum + score, 0) - chainTotal);
  const more = share * Math.expm1(weights.empty);
  return {
    ...scores,
    ...forward,
    ...sumBackward(scores),
    logTotal: chainTotal + Math.log1p(more),
    emptyProbability: (share + more) / (1 + more),
    emptyExtra: more / (1 + more),
  };
}

type Forward = Pick<SegmentLattice, "free" | "ended" | "logTotal">;
type Backward = Pick<SegmentLattice, "fromFree" | "fromEnded">;
type Scores = Omit<SegmentLattice, keyof Forward | keyof Backward | "emptyProbability" | "emptyExtra">;

function sumForward(scores: Scores): Forward {
  const { steps, lengths, minSteps, maxSteps, pairScore, headScore, tailScore, emptyScore } = scores;
  const free = new Float64Array(steps + 1).fill(-Infinity);
  const ended = new Float64Array(steps + 1).fill(-Infinity);
  const terms = new Float64Array(maxSteps + 3);
  free[0] = 0;
  for (let t = 0; t <= steps; t++) {
    if (t > 0) {
      free[t] = logAdd((free[t - 1] as number) + (emptyScore[t - 1] as number), ended[t - 1] as number);
      let filled = 0;
      const longest = Math.min(maxSteps, t);
      for (let length = minSteps; length <= longest; length++) {
        const i = t - length;
        terms[filled++] = (free[i] as number) + (pairScore[i * lengths + length - minSteps] as number);
      }
      if (t < headScore.length) terms[filled++] = headScore[t] as number;
      ended[t] = logSum(terms, filled);
    }
  }
  let logTotal = logAdd(free[steps] as number, ended[steps] as number);
  for (let i = Math.max(0, steps - maxSteps); i < steps; i++)
    logTotal = logAdd(logTotal, (free[i] as number) + (tailScore[i] as number));
  return { free, ended, logTotal: logAdd(logTotal, scores.bothScore) };
}

function sumBackward(scores: Scores): Backward {
  const { steps, lengths, minSteps, maxSteps, pairScore, tailScore, emptyScore } = scores;
  const fromFree = new Float64Array(steps + 1);
  const fromEnded = new Float64Array(steps + 1);
  const terms = new Float64Array(maxSteps + 3);
  for (let t = steps - 1; t >= 0; t--) {
    const skip = (emptyScore[t] as number) + (fromFree[t + 1] as number);
    fromEnded[t] = fromFree[t + 1] as number;
    let filled = 0;
    terms[filled++] = skip;
    terms[filled++] = tailScore[t] as number;
    const longest = Math.min(maxSteps, steps - t);
    for (let length = minSteps; length <= longest; length++)
      terms[filled++] = (pairScore[t * lengths + length - minSteps] as number) + (fromEnded[t + length] as number);
    fromFree[t] = logSum(terms, filled);
  }
  return { fromFree, fromEnded };
}

/** Of cars at least `steps` long, the share whose centre lies `beyond` steps or more from the end that cuts them. */
function centreShares(logSurvival: Float64Array, beyond: number): Float64Array {
  const most = logSurvival.length - 1;
  return Float64Array.from(logSurvival, (log, steps) => {
    // The centre of a car of `length` steps lies at steps - length / 2.
    const longest = Math.max(2 * (steps - beyond), steps - 1);
    if (log === -Infinity) return 0;
    return longest >= most ? 1 : 1 - Math.exp((logSurvival[longest + 1] as number) - log);
  });
}

/** Whether the centre of a car from step `from` to before step `to` lies on the track. */
export function isOnTrack(
  lattice: Pick<SegmentLattice, "before" | "after" | "steps">,
  from: number,
  to: number,
): boolean {
  return from + to >= 2 * lattice.before && from + to <= 2 * (lattice.steps - lattice.after);
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

/** log(exp(a) + exp(b)), without overflow. */
export function logAdd(a: number, b: number): number {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}

/** log of the sum of the exponentials of the first `filled` terms. */
function logSum(terms: Float64Array, filled: number): number {
  let top = -Infinity;
  for (let k = 0; k < filled; k++) if ((terms[k] as number) > top) top = terms[k] as number;
  if (top === -Infinity) return -Infinity;
  let sum = 0;
  for (let k = 0; k < filled; k++) {
    const below = (terms[k] as number) - top;
    // exp(-40) is under a hundredth of a rounding error of the largest term.
    if (below > -40) sum += Math.exp(below);
  }
  return top + Math.log(sum);
}
