import assert from "node:assert/strict";
import { test } from "node:test";
import { negativeBinomial } from "../stats/negative-binomial.ts";
import { poissonTerms } from "../stats/poisson.ts";
import { averageOver } from "./expectation.ts";
import { seasonOn } from "./hyper-grid.ts";
import { MeanMixture } from "./mean-mixture.ts";
import { RegimeModel } from "./regime-model.ts";
import { clearLook } from "./sighting.ts";
import { lowerTailOf, tailFunction, upperTailOf } from "./sighting-likelihood.ts";
import { LEVELS, STATES, STATIONARY } from "./wandering-level.ts";
import { Workings } from "./workings.ts";

const COUNTS = [7, 12, 3, 9, 0, 15, 6, 8, 11, 4, 10, 2, 7, 9, 21, 5, 8, 6, 13, 7];
const expectation = new RegimeModel(
  COUNTS.map((cars, i) => clearLook(17_000 + 13 * i, cars)),
  [],
  new Workings(),
).expectation();

/** Every part, node and state, each by the function itself. */
function directly(probability: (size: number) => (logMean: number) => number, day: number): number {
  let mean = 0;
  for (const { hyper, weight, lattice, nodes } of expectation.parts) {
    const { start, step } = lattice;
    const at = probability(hyper.size);
    const season = seasonOn(day, hyper);
    for (const [i, node] of nodes.entries()) {
      const level = start + i * step + season;
      if (hyper.wander === 0) mean += weight * node * at(level);
      else
        for (let u = 0; u < STATES; u++)
          mean += weight * node * (STATIONARY[u] ?? 0) * at(level + hyper.wander * (LEVELS[u] ?? 0));
    }
  }
  return mean;
}

test("tails by tables, without the parts and nodes that add nothing, are those of the whole sum", () => {
  const day = 17_300;
  for (const cars of [0, 8, 40, 120]) {
    const sighting = clearLook(day, cars);
    for (const which of ["upper", "lower"] as const) {
      const tail = which === "upper" ? upperTailOf : lowerTailOf;
      const expected = directly((size) => tail(sighting, size), day);
      const { mean } = averageOver(expectation, (size) => tailFunction(which, sighting, size), day);
      assert.ok(Math.abs(mean / expected - 1) < 1e-8, `${cars} cars: ${mean}, ${expected}`);
    }
  }
});

test("probabilities of counts do without the means that add nothing to them", () => {
  const mixture = new MeanMixture(expectation, 17_300);
  const next = mixture.inFullView();
  for (let n = 0; n < 100; n++) {
    const p = next();
    if (![0, 10, 50, 99].includes(n)) continue;
    const expected = mixture.average((size) => (logMean) => negativeBinomial(n, size, Math.exp(logMean) / size));
    assert.ok(Math.abs(p / expected - 1) < 1e-6, `${n} cars: ${p}, ${expected}`);
  }
});

test("a mixture's tails are those of the expectation, of few looks and of many whose level is known well", () => {
  const expected = (looks: number, cars: (i: number) => number) =>
    new RegimeModel(
      Array.from({ length: looks }, (_, i) => clearLook(17_000 + i, cars(i))),
      [],
      new Workings(),
    ).expectation();
  for (const [of, step, least] of [
    [expectation, 2, 1e-7],
    [expected(200, (i) => 40 + ((7 * i) % 41)), 4, 1e-5],
    [expected(60, (i) => 1000 + (i % 5)), 50, 2e-4],
  ] as const) {
    const mixture = new MeanMixture(of, 17_300);
    for (let cars = 0; cars <= 40 * step; cars += step) {
      const sighting = clearLook(17_300, cars);
      const exact = averageOver(of, (size) => tailFunction("upper", sighting, size), 17_300).mean;
      const found = mixture.average((size) => upperTailOf(sighting, size));
      assert.ok(Math.abs(found - exact) < least, `${cars} cars: ${found}, ${exact}`);
    }
  }
});

test("classes of large counts hold what the expectation does, false cars and counts near 0 among them", () => {
  const counts = [3000, 2500, 0, 4000, 1000, 3500, 200, 2800];
  const large = new RegimeModel(
    counts.map((cars, i) => clearLook(17_000 + 13 * i, cars)),
    [],
    new Workings(),
  ).expectation();
  for (const falseCars of [0, 3, 20]) {
    const { width, classes } = new MeanMixture(large, 17_100).counted([[1, 1]], poissonTerms(falseCars));
    assert.equal(width, 2);
    let below = 0;
    for (const [n, p] of classes.entries()) {
      below += p;
      if (![5, 20, 100, 500, 1500, 5000].includes(n)) continue;
      const sighting = { ...clearLook(17_100, (n + 1) * width - 1), falseCars };
      const exact = averageOver(large, (size) => tailFunction("lower", sighting, size), 17_100).mean;
      assert.ok(Math.abs(below - exact) < 2e-3, `${falseCars} false, up to class ${n}: ${below}, ${exact}`);
    }
    assert.ok(Math.abs(below - 1) < 1e-3, `all together ${below}`);
  }
});
