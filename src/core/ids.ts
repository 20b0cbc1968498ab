/** Names of things, branded so that one cannot stand where another belongs. All are plain strings outside TypeScript. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A facility's short name, chosen by its user: lower-case letters, digits and hyphens. */
export type FacilityId = Branded<"facility">;
/** What a facility's short name looks like; the database holds to the same (schema/0001-start.sql). */
export const FACILITY_ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** One version of a facility's geometry: `<facility>@<n>`, n from 1. */
export type GeometryVersionId = Branded<"geometry-version">;
/** A track's name, unique within its facility. */
export type TrackId = Branded<"track">;
export type ZoneId = Branded<"zone">;
/** One pass of one sensor over a place at one instant. */
export type AcquisitionId = Branded<"acquisition">;
/** One delivered image product; derived from its content, never from its position in a list. */
export type SceneId = Branded<"scene">;
/** One way of counting, with its version: `strips@1`. Series never mix methods. */
export type MethodId = Branded<"method">;
export type ObservationId = Branded<"observation">;
export type SourceId = Branded<"source">;
export type ClaimId = Branded<"claim">;

/** A list with at least one element. */
export type NonEmpty<T> = readonly [T, ...T[]];

export function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0;
}
