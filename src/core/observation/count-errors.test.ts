import assert from "node:assert/strict";
import { test } from "node:test";
import { convolve, occupiedLengthDistribution, trackDistribution, yardDistribution } from "./count-errors.ts";

const moments = (pmf: ArrayLike<number>) => {
  const [values, total] = [Array.from(pmf), Array.from(pmf).reduce((a, b) => a + b, 0)];
  const mean = values.reduce((sum, p, n) => sum + p * n, 0);
  return { total, mean, variance: values.reduce((sum, p, n) => sum + p * (n - mean) ** 2, 0) };
};
/** Exactly n cars, for certain. */
const exactly = (n: number) => [{ weight: 1, pmf: [...new Array<number>(n).fill(0), 1] }];

test("errors widen a count and leave its mean", () => {
  const { total, mean, variance } = moments(trackDistribution(exactly(40), { trackShare: 0.3, commonSpread: 0.05 }));
  assert.ok(Math.abs(total - 1) < 1e-9);
  assert.ok(Math.abs(mean - 40) < 1e-6, `mean ${mean}`);
  // q (2 - q) n within the track, and (0.05 n)^2 from the common factor.
  const kept = 0.3 * 1.7 * 40;
  assert.ok(Math.abs(variance - (kept + 4)) < 0.2, `variance ${variance}, expected about ${kept + 4}`);
});

test("no cars for certain stay no cars", () => {
  assert.deepEqual([...trackDistribution(exactly(0), { trackShare: 0.4, commonSpread: 0.1 })], [1]);
});

test("a yard's spread grows faster than its tracks' alone, because they share causes", () => {
  const errors = { trackShare: 0.2, commonSpread: 0.1 };
  const yard = moments(yardDistribution([exactly(20), exactly(30), exactly(50)], errors));
  const apart = [20, 30, 50].map((n) => moments(trackDistribution(exactly(n), errors)).variance);
  assert.ok(Math.abs(yard.mean - 100) < 1e-6);
  assert.ok(yard.variance > 1.5 * apart.reduce((a, b) => a + b, 0));
});

test("without errors a yard's distribution is the sum of its tracks'", () => {
  const a = [0.2, 0.5, 0.3];
  const b = [0.1, 0.9];
  const yard = yardDistribution([[{ weight: 1, pmf: a }], [{ weight: 1, pmf: b }]], { trackShare: 0, commonSpread: 0 });
  convolve(a, b).forEach((p, n) => {
    assert.ok(Math.abs(p - (yard[n] ?? NaN)) < 1e-9);
  });
});

test("hidden tracks under one cloud are full or empty together", () => {
  const hidden = [
    { weight: 0.5, pmf: [1] },
    { weight: 0.5, pmf: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
  ];
  const pmf = yardDistribution([hidden, hidden, exactly(3)], { trackShare: 0, commonSpread: 0 });
  assert.ok(Math.abs((pmf[3] ?? 0) - 0.5) < 1e-9 && Math.abs((pmf[23] ?? 0) - 0.5) < 1e-9);
});

test("a coarse image's total is centred on the length under cars and is wide", () => {
  const errors = { metresPerCar: 15, relativeSpread: 0.2, carsPerRootKilometre: 2 };
  const { mean, variance } = moments(occupiedLengthDistribution(1500, 4000, errors));
  assert.ok(Math.abs(mean - 100) < 0.5);
  assert.ok(Math.sqrt(variance) > 20);
});
