import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { SightedCars, Sighting } from "./sighting.ts";
import { likelihoodOf, lowerTailOf, upperTailOf } from "./sighting-likelihood.ts";

const reference = JSON.parse(
  readFileSync(new URL("../../../test/reference/statistics-likelihood.json", import.meta.url), "utf8"),
);

function sighting(figure: SightedCars, share = 1, falseCars = 0): Sighting {
  return { day: 0, regime: "", figure, shares: [[share, 1]], falseCars };
}

function likelihoodAt(one: Sighting, k: number, mean: number): number {
  const likelihood = likelihoodOf(one, k);
  return likelihood.at(Math.log(mean)) * Math.exp(likelihood.logScale);
}

test("every kind of look is as likely as the sum over cars present, seen and false says", () => {
  for (const { k, mean, share, false: f, exact, atLeast, between } of reference) {
    const close = (got: number, expected: number) =>
      assert.ok(Math.abs(got / expected - 1) < 1e-9, `k ${k}: got ${got}, expected ${expected}`);
    for (const [cars, p] of exact) close(likelihoodAt(sighting({ kind: "exact", cars }, share, f), k, mean), p);
    for (const [low, p] of atLeast)
      close(likelihoodAt(sighting({ kind: "range", low, high: Infinity }, share, f), k, mean), p);
    for (const [low, high, p] of between)
      close(likelihoodAt(sighting({ kind: "range", low, high }, share, f), k, mean), p);
  }
});

test("a distribution with all its weight on one count is that count", () => {
  const pmf = sighting({ kind: "distribution", first: 11, pmf: [0, 1, 0] }, 0.7, 1);
  const exact = sighting({ kind: "exact", cars: 12 }, 0.7, 1);
  assert.ok(Math.abs(likelihoodAt(pmf, 3, 9) / likelihoodAt(exact, 3, 9) - 1) < 1e-12);
  const level = Math.log(9);
  assert.ok(Math.abs(upperTailOf(pmf, 3)(level) / upperTailOf(exact, 3)(level) - 1) < 1e-12);
  assert.ok(Math.abs(lowerTailOf(pmf, 3)(level) / lowerTailOf(exact, 3)(level) - 1) < 1e-12);
});

test("an uncertain share is the average over its values", () => {
  const figure: SightedCars = { kind: "exact", cars: 5 };
  const mixed: Sighting = {
    ...sighting(figure),
    shares: [
      [0.5, 0.25],
      [0.9, 0.75],
    ],
  };
  const expected = 0.25 * likelihoodAt(sighting(figure, 0.5), 3, 8) + 0.75 * likelihoodAt(sighting(figure, 0.9), 3, 8);
  assert.ok(Math.abs(likelihoodAt(mixed, 3, 8) / expected - 1) < 1e-12);
});

test("ranges wider than the running sum meet the narrow ones without a jump", () => {
  const narrow = likelihoodAt(sighting({ kind: "range", low: 10, high: 210 }), 3, 8);
  const wide = likelihoodAt(sighting({ kind: "range", low: 10, high: 211 }), 3, 8);
  assert.ok(Math.abs(wide - narrow) < 1e-9);
});
