/**
 * How long the statistics take: npm run bench, or npx node bench/assess.ts [--series 40] [--many 400]. CPU time of this process, so
 * that a busy machine does not show; then `assess --ndjson` against R's farringtonFlexible, if it is installed, on as many
 * series and cores.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { simulate } from "../scripts/statistics/scenarios.ts";
import { assessSeries } from "../src/core/assessment/assess-series.ts";
import { ChangeEvidence } from "../src/core/assessment/change-evidence.ts";
import { onsetPosterior } from "../src/core/assessment/onset.ts";
import { toEntries } from "../src/core/assessment/to-sightings.ts";
import { RegimeModel } from "../src/core/baseline/regime-model.ts";
import { Workings } from "../src/core/baseline/workings.ts";
import { median } from "../src/core/stats/median.ts";

const { values } = parseArgs({
  options: { series: { type: "string", default: "20" }, many: { type: "string", default: "400" } },
});
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
for (const [what, list] of timings)
  console.log(`${what.padEnd(40)} ${median(list).toFixed(1)} ms (median of ${list.length})`);
const each = median(timings.get("whole answer, 60 looks, newest judged") ?? []);

// All cores, from the start of the program to its last answer, in turn: ours, R, ours, R.
const CORES = availableParallelism();
const MANY = Number(values.many);
const folder = mkdtempSync(join(tmpdir(), "yardcheck-bench-"));
const file = join(folder, "series.ndjson");
const lines = Array.from({ length: MANY }, (_, i) => {
  const { series } = simulate({ usual: "S0", baseline: 59, monitored: 1, effect: null }, 5000 + i);
  return JSON.stringify({ id: series.id, looks: series.looks });
});
writeFileSync(file, `${lines.join("\n")}\n`);
const FARRINGTON = `control = list(range = 60, b = 4, w = 3, noPeriods = 1, thresholdMethod = "nbPlugin", alpha = 0.01)`;
const rOn = (
  cores: number,
) => `suppressPackageStartupMessages(library(surveillance)); RNGkind("L'Ecuyer-CMRG"); set.seed(1)
one <- function(i) { x <- sts(rnbinom(60, size = 3, mu = 8), start = c(2019, 1), frequency = 12)
alarms(suppressWarnings(farringtonFlexible(x, ${FARRINGTON})))[1] }
invisible(parallel::mclapply(seq_len(${MANY}), one, mc.cores = ${cores}))`;
const yardcheck = new URL("../bin/yardcheck", import.meta.url).pathname;
const seconds = (program: string, args: readonly string[], input: string): number | null => {
  const started = performance.now();
  const run = spawnSync(program, args, { input, maxBuffer: 2 ** 30, stdio: ["pipe", "pipe", "ignore"] });
  return run.status === 0 ? (performance.now() - started) / 1000 : null;
};
const input = readFileSync(file, "utf8");
console.log(`one series of 60, one core, warm: ${each.toFixed(1)} ms`);
for (let round = 0; round < 2; round++) {
  const ours = seconds(yardcheck, ["assess", "--ndjson", "--jobs", String(CORES)], input);
  // The package's function works in one process; spread over all cores it is the harder rival.
  const theirs = [CORES, 1].map((cores) => {
    const time = seconds("Rscript", ["--vanilla", "-e", rOn(cores)], "");
    if (ours === null || time === null) return `on ${cores}: no comparison`;
    return `on ${cores} ${time.toFixed(1)} s (ratio ${(ours / time).toFixed(2)})`;
  });
  console.log(
    `${MANY} series of 60, start included: assess on ${CORES} cores ${ours?.toFixed(1)} s, R farringtonFlexible ${theirs.join(", ")}`,
  );
}
rmSync(folder, { recursive: true });
