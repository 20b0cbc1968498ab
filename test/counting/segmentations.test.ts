import assert from "node:assert/strict";
import { test } from "node:test";
import { carPosterior } from "../../src/core/detection/cars.ts";
import { countDistribution, unseenCounts } from "../../src/core/detection/count-distribution.ts";
import { type StepEvidence, segmentLattice } from "../../src/core/detection/segments.ts";
import { evidenceOf, lengths, model } from "./short-strips.ts";

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
