import { type Hyper, ofEverySize, WIDE_GRID } from "../baseline/hyper-grid.ts";
import { logSumExp, RegimeModel } from "../baseline/regime-model.ts";
import type { Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import type { RatioInterval } from "./assessment.ts";
import type { Weighed } from "./change-evidence.ts";
import { ChangeSegment } from "./change-segment.ts";
import type { Watch } from "./watch.ts";

const LEVEL = 0.95;
/** The change of the log level is tabulated from a thousandth to a thousandfold. */
const STEP = 0.01;
const FROM = -7;
const LENGTH = 1401;
/**
 * Gaps and assumptions whose weight is below this share of the largest are left out. Source: our choice: with a hundredth intervals ended
 * up to .05 too near, with this .005 (test/statistics/intervals.test.ts).
 */
const LEAST = 0.001;

/**
 * Level after the change against the level before, given that it changed in one of the monitored gaps: averaged over the
 * gaps by their evidence, either way. The prior of the log ratio is normal (0, 1), so a record without a change says
 * "about 1, and we cannot tell". Once a change has ended, and until another reaches the alarm, it is the level of the looks
 * between its beginning and its end against that of the looks before: that of the change whose onset is told.
 *
 * Checked against: coverage on simulated series, docs/methods/statistics.md; `ratioAt`, which weighs in the same way, against a quadrature of
 * every assumption, test/reference/statistics-intervals.json (.01)
 */
export function ratioAcross(watch: Watch, workings: Workings): RatioInterval | null {
  const last = watch.lastChange();
  if (last !== null && last.untilDay !== null) {
    const looks = watch.looksOfChange().looks.map(({ sighting }) => sighting);
    return ratioAt(
      looks.filter(({ day }) => day < last.fromDay),
      looks.filter(({ day }) => day >= last.fromDay),
      workings,
    );
  }
  const state = watch.state;
  if (state === null || state.gaps.length === 0) return null;
  const evidence = state.evidence();
  const proxies = state.gaps.map(
    (gap, j) => state.priorOf(gap) * ((evidence.riseByGap[j] ?? 0) + (evidence.fallByGap[j] ?? 0)),
  );
  const largest = Math.max(...proxies);
  const parts: Part[] = [];
  for (const [j, gap] of state.gaps.entries()) {
    if (!((proxies[j] ?? 0) >= LEAST * largest)) continue;
    // A ratio is held against more scatter as a fall is, whichever way it goes.
    parts.push(...partsOf(state.weighed(gap, "fall"), Math.log(state.priorOf(gap))));
  }
  return intervalOf(parts);
}

/** Every second size, the larger season, and trains that stay for a month or longer: enough for a ratio or a sensitivity. */
export const COARSE_GRID: readonly Hyper[] = ofEverySize(2).filter(
  ({ season, memoryDays }) => season !== 0.3 && memoryDays !== 8,
);

/** The same and, of the sizes of more scatter, every second too. */
const RATIO_GRID: readonly Hyper[] = [...COARSE_GRID, ...WIDE_GRID.slice(1, 2)];

/** Level of the looks after a known day against the level of those before. */
export function ratioAt(
  before: readonly Sighting[],
  after: readonly Sighting[],
  workings: Workings,
): RatioInterval | null {
  if (before.length === 0 || after.length === 0) return null;
  const model = new RegimeModel(before, [], workings, RATIO_GRID);
  const weighed = model.levels().map((level, h) => ({
    segment: new ChangeSegment(level, workings),
    outside: model.outside[h] ?? 0,
  }));
  for (const { segment } of weighed) for (const sighting of after) segment.add(sighting);
  return intervalOf(partsOf(weighed, 0));
}

/** Distribution of the change under one assumption and gap, from step `first` on, and the log of its weight. */
interface Part {
  readonly log: number;
  readonly first: number;
  readonly shares: Float64Array;
}

function partsOf(weighed: readonly Weighed[], log: number): Part[] {
  const proxies = weighed.map(({ segment, outside }) => outside + Math.max(segment.logRise(), segment.logFall()));
  const largest = Math.max(...proxies);
  const parts: Part[] = [];
  for (const [h, { segment, outside }] of weighed.entries()) {
    if (!((proxies[h] ?? -Infinity) >= largest + Math.log(LEAST))) continue;
    const part = segment.logTwoSided(STEP, FROM, LENGTH);
    parts.push({ ...part, log: log + outside + part.log });
  }
  return parts;
}

function intervalOf(parts: readonly Part[]): RatioInterval | null {
  const total = logSumExp(parts.map(({ log }) => log));
  if (!Number.isFinite(total)) return null;
  const density = new Float64Array(LENGTH);
  for (const part of parts) addTo(density, part, Math.exp(part.log - total));
  const at = (share: number) => quantileOf(density, share);
  return { low: at((1 - LEVEL) / 2), median: at(0.5), high: at((1 + LEVEL) / 2), level: LEVEL };
}

function addTo(density: Float64Array, { first, shares }: Part, weight: number): void {
  for (let i = 0; i < shares.length; i++)
    density[first + i] = (density[first + i] as number) + weight * (shares[i] as number);
}

function quantileOf(density: Float64Array, share: number): number {
  let sum = 0;
  for (let i = 0; i < LENGTH; i++) {
    const p = density[i] as number;
    if (sum + p >= share) return Math.exp(FROM + STEP * (i - 0.5 + (share - sum) / p));
    sum += p;
  }
  return Math.exp(FROM + STEP * LENGTH);
}
