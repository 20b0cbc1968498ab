/**
 * How far three answers are from what they stand for, for docs/methods/statistics.md 2.10: the smallest rise that looks could have
 * confirmed, and what one more look would settle, against the evidence itself; and probabilities after hundreds of looks a day
 * apart, against a lattice four times as fine.
 *
 *     npx node scripts/statistics/limits.ts
 */
import { ChangeEvidence } from "../../src/core/assessment/change-evidence.ts";
import { heaviestOf } from "../../src/core/assessment/heaviest-assumptions.ts";
import { chanceThisHigh, predictiveInterval } from "../../src/core/assessment/judge-look.ts";
import { NEXT_DAYS, nextLook } from "../../src/core/assessment/next-look.ts";
import { smallestConfirmable } from "../../src/core/assessment/sensitivity.ts";
import { TIERS } from "../../src/core/assessment/tiers.ts";
import { toEntries } from "../../src/core/assessment/to-sightings.ts";
import { LevelFilter } from "../../src/core/baseline/level-filter.ts";
import { latticeOver } from "../../src/core/baseline/level-lattice.ts";
import { priorWeights } from "../../src/core/baseline/level-posterior.ts";
import { LookRecord } from "../../src/core/baseline/look-record.ts";
import { MeanMixture } from "../../src/core/baseline/mean-mixture.ts";
import { expectationOf, RegimeModel } from "../../src/core/baseline/regime-model.ts";
import { clearLook, type Sighting } from "../../src/core/baseline/sighting.ts";
import { Workings } from "../../src/core/baseline/workings.ts";
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

const KINDS = ["S0", "S1", "S2", "S3", "S6", "S7"] as const;
for (const judged of [1, 6]) {
  const ratios: number[] = [];
  for (const usual of KINDS)
    for (const baseline of [8, 20, 41])
      for (const seed of [1, 2]) {
        const looks = drawn(usual, baseline, judged, seed);
        const [before, after] = [looks.slice(0, baseline), looks.slice(baseline)];
        const model = new RegimeModel(before, [], new Workings());
        const usually = model.expectation();
        const said = smallestConfirmable(usually, heaviestOf(model), model.outside, after, new Workings());
        const mean = new MeanMixture(usually, after[0]?.day ?? 0).mean();
        const cars = smallestEnough(
          1,
          4000,
          (n) => evidenceOf([...before, ...after.map(({ day }) => clearLook(day, n))], baseline) >= TIERS.alarm,
        );
        if (said !== null && cars !== null) ratios.push((said * mean) / cars);
      }
  print(`smallest rise said over found, ${judged} equal looks`, ratios);
}

for (const effect of [null, { ratio: 2, rampDays: 0, looks: 99 }]) {
  const ratios: number[] = [];
  let untold = 0;
  for (const usual of [...KINDS, "S4", "S9"] as const)
    for (const baseline of [8, 20, 41])
      for (const seed of [1, 2]) {
        const looks = drawn(usual, baseline, 3, seed, effect);
        const workings = new Workings();
        const state = new ChangeEvidence(looks.slice(0, baseline), [], workings);
        for (const one of looks.slice(baseline)) state.add(one, true);
        const said = nextLook(state, state.evidence(), 0, workings).confirmsFrom;
        const next = (n: number) => clearLook((looks.at(-1)?.day ?? 0) + NEXT_DAYS, n);
        const { median } = predictiveInterval(state.model.expectation(), next(0), 0.5);
        const found = smallestEnough(median, 4000, (n) => evidenceOf([...looks, next(n)], baseline) >= TIERS.alarm);
        if (found === null) continue;
        if (said === null) untold++;
        else ratios.push(said / found);
      }
  print(
    `${effect === null ? "no change" : "three looks twofold"}: one more look said over found, ${untold} not told`,
    ratios,
  );
}

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
