import type { TrackAssumptions } from "../observation/count-errors.ts";
import { emptyYardWeight, orEmpty } from "../observation/may-be-empty.ts";
import { commonFactors, expectedCars, someCars } from "../observation/occupied-length.ts";
import type { CoarseBand } from "./counting-model.ts";
import { withHidden } from "./hidden-prior.ts";

/** What is read from one track of an image on which single cars cannot be told apart. */
export interface CoarseTrack {
  /** Of what is seen, metres: expected under cars, and the same given that there is a car at all. */
  readonly occupiedMetres: number;
  readonly occupiedIfAny: number;
  /** See {@link strongestEvidence}; null where nothing is seen. */
  readonly strongest: number | null;
  readonly seenMetres: number;
  readonly hiddenMetres: number;
}

/** How long the evidence for one car is gathered, steps: 6 m. Source: our choice; half of it and twice it tell empty tracks apart no better. */
const GATHERED_STEPS = 12;

/**
 * The strongest evidence for a car anywhere on a track: the largest mean of the log odds of a car over 6 m of steps that are seen, of
 * all steps where there are fewer. Doubt that gathers along a track is none, however long the track.
 *
 * @param isSeen  whether a step can be seen and is the track's own
 * @returns null where no step is
 */
export function strongestEvidence(logOdds: ArrayLike<number>, isSeen: (step: number) => boolean): number | null {
  const seen = Array.from(logOdds).filter((_, t) => isSeen(t));
  const gathered = Math.min(GATHERED_STEPS, seen.length);
  if (gathered === 0) return null;
  let [strongest, sum] = [-Infinity, 0];
  seen.forEach((value, t) => {
    sum += value - (t >= gathered ? (seen[t - gathered] as number) : 0);
    if (t >= gathered - 1) strongest = Math.max(strongest, sum / gathered);
  });
  return strongest;
}

/** Length at which the chance of evidence by accident is as fitted, metres: that of most yards of calibration. */
const USUAL_METRES = 150;

/** Log odds that what is seen of a track is empty, before calibration: a track twice as long has twice as many places to mistake for a car. */
export function emptyLogOdds(strongest: number, seenMetres: number): number {
  return Math.log(Math.max(seenMetres, 1) / USUAL_METRES) - strongest;
}

/** Distribution of the cars that are seen on a track, for one value of the common factor: none, or one and more. */
export function seenCars(track: CoarseTrack, band: CoarseBand, factor: number): ArrayLike<number> {
  const { strongest, seenMetres } = track;
  if (strongest === null || seenMetres === 0) return [1];
  const { slope, offset } = band.empty;
  const empty = 1 / (1 + Math.exp(-(slope * emptyLogOdds(strongest, seenMetres) + offset)));
  const pmf = someCars(factor * expectedCars(track.occupiedIfAny, seenMetres, band), band).map((p) => (1 - empty) * p);
  pmf[0] = empty;
  return pmf;
}

/** Distributions of tracks by assumption, in the same order for all of them: of what is seen, and with what is not. */
export interface CoarseAssumptions {
  readonly seenOnly: readonly TrackAssumptions[];
  readonly assumed: readonly TrackAssumptions[];
}

/**
 * Tracks of a coarse image: cars that follow from the length under cars, where it can be seen; or none on all of them. Assumptions are
 * on the factor that all tracks share, and on what is hidden.
 */
export function coarseAssumptions(tracks: readonly CoarseTrack[], band: CoarseBand): CoarseAssumptions {
  const total = (of: "occupiedMetres" | "hiddenMetres" | "seenMetres") =>
    tracks.reduce((sum, track) => sum + track[of], 0);
  const emptyYard = emptyYardWeight(total("occupiedMetres") / total("seenMetres"), band.gsdMetres);
  const factors = commonFactors(band.commonSpread);
  // As many assumptions on every track, also where only some are hidden in part.
  const least = total("hiddenMetres") > 0 ? Number.MIN_VALUE : 0;
  const over = (of: (factor: number) => TrackAssumptions): TrackAssumptions =>
    factors.flatMap(({ weight, factor }) => of(factor).map((each) => ({ ...each, weight: weight * each.weight })));
  const withUnseen = (pmf: ArrayLike<number>, { hiddenMetres }: CoarseTrack, factor: number) =>
    withHidden(pmf, Math.max(hiddenMetres, least), (cars) => someCars(factor * cars, band));
  return {
    seenOnly: tracks.map((track) =>
      orEmpty(
        over((factor) => [{ weight: 1, pmf: seenCars(track, band, factor) }]),
        [{ weight: 1, pmf: [1] }],
        emptyYard,
      ),
    ),
    assumed: tracks.map((track) =>
      orEmpty(
        over((factor) => withUnseen(seenCars(track, band, factor), track, factor)),
        least > 0 ? over((factor) => withUnseen([1], track, factor)) : [{ weight: 1, pmf: [1] }],
        emptyYard,
      ),
    ),
  };
}
