import type { Hyper } from "../baseline/hyper-grid.ts";
import { LevelFilter } from "../baseline/level-filter.ts";
import { finenessFor, latticeOver } from "../baseline/level-lattice.ts";
import { guessLevel, priorWeights, SMALLEST_CHANGE } from "../baseline/level-posterior.ts";
import { LookRecord } from "../baseline/look-record.ts";
import { centreOf, meanShare, type Sighting } from "../baseline/sighting.ts";
import type { HalfTransition } from "../baseline/wandering-level.ts";
import type { Workings } from "../baseline/workings.ts";

/** Step of the levels in standard deviations: one, since days are told apart by far more than the error of 1e-4. */
const STEP = 1;
const REACH = 4.5;

/** What the looks on one side of a gap say: weight of each level, summed over states and by state. */
interface Side {
  readonly weights: Float64Array;
  /** Shape: levels x 9 for a dwell assumption, empty otherwise. */
  readonly states: Float64Array;
  readonly logScale: number;
}

/** A pair of levels, before (node a) and after (node `to` = a + i), with the prior weight of the change. */
export interface LevelPair {
  readonly a: number;
  readonly i: number;
  readonly to: number;
  readonly weight: number;
}

/**
 * One assumption's record of a series cut at each candidate gap: before, by a filter forwards; after, by a filter
 * backwards (the wandering level is reversible). A coarser lattice than that of the evidence.
 */
export interface ChangeGrid {
  readonly hyper: Hyper;
  readonly looks: readonly Sighting[];
  readonly firstChanged: number;
  readonly start: number;
  readonly step: number;
  /** Lowest and highest level before or after a change. */
  readonly lowest: number;
  readonly highest: number;
  /** By candidate gap: the looks before it; the looks from it on. */
  readonly before: readonly Side[];
  readonly after: readonly Side[];
  /** Log probability of all looks without a change. */
  readonly unchanged: number;
  /** Change i is one of (smallest + i) steps; its prior weight. */
  readonly smallest: number;
  readonly changeWeights: Float64Array;
  /** Level after for node a and change i. */
  nodeAfter(a: number, i: number): number;
  /** Pairs whose weight, for a step in any likely gap, reaches a share of the largest. */
  pairs(least: number): readonly LevelPair[];
  transitionOver(days: number): HalfTransition;
}

/** @param keepStates  keep the wandering level's states after each gap, which ramps need */
export function changeGrid(
  hyper: Hyper,
  looks: readonly Sighting[],
  firstChanged: number,
  direction: "rise" | "fall",
  workings: Workings,
  keepStates: boolean,
): ChangeGrid {
  const early = guessLevel(new LookRecord(looks.slice(0, firstChanged), workings), hyper);
  const all = guessLevel(new LookRecord(looks, workings), hyper);
  const fineness = finenessFor(hyper, STEP * Math.min(early.finest, all.finest, 0.4));
  const lattice = latticeOver(
    fineness,
    Math.min(early.mean - REACH * early.sd, all.mean - REACH * all.sd),
    Math.max(early.mean + REACH * early.sd, all.mean + REACH * all.sd),
  );
  const { start, step, length } = lattice;
  const sign = direction === "rise" ? 1 : -1;

  const counts = looks.slice(firstChanged).map((look) => centreOf(look.figure) / meanShare(look));
  const furthest =
    sign === 1
      ? Math.log(Math.max(1, ...counts)) - early.mean
      : early.mean - Math.log(Math.max(0.3, Math.min(...counts)));
  const changes = Math.ceil((Math.max(1, furthest) + 1.5 + 2 * hyper.wander) / step);
  const smallest = Math.ceil(SMALLEST_CHANGE / step);
  const changeWeights = weightsOfChanges(step, smallest, changes);

  const forwards = new LevelFilter(workings.rowsOf(hyper), workings.transitions, lattice, priorWeights(lattice));
  const before: Side[] = [];
  for (const [i, look] of looks.entries()) {
    if (i >= firstChanged) before.push(sideOf(forwards, false));
    forwards.advance(look.day, workings.likelihoods.of(look, hyper.size));
  }

  const furthestChange = (smallest + changes) * step;
  const wide =
    sign === 1
      ? latticeOver(fineness, start, start + (length - 1) * step + furthestChange)
      : latticeOver(fineness, start - furthestChange, start + (length - 1) * step);
  const backwards = new LevelFilter(workings.rowsOf(hyper), workings.transitions, wide);
  const after: Side[] = [];
  for (let i = looks.length - 1; i >= firstChanged; i--) {
    const look = looks[i];
    if (look === undefined) continue;
    backwards.advance(look.day, workings.likelihoods.of(look, hyper.size));
    after.unshift(sideOf(backwards, keepStates));
  }

  const nodeAfter = (a: number, i: number) => lattice.first + a + sign * (smallest + i) - wide.first;
  let kept: LevelPair[] | null = null;
  return {
    hyper,
    looks,
    firstChanged,
    start,
    step,
    lowest: Math.min(start, wide.start),
    highest: Math.max(start + length * step, wide.start + wide.length * step),
    before,
    after,
    unchanged: forwards.log(),
    smallest,
    changeWeights,
    nodeAfter,
    pairs: (least) => {
      kept ??= likelyPairs(before, after, changeWeights, nodeAfter, least);
      return kept;
    },
    transitionOver: (days) => workings.transitions.over(days, hyper.memoryDays),
  };
}

/**
 * Weights of changes of (smallest + i) steps under log 1.25 + Exp(1): the trapezoid rule, and for what lies between the
 * smallest change and the first node a straight line through the first two.
 */
function weightsOfChanges(step: number, smallest: number, length: number): Float64Array {
  const part = smallest - SMALLEST_CHANGE / step;
  const weights = Float64Array.from(
    { length },
    (_, i) => Math.exp(SMALLEST_CHANGE - (smallest + i) * step) * step * (i === 0 ? 0.5 : 1),
  );
  const first = Math.exp(SMALLEST_CHANGE - smallest * step) * step;
  weights[0] = (weights[0] as number) + first * part * (1 + part / 2);
  weights[1] = (weights[1] as number) - first * Math.exp(-step) * part * (part / 2);
  return weights;
}

function sideOf(filter: LevelFilter, keepStates: boolean): Side {
  return {
    weights: filter.sums.slice(),
    states: keepStates && filter.states > 1 ? filter.weights.slice() : new Float64Array(0),
    logScale: filter.logScale,
  };
}

/** Log probability of all looks for a step in each candidate gap. */
export function stepLogs(grid: ChangeGrid): number[] {
  return grid.before.map((before, g) => {
    const after = grid.after[g];
    if (after === undefined) return -Infinity;
    let sum = 0;
    const least = 1e-7 * before.weights.reduce((most, weight) => Math.max(most, weight), 0);
    for (let a = 0; a < before.weights.length; a++) {
      const weight = before.weights[a] as number;
      if (weight <= least) continue;
      let inner = 0;
      for (let i = 0; i < grid.changeWeights.length; i++)
        inner += (grid.changeWeights[i] as number) * (after.weights[grid.nodeAfter(a, i)] as number);
      sum += weight * inner;
    }
    return Math.log(sum) + before.logScale + after.logScale;
  });
}

function likelyPairs(
  before: readonly Side[],
  after: readonly Side[],
  changeWeights: Float64Array,
  nodeAfter: (a: number, i: number) => number,
  least: number,
): LevelPair[] {
  const pairs = new Map<number, LevelPair>();
  const logs = before.map((side, g) => side.logScale + (after[g]?.logScale ?? 0));
  const reference = Math.max(...logs);
  const scales = logs.map((log) => Math.exp(log - reference));
  // The best gaps for a step, and the pairs that carry them: first how much the heaviest pair carries, then which.
  const visit = (seen: (a: number, i: number, to: number, value: number) => void) => {
    for (const [g, side] of before.entries()) {
      const scale = scales[g] as number;
      const weights = after[g]?.weights;
      if (weights === undefined || scale < 1e-12) continue;
      for (let a = 0; a < side.weights.length; a++) {
        const weight = (side.weights[a] as number) * scale;
        if (weight === 0) continue;
        for (let i = 0; i < changeWeights.length; i++) {
          const to = nodeAfter(a, i);
          seen(a, i, to, weight * (changeWeights[i] as number) * (weights[to] as number));
        }
      }
    }
  };
  let largest = 0;
  visit((_a, _i, _to, value) => {
    if (value > largest) largest = value;
  });
  visit((a, i, to, value) => {
    if (value > 0 && value >= least * largest)
      pairs.set(a * 100_000 + i, { a, i, to, weight: changeWeights[i] as number });
  });
  return [...pairs.values()];
}
