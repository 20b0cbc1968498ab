import type { Expectation } from "../baseline/expectation.ts";
import { hyperGrid } from "../baseline/hyper-grid.ts";
import { LEVEL_PRIOR, SMALLEST_CHANGE } from "../baseline/level-posterior.ts";
import { MeanMixture } from "../baseline/mean-mixture.ts";
import { logSumExp, RegimeModel } from "../baseline/regime-model.ts";
import { clearLook, meanShare, type Sighting } from "../baseline/sighting.ts";
import { upperTailOf } from "../baseline/sighting-likelihood.ts";
import type { Workings } from "../baseline/workings.ts";
import type { BaselineWindow } from "./baseline-windows.ts";
import { ChangeSegment } from "./change-segment.ts";
import { type Followed, heaviestOf, risenOf } from "./heaviest-assumptions.ts";
import { chanceThisHigh } from "./judge-look.ts";
import { TIERS } from "./tiers.ts";

/** A count is called unremarkable from this probability on. */
export const UNREMARKABLE = 0.01;
/** Ten times what a {@link MeanMixture} of a hundred cars may be off. Source: our choice: beyond, its answer is known beforehand. */
const SURELY = 1e-4;
/** Above, the widest wandering is not worked out: the count is unremarkable as it is. */
const REMARKABLE = 0.1;
/** Widest spread of the wandering level that is tried, log units. */
const WIDEST_WANDER = 1;
/** Largest rise that is asked about: a hundredfold, or to this many cars where that is more. Source: our choice. */
const LARGEST_RISE = { times: 100, cars: 60 } as const;
/** As often as the largest count seen so far may lie below the largest that is asked about. Source: our choice. */
const BEYOND_SEEN = 10;
/** Monitored looks that a hypothetical rise is followed through. */
const MOST_LOOKS = 24;

/**
 * The probability of the newest count under other assumptions: without a wandering level, and with one up to spread 1.
 *
 * @param most  the largest that the windows give: from a tenth on the widest wandering is left out
 */
export function probabilitiesTried(
  headline: BaselineWindow,
  sighting: Sighting,
  byPart: Float64Array,
  most: number,
  workings: Workings,
): number[] {
  const { parts } = headline.expectation;
  let steady = 0;
  let steadyWeight = 0;
  for (const [h, part] of parts.entries()) {
    if (part.hyper.wander > 0) continue;
    steady += part.weight * (byPart[h] ?? 0);
    steadyWeight += part.weight;
  }
  const narrow = steadyWeight > 0 ? [steady / steadyWeight] : [];
  if (most > REMARKABLE) return narrow;
  const wide = hyperGrid([WIDEST_WANDER]).filter(({ wander }) => wander > 0);
  const model = new RegimeModel(headline.looks, headline.others, workings, wide);
  const wideAnswer = chanceThisHigh(model.expectation(), sighting);
  // Against the default grid: the wandering part's prior weight is shared among three spreads instead of two.
  const standard = headline.expectation.logEvidence;
  const logs: number[] = [];
  const tails: number[] = [];
  for (const [h, part] of parts.entries()) {
    logs.push(Math.log(part.weight) + standard + (part.hyper.wander > 0 ? Math.log(2 / 3) : 0));
    tails.push(byPart[h] ?? 0);
  }
  for (const [h, part] of model.expectation().parts.entries()) {
    logs.push(Math.log(part.weight) + model.logEvidence() + Math.log(1 / 3));
    tails.push(wideAnswer.byPart[h] ?? 0);
  }
  const total = logSumExp(logs);
  const wandering = logs.reduce((sum, log, i) => sum + Math.exp(log - total) * (tails[i] ?? 0), 0);
  return [...narrow, wandering];
}

/**
 * Share of the cars that every earlier image would have to have shown for the newest count to be unremarkable.
 *
 * If all earlier looks showed a share x of what the record says they show, their level is 1 / x times as high; the
 * posterior moves by -log x, and only its prior has to be weighed anew.
 *
 * @param p  probability of the count as the record stands
 * @returns 1 when the count is unremarkable as it is, null when no share would explain it
 */
export function explainedByMissed(expectation: Expectation, sighting: Sighting, p: number): number | null {
  if (p >= UNREMARKABLE + SURELY) return 1;
  const at = (share: number) => {
    const shift = -Math.log(share);
    const mixture = new MeanMixture(expectation, sighting.day, shift, (m) => priorRatio(m + shift, m));
    return mixture.average((size) => upperTailOf(sighting, size));
  };
  if (at(1) >= UNREMARKABLE) return 1;
  let low = 0.001;
  let high = 1;
  if (at(low) < UNREMARKABLE) return null;
  for (let round = 0; round < 14; round++) {
    const middle = Math.sqrt(low * high);
    if (at(middle) >= UNREMARKABLE) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

function priorRatio(to: number, from: number): number {
  const z = (m: number) => ((m - LEVEL_PRIOR.mean) / LEVEL_PRIOR.sd) ** 2;
  return Math.exp(-0.5 * (z(to) - z(from)));
}

/**
 * Smallest lasting rise that looks on given days would have confirmed (evidence of the alarm), had each shown the same
 * multiple of the usual level, counted from the first of them.
 *
 * Worked out on the assumptions that carry most weight before the looks: how near it is, docs/methods/statistics.md 2.10.
 *
 * @param before    what the looks before lead us to expect
 * @param followed  the assumptions that it is worked out on, as `heaviestOf` gives them
 * @param outside   log weight of each assumption, as of the regime's model
 * @returns null when not even a hundredfold rise, and one to 60 cars, would have
 */
export function smallestConfirmable(
  before: Expectation,
  followed: readonly Followed[],
  outside: Float64Array,
  hypothetical: readonly Sighting[],
  workings: Workings,
): number | null {
  const days = hypothetical.slice(0, MOST_LOOKS);
  const usual = meanLevel(before);
  const { risen, logMore } = risenOf(followed, outside);
  const known = new Map<string, number>();
  /** Log of the evidence over that of the alarm, if each look had shown `ratio` times the usual. */
  const margin = (ratio: number) => {
    const cars = days.map((look) => Math.round(ratio * usual * meanShare(look) + look.falseCars));
    const key = cars.join();
    let log = known.get(key);
    if (log === undefined) {
      log = evidenceOf(cars) - Math.log(TIERS.alarm);
      known.set(key, log);
    }
    return log;
  };
  const evidenceOf = (cars: readonly number[]) => {
    const changed: number[] = [];
    const unchanged: number[] = [];
    const looks = days.map((look, i): Sighting => ({ ...look, figure: { kind: "exact", cars: cars[i] ?? 0 } }));
    for (const { h, level } of risen) {
      const segment = new ChangeSegment(level, workings);
      for (const look of looks) segment.add(look);
      changed.push((outside[h] ?? 0) + segment.logRise());
    }
    for (const { h, level, filter } of followed) {
      const onwards = filter.fork();
      for (const look of looks) onwards.advance(look.day, workings.likelihoods.of(look, level.hyper.size));
      unchanged.push((outside[h] ?? 0) + onwards.log());
    }
    return logMore + logSumExp(changed) - logSumExp(unchanged);
  };
  return smallestOf(margin, largestRiseFrom(usual));
}

/** Largest rise that is asked about, times the usual. */
export function largestRiseFrom(usual: number, seen = 0): number {
  return Math.max(LARGEST_RISE.times, LARGEST_RISE.cars / usual, (BEYOND_SEEN * seen) / usual);
}

/** Rises that are tried: powers from the smallest change that is looked for to the largest; the first four by quarters. */
const TRIED = 128;

/** A rise that was tried, by its number, and its margin. */
interface Tried {
  readonly at: number;
  readonly margin: number;
}

/**
 * The smallest rise that is tried and whose margin is not negative. The margin grows with the rise: a quarter of the rises
 * after the other is asked until one does; within it a smooth line through what is known says where to look next.
 *
 * @param margin   of a rise of so many times the usual
 * @param largest  the largest that is tried
 */
export function smallestOf(margin: (ratio: number) => number, largest: number): number | null {
  const ratioAt = (i: number) => Math.exp(SMALLEST_CHANGE + ((Math.log(largest) - SMALLEST_CHANGE) * i) / TRIED);
  const tryAt = (at: number): Tried => ({ at, margin: margin(ratioAt(at)) });
  // Without a rise the looks say nothing either way.
  let below: Tried = { at: 0, margin: -Math.log(TIERS.alarm) };
  let above = tryAt(TRIED / 4);
  let third: Tried | null = null;
  while (!(above.margin >= 0)) {
    if (above.at === TRIED) return null;
    // The first is no point of the line: it is where every margin begins.
    third = below.at === 0 ? null : below;
    below = above;
    above = tryAt(above.at + TRIED / 4);
  }
  // How often the same end has been moved: a crooked margin is halved after the third time.
  let moved = 0;
  while (above.at - below.at > 1) {
    const guess = Math.abs(moved) < 3 ? crossing(below, above, third) : (below.at + above.at) / 2;
    const next = tryAt(Math.min(above.at - 1, Math.max(below.at + 1, Math.round(guess))));
    if (next.margin >= 0) {
      third = above;
      above = next;
      moved = Math.max(0, moved % 3) + 1;
    } else {
      third = below.at === 0 ? null : below;
      below = next;
      moved = Math.min(0, moved % 3) - 1;
    }
  }
  return ratioAt(above.at);
}

/**
 * Where the margin is 0: on a parabola through three points, the rise as a function of the margin, or a straight line through two.
 *
 * Source: inverse quadratic interpolation, Brent (1973), Algorithms for Minimization without Derivatives, 4.
 */
function crossing(a: Tried, b: Tried, c: Tried | null): number {
  const line = a.at + ((b.at - a.at) * -a.margin) / (b.margin - a.margin);
  if (c === null || c.margin === a.margin || c.margin === b.margin) return line;
  const part = (one: Tried, two: Tried, three: Tried) =>
    (one.at * two.margin * three.margin) / ((one.margin - two.margin) * (one.margin - three.margin));
  const parabola = part(a, b, c) + part(b, a, c) + part(c, a, b);
  return parabola > a.at && parabola < b.at ? parabola : line;
}

/** Geometric mean of the level, cars in full view: "the usual" of the smallest rise. */
export function meanLevel({ parts }: Expectation): number {
  let mean = 0;
  for (const { weight, lattice, nodes } of parts)
    for (let i = 0; i < nodes.length; i++) mean += weight * (nodes[i] as number) * (lattice.start + i * lattice.step);
  return Math.exp(mean);
}

/** The same question for a record that is too short to be assessed: one more clear look, two weeks on. */
export function smallestConfirmableWith(looks: readonly Sighting[], workings: Workings): number | null {
  const sorted = [...looks].sort((a, b) => a.day - b.day);
  const last = sorted.at(-1);
  if (last === undefined) return null;
  const model = new RegimeModel(sorted, [], workings);
  const next = { ...clearLook(last.day + 14, 0), regime: last.regime };
  return smallestConfirmable(model.expectation(), heaviestOf(model), model.outside, [next], workings);
}
