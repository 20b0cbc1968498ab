import type { Hyper } from "../baseline/hyper-grid.ts";
import { type FilterLook, LevelFilter } from "../baseline/level-filter.ts";
import { finenessFor, latticeOver } from "../baseline/level-lattice.ts";
import { guessLevel, priorWeights, SMALLEST_CHANGE } from "../baseline/level-posterior.ts";
import { LookRecord } from "../baseline/look-record.ts";
import { centreOf, meanShare, type Sighting } from "../baseline/sighting.ts";
import { type HalfTransition, transitionOver } from "../baseline/wandering-level.ts";
import type { Workings } from "../baseline/workings.ts";
import { copyOf, zeros } from "../stats/zeros.ts";

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

/** Looks of one regime, with what every assumption asks of them. */
export interface WatchedLooks {
  readonly record: LookRecord;
  /** The looks before the first that may be changed. */
  readonly early: LookRecord;
  /** Index of the first look that may be changed. */
  readonly firstChanged: number;
  readonly direction: "rise" | "fall";
  /** Fewest and most cars in full view among the looks that may be changed. */
  readonly fewest: number;
  readonly most: number;
}

export function watchedLooks(
  looks: readonly Sighting[],
  firstChanged: number,
  direction: "rise" | "fall",
  workings: Workings,
): WatchedLooks {
  const counts = looks.slice(firstChanged).map((look) => centreOf(look.figure) / meanShare(look));
  return {
    record: new LookRecord(looks, workings),
    early: new LookRecord(looks.slice(0, firstChanged), workings),
    firstChanged,
    direction,
    fewest: Math.min(...counts),
    most: Math.max(...counts),
  };
}

/**
 * One assumption's record of a series cut at each candidate gap: before, by a filter forwards; after, by a filter
 * backwards (the wandering level is reversible). A coarser lattice than that of the evidence.
 */
export interface ChangeGrid {
  readonly hyper: Hyper;
  readonly looks: readonly FilterLook[];
  readonly firstChanged: number;
  /** 1 for a rise, -1 for a fall. */
  readonly sign: 1 | -1;
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
  /** Level after for node a and change i: node `shift` + a + `sign` i. */
  readonly shift: number;
  transitionIn(days: number): HalfTransition;
}

/** @param keepStates  keep the wandering level's states after each gap, which ramps need */
export function changeGrid(
  hyper: Hyper,
  { record, early: earlyRecord, firstChanged, direction, fewest, most }: WatchedLooks,
  workings: Workings,
  keepStates: boolean,
): ChangeGrid {
  const early = guessLevel(earlyRecord, hyper);
  const all = guessLevel(record, hyper);
  const fineness = finenessFor(hyper, STEP * Math.min(early.finest, all.finest, 0.4));
  const lattice = latticeOver(
    fineness,
    Math.min(early.mean - REACH * early.sd, all.mean - REACH * all.sd),
    Math.max(early.mean + REACH * early.sd, all.mean + REACH * all.sd),
  );
  const { start, step, length } = lattice;
  const sign = direction === "rise" ? 1 : -1;

  const furthest = sign === 1 ? Math.log(Math.max(1, most)) - early.mean : early.mean - Math.log(Math.max(0.3, fewest));
  const changes = Math.ceil((Math.max(1, furthest) + 1.5 + 2 * hyper.wander) / step);
  const smallest = Math.ceil(SMALLEST_CHANGE / step);
  const changeWeights = weightsOfChanges(step, smallest, changes);

  const looks = record.looks(hyper.size);
  const forwards = new LevelFilter(workings.rowsOf(hyper), lattice, priorWeights(lattice));
  const before: Side[] = [];
  for (const [i, look] of looks.entries()) {
    if (i >= firstChanged) before.push(sideOf(forwards, false));
    forwards.advance(look.day, look.likelihood);
  }

  const furthestChange = (smallest + changes) * step;
  const wide =
    sign === 1
      ? latticeOver(fineness, start, start + (length - 1) * step + furthestChange)
      : latticeOver(fineness, start - furthestChange, start + (length - 1) * step);
  const backwards = new LevelFilter(workings.rowsOf(hyper), wide);
  const after: Side[] = [];
  for (let i = looks.length - 1; i >= firstChanged; i--) {
    const look = looks[i];
    if (look === undefined) continue;
    backwards.advance(look.day, look.likelihood);
    after.push(sideOf(backwards, keepStates));
  }
  after.reverse();

  return {
    hyper,
    looks,
    firstChanged,
    sign,
    start,
    step,
    lowest: Math.min(start, wide.start),
    highest: Math.max(start + length * step, wide.start + wide.length * step),
    before,
    after,
    unchanged: forwards.log(),
    smallest,
    changeWeights,
    shift: lattice.first + sign * smallest - wide.first,
    transitionIn: (days) => transitionOver(days, hyper.memoryDays),
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
    weights: copyOf(filter.sums),
    states: keepStates && filter.states > 1 ? copyOf(filter.weights) : new Float64Array(0),
    logScale: filter.logScale,
  };
}

/** Log probability of all looks for a step in each candidate gap. */
export function stepLogs(grid: ChangeGrid): number[] {
  return grid.before.map((before, g) => {
    const after = grid.after[g];
    if (after === undefined) return -Infinity;
    const changed = averagesOverChanges(grid, after.weights, before.weights.length);
    const least = 1e-7 * before.weights.reduce((most, weight) => Math.max(most, weight), 0);
    let sum = 0;
    for (let a = 0; a < changed.length; a++) {
      const weight = before.weights[a] as number;
      if (weight > least) sum += weight * (changed[a] as number);
    }
    return Math.log(sum) + before.logScale + after.logScale;
  });
}

/**
 * For each node before: the sum over changes of prior weight times the weight of the node after. But for the first two the
 * prior's weights fall by one factor from each to the next, so a sum is made from its neighbour's.
 */
function averagesOverChanges(
  { changeWeights, smallest, shift, sign, step }: ChangeGrid,
  after: Float64Array,
  nodes: number,
): Float64Array {
  const changes = changeWeights.length;
  const averages = zeros(nodes);
  const factor = Math.exp(-step);
  const lost = factor ** (changes - 1);
  const plain = Math.exp(SMALLEST_CHANGE - smallest * step) * step;
  const first = (changeWeights[0] as number) - plain;
  const second = (changeWeights[1] as number) - plain * factor;
  let sum = 0;
  // From the side on which changes end.
  for (let n = 0; n < nodes; n++) {
    const a = sign === 1 ? nodes - 1 - n : n;
    const to = shift + a;
    if (n === 0) for (let i = changes - 1; i >= 0; i--) sum = sum * factor + (after[to + sign * i] as number);
    else sum = (after[to] as number) + factor * Math.max(0, sum - lost * (after[to + sign * changes] as number));
    averages[a] = plain * sum + first * (after[to] as number) + second * (after[to + sign] as number);
  }
  return averages;
}

/** The pair of levels that weighs most for a step in gap g: node a before and change i, as a times the number of changes + i. */
export function heaviestPair({ before, after, changeWeights, shift, sign }: ChangeGrid, g: number): number {
  const levels = before[g]?.weights ?? new Float64Array(0);
  const weights = after[g]?.weights ?? new Float64Array(0);
  const changes = changeWeights.length;
  let pair = 0;
  let largest = 0;
  for (let a = 0; a < levels.length; a++) {
    for (let i = 0, to = shift + a; i < changes; i++, to += sign) {
      const value = (levels[a] as number) * (changeWeights[i] as number) * (weights[to] as number);
      if (value > largest) {
        largest = value;
        pair = a * changes + i;
      }
    }
  }
  return pair;
}
