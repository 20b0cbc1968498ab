import type { AssessLook, AssessmentReady, RatioInterval, Tier } from "../assessment/assessment.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import {
  endOfChange,
  isAnotherPossible,
  isPossible,
  isToldAsBreak,
  namedChange,
  orderOf,
  type Pointed,
  tierOfOnset,
} from "./focus.ts";
import { choice, count, date, probability, share, text, twoDigits } from "./printed.ts";
import type { Basis } from "./record.ts";

/** Since when, how much, and in what order with events. */
export function since(basis: Basis, assessment: AssessmentReady): Finding[] {
  const { onset, ratio, events } = assessment;
  const at = (id: string): SourceRef => ({ kind: "assessment", id });
  const list: Finding[] = [];
  if (onset === null) return list;
  // It chooses words and is not printed: it leads where the number beside it does, and needs no mark of its own.
  const direction = (id: string) => ({ direction: choice(namedChange(assessment), at(id)) });
  const tier = tierOfOnset(assessment);
  if (!isToldAsBreak(assessment))
    list.push(
      finding("", "key", `rise.${onsetTold(tier)}`, {
        direction: choice(onset.direction, at("/onset/low")),
        low: date(onset.low, at("/onset/low")),
        high: date(onset.high, at("/onset/high")),
        level: share(onset.level, 0, at("/onset/level")),
      }),
    );
  if (!isPossible(assessment)) list.push(...shapeTold(assessment));
  if (ratio !== null && tier !== "none") {
    const key = `${onset.direction}.ratio${tier === "ended" ? "-ended" : tier === "watch" ? "-possible" : ""}` as const;
    list.push(finding("", "key", key, timesTold(ratio, "/ratio", onset.direction === "fall")));
    if (tier !== "watch") list.push(...beforeTold(assessment));
  }
  if (tier === "ended") list.push(...endTold("key", basis, assessment), ...againTold("key", assessment));
  for (const [i, relation] of events.entries()) {
    const event = basis.events.find(({ id }) => id === relation.id);
    const days = relation.daysToOnset;
    if (event === undefined || days === null) continue;
    const from: SourceRef = { kind: "event", id: event.id };
    const named = { event: text(event.label, from), date: date(event.date, from) };
    const order = orderOf(relation.date, onset);
    if (order === "within") {
      const either = {
        follows: probability(relation.follows, at(`/events/${i}/follows`)),
        precedes: probability(relation.precedes, at(`/events/${i}/precedes`)),
      };
      list.push(finding("", "key", "event.undecided", { ...named, ...direction(`/events/${i}/follows`), ...either }));
    } else {
      if (Math.abs(days) > EVENT_NEAR_DAYS) continue;
      const apart = `/events/${i}/daysToOnset`;
      const near = { ...named, ...direction(apart), days: count(Math.abs(Math.round(days)), at(apart)) };
      list.push(
        order === "before"
          ? finding("", "key", "event.before-onset-of", {
              ...near,
              events: count(relation.of, at(`/events/${i}/of`)),
              chance: probability(relation.chance, at(`/events/${i}/chance`)),
            })
          : finding("", "key", "event.after-onset", { ...near, level: share(onset.level, 0, at("/onset/level")) }),
      );
    }
    // As the ratio across the change: told where there is a sign of one.
    if (relation.ratio !== null && tier !== "none") {
      const isShare = relation.ratio.median < 1;
      const times = timesTold(relation.ratio, `/events/${i}/ratio`, isShare);
      list.push(finding("", "key", isShare ? "event.ratio-share" : "event.ratio", { ...named, ...times }));
    }
  }
  return list;
}

/**
 * Bayes factors from which a change is told as a step, and as a ramp, where a step has one part in four of the prior.
 * Source: Kass & Raftery (1995), J. Am. Stat. Assoc. 90(430), 3.2: strong, and substantial. Of a step more is asked, since a ramp of three weeks
 * passes for one between looks a fortnight apart; measured in docs/methods/statistics.md 2.10.
 */
const STEP_FROM = 10;
const RAMP_FROM = 10 ** 0.5;

/** Whether a change came at once or over weeks, as far as the looks can tell; nothing where ramps were not worked out. */
function shapeTold({ onset }: AssessmentReady): Finding[] {
  if (onset === null || onset.rampsLeftOut === true) return [];
  const { stepProbability, direction } = onset;
  const factor = (3 * stepProbability) / (1 - stepProbability);
  const shape = factor >= STEP_FROM ? "step" : factor <= 1 / RAMP_FROM ? "ramp" : "undecided";
  const at: SourceRef = { kind: "assessment", id: "/onset/stepProbability" };
  const told = { direction: choice(direction, at), shape: choice(shape, at) };
  return [finding("", "key", "rise.shape", { ...told, probability: probability(stepProbability, at) })];
}

/** A ratio with its interval; of fewer cars as a share of what there was: "0.16 times as many" is hard to read. */
function timesTold(ratio: RatioInterval, pointer: string, isShare: boolean) {
  const at = (end: string): SourceRef => ({ kind: "assessment", id: `${pointer}/${end}` });
  const told = (end: "low" | "median" | "high"): Printed =>
    isShare ? twoDigits(ratio[end], at(end)) : { format: "number", value: ratio[end], significant: 2, source: at(end) };
  return { low: told("low"), median: told("median"), high: told("high"), level: share(ratio.level, 0, at("level")) };
}

/** Where another change came before: that what was before is what was usual, without that change. */
function beforeTold(assessment: AssessmentReady): Finding[] {
  const { changes, onset } = assessment;
  const newest = changes.at(-1);
  if (newest?.direction !== onset?.direction) return [];
  if (newest?.until !== null && endOfChange(assessment) === null) return [];
  const before = changes.findLastIndex((one) => one !== newest && one.regime === newest?.regime);
  const { direction, until } = changes[before] ?? {};
  if (direction === undefined || until === undefined || until === null) return [];
  const at: SourceRef = { kind: "assessment", id: `/changes/${before}/until` };
  return [finding("", "key", "rise.before", { direction: choice(direction, at), until: date(until, at) })];
}

/** Events further than this from the onset are not told beside it: the window of the event relation (statistics.md). */
export const EVENT_NEAR_DAYS = 30;

/** How surely the onset is told: without a sign of a change in doubt, below the alarm as that of a possible one. */
export function onsetTold(tier: Tier): "onset" | "onset-possible" | "onset-unsure" {
  if (tier === "none") return "onset-unsure";
  return tier === "watch" ? "onset-possible" : "onset";
}

/** By when the change was over; that this was the first look at the usual level again only of a look that can tell so. */
export function endTold(section: "key" | "brief", basis: Basis, assessment: AssessmentReady): Finding[] {
  const end = endOfChange(assessment);
  const { onset } = assessment;
  if (end === null || onset === null) return [];
  const showing = firstShowing(end, basis, assessment);
  const { date: day, pointer } = showing ?? end;
  const at: SourceRef = { kind: "assessment", id: pointer };
  const told = { direction: choice(onset.direction, at), until: date(day, at) };
  return [finding("", section, showing === null ? "rise.ended-by" : "rise.ended", told)];
}

/** That another change the same way as the one that ended is possible; nothing where there is no sign of one. */
export function againTold(section: "key" | "brief", assessment: AssessmentReady): Finding[] {
  const { onset, looks } = assessment;
  const newest = looks.at(-1);
  if (onset === null || newest === undefined || !isAnotherPossible(assessment)) return [];
  const field = onset.direction === "fall" ? "evidenceFall" : "evidence";
  const at: SourceRef = { kind: "assessment", id: `/looks/${looks.length - 1}/${field}` };
  const evidence: Printed = { format: "number", value: newest[field], significant: 2, source: at };
  return [finding("", section, "rise.again", { direction: choice(onset.direction, at), evidence })];
}

/** From the end of a change on, the first day of which a figure tells of the usual level; null: none does. */
function firstShowing(end: Pointed, { assessed }: Basis, assessment: AssessmentReady): Pointed | null {
  for (const [i, { date: day }] of assessment.looks.entries()) {
    if (day < end.date) continue;
    const figures = (assessed?.looks ?? []).filter((look) => (look.until ?? look.date) === day);
    if (figures.some((figure) => showsUsual(figure, assessment)))
      return day === end.date ? end : { date: day, pointer: `/looks/${i}/date` };
  }
  return null;
}

/**
 * Whether a figure can tell that the level is the usual one again: "at least 1" says nothing of it after a rise, nor "at most 50" after a
 * fall, and a yard emptied after a rise is not as usual.
 */
function showsUsual(figure: AssessLook, { onset, baseline: { predictive } }: AssessmentReady): boolean {
  const { atLeast, atMost, between, count, pmf } = figure;
  const [fewest, most] = between ?? [count ?? atLeast ?? 0, count ?? atMost ?? Infinity];
  const below = (pmf ?? []).slice(0, predictive.low).reduce((sum, p) => sum + p, 0);
  const above = (pmf ?? []).slice(predictive.high + 1).reduce((sum, p) => sum + p, 0);
  const tells =
    onset?.direction === "fall"
      ? atMost === undefined && (atLeast ?? Infinity) >= predictive.low
      : atLeast === undefined && (atMost ?? 0) <= predictive.high;
  return tells && fewest <= predictive.high && most >= predictive.low && below < 0.5 && above < 0.5;
}
