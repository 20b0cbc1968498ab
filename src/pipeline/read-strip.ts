import { type GsdBand, segmentModelOf } from "../core/detection/counting-model.ts";
import type { StripMargins } from "../core/detection/direction.ts";
import { meanOutputs, type StepOutputs } from "../core/detection/step-outputs.ts";
import { mirroredAcross, type NetworkInput } from "../core/detection/strip-input.ts";
import { readTrack, type TrackReading } from "../core/detection/track-reading.ts";
import type { NetworksToCount } from "./scene-to-count.ts";

/**
 * A track goes through the network a second time, with left and right changed over, where a listed car scores less than
 * SURE_OF_CAR or the expected number of cars strays from the list by more than SURE_OF_COUNT; the mean of both readings
 * stands. Source: our choice, measured in decision 0010.
 */
const SURE_OF_CAR = 0.8;
const SURE_OF_COUNT = 0.25;

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
  const once = await readOnce(input, hidden, margins, tools);
  if (isSure(once.reading)) return once;
  const mirrored = await tools.networks.readSteps(mirroredAcross(input));
  return readOutputs(meanOutputs(once.outputs, mirrored), hidden, margins, tools);
}

/** The first pass alone, otherwise as {@link readStrip}. */
export async function readOnce(
  input: NetworkInput,
  hidden: Uint8Array,
  margins: StripMargins,
  tools: ReadingTools,
): Promise<StripReading> {
  return readOutputs(await tools.networks.readSteps(input), hidden, margins, tools);
}

function readOutputs(
  outputs: StepOutputs,
  hidden: Uint8Array,
  { stepsBefore: before, stepsAfter: after }: StripMargins,
  { networks: { counting }, band }: ReadingTools,
): StripReading {
  const evidence = { ...outputs, stepMetres: counting.stepMetres, hidden, before, after };
  return { outputs, reading: readTrack(evidence, segmentModelOf(counting, band), band.decoding) };
}

/** Whether a track needs no second pass. */
export function isSure({ seenPmf, cars }: TrackReading): boolean {
  const expected = seenPmf.reduce((sum, probability, n) => sum + n * probability, 0);
  return Math.abs(expected - cars.length) <= SURE_OF_COUNT && cars.every(({ score }) => score >= SURE_OF_CAR);
}
