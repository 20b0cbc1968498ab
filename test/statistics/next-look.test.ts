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
