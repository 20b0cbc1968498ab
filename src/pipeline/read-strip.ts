import { type GsdBand, segmentModelOf } from "../core/detection/counting-model.ts";
import { COLUMNS_A_STEP, type StripMargins } from "../core/detection/direction.ts";
import type { SegmentModel, StepEvidence } from "../core/detection/segments.ts";
import { meanWithin, type StepOutputs } from "../core/detection/step-outputs.ts";
import { mirroredAcross, type NetworkInput } from "../core/detection/strip-input.ts";
import { countTrack, type ListedTrack, listTrack, type TrackReading } from "../core/detection/track-reading.ts";
import type { NetworksToCount } from "./scene-to-count.ts";

/**
 * Where a listed car scores less than SURE_OF_CAR, or a car stands outside of those listed with more than DOUBT, the
 * track goes through the network a second time, with left and right changed over; there the mean of both readings stands.
 * Source: our choice, measured in decisions 0009 to 0011 and 0013.
 */
const SURE_OF_CAR = 0.6;
const DOUBT = 0.25;
/** Steps at a car's edges where its own place is uncertain; and by which a doubtful part is widened. */
const EDGE_STEPS = 4;
/** How far the car network sees along the track, steps: 47 by its dilated convolutions, 3 by its stem (training/network.py). */
export const SIGHT_STEPS = 50;

export interface StripReading {
  readonly outputs: StepOutputs;
  readonly reading: TrackReading;
}

interface ReadingTools {
  readonly networks: NetworksToCount;
  readonly band: GsdBand;
}

/**
 * What the networks and the segment model say of one strip.
 *
 * @param hidden  steps of the strip that cannot be seen
 * @throws YardcheckError "detector-failed"
 */
export async function readStrip(
  input: NetworkInput,
  hidden: Uint8Array,
  margins: StripMargins,
  tools: ReadingTools,
): Promise<StripReading> {
  let outputs = await tools.networks.readSteps(input);
  const listed = listOutputs(outputs, hidden, margins, tools);
  const parts = doubtfulParts(listed, hidden, margins);
  for (const { from, to } of parts) {
    const at = Math.max(0, from - SIGHT_STEPS);
    const end = Math.min(outputs.steps, to + SIGHT_STEPS);
    const columns = { from: at * COLUMNS_A_STEP, to: end * COLUMNS_A_STEP };
    const mirrored = await tools.networks.readSteps(mirroredAcross(input, columns));
    outputs = meanWithin(outputs, mirrored, { at, from, to });
  }
  const { evidence, model, ...last } = parts.length === 0 ? listed : listOutputs(outputs, hidden, margins, tools);
  return { outputs, reading: countTrack(evidence, model, last, tools.band) };
}

/** The list of cars by these outputs, and what it was made from. */
export function listOutputs(
  outputs: StepOutputs,
  hidden: Uint8Array,
  { stepsBefore: before, stepsAfter: after }: StripMargins,
  { networks: { counting }, band }: ReadingTools,
): ListedTrack & { readonly evidence: StepEvidence; readonly model: SegmentModel } {
  const evidence = { ...outputs, stepMetres: counting.stepMetres, hidden, before, after };
  const model = segmentModelOf(counting, band);
  return { evidence, model, ...listTrack(evidence, model, band.decoding) };
}

/** Steps of a strip, from and to before. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Parts of a strip that want a second pass, in order along it. What cannot be seen wants none: it says nothing twice.
 * Parts nearer to each other than the network sees are one.
 */
export function doubtfulParts(
  { cars, occupancy }: Pick<ListedTrack, "cars" | "occupancy">,
  hidden: Uint8Array,
  { stepsBefore }: StripMargins,
): StepRange[] {
  const steps = hidden.length;
  const doubtful = new Uint8Array(steps);
  occupancy.forEach((probability, t) => {
    if (probability > DOUBT && hidden[t + stepsBefore] !== 1) doubtful[t + stepsBefore] = 1;
  });
  for (const { fromStep, toStep } of cars)
    doubtful.fill(0, Math.max(0, Math.floor(fromStep) - EDGE_STEPS), Math.ceil(toStep) + EDGE_STEPS);
  for (const { fromStep, toStep, score } of cars)
    if (score < SURE_OF_CAR) doubtful.fill(1, Math.max(0, Math.floor(fromStep)), Math.ceil(toStep));
  const parts: { from: number; to: number }[] = [];
  doubtful.forEach((doubt, t) => {
    if (doubt === 0) return;
    const from = Math.max(0, t - EDGE_STEPS);
    const to = Math.min(steps, t + 1 + EDGE_STEPS);
    const last = parts.at(-1);
    if (last && from - last.to < 2 * SIGHT_STEPS) last.to = to;
    else parts.push({ from, to });
  });
  return parts;
}
