import type { Hyper } from "../baseline/hyper-grid.ts";
import { MeanMixture } from "../baseline/mean-mixture.ts";
import { logSumExp } from "../baseline/regime-model.ts";
import { clearLook, type Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import { type ChangeEvidence, type Evidence, logsOf, type Weighed } from "./change-evidence.ts";
import { ChangeSegment } from "./change-segment.ts";
import { HEAVIEST, heaviestOf } from "./heaviest-assumptions.ts";
import { predictiveInterval } from "./judge-look.ts";
import { largestRiseFrom, smallestOf } from "./sensitivity.ts";
import { TIERS } from "./tiers.ts";

/** Days from the newest look to the one that is asked about. Source: our choice: the pace of the series that are measured. */
export const NEXT_DAYS = 14;
/** Prior probability that a change ends before the next look, per two weeks of a mean length of half a year. */
const ENDS_BY_NEXT = 0.075;
/** Gaps whose share of the evidence is below this are left out. */
const LEAST = 0.01;
/** Largest count at which a change under way is asked whether it would have ended. Source: our choice. */
const MOST_ENDING_CARS = 3000;

/**
 * What one more clear look of the whole yard, a fortnight on, would settle: the smallest count, of those at or above the usual
 * median, from which on the evidence of a rise would stand at the alarm, and the largest with which a rise under way would count
 * as ended. Where the evidence stands at the alarm already, smaller counts may leave it there, too; none that would end the rise confirms it.
 *
 * `confirmsFrom` is worked out on the assumptions that carry most weight: how near it is, docs/methods/statistics.md 2.10. It is
 * null where no count that is tried would do. `endsBelow` is as after a pause in which the wandering level is forgotten.
 *
 * @param back  probability that the level is back already
 */
export function nextLook(
  state: ChangeEvidence,
  evidence: Evidence,
  back: number,
  workings: Workings,
): { readonly confirmsFrom: number | null; readonly endsBelow: number | null } {
  const confirms = confirmsFrom(state, evidence, workings);
  const ends = evidence.rise >= TIERS.alarm ? endsBelow(state, evidence, back) : null;
  // Evidence of a huge count stands for long: what ends a rise does not confirm it.
  return {
    confirmsFrom: confirms === null || ends === null ? confirms : Math.max(confirms, ends + 1),
    endsBelow: ends,
  };
}

function confirmsFrom(state: ChangeEvidence, evidence: Evidence, workings: Workings): number | null {
  const newest = state.sightings.at(-1);
  if (newest === undefined) return null;
  const day = newest.day + NEXT_DAYS;
  const evidenceWith = evidenceWithNext(state, evidence, day, workings);
  const known = new Map<number, number>();
  const logOver = (cars: number) => {
    const log =
      known.get(cars) ?? Math.log(evidenceWith({ ...clearLook(day, cars), regime: newest.regime }) / TIERS.alarm);
    known.set(cars, log);
    return log;
  };
  const { median } = predictiveInterval(state.model.expectation(), clearLook(newest.day, 0), 0.5);
  // A usual look takes evidence away.
  if (evidence.rise >= TIERS.alarm && logOver(median) >= 0) return median;
  const usual = Math.max(1, median);
  const seen = Math.max(...state.sightings.map(({ figure }) => (figure.kind === "exact" ? figure.cars : 0)));
  const ratio = smallestOf((times) => logOver(Math.round(times * usual)), largestRiseFrom(usual, seen));
  return ratio === null ? null : Math.round(ratio * usual);
}

/**
 * Evidence of a rise with one more look on a day, which is not taken in: each gap's factor so far, times what the look is more likely after
 * a rise in that gap than without one, and the factor of a rise in the gap before the look.
 */
function evidenceWithNext(
  state: ChangeEvidence,
  evidence: Evidence,
  day: number,
  workings: Workings,
): (next: Sighting) => number {
  const followed = heaviestOf(state.model).map((one) => ({ ...one, ahead: one.filter.ahead(day) }));
  const weightOf = (h: number) => state.model.outside[h] ?? 0;
  const likelihood = (next: Sighting, { size }: Hyper) => workings.likelihoods.of(next, size);
  const unchangedSoFar = logSumExp(followed.map(({ h, filter }) => weightOf(h) + filter.log()));
  const gaps = state.gaps.flatMap((gap, j) => {
    const factor = evidence.riseByGap[j] ?? 0;
    if (!(factor >= LEAST * evidence.rise)) return [];
    const weighed = state.weighed(gap, "rise");
    const logs = logsOf(weighed, "rise");
    const heaviest = weighed
      .map((one, h) => ({ ...one, h, log: logs[h] ?? -Infinity }))
      .sort((x, y) => y.log - x.log || x.h - y.h)
      .slice(0, HEAVIEST);
    const ahead = heaviest.flatMap(({ segment, outside }) => {
      const next = segment.riseAhead(day);
      return next === null ? [] : [{ next, hyper: segment.hyper, log: outside + segment.levelBefore.logScale }];
    });
    return [{ ahead, factor, soFar: logSumExp(heaviest.map(({ log }) => log)) }];
  });
  return (next) => {
    const unchanged = logSumExp(
      followed.map(({ h, level, ahead }) => weightOf(h) + ahead.logWith(likelihood(next, level.hyper))),
    );
    const risenNow = logSumExp(
      followed.map(({ h, level }) => {
        const segment = new ChangeSegment(level, workings);
        segment.add(next);
        return weightOf(h) + segment.logRise();
      }),
    );
    let sum = Math.exp(risenNow - unchanged);
    for (const { ahead, factor, soFar } of gaps) {
      const risen = logSumExp(ahead.map(({ next: one, hyper, log }) => log + one.logWith(likelihood(next, hyper))));
      sum += factor * Math.exp(risen - soFar - (unchanged - unchangedSoFar));
    }
    return sum;
  };
}

function endsBelow(state: ChangeEvidence, evidence: Evidence, back: number): number | null {
  const gap = state.gaps[state.mostProbableGap(evidence.riseByGap)];
  if (gap === undefined) return null;
  const last = state.sightings.at(-1)?.day ?? 0;
  const usual = new MeanMixture(state.expectationBefore(gap), last);
  const risen = MeanMixture.empty();
  addAfter(risen, state.weighed(gap, "rise"), last);
  const [base, changed] = [usual.inFullView(), risen.inFullView()];
  const ended = back + (1 - back) * ENDS_BY_NEXT;
  let largest: number | null = null;
  for (let cars = 0; cars <= MOST_ENDING_CARS; cars++) {
    const odds = (ended * base()) / ((1 - ended) * changed());
    if (!(odds > 9)) break;
    largest = cars;
  }
  return largest;
}

/** Adds the levels that the looks since a gap lead us to expect if the level rose in it, by the assumptions that it is weighed over. */
function addAfter(mixture: MeanMixture, weighed: readonly Weighed[], day: number): void {
  const logs = logsOf(weighed, "rise");
  const total = logSumExp(logs);
  for (const [h, { segment }] of weighed.entries()) {
    const weight = Math.exp((logs[h] ?? -Infinity) - total);
    if (weight < 1e-4) continue;
    const { start, step, shares } = segment.levelAfter("rise");
    mixture.addLevels(segment.hyper, start, step, shares, weight, day);
  }
}
