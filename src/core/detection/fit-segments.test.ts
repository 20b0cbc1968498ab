import assert from "node:assert/strict";
import { test } from "node:test";
import { countDistribution } from "./count-distribution.ts";
import { fitSegments, type LabelledEvidence } from "./fit-segments.ts";
import { LENGTH_PRIORS, lengthTable } from "./length-prior.ts";
import { segmentLattice } from "./segments.ts";

const lengths = lengthTable(LENGTH_PRIORS.any, 0.5);
const start = { occupancy: 0.5, step: 0, edge: 0.7, car: -2, length: 0.8, cutEdge: 1, startRate: 0.04 };

/** Tracks with cars of known places and evidence that is right on average, with a fixed pattern of errors. */
function tracks(count: number): LabelledEvidence[] {
  return Array.from({ length: count }, (_, k) => {
    const steps = 260;
    const wave = (t: number, phase: number) => 2.2 * Math.sin(12.9898 * (t + 1) + 78.233 * (k + 1) + phase);
    const cars: { from: number; to: number }[] = [];
    for (let from = -10 + ((7 * k) % 19); from < steps - 4; from += 33 + ((11 * (from + k)) % 40) + (k % 3) * 9)
      cars.push({ from, to: from + 24 + ((5 * (from + 3 * k + 60)) % 7) });
    const evidence = {
      stepMetres: 0.5,
      occupancy: Float64Array.from(
        { length: steps },
        (_, t) => (cars.some((c) => t >= c.from && t < c.to) ? 2 : -2) + wave(t, 0),
      ),
      start: Float64Array.from(
        { length: steps },
        (_, t) => (cars.some((c) => t === c.from) ? 1 : -4) + 0.5 * wave(t, 1),
      ),
      end: Float64Array.from(
        { length: steps },
        (_, t) => (cars.some((c) => t === c.to - 1) ? 1 : -4) + 0.5 * wave(t, 2),
      ),
      hidden: new Uint8Array(steps),
    };
    return { evidence, cars };
  });
}

test("fitted weights are likelier than those at the start and expect as many cars as there are", () => {
  const labelled = tracks(12);
  const before = fitSegments(labelled, lengths, start, 0);
  const after = fitSegments(labelled, lengths, start);
  assert.ok(after.logLikelihood > before.logLikelihood + 0.1, `${before.logLikelihood} to ${after.logLikelihood}`);
  let expected = 0;
  for (const { evidence } of labelled) {
    const lattice = segmentLattice(evidence, { weights: after.weights, lengths });
    // Cut cars count whole here, as they do in the fit.
    lattice.headShare.fill(1);
    lattice.tailShare.fill(1);
    expected += countDistribution(lattice).reduce((sum, p, n) => sum + n * p, 0);
  }
  const truth = labelled.reduce((sum, { cars }) => sum + cars.filter((c) => c.to > 0.5 && c.from < 259.5).length, 0);
  assert.ok(Math.abs(expected / truth - 1) < 0.02, `${expected} expected, ${truth} true`);
});
