/**
 * How far four answers are from what they stand for, for docs/methods/statistics.md 2.10: the smallest rise that looks could have
 * confirmed, and what one more look would settle, against the evidence itself; what one more look would end, against the watch itself;
 * and probabilities after hundreds of looks a day apart, against a lattice four times as fine.
 *
 *     npx node scripts/statistics/limits.ts
 */
import type { AssessLook } from "../../src/core/assessment/assessment.ts";
import { ChangeEvidence } from "../../src/core/assessment/change-evidence.ts";
import { heaviestOf } from "../../src/core/assessment/heaviest-assumptions.ts";
import { chanceThisHigh, predictiveInterval } from "../../src/core/assessment/judge-look.ts";
import { NEXT_DAYS, nextLook } from "../../src/core/assessment/next-look.ts";
import { meanLevel, smallestConfirmable } from "../../src/core/assessment/sensitivity.ts";
import { TIERS } from "../../src/core/assessment/tiers.ts";
import { toEntries } from "../../src/core/assessment/to-sightings.ts";
import { Watch } from "../../src/core/assessment/watch.ts";
import { LevelFilter } from "../../src/core/baseline/level-filter.ts";
import { latticeOver } from "../../src/core/baseline/level-lattice.ts";
import { priorWeights } from "../../src/core/baseline/level-posterior.ts";
import { LookRecord } from "../../src/core/baseline/look-record.ts";
import { expectationOf, RegimeModel } from "../../src/core/baseline/regime-model.ts";
import { clearLook, type Sighting } from "../../src/core/baseline/sighting.ts";
import { Workings } from "../../src/core/baseline/workings.ts";
import { isoDate } from "../../src/core/stats/day-number.ts";
import { type Effect, simulate, type Usual } from "./scenarios.ts";

function drawn(
  usual: Usual,
  baseline: number,
  monitored: number,
  seed: number,
  effect: Effect | null = null,
): Sighting[] {
  const { series } = simulate({ usual, baseline, monitored, effect }, seed);
  return toEntries(series.looks).flatMap(({ sightings }) => sightings);
}

/** Evidence of a rise after the looks, those after the first `baseline` being watched. */
function evidenceOf(looks: readonly Sighting[], baseline: number): number {
  const state = new ChangeEvidence(looks.slice(0, baseline), [], new Workings());
  for (const one of looks.slice(baseline)) state.add(one, true);
  return state.evidence().rise;
}

/** The smallest whole number from `low` to `high` that is enough; null where `high` is not. */
function smallestEnough(low: number, high: number, isEnough: (n: number) => boolean): number | null {
  if (!isEnough(high)) return null;
  let [least, most] = [low, high];
  while (least < most) {
    const middle = (least + most) >> 1;
    if (isEnough(middle)) most = middle;
    else least = middle + 1;
  }
  return most;
}

function print(what: string, ratios: number[]): void {
  ratios.sort((a, b) => a - b);
  const at = (share: number) => (ratios[Math.floor(share * (ratios.length - 1))] ?? Number.NaN).toFixed(2);
  process.stdout.write(
    `${what}, ${ratios.length} series: median ${at(0.5)}, 10 to 90 % ${at(0.1)} to ${at(0.9)}, all ${at(0)} to ${at(1)}\n`,
  );
}

/** Usual looks: of records that have just enough, of short ones, and of the others. */
const BASELINES = [
  [5, 6, 7],
  [8, 10, 12],
  [20, 41],
] as const;
const KINDS = ["S0", "S1", "S2", "S3", "S6", "S7"] as const;
const cases = (baselines: readonly number[], judged: number) => ({ baselines, judged });
for (const { baselines, judged } of [1, 6].flatMap((n) => BASELINES.map((baselines) => cases(baselines, n)))) {
  const ratios: number[] = [];
  for (const usual of KINDS)
    for (const baseline of baselines)
      for (const seed of [1, 2]) {
        const looks = drawn(usual, baseline, judged, seed);
        const [before, after] = [looks.slice(0, baseline), looks.slice(baseline)];
        const model = new RegimeModel(before, [], new Workings());
        const usually = model.expectation();
        const said = smallestConfirmable(usually, heaviestOf(model), model.outside, after, new Workings());
        const cars = smallestEnough(
          1,
          4000,
          (n) => evidenceOf([...before, ...after.map(({ day }) => clearLook(day, n))], baseline) >= TIERS.alarm,
        );
        if (said !== null && cars !== null) ratios.push((said * meanLevel(usually)) / cars);
      }
  print(`${baselines.join(", ")} usual looks: smallest rise said over found, ${judged} equal looks`, ratios);
}

const effects = [null, { ratio: 2, rampDays: 0, looks: 99 }];
for (const { baselines, effect } of effects.flatMap((one) =>
  BASELINES.map((baselines) => ({ baselines, effect: one })),
)) {
  const ratios: number[] = [];
  let untold = 0;
  for (const usual of [...KINDS, "S4", "S9"] as const)
    for (const baseline of baselines)
      for (const seed of [1, 2]) {
        const looks = drawn(usual, baseline, 3, seed, effect);
        const workings = new Workings();
        const state = new ChangeEvidence(looks.slice(0, baseline), [], workings);
        for (const one of looks.slice(baseline)) state.add(one, true);
        const said = nextLook(state, state.evidence(), null, workings).confirmsFrom;
        const next = (n: number) => clearLook((looks.at(-1)?.day ?? 0) + NEXT_DAYS, n);
        const { median } = predictiveInterval(state.model.expectation(), next(0), 0.5);
        const found = smallestEnough(median, 4000, (n) => evidenceOf([...looks, next(n)], baseline) >= TIERS.alarm);
        if (found === null) continue;
        if (said === null) untold++;
        else ratios.push(said / found);
      }
  print(
    `${baselines.join(", ")} usual looks, ${effect === null ? "no change" : "three twofold"}: one more look said over found, ${untold} not told`,
    ratios,
  );
}

/** The watch after the looks of a series. */
function watched(looks: readonly AssessLook[]): Watch {
  const watch = new Watch(new Workings());
  for (const entry of toEntries(looks))
    if (entry.monitored === true) watch.judge(entry);
    else watch.learn(entry);
  return watch;
}

const differences: number[] = [];
const endings: number[] = [];
let neither = 0;
let one = 0;
for (const usual of ["S0", "S2", "S3", "S4", "S7", "S8"] as const)
  for (const ratio of [3, 6])
    for (const [baseline, monitored] of [
      [20, 6],
      [41, 10],
    ] as const)
      for (const seed of [1, 2]) {
        const { looks } = simulate(
          { usual, baseline, monitored, effect: { ratio, rampDays: 0, looks: 99 } },
          seed,
        ).series;
        const watch = watched(looks);
        const { state, changes } = watch;
        const rise = watch.watchOfRise();
        if (state === null || rise === null) continue;
        const said = nextLook(state, state.evidence(), rise, new Workings()).endsBelow;
        if (!(state.evidence().rise >= TIERS.alarm)) continue;
        const newest = state.sightings.at(-1)?.day ?? 0;
        const isOver = (count: number) => {
          const more = { date: isoDate(newest + NEXT_DAYS), count, monitored: true };
          return watched([...looks, more]).changes[changes.length - 1]?.untilDay !== null;
        };
        // Downwards by sevenths from twice the largest count, then by halves.
        let tooMany = 2 * Math.max(...looks.map(({ count }) => count ?? 0));
        let enough: number | null = tooMany;
        while (enough !== null && !isOver(enough)) {
          tooMany = enough;
          enough = enough === 0 ? null : Math.floor((6 * enough) / 7);
        }
        if (enough === null || said === null) {
          if (enough === said) neither++;
          else one++;
          continue;
        }
        const [low, high] = [enough, tooMany];
        const found = (smallestEnough(low, high, (n) => n === high || !isOver(n)) ?? high) - 1;
        differences.push(said - found);
        endings.push((said + 1) / (found + 1));
      }
differences.sort((a, b) => a - b);
print(
  `one more look that ends a rise, said over found, one added to each (${neither} of no count in both, ${one} in one alone; differences ${differences[0]} to ${differences.at(-1)})`,
  endings,
);

const daily = Array.from({ length: 300 }, (_, i) =>
  clearLook(i, Math.round(60 * Math.exp(0.6 * Math.sin(i / 5) + 0.3 * Math.sin(i / 1.3)))),
);
const workings = new Workings();
const model = new RegimeModel(daily, [], workings);
const record = new LookRecord(daily, workings);
const finer = model.posteriors.map(({ hyper, filter }) => {
  const { fineness, start, step, length } = filter.lattice;
  const lattice = latticeOver(4 * fineness, start, start + step * (length - 1));
  const fine = new LevelFilter(workings.rowsOf(hyper), lattice, priorWeights(lattice));
  fine.take(record);
  return { hyper, lattice, weights: fine.sums, logScale: fine.logScale };
});
for (const cars of [150, 300, 450]) {
  const next = clearLook(307, cars);
  const [found, expected] = [model.expectation(), expectationOf(finer, model.outside)].map(
    (expectation) => chanceThisHigh(expectation, next).mean,
  ) as [number, number];
  process.stdout.write(
    `300 looks a day apart, then ${cars}: ${found.toExponential(3)}, off by ${(found / expected - 1).toExponential(1)} of it\n`,
  );
}
