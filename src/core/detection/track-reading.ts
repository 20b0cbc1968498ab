import { carPosterior, type DecodingOptions, type PlacedCar, placeCars, stepOccupancy } from "./cars.ts";
import { countDistribution, unseenCounts } from "./count-distribution.ts";
import type { GsdBand } from "./counting-model.ts";
import { holdEmpty } from "./empty-track.ts";
import { type HiddenPrior, NOTICED_METRES, startRateOf } from "./hidden-prior.ts";
import { LENGTH_PRIORS, lengthTable } from "./length-prior.ts";
import { type SegmentLattice, type SegmentModel, type StepEvidence, segmentLattice } from "./segments.ts";
import { unclearSteps } from "./unclear-steps.ts";

/** The most useful list of a track's cars. */
interface ListedTrack {
  readonly cars: readonly PlacedCar[];
  /** Probability that a car stands over each step of the track itself. */
  readonly occupancy: Float64Array;
  /** All segmentations, what cannot be seen filled as what is seen; and that fill, null where all is seen. */
  readonly lattice: SegmentLattice;
  readonly fill: number | null;
}

/** What the segment model reads from one track. */
export interface TrackReading {
  readonly cars: readonly PlacedCar[];
  /** Probability that a car stands over each step of the track itself. */
  readonly occupancy: Float64Array;
  /** Distributions of the number of cars, one for each assumption on what the hidden part holds; one where all is seen. */
  readonly assumptions: readonly { readonly weight: number; readonly pmf: Float64Array }[];
  /** Distribution of the cars whose centre can be seen. */
  readonly seenPmf: Float64Array;
  /** Steps of the track itself that cannot be seen, those of which nothing can be told among them. */
  readonly hidden: Uint8Array;
}

/**
 * How full the part that cannot be seen may be, as shares of its steps under cars: from empty to packed.
 *
 * Source: our choice, wide on purpose. A masked stretch may hold anything from nothing to a packed cut of short cars,
 * whatever stands beside it; the weights only lean towards the fill of what is seen. Checked against: the property
 * that a mask over half a track never lowers the upper bound (test/counting/properties.test.ts), of cars of 8 m or more.
 */
const HIDDEN_FILLS = [0.02, 0.25, 0.5, 0.75];
/** Spread of the hidden fill about the seen one. */
const FILL_SPREAD = 0.3;
/** Weight of the packed assumption, whatever is seen: well above 5 %, so that the upper end of a 90 % interval is set by it. */
const PACKED_WEIGHT = 0.4;
const PACKED_FILL = 0.93;
/**
 * Packed cars are taken shorter than any (two-axle wagons measure 8.2 m), so that a quantile of this part alone, at 87 %
 * where the packed weight is 0.4, lies above the 95 % of what a packed stretch held when it was seen.
 */
const PACKED_LENGTHS = { flat: 0.03, parts: [{ weight: 0.97, meanMetres: 6.5, sdMetres: 0.4 }] };
/**
 * A track whose seen part is empty with more than this probability lists no car; its count says what is possible. Source:
 * our choice, measured on calibration yards (decision 0013).
 */
const EMPTY_DOUBT = 0.3;
/** The fill of a yard of which next to nothing is seen, and how many steps of sight outweigh it. */
const USUAL_FILL = 0.4;
const USUAL_STEPS = 60;

/**
 * Lists one track's cars and counts them: the distribution of their number, with and without what cannot be seen, each held to how
 * often tracks are empty, and the cars' probabilities with it. A track that may well be empty keeps no car on its list.
 *
 * Where cars are supposed and none can be pointed to, nothing is seen (unclear-steps.ts).
 *
 * @param model  weights and length prior, for the image's GSD
 * @param singleCars  whether the image is fine enough for single cars
 */
export function readTrack(
  evidence: StepEvidence,
  model: SegmentModel,
  band: Pick<GsdBand, "empty" | "decoding">,
  singleCars = true,
): TrackReading {
  const listed = listTrack(evidence, model, band.decoding);
  const { before = 0, after = 0, hidden } = evidence;
  const onTrack = hidden.subarray(before, hidden.length - after);
  const cars = listed.cars.map((car) => ({ ...car, fromStep: car.fromStep - before, toStep: car.toStep - before }));
  const unclear = singleCars
    ? unclearSteps(listed.occupancy, onTrack, cars, model.lengths.meanSteps, evidence.stepMetres)
    : null;
  if (unclear === null) return readListed(evidence, listed, model, band);
  const less = { ...evidence, hidden: hidden.slice() };
  for (let t = 0; t < unclear.length; t++) if (unclear[t] === 1) less.hidden[t + before] = 1;
  return readListed(less, listTrack(less, model, band.decoding), model, band);
}

function readListed(
  evidence: StepEvidence,
  listed: ListedTrack,
  model: SegmentModel,
  { empty, decoding }: Pick<GsdBand, "empty" | "decoding">,
): TrackReading {
  const { lattice, fill } = listed;
  const { hidden, before = 0, after = 0 } = evidence;
  const chain = countDistribution(lattice, fill === null ? undefined : hidden);
  const { pmf: seenPmf, seenEmpty, carShare } = holdEmpty(chain, chain.subarray(0, 1), empty);
  const cars =
    seenEmpty > EMPTY_DOUBT
      ? []
      : listed.cars
          .map((car) => ({ ...car, score: car.score * carShare }))
          .filter(({ score }) => score >= decoding.threshold);
  const occupancy = listed.occupancy.map((p, t) => (hidden[t + before] === 1 ? p : p * carShare));
  const onTrack = hidden.subarray(before, hidden.length - after);
  if (fill === null) return { cars, occupancy, assumptions: [{ weight: 1, pmf: seenPmf }], seenPmf, hidden: onTrack };
  const assumptions = hiddenAssumptions(fill, model, evidence.stepMetres).map(({ weight, prior }) => {
    const supposed = segmentLattice(evidence, model, prior);
    return { weight, pmf: holdEmpty(countDistribution(supposed), unseenCounts(supposed, hidden), empty).pmf };
  });
  return { cars, occupancy, assumptions, seenPmf, hidden: onTrack };
}

function listTrack(evidence: StepEvidence, model: SegmentModel, decoding: DecodingOptions): ListedTrack {
  const { before = 0, after = 0 } = evidence;
  const onTrack = <T extends Float64Array | Uint8Array>(steps: T) => steps.slice(before, steps.length - after) as T;
  const hidden = onTrack(evidence.hidden);
  const hiddenSteps = hidden.reduce((sum, h) => sum + h, 0);
  let lattice = segmentLattice(evidence, model);
  let posterior = carPosterior(lattice);
  let fill: number | null = null;
  if (hiddenSteps * evidence.stepMetres >= NOTICED_METRES || hiddenSteps === hidden.length) {
    fill = seenFill(onTrack(stepOccupancy(lattice, posterior)), hidden);
    lattice = segmentLattice(evidence, model, hiddenPrior(fill, model));
    posterior = carPosterior(lattice);
  }
  const occupancy = onTrack(stepOccupancy(lattice, posterior));
  return { cars: placeCars(lattice, posterior, decoding), occupancy, lattice, fill };
}

/** Share of the seen steps under cars, drawn towards the usual where little is seen. */
function seenFill(occupancy: Float64Array, hidden: Uint8Array): number {
  let [occupied, seen] = [0, 0];
  occupancy.forEach((probability, t) => {
    if (hidden[t] === 1) return;
    occupied += probability;
    seen++;
  });
  return (occupied + USUAL_FILL * USUAL_STEPS) / (seen + USUAL_STEPS);
}

function hiddenPrior(fill: number, model: SegmentModel): HiddenPrior {
  return { startRate: startRateOf(fill, model.lengths.meanSteps), lengths: model.lengths };
}

function hiddenAssumptions(fill: number, model: SegmentModel, stepMetres: number) {
  const lean = HIDDEN_FILLS.map((assumed) => Math.exp(-0.5 * ((assumed - fill) / FILL_SPREAD) ** 2));
  const total = lean.reduce((sum, weight) => sum + weight, 0);
  const { minSteps, maxSteps } = model.lengths;
  const short = lengthTable(
    { ...LENGTH_PRIORS.any, ...PACKED_LENGTHS, minMetres: minSteps * stepMetres, maxMetres: maxSteps * stepMetres },
    stepMetres,
  );
  return [
    ...HIDDEN_FILLS.map((assumed, k) => ({
      weight: ((1 - PACKED_WEIGHT) * (lean[k] ?? 0)) / total,
      prior: hiddenPrior(assumed, model),
    })),
    { weight: PACKED_WEIGHT, prior: { startRate: startRateOf(PACKED_FILL, short.meanSteps), lengths: short } },
  ];
}
