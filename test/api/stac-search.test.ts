import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { test } from "node:test";
import { guardedFetch } from "../../src/adapters/fetch-guard/guarded-fetch.ts";
import { patientFetch } from "../../src/adapters/fetch-guard/patient-fetch.ts";
import { catalogueFetch } from "../../src/adapters/stac-search/catalogue-fetch.ts";
import type { SkippedItem } from "../../src/adapters/stac-search/item.ts";
import { httpAddress, s3Of } from "../../src/adapters/stac-search/s3-address.ts";
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

function item(id: string, change: Record<string, unknown> = {}) {
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
async function find(server: LocalServer, settings: Partial<Catalogue> = {}, path = "/", environment = {}) {
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
async function stacApi(
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

const page = (features: unknown[], next?: unknown) => ({
  type: "FeatureCollection",
  features,
  links: next === undefined ? [] : [next],
});

test("an API is asked by POST for the area and the time, and followed along its next links", async () => {
  await using server = await stacApi(({ body }, response) => {
    if (body["token"] === "2") return sendJson(response, page([item("c")]));
    sendJson(
      response,
      page([item("a"), item("b")], { rel: "next", href: "/search", method: "POST", body: { token: "2" }, merge: true }),
    );
  });
  const { ids, found, cut } = await find(server, { collections: ["fine"] });
  assert.deepEqual([ids, cut], [["a", "b", "c"], []]);
  const [first, second] = server.asked;
  assert.equal(first?.body["datetime"], "2026-01-01T00:00:00Z/2026-12-31T00:00:00Z");
  assert.deepEqual(first?.body["collections"], ["fine"]);
  assert.match(JSON.stringify(first?.body["intersects"]), /"Polygon"/);
  assert.deepEqual(second?.body, { ...first?.body, token: "2" });
  assert.equal(found[0]?.imageUrl, `${server.url}/visual.tif`);
  assert.deepEqual(found[0]?.conditions, {
    acquiredAt: "2026-03-04T08:10:00.000Z",
    gsdMetres: 0.5,
    offNadirDegrees: 12,
    sunAzimuthDegrees: null,
    sunElevationDegrees: null,
    sceneCloudFraction: 0.2,
  });
});

test("an API that only knows GET is asked by address", async () => {
  await using server = await stacApi(
    ({ query }, response) => {
      if (query.get("page") === "2") return sendJson(response, page([item("b")]));
      sendJson(response, page([item("a")], { rel: "next", href: "/search?page=2" }));
    },
    { post: false },
  );
  assert.deepEqual((await find(server)).ids, ["a", "b"]);
  assert.deepEqual(
    server.asked.map(({ method }) => method),
    ["GET", "GET"],
  );
  assert.equal(JSON.parse(server.asked[0]?.query.get("intersects") ?? "{}").type, "Polygon");
});

test("a filter is sent where it is offered, and left out where the API then refuses", async () => {
  const conformsTo = ["https://api.stacspec.org/v1.0.0/item-search#filter"];
  await using server = await stacApi(
    ({ body }, response) => {
      if ("filter" in body || "intersects" in body) return sendJson(response, { code: "BadRequest" }, 400);
      sendJson(response, page([item("a")]));
    },
    { conformsTo },
  );
  assert.deepEqual((await find(server, { maxCloudPercent: 30 })).ids, ["a"]);
  const asked = server.asked.map(({ body }) => Object.keys(body));
  assert.ok(asked[0]?.includes("filter"));
  assert.ok(asked[1]?.includes("intersects") && !asked[1].includes("filter"));
  assert.ok(asked[2]?.includes("bbox"));
});

test("a catalogue that filters nothing is filtered here: other times, other places, other collections", async () => {
  const far = {
    type: "Polygon",
    coordinates: [
      [
        [20, 20],
        [21, 20],
        [21, 21],
        [20, 21],
        [20, 20],
      ],
    ],
  };
  await using server = await stacApi((_asked, response) =>
    sendJson(
      response,
      page([
        item("old", { properties: { datetime: "2020-01-01T00:00:00Z" } }),
        item("far", { geometry: far }),
        item("coarse", { collection: "coarse" }),
        item("good"),
      ]),
    ),
  );
  assert.deepEqual((await find(server, { collections: ["fine"] })).ids, ["good"]);
});

test("a bad item is named with what is wrong, and the others are found all the same", async () => {
  await using server = await stacApi((_asked, response) =>
    sendJson(
      response,
      page([
        item("undated", { properties: { datetime: null, start_datetime: "2026-01-01T00:00:00Z" } }),
        item("cloudy", { properties: { datetime: "2026-03-04T08:10:00Z", "eo:cloud_cover": 180 } }),
        item("nowhere", { geometry: null }),
        { type: "Feature" },
        null,
        item("good"),
      ]),
    ),
  );
  const { ids, skipped } = await find(server);
  assert.deepEqual(ids, ["good"]);
  assert.deepEqual(
    skipped.map(({ item: id }) => id),
    ["undated", "cloudy", "nowhere", "(an item without an id)", "(an item without an id)"],
  );
  assert.match(skipped[0]?.why ?? "", /datetime/);
  assert.match(skipped[1]?.why ?? "", /eo:cloud_cover/);
});

test("pages that are repeated for ever end the search, by the same link or by ever new ones", async () => {
  let token = 0;
  await using same = await stacApi((_asked, response) =>
    sendJson(response, page([item("a")], { rel: "next", href: "/search?again", method: "GET" })),
  );
  const again = await find(same);
  assert.deepEqual([again.ids, again.cut.length], [["a"], 1]);
  await using fresh = await stacApi((_asked, response) =>
    sendJson(
      response,
      page([item("a"), item("b")], { rel: "next", href: "/search", method: "POST", body: { token: String(token++) } }),
    ),
  );
  const other = await find(fresh);
  assert.deepEqual([other.ids, other.cut], [["a", "b"], ["it repeats items that it gave already"]]);
});

test("a catalogue that is busy, stalls or breaks off is tried again, and then found", async () => {
  let calls = 0;
  await using server = await stacApi((_asked, response) => {
    calls++;
    if (calls === 1) return response.writeHead(503, { "retry-after": "0" }).end();
    const text = JSON.stringify(page([item("a")]));
    // Claims more than it sends, then falls silent.
    if (calls === 2) return response.writeHead(200, { "content-length": text.length + 50 }).write(text);
    return response.end(text);
  });
  assert.deepEqual((await find(server)).ids, ["a"]);
  assert.equal(calls, 3);
});

test("a catalogue that stays silent, or answers with something else, is a named failure", async () => {
  await using silent = await localServer(() => {});
  await assert.rejects(find(silent), /remote-invalid: http:\/\/127\.0\.0\.1:\d+ cannot be reached/);
  await using page404 = await localServer((_request, response) => response.writeHead(404).end());
  await assert.rejects(find(page404), /remote-invalid: catalogue test: .* answered 404/);
  await using html = await localServer((_request, response) => response.end("<html>"));
  await assert.rejects(find(html), /remote-invalid/);
  await using list = await stacApi((_asked, response) => sendJson(response, { features: "none" }));
  await assert.rejects(find(list), /no FeatureCollection/);
});

test("a static catalogue is walked; a ring of links and a broken branch do not stop it", async () => {
  const documents: Record<string, unknown> = {
    "/catalog.json": {
      type: "Catalog",
      links: [
        { rel: "child", href: "./a/collection.json" },
        { rel: "child", href: "./elsewhere/collection.json" },
        { rel: "child", href: "./broken.json" },
        { rel: "child", href: "./catalog.json" },
      ],
    },
    "/a/collection.json": {
      type: "Collection",
      id: "fine",
      links: [
        { rel: "item", href: "./one.json" },
        { rel: "item", href: "./two.json" },
        { rel: "child", href: "../catalog.json" },
      ],
    },
    "/elsewhere/collection.json": {
      type: "Collection",
      id: "far",
      extent: { spatial: { bbox: [[-80, -10, -70, 0]] }, temporal: { interval: [[null, null]] } },
      links: [{ rel: "item", href: "./never.json" }],
    },
    "/a/one.json": item("one"),
    "/a/two.json": item("two", { properties: {} }),
  };
  const asked: string[] = [];
  await using server = await localServer((request, response) => {
    asked.push(request.url ?? "");
    const document = documents[request.url ?? ""];
    if (document === undefined) return response.writeHead(404).end();
    sendJson(response, document);
  });
  const { ids, found, skipped } = await find(server, {}, "/catalog.json");
  assert.deepEqual(ids, ["one"]);
  assert.equal(found[0]?.imageUrl, `${server.url}/a/visual.tif`);
  assert.deepEqual(skipped.map(({ item: id }) => id.replace(server.url, "")).sort(), ["/broken.json", "two"]);
  assert.equal(asked.includes("/elsewhere/never.json"), false);
  assert.equal(new Set(asked).size, asked.length);
});

test("a single item is a catalogue of one", async () => {
  await using server = await localServer((_request, response) => sendJson(response, item("alone")));
  assert.deepEqual((await find(server, {}, "/item.json")).ids, ["alone"]);
});

test("a catalogue without end is cut off where the settings say", async () => {
  await using server = await localServer((request, response) => {
    const n = Number(/\d+/.exec(request.url ?? "")?.[0] ?? 0);
    sendJson(response, { type: "Catalog", links: [{ rel: "child", href: `/${n + 1}` }] });
  });
  const { cut } = await find(server, { maxDocuments: 20 });
  assert.deepEqual(cut, ["it has more than 20 documents"]);
});

test("a token goes to the catalogue it is for, from the environment, and to no other host", async () => {
  const seen: (string | undefined)[] = [];
  await using other = await localServer((request, response) => {
    seen.push(request.headers.authorization);
    sendJson(response, page([item("b")]));
  });
  await using server = await stacApi(({ request }, response) => {
    seen.push(request.headers.authorization);
    sendJson(response, page([item("a")], { rel: "next", href: `${other.url}/next` }));
  });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a setting, not a template
  const headers = { Authorization: "Bearer ${TEST_TOKEN}" };
  const both = { ...server, place: "127.0.0.1" };
  assert.deepEqual((await find(both, { headers }, "/", { TEST_TOKEN: "t" })).ids, ["a", "b"]);
  assert.deepEqual(seen, ["Bearer t", undefined]);
  await assert.rejects(find(both, { headers }), /TEST_TOKEN, which is not set/);
});

test("an image in S3 is asked for with a signature that S3 accepts, range and requester pays included", async () => {
  const keys = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
  await using s3 = await localServer((request, response) => {
    if (request.headers.authorization !== expectedSignature(request, keys)) return response.writeHead(403).end("wrong");
    response.writeHead(206).end(`${request.headers.range} ${request.headers["x-amz-request-payer"]}`);
  });
  const catalogue = CATALOGUE.parse({
    url: "https://stac.example/",
    s3: { endpoint: s3.url, region: "eu-west-1", requesterPays: true },
  });
  const fetch = catalogueFetch(guardedFetch({ allowPrivate: [s3.place] }), { test: catalogue }, keys);
  const url = httpAddress("s3://bucket/a folder/image+1.tif", catalogue.s3);
  const response = await fetch(url, { headers: { range: "bytes=0-9" } });
  assert.equal(await response.text(), "bytes=0-9 requester");
  assert.equal(httpAddress("s3://images/k.tif", undefined), "https://images.s3.us-east-1.amazonaws.com/k.tif");
});

test("which S3 an item means: that of the catalogue on its own host, else the only one there is", () => {
  const of = (url: string, region?: string) =>
    CATALOGUE.parse({ url, ...(region === undefined ? {} : { s3: { region } }) });
  const [east, west, plain] = [
    of("https://east.example/stac", "e"),
    of("https://west.example", "w"),
    of("https://x.example"),
  ];
  assert.equal(s3Of("https://west.example/items/1", { east, west })?.region, "w");
  assert.equal(s3Of("https://x.example/items/1", { east, plain })?.region, "e");
  assert.equal(s3Of("/data/item.json", { east })?.region, "e");
  assert.equal(s3Of("https://other.example/items/1", { east, west }), undefined, "nobody could say which");
});

/** AWS Signature Version 4 for S3, written anew from its specification ("Authenticating Requests: Using the Authorization Header"). */
function expectedSignature(
  request: IncomingMessage,
  keys: { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string },
): string {
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const header = (name: string) => String(request.headers[name] ?? "");
  const names = /SignedHeaders=([^,]+)/.exec(header("authorization"))?.[1] ?? "";
  const stamp = header("x-amz-date");
  const canonical = [
    request.method,
    request.url,
    "",
    ...names.split(";").map((name) => `${name}:${header(name).trim()}`),
    "",
    names,
    header("x-amz-content-sha256"),
  ].join("\n");
  const scope = `${stamp.slice(0, 8)}/eu-west-1/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", stamp, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = ["eu-west-1", "s3", "aws4_request"].reduce(
    hmac,
    hmac(`AWS4${keys.AWS_SECRET_ACCESS_KEY}`, stamp.slice(0, 8)),
  );
  const signature = createHmac("sha256", key).update(toSign).digest("hex");
  return `AWS4-HMAC-SHA256 Credential=${keys.AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}
