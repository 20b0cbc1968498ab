import type { TrackToRead } from "../../../src/core/reading/reading.ts";
import type { LaneStrip } from "../strips/lane.tsx";

/** A scene as the strips need it. */
export interface SceneToRead {
  readonly id: string;
  readonly conditions: { readonly acquiredAt: string };
  readonly synthetic: boolean;
  /** Null: its pixels may not be shown to this reader. */
  readonly pixels: string | null;
}

/** Half of what the server's strips show across a track, metres (STRIP_HALF_WIDTH_METRES). */
const HALF_WIDTH_METRES = 7;
export const PIXELS_PER_METRE = 5;

export const scenePath = (facility: string, scene: string) =>
  `/api/facilities/${encodeURIComponent(facility)}/scenes/${encodeURIComponent(scene)}`;

/** The lane of a track: its straightened picture, or white where its pixels may not be shown. */
export function laneStrip(facility: string, scene: SceneToRead, { track, name, lengthMetres }: TrackToRead): LaneStrip {
  const path = `${scenePath(facility, scene.id)}/tracks/${encodeURIComponent(track)}/strip.png`;
  return {
    track,
    name,
    lengthMetres,
    halfWidthMetres: HALF_WIDTH_METRES,
    picture: scene.pixels === null ? null : path,
  };
}
