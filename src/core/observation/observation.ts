import type { Stretch } from "../facility/facility.ts";
import type {
  FacilityId,
  GeometryVersionId,
  MethodId,
  NonEmpty,
  ObservationId,
  SceneId,
  TrackId,
  ZoneId,
} from "../ids.ts";
import type { ReadCost } from "../imagery/strip.ts";
import type { Count } from "./count.ts";

/**
 * One look at one facility: what the image let us count, or why it did not.
 *
 * A withheld look is not a zero. Series and baselines read `counted` looks only; reports list the withheld ones with
 * their reasons.
 */
export type Observation = Look & Counting;

/** The part of an observation known before counting. */
export interface Look {
  readonly id: ObservationId;
  readonly facility: FacilityId;
  readonly geometry: GeometryVersionId;
  readonly scene: SceneId;
  readonly acquiredAt: string;
}

/** What `yardcheck count --json` prints and what an observation stores. */
export type Counting = Counted | Withheld;

interface CountingBasis {
  readonly method: MethodId;
  /** SHA-256 by name of all that the answer depends on: scene, geometry, model weights, settings. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Share of track length free of cloud, shadow, nodata and canopy, 0 to 1; 0 where nobody looked (`isUnread` in limits.ts). */
  readonly usableFraction: number;
  readonly warnings: readonly CountWarning[];
  /** Which of another detector's classes were counted as cars, by name; left out: by our own networks. */
  readonly classes?: { readonly counted: readonly string[]; readonly leftOut: readonly string[] };
  readonly read: ReadCost;
}

export interface Counted extends CountingBasis {
  readonly status: "counted";
  readonly reasons: readonly [];
  /** What was counted: cars one by one, or (coarse images) occupied length turned into a total with its wide range. */
  readonly basis: "cars" | "occupied-length";
  readonly count: Count;
  /** Cars whose centre can be seen: goes with `usableFraction`, where `count` supposes what the hidden part holds. */
  readonly seen?: Count;
  readonly registration: Registration;
  readonly tracks: readonly TrackCount[];
  readonly zones: readonly { readonly zone: ZoneId; readonly count: Count }[];
  readonly types: Readonly<Record<CarType, Count>>;
}

export interface Withheld extends CountingBasis {
  readonly status: "withheld";
  readonly reasons: NonEmpty<WithholdReason>;
}

/** Why there is no count, each with what was got and what was needed. */
export interface WithholdReason {
  readonly code:
    | "too-coarse"
    | "too-oblique"
    | "too-hidden"
    | "too-dark"
    | "outside-scene"
    | "registration-ambiguous"
    | "unclear";
  readonly got: number | null;
  readonly limit: number | null;
}

export interface CountWarning {
  readonly code:
    | "coarse"
    | "off-nadir-unknown"
    | "oblique"
    | "partly-hidden"
    | "registration-uncertain"
    | "shift-contradicted"
    | "low-sun"
    | "synthetic";
  readonly got: number | null;
  readonly limit: number | null;
}

/** One turn and shift for the whole yard, from the tracks as given to the tracks as seen, metres in the working CRS. */
export interface Registration {
  readonly x: number;
  readonly y: number;
  /** Before the shift, about a point of the working CRS. Absent: none, as where nobody looked for one. */
  readonly turn?: Turn;
  /** Spread of the tracks' own offsets about that shift (median absolute), metres; of one track `spreadMetres`; null where nothing was found. */
  readonly residualMetres: number | null;
  /** How far the shift itself may be off sideways (root mean square), metres; null where nothing was found; absent: not told. */
  readonly spreadMetres?: number | null;
  /** Another shift fits as well, or none fits what the image shows; false of a shift that somebody gave. */
  readonly ambiguous: boolean;
  /** The shift that somebody gave, where the image contradicts it. Absent: none was given, or it does not. */
  readonly contradicted?: {
    readonly given: Shift;
    /** Where the tracks as seen lie when nobody says where; null: the image does not tell. */
    readonly seen: Shift | null;
  };
}

/** From the tracks as given, metres in the working CRS. */
export interface Shift {
  readonly x: number;
  readonly y: number;
}

/** A turn about a point, counter-clockwise. */
export interface Turn {
  readonly degrees: number;
  readonly x: number;
  readonly y: number;
}

export interface TrackCount {
  readonly track: TrackId;
  readonly name: string;
  readonly zone: ZoneId | null;
  readonly lengthMetres: number;
  readonly usableFraction: number;
  readonly count: Count;
  /** Cars whose centre can be seen. */
  readonly seen?: Count;
  /** Probability that no car stands on the track, that of 0 in its count. An empty track is a finding. */
  readonly emptyProbability: number;
  readonly occupiedMetres: number;
  /** Most probable cars; empty for a coarse image, where single cars cannot be told apart. */
  readonly cars: readonly Car[];
  /**
   * Where the track runs so near to another that cars cannot stand on both, metres along it: what stands there counts on one of them.
   * Strips only. Absent: nowhere.
   */
  readonly shared?: readonly {
    readonly with: TrackId;
    readonly name: string;
    readonly from: number;
    readonly to: number;
  }[];
  /** Where nothing of it could be seen, metres along it. Strips only. Absent: nowhere, or not told. */
  readonly hidden?: readonly Stretch[];
  /**
   * Metres that could not be seen and for which `count` supposes cars on this track. Only where the track runs together with another, whose
   * hidden part counts on one of them; absent: all that `usableFraction` leaves.
   */
  readonly supposedMetres?: number;
}

/** One car on a track, metres along the track's own line from its first vertex. */
export interface Car {
  readonly from: number;
  readonly to: number;
  /** Probability that a car stands here, calibrated, 0 to 1. */
  readonly probability: number;
  readonly type: CarType;
  readonly typeProbability: number;
  /** Load under a tarpaulin. `null`: cannot tell. */
  readonly covered: boolean | null;
  /** Corners of the car in the scene's CRS, closed ring (first corner repeated). */
  readonly outline: {
    readonly type: "Polygon";
    readonly coordinates: readonly (readonly (readonly [number, number])[])[];
  };
}

export const CAR_TYPES = ["tank", "covered", "open", "flat", "locomotive", "unknown"] as const;
/**
 * What a car is, as far as an overhead image lets us say: tank; covered (box, tarpaulin); open (gondola, hopper); flat
 * and container; locomotive and passenger; unknown (cannot tell: a value, not a blank).
 */
export type CarType = (typeof CAR_TYPES)[number];
