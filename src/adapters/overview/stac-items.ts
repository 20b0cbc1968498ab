import { sql } from "kysely";
import { pixelToMap } from "../../core/geo/frames.ts";
import { longitudeNear } from "../../core/geo/longitude.ts";
import type { Fingerprint, SceneGrid, ViewConditions } from "../../core/imagery/scene.ts";
import { converter, crsOfEpsg, WGS84 } from "../cog/crs/crs.ts";
import type { Database } from "../store/database.ts";
import { inBox } from "../store/in-box.ts";

export interface SceneAsked {
  readonly box: readonly [number, number, number, number] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly ids: readonly string[] | null;
  readonly limit: number;
  readonly after: readonly [acquiredAt: string, id: string] | null;
}

/** A scene with the parts that a STAC item tells. */
export interface CatalogScene {
  readonly id: string;
  readonly acquisition: string;
  readonly conditions: ViewConditions;
  readonly grid: SceneGrid;
  readonly fingerprint: Fingerprint;
  readonly licence: string;
  readonly mayBeRepublished: boolean;
  readonly synthetic: boolean;
  readonly registeredAt: string;
}

interface Row {
  id: string;
  acquisition: string;
  acquired_at: string;
  conditions: ViewConditions;
  grid: SceneGrid;
  fingerprint: Fingerprint;
  licence: string;
  may_be_republished: boolean;
  synthetic: boolean;
  registered_at: string;
}

/** Scenes, newest first. One lies in a box when it was registered for a facility whose box meets it. */
export async function scenesAsked(
  db: Database,
  { box, from, to, ids, limit, after }: SceneAsked,
): Promise<{ readonly scenes: readonly CatalogScene[]; readonly next: readonly [string, string] | null }> {
  if (ids?.length === 0) return { scenes: [], next: null };
  const within = box === null ? sql`true` : await shows(db, box);
  const { rows } = await sql<Row>`
    select id, acquisition, acquired_at, conditions, grid, fingerprint, licence, may_be_republished, synthetic, registered_at
    from scene s
    where ${within}
      and (${from}::timestamptz is null or acquired_at >= ${from}::timestamptz)
      and (${to}::timestamptz is null or acquired_at <= ${to}::timestamptz)
      and ${ids === null ? sql`true` : sql`id in (${sql.join(ids)})`}
      and ${after === null ? sql`true` : sql`(acquired_at, id) < (${after[0]}::timestamptz, ${after[1]})`}
    order by acquired_at desc, id desc limit ${limit + 1}`.execute(db);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    scenes: shown.map((row) => ({
      id: row.id,
      acquisition: row.acquisition,
      conditions: row.conditions,
      grid: row.grid,
      fingerprint: row.fingerprint,
      licence: row.licence,
      mayBeRepublished: row.may_be_republished,
      synthetic: row.synthetic,
      registeredAt: row.registered_at,
    })),
    next: rows.length > limit && last !== undefined ? [last.acquired_at, last.id] : null,
  };
}

/** The condition that a scene `s` was registered for a facility that was ever drawn in a box. */
async function shows(db: Database, [west, south, east, north]: NonNullable<SceneAsked["box"]>) {
  return sql`exists (select from facility_scene l join facility_geometry g on g.facility = l.facility
    where l.scene = s.id and ${await inBox(db, { west, south, east, north }, "l.facility")})`;
}

/**
 * A scene as a STAC Item (version 1.0.0, with the eo, view and projection extensions).
 *
 * @param stac    address of the catalogue
 * @param pixels  where its bytes are; null: not for this caller
 */
export function sceneItem(scene: CatalogScene, stac: string, pixels: string | null) {
  const { conditions, grid } = scene;
  const ring = footprintOf(grid);
  const lons = (ring ?? []).map(([lon]) => lon);
  const lats = (ring ?? []).map(([, lat]) => lat);
  const bbox = ring === null ? null : [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  const { transform: t } = grid;
  const known = (name: string, value: number | null, scale = 1) => (value === null ? {} : { [name]: value * scale });
  return {
    type: "Feature" as const,
    stac_version: "1.0.0",
    stac_extensions: [
      "https://stac-extensions.github.io/eo/v1.1.0/schema.json",
      "https://stac-extensions.github.io/view/v1.0.0/schema.json",
      "https://stac-extensions.github.io/projection/v1.1.0/schema.json",
      "https://stac-extensions.github.io/file/v2.1.0/schema.json",
    ],
    id: scene.id,
    collection: "scenes",
    geometry: ring === null ? null : { type: "Polygon", coordinates: [ring] },
    ...(bbox === null ? {} : { bbox }),
    properties: {
      datetime: conditions.acquiredAt,
      created: scene.registeredAt,
      gsd: conditions.gsdMetres,
      ...known("view:off_nadir", conditions.offNadirDegrees),
      ...known("view:sun_azimuth", conditions.sunAzimuthDegrees),
      ...known("view:sun_elevation", conditions.sunElevationDegrees),
      ...known("eo:cloud_cover", conditions.sceneCloudFraction, 100),
      "proj:epsg": t.epsg,
      "proj:shape": [grid.height, grid.width],
      "proj:transform": [t.xPerCol, t.xPerRow, t.originX, t.yPerCol, t.yPerRow, t.originY],
      license: scene.licence,
      "yardcheck:acquisition": scene.acquisition,
      "yardcheck:may_be_republished": scene.mayBeRepublished,
      "yardcheck:synthetic": scene.synthetic,
    },
    assets:
      pixels === null
        ? {}
        : {
            image: {
              href: pixels,
              type: "image/tiff; application=geotiff; profile=cloud-optimized",
              roles: ["data"],
              "file:size": scene.fingerprint.bytes,
            },
          },
    links: [
      {
        rel: "self",
        href: `${stac}/collections/scenes/items/${encodeURIComponent(scene.id)}`,
        type: "application/geo+json",
      },
      { rel: "collection", href: `${stac}/collections/scenes`, type: "application/json" },
      { rel: "root", href: stac, type: "application/json" },
    ],
  };
}

/** The image's outline in degrees, in one piece beyond 180 where it crosses them; null where its CRS has no code that we know. */
function footprintOf({ width, height, transform }: SceneGrid): readonly (readonly [number, number])[] | null {
  const corners = [
    { col: 0, row: height },
    { col: width, row: height },
    { col: width, row: 0 },
    { col: 0, row: 0 },
    { col: 0, row: height },
  ];
  try {
    const toLonLat = converter(crsOfEpsg(transform.epsg), WGS84);
    let west: number | undefined;
    const ring = corners.map((corner) => {
      const { x, y } = pixelToMap(transform, corner);
      const [lon, lat] = toLonLat(x, y);
      west ??= lon;
      return [longitudeNear(lon, west), lat] as const;
    });
    return ring.every(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat)) ? ring : null;
  } catch {
    return null;
  }
}
