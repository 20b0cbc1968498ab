import { type Hyper, ofEverySize } from "../baseline/hyper-grid.ts";
import { logSumExp, RegimeModel } from "../baseline/regime-model.ts";
import type { Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import { isoDate } from "../stats/day-number.ts";
import type { Onset } from "./assessment.ts";
import { CHANGES_A_DAY } from "./change-evidence.ts";
import { changeGrid, stepLogs, watchedLooks } from "./onset-grid.ts";
import { logsOverGap } from "./onset-places.ts";
import { Ramps } from "./onset-ramp.ts";

/** Days over which a level may ramp up; 0 is a step. */
const SHAPES = [0, 21, 45, 90] as const;
/**
 * Probability of each shape beforehand, all alike. Source: our choice, measured in docs/methods/statistics.md 2.10 beside one with half for
 * the step.
 */
const SHAPE_PRIOR = 1 / SHAPES.length;
const LEVEL = 0.9;
/** Every second size and the larger season: days are told apart by the looks, hardly by the finest assumption. */
const GRID: readonly Hyper[] = ofEverySize(2).filter(({ season }) => season !== 0.3);
/**
 * Assumptions and gaps whose weight is below these shares of the largest are left out. Source: our choice, measured in
 * docs/methods/statistics.md 2.10: with eight assumptions in place of twelve a step is up to .04 too probable.
 */
const LEAST_HYPER = 0.03;
const MOST_HYPERS = 12;
const LEAST_GAP = 1e-3;
/** Probability of a step below which ramps are not worked out: there is no change whose day could be told. Source: our choice, 2.10. */
const LEAST_CHANGE = 0.4;
/** Share of the steps' weight below which a ramp in a gap is tried at one place: its days share that. Source: our choice, 2.10. */
const SLIGHT = 0.01;

/**
 * Bayes factor of a change from which it is told of where there was no alarm. Source: Kass & Raftery (1995), J. Am. Stat. Assoc. 90:
 * below, it is "not worth more than a bare mention".
 */
export const WORTH_DATING = 10 ** 0.5;
/** The same as a probability, where a change was as likely beforehand as none. */
const WORTH_TELLING = WORTH_DATING / (1 + WORTH_DATING);

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
  readonly summary: Onset;
  /** Whether the looks alone say that something changed: more likely than not, by more than the years that were watched. */
  readonly isTold: boolean;
}

/**
 * When the level changed: posterior over days and shapes (a step, or a ramp over 21, 45 or 90 days).
 *
 * The first changed look may be any of those from `firstChanged` on. Days are equally likely beforehand. During a ramp the
 * mean grows linearly; the wandering level starts anew where the change begins.
 *
 * @param looks  of one regime, in order of day
 * @param firstChanged  index of the first look that may be changed, at least 1
 * @param others  looks that share the assumption and not the level, by regime and ended change
 * @param options  `leastChange`: probability of a step, 0 to 1, below which ramps are not worked out and all is a step's; 0: they always
 *   are. `afterDay`: the last day on which it cannot have begun, where another change lasted until then
 *
 * Checked against: coverage on simulated series, docs/methods/statistics.md; a sum over every assumption, day and ramp,
 * test/reference/statistics-intervals.json and statistics-onsets.json
 */
export function onsetPosterior(
  looks: readonly Sighting[],
  firstChanged: number,
  direction: "rise" | "fall",
  workings: Workings,
  others: readonly (readonly Sighting[])[] = [],
  {
    leastChange = LEAST_CHANGE,
    afterDay = -Infinity,
  }: { readonly leastChange?: number; readonly afterDay?: number } = {},
): OnsetPosterior | null {
  if (looks.length <= firstChanged) return null;
  const days = gapDays(looks, firstChanged, afterDay);
  if (days.every((gap) => gap.length === 0)) return null;

  // A step, for every assumption and every gap.
  const priors = new RegimeModel([], others, workings, GRID).outside;
  const steps: number[][] = [];
  const logs: number[] = [];
  const watched = watchedLooks(looks, firstChanged, direction, workings);
  for (const [h, hyper] of GRID.entries()) {
    // One grid at a time: for thousands of looks all together would fill the memory.
    const grid = changeGrid(hyper, watched, workings, false);
    steps.push(stepLogs(grid));
    logs.push((priors[h] ?? 0) + grid.unchanged);
  }
  const unchanged = logSumExp(logs);
  const byHyper = steps.map((byGap, h) => (priors[h] ?? 0) + logSumExp(byGap.map((log, g) => log + gapLog(days, g))));
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
    const w = Math.exp(log - reference) * SHAPE_PRIOR;
    total.set(day, (total.get(day) ?? 0) + w);
    weight += w;
    if (shape === 0) stepWeight += w;
  };
  for (const [g, gap] of days.entries()) for (const day of gap) put(day, 0, stepByGap[g] ?? -Infinity);

  const nothing = unchanged - CHANGES_A_DAY * days.reduce((sum, gap) => sum + gap.length, 0);
  const stepChange = 1 / (1 + Math.exp(nothing - reference - Math.log(CHANGES_A_DAY)));
  const near = stepChange < leastChange ? [] : worthTrying(days, stepByGap);
  const ramps =
    near.length === 0
      ? []
      : kept.map(({ h }) => ({
          prior: priors[h] ?? 0,
          ramps: new Ramps(changeGrid(hyperAt(h), watched, workings, true)),
        }));
  for (const ramp of SHAPES) {
    if (ramp === 0) continue;
    for (const g of near) {
      const gap = days[g] ?? [];
      if (gap.length === 0) continue;
      const logOn = (day: number) => logSumExp(ramps.map((under) => under.prior + under.ramps.log(g, day, ramp)));
      const slight = reference + Math.log(SLIGHT / gap.length);
      const logs = logsOverGap(gap, logOn, (log) => log < slight);
      for (const [d, day] of gap.entries()) put(day, ramp, logs[d] ?? -Infinity);
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
    summary: {
      low: isoDate(at((1 - LEVEL) / 2)),
      median: isoDate(medianDay),
      high: isoDate(at((1 + LEVEL) / 2)),
      level: LEVEL,
      // What the looks say, the prior left aside: a Bayes factor of 1 for a step against the ramps.
      shape: stepProbability >= SHAPE_PRIOR ? "step" : "ramp",
      direction,
      stepProbability,
      ...(near.length === 0 ? { rampsLeftOut: true as const } : {}),
    },
    isTold: probability > 0.5 && evenProbability >= WORTH_TELLING,
  };
}

function hyperAt(h: number): Hyper {
  const hyper = GRID[h];
  if (hyper === undefined) throw new RangeError(`no assumption ${h}`);
  return hyper;
}

/** Days on which a change whose first look is the g-th candidate can have begun, after a day. */
function gapDays(looks: readonly Sighting[], firstChanged: number, afterDay: number): number[][] {
  return looks.slice(firstChanged).map((look, g) => {
    const previous = Math.max(afterDay, looks[firstChanged + g - 1]?.day ?? look.day - 1);
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
  const longest = Math.max(...SHAPES);
  return days.map((_, g) => g).filter((g) => g <= last && (days[g]?.[0] ?? first) >= first - longest);
}
