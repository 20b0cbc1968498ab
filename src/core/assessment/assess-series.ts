import { type Sighting, tellsOf } from "../baseline/sighting.ts";
import { Workings } from "../baseline/workings.ts";
import { isoDate } from "../stats/day-number.ts";
import type {
  Assessment,
  AssessSeries,
  BaselineSummary,
  LastingChange,
  LookAssessment,
  Sensitivity,
} from "./assessment.ts";
import { type BaselineWindow, baselineWindows, LOOKS_NEEDED, WindowModels } from "./baseline-windows.ts";
import { eventRelations } from "./event-relation.ts";
import { strongestBreak } from "./find-breaks.ts";
import {
  chanceThisHigh,
  chanceThisLow,
  type PredictiveInterval,
  predictiveInterval,
  smallestCarried,
} from "./judge-look.ts";
import { nextLook } from "./next-look.ts";
import { type OnsetPosterior, onsetPosterior, WORTH_DATING } from "./onset.ts";
import { otherImageRates } from "./other-image-rates.ts";
import { proposeRegimes } from "./propose-regimes.ts";
import { ratioAcross } from "./ratio.ts";
import { explainedByMissed, probabilitiesTried, smallestConfirmable, smallestConfirmableWith } from "./sensitivity.ts";
import { falseAlarmBound } from "./tiers.ts";
import { type Entry, toEntries } from "./to-sightings.ts";
import { typeMixAround } from "./type-mix.ts";
import { Watch } from "./watch.ts";

/** Probabilities this close are the same: which window is the headline must not hang on rounding. */
const SAME = 1e-12;

export interface AssessOptions {
  /** Coverage of the printed predictive intervals, 0 to 1. */
  readonly level?: number;
}

/**
 * What is usual for a facility, how unusual its monitored looks are, whether a lasting change has begun, and when.
 *
 * The results of a look use that look and earlier ones; onset, ratio, events and sensitivity speak of the newest.
 * Same input, same bytes; the order of looks is irrelevant. The model assumes that looks within a regime differ by chance,
 * season, and the staying of trains only; a break that nobody declared makes the usual range wider.
 *
 * @param series  as `readSeries` returns it
 * @returns `too-few-looks` when no look that is to be judged has five earlier ones; those that have fewer are not judged, nor
 *          are looks that tell nothing ("at least 0"), which count for none
 */
export function assessSeries(series: AssessSeries, options: AssessOptions = {}): Assessment {
  const level = options.level ?? 0.95;
  const entries = toEntries(series.looks);
  const workings = new Workings();
  const monitored = monitoredOf(entries);
  const usable = entries.filter((entry) => !monitored.has(entry)).flatMap(({ sightings }) => sightings);
  if (monitored.size === 0) {
    const earlier = beforeNewest(entries);
    return {
      id: series.id,
      status: "too-few-looks",
      usable: earlier.length,
      needed: LOOKS_NEEDED,
      smallestConfirmable: smallestConfirmableWith(earlier, workings),
    };
  }

  const watch = new Watch(workings);
  const models = new WindowModels(workings);
  const judged: LookAssessment[] = [];
  let newest: Judged | null = null;
  const isUnderNone = new Set<boolean>();
  for (const entry of entries) {
    if (!monitored.has(entry)) {
      watch.learn(entry);
      continue;
    }
    isUnderNone.add(entry.regime === "");
    // A look under no regime opens a gap in each of them: beside looks under one there are more gaps than looks.
    newest = judge(watch, models, entry, level, isUnderNone.size === 1 ? judged.length + 1 : null);
    judged.push(newest.look);
  }
  if (newest === null) throw new RangeError("a monitored look was not judged");
  // What follows speaks of the regime of the newest look judged; looks learnt since may be of another.
  const { regime } = newest.sighting;
  watch.prepare(regime);
  const newestChange = newestOnset(watch, (series.events ?? []).length > 0, workings);
  const onset = newestChange?.isTold ? { ...newestChange.summary, ...(regime === "" ? {} : { regime }) } : null;
  const changes = watch.changes.map(
    ({ regime: of, direction, alarmDay, fromDay, untilDay }): LastingChange => ({
      ...(of === "" ? {} : { regime: of }),
      direction,
      alarm: isoDate(alarmDay),
      from: isoDate(fromDay),
      until: untilDay === null ? null : isoDate(untilDay),
    }),
  );
  return {
    id: series.id,
    status: "ready",
    looks: judged,
    baseline: summaryOf(newest, level),
    onset,
    ratio: ratioAcross(watch, workings),
    events: eventRelations(series, entries, regime, newestChange, workings),
    sensitivity: sensitivityOf(newest, watch, otherImageRates(series, entries, newest), workings),
    changes,
    proposedRegimes: proposeRegimes(usable, workings),
    ...(series.types === undefined || series.types.length === 0
      ? {}
      : { typeMix: typeMixAround(series.types, onset, changes, regime) }),
  };
}

/** A look with all that judging it made, for the parts of the answer that speak of the newest look. */
interface Judged {
  readonly look: LookAssessment;
  readonly sighting: Sighting;
  /** Each with the probability that it gives, no smaller than its looks carry. */
  readonly windows: readonly { readonly window: BaselineWindow; readonly p: number }[];
  readonly headline: BaselineWindow;
  readonly byPart: Float64Array;
  readonly floor: number;
  readonly interval: PredictiveInterval;
}

/** The looks that are to be judged: those marked, or all of the newest day. */
function chosenOf(entries: readonly Entry[]): readonly Entry[] {
  const marked = entries.filter(({ monitored }) => monitored === true);
  if (marked.length > 0) return marked;
  const unmarked = entries.filter(({ monitored }) => monitored !== false);
  return unmarked.filter(({ knownDay }) => knownDay === unmarked.at(-1)?.knownDay);
}

/** The looks before the newest of those that are to be judged. */
function beforeNewest(entries: readonly Entry[]): readonly Sighting[] {
  const newest = chosenOf(entries).at(-1);
  return entries
    .slice(0, newest === undefined ? entries.length : entries.indexOf(newest))
    .flatMap(({ sightings }) => sightings);
}

/** The looks to be judged that have enough looks before them. */
function monitoredOf(entries: readonly Entry[]): Set<Entry> {
  const chosen = chosenOf(entries);
  let earlier = 0;
  const enough = new Set<Entry>();
  for (const entry of entries) {
    if (chosen.includes(entry) && earlier >= LOOKS_NEEDED) enough.add(entry);
    earlier += entry.sightings.length;
  }
  return enough;
}

/** @param looks  judged so far, this one included; null: they bound no false alarm */
function judge(watch: Watch, models: WindowModels, entry: Entry, level: number, looks: number | null): Judged {
  watch.prepare(entry.regime);
  const { expectation, before } = watch.usual();
  const sighting = entry.sightings.at(-1);
  if (sighting === undefined) throw new RangeError("a look without a sighting");
  const usual = watch
    .usualLooks()
    .filter((look) => before === null || !tellsOf(look, entry.regime) || look.day < before.toDay);
  const windows = baselineWindows(usual, entry.regime, expectation, models).map((window) => {
    const { mean, byPart } = chanceThisHigh(window.expectation, sighting);
    const floor = smallestCarried(window.looks, sighting);
    return { window, p: Math.max(mean, floor), floor, modelP: mean, byPart };
  });
  const telling = windows.filter(({ window }) => !window.tooFew);
  const headline = telling.reduce((most, one) =>
    one.p > most.p * (1 + SAME) || (one.p === most.p && one.modelP > most.modelP * (1 + SAME)) ? one : most,
  );
  const { floor } = headline;
  const low = Math.max(...telling.map(({ window }) => chanceThisLow(window.expectation, sighting)));
  const interval = predictiveInterval(headline.window.expectation, sighting, level);
  const rank = watch.rank(entry.fullCount);
  const step = watch.judge(entry);
  const bound = falseAlarmBound(step.tier, looks) ?? falseAlarmBound(step.tierFall, looks);
  return {
    look: {
      date: entry.date,
      p: headline.p,
      pLow: Math.max(low, floor),
      floor,
      modelP: headline.modelP,
      predictive: { level, low: interval.low, high: interval.high },
      rank,
      evidence: step.evidence.rise,
      evidenceFall: step.evidence.fall,
      surge: step.surge,
      tier: step.tier,
      tierFall: step.tierFall,
      ...(bound === null ? {} : { bound }),
    },
    sighting,
    windows,
    headline: headline.window,
    byPart: headline.byPart,
    floor,
    interval,
  };
}

function summaryOf({ headline, windows, sighting, interval }: Judged, level: number): BaselineSummary {
  const clear: Sighting = { ...sighting, shares: [[1, 1]], falseCars: 0 };
  const isClear = sighting.falseCars === 0 && sighting.shares.every(([share]) => share === 1);
  const clearInterval = isClear ? interval : predictiveInterval(headline.expectation, clear, level);
  return {
    looks: headline.looks.length,
    from: isoDate(headline.looks[0]?.day ?? sighting.day),
    to: isoDate(headline.looks.at(-1)?.day ?? sighting.day),
    window: headline.name,
    predictive: { level, ...clearInterval },
    windows: windows.map(({ window, p }) => ({
      name: window.name,
      looks: window.looks.length,
      p,
      ...(window.tooFew ? { tooFew: true } : {}),
    })),
  };
}

/**
 * Onset of the change under way, or of the last one that ended; told of where there was an alarm, or where the looks say that
 * something changed.
 *
 * @param isAsked  events ask how they lie to a change: then it is worked out where it is not worth telling, too
 */
function newestOnset(watch: Watch, isAsked: boolean, workings: Workings): OnsetPosterior | null {
  const { looks, afterDay } = watch.looksOfChange();
  const sightings = looks.map(({ sighting }) => sighting);
  // Where every look of a regime was to be judged, the first of them is what the others are held against.
  const [firstGap = looks.length, secondGap] = [...looks.keys()].filter((i) => looks[i]?.gap);
  const sinceFirst = secondGap === undefined ? Math.min(LOOKS_NEEDED, looks.length - 1) : Math.max(1, firstGap);
  const sinceLast = sightings.findIndex(({ day }) => day > afterDay);
  const firstChanged = Math.max(sinceFirst, sinceLast);
  if (firstChanged < 1 || sinceLast === -1) return null;
  const others = watch.looksBesideChange();
  const leaning = watch.leaning();
  if (leaning !== null) {
    const onset = onsetPosterior(sightings, firstChanged, leaning, workings, others, { afterDay });
    return onset && { ...onset, isTold: onset.isTold || watch.lastChange() !== null };
  }
  const worth = Math.log(WORTH_DATING);
  const hint = strongestBreak(sightings, 1, isAsked ? -Infinity : worth, workings);
  if (hint === null) return null;
  const onset = onsetPosterior(sightings, firstChanged, hint.rises ? "rise" : "fall", workings, others, { afterDay });
  return onset && { ...onset, isTold: onset.isTold && hint.logFactor >= worth };
}

function sensitivityOf(newest: Judged, watch: Watch, otherRates: readonly number[], workings: Workings): Sensitivity {
  const { look, headline, sighting, byPart, floor, windows } = newest;
  const byWindow = windows.filter(({ window }) => !window.tooFew).map(({ p }) => p);
  const most = Math.max(...byWindow, ...otherRates);
  const byAssumption = [...otherRates, ...probabilitiesTried(headline, sighting, byPart, most, workings)];
  const tried = [...byWindow, ...byAssumption.map((p) => Math.max(p, floor))].map((p) => Math.min(1, p));
  const state = watch.state;
  // Before a gap with fewer looks the level is its prior's.
  const first = state?.gaps.find(({ index }) => index >= LOOKS_NEEDED) ?? state?.gaps[0];
  return {
    p: [Math.min(...tried), Math.max(...tried)],
    explainedByMissed: explainedByMissed(headline.expectation, sighting, look.modelP),
    smallestConfirmable:
      state === null || first === undefined
        ? null
        : smallestConfirmable(
            state.expectationBefore(first),
            first.followed,
            state.model.outside,
            state.sightings.slice(first.index),
            workings,
          ),
    nextLook:
      state === null
        ? { confirmsFrom: null, endsBelow: null }
        : nextLook(state, state.evidence(), watch.watchOfRise(), workings),
  };
}
