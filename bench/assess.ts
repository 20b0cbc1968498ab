/**
 * How long the statistics take: npm run bench, or node bench/assess.ts [--series 40]. CPU time of this process, so that
 * a busy machine does not show. Against R's farringtonFlexible on the same number of series where R is installed.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { simulate } from "../scripts/statistics/scenarios.ts";
import { assessSeries } from "../src/core/assessment/assess-series.ts";
import { ChangeEvidence } from "../src/core/assessment/change-evidence.ts";
import { onsetPosterior } from "../src/core/assessment/onset.ts";
import { toEntries } from "../src/core/assessment/to-sightings.ts";
import { RegimeModel } from "../src/core/baseline/regime-model.ts";
import { Workings } from "../src/core/baseline/workings.ts";

const { values } = parseArgs({ options: { series: { type: "string", default: "20" } } });
const SERIES = Number(values.series);
const timings = new Map<string, number[]>();

const timed = <T>(what: string, work: () => T): T => {
  const before = process.cpuUsage().user;
  const result = work();
  timings.set(what, [...(timings.get(what) ?? []), (process.cpuUsage().user - before) / 1000]);
  return result;
};

for (let i = 0; i < SERIES + 3; i++) {
  // The first three warm the compiler up and are not counted.
  if (i === 3) timings.clear();
  const { series } = simulate(
    { usual: "S0", baseline: 41, monitored: 8, effect: { ratio: 3, rampDays: 0, looks: 99 } },
    i,
  );
  const looks = toEntries(series.looks).flatMap(({ sightings }) => sightings);
  const workings = new Workings();
  timed("fit of 41 looks", () => new RegimeModel(looks.slice(0, 41), [], workings));
  const state = new ChangeEvidence(looks.slice(0, 41), [], workings);
  for (const look of looks.slice(41)) timed("one more look", () => state.add(look, true));
  timed("onset to the day", () => onsetPosterior(looks, 41, "rise", workings));
  const long = simulate({ usual: "S0", baseline: 59, monitored: 1, effect: null }, 1000 + i).series;
  timed("whole answer, 60 looks, newest judged", () => assessSeries(long));
}
const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
for (const [what, list] of timings)
  console.log(`${what.padEnd(40)} ${median(list).toFixed(1)} ms (median of ${list.length})`);
const each = median(timings.get("whole answer, 60 looks, newest judged") ?? []);
console.log(`10,000 series of 60 looks, one core: ${(each * 10).toFixed(0)} s`);

const R = `suppressPackageStartupMessages(library(surveillance)); set.seed(1); t <- system.time(for (i in 1:20) {
x <- sts(rnbinom(60, size = 3, mu = 8), start = c(2019, 1), frequency = 12)
invisible(suppressWarnings(farringtonFlexible(x, control = list(range = 60, b = 4, w = 3, noPeriods = 1, thresholdMethod = "nbPlugin", alpha = 0.01))))})
cat((t[["user.self"]]) / 20 * 1000)`;
const answer = spawnSync("Rscript", ["--vanilla", "-e", R], { encoding: "utf8" });
if (answer.status === 0) {
  const ms = Number(answer.stdout);
  console.log(`R farringtonFlexible, one series of 60:    ${ms.toFixed(1)} ms; ratio ${(each / ms).toFixed(2)}`);
} else console.log("R's surveillance is not installed: no comparison");
