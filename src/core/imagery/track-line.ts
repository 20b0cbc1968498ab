import type { TrackId } from "../ids.ts";
import type { PlanePoint } from "./place-line.ts";

/** A track as it is read: in the working CRS of a scene, from its first vertex. */
export interface TrackLine {
  readonly track: TrackId;
  readonly name: string;
  /** At least two different points, metres. */
  readonly points: readonly PlanePoint[];
}
