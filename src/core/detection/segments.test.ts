import assert from "node:assert/strict";
import { test } from "node:test";
import { carPosterior, placeCars, stepOccupancy } from "./cars.ts";
import { countDistribution, unseenCounts } from "./count-distribution.ts";
import { holdEmpty } from "./empty-track.ts";
import { startRateOf } from "./hidden-prior.ts";
import { LENGTH_PRIORS, lengthTable } from "./length-prior.ts";
import { type SegmentModel, type StepEvidence, segmentLattice } from "./segments.ts";

/** Lengths of 2 to 5 steps, so that strips of a dozen steps hold several cars. */
const lengths = lengthTable(
  { minMetres: 1, maxMetres: 2.5, flat: 0.3, parts: [{ weight: 0.7, meanMetres: 1.5, sdMetres: 0.6 }] },
  0.5,
);
const model: SegmentModel = {
  lengths,
  weights: { occupancy: 0.7, step: -0.1, edge: 0.6, car: -0.4, length: 0.8, cutEdge: 0.5, startRate: 0.1 },
};

/** A small seeded generator (mulberry32): numbers in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function evidenceOf(steps: number, seed: number, hiddenShare: number): StepEvidence {
  const next = seeded(seed);
  const logits = () => Float64Array.from({ length: steps }, () => 6 * next() - 3);
  const [occupancy, start, end] = [logits(), logits(), logits()];
  return {
    stepMetres: 0.5,
    occupancy,
    start,
    end,
    hidden: Uint8Array.from({ length: steps }, () => (next() < hiddenShare ? 1 : 0)),
  };
}

interface Enumerated {
  total: number;
  readonly counts: number[];
  /** Of the cars that are seen. */
  readonly seen: number[];
  /** The part of the counts in which no car is seen. */
  readonly unseen: number[];
  /** Weight of segmentations that hold the car "from-to". */
  readonly cars: Map<string, number>;
}

/** Chances of a car to lie with its centre on a step of the track that is seen, or on one that is hidden; else it lies beyond. */
interface Centre {
  readonly seen: number;
  readonly hidden: number;
}

/** Of the cars with `inSight` steps in sight that an end cuts; centres are measured from that end. */
function centreOfCut(inSight: number, beyond: number, isHidden: (fromEnd: number) => boolean): Centre {
  let [seen, hidden, all] = [0, 0, 0];
  for (let length = Math.max(inSight, lengths.minSteps); length <= lengths.maxSteps; length++) {
    const p = Math.exp(lengths.logLength[length] ?? -Infinity);
    all += p;
    const centre = inSight - length / 2;
    if (centre < beyond) continue;
    if (isHidden(centre)) hidden += p;
    else seen += p;
  }
  return { seen: seen / all, hidden: hidden / all };
}

/** Weights of 0, 1, 2, ... cars with one car more, which does not count or counts. */
function withCar(weights: readonly number[], not: number, counts: number): number[] {
  return [...weights, 0].map((weight, n) => weight * not + (n > 0 ? (weights[n - 1] ?? 0) * counts : 0));
}

/** Every segmentation of a short strip, written from the model's words and not from its recursions. */
function enumerate(evidence: StepEvidence, hiddenStartRate: number): Enumerated {
  const steps = evidence.occupancy.length;
  const { before = 0, after = 0 } = evidence;
  const w = model.weights;
  const at = (values: ArrayLike<number>, t: number) => values[t] ?? NaN;
  const unseen = (t: number) => evidence.hidden[t] === 1;
  const seenSum = (from: number, to: number) => {
    let sum = 0;
    for (let t = from; t < to; t++) if (!unseen(t)) sum += w.occupancy * at(evidence.occupancy, t) + w.step;
    return sum;
  };
  const opening = (t: number) =>
    unseen(t) ? w.cutEdge + Math.log(hiddenStartRate / w.startRate) : w.edge * at(evidence.start, t);
  const closing = (t: number) => (unseen(t) ? w.cutEdge : w.edge * at(evidence.end, t));
  const whole = (from: number, to: number) =>
    unseen(from) && unseen(to - 1)
      ? Math.log(hiddenStartRate) + at(lengths.logLength, to - from) + seenSum(from, to)
      : w.car + opening(from) + closing(to - 1) + seenSum(from, to) + w.length * at(lengths.logLength, to - from);
  // The track's start cuts a car at its first step, its end after its last one.
  const cut = (from: number, to: number, edges: number) =>
    unseen(from) && unseen(to - 1)
      ? Math.log(hiddenStartRate) + seenSum(from, to) + at(lengths.logSurvival, to - from)
      : w.car + edges + seenSum(from, to) + w.length * at(lengths.logSurvival, to - from);
  const startCut = unseen(0) ? opening(0) : w.cutEdge;

  // A centre between two steps is on the later one, and on the track's last at its very end.
  const hides = (centre: number) => unseen(Math.min(Math.floor(centre), steps - after - 1));
  const certain = (centre: number): Centre => ({ seen: hides(centre) ? 0 : 1, hidden: hides(centre) ? 1 : 0 });
  const whereCentred = (from: number, to: number) =>
    (from + to) / 2 >= before && (from + to) / 2 <= steps - after ? certain((from + to) / 2) : { seen: 0, hidden: 0 };

  const zeros = () => new Array<number>(steps + 2).fill(0);
  const found: Enumerated = { total: 0, counts: zeros(), seen: zeros(), unseen: zeros(), cars: new Map() };
  const finish = (log: number, centres: Centre[], cars: string[]) => {
    const weight = Math.exp(log);
    found.total += weight;
    // Each cut car counts or does not: spread the weight over the outcomes.
    let [all, sight, alone] = [[weight], [weight], [weight]];
    for (const { seen, hidden } of centres) {
      all = withCar(all, 1 - seen - hidden, seen + hidden);
      sight = withCar(sight, 1 - seen, seen);
      alone = withCar(alone, 1 - seen - hidden, hidden);
    }
    for (const [n, value] of all.entries()) found.counts[n] = (found.counts[n] ?? 0) + value;
    for (const [n, value] of sight.entries()) found.seen[n] = (found.seen[n] ?? 0) + value;
    for (const [n, value] of alone.entries()) found.unseen[n] = (found.unseen[n] ?? 0) + value;
    for (const car of cars) found.cars.set(car, (found.cars.get(car) ?? 0) + weight);
  };
  const walk = (t: number, mayStart: boolean, log: number, centres: Centre[], cars: string[]) => {
    if (t === steps) return finish(log, centres, cars);
    walk(t + 1, true, log + (unseen(t) && mayStart ? Math.log1p(-hiddenStartRate) : 0), centres, cars);
    if (!mayStart) return;
    for (let to = t + 1; to <= steps; to++) {
      if (to - t >= lengths.minSteps && to - t <= lengths.maxSteps)
        walk(to, false, log + whole(t, to), [...centres, whereCentred(t, to)], [...cars, `${t}-${to}`]);
    }
    if (steps - t <= lengths.maxSteps)
      finish(
        log + cut(t, steps, opening(t) + w.cutEdge),
        [...centres, centreOfCut(steps - t, after, (fromEnd) => hides(steps - fromEnd))],
        cars,
      );
  };
  walk(0, true, 0, [], []);
  for (let to = 1; to <= Math.min(lengths.maxSteps, steps); to++)
    walk(to, false, cut(0, to, startCut + closing(to - 1)), [centreOfCut(to, before, hides)], []);
  if (steps <= lengths.maxSteps)
    finish(cut(0, steps, startCut + w.cutEdge), [certain((before + steps - after) / 2)], []);
  return found;
}

for (const [name, hiddenShare, before, after] of [
  ["seen all over", 0, 0, 0],
  ["partly hidden", 0.3, 0, 0],
  ["wholly hidden", 1, 0, 0],
  ["reaching beyond the track", 0, 2, 1],
  ["reaching beyond a partly hidden track", 0.4, 1, 2],
] as const) {
  test(`sums, counts and cars equal those of all segmentations written out: ${name}`, () => {
    for (let seed = 1; seed <= 12; seed++) {
      const steps = 3 + (seed % 10);
      const evidence = { ...evidenceOf(steps, seed, hiddenShare), before, after };
      const startRate = 0.05 + 0.03 * seed;
      const lattice = segmentLattice(evidence, model, { startRate, lengths });
      const truth = enumerate(evidence, startRate);
      assert.ok(Math.abs(lattice.logTotal - Math.log(truth.total)) < 1e-12, `total, seed ${seed}`);
      const pmf = countDistribution(lattice);
      truth.counts.forEach((weight, n) => {
        assert.ok(Math.abs((pmf[n] ?? 0) - weight / truth.total) < 1e-12, `${n} cars, seed ${seed}`);
      });
      const seen = countDistribution(lattice, evidence.hidden);
      truth.seen.forEach((weight, n) => {
        assert.ok(Math.abs((seen[n] ?? 0) - weight / truth.total) < 1e-12, `${n} seen cars, seed ${seed}`);
      });
      const alone = unseenCounts(lattice, evidence.hidden);
      truth.unseen.forEach((weight, n) => {
        assert.ok(Math.abs((alone[n] ?? 0) - weight / truth.total) < 1e-12, `${n} unseen cars, seed ${seed}`);
      });
      const posterior = carPosterior(lattice);
      for (let from = 0; from < steps; from++)
        for (let to = from + lengths.minSteps; to <= Math.min(steps, from + lengths.maxSteps); to++) {
          const got = posterior.pair[from * lattice.lengths + to - from - lengths.minSteps] ?? NaN;
          const expected = (truth.cars.get(`${from}-${to}`) ?? 0) / truth.total;
          assert.ok(Math.abs(got - expected) < 1e-12, `car ${from}-${to}, seed ${seed}`);
        }
    }
  });
}

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
