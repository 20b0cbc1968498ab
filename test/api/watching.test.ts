import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { ALERT_SETTINGS } from "../../src/adapters/alerts/settings.ts";
import { guardedFetch } from "../../src/adapters/fetch-guard/guarded-fetch.ts";
import { patientFetch } from "../../src/adapters/fetch-guard/patient-fetch.ts";
import { CATALOGUE } from "../../src/adapters/stac-search/settings.ts";
import { facilityById, putFacility } from "../../src/adapters/store/facilities.ts";
import { currentObservations, recordObservation } from "../../src/adapters/store/observations.ts";
import { addRevision } from "../../src/adapters/store/revisions.ts";
import { addScene } from "../../src/adapters/store/scenes.ts";
import { dueWatches, putWatch, requireWatch, WATCH_SETTINGS } from "../../src/adapters/watching/watches.ts";
import { type WatchTools, watchFacility } from "../../src/apps/steps/watch-facility.ts";
import { watchRound } from "../../src/apps/steps/watch-round.ts";
import { currentTools } from "../../src/apps/steps/watch-tools.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { GeometryVersionId } from "../../src/core/ids.ts";
import { searchWindow } from "../../src/core/watch/schedule.ts";
import { STRIPS_METHOD } from "../../src/pipeline/count-scene.ts";
import { addGoldenYard, YARD } from "../jobs/yards.ts";
import { onBothDatabases } from "../store/databases.ts";
import { DRAWING, NORTH, sampleCounting, sampleScene } from "../store/samples.ts";
import { item } from "./catalogues.ts";
import { localServer, sendJson } from "./http-server.ts";

const NOW = "2026-03-04T12:00:00.000Z";
const IMAGE = readFileSync(resolve(import.meta.dirname, "../../src/adapters/doctor/golden/yard.tif"));

function toolsOf(change: Partial<WatchTools>): WatchTools {
  return {
    catalogues: {},
    alerts: ALERT_SETTINGS.parse({}),
    searchFetch: guardedFetch(),
    alertFetch: guardedFetch(),
    access: { settings: { version: 1, database: "embedded", parts: {} }, environment: {} },
    environment: {},
    count: () => assert.fail("nothing is to be counted here"),
    now: () => NOW,
    ...change,
  };
}

onBothDatabases(
  "watching leaves out what cannot be used, each with its reason, and is due again a day later",
  async (db) => {
    await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
    let at = NOW;
    const found = (id: string, datetime: string, properties: Record<string, unknown> = {}) =>
      item(id, {
        properties: { datetime, gsd: 0.5, ...properties },
        assets: { data: { href: `./${id}.tif`, type: "image/tiff; application=geotiff", roles: ["data"] } },
        links: [{ rel: "self", href: `./${id}` }],
      });
    const items = [
      found("no-licence", "2026-03-01T09:00:00Z"),
      found("no-image", "2026-03-02T09:00:00Z", { license: "CC0-1.0" }),
      found("coarse", "2026-03-03T09:00:00Z", { license: "CC0-1.0", gsd: 30 }),
    ];
    await using server = await localServer((request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://x");
      if (pathname === "/")
        return sendJson(response, { type: "Catalog", links: [{ rel: "search", href: "/search", method: "POST" }] });
      if (pathname === "/search") return sendJson(response, { type: "FeatureCollection", features: items, links: [] });
      const found = items.find(({ id }) => pathname === `/${id}`);
      if (found) return sendJson(response, found);
      response.writeHead(404).end();
    });
    const fetch = guardedFetch({ allowPrivate: [server.place] });
    const tools = toolsOf({
      catalogues: { test: CATALOGUE.parse({ url: server.url }) },
      searchFetch: fetch,
      access: {
        settings: { version: 1, database: "embedded", parts: {} },
        environment: { YARDCHECK_FETCH_ALLOW: server.place },
      },
      now: () => at,
    });
    const watching = await putWatch(db, NORTH, WATCH_SETTINGS.parse({}), true, NOW);
    const outcome = await watchFacility(db, watching, tools);
    assert.deepEqual([outcome.offered, outcome.taken], [3, []]);
    const reasons = new Map(outcome.skipped.map(({ item: id, why }) => [id, why]));
    assert.match(reasons.get("no-licence") ?? "", /licence/);
    assert.match(reasons.get("no-image") ?? "", /404/);
    assert.deepEqual(await dueWatches(db, NOW), []);
    at = "2026-03-05T12:00:01.000Z";
    const [due] = await dueWatches(db, at);
    assert.equal(due?.searchedTo, "2026-03-01T09:00:00Z", "before the oldest that is to be tried again");
    assert.match(due?.lastFailure ?? "", /^2 images left out, .*: no-licence of test: .*; no-image of test: .*404/);
  },
);

onBothDatabases("watching takes what is new and counts it, once", async (db) => {
  await addGoldenYard(db, 0);
  const { geometry } = await facilityById(db, YARD);
  const ring = (geometry?.area ?? []).map(({ lon, lat }) => [lon, lat]);
  const found = item("golden", {
    geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] },
    properties: { datetime: "2026-03-01T09:00:00Z", gsd: 0.4, license: "CC0-1.0" },
    assets: { data: { href: "./golden.tif", type: "image/tiff; application=geotiff", roles: ["data"] } },
    links: [{ rel: "self", href: "./golden" }],
  });
  await using server = await localServer((request, response) => {
    if (request.url === "/golden.tif") {
      const [, from = "0", to = ""] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "") ?? [];
      const end = to === "" ? IMAGE.length - 1 : Math.min(Number(to), IMAGE.length - 1);
      response.writeHead(206, { "content-range": `bytes ${from}-${end}/${IMAGE.length}`, etag: '"v1"' });
      response.end(IMAGE.subarray(Number(from), end + 1));
    } else if (request.url === "/search")
      sendJson(response, { type: "FeatureCollection", features: [found], links: [] });
    else if (request.url === "/golden") sendJson(response, found);
    else sendJson(response, { type: "Catalog", links: [{ rel: "search", href: "/search", method: "POST" }] });
  });
  let counts = 0;
  const tools = toolsOf({
    catalogues: { test: CATALOGUE.parse({ url: server.url }) },
    searchFetch: guardedFetch({ allowPrivate: [server.place] }),
    access: {
      settings: { version: 1, database: "embedded", parts: {} },
      environment: { YARDCHECK_FETCH_ALLOW: server.place },
    },
    count: async () => {
      counts++;
      return sampleCounting(7, STRIPS_METHOD);
    },
  });
  const watching = await putWatch(db, YARD, WATCH_SETTINGS.parse({}), true, NOW);
  const first = await watchFacility(db, watching, tools);
  assert.deepEqual([first.offered, first.taken.length, first.skipped], [1, 1, []]);
  const again = await watchFacility(db, watching, tools);
  assert.deepEqual([again.offered, again.taken, counts], [1, [], 1]);
  const observations = await currentObservations(db, YARD);
  assert.deepEqual(
    observations.map(({ scene, acquiredAt, status }) => [scene, Date.parse(acquiredAt), status]),
    [[first.taken[0], Date.parse("2026-03-01T09:00:00Z"), "counted"]],
  );
});

onBothDatabases("an image that could not be opened is told and tried again until it is taken", async (db) => {
  await addGoldenYard(db, 0);
  const { geometry } = await facilityById(db, YARD);
  const ring = (geometry?.area ?? []).map(({ lon, lat }) => [lon, lat]);
  const found = item("golden", {
    geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] },
    properties: { datetime: "2025-03-01T09:00:00Z", gsd: 0.4, license: "CC0-1.0" },
    assets: { data: { href: "./golden.tif", type: "image/tiff; application=geotiff", roles: ["data"] } },
    links: [{ rel: "self", href: "./golden" }],
  });
  let knowsRange = false;
  await using server = await localServer((request, response) => {
    if (request.url === "/golden.tif") {
      const [, from = "0", to = ""] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "") ?? [];
      if (!knowsRange) return void response.writeHead(200, { etag: '"v1"' }).end(IMAGE);
      const end = to === "" ? IMAGE.length - 1 : Math.min(Number(to), IMAGE.length - 1);
      response.writeHead(206, { "content-range": `bytes ${from}-${end}/${IMAGE.length}`, etag: '"v1"' });
      response.end(IMAGE.subarray(Number(from), end + 1));
    } else if (request.url === "/search")
      sendJson(response, { type: "FeatureCollection", features: [found], links: [] });
    else if (request.url === "/golden") sendJson(response, found);
    else sendJson(response, { type: "Catalog", links: [{ rel: "search", href: "/search", method: "POST" }] });
  });
  const tools = toolsOf({
    catalogues: { test: CATALOGUE.parse({ url: server.url }) },
    searchFetch: guardedFetch({ allowPrivate: [server.place] }),
    access: {
      settings: { version: 1, database: "embedded", parts: {} },
      environment: { YARDCHECK_FETCH_ALLOW: server.place },
    },
    count: async () => sampleCounting(7, STRIPS_METHOD),
  });
  await putWatch(db, YARD, WATCH_SETTINGS.parse({ lookBackDays: 1100 }), true, NOW);
  const search = async () => await watchFacility(db, await requireWatch(db, YARD), tools);
  assert.match((await search()).skipped[0]?.why ?? "", /ignores Range requests/);
  const told = await requireWatch(db, YARD);
  assert.deepEqual([told.failures, told.searchedTo], [0, "2025-03-01T09:00:00Z"]);
  assert.match(told.lastFailure ?? "", /^1 image left out, tried again at the next search: golden of test: .*Range/);
  knowsRange = true;
  const { taken, skipped } = await search();
  assert.deepEqual([taken.length, skipped], [1, []]);
  const done = await requireWatch(db, YARD);
  assert.deepEqual([done.lastFailure, done.searchedTo], [null, "2026-03-04T12:00:00Z"]);
  // A look-back given anew reaches back again; the same settings saved once more do not.
  const same = await putWatch(db, YARD, done.settings, true, NOW, { before: done });
  assert.equal(same.searchedTo, done.searchedTo);
  const back = await putWatch(db, YARD, done.settings, true, NOW, { before: done, isBack: true });
  assert.equal(searchWindow(back.settings, back.searchedTo, NOW).from, "2023-02-28T12:00:00.000Z");
});

onBothDatabases(
  "a catalogue that fails is tried again soon, and the other facilities are watched all the same",
  async (db) => {
    await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
    await using server = await localServer((_request, response) => response.writeHead(404).end());
    const fetch = guardedFetch({ allowPrivate: [server.place] });
    await putWatch(db, NORTH, WATCH_SETTINGS.parse({}), true, NOW);
    const tools = toolsOf({ catalogues: { test: CATALOGUE.parse({ url: server.url }) }, searchFetch: fetch });
    const round = await watchRound(db, tools);
    assert.deepEqual(round, { watched: 0, failed: 1, alerts: 0, delivered: 0 });
    const [again] = await dueWatches(db, "2026-03-04T13:00:00Z");
    assert.deepEqual([again?.failures, again?.searchedTo], [1, null]);
    assert.match(again?.lastFailure ?? "", /404/);
    const gone = guardedFetch({ allowPrivate: ["127.0.0.1:9"] });
    const unreached = {
      ...tools,
      now: () => "2026-03-04T13:00:00.000Z",
      catalogues: { test: CATALOGUE.parse({ url: "http://127.0.0.1:9/" }) },
      searchFetch: patientFetch(gone, { attempts: 1 }),
    };
    assert.equal((await watchRound(db, unreached)).failed, 1);
  },
);

onBothDatabases("a scene that a stopped round registered is counted by the next one, once", async (db) => {
  await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
  const image = item("stopped", {
    properties: { datetime: "2026-03-01T09:00:00Z", gsd: 0.5, license: "CC0-1.0" },
    assets: { data: { href: "./stopped.tif", type: "image/tiff; application=geotiff", roles: ["data"] } },
    links: [{ rel: "self", href: "./stopped" }],
  });
  await using server = await localServer((request, response) =>
    sendJson(
      response,
      request.url === "/"
        ? { type: "Catalog", links: [{ rel: "search", href: "/search", method: "POST" }] }
        : { type: "FeatureCollection", features: [image], links: [] },
    ),
  );
  const scene = { ...sampleScene(1, "2026-03-01T09:00:00Z"), location: `${server.url.replace(/\/$/, "")}/stopped.tif` };
  await addScene(db, NORTH, scene, NOW);
  const counted: string[] = [];
  const tools = toolsOf({
    catalogues: { test: CATALOGUE.parse({ url: server.url }) },
    searchFetch: guardedFetch({ allowPrivate: [server.place] }),
    count: async (_, { id }) => {
      counted.push(id);
      return sampleCounting(7);
    },
  });
  const watching = await putWatch(db, NORTH, WATCH_SETTINGS.parse({}), true, NOW);
  const { taken, observations } = await watchFacility(db, watching, tools);
  assert.deepEqual([taken, observations.length], [[scene.id], 1]);
  assert.deepEqual((await watchFacility(db, watching, tools)).taken, []);
  assert.deepEqual(counted, [scene.id]);
});

onBothDatabases(
  "an onset raises one alert, whatever look the evidence names, and watching on raises no second one",
  async (db) => {
    await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
    await using server = await localServer((_request, response) =>
      sendJson(response, { type: "FeatureCollection", features: [] }),
    );
    const fetch = guardedFetch({ allowPrivate: [server.place] });
    const tools = toolsOf({ catalogues: { test: CATALOGUE.parse({ url: server.url }) }, searchFetch: fetch });
    const usual = [7, 9, 6, 8, 10, 7, 8, 9, 6, 7, 9, 8, 7, 8, 9, 7];
    const counts = [...usual, 41, 44, 46, 43, 45];
    const seen = async (n: number, cars: number) => {
      const acquiredAt = new Date(Date.UTC(2025, 0, 1 + 14 * n, 9)).toISOString();
      await addScene(db, NORTH, sampleScene(n, acquiredAt), NOW);
      const of = { facility: NORTH, geometry: `${NORTH}@1` as GeometryVersionId, scene: sampleScene(n).id };
      return (await recordObservation(db, of, sampleCounting(cars), NOW)).observation.id;
    };
    const watching = await putWatch(db, NORTH, WATCH_SETTINGS.parse({}), true, NOW);
    const alerts: string[] = [];
    for (const [n, cars] of counts.entries()) {
      const look = await seen(n, cars);
      if (n === usual.length - 3) await addRevision(db, "evidence", NORTH, { ...noEvidence(NORTH), focus: look }, NOW);
      if (n < usual.length - 2) continue;
      const { alert } = await watchFacility(db, watching, tools);
      if (alert !== null) alerts.push(`${alert.acquiredOn} ${alert.message.cars.median}`);
    }
    assert.equal(alerts.length, 1, alerts.join(", "));
    assert.match(alerts[0] ?? "", /4\d$/);
  },
);

onBothDatabases("an alert tells the count of the look that raised it, not of a former drawing", async (db) => {
  await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
  await using server = await localServer((_request, response) =>
    sendJson(response, { type: "FeatureCollection", features: [] }),
  );
  const fetch = guardedFetch({ allowPrivate: [server.place] });
  const tools = toolsOf({ catalogues: { test: CATALOGUE.parse({ url: server.url }) }, searchFetch: fetch });
  const counts = [...Array.from({ length: 22 }, (_, n) => 10 + (n % 3)), ...Array<number>(8).fill(45)];
  for (const n of counts.keys())
    await addScene(db, NORTH, sampleScene(n, new Date(Date.UTC(2024, 0, 1 + 14 * n, 9)).toISOString()), NOW);
  const record = async (version: number, n: number, cars: number) => {
    const of = {
      facility: NORTH,
      geometry: `${NORTH}@${version}` as GeometryVersionId,
      scene: sampleScene(n).id,
    };
    await recordObservation(db, of, sampleCounting(cars), NOW);
  };
  for (const [n] of counts.entries()) await record(1, n, 90);
  const [first, ...others] = DRAWING.tracks;
  const anew = { ...DRAWING, tracks: [{ ...first, name: "anew" }, ...others] } as const;
  await putFacility(db, { id: NORTH, names: {}, drawing: anew, origin: "test" }, NOW);
  for (const [n, cars] of counts.entries()) await record(2, n, cars);
  const watching = await putWatch(db, NORTH, WATCH_SETTINGS.parse({}), true, NOW);
  const { alert } = await watchFacility(db, watching, tools);
  const raisedBy = (await currentObservations(db, NORTH)).find(({ id }) => id === alert?.message.observation);
  assert.deepEqual([alert?.message.cars.median, raisedBy?.geometry], [45, `${NORTH}@2`]);
});

test("what is changed in the settings holds from the next job on; what cannot be read changes nothing", () => {
  let parts: Record<string, unknown> = {};
  const unreadable: string[] = [];
  const tools = currentTools(
    () => ({ version: 1, database: "embedded", parts }),
    {},
    () => NOW,
    1,
    ({ message }) => void unreadable.push(message),
  );
  const first = tools();
  assert.equal(tools(), first, "unchanged settings make no new connections");
  parts = { catalogues: { archive: { url: "https://stac.example/" } }, alerts: { languages: ["ar"] } };
  const second = tools();
  assert.deepEqual([Object.keys(second.catalogues), second.alerts.languages], [["archive"], ["ar"]]);
  assert.equal(second.count, first.count, "threads with networks in memory are kept");
  parts = { alerts: { languages: [] } };
  assert.equal(tools(), second);
  assert.match(unreadable[0] ?? "", /usage: settings\.json: parts\.alerts\.languages/);
});
