import type { Hyper } from "../baseline/hyper-grid.ts";
import { logSumExp } from "../baseline/regime-model.ts";
import { centreOf, clearLook, meanShare, type Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import { type ChangeEvidence, type Evidence, logsOf } from "./change-evidence.ts";
import { ChangeSegment } from "./change-segment.ts";
import { heaviestOf, howManyFollowed, risenOf } from "./heaviest-assumptions.ts";
import { predictiveInterval } from "./judge-look.ts";
import { BACK, type ReturnWatch } from "./return-to-usual.ts";
import { largestRiseFrom, smallestOf } from "./sensitivity.ts";
import { TIERS } from "./tiers.ts";

/** Days from the newest look to the one that is asked about. Source: our choice: the pace of the series that are measured. */
export const NEXT_DAYS = 14;
/** Gaps whose share of the evidence is below this are left out. */
const LEAST = 0.01;
/** From one count that is asked whether it would end a rise to the next lower one. Source: our choice. */
const LOWER = 0.8;

/**
 * What one more clear look of the whole yard, a fortnight on, would settle: the smallest count, of those at or above the usual
 * median, from which on the evidence of a rise would stand at the alarm, and the largest with which a rise under way would count
 * as ended. Where the evidence stands at the alarm already, smaller counts may leave it there, too; none that would end the rise confirms it.
 *
 * `confirmsFrom` is worked out on the assumptions that carry most weight: how near it is, docs/methods/statistics.md 2.10. It is
 * null where no count that is tried would do. So is `endsBelow`, and what the rise's own watch for its end would say is asked.
 *
 * @param rise  what watches for the end of a rise under way; null: there is none
 */
export function nextLook(
  state: ChangeEvidence,
  evidence: Evidence,
  rise: ReturnWatch | null,
  workings: Workings,
): { readonly confirmsFrom: number | null; readonly endsBelow: number | null } {
  const confirms = confirmsFrom(state, evidence, workings);
  const ends = rise !== null && evidence.rise >= TIERS.alarm ? endsBelow(state, rise) : null;
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
  const { risen, logMore } = risenOf(followed, state.model.outside);
  const unchangedSoFar = logSumExp(followed.map(({ h, filter }) => weightOf(h) + filter.log()));
  const gaps = state.gaps.flatMap((gap, j) => {
    const factor = evidence.riseByGap[j] ?? 0;
    if (!(factor >= LEAST * evidence.rise)) return [];
    const weighed = state.weighed(gap, "rise");
    const logs = logsOf(weighed, "rise");
    const heaviest = weighed
      .map((one, h) => ({ ...one, h, log: logs[h] ?? -Infinity }))
      .sort((x, y) => y.log - x.log || x.h - y.h)
      .slice(0, howManyFollowed(state.sightings.length));
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
      risen.map(({ h, level }) => {
        const segment = new ChangeSegment(level, workings);
        segment.add(next);
        return weightOf(h) + segment.logRise();
      }),
    );
    let sum = Math.exp(logMore + risenNow - unchanged);
    for (const { ahead, factor, soFar } of gaps) {
      const still = logSumExp(ahead.map(({ next: one, hyper, log }) => log + one.logWith(likelihood(next, hyper))));
      sum += factor * Math.exp(still - soFar - (unchanged - unchangedSoFar));
    }
    return sum;
  };
}

/**
 * The largest count with which a rise has ended: looked for from the largest look since the rise downwards, for of counts far below the
 * usual some may end it and others not.
 */
function endsBelow(state: ChangeEvidence, rise: ReturnWatch): number | null {
  const newest = state.sightings.at(-1);
  if (newest === undefined) return null;
  const day = newest.day + NEXT_DAYS;
  const backWith = rise.backWithNext(day);
  const isOver = (cars: number) => backWith({ ...clearLook(day, cars), regime: newest.regime }) > BACK;
  const since = state.sightings.slice(rise.gap.index).map((look) => centreOf(look.figure) / meanShare(look));
  // Twice the largest since then is no sign of an end.
  let tooMany = Math.max(1, Math.ceil(2 * Math.max(...since)));
  if (isOver(tooMany)) return null;
  let enough = Math.floor(LOWER * tooMany);
  while (!isOver(enough)) {
    if (enough === 0) return null;
    tooMany = enough;
    enough = Math.floor(LOWER * enough);
  }
  while (tooMany - enough > 1) {
    const middle = (enough + tooMany) >> 1;
    if (isOver(middle)) enough = middle;
    else tooMany = middle;
  }
  return enough;
}
