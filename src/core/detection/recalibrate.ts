import { countOf } from "../observation/count.ts";
import type { CountErrors } from "../observation/count-errors.ts";
import { trackDistribution } from "../observation/count-errors.ts";
import { type CountingModel, calibrated, type GsdBand } from "./counting-model.ts";
import { fitLogOdds, type LogOddsFit } from "./fit-log-odds.ts";

/** A listed car that somebody looked at. */
export interface CheckedCar {
  /** The method's own score or probability, 0 to 1. */
  readonly score: number;
  readonly real: boolean;
}

/** Fewest checked cars from which a calibration may be fitted. */
export const FEWEST_CHECKED = 50;
/**
 * Calibration of single cars' probabilities: log odds = slope * log odds of the score + offset.
 *
 * @param prior  what is assumed without checks; the fit is drawn towards it, the more the fewer the cars
 */
export function fitProbability(cars: readonly CheckedCar[], prior: LogOddsFit): LogOddsFit {
  const stated = cars.map(({ score, real }) => {
    const held = Math.min(Math.max(score, 1e-6), 1 - 1e-6);
    return { logOdds: Math.log(held / (1 - held)), holds: real };
  });
  return fitLogOdds(stated, prior);
}

/** A track whose true number of cars somebody counted. */
export interface CheckedTrack {
  /** Distribution that the segment model gave, before errors. */
  readonly pmf: ArrayLike<number>;
  readonly cars: number;
  /** How far the method that counted it takes its counts to stray. */
  readonly errors: CountErrors;
}

/** How strongly the present straying is believed, in checked tracks. */
const PRIOR_TRACKS = 20;
/** Straying that is tried: 0, .02, ..., .6. */
const TRIED_SHARES = Array.from({ length: 31 }, (_, i) => i / 50);

/**
 * Share of a track's cars by which counts stray, corrected by tracks that were counted by hand: that whose 90 % interval, with the
 * common spread that each track's count has, covers as often as asked, where the present one counts like twenty tracks that were covered
 * as asked.
 *
 * @param tracks  one at least; of several images the present straying is the mean of theirs
 * @returns 0 to 0.6
 * @throws RangeError when there is no track
 */
export function fitTrackShare(tracks: readonly CheckedTrack[], coverage = 0.9): number {
  if (tracks.length === 0) throw new RangeError("straying needs at least one checked track");
  const present = tracks.reduce((sum, { errors }) => sum + errors.trackShare, 0) / tracks.length;
  const covered = (trackShare: number) =>
    tracks.filter(({ pmf, cars, errors }) => {
      const { low, high } = countOf(trackDistribution([{ weight: 1, pmf }], { ...errors, trackShare }));
      return cars >= low && cars <= high;
    }).length;
  let best = { trackShare: present, miss: Infinity };
  // The present one first: of two that miss by as much it stays.
  for (const trackShare of [present, ...TRIED_SHARES]) {
    // Believed tracks would be covered less by a narrower interval and more by a wider one.
    const believed = PRIOR_TRACKS * Math.min(1, coverage + 0.5 * (trackShare - present));
    const share = (covered(trackShare) + believed) / (tracks.length + PRIOR_TRACKS);
    const miss = Math.abs(share - coverage);
    if (miss < best.miss - 1e-12) best = { trackShare, miss };
  }
  return best.trackShare;
}

/** What checked cars say of a method's probabilities and intervals; applied on top of what shipped with it. */
export interface Recalibration {
  /** Calibrated log odds = slope * log odds of the method's own probability + offset. */
  readonly probability: LogOddsFit;
  readonly trackShare: number;
}

/**
 * A counting model corrected by checked cars: probabilities, the threshold of the list of cars (the same probability as
 * before, after correction), and how far counts stray, at each GSD as far as shipped at the least: that was measured on more tracks than
 * anyone checks. Nothing is trained anew.
 */
export function recalibrated(model: CountingModel, { probability, trackShare }: Recalibration): CountingModel {
  return {
    ...model,
    bands: model.bands.map((band): GsdBand => {
      const combined = {
        slope: probability.slope * band.probability.slope,
        offset: probability.slope * band.probability.offset + probability.offset,
      };
      const worthListing = calibrated(band.decoding.threshold, band.probability);
      const logOdds = (Math.log(worthListing / (1 - worthListing)) - combined.offset) / combined.slope;
      const threshold = Math.min(0.95, Math.max(0.05, 1 / (1 + Math.exp(-logOdds))));
      return {
        ...band,
        probability: combined,
        decoding: { ...band.decoding, threshold },
        errors: { ...band.errors, trackShare: Math.max(band.errors.trackShare, trackShare) },
      };
    }),
  };
}

/** The same model without straying: what the segment model alone says, for {@link fitTrackShare}. */
export function withoutErrors(model: CountingModel): CountingModel {
  return { ...model, bands: model.bands.map((band) => ({ ...band, errors: { trackShare: 0, commonSpread: 0 } })) };
}
