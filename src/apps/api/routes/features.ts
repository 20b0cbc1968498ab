import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { COLLECTIONS, type CollectionId, featureById, featuresOf } from "../../../adapters/overview/features.ts";
import type { MapFeature } from "../../../adapters/overview/map-feature.ts";
import { YardcheckError } from "../../../errors.ts";
import { originOf, withQuery } from "../address.ts";
import type { ApiContext } from "../context.ts";
import { csvOf } from "../csv.ts";
import { negotiate, type Offer } from "../negotiate.ts";
import { htmlPage, type Link, linkList, tableOf } from "../page.ts";
import { CURSOR, cursorOf, LIMIT, readCursor } from "../paging.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import { BOX } from "../shapes.ts";

/** Source: OGC 17-069r4, "OGC API - Features - Part 1: Core". */
const CONFORMS_TO = ["core", "geojson", "html"].map(
  (part) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${part}`,
);
const CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const GEOJSON = "application/geo+json";
const HTML = "text/html";
const JSON_OR_HTML: Offer = [
  ["json", "application/json"],
  ["html", HTML],
];
const ITEMS_OFFER: Offer = [
  ["json", GEOJSON],
  ["json", "application/json"],
  ["html", HTML],
  ["csv", "text/csv"],
];

const TITLES: Readonly<Record<CollectionId, readonly [title: string, description: string]>> = {
  facilities: ["Facilities", "Rail yards and stations: the area that is watched, newest version."],
  tracks: ["Tracks", "Tracks on which cars are counted, newest version."],
  observations: ["Observations", "Looks that stand: counted with an interval, or withheld with the reasons."],
  cars: ["Cars", "Most probable single cars of the counted looks, with type and score."],
};

const LINK = z.looseObject({ href: z.string(), rel: z.string() });
const COLLECTION = z.looseObject({ id: z.string(), title: z.string(), links: z.array(LINK) }).openapi("Collection");
const FORMAT = z.string().max(60).optional().openapi({ description: "json, html or, for items, csv." });
const COLLECTION_ID = z.enum(COLLECTIONS);

const END = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/**
 * `datetime` of OGC and STAC: a time of RFC 3339, a day, or two with / between; `..` is open.
 *
 * Source: OGC 17-069r4, /req/core/fc-time-definition; RFC 3339, section 5.6
 */
export const DATETIME = z
  .string()
  .max(80)
  .transform((text, check) => {
    const [from = "", to = from, ...rest] = text.split("/");
    const [first, last] = [from, to].map((end) =>
      end === ".." || end === "" ? null : END.safeParse(end.toUpperCase()),
    );
    if (rest.length > 0 || first?.success === false || last?.success === false || text === "")
      check.addIssue({
        code: "custom",
        message: `expected a time as 2026-03-04T08:10:00Z, a day, or two with / between, got "${text}"`,
      });
    const iso = (end: string | undefined) => (end === undefined ? null : new Date(end).toISOString());
    const isDay = last?.data?.length === 10;
    // A day as an end means all of it.
    return { from: iso(first?.data), to: isDay ? `${last.data}T23:59:59.999Z` : iso(last?.data) };
  })
  .openapi({ type: "string", example: "2026-01-01T00:00:00Z/.." });

const FEATURE = z
  .looseObject({
    type: z.literal("Feature"),
    id: z.string(),
    geometry: z.looseObject({}).nullable(),
    properties: z.looseObject({}),
  })
  .openapi("Feature");
const FEATURES = z
  .looseObject({
    type: z.literal("FeatureCollection"),
    features: z.array(FEATURE),
    links: z.array(LINK),
    numberReturned: z.int(),
  })
  .openapi("Features");

export function featureRoutes(api: Api, context: ApiContext): void {
  const { db, rules, now } = context;
  const collection = (id: CollectionId, origin: string) => {
    const [title, description] = TITLES[id];
    const at = `${origin}/collections/${id}`;
    const links: Link[] = [
      { href: at, rel: "self", type: "application/json", title },
      { href: `${at}/items`, rel: "items", type: GEOJSON, title: `${title} as GeoJSON` },
      { href: `${at}/items?f=csv`, rel: "items", type: "text/csv", title: `${title} as CSV` },
      { href: `${at}/items?f=html`, rel: "items", type: HTML, title: `${title} as a page` },
    ];
    const extent = { spatial: { bbox: [[-180, -90, 180, 90]], crs: CRS84 } };
    return { id, title, description, itemType: "feature", crs: [CRS84], extent, links };
  };

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/conformance",
      access: "public",
      tag: "Map layers",
      summary: "What of OGC API - Features is kept to",
      query: z.object({ f: FORMAT }),
      answer: z.object({ conformsTo: z.array(z.string()) }),
      media: [HTML],
    },
    ({ http, query }) => {
      if (negotiate(http, JSON_OR_HTML, query.f) !== HTML) return { conformsTo: CONFORMS_TO };
      const items = CONFORMS_TO.map((uri) => `<li>${uri}</li>`).join("");
      return http.html(htmlPage("Conformance", `<ul>${items}</ul>`));
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/collections",
      access: "facility:read",
      tag: "Map layers",
      summary: "Layers for QGIS and others: facilities, tracks, observations, cars",
      query: z.object({ f: FORMAT }),
      answer: z.object({ collections: z.array(COLLECTION), links: z.array(LINK) }),
      media: [HTML],
    },
    ({ http, query }) => {
      const origin = originOf(http, rules);
      const collections = COLLECTIONS.map((id) => collection(id, origin));
      const self = { href: `${origin}/collections`, rel: "self", type: "application/json", title: "Layers" };
      if (negotiate(http, JSON_OR_HTML, query.f) === HTML)
        return http.html(htmlPage("Layers", linkList(collections.flatMap(({ links }) => links.slice(-1)))));
      return { collections, links: [self] };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/collections/{collection}",
      access: "facility:read",
      tag: "Map layers",
      summary: "One layer",
      params: z.object({ collection: COLLECTION_ID }),
      query: z.object({ f: FORMAT }),
      answer: COLLECTION,
      media: [HTML],
    },
    ({ http, params, query }) => {
      const one = collection(params.collection, originOf(http, rules));
      if (negotiate(http, JSON_OR_HTML, query.f) === HTML) return http.html(htmlPage(one.title, linkList(one.links)));
      return one;
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/collections/{collection}/items",
      access: "observation:read",
      tag: "Map layers",
      summary: "Features of a layer, by place and time; as GeoJSON, CSV or a page",
      params: z.object({ collection: COLLECTION_ID }),
      query: z.object({
        bbox: BOX.optional(),
        datetime: DATETIME.optional(),
        facility: z.string().max(63).optional(),
        limit: LIMIT,
        cursor: CURSOR,
        f: FORMAT,
      }),
      answer: FEATURES,
      answerType: GEOJSON,
      media: [HTML, "text/csv"],
    },
    async ({ http, params, query }) => {
      const type = negotiate(http, ITEMS_OFFER, query.f);
      const page = await featuresOf(db, params.collection, {
        box: query.bbox ?? null,
        from: query.datetime?.from ?? null,
        to: query.datetime?.to ?? null,
        facility: query.facility ?? null,
        limit: query.limit,
        after:
          query.cursor === undefined
            ? null
            : readCursor(
                query.cursor,
                z
                  .array(z.union([z.string(), z.number()]))
                  .min(1)
                  .max(3),
              ),
      });
      const self = `${originOf(http, rules)}${http.req.path}${new URL(http.req.url).search}`;
      const next = page.next === null ? null : withQuery(self, { cursor: cursorOf(page.next) });
      if (next !== null) http.header("link", `<${next}>; rel="next"`);
      if (type === "text/csv")
        return http.body(csvOf(page.features.map(flat)), 200, { "content-type": "text/csv; charset=utf-8" });
      const [title] = TITLES[params.collection];
      if (type === HTML) {
        const more = next === null ? "" : linkList([{ href: next, rel: "next", type: HTML, title: "Next page" }]);
        return http.html(
          htmlPage(title, tableOf(page.features.map(({ id, properties }) => ({ id, ...properties }))) + more),
        );
      }
      const links = [
        { href: self, rel: "self", type: GEOJSON, title },
        { href: withQuery(self, { f: "csv" }), rel: "alternate", type: "text/csv", title: `${title} as CSV` },
        { href: withQuery(self, { f: "html" }), rel: "alternate", type: HTML, title: `${title} as a page` },
        ...(next === null ? [] : [{ href: next, rel: "next", type: GEOJSON, title: "Next page" }]),
      ];
      const { features } = page;
      const body = { type: "FeatureCollection", features, links, numberReturned: features.length };
      return sendJson(http, type === GEOJSON ? { ...body, timeStamp: now() } : body, 200, type);
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/collections/{collection}/items/{item}",
      access: "observation:read",
      tag: "Map layers",
      summary: "One feature",
      params: z.object({ collection: COLLECTION_ID, item: z.string().min(1).max(500) }),
      query: z.object({ f: FORMAT }),
      answer: FEATURE,
      answerType: GEOJSON,
      media: [HTML],
    },
    async ({ http, params, query }) => {
      const feature = await featureById(db, params.collection, params.item);
      if (feature === null)
        throw new YardcheckError("not-found", `layer ${params.collection} has no feature "${params.item}"`);
      if (negotiate(http, JSON_OR_HTML, query.f) === HTML)
        return http.html(htmlPage(feature.id, tableOf([{ id: feature.id, ...feature.properties }])));
      const at = `${originOf(http, rules)}/collections/${params.collection}`;
      const links = [
        { href: `${at}/items/${encodeURIComponent(feature.id)}`, rel: "self", type: GEOJSON, title: feature.id },
        { href: at, rel: "collection", type: "application/json", title: TITLES[params.collection][0] },
      ];
      return sendJson(http, { ...feature, links }, 200, GEOJSON);
    },
  );
}

/** A feature as a row of CSV, its geometry as WKT. */
function flat({ id, geometry, properties }: MapFeature): Record<string, unknown> {
  return { id, ...properties, wkt: wktOf(geometry) };
}

function wktOf(geometry: MapFeature["geometry"]): string | null {
  if (geometry === null) return null;
  const line = (positions: readonly (readonly [number, number])[]) =>
    `(${positions.map((p) => p.join(" ")).join(", ")})`;
  if (geometry.type === "LineString") return `LINESTRING ${line(geometry.coordinates)}`;
  return `POLYGON (${geometry.coordinates.map(line).join(", ")})`;
}

/** The landing page of the API for programs: where everything is. */
export function landing(http: Context, { rules }: ApiContext) {
  const origin = originOf(http, rules);
  const json = "application/json";
  return {
    title: "Yardcheck",
    description: "Counts of cars standing in rail yards, from overhead images.",
    links: [
      { href: `${origin}/`, rel: "self", type: json, title: "This document" },
      {
        href: `${origin}/openapi.json`,
        rel: "service-desc",
        type: "application/vnd.oai.openapi+json;version=3.1",
        title: "The API",
      },
      { href: `${origin}/docs`, rel: "service-doc", type: HTML, title: "The API, to read and to try" },
      { href: `${origin}/conformance`, rel: "conformance", type: json, title: "Conformance" },
      { href: `${origin}/collections`, rel: "data", type: json, title: "Layers" },
      { href: `${origin}/stac`, rel: "search", type: json, title: "Scenes, as a STAC API" },
    ],
  };
}
