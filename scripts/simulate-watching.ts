/**
 * How often watching alerts of a usual yard, by simulation: the product's own evidence, threshold, episodes and rule of
 * alerting, look by look, on simulated series without any change.
 *
 * Run: `npx node scripts/simulate-watching.ts [--minutes 10] [--seed 1]`; series are added in turn, one of each kind,
 * until the time is up. Prints the table that docs/methods/statistics.md carries.
 */
import { parseArgs } from "node:util";
import type { LookAssessment } from "../src/core/assessment/assessment.ts";
import { toEntries } from "../src/core/assessment/to-sightings.ts";
import { Watch } from "../src/core/assessment/watch.ts";
import { Workings } from "../src/core/baseline/workings.ts";
import { alarmEvidence, episodesOf, looksPerYear, toAlert } from "../src/core/watch/alarm.ts";
import { type Design, simulate, USUAL, type Usual } from "./statistics/scenarios.ts";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, seed: { type: "string", default: "1" } },
});
/** Looks before the first one that is judged, as the product has it (core/series/to-looks.ts), and looks that are judged. */
const [BASELINE, JUDGED] = [12, 24];
/** Settings of a facility that are tried: false alarms a year, at most. 0.1 is the default. */
const RATES = [0.1, 0.5, 1];
const KINDS = Object.keys(USUAL) as Usual[];

interface Tally {
  series: number;
  years: number;
  readonly alerts: number[];
}
const tallies = new Map(
  KINDS.map((kind): [Usual, Tally] => [kind, { series: 0, years: 0, alerts: RATES.map(() => 0) }]),
);
const end = Date.now() + Number(values.minutes) * 60_000;

for (let round = 0; Date.now() < end; round++)
  for (const [k, kind] of KINDS.entries()) {
    if (Date.now() >= end) break;
    const design: Design = { usual: kind, baseline: BASELINE, monitored: JUDGED, effect: null };
    const { series } = simulate(design, Number(values.seed) * 1_000_003 + round * 7919 + k * 104_729);
    const tally = tallies.get(kind);
    if (tally === undefined) continue;
    const { alerts, years } = watchedOver(series.looks);
    tally.series++;
    tally.years += years;
    for (const [r, count] of alerts.entries()) tally.alerts[r] = (tally.alerts[r] ?? 0) + count;
  }

process.stdout.write(
  `| usual yard | series | years watched | ${RATES.map((rate) => `stated ${rate}`).join(" | ")} |\n`,
);
process.stdout.write(`| --- | --- | --- |${RATES.map(() => " --- |").join("")}\n`);
for (const [kind, { series, years, alerts }] of tallies) {
  const cells = alerts.map((count) => `${(count / years).toFixed(3)} (${count})`);
  process.stdout.write(`| ${kind}: ${USUAL[kind]} | ${series} | ${years.toFixed(0)} | ${cells.join(" | ")} |\n`);
}

/** Alerts under each setting, as `watchFacility` raises them after each look, and the years that the looks took. */
function watchedOver(looks: Parameters<typeof toEntries>[0]): { readonly alerts: number[]; readonly years: number } {
  const entries = toEntries(looks);
  const watch = new Watch(new Workings());
  const judged: Pick<LookAssessment, "date" | "evidence" | "tier">[] = [];
  const dates: string[] = [];
  const alerted: (string | null)[] = RATES.map(() => null);
  const alerts = RATES.map(() => 0);
  for (const entry of entries) {
    dates.push(entry.date);
    if (entry.monitored !== true) {
      watch.learn(entry);
      continue;
    }
    const { evidence, tier } = watch.judge(entry);
    judged.push({ date: entry.date, evidence: evidence.rise, tier });
    for (const [r, rate] of RATES.entries()) {
      const threshold = alarmEvidence(looksPerYear(dates), rate);
      const episode = toAlert(episodesOf(judged, threshold), alerted[r] ?? null);
      if (episode === null) continue;
      alerted[r] = episode.from;
      alerts[r] = (alerts[r] ?? 0) + 1;
    }
  }
  const [first, last] = [judged[0]?.date ?? "", judged.at(-1)?.date ?? ""];
  return { alerts, years: (Date.parse(last) - Date.parse(first)) / (365.25 * 86_400_000) };
}
