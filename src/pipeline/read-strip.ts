import { type GsdBand, segmentModelOf } from "../core/detection/counting-model.ts";
import type { StripMargins } from "../core/detection/direction.ts";
import { meanOutputs, type StepOutputs } from "../core/detection/step-outputs.ts";
import { mirroredAcross, type NetworkInput } from "../core/detection/strip-input.ts";
import { readTrack, type TrackReading } from "../core/detection/track-reading.ts";
import type { NetworksToCount } from "./scene-to-count.ts";

/**
 * A track whose most probable number of cars is less probable than this goes through the network a second time, with
 * left and right changed over, and the mean of both stands. Source: our choice, measured in decision 0009 (with SURE at 0
 * no track has a second pass, at 2 every one has).
 */
const SURE = 0.9;

/**
 * What the networks and the segment model say of one strip.
 *
 * @param hidden  steps of the strip that cannot be seen
 * @throws YardcheckError "detector-failed"
 */
export async function readStrip(
  input: NetworkInput,
  hidden: Uint8Array,
  { stepsBefore: before, stepsAfter: after }: StripMargins,
  { networks, band }: { readonly networks: NetworksToCount; readonly band: GsdBand },
): Promise<{ readonly outputs: StepOutputs; readonly reading: TrackReading }> {
  const { counting } = networks;
  const model = segmentModelOf(counting, band);
  const read = (outputs: StepOutputs) => ({
    outputs,
    reading: readTrack({ ...outputs, stepMetres: counting.stepMetres, hidden, before, after }, model, band.decoding),
  });
  const once = read(await networks.readSteps(input));
  if (Math.max(...once.reading.seenPmf) >= SURE) return once;
  return read(meanOutputs(once.outputs, await networks.readSteps(mirroredAcross(input))));
}
