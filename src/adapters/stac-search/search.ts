import { z } from "zod";
import type { Ring } from "../../core/facility/facility.ts";
import { boxOf } from "../../core/facility/local-plane.ts";
import { isInside } from "../../core/facility/ring.ts";
import { longitudeNear } from "../../core/geo/longitude.ts";
import type { OfferedImage } from "../../core/watch/candidate.ts";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { readJson } from "../fetch-guard/read-body.ts";
import { absolute, isSkipped, offeredImage, type SkippedItem } from "./item.ts";
import { type PageRequest, pagesOf, SEARCH_LIMITS, type SearchLimits, SearchRefused } from "./pages.ts";
import { type Catalogue, withVariables } from "./settings.ts";
import { walkCatalogue } from "./static-catalogue.ts";

/** What is looked for: images of a place in a time. */
export interface Wanted {
  readonly area: Ring;
  /** ISO 8601 UTC, both inclusive. */
  readonly from: string;
  readonly to: string;
}

export interface SearchOptions {
  /** Guarded and patient: this does neither. */
  readonly fetch: Fetch;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly limits?: SearchLimits;
  readonly signal?: AbortSignal;
  readonly onSkipped?: (skipped: SkippedItem) => void;
  /** A catalogue that does not end, or repeats itself, is read no further: why. */
  readonly onCutShort?: (catalogue: string, why: string) => void;
}

const ROOT = z.looseObject({
  type: z.string().optional(),
  conformsTo: z.array(z.string()).optional(),
  links: z.array(z.unknown()).optional(),
});
const SEARCH_LINK = z.looseObject({ rel: z.literal("search"), href: z.string(), method: z.string().optional() });
const ROOT_BYTES = 8 * 1024 * 1024;
const PAGE_ITEMS = 100;

/**
 * Images that a catalogue offers of a place in a time, oldest requests first as the catalogue orders them.
 *
 * The catalogue is asked for the place and the time, and what it answers is checked against both: it may not filter.
 * An item that cannot be read is named to `onSkipped`, and the search goes on.
 *
 * @throws YardcheckError "remote-invalid" when the catalogue itself cannot be read; "address-refused"; "usage" for a
 *   variable of its headers that is not set
 */
export async function* searchCatalogue(
  name: string,
  catalogue: Catalogue,
  wanted: Wanted,
  options: SearchOptions,
): AsyncGenerator<OfferedImage> {
  const { fetch, signal } = options;
  const headersFor = headersOf(name, catalogue, options.environment);
  const response = await fetch(catalogue.url, {
    headers: { accept: "application/json, application/geo+json", ...headersFor(catalogue.url) },
    ...(signal ? { signal } : {}),
  });
  if (!response.ok)
    throw new YardcheckError("remote-invalid", `catalogue ${name}: ${catalogue.url} answered ${response.status}`);
  const document = await readJson(response, ROOT_BYTES);
  const root = ROOT.safeParse(document);
  if (!root.success)
    throw new YardcheckError("remote-invalid", `catalogue ${name}: ${catalogue.url} is no STAC document`);

  const found =
    root.data.type === "FeatureCollection" || searchLinks(root.data.links, catalogue.url).length > 0
      ? bySearch(name, catalogue, wanted, options, headersFor, root.data)
      : byWalk(name, catalogue, wanted, options, headersFor, document);
  const met = new Set<string>();
  for await (const { document: item, url } of found) {
    const read = offeredImage(item, name, catalogue, url);
    if (isSkipped(read)) options.onSkipped?.(read);
    else if (isWanted(read, catalogue, wanted) && !met.has(`${read.collection}/${read.item}`)) {
      met.add(`${read.collection}/${read.item}`);
      yield read;
    }
  }
}

/** The catalogue's headers, for its own host and no other. */
export function headersOf(name: string, catalogue: Catalogue, environment: SearchOptions["environment"]) {
  const { origin } = new URL(catalogue.url);
  return (url: string): Readonly<Record<string, string>> => {
    if (new URL(url).origin !== origin) return {};
    const headers = Object.entries(catalogue.headers).map(([header, value]) => [
      header.toLowerCase(),
      withVariables(value, environment, `catalogue ${name}, header ${header}`),
    ]);
    return Object.fromEntries(headers);
  };
}

interface Read {
  readonly document: unknown;
  readonly url: string;
}

function searchLinks(links: readonly unknown[] | undefined, base: string): { url: string; post: boolean }[] {
  return (links ?? []).flatMap((link) => {
    const { data } = SEARCH_LINK.safeParse(link);
    const url = absolute(data?.href, base);
    return data === undefined || url === null ? [] : [{ url, post: data.method?.toUpperCase() === "POST" }];
  });
}

async function* bySearch(
  name: string,
  catalogue: Catalogue,
  wanted: Wanted,
  options: SearchOptions,
  headersFor: (url: string) => Readonly<Record<string, string>>,
  root: z.infer<typeof ROOT>,
): AsyncGenerator<Read> {
  const searches =
    root.type === "FeatureCollection" ? [{ url: catalogue.url, post: false }] : searchLinks(root.links, catalogue.url);
  const chosen = searches.find(({ post }) => post) ?? searches[0];
  if (chosen === undefined) return;
  const filters = (root.conformsTo ?? []).some((uri) => /item-search#filter|ogcapi-features-3.*filter/.test(uri));
  const requests =
    root.type === "FeatureCollection"
      ? [{ url: chosen.url, method: "GET", body: null } as const]
      : requestsFor(chosen, catalogue, wanted, filters);
  for (const [attempt, request] of requests.entries()) {
    try {
      const limits = options.limits ?? SEARCH_LIMITS;
      for await (const page of pagesOf(options.fetch, request, headersFor, limits, options.signal)) {
        if (page.kind === "cut-short") options.onCutShort?.(name, page.why);
        else for (const document of page.items) yield { document, url: page.url };
      }
      return;
    } catch (error) {
      // A server that does not know `filter`, or `intersects`, says so with a 4xx: it is asked more simply.
      const simpler = error instanceof SearchRefused && [400, 405, 415, 422, 501].includes(error.status);
      if (!simpler || attempt === requests.length - 1) throw error;
    }
  }
}

/** The same question in ever simpler words: with a filter, by the exact area, by its box; posted, then by address. */
function requestsFor(
  search: { readonly url: string; readonly post: boolean },
  catalogue: Catalogue,
  { area, from, to }: Wanted,
  filters: boolean,
): readonly PageRequest[] {
  const { west, south, east, north } = boxOf(area);
  const bbox = [west, south, east, north];
  const ring = [...area, ...area.slice(0, 1)].map(({ lon, lat }) => [lon, lat]);
  const intersects = { type: "Polygon", coordinates: [ring] };
  const { collections, maxCloudPercent } = catalogue;
  const base = { datetime: `${from}/${to}`, limit: PAGE_ITEMS, ...(collections.length > 0 ? { collections } : {}) };
  const cloud = { property: "eo:cloud_cover" };
  const filter =
    maxCloudPercent === null || !filters
      ? null
      : {
          op: "or",
          args: [
            { op: "<=", args: [cloud, maxCloudPercent] },
            { op: "isNull", args: [cloud] },
          ],
        };
  const posts: PageRequest[] = [
    ...(filter ? [{ ...base, intersects, "filter-lang": "cql2-json", filter }] : []),
    { ...base, intersects },
    { ...base, bbox },
  ].map((body) => ({ url: search.url, method: "POST", body }));
  const filterText = filter && `eo:cloud_cover <= ${maxCloudPercent} OR eo:cloud_cover IS NULL`;
  const gets: PageRequest[] = [
    ...(filterText ? [{ intersects: JSON.stringify(intersects), "filter-lang": "cql2-text", filter: filterText }] : []),
    { intersects: JSON.stringify(intersects) },
    { bbox: bbox.join(",") },
  ].map((query) => {
    const url = new URL(search.url);
    for (const [key, value] of Object.entries({ ...base, ...query })) url.searchParams.set(key, String(value));
    return { url: url.href, method: "GET", body: null };
  });
  return search.post ? [...posts, ...gets.slice(-1)] : gets;
}

async function* byWalk(
  name: string,
  catalogue: Catalogue,
  wanted: Wanted,
  options: SearchOptions,
  headersFor: (url: string) => Readonly<Record<string, string>>,
  document: unknown,
): AsyncGenerator<Read> {
  const asked = { box: boxOf(wanted.area), from: wanted.from, to: wanted.to, collections: catalogue.collections };
  const root = { url: catalogue.url, document };
  for await (const found of walkCatalogue(
    options.fetch,
    root,
    asked,
    headersFor,
    catalogue.maxDocuments,
    options.signal,
  )) {
    if (found.kind === "item") yield found;
    else if (found.kind === "cut-short") options.onCutShort?.(name, found.why);
    else options.onSkipped?.({ catalogue: name, item: found.url, why: found.why });
  }
}

/** Whether an image is of the place and the time, and of a collection that was asked for: the catalogue's word is not taken. */
function isWanted(image: OfferedImage, { collections }: Catalogue, { area, from, to }: Wanted): boolean {
  const at = Date.parse(image.conditions.acquiredAt);
  if (!(at >= Date.parse(from) && at <= Date.parse(to))) return false;
  if (collections.length > 0 && image.collection !== null && !collections.includes(image.collection)) return false;
  return image.footprint.some((ring) => doMeet(ring, area));
}

/**
 * Whether two rings share ground: a corner of one in the other, or edges that cross. In degrees: footprints are coarse. The first may
 * count on beyond 180 degrees; RFC 7946 would have it cut there, and not every catalogue does.
 */
function doMeet(a: Ring, b: Ring): boolean {
  if (a.length === 0) return false;
  const { west, east } = boxOf(a);
  const plane = (ring: Ring) =>
    ring.map(({ lon, lat }) => ({ east: longitudeNear(lon, (west + east) / 2), north: lat }));
  const [one, other] = [plane(a), plane(b)];
  if (one.some((point) => isInside(point, other)) || other.some((point) => isInside(point, one))) return true;
  return one.some((p, i) =>
    other.some((q, j) => doCross(p, one[(i + 1) % one.length], q, other[(j + 1) % other.length])),
  );
}

type Point = { readonly east: number; readonly north: number };

function doCross(a: Point, b: Point | undefined, c: Point, d: Point | undefined): boolean {
  if (b === undefined || d === undefined) return false;
  const side = (p: Point, q: Point, r: Point) =>
    Math.sign((q.east - p.east) * (r.north - p.north) - (q.north - p.north) * (r.east - p.east));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}
