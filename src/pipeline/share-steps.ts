import { segmentModelOf } from "../core/detection/counting-model.ts";
import { COLUMNS_A_STEP } from "../core/detection/direction.ts";
import { stepsOfOthers } from "../core/detection/one-track.ts";
import { placesOfSteps, type SharedStretch, sharedStretches } from "../core/detection/shared-stretches.ts";
import type { TrackCount } from "../core/observation/observation.ts";
import { alongTrack, type TrackLooks } from "./assemble-count.ts";
import { type ReadingTools, readOutputs } from "./read-strip.ts";

/** Log odds of a car on a step that is another track's: none, whatever its neighbours say. */
const NO_CAR = -1000;

/**
 * Leaves what stands where tracks run together to one of them, and reads the others again without it: they hold no car there, and none is
 * supposed where it cannot be seen.
 *
 * @param looks  in an order that does not depend on that of the file (orderInYard)
 */
export function shareSteps(looks: readonly TrackLooks[], tools: ReadingTools): readonly TrackLooks[] {
  const { counting } = tools.networks;
  const stretches = sharedStretches(
    looks.map(({ strip, margins, reading }) =>
      placesOfSteps(strip.placement, margins.stepsBefore, reading.hidden.length),
    ),
    counting.stepMetres,
  );
  if (stretches.length === 0) return looks;
  const others = stepsOfOthers(looks.map(ownSteps), stretches, {
    shortestSteps: segmentModelOf(counting, tools.band).lengths.minSteps,
    toleranceSteps: tools.band.decoding.toleranceSteps,
  });
  return looks.map((look, k) => {
    const shared = stretches.flatMap((stretch) => sharedOf(looks, k, stretch));
    if (shared.length === 0) return look;
    const ofOthers = others[k];
    if (!ofOthers) return { ...look, shared };
    const reading = readWithout(look, ofOthers, tools);
    return { ...look, shared, ofOthers, reading };
  });
}

function readWithout(look: TrackLooks, ofOthers: Uint8Array, tools: ReadingTools) {
  const { outputs, margins, hidden } = look;
  const occupancy = outputs.occupancy.slice();
  const own = hidden.slice();
  ofOthers.forEach((isOthers, t) => {
    if (isOthers === 0) return;
    occupancy[t + margins.stepsBefore] = NO_CAR;
    own[t + margins.stepsBefore] = 0;
  });
  return readOutputs({ ...outputs, occupancy }, own, margins, tools);
}

function ownSteps({ reading, outputs, margins: { stepsBefore: before } }: TrackLooks) {
  return {
    cars: reading.cars.map((car) => ({ ...car, fromStep: car.fromStep - before, toStep: car.toStep - before })),
    logOdds: outputs.occupancy.subarray(before, before + reading.hidden.length),
    occupancy: reading.occupancy,
    hidden: reading.hidden,
  };
}

/** A shared stretch as one of its tracks tells it; none of another's. */
function sharedOf(looks: readonly TrackLooks[], k: number, stretch: SharedStretch): NonNullable<TrackCount["shared"]> {
  const { first, second, from, to, beside } = stretch;
  if (k !== first && k !== second) return [];
  const look = looks[k] as TrackLooks;
  const { track } = looks[k === first ? second : first] as TrackLooks;
  const ends = k === first ? [from, to] : [Math.min(...beside), Math.max(...beside) + 1];
  const step = COLUMNS_A_STEP * look.strip.spacingMetres;
  const [near = 0, far = 0] = ends.map((t) => (t + look.margins.stepsBefore) * step);
  return [{ with: track.id, name: track.name, ...alongTrack(look, near, far) }];
}
