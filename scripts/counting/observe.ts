import type { StripMargins } from "../../src/core/detection/direction.ts";
import type { StepOutputs } from "../../src/core/detection/step-outputs.ts";
import type { Colours } from "../../src/core/detection/strip-colours.ts";
import { networkInput } from "../../src/core/detection/strip-input.ts";
import { layStrips, placeStrips } from "../../src/pipeline/lay-strips.ts";
import { readAgain } from "../../src/pipeline/read-strip.ts";
import type { NetworksToCount } from "../../src/pipeline/scene-to-count.ts";
import { LEAST_VISIBLE, type RenderedScene } from "./rendered-scenes.ts";

/** One rendered track as the networks saw it, after registration, with its truth in the strip's own direction. */
export interface ObservedTrack {
  /** Which scene, for errors that a yard's tracks share. */
  readonly scene: number;
  readonly gsdMetres: number;
  readonly outputs: StepOutputs;
  readonly hidden: Uint8Array;
  readonly stepMetres: number;
  /** What the strip shows beyond the track. */
  readonly margins: StripMargins;
  /** Of the strip. */
  readonly lengthMetres: number;
  /** In metres from the strip's start. */
  readonly cars: readonly {
    readonly from: number;
    readonly to: number;
    readonly type: string;
    readonly covered: boolean;
    readonly visibleShare: number;
  }[];
  /** Every car on it can be seen well enough to be asked for, and so can the track. */
  readonly wholly: boolean;
}

/** Runs registration and the car networks on a rendered scene. */
export async function observeScene(
  rendered: RenderedScene,
  networks: NetworksToCount,
  index: number,
): Promise<ObservedTrack[]> {
  const { scene, tracks } = rendered;
  const { gsdMetres, sunAzimuthDegrees } = scene.conditions;
  const { stepMetres } = networks.counting;
  const laid = await layStrips(scene, tracks, { x: 0, y: 0 }, networks);
  const look = { gsdMetres, sunAzimuthDegrees };
  const placed = await placeStrips(scene, tracks, networks, { ...look, laid, shift: null });
  const observed: ObservedTrack[] = [];
  for (const [k, strip] of placed.laid.strips.entries()) {
    const offsetMetres = placed.offsets[k] ?? new Float64Array(strip.width);
    const rows = networks.carRows;
    const colours = placed.laid.colours[k] as Colours;
    const input = networkInput(strip, { ...look, rows, offsetMetres, colours });
    const hidden = placed.laid.hidden[k] as Uint8Array;
    const margins = placed.laid.margins[k] as StripMargins;
    const outputs = await readAgain(await networks.readSteps(input), input, hidden, networks);
    const backwards = placed.laid.backwards[k] ?? false;
    const cars = (rendered.cars[k] ?? []).map(({ from, to, truth }) => {
      const start = backwards ? margins.after : margins.before;
      const [near, far] = [from + start, to + start];
      const { type, covered, visibleShare } = truth;
      return backwards
        ? { from: strip.lengthMetres - far, to: strip.lengthMetres - near, type, covered, visibleShare }
        : { from: near, to: far, type, covered, visibleShare };
    });
    cars.sort((a, b) => a.from - b.from);
    observed.push({
      scene: index,
      gsdMetres,
      outputs,
      hidden,
      stepMetres,
      margins,
      lengthMetres: strip.lengthMetres,
      cars,
      wholly: cars.every((car) => car.visibleShare >= LEAST_VISIBLE) && hidden.every((h) => h === 0),
    });
  }
  return observed;
}
