import { type GsdBand, segmentModelOf } from "../core/detection/counting-model.ts";
import { COLUMNS_A_STEP, type StripMargins } from "../core/detection/direction.ts";
import { type PartOutputs, type StepOutputs, withParts } from "../core/detection/step-outputs.ts";
import { columnsOf, InputMemory, type NetworkInput } from "../core/detection/strip-input.ts";
import { readTrack, type TrackReading } from "../core/detection/track-reading.ts";
import { withVeiled } from "../core/detection/veiled-steps.ts";
import type { Strip } from "../core/imagery/strip.ts";
import type { NetworksToCount } from "./scene-to-count.ts";

/**
 * Log odds of a car, by the first network, above which a step is read again by a larger one, and what that one says stands: a
 * probability of .1. Source: our choice, measured in decision 0016.
 */
const MAY_BE_A_CAR = Math.log(0.1 / 0.9);
/** By how much a part that is read again is widened, steps: a car's edges may lie beyond what the first network saw of it. */
const EDGE_STEPS = 4;
/** What the larger network is shown to both sides of a part, steps: 8 m. Source: measured in decisions 0015 and 0016. */
export const BESIDE_STEPS = 16;

export interface StripReading {
  readonly outputs: StepOutputs;
  /** Steps of the strip that cannot be seen, under cloud that no mask declares among them. */
  readonly hidden: Uint8Array;
  readonly reading: TrackReading;
}

export interface ReadingTools {
  readonly networks: NetworksToCount;
  readonly band: GsdBand;
  readonly gsdMetres: number;
  /** Whether the image is fine enough for single cars. */
  readonly singleCars: boolean;
  /** Where parts that are read again are put. */
  readonly partMemory?: InputMemory;
}

/**
 * What the networks and the segment model say of one strip.
 *
 * @param input        what the networks see of it
 * @param knownHidden  steps of the strip that cannot be seen
 * @throws YardcheckError "detector-failed"
 */
export async function readStrip(
  strip: Strip,
  input: NetworkInput,
  knownHidden: Uint8Array,
  margins: StripMargins,
  tools: ReadingTools,
): Promise<StripReading> {
  const { networks, gsdMetres, partMemory } = tools;
  const first = await networks.readSteps(input);
  const hidden = withVeiled(strip, gsdMetres, first.occupancy, knownHidden);
  const outputs = await readAgain(first, input, hidden, networks, partMemory);
  return { outputs, hidden, reading: readOutputs(outputs, hidden, margins, tools) };
}

/** What the segment model says of a strip from what the networks said of it. */
export function readOutputs(
  outputs: Pick<StepOutputs, "occupancy" | "start" | "end">,
  hidden: Uint8Array,
  { stepsBefore: before, stepsAfter: after }: StripMargins,
  { networks, band, singleCars }: Pick<ReadingTools, "networks" | "band" | "singleCars">,
): TrackReading {
  const evidence = { ...outputs, stepMetres: networks.counting.stepMetres, hidden, before, after };
  return readTrack(evidence, segmentModelOf(networks.counting, band), band, singleCars);
}

/**
 * What the networks say of one strip: the larger one where by the first a car may stand, the first of the rest.
 *
 * @param first  what the first one says
 */
export async function readAgain(
  first: StepOutputs,
  input: NetworkInput,
  hidden: Uint8Array,
  networks: Pick<NetworksToCount, "readStepsAgain">,
  partMemory = new InputMemory(),
): Promise<StepOutputs> {
  const parts: PartOutputs[] = [];
  for (const { from, to } of partsToReadAgain(first.occupancy, hidden)) {
    const at = Math.max(0, from - BESIDE_STEPS);
    const end = Math.min(first.steps, to + BESIDE_STEPS);
    const columns = columnsOf(input, { from: at * COLUMNS_A_STEP, to: end * COLUMNS_A_STEP }, partMemory);
    parts.push({ at, outputs: await networks.readStepsAgain(columns), from, to });
  }
  return withParts(first, parts);
}

/** Steps of a strip, from and to before. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Parts of a strip on which a car may stand, in order along it. What cannot be seen is none: it says nothing twice. Parts that are
 * nearer to each other than what is shown beside them are one.
 *
 * @param occupancy  log odds of a car on each step
 */
export function partsToReadAgain(occupancy: Float32Array, hidden: Uint8Array): StepRange[] {
  const parts: { from: number; to: number }[] = [];
  for (let t = 0; t < hidden.length; t++) {
    if (hidden[t] === 1 || !((occupancy[t] as number) > MAY_BE_A_CAR)) continue;
    const from = Math.max(0, t - EDGE_STEPS);
    const to = Math.min(hidden.length, t + 1 + EDGE_STEPS);
    const last = parts.at(-1);
    if (last && from - last.to < 2 * BESIDE_STEPS) last.to = to;
    else parts.push({ from, to });
  }
  return parts;
}
