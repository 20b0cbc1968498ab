import { z } from "zod";
import type { Ring } from "../../core/facility/facility.ts";
import type { OfferedImage } from "../../core/watch/candidate.ts";
import { imageAmong } from "../stac/item-file.ts";
import type { Catalogue } from "./settings.ts";

const POSITION = z.array(z.number()).min(2);
const POLYGON = z.array(z.array(POSITION).min(4)).min(1);
const GEOMETRY = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: POLYGON }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(POLYGON).min(1) }),
]);
const ASSET = z.looseObject({
  href: z.string().min(1),
  type: z.string().nullish(),
  roles: z.array(z.string()).nullish(),
  gsd: z.number().nullish(),
});
const finite = (low: number, high: number) => z.number().min(low).max(high).nullish();

/** What is needed of an item; everything else is passed over. Source: STAC Item specification 1.0.0 and 1.1.0. */
const ITEM = z.looseObject({
  type: z.literal("Feature"),
  id: z.string().min(1).max(500),
  collection: z.string().nullish(),
  geometry: GEOMETRY,
  properties: z.looseObject({
    datetime: z.iso.datetime({ offset: true }).nullish(),
    gsd: finite(0.001, 10_000),
    license: z.string().nullish(),
    "view:off_nadir": finite(0, 90),
    "view:sun_azimuth": finite(-360, 720),
    "view:sun_elevation": finite(-90, 90),
    "eo:cloud_cover": finite(0, 100),
  }),
  assets: z.record(z.string(), z.unknown()),
  links: z.array(z.unknown()).optional(),
});

const LINK = z.looseObject({ rel: z.string(), href: z.string() });

/** Why an item cannot be used; it is named and skipped, and the search goes on. */
export interface SkippedItem {
  readonly catalogue: string;
  readonly item: string;
  readonly why: string;
}

/**
 * Reads a STAC item as an offered image.
 *
 * @param base  address that relative addresses of the item start from
 */
export function offeredImage(
  document: unknown,
  name: string,
  catalogue: Catalogue,
  base: string,
): OfferedImage | SkippedItem {
  const parsed = ITEM.safeParse(document);
  const skip = (why: string): SkippedItem => ({ catalogue: name, item: idOf(document), why });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return skip(`${issue?.path.join(".") || "the item"}: ${issue?.message ?? "cannot be read"}`);
  }
  const { id, collection, geometry, properties, assets, links } = parsed.data;
  const { datetime } = properties;
  if (datetime === null || datetime === undefined)
    return skip("properties.datetime: the time of acquisition is not given");
  const self = (links ?? []).map((link) => LINK.safeParse(link).data).find((link) => link?.rel === "self");
  const itemUrl = absolute(self?.href, base) ?? base;
  const image = imageOf(assets, catalogue.assets);
  const azimuth = properties["view:sun_azimuth"] ?? null;
  const cloud = properties["eo:cloud_cover"] ?? null;
  return {
    catalogue: name,
    collection: collection ?? null,
    item: id,
    itemUrl,
    imageUrl: image === null ? null : absolute(image.href, itemUrl),
    licence: properties.license ?? null,
    footprint: ringsOf(geometry),
    conditions: {
      acquiredAt: new Date(datetime).toISOString(),
      gsdMetres: image?.gsd ?? properties.gsd ?? null,
      offNadirDegrees: properties["view:off_nadir"] ?? null,
      sunAzimuthDegrees: azimuth === null ? null : ((azimuth % 360) + 360) % 360,
      sunElevationDegrees: properties["view:sun_elevation"] ?? null,
      sceneCloudFraction: cloud === null ? null : cloud / 100,
    },
  };
}

export function isSkipped(read: OfferedImage | SkippedItem): read is SkippedItem {
  return "why" in read;
}

function idOf(document: unknown): string {
  const id = typeof document === "object" && document !== null && "id" in document ? document.id : undefined;
  return typeof id === "string" ? id.slice(0, 200) : "(an item without an id)";
}

/** The address that another leads to; null where it is none. S3's own scheme stays as it is. */
export function absolute(href: string | undefined, base: string): string | null {
  if (href === undefined) return null;
  try {
    const { href: whole, protocol } = new URL(href, base);
    return protocol === "http:" || protocol === "https:" || protocol === "s3:" ? whole : null;
  } catch {
    return null;
  }
}

function imageOf(assets: Readonly<Record<string, unknown>>, wanted: readonly string[]) {
  const known = Object.entries(assets).flatMap(([key, asset]) => {
    const parsed = ASSET.safeParse(asset);
    return parsed.success ? [{ key, ...parsed.data }] : [];
  });
  for (const key of wanted) {
    const named = known.find((asset) => asset.key === key);
    if (named !== undefined) return named;
  }
  return imageAmong(known) ?? null;
}

function ringsOf(geometry: z.infer<typeof GEOMETRY>): readonly Ring[] {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map(([outer = []]) =>
    outer.slice(0, -1).map(([lon = Number.NaN, lat = Number.NaN]) => ({ lon, lat })),
  );
}
