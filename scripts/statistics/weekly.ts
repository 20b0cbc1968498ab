/**
 * Weekly public-health counts with labelled outbreaks, beside R surveillance's Farrington flexible on the same weeks; a part of
 * `npm run evaluate:statistics`.
 *
 * The series come with the R package (scripts/statistics/weekly.R says which), so without it there is nothing to measure.
 * Each week from the fifty-sixth on is judged; what is compared is the order in which the weeks are put, over all series and
 * within each, not a threshold.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AssessmentReady, AssessSeries } from "../../src/core/assessment/assessment.ts";
import { dayNumber, isoDate } from "../../src/core/stats/day-number.ts";

const FIRST_JUDGED = 56;
const FALSE_ALARMS = 0.01;
/** Orders in which the weeks are put. */
export const ORDERS = ["p", "evidence", "surge", "farringtonFlexible"] as const;

interface Week {
  readonly series: string;
  readonly week: number;
  readonly cases: number;
  readonly outbreak: boolean;
  /** Larger: more surprising; null where the method did not judge. */
  readonly farrington: number | null;
}
type Scored = Week & Record<(typeof ORDERS)[number], number>;

/** Share of the outbreak weeks found where `falseAlarms` of the others alarm, and area under the curve. */
interface Order {
  readonly sensitivity: number;
  readonly auc: number;
}

export type Weekly = Readonly<Record<(typeof ORDERS)[number], { readonly together: Order; readonly each: Order }>> & {
  readonly series: number;
  readonly weeks: number;
  readonly outbreakWeeks: number;
  readonly falseAlarms: number;
};

/** @returns null where R or its package surveillance is missing */
export async function measureWeekly(
  assess: (series: readonly AssessSeries[]) => Promise<readonly AssessmentReady[]>,
): Promise<Weekly | null> {
  const file = scoresOfR();
  if (file === null) return null;
  const bySeries = [...Map.groupBy(readWeeks(file), ({ series }) => series).values()];
  const answers = await assess(bySeries.map(seriesOf));
  const scored = bySeries.flatMap((own, s) => scoredBy(own, answers[s]));
  const measures = ORDERS.map((order) => [order, measuresOf(scored, (week) => week[order])]);
  return {
    series: bySeries.length,
    weeks: scored.length,
    outbreakWeeks: scored.filter(({ outbreak }) => outbreak).length,
    falseAlarms: FALSE_ALARMS,
    ...Object.fromEntries(measures),
  };
}

function scoresOfR(): string | null {
  const file = join(mkdtempSync(join(tmpdir(), "yardcheck-weekly-")), "scores.csv");
  try {
    execFileSync("Rscript", ["--vanilla", new URL("./weekly.R", import.meta.url).pathname, file], { stdio: "ignore" });
    return file;
  } catch {
    return null;
  }
}

function readWeeks(file: string): Week[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [series = "", week, cases, outbreak, score = ""] = line.split(",");
      return {
        series: series.replaceAll('"', ""),
        week: Number(week),
        cases: Number(cases),
        outbreak: Number(outbreak) === 1,
        farrington: score === "" ? null : Number(score),
      };
    });
}

function seriesOf(own: readonly Week[]): AssessSeries {
  const first = dayNumber("2001-01-03") ?? 0;
  return {
    id: own[0]?.series ?? "",
    looks: own.map(({ week, cases }) => ({
      date: isoDate(first + 7 * week),
      count: cases,
      ...(week >= FIRST_JUDGED ? { monitored: true } : {}),
    })),
  };
}

/** The weeks that are judged, each by what `assess` says of it, which later weeks do not change. */
function scoredBy(own: readonly Week[], answer: AssessmentReady | undefined): Scored[] {
  return own
    .filter(({ week }) => week >= FIRST_JUDGED)
    .map((week, i) => {
      const look = answer?.looks[i];
      if (look === undefined) throw new Error(`${week.series}: week ${week.week} was not judged`);
      const { modelP, evidence, surge } = look;
      return { ...week, p: -Math.log(modelP), evidence, surge, farringtonFlexible: week.farrington ?? -Infinity };
    });
}

/**
 * By one threshold for all series, and by one for each: whoever watches a facility sets its own. Of each series with an
 * outbreak, the share of its outbreak weeks is weighed by their number, and the areas under the curve are averaged.
 */
function measuresOf(list: readonly Scored[], scoreOf: (week: Scored) => number) {
  const series = [...new Set(list.map(({ series: name }) => name))]
    .map((name) => list.filter((week) => week.series === name))
    .filter((weeks) => weeks.some(({ outbreak }) => outbreak));
  const each = series.map((weeks) => ({
    weeks: weeks.filter(({ outbreak }) => outbreak).length,
    ...orderOf(weeks, scoreOf),
  }));
  const outbreakWeeks = each.reduce((sum, { weeks }) => sum + weeks, 0);
  return {
    together: orderOf(list, scoreOf),
    each: {
      sensitivity: each.reduce((sum, { weeks, sensitivity }) => sum + weeks * sensitivity, 0) / outbreakWeeks,
      auc: each.reduce((sum, { auc }) => sum + auc, 0) / each.length,
    },
  };
}

function orderOf(list: readonly Scored[], scoreOf: (week: Scored) => number): Order {
  const usual = list.filter(({ outbreak }) => !outbreak).map(scoreOf);
  const outbreak = list.filter((week) => week.outbreak).map(scoreOf);
  usual.sort((a, b) => b - a);
  const threshold = usual[Math.floor(FALSE_ALARMS * usual.length)] ?? Infinity;
  let above = 0;
  for (const o of outbreak) for (const u of usual) above += o > u ? 1 : o === u ? 0.5 : 0;
  return {
    sensitivity: outbreak.filter((score) => score > threshold).length / outbreak.length,
    auc: above / (outbreak.length * usual.length),
  };
}
