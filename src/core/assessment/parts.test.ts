import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isoDate } from "../stats/day-number.ts";
import { assessSeries } from "./assess-series.ts";
import { lookedAtTogether, tiersOfMany, watchedEvidence } from "./many-facilities.ts";
import { carsInLines } from "./train-lengths.ts";
import { typeMixChange } from "./type-mix-change.ts";

const reference = JSON.parse(
  readFileSync(new URL("../../../test/reference/statistics-parts.json", import.meta.url), "utf8"),
);
const mean = (pmf: readonly number[]) => pmf.reduce((sum, p, n) => sum + p * n, 0);

test("a line of cars holds its length over the length of a car, give or take", () => {
  const cars = carsInLines([290], [0, 0]);
  assert.ok(Math.abs(cars.reduce((sum, p) => sum + p, 0) - 1) < 1e-12);
  assert.ok(Math.abs(mean(cars) - 20) < 0.6);
  assert.ok(Math.abs(mean(carsInLines([290], [2, 3])) - mean(cars) - 2.5) < 1e-9);
  assert.throws(() => carsInLines([0], [0, 0]), RangeError);
});

test("more ore and tank cars after, fewer boxcars: the mix changed", () => {
  const before = [
    { box: 12, tank: 3 },
    { box: 9, tank: 4 },
    { box: 15, tank: 2 },
    { box: 8, tank: 2 },
  ];
  const after = [
    { ore: 60, tank: 20, box: 3 },
    { ore: 75, tank: 31, box: 4 },
    { ore: 58, tank: 25, box: 2 },
  ];
  const change = typeMixChange(before, after);
  assert.ok(change !== null && change.log10BayesFactor > 2 && change.probability > 0.99);
  assert.ok((change.shares.find(({ type }) => type === "ore")?.rose ?? 0) > 0.99);
  assert.ok((change.shares.find(({ type }) => type === "box")?.rose ?? 1) < 0.01);
});

test("the same mix in more cars is no change of mix", () => {
  const look = { box: 10, tank: 5 };
  const change = typeMixChange(
    [look, look, look],
    [
      { box: 30, tank: 15 },
      { box: 28, tank: 16 },
      { box: 31, tank: 14 },
    ],
  );
  assert.ok(change !== null && change.log10BayesFactor < 0);
  assert.equal(typeMixChange([], [look]), null);
});

test("with many facilities each threshold is multiplied, and e-BH puts forward the strongest together", () => {
  const quiet = Array.from({ length: 8 }, (_, i) => ({ id: `q${i}`, evidence: 3, looks: 10 }));
  const tiers = tiersOfMany(
    [...quiet, { id: "a", evidence: 3000, looks: 10 }, { id: "b", evidence: 1500, looks: 10 }],
    0.1,
  );
  assert.deepEqual(
    tiers.filter(({ tier }) => tier !== "none").map(({ id, tier }) => [id, tier]),
    [
      ["a", "alarm"],
      ["b", "watch"],
    ],
  );
  // e-values 300 and 150 against 10 / (k 0.1): 100 and 50.
  assert.deepEqual(
    tiers.filter(({ discovered }) => discovered).map(({ id }) => id),
    ["a", "b"],
  );
  assert.throws(() => tiersOfMany([], 1), RangeError);
});

test("series looked at together keep their order, and two of one id their own evidence", () => {
  const together = lookedAtTogether(
    [
      { id: "a", rise: 1, fall: 9000, looks: 10 },
      { id: "a", rise: 5000, fall: 0, looks: 10 },
    ],
    0.1,
  );
  assert.deepEqual(together, {
    status: "together",
    facilities: 2,
    rate: 0.1,
    tiers: [
      { id: "a", tier: "none", discovered: false, tierFall: "firm", discoveredFall: true },
      { id: "a", tier: "firm", discovered: true, tierFall: "none", discoveredFall: false },
    ],
  });
  assert.equal(
    watchedEvidence({ id: "a", status: "too-few-looks", usable: 1, needed: 5, smallestConfirmable: null }),
    null,
  );
});

test("of one facility only the stronger direction is looked at, and a change that has just ended is none", () => {
  const days = (counts: readonly number[], from: number, monitored: boolean) =>
    counts.map((count, i) => ({ date: isoDate(19_000 + 10 * (from + i)), count, monitored }));
  const usual = Array.from({ length: 30 }, (_, i) => 6 + ((5 * i) % 7));
  const assessed = (counts: readonly number[]) => {
    const answer = assessSeries({ id: "a", looks: [...days(usual, 0, false), ...days(counts, 30, true)] });
    if (answer.status !== "ready") throw new Error("too few looks");
    const newest = answer.looks.at(-1);
    return { newest, watched: watchedEvidence(answer) };
  };
  const risen = assessed([60, 62, 58, 61, 60, 63, 59, 60]);
  assert.ok((risen.newest?.evidenceFall ?? 0) > 100, "a steep rise leaves evidence of a fall behind");
  assert.deepEqual([risen.watched?.rise, risen.watched?.fall], [risen.newest?.evidence, 0]);
  const ended = assessed([60, 62, 58, 61, 60, 63, 8]);
  assert.equal(ended.newest?.tier, "ended");
  assert.ok(
    (ended.watched?.rise ?? 240) < 2 && (ended.watched?.fall ?? 240) < 2,
    "the look that ends a rise begins anew",
  );
});

test("cars in lines agree with densities and convolutions of scipy and numpy", () => {
  for (const { metres, plus, pmf } of reference.trains) {
    const cars = carsInLines(metres, plus);
    assert.equal(cars.length, pmf.length);
    for (const [n, p] of cars.entries()) assert.ok(Math.abs(p - pmf[n]) < 1e-12, `${metres}: ${n} cars`);
  }
});

test("e-BH puts forward the facilities that Benjamini-Hochberg does on the inverse e-values", () => {
  for (const { rate, evidence, looks, discovered } of reference.many) {
    const facilities = evidence.map((e: number, i: number) => ({ id: String(i), evidence: e, looks: looks[i] }));
    const chosen = tiersOfMany(facilities, rate).flatMap((one, i) => (one.discovered ? [i] : []));
    assert.deepEqual(chosen, discovered);
  }
});
