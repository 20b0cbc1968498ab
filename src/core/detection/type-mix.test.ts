import assert from "node:assert/strict";
import { test } from "node:test";
import { betaBinomial, typeCounts } from "./type-mix.ts";

test("the beta-binomial law equals scipy's", () => {
  // scipy 1.10.1: betabinom.pmf(k, 7, 0.3 * 5, 0.7 * 5)
  const reference = [
    0.2050292968749999, 0.22661132812500007, 0.19995117187499994, 0.15551757812500003, 0.10766601562499989,
    0.06459960937499995, 0.031103515625000015, 0.009521484374999997,
  ];
  betaBinomial(7, 0.3, 5).forEach((p, k) => {
    assert.ok(Math.abs(p - (reference[k] ?? NaN)) < 1e-12);
  });
});

const mean = (pmf: Float64Array) => pmf.reduce((sum, p, n) => sum + n * p, 0);
/** Open cars told right nine times of ten, and as covered else; the others always right. */
const confusion = {
  counts: [
    [100, 0, 0, 0, 0, 0],
    [0, 100, 0, 0, 0, 0],
    [0, 10, 90, 0, 0, 0],
    [0, 0, 0, 100, 0, 0],
    [0, 0, 0, 0, 100, 0],
  ],
  concentration: 10,
};

test("a few covered cars among many open ones are mostly mistaken open ones", () => {
  const cars = [
    ...Array.from({ length: 45 }, () => ({ probability: 1, told: "open" as const })),
    ...Array.from({ length: 5 }, () => ({ probability: 1, told: "covered" as const })),
  ];
  const counts = typeCounts(cars, confusion);
  assert.ok(mean(counts.open) > 48, `open ${mean(counts.open)}`);
  assert.ok(mean(counts.covered) < 2, `covered ${mean(counts.covered)}`);
});

test("types add up to the cars, with their probabilities", () => {
  const told = ["tank", "tank", "open", "unknown", "flat", "covered"] as const;
  const cars = told.map((type, k) => ({ probability: 0.5 + 0.08 * k, told: type }));
  const counts = typeCounts(cars, confusion);
  const sum = Object.values(counts).reduce((total, pmf) => total + mean(pmf), 0);
  assert.ok(Math.abs(sum - cars.reduce((total, car) => total + car.probability, 0)) < 1e-9);
});

test("no cars have no types", () => {
  for (const pmf of Object.values(typeCounts([], confusion))) assert.deepEqual([...pmf], [1]);
});
