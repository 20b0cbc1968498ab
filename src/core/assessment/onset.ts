import { HYPER_GRID, type Hyper, seasonOn } from "../baseline/hyper-grid.ts";
import { logSumExp } from "../baseline/regime-model.ts";
import type { Sighting } from "../baseline/sighting.ts";
import type { Likelihood } from "../baseline/sighting-likelihood.ts";
import { LEVELS, STATES, STATIONARY } from "../baseline/wandering-level.ts";
import type { Workings } from "../baseline/workings.ts";
import { isoDate } from "../stats/day-number.ts";
import type { Onset } from "./assessment.ts";
import { type ChangeGrid, changeGrid, type LevelPair, stepLogs } from "./onset-grid.ts";

/** Days over which a level may ramp up; 0 is a step. Each shape is as likely beforehand. */
const RAMP_DAYS = [0, 21, 45, 90] as const;
/** Expected changes a day beforehand, as in the evidence. */
const CHANGES_A_DAY = 0.2 / 365.25;
const LEVEL = 0.9;
/** Every second size and the larger season: days are told apart by the looks, hardly by the finest assumption. */
const GRID: readonly Hyper[] = HYPER_GRID.filter(({ season }, h) => Math.floor(h / 19) % 2 === 0 && season !== 0.3);
/** Assumptions, gaps and pairs of levels whose weight is below these shares of the largest are left out. */
const LEAST_HYPER = 0.03;
const MOST_HYPERS = 8;
const LEAST_GAP = 1e-3;
const LEAST_PAIR = 0.04;
/** Probability of a step below which ramps are not worked out: there is no change whose day could be told. */
const LEAST_CHANGE = 0.4;
/** Pairs of levels that can weigh less than this share of the heaviest are left out. */
const NEGLIGIBLE = 1e-3;
/** Places within a gap at which a ramp is tried; its days share the nearest. */
const PLACES = 3;

/** When a lasting change began, by the day. */
export interface OnsetPosterior {
  readonly direction: "rise" | "fall";
  /** Probability that there was a change, at the rate at which changes come. */
  readonly probability: number;
  /** The same, had a change been as likely beforehand as none: for questions that take it that there may be one. */
  readonly evenProbability: number;
  /** Given a change: probability of each day; sums to 1. */
  readonly days: readonly { readonly day: number; readonly probability: number }[];
  readonly medianDay: number;
  /** Null where no change is more likely than a change. */
  readonly summary: Onset | null;
}

/**
 * When the level changed: posterior over days and shapes (a step, or a ramp over 21, 45 or 90 days).
 *
 * The first changed look may be any of those from `firstChanged` on. Days are equally likely beforehand. During a ramp the
 * mean grows linearly; the wandering level starts anew where the change begins.
 *
 * @param looks  of one regime, in order of day
 * @param firstChanged  index of the first look that may be changed, at least 1
 *
 * Checked against: coverage on simulated series, docs/methods/statistics.md
 */
export function onsetPosterior(
  looks: readonly Sighting[],
  firstChanged: number,
  direction: "rise" | "fall",
  workings: Workings,
): OnsetPosterior | null {
  if (looks.length <= firstChanged) return null;
  const grids = GRID.map((hyper) => changeGrid(hyper, looks, firstChanged, direction, workings, false));
  const days = gapDays(looks, firstChanged);

  // A step, for every assumption and every gap.
  const steps = grids.map((grid) => stepLogs(grid));
  const unchanged = logSumExp(grids.map((grid) => Math.log(grid.hyper.weight) + grid.unchanged));
  const priors = grids.map((grid) => Math.log(grid.hyper.weight));
  const byHyper = steps.map((logs, h) => (priors[h] ?? 0) + logSumExp(logs.map((log, g) => log + gapLog(days, g))));
  const mostProbable = Math.max(...byHyper);
  const kept = byHyper
    .map((log, h) => ({ log, h }))
    .filter(({ log }) => log >= mostProbable + Math.log(LEAST_HYPER))
    .sort((a, b) => b.log - a.log)
    .slice(0, MOST_HYPERS);

  const stepByGap = days.map((_, g) => logSumExp(kept.map(({ h }) => (priors[h] ?? 0) + (steps[h]?.[g] ?? -Infinity))));
  const total = new Map<number, number>();
  let stepWeight = 0;
  let weight = 0;
  const reference = logSumExp(stepByGap.map((log, g) => log + gapLog(days, g)));
  const put = (day: number, shape: number, log: number) => {
    const w = Math.exp(log - reference) / RAMP_DAYS.length;
    total.set(day, (total.get(day) ?? 0) + w);
    weight += w;
    if (shape === 0) stepWeight += w;
  };
  for (const [g, gap] of days.entries()) for (const day of gap) put(day, 0, stepByGap[g] ?? -Infinity);

  const nothing = unchanged - CHANGES_A_DAY * days.reduce((sum, gap) => sum + gap.length, 0);
  const stepChange = 1 / (1 + Math.exp(nothing - reference - Math.log(CHANGES_A_DAY)));
  const near = stepChange < LEAST_CHANGE ? [] : worthTrying(days, stepByGap);
  const rampGrids = kept.map(({ h }) => ({
    h,
    grid: near.length === 0 ? grids[h] : changeGrid(hyperAt(h), looks, firstChanged, direction, workings, true),
  }));
  for (const ramp of RAMP_DAYS) {
    if (ramp === 0) continue;
    for (const g of near) {
      const gap = days[g] ?? [];
      for (const place of placesOf(gap)) {
        const log = logSumExp(
          rampGrids.map(({ h, grid }) => (priors[h] ?? 0) + rampLog(grid, g, place.day, ramp, direction, workings)),
        );
        for (const day of place.days) put(day, ramp, log);
      }
    }
  }

  const changed =
    near.length === 0 ? reference + Math.log(CHANGES_A_DAY) : reference + Math.log(weight * CHANGES_A_DAY);
  const probability = 1 / (1 + Math.exp(nothing - changed));
  const dayCount = days.reduce((sum, gap) => sum + gap.length, 0);
  const evenProbability = 1 / (1 + Math.exp(unchanged - changed + Math.log(CHANGES_A_DAY * dayCount)));
  const ordered = [...total].sort(([a], [b]) => a - b).map(([day, w]) => ({ day, probability: w / weight }));
  const at = (share: number) => {
    let sum = 0;
    for (const { day, probability: p } of ordered) {
      sum += p;
      if (sum >= share - 1e-12) return day;
    }
    return ordered.at(-1)?.day ?? 0;
  };
  const stepProbability = stepWeight / weight;
  const medianDay = at(0.5);
  return {
    direction,
    probability,
    evenProbability,
    days: ordered,
    medianDay,
    summary:
      probability > 0.5
        ? {
            low: isoDate(at((1 - LEVEL) / 2)),
            median: isoDate(medianDay),
            high: isoDate(at((1 + LEVEL) / 2)),
            level: LEVEL,
            shape: stepProbability >= 0.5 ? "step" : "ramp",
            direction,
            stepProbability,
          }
        : null,
  };
}

function hyperAt(h: number): Hyper {
  const hyper = GRID[h];
  if (hyper === undefined) throw new RangeError(`no assumption ${h}`);
  return hyper;
}

/** Days on which a change whose first look is the g-th candidate can have begun. */
function gapDays(looks: readonly Sighting[], firstChanged: number): number[][] {
  return looks.slice(firstChanged).map((look, g) => {
    const previous = looks[firstChanged + g - 1]?.day ?? look.day - 1;
    return Array.from({ length: Math.max(0, look.day - previous) }, (_, i) => previous + 1 + i);
  });
}

function gapLog(days: readonly (readonly number[])[], g: number): number {
  return Math.log(days[g]?.length ?? 0);
}

/** Gaps in which a ramp may have begun: those likely for a step, and those up to the longest ramp before them. */
function worthTrying(days: readonly (readonly number[])[], stepByGap: readonly number[]): number[] {
  const best = Math.max(...stepByGap);
  const likely = stepByGap.map((log, g) => ({ log, g })).filter(({ log }) => log > best + Math.log(LEAST_GAP));
  const first = days[likely[0]?.g ?? 0]?.[0] ?? 0;
  const last = likely.at(-1)?.g ?? days.length - 1;
  const longest = Math.max(...RAMP_DAYS);
  return days.map((_, g) => g).filter((g) => g <= last && (days[g]?.[0] ?? first) >= first - longest);
}

function placesOf(gap: readonly number[]): { readonly day: number; readonly days: readonly number[] }[] {
  if (gap.length <= PLACES) return gap.map((day) => ({ day, days: [day] }));
  return Array.from({ length: PLACES }, (_, p) => {
    const days = gap.slice(Math.round((p * gap.length) / PLACES), Math.round(((p + 1) * gap.length) / PLACES));
    return { day: days[Math.floor(days.length / 2)] ?? 0, days };
  });
}

/** Log probability of all looks, for a ramp that begins on a day of gap g, under one assumption. */
function rampLog(
  grid: ChangeGrid | undefined,
  g: number,
  begins: number,
  ramp: number,
  direction: "rise" | "fall",
  workings: Workings,
): number {
  if (grid === undefined) return -Infinity;
  const { hyper, looks, firstChanged } = grid;
  const partial: { look: Sighting; share: number }[] = [];
  let full = firstChanged + g;
  for (; full < looks.length; full++) {
    const look = looks[full];
    if (look === undefined || look.day - begins >= ramp) break;
    partial.push({ look, share: (look.day - begins) / ramp });
  }
  const sign = direction === "rise" ? 1 : -1;
  const pairs = grid.pairs(LEAST_PAIR);
  const after = grid.after[full - firstChanged];
  const before = grid.before[g]?.weights ?? new Float64Array(0);
  const likelihoods = partial.map(({ look }) => workings.likelihoods.of(look, hyper.size));
  const scale = likelihoods.reduce((sum, likelihood) => sum + likelihood.logScale, 0);
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
      for (const [i, { look, share }] of partial.entries())
        value *= likelihoods[i]?.at(level(share) + seasonOn(look.day, hyper)) ?? 0;
    } else {
      value = (before[pair.a] as number) * pair.weight * throughRamp(grid, partial, likelihoods, level, full, pair.to);
    }
    sum += value;
    if (value > largest) largest = value;
  }
  return Math.log(sum) + scale + (grid.before[g]?.logScale ?? 0) + (after?.logScale ?? 0);
}

const FROM = new Float64Array(STATES);
const TO = new Float64Array(STATES);

/** The nine states through the looks of a ramp, then into the looks after it. */
function throughRamp(
  grid: ChangeGrid,
  partial: readonly { readonly look: Sighting; readonly share: number }[],
  likelihoods: readonly Likelihood[],
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
  for (const [i, { look, share }] of partial.entries()) {
    if (day !== null && look.day > day) {
      move(states, next, grid.transitionOver(look.day - day));
      [states, next] = [next, states];
    }
    weigh(states, likelihoods[i] as Likelihood, level(share), hyper.wander);
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

/** Weighs each state by a look at a level. */
function weigh(states: Float64Array, likelihood: Likelihood, level: number, wander: number): void {
  const { plain } = likelihood;
  for (let u = 0; u < STATES; u++) {
    const logMean = level + wander * (LEVELS[u] as number);
    if (plain === null) states[u] = (states[u] as number) * likelihood.at(logMean);
    else {
      const logX = logMean + plain.shift;
      states[u] =
        (states[u] as number) * Math.exp(plain.cars * logX - plain.total * Math.log(1 + Math.exp(logX)) - plain.peak);
    }
  }
}

function move(from: Float64Array, to: Float64Array, matrix: Float64Array): void {
  for (let u = 0; u < STATES; u++) {
    let sum = 0;
    for (let v = 0; v < STATES; v++) sum += (from[v] as number) * (matrix[v * STATES + u] as number);
    to[u] = sum;
  }
}
