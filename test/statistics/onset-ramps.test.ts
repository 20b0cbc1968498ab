import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { type Design, simulate } from "../../scripts/statistics/scenarios.ts";
import { onsetPosterior } from "../../src/core/assessment/onset.ts";
import { changeGrid, watchedLooks } from "../../src/core/assessment/onset-grid.ts";
import { logsOverGap } from "../../src/core/assessment/onset-places.ts";
import { Ramps } from "../../src/core/assessment/onset-ramp.ts";
import { toEntries } from "../../src/core/assessment/to-sightings.ts";
import { ofEverySize } from "../../src/core/baseline/hyper-grid.ts";
import { clearLook } from "../../src/core/baseline/sighting.ts";
import { Workings } from "../../src/core/baseline/workings.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";

const FIRST = 41;

test("a ramp weighs what it weighs with every pair of levels, nearly, in the gaps that are likely", () => {
  const rise = { ratio: 3, rampDays: 60, looks: Number.POSITIVE_INFINITY };
  const designs: Design[] = [
    { usual: "S0", baseline: FIRST, monitored: 12, effect: { ...rise, rampDays: 0 } },
    { usual: "S0", baseline: FIRST, monitored: 24, effect: rise },
    { usual: "S3", baseline: FIRST, monitored: 24, effect: rise },
  ];
  const errors: number[] = [];
  for (const [seed, design] of designs.entries()) {
    const looks = toEntries(simulate(design, seed + 10).series.looks).flatMap(({ sightings }) => sightings);
    const workings = new Workings();
    const watched = watchedLooks(looks, FIRST, "rise", workings);
    for (const hyper of ofEverySize(4).filter(({ season, size }) => season === 0 && size > 1)) {
      const grid = changeGrid(hyper, watched, workings, true);
      const [kept, every] = [new Ramps(grid), new Ramps(grid, 0)];
      const logs = grid.before.flatMap((_, g) => {
        const begins = looks[FIRST + g]?.day ?? 0;
        return [21, 45, 90].map((days) => [kept.log(g, begins, days), every.log(g, begins, days)] as const);
      });
      const most = Math.max(...logs.map(([, log]) => log));
      for (const [log, expected] of logs) if (expected >= most - 2) errors.push(Math.abs(log - expected));
    }
  }
  errors.sort((a, b) => a - b);
  const at = (share: number) => errors[Math.floor(share * errors.length)] ?? Number.NaN;
  assert.ok(errors.length > 500);
  // .009, .035 and .060 measured.
  assert.ok(at(0.5) < 0.015, `the median: ${at(0.5)}`);
  assert.ok(at(0.95) < 0.05, `nineteen in twenty: ${at(0.95)}`);
  assert.ok(at(1 - 1 / errors.length) < 0.1, `the largest: ${errors.at(-1)}`);
});

test("an onset says where ramps were not worked out, so that a step has a probability of 1", () => {
  const shapeOf = (counts: readonly number[]) => {
    const looks = counts.map((cars, i) => clearLook(19_000 + 13 * i, cars));
    return onsetPosterior(looks, 12, "rise", new Workings())?.summary;
  };
  const usual = [8, 9, 7, 8, 10, 9, 8, 9, 7, 8, 9, 8];
  const even = shapeOf([...usual, 8, 9, 7]);
  assert.deepEqual([even?.rampsLeftOut, even?.stepProbability], [true, 1]);
  const risen = shapeOf([...usual, 30, 32, 28]);
  assert.equal(risen?.rampsLeftOut, undefined);
  assert.ok((risen?.stepProbability ?? 1) < 1);
});

test("the days of a long gap weigh what each of them weighs by itself, whatever the level", () => {
  for (const [level, ratio, gapDays] of [
    [8, 3, 23],
    [8, 4, 60],
    [100, 3, 23],
    [100, 3, 60],
    [100, 6, 90],
    [300, 4, 60],
    [300, 4, 120],
  ] as const) {
    const random = new RandomStream(level + gapDays);
    const count = (mean: number) => Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
    const usual = Array.from({ length: 24 }, (_, i) => clearLook(18_000 + 14 * i, count(level)));
    const last = 18_000 + 14 * 23;
    const since = Array.from({ length: 5 }, (_, i) => clearLook(last + gapDays + 14 * i, count(level * ratio)));
    const workings = new Workings();
    const watched = watchedLooks([...usual, ...since], usual.length, "rise", workings);
    const hyper = ofEverySize(4).find(({ season, size, wander }) => season === 0 && wander === 0 && size > 9);
    assert.ok(hyper !== undefined);
    const ramps = new Ramps(changeGrid(hyper, watched, workings, true));
    const gap = Array.from({ length: gapDays }, (_, d) => last + 1 + d);
    for (const days of [21, 45, 90]) {
      const each = gap.map((day) => ramps.log(0, day, days));
      const told = logsOverGap(
        gap,
        (day) => ramps.log(0, day, days),
        () => false,
      );
      const most = Math.max(...each);
      const shares = (logs: readonly number[]) => {
        const weights = logs.map((log) => Math.exp(log - most));
        const sum = weights.reduce((all, weight) => all + weight, 0);
        return weights.map((weight) => weight / sum);
      };
      const expected = shares(each);
      const apart = shares(told).reduce((sum, share, d) => sum + Math.abs(share - (expected[d] as number)) / 2, 0);
      // .065 measured; up to .23 by one polynomial through the places.
      assert.ok(apart < 0.08, `${level} x${ratio}, a gap of ${gapDays} days, ramps of ${days}: ${apart} apart`);
    }
  }
});

/** Made by test/reference/make_statistics_onsets.py. */
const reference: readonly {
  readonly usual: string;
  readonly ratio: number;
  readonly ramp: number;
  readonly counts: readonly number[];
  readonly days: readonly number[];
  readonly first: number;
  readonly stepProbability: number;
  readonly probabilities: readonly (readonly [day: number, probability: number])[];
}[] = JSON.parse(readFileSync(new URL("../reference/statistics-onsets.json", import.meta.url), "utf8"));

test("a step and the days of an onset are as probable as in a sum over every assumption, day, ramp and pair of levels", () => {
  for (const { usual, ratio, ramp, counts, days, first, stepProbability, probabilities } of reference) {
    const name = `${usual} x${ratio} over ${ramp} days, ${counts.length} looks`;
    const looks = counts.map((cars, i) => clearLook(days[i] ?? Number.NaN, cars));
    const got = onsetPosterior(looks, first, "rise", new Workings(), [], { leastChange: 0 });
    assert.ok(got !== null);
    const step = got.summary.stepProbability;
    // .009 and .027 measured; .042 and .091 with eight assumptions, pairs by what a step weighs, and days that share a place.
    assert.ok(Math.abs(step - stepProbability) < 0.02, `${name}: a step ${step}, expected ${stepProbability}`);
    const said = new Map(got.days.map(({ day, probability }) => [day, probability]));
    const apart = probabilities.reduce((sum, [day, p]) => sum + Math.abs((said.get(day) ?? 0) - p) / 2, 0);
    assert.ok(apart < 0.08, `${name}: total variation of the days ${apart}`);
  }
});
