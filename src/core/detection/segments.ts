/**
 * The segment model: from what a detector says of every step along a track to cars, and to the exact distribution of
 * their number. A semi-Markov chain over steps: each step is empty or belongs to a car, and at least one empty step
 * lies between two cars. Sums are taken once, forwards, and their logarithms kept; all that follows are products of probabilities.
 */
import type { HiddenPrior } from "./hidden-prior.ts";
import type { LengthTable } from "./length-prior.ts";
import { StartWeights } from "./start-weights.ts";

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
  /** Chance that a car starts at an empty step, in the yards that the weights were fitted on. */
  readonly startRate: number;
}

export interface SegmentModel {
  readonly weights: SegmentWeights;
  readonly lengths: LengthTable;
}

/**
 * All segmentations of one track at once, as probabilities: of a car ending or of a step being free for one, and, given
 * that, of what came before. Those of cars lie by their end: `carGiven[j * lengths + (length - minSteps)]` is of the car
 * [j - length, j) given that a car ends just before step j.
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
  /** Probability that a car is so many steps long or longer. Shape: maxSteps + 1 */
  readonly survival: Float64Array;
  /** Given that a car ends just before step j: which car; or that the track's start cuts it. */
  readonly carGiven: Float64Array;
  readonly headGiven: Float64Array;
  /** Given that a car could start at step t: the step before was left empty; or it was the empty one after a car. */
  readonly emptyGiven: Float64Array;
  readonly gapGiven: Float64Array;
  /** Probability that a car could start at step t, and that one ends just before it; the last is of the track's end. */
  readonly free: Float64Array;
  readonly ended: Float64Array;
  /** Probability that a car starts at step i and is cut by the track's end; that one is cut by both ends. */
  readonly tail: Float64Array;
  readonly both: number;
  /** Log of the sum over all segmentations. */
  readonly logTotal: number;
}

/**
 * States less probable than this are taken as impossible; over the steps of a kilometre they sum to less than the
 * agreement with enumeration asks for.
 */
export const IMPOSSIBLE = 1e-17;

/**
 * Scores every possible car and sums over all segmentations.
 *
 * A car [i, j) scores occupancy * sum(occupancy) + step * (j - i) + edge * (start[i] + end[j - 1]) + car
 * + length * log p(j - i); an empty step scores 0. Where an end is cut off by the track's end, `cutEdge` stands for
 * its evidence and the chance of being at least as long for the chance of the length. That tracks are empty more often than
 * the chain knows is for what follows (empty-track.ts).
 *
 * Hidden steps carry no evidence. Between them, and up to an end of the track that is hidden, the chain is the renewal process of
 * `hiddenPrior`. A car partly hidden keeps the evidence of what is seen of it.
 *
 * @param hiddenPrior  null: so little is hidden that no car stands there unseen (`NOTICED_METRES`)
 * @throws RangeError when the arrays differ in length
 *
 * Source: Sarawagi and Cohen (2004), Semi-Markov conditional random fields, NIPS 17, for the recursions.
 * Checked against: enumeration of all segmentations of strips up to 12 steps (1e-12), test/counting/segmentations.test.ts
 */
export function segmentLattice(
  evidence: StepEvidence,
  model: SegmentModel,
  hiddenPrior: HiddenPrior | null = null,
): SegmentLattice {
  const steps = evidence.occupancy.length;
  if (evidence.start.length !== steps || evidence.end.length !== steps || evidence.hidden.length !== steps)
    throw new RangeError(`occupancy, start, end and hidden must have one length, got ${steps} and others`);
  const { minSteps, maxSteps, logLength, logSurvival } = model.lengths;
  const { before = 0, after = 0 } = evidence;
  const { weights } = model;
  const { startRate: hiddenRate, lengths: hiddenLengths } =
    hiddenPrior ?? ({ startRate: weights.startRate, lengths: model.lengths } satisfies HiddenPrior);
  const { logLength: hiddenLength, logSurvival: hiddenSurvival } = hiddenLengths;
  const endHidden = (step: number) => hiddenPrior !== null && hidden[step] === 1;
  const lengths = maxSteps - minSteps + 1;
  const hidden = evidence.hidden;

  const inside = new Float64Array(steps + 1);
  const opens = new Float64Array(steps);
  const closes = new Float64Array(steps);
  const emptyScore = new Float64Array(steps);
  const logStart = Math.log(hiddenRate);
  const hiddenOpen = weights.cutEdge + logStart - Math.log(weights.startRate);
  const hiddenEmpty = Math.log1p(-hiddenRate);
  for (let t = 0; t < steps; t++) {
    const unseen = hidden[t] === 1;
    inside[t + 1] =
      (inside[t] as number) + (unseen ? 0 : weights.occupancy * (evidence.occupancy[t] as number) + weights.step);
    opens[t] = unseen ? hiddenOpen : weights.edge * (evidence.start[t] as number);
    closes[t] = unseen ? weights.cutEdge : weights.edge * (evidence.end[t] as number);
    emptyScore[t] = unseen ? hiddenEmpty : 0;
  }

  // What a car's start at step i, and a car cut by the track's end, weigh beside the free state there.
  const openScore = opens.map((open, i) => weights.car + open - (inside[i] as number));
  const lengthScore = logLength.map((log) => weights.length * log);
  const survivalScore = logSurvival.map((log) => weights.length * log);

  const free = new Float64Array(steps + 1).fill(-Infinity);
  const ended = new Float64Array(steps + 1).fill(-Infinity);
  const carGiven = new Float64Array((steps + 1) * lengths);
  const headGiven = new Float64Array(Math.min(maxSteps, steps) + 1);
  const emptyGiven = new Float64Array(steps + 1);
  const gapGiven = new Float64Array(steps + 1);
  const starts = new StartWeights(hidden, {
    seen: lengthScore.subarray(minSteps),
    hidden: hiddenLength.subarray(minSteps),
  });
  // A car that the track's start cuts where it cannot be seen is as rare as one that starts at any other hidden step.
  const headScore = (t: number) => {
    if (!endHidden(0)) return weights.car + weights.cutEdge + (survivalScore[t] as number);
    if (hidden[t - 1] !== 1) return weights.car + hiddenOpen + (survivalScore[t] as number);
    return logStart + (hiddenSurvival[t] as number) - weights.cutEdge;
  };
  free[0] = 0;
  for (let t = 1; t <= steps; t++) {
    const left = (free[t - 1] as number) + (emptyScore[t - 1] as number);
    const gap = ended[t - 1] as number;
    const here = logAdd(left, gap);
    free[t] = here;
    emptyGiven[t] = Math.exp(left - here);
    gapGiven[t] = Math.exp(gap - here);

    const last = t - minSteps;
    if (last >= 0) {
      const start = free[last] as number;
      // A car whose two ends are hidden follows the renewal process itself: nothing closes it, and what closes all that end at
      // a hidden step is taken back here.
      starts.add(
        last,
        start + (openScore[last] as number),
        start - (inside[last] as number) + logStart - weights.cutEdge,
      );
    }
    const some = Math.max(0, Math.min(maxSteps, t) - minSteps + 1);
    const head = t < headGiven.length ? headScore(t) : -Infinity;
    const cars = carGiven.subarray(t * lengths, t * lengths + some);
    const sum = starts.sumAt(cars, last, hidden[t - 1] === 1, head);
    if (sum === 0) continue;
    for (let k = 0; k < some; k++) cars[k] = (cars[k] as number) / sum;
    if (t < headGiven.length) headGiven[t] = Math.exp(head - starts.reference) / sum;
    ended[t] = (inside[t] as number) + (closes[t - 1] as number) + starts.reference + Math.log(sum);
  }

  const tailScore = new Float64Array(steps).fill(-Infinity);
  let logTotal = logAdd(free[steps] as number, ended[steps] as number);
  for (let i = Math.max(0, steps - maxSteps); i < steps; i++) {
    // As there, the renewal process says how rare a car is of which neither its start nor the track's end is seen.
    const renewed = hidden[i] === 1 && endHidden(steps - 1);
    const cut = (renewed ? logStart - (inside[i] as number) : (openScore[i] as number)) + (inside[steps] as number);
    tailScore[i] = renewed
      ? (free[i] as number) + cut + (hiddenSurvival[steps - i] as number)
      : (free[i] as number) + (cut + weights.cutEdge) + (survivalScore[steps - i] as number);
    logTotal = logAdd(logTotal, tailScore[i] as number);
  }
  const bothScore =
    steps > 0 && steps <= maxSteps
      ? endHidden(0)
        ? headScore(steps) + weights.cutEdge + (inside[steps] as number)
        : weights.car + 2 * weights.cutEdge + (inside[steps] as number) + (survivalScore[steps] as number)
      : -Infinity;
  logTotal = logAdd(logTotal, bothScore);

  const given = {
    steps,
    lengths,
    minSteps,
    maxSteps,
    carGiven,
    headGiven,
    emptyGiven,
    gapGiven,
    tail: tailScore.map((score) => Math.exp(score - logTotal)),
  };
  const last = {
    free: Math.exp((free[steps] as number) - logTotal),
    ended: Math.exp((ended[steps] as number) - logTotal),
  };
  return {
    ...given,
    ...statesOf(given, last),
    before,
    after,
    headShare: centreShares(logSurvival, before),
    tailShare: centreShares(logSurvival, after),
    survival: logSurvival.map(Math.exp),
    both: Math.exp(bothScore - logTotal),
    logTotal,
  };
}

/** Probability of both states at every step, from the track's end back: each state shares its own among what came before. */
function statesOf(
  given: Pick<
    SegmentLattice,
    "steps" | "lengths" | "minSteps" | "maxSteps" | "carGiven" | "emptyGiven" | "gapGiven" | "tail"
  >,
  last: { readonly free: number; readonly ended: number },
): Pick<SegmentLattice, "free" | "ended"> {
  const { steps, lengths, minSteps, maxSteps, carGiven, emptyGiven, gapGiven, tail } = given;
  const free = new Float64Array(steps + 1);
  const ended = new Float64Array(steps + 1);
  free.set(tail);
  free[steps] = last.free;
  ended[steps] = last.ended;
  for (let t = steps; t > 0; t--) {
    const here = ended[t] as number;
    if (here > IMPOSSIBLE) {
      const some = Math.min(maxSteps, t) - minSteps + 1;
      for (let k = 0, i = t - minSteps, at = t * lengths; k < some; k++, i--, at++)
        free[i] = (free[i] as number) + here * (carGiven[at] as number);
    }
    const could = free[t] as number;
    free[t - 1] = (free[t - 1] as number) + could * (emptyGiven[t] as number);
    ended[t - 1] = (ended[t - 1] as number) + could * (gapGiven[t] as number);
  }
  return { free, ended };
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

/** log(exp(a) + exp(b)), without overflow. */
function logAdd(a: number, b: number): number {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}
