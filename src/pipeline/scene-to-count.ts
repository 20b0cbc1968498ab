import type { CountingModel } from "../core/detection/counting-model.ts";
import type { StepOutputs } from "../core/detection/step-outputs.ts";
import type { NetworkInput } from "../core/detection/strip-input.ts";
import type { Stretch } from "../core/facility/facility.ts";
import type { TrackId, ZoneId } from "../core/ids.ts";
import type { PlanePoint } from "../core/imagery/place-line.ts";
import type { ViewConditions } from "../core/imagery/scene.ts";
import type { ReadCost, Strip } from "../core/imagery/strip.ts";

/** A track as counting needs it: its line in the scene's working CRS, metres. */
export interface TrackToCount {
  readonly id: TrackId;
  readonly name: string;
  readonly zone: ZoneId | null;
  readonly points: readonly PlanePoint[];
  /** Stretches under a roof, metres along the line as drawn. */
  readonly canopies: readonly Stretch[];
}

export interface StripRequest {
  readonly spacingMetres: number;
  readonly halfWidthMetres: number;
}

/** An image, as counting needs it. */
export interface SceneToCount {
  readonly conditions: Omit<ViewConditions, "acquiredAt">;
  readonly synthetic: boolean;
  /** SHA-256 of the file, or what stands for it. */
  readonly fingerprint: string;
  /** Strips of the tracks, in their order, and what was read since the scene was opened. @throws YardcheckError "image-unreadable" */
  readStrips(
    tracks: readonly Pick<TrackToCount, "id" | "name" | "points">[],
    request: StripRequest,
  ): Promise<{ readonly strips: readonly Strip[]; readonly read: ReadCost }>;
  /** What was read since the scene was opened. */
  read(): ReadCost;
  /** Whether a point of the working CRS lies in the picture. */
  isInside(point: PlanePoint): boolean;
  /** A point of the working CRS in the scene's own CRS, in that CRS's units. */
  toSceneCrs(point: PlanePoint): readonly [number, number];
}

/** The networks, as counting needs them; see adapters/detectors. */
export interface NetworksToCount {
  readonly counting: CountingModel;
  /** Rows of a strip that the car network reads, and how many of the middle ones the offset network. */
  readonly carRows: number;
  readonly offsetRows: number;
  /** Middles of the offset bins, metres, positive to the right of travel. */
  readonly offsetBins: readonly number[];
  /** SHA-256 by name of all that was fitted. */
  readonly hashes: Readonly<Record<string, string>>;
  /** @throws YardcheckError "detector-failed" */
  readSteps(input: NetworkInput): Promise<StepOutputs>;
  /** The same by a larger, slower and better network, where a car may stand. @throws YardcheckError "detector-failed" */
  readStepsAgain(input: NetworkInput): Promise<StepOutputs>;
  /** Log probability of each bin for one window. @throws YardcheckError "detector-failed" */
  readOffsets(window: NetworkInput): Promise<Float32Array>;
}
