import type { LonLat } from "../geo/frames.ts";
import type { FacilityId, GeometryVersionId, NonEmpty, TrackId, ZoneId } from "../ids.ts";

/** Names by language tag (`en`, `ar`, `ko`); at least one. */
export type Names = Readonly<Record<string, string>>;

/** A closed ring, first point not repeated, at least three points. */
export type Ring = readonly LonLat[];

/** A rail yard or station: what its user cares about, and the tracks on which cars can stand. */
export interface Facility {
  readonly id: FacilityId;
  readonly names: Names;
  /** Newest version. `null`: nobody has drawn it; it is known from counts that others published. */
  readonly geometry: FacilityGeometry | null;
}

/** A geometry before it is stored and gets its version. */
export type Drawing = Omit<FacilityGeometry, "version">;

/** Immutable once stored. An observation names the version that it was counted on. */
export interface FacilityGeometry {
  readonly version: GeometryVersionId;
  /** AOI: outer ring, WGS 84. */
  readonly area: Ring;
  readonly tracks: NonEmpty<Track>;
  readonly zones: readonly Zone[];
}

/** One track, as drawn. Positions on it are metres along `line` from its first vertex. */
export interface Track {
  readonly id: TrackId;
  readonly name: string;
  readonly line: NonEmpty<LonLat>;
  readonly zone: ZoneId | null;
  /** OpenStreetMap's `service` (yard, siding, spur, crossover), `usage` (main, branch, ...) and `gauge` in millimetres. */
  readonly service: string | null;
  readonly usage: string | null;
  readonly gaugeMillimetres: number | null;
  /** Stretches under a roof or canopy, metres along the track: nothing can be seen there in any image. */
  readonly canopies: readonly Stretch[];
}

/** Part of a track, metres along it, `from` < `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A named part of the facility (arrival yard, transshipment), for counts of its own. */
export interface Zone {
  readonly id: ZoneId;
  readonly names: Names;
  readonly area: Ring;
}
