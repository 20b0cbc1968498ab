import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { ViewConditions } from "../../core/imagery/scene.ts";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { httpAddress, s3Of } from "../stac-search/s3-address.ts";
import type { Catalogue } from "../stac-search/settings.ts";

/** A STAC item is some kilobytes; what is much longer is none. */
const MAX_ITEM_BYTES = 16_777_216;

/** What a supplier's item says of a scene, in our units. */
export interface ItemScene {
  readonly id: string;
  readonly conditions: Omit<ViewConditions, "gsdMetres"> & {
    /** `null`: not stated. */
    readonly gsdMetres: number | null;
  };
  /** Path or address of the image. */
  readonly location: string;
  /** EPSG code that the item states for it. */
  readonly epsg: number | null;
  readonly licence: string | null;
  /** False unless the item says so: a licence that allows it in words still needs a person who read it. */
  readonly mayBeRepublished: boolean;
  readonly synthetic: boolean;
  /** An image that says where the scene cannot be used, and whether its set values are the hidden ones. */
  readonly cloudMask: { readonly location: string; readonly hiddenWhereSet: boolean } | null;
}

const range = (low: number, high: number) => z.number().min(low).max(high).nullish();
const Asset = z.looseObject({
  href: z.string().min(1),
  type: z.string().nullish(),
  roles: z.array(z.string()).nullish(),
  gsd: range(1e-3, 1e4),
});
/** Source: STAC Item 1.0.0 and 1.1.0; extensions eo 1.1, view 1.0, projection 1.1 and 2.0. */
const Item = z.looseObject({
  type: z.literal("Feature"),
  stac_version: z.string(),
  id: z.string().min(1).max(500),
  properties: z.looseObject({
    datetime: z.iso.datetime({ offset: true }).nullish(),
    gsd: range(1e-3, 1e4),
    license: z.string().min(1).nullish(),
    "view:off_nadir": range(0, 90),
    "view:sun_azimuth": range(-360, 720),
    "view:sun_elevation": range(-90, 90),
    "eo:cloud_cover": range(0, 100),
    "proj:epsg": z.number().int().nullish(),
    "proj:code": z.string().nullish(),
    "yardcheck:may_be_republished": z.boolean().nullish(),
    "yardcheck:synthetic": z.boolean().nullish(),
  }),
  assets: z.record(z.string(), Asset),
});

export interface ItemReading {
  /** Makes the requests of a remote item; a service passes one that refuses private addresses. */
  readonly fetch?: Fetch;
  /** By whose settings images in S3 are found: an address of S3 becomes one of HTTPS. */
  readonly catalogues: Readonly<Record<string, Catalogue>>;
  /** Key of the image among the item's assets; chosen by role and type unless given. */
  readonly asset?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a STAC item from a path or an http(s) address.
 *
 * @throws YardcheckError "stac-invalid" for what is no item, has no time of acquisition or no image; "not-found" when
 *   there is no such file; "image-unreadable" when its server does not give it
 */
export async function readStacItem(
  location: string,
  { fetch: fetcher = fetch, catalogues, asset, signal }: ItemReading,
): Promise<ItemScene> {
  const remote = /^https?:/i.test(location);
  const path = location.startsWith("file:") ? fileURLToPath(location) : resolve(location);
  const text = remote ? await fetchText(location, fetcher, signal) : await readText(path);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new YardcheckError(
      "stac-invalid",
      `${location} is no JSON (${cause instanceof Error ? cause.message : cause})`,
      {
        cause,
      },
    );
  }
  const item = parseStacItem(json, remote ? location : path, asset);
  const s3 = s3Of(location, catalogues);
  const { cloudMask } = item;
  return {
    ...item,
    location: httpAddress(item.location, s3),
    cloudMask: cloudMask && { ...cloudMask, location: httpAddress(cloudMask.location, s3) },
  };
}

/** @param base  path or address of the item, from which its relative addresses start */
export function parseStacItem(json: unknown, base: string, asset?: string): ItemScene {
  const refuse = (detail: string) => new YardcheckError("stac-invalid", `${base}: ${detail}`);
  const parsed = Item.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(`no STAC item: ${issue?.path.join(".") || "the document"}: ${issue?.message ?? "cannot be read"}`);
  }
  const { id, properties, assets } = parsed.data;
  const { datetime } = properties;
  if (datetime === null || datetime === undefined)
    throw refuse(
      "properties.datetime is missing: the time of acquisition must be known (a span of time is not enough)",
    );
  const entries = Object.entries(assets);
  const image =
    asset === undefined ? imageAmong(entries.map(([, asset]) => asset)) : entries.find(([key]) => key === asset)?.[1];
  if (!image)
    throw refuse(
      asset === undefined
        ? `no GeoTIFF among its assets (${entries.map(([key]) => key).join(", ") || "none"}); name one`
        : `no asset "${asset}" (there are ${entries.map(([key]) => key).join(", ")})`,
    );
  const cloud = properties["eo:cloud_cover"] ?? null;
  const azimuth = properties["view:sun_azimuth"] ?? null;
  const code = /^EPSG:(\d+)$/i.exec(properties["proj:code"] ?? "")?.[1];
  return {
    id,
    conditions: {
      acquiredAt: new Date(datetime).toISOString(),
      gsdMetres: image.gsd ?? properties.gsd ?? null,
      offNadirDegrees: properties["view:off_nadir"] ?? null,
      sunAzimuthDegrees: azimuth === null ? null : ((azimuth % 360) + 360) % 360,
      sunElevationDegrees: properties["view:sun_elevation"] ?? null,
      sceneCloudFraction: cloud === null ? null : cloud / 100,
    },
    location: absolute(image.href, base),
    epsg: properties["proj:epsg"] ?? (code === undefined ? null : Number(code)),
    licence: properties.license ?? null,
    mayBeRepublished: properties["yardcheck:may_be_republished"] ?? false,
    synthetic: properties["yardcheck:synthetic"] ?? false,
    cloudMask: maskAmong(entries, base),
  };
}

type Entries = readonly (readonly [string, z.infer<typeof Asset>])[];

type RoleAndType = Pick<z.infer<typeof Asset>, "href" | "type" | "roles">;

const isTiff = ({ type, href }: RoleAndType) =>
  /^image\/(tiff|vnd\.stac\.geotiff)/i.test(type ?? "") || /\.tiff?($|\?)/i.test(href);
const hasRole = ({ roles }: RoleAndType, ...wanted: readonly string[]) =>
  roles?.some((role) => wanted.includes(role)) ?? false;
const MASK_ROLES = ["cloud", "cloud-shadow", "data-mask"];

/** The asset of an item that is its image: a TIFF that is no mask, the one to look at before the one of data. */
export function imageAmong<A extends RoleAndType>(assets: readonly A[]): A | undefined {
  const tiffs = assets.filter((asset) => isTiff(asset) && !hasRole(asset, ...MASK_ROLES));
  return (
    tiffs.find((asset) => hasRole(asset, "visual")) ??
    tiffs.find((asset) => hasRole(asset, "data")) ??
    tiffs.find(({ roles }) => !roles?.length)
  );
}

/** Source: STAC best practices, asset roles (cloud: set where cloudy; data-mask: set where there is data). */
function maskAmong(entries: Entries, base: string): ItemScene["cloudMask"] {
  for (const [role, hiddenWhereSet] of [
    ["cloud", true],
    ["data-mask", false],
  ] as const) {
    const found = entries.find(([, asset]) => isTiff(asset) && hasRole(asset, role));
    if (found) return { location: absolute(found[1].href, base), hiddenWhereSet };
  }
  return null;
}

/** An item of another machine never names a file of this one. */
function absolute(href: string, base: string): string {
  if (/^https?:/i.test(base)) {
    const whole = URL.parse(href, base);
    if (whole === null || !["http:", "https:", "s3:"].includes(whole.protocol))
      throw new YardcheckError("stac-invalid", `${base}: the asset at "${href}" has no http, https or s3 address`);
    return whole.href;
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(href)) return href;
  return isAbsolute(href) ? href : resolve(dirname(base), href);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? cause.code : cause;
    throw new YardcheckError("not-found", `${path} does not open (${reason})`, { cause });
  }
}

async function fetchText(location: string, fetcher: Fetch, signal?: AbortSignal): Promise<string> {
  const patience = AbortSignal.timeout(60_000);
  try {
    const response = await fetcher(location, { signal: signal ? AbortSignal.any([signal, patience]) : patience });
    if (!response.ok)
      throw new YardcheckError("image-unreadable", `${location}: the server answered ${response.status}`);
    const parts: Uint8Array[] = [];
    let bytes = 0;
    if (response.body)
      for await (const part of response.body as AsyncIterable<Uint8Array>) {
        bytes += part.length;
        if (bytes > MAX_ITEM_BYTES)
          throw new YardcheckError("stac-invalid", `${location} is longer than any STAC item`);
        parts.push(part);
      }
    return Buffer.concat(parts).toString("utf8");
  } catch (cause) {
    if (cause instanceof YardcheckError) throw cause;
    if (signal?.aborted) throw new YardcheckError("interrupted", `reading ${location} was interrupted`, { cause });
    throw new YardcheckError("image-unreadable", `${location} could not be read`, { cause });
  }
}
