import type { ColumnType, Insertable, Selectable } from "kysely";
import type { Names } from "../../core/facility/facility.ts";
import type { Fingerprint, SceneGrid, ViewConditions } from "../../core/imagery/scene.ts";
import type { Counting } from "../../core/observation/observation.ts";
import type { Figure } from "../../core/series/entry.ts";
import type { FacilityState } from "../../core/watch/facility-state.ts";
import type { JsonText } from "./json.ts";
import type { ServiceTables } from "./service-tables.ts";

/** JSON column: read as its value, written as text made by `jsonText`, the same on both databases. */
export type Json<T> = ColumnType<T, JsonText<T>, JsonText<T>>;

/** An image that says where a scene cannot be used. */
export interface CloudMaskFile {
  /** Path or address. */
  readonly location: string;
  /** Whether its set values are the hidden ones (clouds), or the good ones. */
  readonly hiddenWhereSet: boolean;
}

/** `[longitude, latitude]`, degrees, as GeoJSON writes it. */
export type Position = readonly [number, number];

interface FacilityOverviewRow {
  facility: string;
  observation: string | null;
  looked_at: string | null;
  cars: number | null;
  counted: boolean;
  assessed: string | null;
  assessed_fall: string | null;
  evidence: number | null;
  state: FacilityState;
  by_look: number;
  by_cars: number;
  by_evidence: number;
}

/** The schema of schema/*.sql as types. Times are ISO 8601 UTC strings, dates `YYYY-MM-DD`, bigint numbers. */
export interface Tables extends ServiceTables {
  migration: { name: string; sha256: string; applied_at: string };
  facility: {
    id: string;
    names: Json<Names>;
    created_at: string;
    /** Made of id and names by a trigger. */
    search_text: ColumnType<string, never, never>;
  };
  facility_geometry: {
    facility: string;
    version: number;
    area: Json<readonly Position[]>;
    west: number;
    south: number;
    east: number;
    north: number;
    sha256: string;
    origin: string;
    created_at: string;
  };
  track: {
    facility: string;
    version: number;
    position: number;
    id: string;
    name: string;
    line: Json<readonly Position[]>;
    zone: string | null;
    service: string | null;
    usage: string | null;
    gauge_millimetres: number | null;
    canopies: Json<readonly { readonly from: number; readonly to: number }[]>;
  };
  zone: {
    facility: string;
    version: number;
    position: number;
    id: string;
    names: Json<Names>;
    area: Json<readonly Position[]>;
  };
  scene: {
    id: string;
    acquisition: string;
    acquired_at: string;
    location: string;
    fingerprint: Json<Fingerprint>;
    conditions: Json<ViewConditions>;
    grid: Json<SceneGrid>;
    footprint: Json<readonly Position[]>;
    cloud_mask: ColumnType<CloudMaskFile | null, JsonText<CloudMaskFile> | null, never>;
    stac_item: string | null;
    licence: string;
    may_be_republished: boolean;
    synthetic: boolean;
    registered_at: string;
  };
  facility_scene: { facility: string; scene: string };
  observation: {
    id: string;
    facility: string;
    geometry_version: number;
    scene: string;
    acquisition: string;
    method: string;
    acquired_at: string;
    status: "counted" | "withheld";
    usable_fraction: number;
    cars_median: number | null;
    cars_low: number | null;
    cars_high: number | null;
    reasons: string[];
    counting: Json<Counting>;
    recorded_at: string;
    corrects: string | null;
    corrected_by: string | null;
    correction_reason: string | null;
  };
  /** A view: of each acquisition of a facility the one look that stands. */
  standing_observation: Tables["observation"];
  series_entry: {
    id: string;
    facility: string;
    from_day: string;
    to_day: string;
    figure: Json<Figure>;
    ground: string;
    classes: string;
    publisher: string;
    source: string;
    published_on: string | null;
    note: string | null;
    imported_at: string;
  };
  event: { id: string; facility: string; date: string; label: Json<Names>; source: string };
  regime: { facility: string; name: string; from_day: string; to_day: string | null; reason: string };
  evidence: { facility: string; revision: number; document: Json<unknown>; recorded_at: string };
  assessment: {
    facility: string;
    revision: number;
    inputs_sha256: string;
    document: Json<unknown>;
    assessed_at: string;
  };
  /** Written by triggers only. */
  facility_overview: {
    [column in keyof FacilityOverviewRow]: ColumnType<FacilityOverviewRow[column], never, never>;
  };
  report: { facility: string; revision: number; record: Json<unknown>; sha256: string; generated_at: string };
}

export type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;
export type NewRow<Name extends keyof Tables> = Insertable<Tables[Name]>;
