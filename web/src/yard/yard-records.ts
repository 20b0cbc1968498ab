import type { GeoTransform } from "../../../src/core/geo/frames.ts";
import type { Car, TrackCount } from "../../../src/core/observation/observation.ts";

/** Longitude and latitude, or easting and northing: as JSON gives them. */
export type Position = [number, number];

export interface Crs {
  readonly epsg: number;
  readonly name: string;
  readonly definition: string;
}

/** A scene, as the API gives it. */
export interface YardScene {
  readonly id: string;
  readonly conditions: {
    readonly acquiredAt: string;
    readonly gsdMetres: number;
    readonly offNadirDegrees: number | null;
    readonly sunAzimuthDegrees: number | null;
    readonly sunElevationDegrees: number | null;
  };
  readonly grid: {
    readonly width: number;
    readonly height: number;
    readonly transform: GeoTransform;
    readonly pixelSizeMetres: number;
  };
  readonly crs: Crs | null;
  readonly licence: string;
  readonly mayBeRepublished: boolean;
  readonly synthetic: boolean;
  /** Where its bytes are; null: not for this caller. */
  readonly pixels: string | null;
}

export interface DrawnTrack {
  readonly id: string;
  readonly name: string;
  readonly line: readonly Position[];
  readonly zone: string | null;
  readonly service: string | null;
  readonly usage: string | null;
  readonly gaugeMillimetres: number | null;
  readonly canopies: readonly { readonly from: number; readonly to: number }[];
}

/** A geometry as the API gives and takes it: positions are longitude, latitude; rings are open. */
export interface YardDrawing {
  readonly area: readonly Position[];
  readonly tracks: readonly DrawnTrack[];
  readonly zones: readonly {
    readonly id: string;
    readonly names: Readonly<Record<string, string>>;
    readonly area: readonly Position[];
  }[];
}

export interface DrawnFacility {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly geometryVersion: number;
  readonly geometry: YardDrawing | null;
}

export interface LookSummary {
  readonly id: string;
  readonly scene: string;
  readonly acquiredAt: string;
  readonly status: "counted" | "withheld";
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reasons: readonly string[];
}

export type YardLook = { readonly id: string; readonly scene: string; readonly geometry: string } & (
  | { readonly status: "counted"; readonly tracks: readonly TrackCount[] }
  | { readonly status: "withheld" }
);

/** A car as it is drawn over the scene. */
export interface SeenCar extends Pick<Car, "from" | "to" | "probability" | "type" | "covered"> {
  /** Of the look, the track and the place on it: the same car has the same name after a reload. */
  readonly id: string;
  readonly track: string;
  readonly trackName: string;
  /** Corners in the scene's plane. */
  readonly ring: readonly (readonly [number, number])[];
}

export function carsOf(look: YardLook | null): SeenCar[] {
  if (look?.status !== "counted") return [];
  return look.tracks.flatMap(({ track, name, cars }) =>
    cars.map(({ from, to, probability, type, covered, outline }) => ({
      id: `${track}@${from.toFixed(1)}`,
      track,
      trackName: name,
      from,
      to,
      probability,
      type,
      covered,
      ring: outline.coordinates[0] ?? [],
    })),
  );
}
