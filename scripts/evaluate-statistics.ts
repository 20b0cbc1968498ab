/**
 * Measures the statistics: npm run evaluate:statistics -- [--series 20] [--round 4] [--seed 1] [--jobs 2] [--many 10000] [--only NAME] [--print-only]
 * On simulated series, against references (scripts/statistics/references.ts), on weekly counts with labelled outbreaks
 * (weekly.ts), and by the clock (times.ts). Writes docs/methods/statistics-measured.json, from which the tables of
 * docs/methods/statistics.md are made. With R's surveillance installed, its methods are measured on the same series
 * (surveillance.R); what cannot be measured without it keeps its numbers, and the table says so.
 *
 * `--only` takes the parts (references, times, weekly, race) and the rows of simulated series whose name holds NAME.
 * Goes through all rows with a few series each, then again with a few more: what is broken off has measured every row.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { parseArgs } from "node:util";
import { assessNdjson } from "../src/apps/cli/assess-ndjson.ts";
import type { AssessmentReady, AssessSeries } from "../src/core/assessment/assessment.ts";
import { dayNumber } from "../src/core/stats/day-number.ts";
import type { Evaluation, Parts } from "./statistics/evaluation.ts";
import { type Measured, measureRun, type Run } from "./statistics/measures.ts";
import { measureReferences } from "./statistics/references.ts";
import { type Design, type Effect, type Simulated, simulate, USUAL, type Usual } from "./statistics/scenarios.ts";
import { writeTables } from "./statistics/tables.ts";
import { type Race, race, timesOfOne } from "./statistics/times.ts";
import { measureWeekly } from "./statistics/weekly.ts";

const { values } = parseArgs({
  options: {
    series: { type: "string", default: "20" },
    round: { type: "string", default: "4" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: "2" },
    many: { type: "string", default: "10000" },
    only: { type: "string" },
    "print-only": { type: "boolean", default: false },
  },
});
const SERIES = Number(values.series);
const ROUND = Number(values.round);
const SEED = Number(values.seed);
const step = (ratio: number): Effect => ({ ratio, rampDays: 0, looks: Number.POSITIVE_INFINITY });
const ramp = (ratio: number): Effect => ({ ratio, rampDays: 60, looks: Number.POSITIVE_INFINITY });
const design = (usual: Usual, effect: Effect | null, baseline = 41): Design => ({
  usual,
  baseline,
  monitored: 24,
  effect,
});

const RUNS: Record<string, Design> = {
  "S0 x3": design("S0", step(3)),
  ...Object.fromEntries(Object.keys(USUAL).map((usual) => [`${usual} null`, design(usual as Usual, null)])),
  "S0 null n12": design("S0", null, 12),
  "S3 null n12": design("S3", null, 12),
  "S0 null n24": design("S0", null, 24),
  "S3 null n24": design("S3", null, 24),
  "S0 x2": design("S0", step(2)),
  "S0 r3": design("S0", ramp(3)),
  "S7 x2": design("S7", step(2)),
  "S3 x3": design("S3", step(3)),
  "S4 x3": design("S4", step(3)),
  "S8 x3": design("S8", step(3)),
  "S9 x2": design("S9", step(2)),
  "S0 x3 ended": { ...design("S0", { ratio: 3, rampDays: 0, looks: 8 }), monitored: 32 },
  "S0 null visible": { ...design("S0", null), measured: "visible" },
  "S0 null recall": { ...design("S0", null), measured: "recall" },
  "S0 null false-cars": { ...design("S0", null), measured: "false-cars" },
};

/** Null: R or its package is missing. */
const PARTS: { readonly [P in keyof Parts]: () => Promise<Parts[P] | null> } = {
  references: async () => measureReferences(),
  times: async () => timesOfOne(60),
  weekly: () => measureWeekly(assess),
  race: async () => raceTwice(Number(values.many)),
};
const isAsked = (name: string) => values.only === undefined || name.includes(values.only);
const kept = (measured: Partial<Evaluation>) => {
  if (!values["print-only"]) writeTables(measured);
};

// Where nothing is asked for, the tables are made anew of the numbers kept.
kept({});
for (const [name, measure] of Object.entries(PARTS)) {
  if (!isAsked(name)) continue;
  const measured = await measure();
  process.stderr.write(`${name}: ${JSON.stringify(measured)}\n`);
  kept({
    ...(measured === null ? {} : { [name]: measured }),
    notMeasured: { [name]: measured === null ? "R surveillance is not installed" : undefined },
  });
}

const folder = mkdtempSync(join(tmpdir(), "yardcheck-statistics-"));
const rows = Object.entries(RUNS).filter(([name]) => isAsked(name));
const done = new Map<string, Run & { surveillance: Record<string, number> | null }>();
for (let from = 0; rows.length > 0 && from < SERIES; from += ROUND) {
  const size = Math.min(ROUND, SERIES - from);
  const round = rows.map(([name, one]) => ({
    name,
    design: one,
    simulated: Array.from({ length: size }, (_, i) => simulate(one, SEED * 100_003 + (from + i) * 7919 + hash(name))),
  }));
  const rivals = surveillance(round);
  for (const { name, design: one, simulated } of round) {
    const started = performance.now();
    const answers = await assess(simulated.map(({ series }) => series));
    const before = done.get(name);
    const run: Run = {
      design: one,
      simulated: [...(before?.simulated ?? []), ...simulated],
      answers: [...(before?.answers ?? []), ...answers],
    };
    const both = pooled(before?.surveillance ?? null, from, rivals?.[name] ?? null, size);
    done.set(name, { ...run, surveillance: both });
    const measured: Measured = { ...measureRun(run), surveillance: both };
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    kept({ runs: { [name]: measured } });
    process.stderr.write(`${name}: ${size} more series in ${seconds} s ${JSON.stringify(measured)}\n`);
  }
}

/** Shares over the series of earlier rounds and of this one. */
function pooled(
  before: Record<string, number> | null,
  seriesBefore: number,
  now: Record<string, number> | null,
  seriesNow: number,
): Record<string, number> | null {
  if (before === null || now === null) return now;
  return Object.fromEntries(
    Object.entries(now).map(([method, share]) => {
      const old = before[method];
      const known = share !== null && old !== undefined && old !== null;
      return [method, known ? (old * seriesBefore + share * seriesNow) / (seriesBefore + seriesNow) : share];
    }),
  );
}

/** In turn: ours, R, ours, R. */
function raceTwice(series: number): Race | null {
  const first = race(series);
  if (first.beside === null) return null;
  const second = race(series);
  if (second.beside === null) return null;
  const mean = (a: number, b: number) => (a + b) / 2;
  return {
    ...first,
    ours: mean(first.ours, second.ours),
    beside: {
      onAllCores: mean(first.beside.onAllCores, second.beside.onAllCores),
      onOne: mean(first.beside.onOne, second.beside.onOne),
    },
  };
}

async function assess(series: readonly AssessSeries[]): Promise<AssessmentReady[]> {
  const out: string[] = [];
  const collect = new Writable({
    write: (chunk, _, done) => {
      out.push(String(chunk));
      done();
    },
  });
  const input = Readable.from(series.map((one) => `${JSON.stringify(one)}\n`));
  await assessNdjson(input, collect, process.stderr, Number(values.jobs), { level: 0.9 });
  return out
    .join("")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** By row: share of its series in which each method of R's surveillance alarms; null without R. */
function surveillance(
  round: readonly { readonly name: string; readonly simulated: readonly Simulated[] }[],
): Record<string, Record<string, number>> | null {
  const lines = round.flatMap(({ name, simulated }) =>
    simulated.flatMap(({ series }, s) =>
      series.looks.map((look) =>
        [name, s, dayNumber(look.date), look.count ?? 0, look.monitored === true ? 1 : 0].join(","),
      ),
    ),
  );
  const file = join(folder, "round.csv");
  writeFileSync(file, ["row,series,day,cars,monitored", ...lines].join("\n"));
  try {
    const script = new URL("./statistics/surveillance.R", import.meta.url).pathname;
    execFileSync("Rscript", ["--vanilla", script, file, `${file}.json`], { stdio: ["ignore", "ignore", "ignore"] });
    return JSON.parse(readFileSync(`${file}.json`, "utf8"));
  } catch {
    return null;
  }
}

function hash(text: string): number {
  let h = 0;
  for (const letter of text) h = (Math.imul(h, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return h;
}
