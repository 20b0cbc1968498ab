import { type RawBuilder, type SqlBool, sql } from "kysely";
import { boxOf } from "../../core/facility/local-plane.ts";
import type { LonLat } from "../../core/geo/frames.ts";
import type { Database } from "../store/database.ts";
import { inBox, partsOfBox } from "../store/in-box.ts";
import type { Position } from "../store/tables.ts";

export interface MapFeature {
  readonly type: "Feature";
  readonly id: string;
  readonly geometry:
    | { readonly type: "Polygon"; readonly coordinates: readonly (readonly Position[])[] }
    | { readonly type: "LineString"; readonly coordinates: readonly Position[] }
    | null;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

export interface FeaturesAsked {
  /** West, south, east, north, degrees; across the antimeridian where west is the greater one. */
  readonly box: readonly [number, number, number, number] | null;
  /** ISO times, inclusive; null: open. Facilities and tracks have no time and pass whatever is asked. */
  readonly from: string | null;
  readonly to: string | null;
  readonly facility: string | null;
  readonly limit: number;
  /** Sort key of the last feature of the page before. */
  readonly after: readonly (string | number)[] | null;
}

export interface FeaturePage {
  readonly features: readonly MapFeature[];
  readonly next: readonly (string | number)[] | null;
}

export const closed = (ring: readonly Position[]): readonly Position[] => {
  const [first] = ring;
  return first === undefined ? ring : [...ring, first];
};

/** The condition on a row `g` of `facility_geometry` that what is asked for puts. */
export async function placed(db: Database, { box }: Pick<FeaturesAsked, "box">): Promise<RawBuilder<SqlBool>> {
  if (box === null) return sql`true`;
  const [west, south, east, north] = box;
  return await inBox(db, { west, south, east, north });
}

export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  feature: (row: Row) => MapFeature,
  key: (row: Row) => readonly (string | number)[],
): FeaturePage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { features: shown.map(feature), next: rows.length > limit && last !== undefined ? key(last) : null };
}

export function touches({ geometry }: MapFeature, box: FeaturesAsked["box"]): boolean {
  if (box === null) return true;
  if (geometry === null) return false;
  const positions = geometry.type === "Polygon" ? geometry.coordinates.flat() : geometry.coordinates;
  const of = boxOf(positions.map(([lon, lat]): LonLat => ({ lon, lat })));
  const [west, south, east, north] = box;
  return partsOfBox({ west, south, east, north }).some(
    (part) => of.west <= part.east && of.east >= part.west && of.south <= part.north && of.north >= part.south,
  );
}
