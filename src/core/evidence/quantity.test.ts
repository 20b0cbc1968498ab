import assert from "node:assert/strict";
import { test } from "node:test";
import { amountOver, differenceOf, inUnit, type Quantity, shareOf, sumOf, UnitMismatch } from "./quantity.ts";

/** Enough of UCUM for these tests; the real table is tested in test/evidence/evidence-file.test.ts. */
const FACTORS: Readonly<Record<string, number>> = { "a d": 365.25, "d a": 1 / 365.25, "km m": 1000, "m km": 0.001 };
const factor = (from: string, to: string) => FACTORS[`${from} ${to}`] ?? null;
const exact = (value: number, unit: string): Quantity => ({
  value,
  low: value,
  high: value,
  unit,
  approximately: false,
});
const about = (value: number, low: number, high: number, unit: string): Quantity => ({
  value,
  low,
  high,
  unit,
  approximately: true,
});

test("60,000 rounds a day are 21.9 million a year, of which 2.5 million are 11 %, and 19.4 million are missing", () => {
  const used = amountOver(about(60_000, 60_000, 60_000, "{round}/d"), exact(1, "a"), factor);
  const made = exact(2_500_000, "{round}");
  assert.equal(used.unit, "{round}");
  assert.equal(used.value, 21_915_000);
  assert.equal(Math.round(shareOf(made, used, factor).value * 100), 11);
  assert.equal(Math.round(differenceOf(used, made, factor).value / 1e5) / 10, 19.4);
});

test("“about” and the ends of ranges carry through", () => {
  const used = amountOver(about(60_000, 50_000, 70_000, "{round}/d"), exact(10, "d"), factor);
  assert.deepEqual(used, about(600_000, 500_000, 700_000, "{round}"));
  const gap = differenceOf(used, about(100, 50, 200, "{round}"), factor);
  assert.deepEqual([gap.low, gap.value, gap.high, gap.approximately], [499_800, 599_900, 699_950, true]);
  const share = shareOf(about(100, 50, 200, "{round}"), used, factor);
  assert.deepEqual([share.low, share.high], [50 / 700_000, 200 / 500_000]);
});

test("rounds and cars do not add, although UCUM holds both for the number 1", () => {
  assert.throws(() => sumOf([exact(5, "{round}"), exact(3, "{car}")], factor), UnitMismatch);
  assert.throws(() => sumOf([exact(5, "{round}/d"), exact(3, "{car}")], () => 1), UnitMismatch);
});

test("units that measure different things do not convert; those that do, do", () => {
  assert.equal(inUnit(exact(3, "km"), "m", factor).value, 3000);
  assert.throws(() => inUnit(exact(3, "km"), "d", factor), /km does not convert into d/);
  assert.throws(() => amountOver(exact(3, "m"), exact(1, "d"), factor), /no amount per time/);
});

test("a share of nothing is refused", () => {
  assert.throws(() => shareOf(exact(1, "m"), about(5, 0, 9, "m"), factor), /whole above 0/);
});

test("a share of what may be less than nothing lies between its ends", () => {
  const q = (low: number, value: number, high: number): Quantity => ({
    low,
    value,
    high,
    unit: "{car}",
    approximately: true,
  });
  const share = shareOf(q(-2, -2, 1), q(1, 2, 10), factor);
  assert.deepEqual([share.low, share.value, share.high], [-2, -1, 1]);
});
