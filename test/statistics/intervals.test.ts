import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { predictiveInterval } from "../../src/core/assessment/judge-look.ts";
import { onsetPosterior } from "../../src/core/assessment/onset.ts";
import { ratioAt } from "../../src/core/assessment/ratio.ts";
import { RegimeModel } from "../../src/core/baseline/regime-model.ts";
import { clearLook } from "../../src/core/baseline/sighting.ts";
import { Workings } from "../../src/core/baseline/workings.ts";
import { dayNumber } from "../../src/core/stats/day-number.ts";

/** Made by test/reference/make_statistics_intervals.py. */
const reference: {
  readonly predictive: readonly {
    readonly counts: readonly number[];
    readonly days: readonly number[];
    readonly day: number;
    readonly median: number;
    readonly intervals: readonly (readonly [level: number, low: number, high: number, holds: number])[];
  }[];
  readonly ratio: readonly {
    readonly before: readonly [readonly number[], readonly number[]];
    readonly after: readonly [readonly number[], readonly number[]];
    readonly ratio: readonly (readonly [share: number, ratio: number])[];
  }[];
  readonly onset: readonly {
    readonly counts: readonly number[];
    readonly days: readonly number[];
    readonly first: number;
    readonly stepProbability: number;
    readonly cumulative: readonly (readonly [day: number, probability: number])[];
  }[];
} = JSON.parse(readFileSync(new URL("../reference/statistics-intervals.json", import.meta.url), "utf8"));

const looks = (counts: readonly number[], days: readonly number[]) =>
  counts.map((cars, i) => clearLook(days[i] ?? Number.NaN, cars));

test("predictive intervals and medians are those of an independent quadrature, to the car", () => {
  for (const { counts, days, day, median, intervals } of reference.predictive) {
    const expectation = new RegimeModel(looks(counts, days), [], new Workings()).expectation();
    for (const [level, low, high] of intervals)
      assert.deepEqual(predictiveInterval(expectation, clearLook(day, 0), level), { low, median, high }, `${level}`);
  }
});

test("the interval of a ratio is that of an independent quadrature, within a hundredth", () => {
  for (const { before, after, ratio } of reference.ratio) {
    const got = ratioAt(looks(...before), looks(...after), new Workings());
    assert.ok(got !== null);
    for (const [i, [share, expected]] of ratio.entries()) {
      const one = [got.low, got.median, got.high][i] ?? Number.NaN;
      assert.ok(Math.abs(one / expected - 1) < 0.01, `${share}: got ${one}, expected ${expected}`);
    }
  }
});

test("the days of an onset are those of an independent sum over every assumption, day and ramp, within some hundredths", () => {
  for (const { counts, days, first, stepProbability, cumulative } of reference.onset) {
    const got = onsetPosterior(looks(counts, days), first, "rise", new Workings());
    assert.ok(got !== null);
    const reached = new Map<number, number>();
    let sum = 0;
    for (const { day, probability } of got.days) {
      sum += probability;
      reached.set(day, sum);
    }
    for (const [day, expected] of cumulative)
      assert.ok(
        Math.abs((reached.get(day) ?? 0) - expected) < 0.03,
        `${day}: got ${reached.get(day)}, expected ${expected}`,
      );
    assert.ok(Math.abs((got.summary.stepProbability ?? 0) - stepProbability) < 0.02);
    const at = (share: number) => cumulative.find(([, p]) => p >= share)?.[0] ?? 0;
    for (const [date, share] of [
      [got.summary.low, 0.05],
      [got.summary.median, 0.5],
      [got.summary.high, 0.95],
    ] as const)
      assert.ok(Math.abs((dayNumber(date) ?? 0) - at(share)) <= 2, `${share}: ${date}`);
  }
});
