import { seasonOn } from "../baseline/hyper-grid.ts";
import { type LatticeRow, UNIT } from "../baseline/level-lattice.ts";
import type { Sighting } from "../baseline/sighting.ts";
import type { Likelihood } from "../baseline/sighting-likelihood.ts";
import { type HalfTransition, LEVELS, STATES, STATIONARY } from "../baseline/wandering-level.ts";
import type { Workings } from "../baseline/workings.ts";
import type { ChangeGrid, LevelPair } from "./onset-grid.ts";

/** Pairs of levels whose weight for a step is below this share of the largest are left out. */
const LEAST_PAIR = 0.04;
/** Pairs of levels that can weigh less than this share of the heaviest are left out. */
const NEGLIGIBLE = 1e-3;

/** A look during a ramp. */
interface RampLook {
  readonly look: Sighting;
  /** Share of the change that had come by then. */
  readonly share: number;
  readonly logScale: number;
  readonly season: number;
  readonly curve: LatticeRow;
}

/**
 * Log probability of all looks, for a ramp that begins on a day of gap g, under one assumption: the mean grows linearly
 * over `ramp` days.
 */
export function rampLog(
  grid: ChangeGrid,
  g: number,
  begins: number,
  ramp: number,
  direction: "rise" | "fall",
  workings: Workings,
): number {
  const { hyper, looks, firstChanged } = grid;
  const partial: RampLook[] = [];
  let full = firstChanged + g;
  for (; full < looks.length; full++) {
    const look = looks[full];
    if (look === undefined || look.day - begins >= ramp) break;
    const likelihood = workings.likelihoods.of(look, hyper.size);
    const share = (look.day - begins) / ramp;
    const season = seasonOn(look.day, hyper);
    partial.push({ look, share, season, logScale: likelihood.logScale, curve: curveOf(likelihood, grid) });
  }
  const sign = direction === "rise" ? 1 : -1;
  const pairs = grid.pairs(LEAST_PAIR);
  const after = grid.after[full - firstChanged];
  const before = grid.before[g]?.weights ?? new Float64Array(0);
  const scale = partial.reduce((sum, { logScale }) => sum + logScale, 0);
  // Most a pair can weigh: the looks of the ramp are at most as likely as their peak.
  const most = new Float64Array(pairs.length);
  for (const [p, pair] of pairs.entries())
    most[p] = (before[pair.a] as number) * pair.weight * (after === undefined ? 1 : (after.weights[pair.to] as number));
  const order = Uint32Array.from(pairs.keys()).sort((p, q) => (most[q] as number) - (most[p] as number));
  let sum = 0;
  let largest = 0;
  for (const p of order) {
    const bound = most[p] as number;
    if (bound <= NEGLIGIBLE * largest) break;
    const pair = pairs[p] as LevelPair;
    const change = Math.expm1(sign * (grid.smallest + pair.i) * grid.step);
    const level = (share: number) => grid.start + pair.a * grid.step + Math.log1p(change * share);
    let value: number;
    if (hyper.wander === 0) {
      value = bound;
      for (const { curve, share, season } of partial) value *= at(curve, level(share) + season);
    } else {
      value = (before[pair.a] as number) * pair.weight * throughRamp(grid, partial, level, full, pair.to);
    }
    sum += value;
    if (value > largest) largest = value;
  }
  return Math.log(sum) + scale + (grid.before[g]?.logScale ?? 0) + (after?.logScale ?? 0);
}

/** Steps a unit of the curve between whose points a look's likelihood is interpolated. Source: our choice; it moves chances by 4e-8. */
const CURVE = 32;

/** A look's likelihood over every level that a ramp can come by. */
function curveOf(likelihood: Likelihood, { lowest, highest, hyper }: ChangeGrid): LatticeRow {
  const step = UNIT / CURVE;
  const room = hyper.wander * (LEVELS[8] as number) + hyper.season + 3 * step;
  return likelihood.row(CURVE, Math.floor((lowest - room) / step), Math.ceil((highest + room) / step));
}

/**
 * The likelihood between the points of its curve, by the cubic through the nearest four: off by less than 2e-6 of its
 * largest value for counts up to some hundreds. Days are told apart by far more.
 */
function at({ first, values }: LatticeRow, logMean: number): number {
  const place = logMean * (CURVE / UNIT) - first;
  const i = Math.floor(place);
  const t = place - i;
  const value =
    (-(values[i - 1] as number) * t * (t - 1) * (t - 2)) / 6 +
    ((values[i] as number) * (t + 1) * (t - 1) * (t - 2)) / 2 -
    ((values[i + 1] as number) * (t + 1) * t * (t - 2)) / 2 +
    ((values[i + 2] as number) * (t + 1) * t * (t - 1)) / 6;
  return value > 0 ? value : 0;
}

const FROM = new Float64Array(STATES);
const TO = new Float64Array(STATES);

/** The nine states through the looks of a ramp, then into the looks after it. */
function throughRamp(
  grid: ChangeGrid,
  partial: readonly RampLook[],
  level: (share: number) => number,
  full: number,
  to: number,
): number {
  const { hyper, looks, firstChanged } = grid;
  const after = grid.after[full - firstChanged];
  if (partial.length === 0) return after?.weights[to] ?? 1;
  let states = FROM;
  let next = TO;
  states.set(STATIONARY);
  let day: number | null = null;
  for (const { look, share, curve } of partial) {
    if (day !== null && look.day > day) {
      move(states, next, grid.transitionOver(look.day - day));
      [states, next] = [next, states];
    }
    const middle = level(share);
    for (let u = 0; u < STATES; u++)
      states[u] = (states[u] as number) * at(curve, middle + hyper.wander * (LEVELS[u] as number));
    day = look.day;
  }
  const following = looks[full];
  let sum = 0;
  if (after === undefined || following === undefined || day === null) {
    for (let u = 0; u < STATES; u++) sum += states[u] as number;
    return sum;
  }
  move(states, next, grid.transitionOver(following.day - day));
  for (let u = 0; u < STATES; u++)
    sum += ((next[u] as number) * (after.states[to * STATES + u] as number)) / (STATIONARY[u] as number);
  return sum;
}

function move(from: Float64Array, to: Float64Array, { even, odd }: HalfTransition): void {
  const middle = from[4] as number;
  for (let u = 0; u < 5; u++) {
    let sums = middle * (even[u * 5 + 4] as number);
    let differences = 0;
    for (let v = 0; v < 4; v++) {
      const low = from[v] as number;
      const high = from[8 - v] as number;
      sums += (low + high) * (even[u * 5 + v] as number);
      if (u < 4) differences += (low - high) * (odd[u * 4 + v] as number);
    }
    to[u] = sums + differences;
    if (u < 4) to[8 - u] = Math.max(0, sums - differences);
  }
}
