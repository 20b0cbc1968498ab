import assert from "node:assert/strict";
import { test } from "node:test";
import { find, item, page, stacApi } from "./catalogues.ts";
import { localServer, sendJson } from "./http-server.ts";

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
