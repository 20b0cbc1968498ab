import { TOLD_TYPES } from "./type-mix.ts";

/** What the car network says of every step of a strip, as log odds (types: as the logits of one softmax). */
export interface StepOutputs {
  readonly steps: number;
  readonly occupancy: Float32Array;
  readonly start: Float32Array;
  readonly end: Float32Array;
  /** The load is under a tarpaulin. */
  readonly loadCovered: Float32Array;
  /** In the order of TOLD_TYPES. */
  readonly types: readonly Float32Array[];
}

/** A reading of part of a strip, from its step `at` on, of which steps `from` to before `to` of the strip are kept. */
export interface PartOutputs {
  readonly at: number;
  readonly outputs: StepOutputs;
  readonly from: number;
  readonly to: number;
}

/** A reading with those of parts in their places. */
export function withParts(whole: StepOutputs, parts: readonly PartOutputs[]): StepOutputs {
  if (parts.length === 0) return whole;
  const replaced = (rowOf: (outputs: StepOutputs) => Float32Array) => {
    const row = rowOf(whole).slice();
    for (const { at, outputs, from, to } of parts) row.set(rowOf(outputs).subarray(from - at, to - at), from);
    return row;
  };
  return {
    steps: whole.steps,
    occupancy: replaced(({ occupancy }) => occupancy),
    start: replaced(({ start }) => start),
    end: replaced(({ end }) => end),
    loadCovered: replaced(({ loadCovered }) => loadCovered),
    types: whole.types.map((_, k) => replaced(({ types }) => types[k] as Float32Array)),
  };
}

/** What a car looks like between two edges. */
export interface CarLooks {
  /** In the order of TOLD_TYPES, sums to 1. */
  readonly types: readonly number[];
  /** Probability that the load is covered. */
  readonly loadCovered: number;
}

/** Mean over the inner steps of a car: those next to its ends show gaps and neighbours. */
export function looksOfCar(outputs: StepOutputs, fromStep: number, toStep: number): CarLooks {
  const inset = toStep - fromStep > 6 ? 2 : 0;
  const first = Math.max(0, Math.min(outputs.steps - 1, Math.round(fromStep) + inset));
  const last = Math.max(first + 1, Math.min(outputs.steps, Math.round(toStep) - inset));
  const logits = TOLD_TYPES.map((_, k) => meanOf(outputs.types[k], first, last));
  const top = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - top));
  const total = weights.reduce((a, b) => a + b, 0);
  return {
    types: weights.map((weight) => weight / total),
    loadCovered: 1 / (1 + Math.exp(-meanOf(outputs.loadCovered, first, last))),
  };
}

function meanOf(values: Float32Array | undefined, from: number, to: number): number {
  let sum = 0;
  for (let t = from; t < to; t++) sum += values?.[t] ?? 0;
  return sum / (to - from);
}
