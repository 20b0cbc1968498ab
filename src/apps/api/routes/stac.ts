import { z } from "@hono/zod-openapi";
import { type SceneAsked, sceneItem, scenesAsked } from "../../../adapters/overview/stac-items.ts";
import { YardcheckError } from "../../../errors.ts";
import { originOf, withQuery } from "../address.ts";
import type { ApiContext } from "../context.ts";
import { AT_KEY, cursorOf, LIMIT, readCursor } from "../paging.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import { BOX } from "../shapes.ts";
import { DATETIME } from "./features.ts";
import { maySeePixels } from "./scenes.ts";

const GEOJSON = "application/geo+json";
/** Source: STAC API - Core, Features and Item Search, version 1.0.0. */
const CONFORMS_TO = [
  "https://api.stacspec.org/v1.0.0/core",
  "https://api.stacspec.org/v1.0.0/collections",
  "https://api.stacspec.org/v1.0.0/item-search",
  "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
  "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
];
const COLLECTION = "scenes";
const ITEMS = z
  .looseObject({ type: z.literal("FeatureCollection"), features: z.array(z.looseObject({ id: z.string() })) })
  .openapi("StacItems");
const CATALOG = z
  .looseObject({ type: z.string(), id: z.string(), links: z.array(z.looseObject({})) })
  .openapi("StacCatalog");
/** What is asked for by other names (`intersects`) is refused: an answer that ignores it would be too wide. */
const SEARCH_BODY = z.strictObject({
  bbox: z.array(z.number()).min(4).max(6).optional(),
  datetime: z.string().max(80).optional(),
  ids: z.array(z.string().max(200)).max(1000).optional(),
  collections: z.array(z.string().max(200)).max(100).optional(),
  limit: z.int().min(1).max(1000).default(100),
  token: z.string().max(500).optional(),
});

export function stacRoutes(api: Api, context: ApiContext): void {
  const { db, rules } = context;

  const page = async (asked: SceneAsked, origin: string, may: Parameters<typeof maySeePixels>[0]) => {
    const { scenes, next } = await scenesAsked(db, asked);
    const features = scenes.map((scene) =>
      sceneItem(
        scene,
        `${origin}/stac`,
        maySeePixels(may, scene) ? `${origin}/api/scenes/${encodeURIComponent(scene.id)}/pixels` : null,
      ),
    );
    return { features, next };
  };

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/stac",
      access: "scene:read",
      tag: "STAC",
      summary: "The scenes, as a STAC API",
      answer: CATALOG,
    },
    ({ http }) => {
      const stac = `${originOf(http, rules)}/stac`;
      const link = (rel: string, href: string, type = "application/json") => ({ rel, href, type });
      return {
        type: "Catalog",
        stac_version: "1.0.0",
        id: "yardcheck",
        description: "Scenes that are registered here.",
        conformsTo: CONFORMS_TO,
        links: [
          link("self", stac),
          link("root", stac),
          link("conformance", `${stac}/conformance`),
          link("data", `${stac}/collections`),
          link("child", `${stac}/collections/${COLLECTION}`),
          { ...link("search", `${stac}/search`, GEOJSON), method: "GET" },
          { ...link("search", `${stac}/search`, GEOJSON), method: "POST" },
          link("service-desc", `${originOf(http, rules)}/openapi.json`, "application/vnd.oai.openapi+json;version=3.1"),
        ],
      };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/stac/conformance",
      access: "scene:read",
      tag: "STAC",
      summary: "What the STAC API conforms to",
      answer: z.object({ conformsTo: z.array(z.string()) }),
    },
    () => ({ conformsTo: CONFORMS_TO }),
  );

  const collection = (stac: string) => ({
    type: "Collection",
    stac_version: "1.0.0",
    id: COLLECTION,
    title: "Scenes",
    description: "Every scene that is registered here; the licence of each is its own.",
    license: "other",
    extent: { spatial: { bbox: [[-180, -90, 180, 90]] }, temporal: { interval: [[null, null]] } },
    links: [
      { rel: "self", href: `${stac}/collections/${COLLECTION}`, type: "application/json" },
      { rel: "root", href: stac, type: "application/json" },
      { rel: "items", href: `${stac}/collections/${COLLECTION}/items`, type: GEOJSON },
    ],
  });

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/stac/collections",
      access: "scene:read",
      tag: "STAC",
      summary: "The one collection",
      answer: z.object({ collections: z.array(CATALOG), links: z.array(z.looseObject({})) }),
    },
    ({ http }) => {
      const stac = `${originOf(http, rules)}/stac`;
      return { collections: [collection(stac)], links: [{ rel: "self", href: `${stac}/collections` }] };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/stac/collections/{collection}",
      access: "scene:read",
      tag: "STAC",
      summary: "The collection of scenes",
      params: z.object({ collection: z.literal(COLLECTION) }),
      answer: CATALOG,
    },
    ({ http }) => collection(`${originOf(http, rules)}/stac`),
  );

  const query = z.object({
    bbox: BOX.optional(),
    datetime: DATETIME.optional(),
    limit: LIMIT,
    token: z.string().max(500).optional(),
  });
  for (const [path, params] of [
    ["/stac/search", z.object({})],
    ["/stac/collections/{collection}/items", z.object({ collection: z.literal(COLLECTION) })],
  ] as const) {
    addRoute(
      api,
      context,
      {
        method: "get",
        path,
        access: "scene:read",
        tag: "STAC",
        summary: "Scenes by place and time",
        params,
        query: query
          .extend({ ids: z.string().max(5000).optional(), collections: z.string().max(2000).optional() })
          .strict(),
        answer: ITEMS,
        answerType: GEOJSON,
      },
      async ({ http, query: asked, who }) => {
        const origin = originOf(http, rules);
        const { features, next } = await page(
          {
            box: asked.bbox ?? null,
            from: asked.datetime?.from ?? null,
            to: asked.datetime?.to ?? null,
            ids:
              asked.collections !== undefined && !asked.collections.split(",").includes(COLLECTION)
                ? []
                : (asked.ids?.split(",") ?? null),
            limit: asked.limit,
            after: tokenOf(asked.token),
          },
          origin,
          who,
        );
        const self = `${origin}${http.req.path}${new URL(http.req.url).search}`;
        const links = [
          { rel: "self", href: self, type: GEOJSON },
          { rel: "root", href: `${origin}/stac`, type: "application/json" },
          ...(next === null
            ? []
            : [{ rel: "next", href: withQuery(self, { token: cursorOf(next) }), type: GEOJSON, method: "GET" }]),
        ];
        return { type: "FeatureCollection" as const, features, links, numberReturned: features.length };
      },
    );
  }

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/stac/search",
      access: "scene:read",
      tag: "STAC",
      summary: "Scenes by place and time",
      body: SEARCH_BODY,
      answer: ITEMS,
      answerType: GEOJSON,
      reads: true,
    },
    async ({ http, body, who }) => {
      const origin = originOf(http, rules);
      const when = body.datetime === undefined ? null : DATETIME.safeParse(body.datetime);
      if (when?.success === false) throw new YardcheckError("usage", `body.datetime: ${when.error.issues[0]?.message}`);
      const box = body.bbox === undefined ? null : BOX.safeParse(body.bbox.join(","));
      if (box?.success === false) throw new YardcheckError("usage", `body.bbox: ${box.error.issues[0]?.message}`);
      const { features, next } = await page(
        {
          box: box?.data ?? null,
          from: when?.data.from ?? null,
          to: when?.data.to ?? null,
          ids: body.collections !== undefined && !body.collections.includes(COLLECTION) ? [] : (body.ids ?? null),
          limit: body.limit,
          after: tokenOf(body.token),
        },
        origin,
        who,
      );
      const links = [
        { rel: "root", href: `${origin}/stac`, type: "application/json" },
        ...(next === null
          ? []
          : [
              {
                rel: "next",
                href: `${origin}/stac/search`,
                type: GEOJSON,
                method: "POST",
                body: { ...body, token: cursorOf(next) },
              },
            ]),
      ];
      return { type: "FeatureCollection" as const, features, links, numberReturned: features.length };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/stac/collections/{collection}/items/{item}",
      access: "scene:read",
      tag: "STAC",
      summary: "One scene as a STAC item",
      params: z.object({ collection: z.literal(COLLECTION), item: z.string().min(1).max(200) }),
      answer: z.looseObject({ type: z.literal("Feature"), id: z.string() }).openapi("StacItem"),
      answerType: GEOJSON,
    },
    async ({ http, params, who }) => {
      const one = { box: null, from: null, to: null, ids: [params.item], limit: 1, after: null };
      const { features } = await page(one, originOf(http, rules), who);
      const [item] = features;
      if (item === undefined) throw new YardcheckError("not-found", `there is no scene "${params.item}"`);
      return sendJson(http, item, 200, GEOJSON);
    },
  );
}

function tokenOf(token: string | undefined): readonly [string, string] | null {
  return token === undefined ? null : readCursor(token, AT_KEY);
}
