import assert from "node:assert/strict";
import { test } from "node:test";
import { convolve, trackDistribution, unlistedDistribution, yardDistribution } from "./count-errors.ts";

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

test("cars that are counted and not listed have the mean that the listed ones leave, under each assumption", () => {
  const hidden = [
    { weight: 0.75, pmf: [0, 0, 1] },
    { weight: 0.25, pmf: [...new Array<number>(900).fill(0), 1] },
  ];
  const { total, mean } = moments(unlistedDistribution([hidden, exactly(3)], 4.5));
  assert.ok(Math.abs(total - 1) < 1e-9);
  assert.ok(Math.abs(mean - (0.75 * 0.5 + 0.25 * 898.5)) < 1e-6, `mean ${mean}`);
  // Poisson of 0.5, mixed with one far away.
  assert.ok(Math.abs((unlistedDistribution([hidden, exactly(3)], 4.5)[0] ?? NaN) - 0.75 * Math.exp(-0.5)) < 1e-9);
  assert.deepEqual([...unlistedDistribution([exactly(3)], 3.4)], [1]);
});

test("the distribution with errors equals the sum over n-fold convolutions", () => {
  const pmf = [0.05, 0.1, 0.2, 0.3, 0.25, 0.1];
  const errors = { trackShare: 0.25, commonSpread: 0.12 };
  const nodes = [
    -3.750439717725742, -2.366759410734541, -1.154405394739968, 0, 1.154405394739968, 2.366759410734541,
    3.750439717725742,
  ];
  const weights = [0.000548268855972, 0.030757123967586, 0.240123178605013, 0.457142857142858];
  const expected: number[] = [];
  nodes.forEach((node, k) => {
    const factor = 1 + errors.commonSpread * node;
    const kept = Math.min(1 - errors.trackShare, factor);
    const poisson = [Math.exp(kept - factor)];
    for (let n = 1; n < 40; n++) poisson.push(((poisson[n - 1] ?? 0) * (factor - kept)) / n);
    const one = convolve([1 - kept, kept], poisson);
    let law: Float64Array = Float64Array.of(1);
    pmf.forEach((p, n) => {
      if (n > 0) law = convolve(law, one);
      law.forEach((q, m) => {
        expected[m] = (expected[m] ?? 0) + (weights[Math.min(k, 6 - k)] ?? 0) * p * q;
      });
    });
  });
  const got = trackDistribution([{ weight: 1, pmf }], errors);
  const total = expected.reduce((a, b) => a + b, 0);
  got.forEach((p, n) => {
    assert.ok(Math.abs(p - (expected[n] ?? 0) / total) < 1e-9, `${n} cars: ${p} and ${expected[n]}`);
  });
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
