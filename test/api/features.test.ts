import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { guardedFetch } from "../../src/adapters/fetch-guard/guarded-fetch.ts";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { recordObservation } from "../../src/adapters/store/observations.ts";
import { addScene } from "../../src/adapters/store/scenes.ts";
import { importEntries } from "../../src/adapters/store/series.ts";
import type { FacilityId, GeometryVersionId } from "../../src/core/ids.ts";
import { DRAWING, NORTH, NOW, sampleScene } from "../store/samples.ts";
import { localServer } from "./http-server.ts";
import { countingOf, northYard } from "./records.ts";
import { type TestService, testService } from "./service.ts";

let service: TestService;
before(async () => {
  service = await testService();
  await northYard(service.context.db);
});
after(() => service[Symbol.asyncDispose]());

interface Features {
  readonly type: string;
  readonly features: readonly {
    id: string;
    geometry: { type: string; coordinates: unknown } | null;
    properties: Record<string, unknown>;
  }[];
  readonly links: readonly { rel: string; href: string; body?: unknown }[];
  readonly numberReturned: number;
}

const items = async (path: string): Promise<Features> => {
  const response = await service.ask("GET", path);
  assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
  return (await response.json()) as Features;
};

/** Follows `next` links to the end, as QGIS does. */
async function all(path: string) {
  const found: Features["features"][number][] = [];
  for (let next: string | undefined = path, pages = 0; next !== undefined; pages++) {
    assert.ok(pages < 50, "pages end");
    const page: Features = await items(next.replace("http://localhost", ""));
    found.push(...page.features);
    next = page.links.find(({ rel }) => rel === "next")?.href;
  }
  return found;
}

test("a program that opens the root finds the API, what it conforms to and its layers", async () => {
  const landing = (await (await service.ask("GET", "/")).json()) as Features;
  const rels = landing.links.map(({ rel }) => rel);
  for (const rel of ["self", "service-desc", "conformance", "data"]) assert.ok(rels.includes(rel), rel);
  const { conformsTo } = (await (await service.ask("GET", "/conformance")).json()) as { conformsTo: string[] };
  assert.ok(conformsTo.includes("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"));
  const { collections } = (await (await service.ask("GET", "/collections")).json()) as {
    collections: { id: string }[];
  };
  assert.deepEqual(
    collections.map(({ id }) => id),
    ["facilities", "tracks", "observations", "cars"],
  );
});

test("each layer gives GeoJSON features with ids of their own and closed rings", async () => {
  const sizes: Record<string, number> = {};
  for (const layer of ["facilities", "tracks", "observations", "cars"]) {
    const page = await items(`/collections/${layer}/items`);
    sizes[layer] = page.features.length;
    assert.equal(page.type, "FeatureCollection");
    assert.equal(page.numberReturned, page.features.length);
    for (const { geometry } of page.features) {
      if (geometry?.type !== "Polygon") continue;
      const [ring] = geometry.coordinates as [number, number][][];
      assert.deepEqual(ring?.[0], ring?.at(-1));
    }
  }
  assert.deepEqual(sizes, { facilities: 1, tracks: 2, observations: 3, cars: 8 });
});

test("cars stand where they were counted, in degrees", async () => {
  const { features } = await items("/collections/cars/items?limit=1");
  const [[[lon = 0, lat = 0] = []] = []] = (features[0]?.geometry?.coordinates ?? []) as number[][][];
  assert.ok(Math.abs(lon - 10) < 0.02 && Math.abs(lat - 50) < 0.02, `${lon}, ${lat}`);
});

test("a withheld look is a feature with its reasons and without a count, never a zero", async () => {
  const { features } = await items("/collections/observations/items?limit=1");
  const { status, median, reasons } = features[0]?.properties ?? {};
  assert.deepEqual([status, median, reasons], ["withheld", null, "too-hidden"]);
});

test("pages of any size together give every feature once, in one order", async () => {
  for (const layer of ["tracks", "observations", "cars"]) {
    const whole = (await all(`/collections/${layer}/items?limit=1000`)).map(({ id }) => id);
    for (const limit of [1, 2, 3])
      assert.deepEqual(
        (await all(`/collections/${layer}/items?limit=${limit}`)).map(({ id }) => id),
        whole,
        `${layer} by ${limit}`,
      );
    assert.equal(new Set(whole).size, whole.length);
  }
});

test("features are found again by their id, and one that is not there is a problem with its fix", async () => {
  for (const layer of ["facilities", "tracks", "observations", "cars"])
    for (const { id } of (await items(`/collections/${layer}/items`)).features) {
      const one = (await (
        await service.ask("GET", `/collections/${layer}/items/${encodeURIComponent(id)}`)
      ).json()) as { id: string };
      assert.equal(one.id, id);
    }
  const missing = await service.ask("GET", "/collections/cars/items/none:0");
  const problem = (await missing.json()) as Record<string, unknown>;
  assert.equal(missing.status, 404);
  assert.equal(missing.headers.get("content-type"), "application/problem+json");
  for (const field of ["type", "title", "status", "detail", "code", "fix", "requestId"])
    assert.ok(problem[field], field);
  // Whoever asks over HTTP has no commands.
  const wrong = (await (await service.ask("GET", "/api/facilities?limit=none")).json()) as Record<string, unknown>;
  for (const { fix } of [problem, wrong]) assert.match(String(fix), /\/docs and \/openapi\.json/);
});

test("a box and a time leave out what lies elsewhere", async () => {
  const count = async (path: string) => (await items(path)).features.length;
  assert.equal(await count("/collections/observations/items?bbox=9,49,11,51"), 3);
  assert.equal(await count("/collections/observations/items?bbox=20,49,21,51"), 0);
  assert.equal(await count("/collections/observations/items?datetime=2024-03-02"), 1);
  assert.equal(await count("/collections/observations/items?datetime=2024-03-02T00:00:00Z/.."), 2);
  assert.equal(await count("/collections/observations/items?datetime=../2024-03-01"), 1);
  assert.equal(await count("/collections/observations/items?datetime=2024-03-02t00:00:00%2B09:00/.."), 2);
  assert.equal(await count("/collections/cars/items?facility=elsewhere"), 0);
});

test("a box across the antimeridian lies on both of its sides, and nowhere else", async () => {
  const paths = ["/collections/observations/items?", "/collections/tracks/items?", "/collections/cars/items?"];
  for (const path of [...paths, "/collections/facilities/items?", "/stac/search?"]) {
    const count = async (bbox: string) => (await items(`${path}bbox=${bbox}`)).features.length;
    const whole = await count("9,49,11,51");
    assert.ok(whole > 0, path);
    for (const bbox of ["5,49,-170,51", "170,49,11,51", "5,49,0,-170,51,9"])
      assert.equal(await count(bbox), whole, bbox);
    for (const bbox of ["170,49,-170,51", "170,52,11,53"]) assert.equal(await count(bbox), 0, bbox);
  }
  const list = async (bbox: string) => {
    const found = await service.ask("GET", `/api/facilities?bbox=${bbox}`);
    return ((await found.json()) as { facilities: unknown[] }).facilities.length;
  };
  assert.deepEqual([await list("170,49,11,51"), await list("170,49,-170,51")], [1, 0]);
});

test("parameters that make no sense are refused by name", async () => {
  for (const query of [
    "bbox=1,2,3",
    "bbox=a,b,c,d",
    "bbox=0,10,1,5",
    "limit=0",
    "limit=x",
    "datetime=yesterday",
    "datetime=5",
    "datetime=2026-03-04T10:00",
    "datetime=2026-03-04T10:00:00",
    "datetime=2026-02-30",
    "datetime=2026-03-04/2026-03-05/..",
    "cursor=!",
    "f=xml",
  ]) {
    const response = await service.ask("GET", `/collections/cars/items?${query}`);
    const { detail } = (await response.json()) as { detail: string };
    assert.equal(response.status, 400, query);
    assert.match(detail, new RegExp(query.split("=")[0] ?? ""), query);
  }
});

test("the same features come as CSV and as a page, by parameter or by Accept header", async () => {
  const csv = await service.ask("GET", "/collections/tracks/items?f=csv");
  assert.match(csv.headers.get("content-type") ?? "", /text\/csv/);
  const lines = (await csv.text()).trim().split("\r\n");
  assert.equal(lines.length, 3);
  assert.match(lines[1] ?? "", /LINESTRING/);
  const page = await service.ask("GET", "/collections/tracks/items", { headers: { accept: "text/html" } });
  assert.match(await page.text(), /<table>/);
});

test("an answer that is known already is not sent again", async () => {
  const first = await service.ask("GET", "/api/facilities/north-yard");
  const etag = first.headers.get("etag") ?? "";
  const again = await service.ask("GET", "/api/facilities/north-yard", { headers: { "if-none-match": etag } });
  assert.deepEqual([again.status, await again.text()], [304, ""]);
});

test("scenes are found through the STAC API, by GET and by POST, page by page", async () => {
  const ids = async (path: string) => (await all(path)).map(({ id }) => id);
  assert.deepEqual(await ids("/stac/search?limit=1"), ["scene-4", "scene-3", "scene-2", "scene-1"]);
  const found = await service.ask("POST", "/stac/search", {
    body: { bbox: [9, 49, 11, 51], datetime: "2024-03-02T00:00:00Z/..", limit: 2 },
  });
  const page = (await found.json()) as Features;
  assert.deepEqual(
    page.features.map(({ id }) => id),
    ["scene-4", "scene-3"],
  );
  const next = page.links.find(({ rel }) => rel === "next");
  const rest = (await (await service.ask("POST", "/stac/search", { body: next?.body })).json()) as Features;
  assert.deepEqual(
    rest.features.map(({ id }) => id),
    ["scene-2"],
  );
  const [item] = page.features;
  assert.equal(item?.properties["gsd"], 0.3);
  assert.equal(item?.properties["yardcheck:synthetic"], true);
});

test("what the STAC search cannot look for is refused rather than ignored, and it says what it conforms to", async () => {
  const intersects = { type: "Point", coordinates: [0, 0] };
  const asked = encodeURIComponent(JSON.stringify(intersects));
  for (const refused of [
    await service.ask("POST", "/stac/search", { body: { intersects } }),
    await service.ask("GET", `/stac/search?intersects=${asked}`),
    await service.ask("GET", `/stac/collections/scenes/items?intersects=${asked}`),
  ]) {
    assert.equal(refused.status, 400);
    assert.match(await refused.text(), /intersects/);
  }
  const landing = (await (await service.ask("GET", "/stac")).json()) as Features & { conformsTo: string[] };
  const { href = "" } = landing.links.find(({ rel }) => rel === "conformance") ?? {};
  const conformance = await service.ask("GET", new URL(href).pathname);
  assert.deepEqual(await conformance.json(), { conformsTo: landing.conformsTo });
});

test("the list of facilities tells last look, state and sparkline, and can be searched, filtered and sorted", async () => {
  const list = async (query: string) => {
    const response = await service.ask("GET", `/api/facilities?${query}`);
    return ((await response.json()) as { facilities: Record<string, unknown>[] }).facilities;
  };
  const [yard] = await list("");
  assert.equal(yard?.["state"], "too-few-looks");
  assert.deepEqual(
    ((yard?.["sparkline"] ?? []) as { median: number | null }[]).map(({ median }) => median),
    [3, 5, null],
  );
  assert.equal((yard?.["lastLook"] as { status: string } | undefined)?.status, "withheld");
  for (const [query, found] of [
    ["search=north", 1],
    ["search=الشمالية", 1],
    ["search=%25", 0],
    ["state=surge", 0],
    ["state=too-few-looks,surge", 1],
    ["sort=cars", 1],
    ["sort=evidence", 1],
    ["sort=last-look", 1],
    ["bbox=9,49,11,51", 1],
  ] as const)
    assert.equal((await list(query)).length, found, query);
});

test("the documentation page and what it needs come from this server alone", async () => {
  const page = await service.ask("GET", "/docs");
  const html = await page.text();
  const parts = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address = ""]) => address);
  assert.ok(parts.length >= 3 && parts.every((address) => address.startsWith("/")), parts.join(" "));
  for (const address of parts) assert.equal((await service.ask("GET", address)).status, 200, address);
  assert.doesNotMatch(html, /<script(?![^>]*src=)|style="|onclick/);
  assert.match(page.headers.get("content-security-policy") ?? "", /script-src 'self' 'wasm-unsafe-eval'/);
});

test("a tile that cannot be had is told without its address, which may hold a key; no zoom is beyond 22", async () => {
  await using server = await localServer((request, response) => {
    if (request.url === "/1/0/0?key=hidden") response.writeHead(401).end();
    else response.writeHead(200, { "content-type": "image/png" }).end(Buffer.alloc(5 * 1024 * 1024));
  });
  const parts = { map: { tiles: `${server.url}/{z}/{x}/{y}?key=hidden` } };
  await using mapped = await testService(
    {},
    {
      settings: () => ({ version: 1, database: "embedded", parts }),
      fetch: guardedFetch({ allowPrivate: [server.place, "127.0.0.1:9"] }),
    },
  );
  for (const [tile, detail] of [
    ["1/0/0", `${server.place} answered 401`],
    ["2/0/0", `${server.place} sent no picture of 4194304 bytes at most`],
    ["3/0/0", `127.0.0.1:9 cannot be reached`],
  ] as const) {
    if (tile === "3/0/0") parts.map.tiles = "http://127.0.0.1:9/{z}/{x}/{y}?key=hidden";
    const response = await mapped.ask("GET", `/api/map/tiles/${tile}`);
    const answer = await response.text();
    assert.ok(answer.includes(detail) && !answer.includes("hidden"), answer);
    assert.equal(response.status, 502, answer);
  }
  assert.equal((await mapped.ask("GET", "/api/map/tiles/23/0/0")).status, 400);
});

test("scenes that were drawn anew and counted again stand once: in layers, lists and pictures of the years", async () => {
  await using fresh = await testService();
  const { db } = fresh.context;
  await northYard(db);
  const [first, second] = DRAWING.tracks;
  assert.ok(second);
  const drawing = { ...DRAWING, tracks: [{ ...first, name: "renamed" }, second] as const };
  await putFacility(db, { id: NORTH, names: {}, drawing, origin: "test" }, NOW);
  for (const [n, cars] of [3, 5].entries()) {
    const of = { facility: NORTH, geometry: `${NORTH}@2` as GeometryVersionId, scene: sampleScene(n + 1).id };
    await recordObservation(db, of, countingOf(cars), NOW);
  }
  const get = async (path: string) => await (await fresh.ask("GET", path)).json();
  const { features } = (await get("/collections/cars/items?limit=100")) as { features: unknown[] };
  assert.equal(features.length, 8);
  const yard = `/api/facilities/${NORTH}`;
  const { observations } = (await get(`${yard}/observations`)) as { observations: { geometry: string }[] };
  assert.deepEqual(
    observations.map(({ geometry }) => geometry),
    [`${NORTH}@1`, `${NORTH}@2`, `${NORTH}@2`],
  );
  const { looks } = (await get(`${yard}/standing`)) as { looks: unknown[] };
  assert.equal(looks.length, 3);
});

test("the series as CSV says the kind of each figure, and beside it whose it is", async () => {
  await using fresh = await testService();
  const { db } = fresh.context;
  await northYard(db);
  const published = {
    from: "2023-10-05",
    to: "2023-10-05",
    figure: { kind: "at-least", cars: 73, approximately: true },
    ground: "facility",
    classes: "cars",
    origin: { kind: "published", publisher: "P", source: "https://example.org", publishedOn: null, note: null },
  } as const;
  await importEntries(db, NORTH, [published], NOW);
  const csv = await (await fresh.ask("GET", `/api/facilities/${NORTH}/series?f=csv`)).text();
  const [head = [], ...rows] = csv.split("\r\n").map((line) => line.split(","));
  assert.deepEqual(
    rows.slice(0, 2).map((row) => [row[head.indexOf("kind")], row[head.indexOf("origin")]]),
    [
      ["at-least", "published"],
      ["distribution", "observation"],
    ],
  );
});

test("no row is lost between pages, and none comes twice, where times are finer than milliseconds", async () => {
  await using fresh = await testService();
  const { db } = fresh.context;
  await northYard(db);
  const other = "other-yard" as FacilityId;
  await putFacility(db, { id: other, names: { en: "Other" }, drawing: DRAWING, origin: "test" }, NOW);
  const scenes = [20, 21].map((n) => sampleScene(n, `2024-04-20T09:30:00.12345${n - 20}Z`));
  for (const facility of [NORTH, other])
    for (const scene of scenes) {
      await addScene(db, facility, scene, NOW);
      const geometry = `${facility}@1` as GeometryVersionId;
      await recordObservation(db, { facility, geometry, scene: scene.id }, countingOf(2), NOW);
    }
  const idsOf = async (path: string, list: string, size: number) => {
    const ids: string[] = [];
    for (let next: string | null = `${path}?limit=${size}`, pages = 0; next !== null; pages++) {
      assert.ok(pages < 50, `pages of ${path} end`);
      const page = (await (await fresh.ask("GET", next)).json()) as {
        readonly next?: string | null;
        readonly links?: Features["links"];
        readonly [list: string]: unknown;
      };
      ids.push(...(page[list] as { id: string }[]).map(({ id }) => id));
      const link = page.links?.find(({ rel }) => rel === "next")?.href.replace("http://localhost", "");
      next = link ?? (page.next ? `${path}?limit=${size}&cursor=${page.next}` : null);
    }
    return ids;
  };
  for (const [path, list] of [
    ["/collections/observations/items", "features"],
    ["/collections/cars/items", "features"],
    ["/stac/search", "features"],
    [`/api/facilities/${NORTH}/observations`, "observations"],
    [`/api/facilities/${NORTH}/scenes`, "scenes"],
  ] as const)
    assert.deepEqual(await idsOf(path, list, 1), await idsOf(path, list, 100), path);
});
