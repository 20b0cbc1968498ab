import { lengthTable } from "../../src/core/detection/length-prior.ts";
import type { SegmentModel, StepEvidence } from "../../src/core/detection/segments.ts";

/** Lengths of 2 to 5 steps, so that strips of a dozen steps hold several cars. */
export const lengths = lengthTable(
  { minMetres: 1, maxMetres: 2.5, flat: 0.3, parts: [{ weight: 0.7, meanMetres: 1.5, sdMetres: 0.6 }] },
  0.5,
);
export const model: SegmentModel = {
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

/** Log odds of -3 to 3 on each step, and a share of the steps hidden. */
export function evidenceOf(steps: number, seed: number, hiddenShare: number): StepEvidence {
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
