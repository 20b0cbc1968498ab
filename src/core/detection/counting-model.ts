import type { CountErrors } from "../observation/count-errors.ts";
import type { CoarseErrors } from "../observation/occupied-length.ts";
import type { LogOddsFit } from "./fit-log-odds.ts";
import { LENGTH_PRIORS, type LengthPriorName, lengthTable } from "./length-prior.ts";
import type { SegmentModel, SegmentWeights } from "./segments.ts";
import type { TypeConfusion } from "./type-mix.ts";

/** Everything fitted that stands between a detector's outputs and a count; shipped with the weights. */
export interface CountingModel {
  readonly stepMetres: number;
  readonly lengthPrior: LengthPriorName;
  /** In order of GSD, finest first; at least one. */
  readonly bands: readonly GsdBand[];
  /** The same for images on which single cars cannot be told apart; at least one. */
  readonly coarse: readonly CoarseBand[];
}

/** How the total of a coarse image follows from the length under cars, fitted at one GSD. */
export interface CoarseBand extends CoarseErrors {
  readonly gsdMetres: number;
  /** Calibrated log odds that what is seen of a track is empty = slope * those of emptyLogOdds (coarse-tracks.ts) + offset. */
  readonly empty: LogOddsFit;
}

/** What was fitted at one GSD. Between two of them numbers are interpolated in the logarithm of the GSD. */
export interface GsdBand {
  readonly gsdMetres: number;
  readonly segments: SegmentWeights;
  readonly decoding: { readonly toleranceSteps: number; readonly threshold: number };
  /** Calibrated log odds of a car = slope * log odds of its score + offset. */
  readonly probability: LogOddsFit;
  /** Calibrated log odds that the seen part of a track is empty = slope * those of the segment model + offset. */
  readonly empty: LogOddsFit;
  readonly errors: CountErrors;
  readonly types: TypeConfusion;
  /** A type is told when its own probability reaches this; else the car's type is unknown. */
  readonly typeThreshold: number;
}

/** The fitted numbers for an image of one GSD. */
export function bandFor(model: CountingModel, gsdMetres: number): GsdBand {
  const { before, after, share } = neighbours(model.bands, gsdMetres);
  if (before === after) return before;
  const nearest = share < 0.5 ? before : after;
  return {
    gsdMetres,
    segments: mixed(before.segments, after.segments, share),
    decoding: {
      ...mixed(before.decoding, after.decoding, share),
      toleranceSteps: nearest.decoding.toleranceSteps,
    },
    probability: mixed(before.probability, after.probability, share),
    empty: mixed(before.empty, after.empty, share),
    errors: mixed(before.errors, after.errors, share),
    types: nearest.types,
    typeThreshold: before.typeThreshold * (1 - share) + after.typeThreshold * share,
  };
}

/** How the total of a coarse image of one GSD follows from the length under cars. */
export function coarseFor(model: CountingModel, gsdMetres: number): CoarseBand {
  const { before, after, share } = neighbours(model.coarse, gsdMetres);
  const { empty: first, ...errors } = before;
  const { empty: second, ...others } = after;
  return { ...mixed(errors, others, share), empty: mixed(first, second, share), gsdMetres };
}

/** The bands on both sides of a GSD, and how far it lies from the first to the second in logarithms; the same beyond all. */
function neighbours<T extends { readonly gsdMetres: number }>(bands: readonly T[], gsdMetres: number) {
  const upper = bands.findIndex((band) => band.gsdMetres >= gsdMetres);
  const after = upper < 0 ? bands.at(-1) : bands[upper];
  const before = bands[upper - 1] ?? after;
  if (!before || !after) throw new RangeError("a counting model needs at least one band of GSD");
  const whole = Math.log(after.gsdMetres / before.gsdMetres);
  return { before, after, share: whole > 0 ? Math.log(gsdMetres / before.gsdMetres) / whole : 0 };
}

function mixed<T extends object>(a: T, b: T, share: number): T {
  return Object.fromEntries(
    Object.entries(a).map(([key, value]) => [key, value * (1 - share) + (b[key as keyof T] as number) * share]),
  ) as T;
}

/** The segment model of one band. */
export function segmentModelOf(model: CountingModel, band: GsdBand): SegmentModel {
  return { weights: band.segments, lengths: lengthTable(LENGTH_PRIORS[model.lengthPrior], model.stepMetres) };
}

/** A car's probability from its score, by the band's calibration. */
export function calibrated(score: number, { slope, offset }: LogOddsFit): number {
  const held = Math.min(Math.max(score, 1e-6), 1 - 1e-6);
  return 1 / (1 + Math.exp(-(slope * Math.log(held / (1 - held)) + offset)));
}
