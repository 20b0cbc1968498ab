import type { CoarseErrors, CountErrors } from "../observation/count-errors.ts";
import { LENGTH_PRIORS, type LengthPriorName, lengthTable } from "./length-prior.ts";
import type { SegmentModel, SegmentWeights } from "./segments.ts";
import type { TypeConfusion } from "./type-mix.ts";

/** Everything fitted that stands between a detector's outputs and a count; shipped with the weights. */
export interface CountingModel {
  readonly stepMetres: number;
  readonly lengthPrior: LengthPriorName;
  /** In order of GSD, finest first; at least one. */
  readonly bands: readonly GsdBand[];
  readonly coarse: CoarseErrors;
}

/** What was fitted at one GSD. Between two of them numbers are interpolated in the logarithm of the GSD. */
export interface GsdBand {
  readonly gsdMetres: number;
  readonly segments: SegmentWeights;
  readonly decoding: { readonly toleranceSteps: number; readonly threshold: number };
  /** Calibrated log odds of a car = slope * log odds of its score + offset. */
  readonly probability: { readonly slope: number; readonly offset: number };
  readonly errors: CountErrors;
  readonly types: TypeConfusion;
  /** A type is told when its own probability reaches this; else the car's type is unknown. */
  readonly typeThreshold: number;
}

/** The fitted numbers for an image of one GSD. */
export function bandFor(model: CountingModel, gsdMetres: number): GsdBand {
  const { bands } = model;
  const upper = bands.findIndex((band) => band.gsdMetres >= gsdMetres);
  const [before, after] = [bands[upper - 1], bands[upper]];
  const only = upper < 0 ? bands.at(-1) : (after ?? bands[0]);
  if (!only) throw new RangeError("a counting model needs at least one band of GSD");
  if (!before || !after) return only;
  const share = Math.log(gsdMetres / before.gsdMetres) / Math.log(after.gsdMetres / before.gsdMetres);
  const mix = <T extends object>(a: T, b: T): T =>
    Object.fromEntries(
      Object.entries(a).map(([key, value]) => [key, value * (1 - share) + (b[key as keyof T] as number) * share]),
    ) as T;
  const nearest = share < 0.5 ? before : after;
  return {
    gsdMetres,
    segments: mix(before.segments, after.segments),
    decoding: { ...mix(before.decoding, after.decoding), toleranceSteps: nearest.decoding.toleranceSteps },
    probability: mix(before.probability, after.probability),
    errors: mix(before.errors, after.errors),
    types: nearest.types,
    typeThreshold: before.typeThreshold * (1 - share) + after.typeThreshold * share,
  };
}

/** The segment model of one band. */
export function segmentModelOf(model: CountingModel, band: GsdBand): SegmentModel {
  return { weights: band.segments, lengths: lengthTable(LENGTH_PRIORS[model.lengthPrior], model.stepMetres) };
}

/** A car's probability from its score, by the band's calibration. */
export function calibrated(score: number, { slope, offset }: GsdBand["probability"]): number {
  const held = Math.min(Math.max(score, 1e-6), 1 - 1e-6);
  return 1 / (1 + Math.exp(-(slope * Math.log(held / (1 - held)) + offset)));
}
