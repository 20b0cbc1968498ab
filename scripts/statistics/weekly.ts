/**
 * Measures on weekly public-health counts with labelled outbreaks, beside R surveillance's Farrington flexible on the same
 * weeks: npx node scripts/statistics/weekly.ts [--scores FILE.csv] [--only NAME]
 *
 * The series come with the R package (scripts/statistics/weekly.R says which), so without it there is nothing to measure.
 * Each week from the fifty-sixth on is judged; what is compared is the order in which the weeks are put, over all series and
 * within each, not a threshold.
 * Writes docs/methods/statistics-weekly.json after every series.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { assessSeries } from "../../src/core/assessment/assess-series.ts";
import { dayNumber, isoDate } from "../../src/core/stats/day-number.ts";

const { values } = parseArgs({ options: { scores: { type: "string" }, only: { type: "string" } } });
const FIRST_JUDGED = 56;
const FALSE_ALARMS = 0.01;
const OUT = new URL("../../docs/methods/statistics-weekly.json", import.meta.url);

interface Week {
  readonly series: string;
  readonly week: number;
  readonly cases: number;
  readonly outbreak: boolean;
  /** Larger: more surprising; null where the method did not judge. */
  readonly farrington: number | null;
}
type Scored = Week & Record<"p" | "evidence" | "surge", number>;

const weeks = readWeeks(values.scores ?? scoresOfR());
const scored: Scored[] = [];
const done: string[] = [];
// Those with an outbreak among the judged weeks first: broken off, the measurement holds what tells most.
const outbreaks = (name: string) =>
  weeks.filter(({ series, week, outbreak }) => series === name && outbreak && week >= FIRST_JUDGED).length;
const names = [...new Set(weeks.map(({ series }) => series))].sort((a, b) => outbreaks(b) - outbreaks(a));
for (const name of names) {
  if (values.only !== undefined && values.only !== name) continue;
  const own = weeks.filter(({ series }) => series === name);
  const started = process.cpuUsage().user;
  scored.push(...judged(own));
  done.push(name);
  const measured = {
    series: done,
    weeks: scored.length,
    outbreakWeeks: scored.filter(({ outbreak }) => outbreak).length,
    falseAlarms: FALSE_ALARMS,
    p: measuresOf(scored, ({ p }) => p),
    evidence: measuresOf(scored, ({ evidence }) => evidence),
    surge: measuresOf(scored, ({ surge }) => surge),
    farringtonFlexible: measuresOf(scored, ({ farrington }) => farrington ?? -Infinity),
  };
  if (values.only === undefined) writeFileSync(OUT, `${JSON.stringify(measured, null, 2)}\n`);
  const seconds = ((process.cpuUsage().user - started) / 1e6).toFixed(1);
  process.stderr.write(`${name}: ${seconds} s ${JSON.stringify(measured)}\n`);
}

function scoresOfR(): string {
  const file = join(mkdtempSync(join(tmpdir(), "yardcheck-weekly-")), "scores.csv");
  execFileSync("Rscript", ["--vanilla", new URL("./weekly.R", import.meta.url).pathname, file], { stdio: "ignore" });
  return file;
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

/** The weeks that are judged, each by what `assess` says of it, which later weeks do not change. */
function judged(own: readonly Week[]): Scored[] {
  const first = dayNumber("2001-01-03") ?? 0;
  const answer = assessSeries({
    id: own[0]?.series ?? "",
    looks: own.map(({ week, cases }) => ({
      date: isoDate(first + 7 * week),
      count: cases,
      ...(week >= FIRST_JUDGED ? { monitored: true } : {}),
    })),
  });
  if (answer.status !== "ready") return [];
  return own
    .filter(({ week }) => week >= FIRST_JUDGED)
    .map((week, i) => {
      const look = answer.looks[i];
      return { ...week, p: -Math.log(look?.modelP ?? 1), evidence: look?.evidence ?? 0, surge: look?.surge ?? 0 };
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

/** Share of the outbreak weeks found where a hundredth of the others alarms, and the area under the curve. */
function orderOf(list: readonly Scored[], scoreOf: (week: Scored) => number) {
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
