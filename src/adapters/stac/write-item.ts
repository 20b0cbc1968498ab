import type { LonLat } from "../../core/geo/frames.ts";
import type { SceneGrid, ViewConditions } from "../../core/imagery/scene.ts";

export interface ItemToWrite {
  readonly id: string;
  readonly conditions: ViewConditions;
  readonly grid: SceneGrid;
  /** Corners of the image in order around it, WGS 84. */
  readonly footprint: readonly LonLat[];
  readonly licence: string;
  readonly mayBeRepublished: boolean;
  readonly synthetic: boolean;
  /** Of the image, from the item's own folder. */
  readonly href: string;
  /** Of a mask that is set where clouds are, from the item's own folder. */
  readonly cloudMaskHref?: string;
}

/** A STAC 1.1 item of one scene, as {@link parseStacItem} reads it. */
export function stacItemOf({ id, conditions, grid, footprint, licence, ...scene }: ItemToWrite) {
  const ring = [...footprint, ...footprint.slice(0, 1)].map(({ lon, lat }) => [lon, lat]);
  const lons = footprint.map(({ lon }) => lon);
  const lats = footprint.map(({ lat }) => lat);
  const { transform: t } = grid;
  const stated = (name: string, value: number | null, factor = 1) => (value === null ? {} : { [name]: value * factor });
  const tiff = "image/tiff; application=geotiff; profile=cloud-optimized";
  return {
    type: "Feature",
    stac_version: "1.1.0",
    stac_extensions: [
      "https://stac-extensions.github.io/eo/v1.1.0/schema.json",
      "https://stac-extensions.github.io/view/v1.0.0/schema.json",
      "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
    ],
    id,
    bbox: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: {
      datetime: conditions.acquiredAt,
      gsd: conditions.gsdMetres,
      license: licence,
      ...stated("view:off_nadir", conditions.offNadirDegrees),
      ...stated("view:sun_azimuth", conditions.sunAzimuthDegrees),
      ...stated("view:sun_elevation", conditions.sunElevationDegrees),
      ...stated("eo:cloud_cover", conditions.sceneCloudFraction, 100),
      "proj:code": `EPSG:${t.epsg}`,
      "proj:shape": [grid.height, grid.width],
      "proj:transform": [t.xPerCol, t.xPerRow, t.originX, t.yPerCol, t.yPerRow, t.originY],
      "yardcheck:may_be_republished": scene.mayBeRepublished,
      "yardcheck:synthetic": scene.synthetic,
    },
    links: [],
    assets: {
      image: { href: scene.href, type: tiff, roles: ["data", "visual"] },
      ...(scene.cloudMaskHref === undefined
        ? {}
        : { clouds: { href: scene.cloudMaskHref, type: tiff, roles: ["cloud"] } }),
    },
  };
}
