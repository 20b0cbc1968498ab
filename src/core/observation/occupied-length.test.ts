import assert from "node:assert/strict";
import { test } from "node:test";
import { commonFactors, expectedCars, someCars } from "./occupied-length.ts";

const moments = (pmf: ArrayLike<number>) => {
  const values = Array.from(pmf);
  const total = values.reduce((a, b) => a + b, 0);
  const mean = values.reduce((sum, p, n) => sum + p * n, 0) / total;
  return { total, mean, variance: values.reduce((sum, p, n) => sum + p * (n - mean) ** 2, 0) / total };
};

test("the cars of a coarse image's track are centred on its length under cars, narrower or wider than chance", () => {
  const mean = expectedCars(1500, 4000, { metresPerCar: 15, carsPerKilometre: 2 });
  assert.equal(mean, 108);
  for (const errors of [
    { carVariance: 0.2, relativeSpread: 0.04 },
    { carVariance: 1, relativeSpread: 0.2 },
  ]) {
    const got = moments(someCars(mean, errors));
    assert.ok(Math.abs(got.total - 1) < 1e-9 && Math.abs(got.mean - mean) < 0.01, JSON.stringify(got));
    const expected = errors.carVariance * mean + (errors.relativeSpread * mean) ** 2;
    assert.ok(Math.abs(got.variance - expected) < 0.02 * expected, `${got.variance}, expected ${expected}`);
  }
});

test("there is one car at least, however little lies under it", () => {
  const pmf = someCars(expectedCars(0, 300, { metresPerCar: 15, carsPerKilometre: 0 }), {
    carVariance: 0.3,
    relativeSpread: 0.1,
  });
  assert.equal(pmf[0], 0);
  assert.ok((pmf[1] ?? 0) > 0.6 && Math.abs(moments(pmf).total - 1) < 1e-9);
});

test("the common factor has a mean of 1 and its spread", () => {
  const factors = commonFactors(0.3);
  const sum = (of: (factor: number) => number) =>
    factors.reduce((all, { weight, factor }) => all + weight * of(factor), 0);
  assert.ok(Math.abs(sum(() => 1) - 1) < 1e-12);
  assert.ok(Math.abs(sum((f) => f) - 1) < 0.005, `${sum((f) => f)}`);
  assert.ok(Math.abs(Math.sqrt(sum((f) => (f - 1) ** 2)) - 0.3) < 0.02);
});
