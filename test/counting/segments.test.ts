import assert from "node:assert/strict";
import { test } from "node:test";
import { carPosterior, placeCars, stepOccupancy } from "../../src/core/detection/cars.ts";
import { countDistribution, unseenCounts } from "../../src/core/detection/count-distribution.ts";
import { holdEmpty } from "../../src/core/detection/empty-track.ts";
import { startRateOf } from "../../src/core/detection/hidden-prior.ts";
import { LENGTH_PRIORS, lengthTable } from "../../src/core/detection/length-prior.ts";
import { type StepEvidence, segmentLattice } from "../../src/core/detection/segments.ts";
import { evidenceOf, lengths, model } from "./short-strips.ts";

/** The same sum, all in logarithms, step by step: without a start or an end that is hidden or cut. */
function plainLogTotal({ occupancy, start, end }: StepEvidence): number {
  const { weights: w } = model;
  const logSum = (logs: readonly number[]) => {
    const top = Math.max(...logs);
    return top === -Infinity ? top : top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0));
  };
  const at = (values: ArrayLike<number>, t: number) => values[t] ?? Number.NaN;
  const under = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, k) => w.occupancy * at(occupancy, from + k) + w.step).reduce(
      (a, b) => a + b,
      0,
    );
  const steps = occupancy.length;
  const [free, ended] = [[0], [-Infinity]];
  const cut = (log: number, from: number, to: number) =>
    log + w.car + under(from, to) + w.cutEdge + w.length * at(lengths.logSurvival, to - from);
  for (let t = 1; t <= steps; t++) {
    free.push(logSum([at(free, t - 1), at(ended, t - 1)]));
    const cars = t <= lengths.maxSteps ? [cut(w.edge * at(end, t - 1), 0, t)] : [];
    for (let i = t - lengths.minSteps; i >= Math.max(0, t - lengths.maxSteps); i--)
      cars.push(
        at(free, i) +
          w.car +
          w.edge * (at(start, i) + at(end, t - 1)) +
          under(i, t) +
          w.length * at(lengths.logLength, t - i),
      );
    ended.push(logSum(cars));
  }
  const last = [at(free, steps), at(ended, steps)];
  for (let i = Math.max(0, steps - lengths.maxSteps); i < steps; i++)
    last.push(cut(at(free, i) + w.edge * at(start, i), i, steps));
  return logSum(last);
}

test("evidence beyond what a number can hold neither overflows nor vanishes", () => {
  for (const [times, seed] of [
    [1, 3],
    [40, 4],
    [400, 5],
    [4000, 6],
  ] as const) {
    const { occupancy, start, end, ...rest } = evidenceOf(120, seed, 0);
    const strong = (values: ArrayLike<number>) => Float64Array.from(values, (value) => times * value);
    const evidence = { ...rest, occupancy: strong(occupancy), start: strong(start), end: strong(end) };
    const lattice = segmentLattice(evidence, model);
    const expected = plainLogTotal(evidence);
    assert.ok(Math.abs(lattice.logTotal / expected - 1) < 1e-12, `${lattice.logTotal} and ${expected}, ${times} times`);
    const sum = countDistribution(lattice).reduce((total, p) => total + p, 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
    for (const chance of [...lattice.free, ...lattice.ended, ...lattice.carGiven])
      assert.ok(chance >= 0 && chance < 1 + 1e-9, `${chance}, ${times} times`);
  }
});

/** Evidence of nothing, on so many steps. */
function nothingOn(steps: number) {
  const flat = (value: number) => new Float64Array(steps).fill(value);
  return { stepMetres: 0.5, occupancy: flat(0), start: flat(-50), end: flat(-50), hidden: new Uint8Array(steps) };
}

test("a start that no length fits hides no car that ends at the same step", () => {
  // All cars are 14 m long: 28 steps, a few more or fewer. That at step 15 would have to be half as long.
  const alike = lengthTable(
    { minMetres: 6, maxMetres: 28, flat: 0, parts: [{ weight: 1, meanMetres: 14, sdMetres: 0.15 }] },
    0.5,
  );
  const evidence = nothingOn(80);
  evidence.start[2] = 10;
  evidence.start[15] = 1000;
  evidence.end[29] = 60;
  evidence.end.fill(-3000, 31);
  const weights = { ...model.weights, occupancy: 1, edge: 1, length: 1 };
  const pmf = countDistribution(segmentLattice(evidence, { lengths: alike, weights }));
  assert.ok((pmf[1] ?? 0) > 1 - 1e-9, `${pmf}`);
});

test("evidence that is no number is no count", () => {
  for (const name of ["occupancy", "start", "end"] as const) {
    const evidence = nothingOn(60);
    evidence[name][40] = Number.NaN;
    assert.ok(Number.isNaN(segmentLattice(evidence, model).logTotal), name);
  }
});

test("strong evidence on both sides of a hidden stretch leaves the stretch to the renewal process", () => {
  const steps = 400;
  const evidence = nothingOn(steps);
  evidence.hidden.fill(1, 100, 300);
  const counts = [1, 300].map((times) => {
    const strong = {
      ...evidence,
      occupancy: evidence.occupancy.map((_, t) => -3 * times * (t < 100 || t >= 300 ? 1 : 0)),
    };
    return countDistribution(segmentLattice(strong, model, { startRate: 0.2, lengths }));
  });
  const mean = (pmf: Float64Array = new Float64Array(0)) => pmf.reduce((sum, p, n) => sum + n * p, 0);
  assert.ok(mean(counts[0]) > 20);
  assert.ok(Math.abs(mean(counts[0]) - mean(counts[1])) < 0.02, `${mean(counts[0])} and ${mean(counts[1])}`);
});

test("where what is seen cannot be empty, no part of the distribution is without a seen car", () => {
  const steps = 300;
  const evidence = nothingOn(steps);
  evidence.hidden.fill(1, 100);
  evidence.occupancy.fill(-20, 0, 100).fill(60, 20, 24).fill(60, 40, 44);
  for (const t of [20, 40]) evidence.start[t] = 60;
  for (const t of [23, 43]) evidence.end[t] = 60;
  const lattice = segmentLattice(evidence, model, { startRate: 0.2, lengths });
  const alone = unseenCounts(lattice, evidence.hidden);
  assert.equal(alone.length, 0);
  const { pmf } = holdEmpty(countDistribution(lattice), alone, { slope: 0.5, offset: 2 });
  assert.ok(Math.abs(pmf.reduce((sum, p) => sum + p, 0) - 1) < 1e-12);
});

test("a track read backwards has the same distribution and the same cars, mirrored", () => {
  const evidence = evidenceOf(60, 5, 0);
  const mirror = (values: ArrayLike<number>) => Float64Array.from(values).reverse();
  const mirrored = {
    ...evidence,
    occupancy: mirror(evidence.occupancy),
    start: mirror(evidence.end),
    end: mirror(evidence.start),
  };
  const [there, back] = [segmentLattice(evidence, model), segmentLattice(mirrored, model)];
  const [here, elsewhere] = [countDistribution(there), countDistribution(back)];
  assert.equal(here.length, elsewhere.length);
  here.forEach((p, n) => {
    assert.ok(Math.abs(p - (elsewhere[n] ?? NaN)) < 1e-12);
  });
  const options = { toleranceSteps: 1, threshold: 0.4 };
  const cars = placeCars(there, carPosterior(there), options);
  const carsBack = placeCars(back, carPosterior(back), options).reverse();
  assert.ok(cars.length > 3);
  assert.deepEqual(
    cars.map((car) => car.fromStep.toFixed(9)),
    carsBack.map((car) => (60 - car.toStep).toFixed(9)),
  );
});

test("the expected number of cars is the sum of the single cars' probabilities", () => {
  const lattice = segmentLattice(evidenceOf(80, 9, 0.1), model);
  const mean = countDistribution(lattice).reduce((sum, p, n) => sum + n * p, 0);
  const posterior = carPosterior(lattice);
  const share = (values: Float64Array, centre: (at: number) => number) =>
    values.reduce((sum, p, at) => sum + (p > 0 ? p * centre(at) : 0), 0);
  const expected =
    share(posterior.pair, () => 1) +
    share(posterior.head, (j) => lattice.headShare[j] ?? NaN) +
    share(posterior.tail, (i) => lattice.tailShare[80 - i] ?? NaN);
  assert.ok(Math.abs(mean - expected) < 1e-10, `${mean} and ${expected}`);
});

test("a hidden track is filled as the start rate says, to its ends", () => {
  const steps = 4000;
  const nothing = new Float64Array(steps);
  const long = { ...model, lengths: lengthTable(LENGTH_PRIORS.any, 0.5) };
  const evidence = {
    stepMetres: 0.5,
    occupancy: nothing,
    start: nothing,
    end: nothing,
    hidden: new Uint8Array(steps).fill(1),
  };
  for (const fill of [0.1, 0.5, 0.7]) {
    const lattice = segmentLattice(evidence, long, {
      startRate: startRateOf(fill, long.lengths.meanSteps),
      lengths: long.lengths,
    });
    const filled = stepOccupancy(lattice, carPosterior(lattice));
    for (const [from, to, within] of [
      [500, 3500, 1e-3],
      [0, 2, 0.03],
      [3998, 4000, 0.03],
    ] as const) {
      const mean = filled.slice(from, to).reduce((sum, p) => sum + p, 0) / (to - from);
      assert.ok(Math.abs(mean - fill) < within, `asked for ${fill}, got ${mean} from ${from} to ${to}`);
    }
  }
});

test("clear evidence of three cars and a gap gives exactly three, at their places", () => {
  const real = lengthTable(
    { minMetres: 6, maxMetres: 28, flat: 0.15, parts: [{ weight: 0.85, meanMetres: 14.5, sdMetres: 3.8 }] },
    0.5,
  );
  const cars: [number, number][] = [
    [20, 48],
    [50, 79],
    [120, 150],
  ];
  const steps = 200;
  const occupancy = new Float64Array(steps).fill(-6);
  const start = new Float64Array(steps).fill(-6);
  const end = new Float64Array(steps).fill(-6);
  for (const [from, to] of cars) {
    occupancy.fill(6, from, to);
    start[from] = 3;
    end[to - 1] = 3;
  }
  const lattice = segmentLattice(
    { stepMetres: 0.5, occupancy, start, end, hidden: new Uint8Array(steps) },
    {
      lengths: real,
      weights: { occupancy: 0.5, step: 0, edge: 0.8, car: -2, length: 1, cutEdge: 1, startRate: 0.04 },
    },
  );
  const found = placeCars(lattice, carPosterior(lattice), { toleranceSteps: 4, threshold: 0.3 });
  assert.deepEqual(
    found.map((car) => [Math.round(car.fromStep), Math.round(car.toStep)]),
    cars,
  );
  const pmf = countDistribution(lattice);
  assert.ok((pmf[3] ?? 0) > 0.99);
});

test("arrays of different lengths are refused", () => {
  const evidence = evidenceOf(10, 1, 0);
  assert.throws(() => segmentLattice({ ...evidence, end: new Float64Array(9) }, model), RangeError);
});
