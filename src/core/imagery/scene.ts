import type { GeoTransform } from "../geo/frames.ts";
import type { AcquisitionId, SceneId } from "../ids.ts";

/** One delivered image product of an acquisition, as registered: nothing here needs its pixels to be read again. */
export interface Scene {
  readonly id: SceneId;
  readonly acquisition: AcquisitionId;
  /** Absolute path or HTTP(S) URL of the GeoTIFF. */
  readonly location: string;
  readonly fingerprint: Fingerprint;
  readonly conditions: ViewConditions;
  readonly grid: SceneGrid;
  readonly licence: string;
  /** False: pixels never leave the workspace; reports draw outlines on white instead. */
  readonly mayBeRepublished: boolean;
  /** True: made by a renderer. Every place that shows it says so. */
  readonly synthetic: boolean;
}

/** What the file was when it was registered: a changed file is a different scene. */
export type Fingerprint =
  | { readonly kind: "sha256"; readonly sha256: string; readonly bytes: number }
  | { readonly kind: "remote"; readonly etag: string | null; readonly bytes: number };

/** What the supplier says about the look. `null`: not stated (never 0). */
export interface ViewConditions {
  /** When the sensor saw the yard, UTC, ISO 8601. Never the time we ingested it. */
  readonly acquiredAt: string;
  /** Ground sample distance as sensed, metres; not the pixel size of a resampled file. */
  readonly gsdMetres: number;
  /** At the sensor, between straight down and the scene centre, degrees, 0 to 90. */
  readonly offNadirDegrees: number | null;
  /** Clockwise from north, towards the sun, degrees, 0 to 360. */
  readonly sunAzimuthDegrees: number | null;
  /** Above the horizon, degrees, -90 to 90. */
  readonly sunElevationDegrees: number | null;
  /** Supplier's figure for the whole scene, 0 to 1. */
  readonly sceneCloudFraction: number | null;
}

/** Shape and place of the pixels. */
export interface SceneGrid {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly sampleType: "uint8" | "uint16" | "int16" | "float32" | "uint32" | "int32" | "int8" | "float64";
  readonly transform: GeoTransform;
  /** Ground size of a pixel at the scene centre, metres: the grid we read, not the GSD. */
  readonly pixelSizeMetres: number;
}
