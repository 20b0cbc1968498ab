import type { IncomingMessage, ServerResponse } from "node:http";
import { guardedFetch } from "../../src/adapters/fetch-guard/guarded-fetch.ts";
import { patientFetch } from "../../src/adapters/fetch-guard/patient-fetch.ts";
import type { SkippedItem } from "../../src/adapters/stac-search/item.ts";
import { searchCatalogue } from "../../src/adapters/stac-search/search.ts";
import { CATALOGUE, type Catalogue } from "../../src/adapters/stac-search/settings.ts";
import { type LocalServer, localServer, sendJson } from "./http-server.ts";

const AREA = [
  { lon: 10, lat: 50 },
  { lon: 10.01, lat: 50 },
  { lon: 10.01, lat: 50.01 },
  { lon: 10, lat: 50.01 },
];
const WANTED = { area: AREA, from: "2026-01-01T00:00:00Z", to: "2026-12-31T00:00:00Z" };

/** A STAC item of one image, with changes. */
export function item(id: string, change: Record<string, unknown> = {}) {
  return {
    type: "Feature",
    stac_version: "1.0.0",
    id,
    collection: "fine",
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [9, 49],
          [11, 49],
          [11, 51],
          [9, 51],
          [9, 49],
        ],
      ],
    },
    properties: {
      datetime: "2026-03-04T08:10:00Z",
      gsd: 0.5,
      "view:off_nadir": 12,
      "eo:cloud_cover": 20,
      license: "CC-BY-4.0",
    },
    assets: {
      thumbnail: { href: "./thumb.png", type: "image/png", roles: ["thumbnail"] },
      visual: { href: "./visual.tif", type: "image/tiff; application=geotiff", roles: ["visual"] },
    },
    links: [],
    ...change,
  };
}

const PATIENCE = { attempts: 3, firstWaitMs: 1, longestWaitMs: 5, bodyBytes: 10_000_000, random: () => 0 };

/** All that a search finds, and what it said beside. */
export async function find(server: LocalServer, settings: Partial<Catalogue> = {}, path = "/", environment = {}) {
  const skipped: SkippedItem[] = [];
  const cut: string[] = [];
  const fetch = patientFetch(guardedFetch({ allowPrivate: [server.place], silenceMs: 200 }), PATIENCE);
  const catalogue = CATALOGUE.parse({ url: `${server.url}${path}`, ...settings });
  const options = {
    fetch,
    environment,
    onSkipped: (one: SkippedItem) => void skipped.push(one),
    onCutShort: (_name: string, why: string) => void cut.push(why),
  };
  const found = [];
  for await (const image of searchCatalogue("test", catalogue, WANTED, options)) found.push(image);
  return { found, ids: found.map((image) => image.item), skipped, cut };
}

/** A STAC API whose search is answered by `search`; everything asked of it is kept. */
export async function stacApi(
  search: (
    asked: { body: Record<string, unknown>; query: URLSearchParams; request: IncomingMessage },
    response: ServerResponse,
  ) => void,
  { post = true, conformsTo = [] as string[] } = {},
) {
  const asked: { method: string; body: Record<string, unknown>; query: URLSearchParams }[] = [];
  const server = await localServer((request, response, text) => {
    const url = new URL(request.url ?? "/", "http://x");
    if (url.pathname === "/") {
      const links = [{ rel: "search", href: "/search", method: post ? "POST" : "GET" }];
      return sendJson(response, { type: "Catalog", id: "c", conformsTo, links });
    }
    const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    asked.push({ method: request.method ?? "", body, query: url.searchParams });
    search({ body, query: url.searchParams, request }, response);
  });
  return { ...server, asked };
}

/** A page of search results. */
export const page = (features: unknown[], next?: unknown) => ({
  type: "FeatureCollection",
  features,
  links: next === undefined ? [] : [next],
});
