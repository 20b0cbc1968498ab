import { type CoarseTrack, coarseAssumptions, strongestEvidence } from "../core/detection/coarse-tracks.ts";
import { type CoarseBand, type CountingModel, calibrated, type GsdBand } from "../core/detection/counting-model.ts";
import { COLUMNS_A_STEP, type StripMargins } from "../core/detection/direction.ts";
import { looksOfCar, type StepOutputs } from "../core/detection/step-outputs.ts";
import type { TrackReading } from "../core/detection/track-reading.ts";
import { TOLD_TYPES, type TypedCar, typeCounts } from "../core/detection/type-mix.ts";
import type { Stretch } from "../core/facility/facility.ts";
import type { ZoneId } from "../core/ids.ts";
import type { PlanePoint } from "../core/imagery/place-line.ts";
import { groundAt, type Strip } from "../core/imagery/strip.ts";
import { countOf } from "../core/observation/count.ts";
import {
  type TrackAssumptions,
  trackDistribution,
  unlistedDistribution,
  yardDistribution,
} from "../core/observation/count-errors.ts";
import { CAR_TYPES, type Car, type CarType, type Counted, type TrackCount } from "../core/observation/observation.ts";
import { outlineOfCorners } from "../core/observation/outline.ts";
import type { TrackToCount } from "./scene-to-count.ts";

/** Half of the width drawn for a car, metres. Cars are 2.6 to 3.4 m wide. */
const OUTLINE_HALF_WIDTH_METRES = 1.5;
/** A load is said to be covered or not when the network is this sure of it. Source: our choice; not measured by itself. */
const COVER_SURE = 0.65;

/** One track with everything read from it. */
export interface TrackLooks {
  readonly track: TrackToCount;
  /** As read: possibly from the line's far end, and reaching beyond both ends of the track. */
  readonly strip: Strip;
  readonly offsets: Float64Array;
  readonly margins: StripMargins;
  /** Of the track itself. */
  readonly lengthMetres: number;
  readonly backwards: boolean;
  /** Share of the track itself that can be seen, 0 to 1. */
  readonly usableFraction: number;
  readonly outputs: StepOutputs;
  /** Of the strip: 1 on steps that cannot be seen. */
  readonly hidden: Uint8Array;
  readonly reading: TrackReading;
  /** Of the track itself: 1 on steps that are left to another track, which runs together with it there; absent: none. */
  readonly ofOthers?: Uint8Array;
  /** Where it runs together with others, whosever the cars there are; absent: nowhere. */
  readonly shared?: TrackCount["shared"];
}

interface AssembleOptions {
  /** Single cars cannot be told apart: how the total follows from the length under cars; else null. */
  readonly coarse: CoarseBand | null;
  readonly toSceneCrs: (point: PlanePoint) => readonly [number, number];
}

type Assembled = Pick<Counted, "basis" | "count" | "tracks" | "zones" | "types" | "seen">;

/** Brings the tracks' readings together: cars with outlines, counts by track, zone, type and yard. */
export function assembleCount(
  looks: readonly TrackLooks[],
  model: CountingModel,
  band: GsdBand,
  options: AssembleOptions,
): Assembled {
  const { coarse } = options;
  // Those of a coarse image are in its assumptions.
  const errors = coarse ? { trackShare: 0, commonSpread: 0 } : band.errors;
  const { seenOnly, assumed } = coarse
    ? coarseAssumptions(
        looks.map((look) => coarseTrackOf(look, model)),
        coarse,
      )
    : {
        seenOnly: looks.map(({ reading }): TrackAssumptions => [{ weight: 1, pmf: reading.seenPmf }]),
        assumed: looks.map(({ reading }) => reading.assumptions),
      };
  const typed: TypedCar[] = [];
  const tracks = looks.map((look, k): TrackCount => {
    const cars = coarse ? [] : carsOf(look, band, options, typed);
    const count = countOf(trackDistribution(assumed[k] ?? [], errors));
    return {
      track: look.track.id,
      name: look.track.name,
      zone: look.track.zone,
      lengthMetres: look.lengthMetres,
      usableFraction: look.usableFraction,
      count,
      seen: countOf(trackDistribution(seenOnly[k] ?? [], errors)),
      emptyProbability: count.pmf[0] ?? 0,
      occupiedMetres: occupiedMetres(look, model),
      cars,
      ...hiddenOf(look, model),
      ...(look.shared && { shared: look.shared, supposedMetres: hiddenMetres(look, model) }),
    };
  });
  const count = countOf(yardDistribution(assumed, errors));
  return {
    basis: coarse ? "occupied-length" : "cars",
    count,
    seen: countOf(yardDistribution(seenOnly, errors)),
    tracks,
    zones: zonesOf(looks.map(({ track }) => track)).map((zone) => ({
      zone,
      count: countOf(
        yardDistribution(
          assumed.filter((_, k) => looks[k]?.track.zone === zone),
          errors,
        ),
      ),
    })),
    types: coarse ? coarseTypes(count) : typesOf(typed, assumed, band),
  };
}

/** Where nothing of a track could be seen; nothing where all of it was. */
function hiddenOf(look: TrackLooks, { stepMetres }: CountingModel): Pick<TrackCount, "hidden"> {
  const { margins, reading, hidden } = look;
  const stretches: Stretch[] = [];
  for (let t = 0, first = -1; t <= reading.hidden.length; t++) {
    // What another track holds there is read as seen (share-steps.ts), whether it can be or not.
    const isHidden = reading.hidden[t] === 1 || (t < reading.hidden.length && hidden[t + margins.stepsBefore] === 1);
    if (isHidden && first < 0) first = t;
    if (isHidden || first < 0) continue;
    const [near, far] = [(first + margins.stepsBefore) * stepMetres, (t + margins.stepsBefore) * stepMetres];
    stretches.push(alongTrack(look, near, far));
    first = -1;
  }
  if (stretches.length === 0) return {};
  return { hidden: look.backwards ? stretches.reverse() : stretches };
}

function occupiedMetres({ reading: { occupancy, hidden } }: TrackLooks, { stepMetres }: CountingModel): number {
  return occupancy.reduce((sum, p, t) => sum + (hidden[t] === 1 ? 0 : p * stepMetres), 0);
}

function hiddenMetres({ reading: { hidden } }: TrackLooks, { stepMetres }: CountingModel): number {
  return sumOf(hidden) * stepMetres;
}

const sumOf = (steps: Uint8Array) => steps.reduce((sum, step) => sum + step, 0);

/** What a track of a coarse image is counted by. */
export function coarseTrackOf(look: TrackLooks, model: CountingModel): CoarseTrack {
  const { reading, outputs, margins, ofOthers } = look;
  const others = ofOthers ? sumOf(ofOthers) * model.stepMetres : 0;
  const hidden = hiddenMetres(look, model);
  // Less than a step is left over at the end of a track of which nothing is seen.
  const seen = look.usableFraction > 0 ? Math.max(0, look.lengthMetres - hidden - others) : 0;
  const occupied = occupiedMetres(look, model);
  const some = 1 - (reading.seenPmf[0] ?? 0);
  const own = outputs.occupancy.subarray(margins.stepsBefore, margins.stepsBefore + reading.hidden.length);
  return {
    occupiedMetres: occupied,
    occupiedIfAny: some > 0 ? Math.min(seen, occupied / some) : 0,
    strongest: strongestEvidence(own, (t) => reading.hidden[t] === 0 && ofOthers?.[t] !== 1),
    seenMetres: seen,
    hiddenMetres: hidden,
  };
}

function carsOf(look: TrackLooks, band: GsdBand, options: AssembleOptions, typed: TypedCar[]): Car[] {
  const { strip, outputs, reading, backwards } = look;
  const step = COLUMNS_A_STEP * strip.spacingMetres;
  const cars = reading.cars.map((placed): Car => {
    const { types, loadCovered } = looksOfCar(outputs, placed.fromStep, placed.toStep);
    const typeProbability = Math.max(...types);
    const type: CarType =
      typeProbability >= band.typeThreshold ? (TOLD_TYPES[types.indexOf(typeProbability)] ?? "unknown") : "unknown";
    const probability = calibrated(placed.score, band.probability);
    typed.push({ probability, told: type });
    const [near, far] = [placed.fromStep * step, placed.toStep * step];
    return {
      ...alongTrack(look, near, far),
      probability,
      type,
      typeProbability,
      covered: loadCovered >= COVER_SURE ? true : loadCovered <= 1 - COVER_SURE ? false : null,
      outline: outlineOf(look, near, far, options),
    };
  });
  return backwards ? cars.reverse() : cars;
}

/** Where a stretch of a strip lies on its track as it was drawn, metres from its first vertex. */
export function alongTrack(
  { margins: { before }, backwards, lengthMetres }: Pick<TrackLooks, "margins" | "backwards" | "lengthMetres">,
  near: number,
  far: number,
): { readonly from: number; readonly to: number } {
  const along = (metres: number) =>
    Math.min(Math.max(backwards ? lengthMetres - (metres - before) : metres - before, 0), lengthMetres);
  return backwards ? { from: along(far), to: along(near) } : { from: along(near), to: along(far) };
}

function outlineOf(
  { strip, offsets }: TrackLooks,
  near: number,
  far: number,
  { toSceneCrs }: AssembleOptions,
): Car["outline"] {
  const corner = (along: number, side: number): [number, number] => {
    const column = Math.min(Math.max(Math.floor(along / strip.spacingMetres), 0), strip.width - 1);
    const across = (offsets[column] ?? 0) + side * OUTLINE_HALF_WIDTH_METRES;
    const [x, y] = toSceneCrs(groundAt(strip.placement, strip.spacingMetres, along, across));
    return [x, y];
  };
  return outlineOfCorners([corner(near, -1), corner(far, -1), corner(far, 1), corner(near, 1)]);
}

/** Zones of tracks, each once. */
export function zonesOf(tracks: readonly Pick<TrackToCount, "zone">[]): ZoneId[] {
  return [...new Set(tracks.flatMap(({ zone }) => (zone === null ? [] : [zone])))].sort();
}

/** A coarse image shows no types: every car is unknown. */
const coarseTypes = (count: Counted["count"]) => record((type) => (type === "unknown" ? count : countOf([1])));

function typesOf(cars: readonly TypedCar[], assumed: readonly TrackAssumptions[], band: GsdBand): Counted["types"] {
  const listed = cars.reduce((sum, { probability }) => sum + probability, 0);
  const counts = typeCounts(cars, band.types, unlistedDistribution(assumed, listed));
  return record((type) =>
    countOf(trackDistribution([{ weight: 1, pmf: counts[type] }], { ...band.errors, trackShare: 0 })),
  );
}

function record(of: (type: CarType) => Counted["count"]): Counted["types"] {
  return Object.fromEntries(CAR_TYPES.map((type) => [type, of(type)])) as Record<CarType, Counted["count"]>;
}
