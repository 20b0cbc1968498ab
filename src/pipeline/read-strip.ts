import { type GsdBand, segmentModelOf } from "../core/detection/counting-model.ts";
import { COLUMNS_A_STEP, type StripMargins } from "../core/detection/direction.ts";
import type { SegmentModel, StepEvidence } from "../core/detection/segments.ts";
import { type StepOutputs, withPart } from "../core/detection/step-outputs.ts";
import { columnsOf, type NetworkInput } from "../core/detection/strip-input.ts";
import { countTrack, type ListedTrack, listTrack, type TrackReading } from "../core/detection/track-reading.ts";
import type { NetworksToCount } from "./scene-to-count.ts";

/**
 * Where a listed car that can be seen scores less than SURE_OF_CAR, or a car stands outside of those listed with more than
 * DOUBT, a larger network reads the track again, and what it says stands. Source: our choice, measured in decision 0015.
 */
const SURE_OF_CAR = 0.7;
const DOUBT = 0.2;
/** Share of a car that must be seen for a second reading. Source: our choice. */
const LEAST_SEEN = 0.5;
/** Steps at a car's edges where its own place is uncertain; and by which a doubtful part is widened. */
const EDGE_STEPS = 4;
/** What the larger network is shown to both sides of a part, steps: 8 m. Source: measured in decision 0015. */
export const BESIDE_STEPS = 16;

export interface StripReading {
  readonly outputs: StepOutputs;
  readonly reading: TrackReading;
}

export interface ReadingTools {
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
  const { outputs, listed } = await readTwice(input, hidden, margins, tools);
  const { evidence, model, ...last } = listed;
  return { outputs, reading: countTrack(evidence, model, last, tools.band) };
}

/** What the networks say of one strip, the larger one where the other leaves doubt, and the list of cars by that. */
export async function readTwice(
  input: NetworkInput,
  hidden: Uint8Array,
  margins: StripMargins,
  tools: ReadingTools,
): Promise<{ readonly outputs: StepOutputs; readonly listed: ReturnType<typeof listOutputs> }> {
  const first = await tools.networks.readSteps(input);
  const listed = listOutputs(first, hidden, margins, tools);
  const parts = doubtfulParts(listed, hidden, margins);
  if (parts.length === 0) return { outputs: first, listed };
  let outputs = first;
  for (const part of parts) {
    const at = Math.max(0, part.from - BESIDE_STEPS);
    const end = Math.min(outputs.steps, part.to + BESIDE_STEPS);
    const columns = columnsOf(input, { from: at * COLUMNS_A_STEP, to: end * COLUMNS_A_STEP });
    outputs = withPart(outputs, { at, outputs: await tools.networks.readStepsAgain(columns) }, part);
  }
  return { outputs, listed: listOutputs(outputs, hidden, margins, tools) };
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
 * Parts that are nearer to each other than what is shown beside them are one.
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
  for (const { fromStep, toStep, score } of cars) {
    const [from, to] = [Math.max(0, Math.floor(fromStep)), Math.min(steps, Math.ceil(toStep))];
    const seen = hidden.subarray(from, to).reduce((sum, step) => sum + 1 - step, 0);
    // A car that is mostly hidden is in doubt for that.
    if (score < SURE_OF_CAR && seen >= LEAST_SEEN * (to - from)) doubtful.fill(1, from, to);
  }
  const parts: { from: number; to: number }[] = [];
  doubtful.forEach((doubt, t) => {
    if (doubt === 0) return;
    const from = Math.max(0, t - EDGE_STEPS);
    const to = Math.min(steps, t + 1 + EDGE_STEPS);
    const last = parts.at(-1);
    if (last && from - last.to < 2 * BESIDE_STEPS) last.to = to;
    else parts.push({ from, to });
  });
  return parts;
}
