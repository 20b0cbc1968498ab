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

/** A reading of part of a strip: its first step is the strip's step `at`. */
export interface PartOutputs {
  readonly at: number;
  readonly outputs: StepOutputs;
}

/** A reading with that of a part in its place, from step `from` to before `to`. */
export function withPart(
  whole: StepOutputs,
  { at, outputs: part }: PartOutputs,
  { from, to }: { readonly from: number; readonly to: number },
): StepOutputs {
  const replaced = (values: Float32Array, others: Float32Array) => {
    const copy = values.slice();
    copy.set(others.subarray(from - at, to - at), from);
    return copy;
  };
  return {
    steps: whole.steps,
    occupancy: replaced(whole.occupancy, part.occupancy),
    start: replaced(whole.start, part.start),
    end: replaced(whole.end, part.end),
    loadCovered: replaced(whole.loadCovered, part.loadCovered),
    types: whole.types.map((values, k) => replaced(values, part.types[k] as Float32Array)),
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
