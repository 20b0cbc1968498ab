import { countOf } from "../observation/count.ts";
import type { CountErrors } from "../observation/count-errors.ts";
import { trackDistribution } from "../observation/count-errors.ts";
import { type CountingModel, calibrated, type GsdBand } from "./counting-model.ts";

/** A listed car that somebody looked at. */
export interface CheckedCar {
  /** The method's own score or probability, 0 to 1. */
  readonly score: number;
  readonly real: boolean;
}

/** Fewest checked cars from which a calibration may be fitted. */
export const FEWEST_CHECKED = 50;
/** Spread of slope and offset about the calibration that is being corrected: few cars move it little. */
const SLOPE_SPREAD = 0.5;
const OFFSET_SPREAD = 1;

/**
 * Calibration of single cars' probabilities: log odds = slope * log odds of the score + offset, by penalised maximum
 * likelihood (Newton).
 *
 * @param prior  what is assumed without checks; the fit is drawn towards it, the more the fewer the cars
 *
 * Source: Platt (1999), Advances in Large Margin Classifiers, with a normal prior instead of smoothed labels.
 * Checked against: scipy.optimize on the same penalised likelihood, recalibrate.test.ts (1e-6)
 */
export function fitProbability(cars: readonly CheckedCar[], prior: GsdBand["probability"]): GsdBand["probability"] {
  const points = cars.map(({ score, real }) => {
    const held = Math.min(Math.max(score, 1e-6), 1 - 1e-6);
    return { x: Math.log(held / (1 - held)), y: real ? 1 : 0 };
  });
  const target = (a: number, b: number) => {
    let log = -0.5 * (((a - prior.slope) / SLOPE_SPREAD) ** 2 + ((b - prior.offset) / OFFSET_SPREAD) ** 2);
    for (const { x, y } of points) {
      const z = a * x + b;
      log += y * z - Math.max(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
    }
    return log;
  };
  let { slope, offset } = prior;
  for (let round = 0; round < 100; round++) {
    let ga = -(slope - prior.slope) / SLOPE_SPREAD ** 2;
    let gb = -(offset - prior.offset) / OFFSET_SPREAD ** 2;
    let [haa, hab, hbb] = [1 / SLOPE_SPREAD ** 2, 0, 1 / OFFSET_SPREAD ** 2];
    for (const { x, y } of points) {
      const p = 1 / (1 + Math.exp(-(slope * x + offset)));
      const w = p * (1 - p);
      ga += (y - p) * x;
      gb += y - p;
      haa += w * x * x;
      hab += w * x;
      hbb += w;
    }
    const determinant = haa * hbb - hab * hab;
    const [da, db] = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant];
    // Newton's full step can overshoot far from the optimum; the target is concave, so a shorter one still climbs.
    let size = 1;
    while (size > 1e-6 && target(slope + size * da, offset + size * db) < target(slope, offset)) size /= 2;
    slope += size * da;
    offset += size * db;
    if (Math.hypot(da, db) < 1e-10) break;
  }
  return { slope: Math.max(slope, 0.05), offset };
}

/** A track whose true number of cars somebody counted. */
export interface CheckedTrack {
  /** Distribution that the segment model gave, before errors. */
  readonly pmf: ArrayLike<number>;
  readonly cars: number;
}

/** How strongly the present straying is believed, in checked tracks. */
const PRIOR_TRACKS = 20;

/**
 * How far counts stray, corrected by tracks that were counted by hand: the smallest straying whose 90 % interval
 * covers as often as asked, where the present one counts like twenty tracks that were covered as asked.
 */
export function fitTrackErrors(tracks: readonly CheckedTrack[], present: CountErrors, coverage = 0.9): CountErrors {
  const covered = (errors: CountErrors) =>
    tracks.filter(({ pmf, cars }) => {
      const { low, high } = countOf(trackDistribution([{ weight: 1, pmf }], errors));
      return cars >= low && cars <= high;
    }).length;
  let best = { errors: present, miss: Infinity };
  for (let trackShare = 0; trackShare <= 0.6; trackShare += 0.02) {
    const errors = { ...present, trackShare };
    // Believed tracks would be covered less by a narrower interval and more by a wider one.
    const believed = PRIOR_TRACKS * Math.min(1, coverage + 0.5 * (trackShare - present.trackShare));
    const share = (covered(errors) + believed) / (tracks.length + PRIOR_TRACKS);
    const miss = Math.abs(share - coverage);
    if (miss < best.miss - 1e-12) best = { errors, miss };
  }
  return best.errors;
}

/** What checked cars say of a method's probabilities and intervals; applied on top of what shipped with it. */
export interface Recalibration {
  /** Calibrated log odds = slope * log odds of the method's own probability + offset. */
  readonly probability: GsdBand["probability"];
  readonly trackShare: number;
}

/**
 * A counting model corrected by checked cars: probabilities, the threshold of the list of cars (the same probability as
 * before, after correction), and how far counts stray. Nothing is trained anew.
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
        errors: { ...band.errors, trackShare },
      };
    }),
  };
}

/** The same model without straying: what the segment model alone says, for {@link fitTrackErrors}. */
export function withoutErrors(model: CountingModel): CountingModel {
  return { ...model, bands: model.bands.map((band) => ({ ...band, errors: { trackShare: 0, commonSpread: 0 } })) };
}
