import { type Hyper, seasonOn } from "../baseline/hyper-grid.ts";
import { type LatticeRow, strideOf, UNIT } from "../baseline/level-lattice.ts";
import type { Likelihood } from "../baseline/sighting-likelihood.ts";
import { type HalfTransition, LEVELS, STATES, STATIONARY } from "../baseline/wandering-level.ts";
import { zeros } from "../stats/zeros.ts";
import { type ChangeGrid, heaviestPair } from "./onset-grid.ts";
import { PairSums } from "./onset-pairs.ts";

/**
 * Pairs of levels that weigh less in a ramp than this share of its heaviest have no neighbours summed. Source: our choice, measured in
 * docs/methods/statistics.md 2.10: with .001 the probability of a step moves by .003 at most and an onset takes over half as long again.
 */
const LEAST_PAIR = 0.03;
/**
 * Steps a unit of the curve between whose points a look's likelihood is interpolated. Source: our choice: against a cubic through the
 * points the probability of a step moves by 2e-4, the days by 2e-4 of their sum (36 simulated series of six kinds).
 */
const CURVE = 32;
/** Points of a curve to a log unit. */
const POINTS = CURVE / UNIT;

/** A look during a ramp. */
interface RampLook {
  /** Share of the change that had come by then. */
  readonly share: number;
  /** The look's likelihood: place 0 of the curve is level `first` / POINTS. */
  readonly curve: Float64Array;
  readonly first: number;
  /** The season's addition to the level, in points of the curve. */
  readonly season: number;
  /** From the look before, if that was on an earlier day. */
  readonly transition: HalfTransition | null;
}

/** Changes whose mean grows linearly over some days, under one assumption. */
export class Ramps {
  readonly #grid: ChangeGrid;
  readonly #sums: PairSums;
  /** By gap: the pair that the newest ramp in it weighed most, near which the next one's is. */
  readonly #begins = new Map<number, number>();
  readonly #curves = new Map<Likelihood, LatticeRow>();
  readonly #following = new Map<number, FollowingLooks>();

  /** @param least  pairs below this share of a ramp's heaviest, and not beside one above it, are left out; 0: every pair is summed */
  constructor(grid: ChangeGrid, least = LEAST_PAIR) {
    this.#grid = grid;
    this.#sums = new PairSums(grid.before[0]?.weights.length ?? 0, grid.changeWeights.length, grid.sign, least);
  }

  /** Log probability of all looks, for a ramp of `days` days that begins on a day of gap g. */
  log(g: number, begins: number, days: number): number {
    const grid = this.#grid;
    const { hyper, looks, firstChanged } = grid;
    const partial: RampLook[] = [];
    let full = firstChanged + g;
    let scale = grid.before[g]?.logScale ?? 0;
    for (let previous: number | null = null; full < looks.length; full++) {
      const look = looks[full];
      if (look === undefined || look.day - begins >= days) break;
      const { first, values } = this.#curveOf(look.likelihood);
      scale += look.likelihood.logScale;
      partial.push({
        share: (look.day - begins) / days,
        curve: values,
        first,
        season: seasonOn(look.day, hyper) * POINTS,
        transition: previous === null || look.day === previous ? null : grid.transitionIn(look.day - previous),
      });
      previous = look.day;
    }
    const before = grid.before[g]?.weights ?? new Float64Array(0);
    const after = grid.after[full - firstChanged];
    const through = hyper.wander === 0 ? null : new WanderingRamp(hyper, partial, this.#followingOf(full));
    const rises = zeros(grid.changeWeights.length * partial.length).fill(Number.NaN);
    const weigh = (a: number, i: number): number => {
      const from = i * partial.length;
      if (Number.isNaN(rises[from])) this.#fillRises(rises, from, i, partial);
      const level = (grid.start + a * grid.step) * POINTS;
      const to = grid.shift + a + grid.sign * i;
      const weight = (before[a] as number) * (grid.changeWeights[i] as number);
      if (through !== null) return weight * through.weight(level, rises, from, to);
      let value = after === undefined ? weight : weight * (after.weights[to] as number);
      for (let j = 0; j < partial.length; j++) {
        const { curve, first, season } = partial[j] as RampLook;
        value *= between(curve, first, level + (rises[from + j] as number) + season);
      }
      return value;
    };
    const { sum, heaviest } = this.#sums.sumFrom(this.#begins.get(g) ?? heaviestPair(grid, g), weigh);
    this.#begins.set(g, heaviest);
    return Math.log(sum) + scale + (after?.logScale ?? 0);
  }

  #followingOf(full: number): FollowingLooks {
    let following = this.#following.get(full);
    if (following === undefined) {
      following = new FollowingLooks(this.#grid, full);
      this.#following.set(full, following);
    }
    return following;
  }

  /** By how many points of the curves the level has changed at each look of the ramp, for change i. */
  #fillRises(rises: Float64Array, from: number, i: number, partial: readonly RampLook[]): void {
    const { sign, smallest, step } = this.#grid;
    const change = Math.expm1(sign * (smallest + i) * step);
    for (let j = 0; j < partial.length; j++)
      rises[from + j] = Math.log1p(change * (partial[j] as RampLook).share) * POINTS;
  }

  /** A look's likelihood over every level that a ramp can come by. */
  #curveOf(likelihood: Likelihood): LatticeRow {
    let curve = this.#curves.get(likelihood);
    if (curve === undefined) {
      const { lowest, highest, hyper } = this.#grid;
      const room = hyper.wander * (LEVELS[8] as number) + hyper.season + 2 / POINTS;
      curve = likelihood.row(CURVE, Math.floor((lowest - room) * POINTS), Math.ceil((highest + room) * POINTS));
      this.#curves.set(likelihood, curve);
    }
    return curve;
  }
}

/**
 * The likelihood between the points of its curve, by a straight line: off by some 2e-3 of its largest value for
 * counts up to some hundreds. Days are told apart by far more. Where a curve begins depends on what other series asked
 * for, so it is taken off whole points alone, and no rounding tells of it.
 */
function between(curve: Float64Array, first: number, place: number): number {
  const point = Math.floor(place);
  const low = curve[point - first] as number;
  return low + (place - point) * ((curve[point - first + 1] as number) - low);
}

/** Looks from the first on by which all of the change has come, as seen from the last look of a ramp. */
class FollowingLooks {
  readonly #after: ChangeGrid["after"][number] | undefined;
  readonly #transition: HalfTransition | null;
  /** Weights by node and state, moved over the gap where they were asked for. */
  readonly #moved: Float64Array;

  constructor({ looks, firstChanged, after, transitionIn }: ChangeGrid, full: number) {
    const last = looks[full - 1];
    const following = looks[full];
    this.#after = after[full - firstChanged];
    this.#transition = following === undefined || last === undefined ? null : transitionIn(following.day - last.day);
    this.#moved = zeros(this.#after?.states.length ?? 0).fill(Number.NaN);
  }

  /** Probability of the looks at node `to`, without a ramp before them. */
  alone(to: number): number {
    return this.#after?.weights[to] ?? 1;
  }

  /** Sum over the states, weighed as the looks of the ramp leave them. */
  from(states: Float64Array, to: number): number {
    let sum = 0;
    if (this.#transition === null || this.#after === undefined) {
      for (let u = 0; u < STATES; u++) sum += states[u] as number;
      return sum;
    }
    // The wandering level is reversible: what comes after is moved back once for a node, not each pair forwards.
    const node = to * STATES;
    const moved = this.#moved;
    if (Number.isNaN(moved[node])) move(this.#after.states, node, moved, node, this.#transition);
    for (let u = 0; u < STATES; u++)
      sum += ((states[u] as number) * (moved[node + u] as number)) / (STATIONARY[u] as number);
    return sum;
  }
}

/** The nine states of a wandering level through the looks of a ramp, then into the looks after it. */
class WanderingRamp {
  readonly #partial: readonly RampLook[];
  readonly #following: FollowingLooks;
  /** Points of a curve between two states. */
  readonly #stride: number;
  #states = new Float64Array(STATES);
  #next = new Float64Array(STATES);

  constructor(hyper: Hyper, partial: readonly RampLook[], following: FollowingLooks) {
    this.#partial = partial;
    this.#following = following;
    this.#stride = strideOf(hyper, CURVE);
  }

  /** Probability of the looks of the ramp and of those after it, from level `level` to node `to`. */
  weight(level: number, rises: Float64Array, from: number, to: number): number {
    if (this.#partial.length === 0) return this.#following.alone(to);
    this.#states.set(STATIONARY);
    for (let j = 0; j < this.#partial.length; j++) {
      const { curve, first, season, transition } = this.#partial[j] as RampLook;
      if (transition !== null) {
        move(this.#states, 0, this.#next, 0, transition);
        const moved = this.#next;
        this.#next = this.#states;
        this.#states = moved;
      }
      weigh(this.#states, curve, first, level + (rises[from + j] as number) + season, this.#stride);
    }
    return this.#following.from(this.#states, to);
  }
}

/** Weighs each state by a look's likelihood. States lie whole points apart, so that all share the place of {@link between}. */
function weigh(states: Float64Array, curve: Float64Array, first: number, place: number, stride: number): void {
  const point = Math.floor(place);
  const t = place - point;
  for (let u = 0, z = point - first - 4 * stride; u < STATES; u++, z += stride) {
    const low = curve[z] as number;
    states[u] = (states[u] as number) * (low + t * ((curve[z + 1] as number) - low));
  }
}

/** Moves nine states, from place `f` on, over a gap to place `t` on. */
function move(from: Float64Array, f: number, to: Float64Array, t: number, { even, odd }: HalfTransition): void {
  const middle = from[f + 4] as number;
  for (let u = 0; u < 5; u++) {
    let sums = middle * (even[u * 5 + 4] as number);
    let differences = 0;
    for (let v = 0; v < 4; v++) {
      const low = from[f + v] as number;
      const high = from[f + 8 - v] as number;
      sums += (low + high) * (even[u * 5 + v] as number);
      if (u < 4) differences += (low - high) * (odd[u * 4 + v] as number);
    }
    to[t + u] = sums + differences;
    if (u < 4) to[t + 8 - u] = Math.max(0, sums - differences);
  }
}
