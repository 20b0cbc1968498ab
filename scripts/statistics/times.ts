/** How long the statistics take, for `bench/assess.ts` and `npm run evaluate:statistics`. */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { assessSeries } from "../../src/core/assessment/assess-series.ts";
import type { AssessSeries } from "../../src/core/assessment/assessment.ts";
import { ChangeEvidence } from "../../src/core/assessment/change-evidence.ts";
import { onsetPosterior } from "../../src/core/assessment/onset.ts";
import { toEntries } from "../../src/core/assessment/to-sightings.ts";
import { RegimeModel } from "../../src/core/baseline/regime-model.ts";
import { Workings } from "../../src/core/baseline/workings.ts";
import { median } from "../../src/core/stats/median.ts";
import { simulate } from "./scenarios.ts";

/** Medians of processor time of this process, ms, so that a busy machine does not show. */
export interface TimesOfOne {
  readonly series: number;
  /** Of a series of 41 looks, three times as many cars since. */
  readonly fit: number;
  readonly oneMoreLook: number;
  readonly onset: number;
  /** Of 60 looks, the newest judged, nothing asked about events. */
  readonly wholeAnswer: number;
}

/** Seconds of the wall from the start of a program to its last answer. */
export interface Race {
  readonly series: number;
  readonly cores: number;
  readonly ours: number;
  /** R's `farringtonFlexible` works in one process; spread over all cores it is the harder rival. Null without R. */
  readonly beside: { readonly onAllCores: number; readonly onOne: number } | null;
}

export function timesOfOne(count: number): TimesOfOne {
  const timings = { fit: [], oneMoreLook: [], onset: [], wholeAnswer: [] } as Record<string, number[]>;
  const timed = <T>(what: string, work: () => T): T => {
    const before = process.cpuUsage().user;
    const result = work();
    timings[what]?.push((process.cpuUsage().user - before) / 1000);
    return result;
  };
  for (let i = 0; i < count + 3; i++) {
    // The first three warm the compiler up and are not counted.
    if (i === 3) for (const list of Object.values(timings)) list.length = 0;
    const { series } = simulate(
      { usual: "S0", baseline: 41, monitored: 8, effect: { ratio: 3, rampDays: 0, looks: 99 } },
      i,
    );
    const looks = toEntries(series.looks).flatMap(({ sightings }) => sightings);
    const workings = new Workings();
    timed("fit", () => new RegimeModel(looks.slice(0, 41), [], workings));
    const state = new ChangeEvidence(looks.slice(0, 41), [], workings);
    for (const look of looks.slice(41)) timed("oneMoreLook", () => state.add(look, true));
    timed("onset", () => onsetPosterior(looks, 41, "rise", workings));
    const long = of60(1000 + i);
    timed("wholeAnswer", () => assessSeries(long));
  }
  const of = (what: string) => median(timings[what] ?? []);
  return {
    series: count,
    fit: of("fit"),
    oneMoreLook: of("oneMoreLook"),
    onset: of("onset"),
    wholeAnswer: of("wholeAnswer"),
  };
}

const FARRINGTON = `control = list(range = 60, b = 4, w = 3, noPeriods = 1, thresholdMethod = "nbPlugin", alpha = 0.01)`;

/** `assess --ndjson` on all cores, then R on as many, then R in one process: each on `count` series of 60 looks. */
export function race(count: number): Race {
  const cores = availableParallelism();
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify(of60(5000 + i)));
  const yardcheck = new URL("../../bin/yardcheck", import.meta.url).pathname;
  const ours = seconds(yardcheck, ["assess", "--ndjson", "--jobs", String(cores)], `${lines.join("\n")}\n`);
  if (ours === null) throw new Error(`${yardcheck} assess --ndjson failed`);
  const r = (
    on: number,
  ) => `suppressPackageStartupMessages(library(surveillance)); RNGkind("L'Ecuyer-CMRG"); set.seed(1)
one <- function(i) { x <- sts(rnbinom(60, size = 3, mu = 8), start = c(2019, 1), frequency = 12)
alarms(suppressWarnings(farringtonFlexible(x, ${FARRINGTON})))[1] }
invisible(parallel::mclapply(seq_len(${count}), one, mc.cores = ${on}))`;
  const onAllCores = seconds("Rscript", ["--vanilla", "-e", r(cores)], "");
  const onOne = onAllCores === null ? null : seconds("Rscript", ["--vanilla", "-e", r(1)], "");
  return { series: count, cores, ours, beside: onAllCores === null || onOne === null ? null : { onAllCores, onOne } };
}

function of60(seed: number): AssessSeries {
  const { id, looks } = simulate({ usual: "S0", baseline: 59, monitored: 1, effect: null }, seed).series;
  return { id, looks };
}

/** Null: the program is missing, or failed. */
function seconds(program: string, args: readonly string[], input: string): number | null {
  const started = performance.now();
  const run = spawnSync(program, args, { input, maxBuffer: 2 ** 30, stdio: ["pipe", "pipe", "ignore"] });
  return run.status === 0 ? (performance.now() - started) / 1000 : null;
}
