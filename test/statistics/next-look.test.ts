import assert from "node:assert/strict";
import { test } from "node:test";
import { simulate } from "../../scripts/statistics/scenarios.ts";
import type { AssessLook } from "../../src/core/assessment/assessment.ts";
import { dayNumber, isoDate } from "../../src/core/stats/day-number.ts";
import { ready } from "./ready.ts";

const lookOn = (day: number, count: number, monitored?: boolean): AssessLook => ({
  date: isoDate(day),
  count,
  ...(monitored === undefined ? {} : { monitored }),
});

test("the count that one more look would need does raise the alarm a fortnight on, and far fewer cars do not", () => {
  for (const [usual, seed] of [
    ["S3", 31],
    ["S4", 34],
    ["S9", 35],
    ["S0", 33],
  ] as const) {
    const { series } = simulate(
      { usual, baseline: 41, monitored: 3, effect: { ratio: 2, rampDays: 0, looks: 99 } },
      seed,
    );
    const { confirmsFrom } = ready(series.looks).sensitivity.nextLook;
    assert.ok(confirmsFrom !== null, `${usual}: no count is told`);
    const day = (dayNumber(series.looks.at(-1)?.date ?? "") ?? 0) + 14;
    const evidenceWith = (cars: number) =>
      ready([...series.looks, lookOn(day, cars, true)]).looks.at(-1)?.evidence ?? Number.NaN;
    const [well, hardly] = [evidenceWith(Math.ceil(1.6 * confirmsFrom)), evidenceWith(Math.floor(0.7 * confirmsFrom))];
    assert.ok(well >= 240 && hardly < 240, `${usual}: said ${confirmsFrom}, evidence ${hardly} to ${well}`);
  }
});

test("a yard that was always empty could have confirmed a rise, and is told from which count on", () => {
  const zeros = Array.from({ length: 25 }, (_, i) => lookOn(19_000 + 14 * i, 0));
  const empty = ready(zeros);
  const five = ready([...zeros, lookOn(19_350, 5)]);
  assert.equal(five.looks.at(-1)?.tier, "alarm");
  assert.ok(five.sensitivity.smallestConfirmable !== null, "5 cars were confirmed");
  const { confirmsFrom } = empty.sensitivity.nextLook;
  assert.ok(confirmsFrom !== null && confirmsFrom >= 2 && confirmsFrom <= 8, `${confirmsFrom}`);
});

test("of two looks on the newest day both are judged, the one with more cars last", () => {
  const earlier = Array.from({ length: 20 }, (_, i) => lookOn(19_000 + 10 * i, 6 + ((5 * i) % 7)));
  for (const counts of [
    [73, 9],
    [9, 73],
  ]) {
    const { looks } = ready([...earlier, ...counts.map((count) => lookOn(19_200, count))]);
    assert.equal(looks.length, 2);
    assert.ok((looks.at(-1)?.p ?? 1) < 0.01 && (looks[0]?.p ?? 0) > 0.1);
  }
});

test("a count that would end a rise does not confirm it, however much evidence there is", () => {
  const usual = Array.from({ length: 15 }, (_, i) => lookOn(19_000 + 13 * i, 5));
  const { nextLook } = ready([...usual, lookOn(19_200, 5000)]).sensitivity;
  assert.ok(nextLook.endsBelow !== null && nextLook.confirmsFrom !== null);
  assert.ok(nextLook.confirmsFrom > nextLook.endsBelow, JSON.stringify(nextLook));
});

/** Looks a fortnight apart, the last `judged` of them to be judged. */
const fortnightly = (counts: readonly number[], judged: number): AssessLook[] =>
  counts.map((count, i) => lookOn(19_000 + 14 * i, count, i >= counts.length - judged));

test("the largest count that is said to end a rise does end it, and a few cars more do not", () => {
  for (const counts of [
    [28, 47, 62, 53, 51, 35, 34, 54, 41, 28, 41, 52, 57, 54, 35, 29, 126, 122, 128],
    [136, 62, 90, 176, 86, 70, 126, 92, 126, 78, 80, 180, 99, 93, 98, 70, 338, 334, 360],
    [201, 197, 209, 189, 219, 166, 204, 209, 174, 191, 226, 197, 547, 421],
  ]) {
    const looks = fortnightly(counts, 3);
    const { endsBelow } = ready(looks).sensitivity.nextLook;
    assert.ok(endsBelow !== null, `${counts}: no count is told`);
    const untilWith = (cars: number) =>
      ready([...looks, lookOn(19_000 + 14 * looks.length, cars, true)]).changes[0]?.until ?? null;
    assert.notEqual(
      untilWith(Math.floor(0.9 * endsBelow)),
      null,
      `${counts}: said ${endsBelow}, and fewer do not end it`,
    );
    assert.equal(untilWith(Math.ceil(1.15 * endsBelow) + 1), null, `${counts}: said ${endsBelow}, and more do end it`);
  }
});

test("after few looks, too, the evidence agrees with what it is said to need", () => {
  for (const counts of [
    [8, 5, 11, 7, 9, 6, 20],
    [4, 9, 2, 13, 7, 8],
    [60, 41, 72, 35, 88, 52, 47, 66, 50],
  ]) {
    const looks = fortnightly(counts, 1);
    const { confirmsFrom } = ready(looks).sensitivity.nextLook;
    assert.ok(confirmsFrom !== null, `${counts}: no count is told`);
    const evidenceWith = (cars: number) =>
      ready([...looks, lookOn(19_000 + 14 * looks.length, cars, true)]).looks.at(-1)?.evidence ?? Number.NaN;
    const [well, hardly] = [evidenceWith(Math.ceil(1.1 * confirmsFrom)), evidenceWith(Math.floor(0.9 * confirmsFrom))];
    assert.ok(well >= 240 && hardly < 240, `${counts}: said ${confirmsFrom}, evidence ${hardly} to ${well}`);
  }
});

test("the smallest rise that one look after few could have confirmed is near what the evidence needs", () => {
  const usual = [8, 5, 11, 7, 9, 6];
  const times = ready(fortnightly([...usual, 8], 1)).sensitivity.smallestConfirmable ?? Number.NaN;
  const mean = Math.exp(usual.reduce((sum, cars) => sum + Math.log(cars), 0) / usual.length);
  const evidenceOf = (cars: number) => ready(fortnightly([...usual, Math.round(cars)], 1)).looks.at(-1)?.evidence;
  const [well, hardly] = [evidenceOf(1.15 * times * mean), evidenceOf(0.85 * times * mean)];
  assert.ok((well ?? 0) >= 240 && (hardly ?? Infinity) < 240, `said ${times}, evidence ${hardly} to ${well}`);
});
