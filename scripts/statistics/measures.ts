import type { AssessmentReady } from "../../src/core/assessment/assessment.ts";
import { dayNumber } from "../../src/core/stats/day-number.ts";
import type { Design, Simulated } from "./scenarios.ts";

export interface Run {
  readonly design: Design;
  readonly simulated: readonly Simulated[];
  readonly answers: readonly AssessmentReady[];
}

/**
 * How these numbers are measured. A change here, in the series (scenarios.ts), or in what the statistics say, makes numbers
 * kept of an earlier one give way to new ones, on however few series.
 */
export const RULE = 4;

/** What one run measured; shares unless the name says otherwise. */
export interface Measured {
  readonly rule: number;
  readonly series: number;
  readonly usualLooks: number;
  readonly pBelow01: number | null;
  readonly coverage90: number | null;
  readonly alarm240: number;
  readonly watch120: number;
  readonly within4: number | null;
  readonly medianDelayLooks: number | null;
  readonly alarmsAfterEnd: number | null;
  readonly endedFound: number | null;
  readonly onsetCoverage: number | null;
  readonly onsetMedianErrorDays: number | null;
  readonly ratioCoverage: number | null;
  readonly falseUp: number | null;
  /** Without a change: a fall reached the alarm; the ratio says that there is less. */
  readonly falseFall: number | null;
  readonly falseDown: number | null;
  readonly eventBrier: number | null;
  readonly eventClimatologyBrier: number | null;
  /** The first over the second: below 1 is better than knowing only how often. */
  readonly eventBrierRatio: number | null;
  readonly surveillance?: Record<string, number> | null;
}

const ALARMS = new Set(["alarm", "firm"]);

export function measureRun({ simulated, answers }: Run): Measured {
  let usual = 0;
  let low = 0;
  let covered = 0;
  let alarmed = 0;
  let watched = 0;
  let within4 = 0;
  let afterEnd = 0;
  let afterEndAlarms = 0;
  let ended = 0;
  let dated = 0;
  let onsetCovered = 0;
  let ratioCovered = 0;
  let up = 0;
  let down = 0;
  let fell = 0;
  const delays: number[] = [];
  const errors: number[] = [];
  const events: { readonly said: number; readonly was: number }[] = [];
  const changed = simulated.some(({ onsetDay }) => onsetDay !== null);
  for (const [s, answer] of answers.entries()) {
    const truth = simulated[s];
    if (truth === undefined) continue;
    const first = truth.firstChanged ?? Infinity;
    const last = truth.lastChanged ?? Infinity;
    const monitored = truth.series.looks.filter(({ monitored }) => monitored === true);
    for (const [i, look] of answer.looks.entries()) {
      if (i < first) {
        usual++;
        if (look.p < 0.01) low++;
        const count = monitored[i]?.count ?? 0;
        if (count >= look.predictive.low && count <= look.predictive.high) covered++;
      }
      // From the third look after the end on: the first two show that it has ended.
      if (i >= last + 3) {
        afterEnd++;
        const before = answer.looks[i - 1];
        if (look.evidence >= 240 && before !== undefined && before.evidence < 240) afterEndAlarms++;
      }
    }
    const alarm = answer.looks.findIndex(({ evidence }, i) => i >= (changed ? first : 0) && evidence >= 240);
    if (alarm !== -1) {
      alarmed++;
      if (alarm < first + 4) within4++;
      delays.push(alarm - first);
    }
    if (answer.looks.some(({ evidence }) => evidence >= 120)) watched++;
    if (answer.looks.some(({ tierFall }) => ALARMS.has(tierFall))) fell++;
    if (answer.changes.some(({ until }) => until !== null)) ended++;
    if (truth.onsetDay !== null && answer.onset !== null && answer.looks.some(({ tier }) => ALARMS.has(tier))) {
      dated++;
      const [from = 0, middle = 0, to = 0] = [answer.onset.low, answer.onset.median, answer.onset.high].map(
        (date) => dayNumber(date) ?? 0,
      );
      if (truth.onsetDay >= from && truth.onsetDay <= to) onsetCovered++;
      errors.push(Math.abs(middle - truth.onsetDay));
    }
    const ratio = answer.ratio;
    if (ratio !== null) {
      const right = ratioAskedFor(truth, answer);
      if (ratio.low <= right && ratio.high >= right) ratioCovered++;
      if (ratio.low > 1) up++;
      if (ratio.high < 1) down++;
    }
    for (const [e, day] of truth.eventDays.entries()) {
      const was = truth.onsetDay !== null && truth.onsetDay > day && truth.onsetDay <= day + 30 ? 1 : 0;
      events.push({ said: answer.events[e]?.follows ?? 0, was });
    }
  }
  const n = answers.length;
  const base = mean(events.map(({ was }) => was)) ?? 0;
  const brier = changed ? mean(events.map(({ said, was }) => (said - was) ** 2)) : null;
  const climatology = changed ? mean(events.map(({ was }) => (base - was) ** 2)) : null;
  return {
    rule: RULE,
    series: n,
    usualLooks: usual,
    pBelow01: usual > 0 ? low / usual : null,
    coverage90: usual > 0 ? covered / usual : null,
    alarm240: alarmed / n,
    watch120: watched / n,
    within4: changed ? within4 / n : null,
    medianDelayLooks: changed ? medianOf(delays) : null,
    alarmsAfterEnd: afterEnd > 0 ? afterEndAlarms / afterEnd : null,
    endedFound: Number.isFinite(simulated[0]?.lastChanged ?? Infinity) && changed ? ended / n : null,
    onsetCoverage: dated > 0 ? onsetCovered / dated : null,
    onsetMedianErrorDays: medianOf(errors),
    ratioCoverage: ratioCovered / n,
    falseUp: changed ? null : up / n,
    falseFall: changed ? null : fell / n,
    falseDown: changed ? null : down / n,
    eventBrier: brier,
    eventClimatologyBrier: climatology,
    eventBrierRatio: brier === null || climatology === null ? null : brier / climatology,
  };
}

/**
 * The ratio that the answer's own would have to hold. That of the change; but 1 where the change is over and the answer
 * tells of no rise, since `ratio` is then the level of now against that of before.
 */
function ratioAskedFor(truth: Simulated, answer: AssessmentReady): number {
  const monitored = truth.series.looks.filter(({ monitored }) => monitored === true).length;
  const over = truth.lastChanged !== null && truth.lastChanged < monitored;
  return over && answer.changes.at(-1)?.direction !== "rise" ? 1 : truth.ratio;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length;
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
