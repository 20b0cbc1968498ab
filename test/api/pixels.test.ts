import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { createAdaptorServer } from "@hono/node-server";
import pino from "pino";
import sharp from "sharp";
import { stripPictures } from "../../src/adapters/pixels/strip-pictures.ts";
import { parseStacItem } from "../../src/adapters/stac/item-file.ts";
import { currentFetch } from "../../src/adapters/stac-search/image-fetch.ts";
import { facilityById } from "../../src/adapters/store/facilities.ts";
import { sceneById } from "../../src/adapters/store/scenes.ts";
import type { FacilityId, SceneId } from "../../src/core/ids.ts";
import { sharedData } from "../shared.ts";
import { localServer } from "./http-server.ts";
import { accountsOf, type TestService, testService } from "./service.ts";

const YARD = "california" as FacilityId;
let service: TestService;
let tokens: Awaited<ReturnType<typeof accountsOf>>;
let folder: string;
let scene: string;

/** The track of the real image, as a facility. */
const drawing = () => {
  const file = JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/california-track.geojson"), "utf8"));
  const line = file.features.find((feature: { geometry: { type: string } }) => feature.geometry.type === "LineString")
    .geometry.coordinates;
  const lons = line.map(([lon]: [number, number]) => lon);
  const lats = line.map(([, lat]: [number, number]) => lat);
  const [w, s, e, n] = [
    Math.min(...lons) - 0.001,
    Math.min(...lats) - 0.001,
    Math.max(...lons) + 0.001,
    Math.max(...lats) + 0.001,
  ];
  const track = {
    id: "1",
    name: "1",
    line,
    zone: null,
    service: null,
    usage: null,
    gaugeMillimetres: null,
    canopies: [],
  };
  return {
    area: [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
    ],
    tracks: [track],
    zones: [],
  };
};

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "yardcheck-pixels-"));
  mkdirSync(join(folder, "scenes"));
  service = await testService({ loopback: false, uploadBytes: 50_000_000 }, { folder });
  tokens = await accountsOf(service);
  const body = { id: YARD, names: { en: "California" }, geometry: drawing() };
  const made = await service.ask("POST", "/api/facilities", { body, token: tokens.analyst });
  assert.equal(made.status, 201, await made.text());
});
after(async () => {
  await service[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const given = { acquiredAt: "2020-05-06T18:00:00Z", gsdMetres: 0.6, licence: "public domain" };

test("a GeoTIFF is uploaded whole, registered by its name, and never written over", async () => {
  const bytes = readFileSync(sharedData("naip/empty-track-california.tif"));
  const put = (name: string) =>
    service.api.request(`http://localhost/api/uploads/${name}`, {
      method: "PUT",
      body: new Uint8Array(bytes),
      headers: { authorization: `Bearer ${tokens.analyst}`, "content-type": "image/tiff" },
    });
  const uploaded = await put("yard.tif");
  assert.deepEqual(await uploaded.json(), { location: "yard.tif", bytes: bytes.length });
  assert.equal((await put("yard.tif")).status, 409);
  for (const name of ["..%2Fyard.tif", "%2Fetc%2Fx.tif", ".hidden.tif", "x.sh"])
    assert.ok([400, 404].includes((await put(name)).status), name);
  const body = { ...given, location: "yard.tif" };
  const added = await service.ask("POST", `/api/facilities/${YARD}/scenes`, { body, token: tokens.analyst });
  assert.equal(added.status, 201, await added.clone().text());
  scene = ((await added.json()) as { id: string }).id;
});

test("a scene of the future is refused, and one of a time finer than milliseconds is stored to these", async () => {
  copyFileSync(sharedData("naip/empty-track-california.tif"), join(folder, "scenes", "times.tif"));
  await using fresh = await testService({}, { folder });
  const made = { id: YARD, names: { en: "California" }, geometry: drawing() };
  await fresh.ask("POST", "/api/facilities", { body: made });
  const add = (acquiredAt: string) => {
    const body = { ...given, location: "times.tif", acquiredAt };
    return fresh.ask("POST", `/api/facilities/${YARD}/scenes`, { body });
  };
  const future = await add("2999-01-01T00:00:00Z");
  assert.equal(future.status, 400);
  assert.match(await future.text(), /lies in the future/);
  const added = (await (await add("2020-05-06T18:00:00.123456Z")).json()) as { conditions: { acquiredAt: string } };
  assert.equal(added.conditions.acquiredAt, "2020-05-06T18:00:00.123Z");
});

test("an upload without a byte is refused, and a file that was never uploaded is not found", async () => {
  const headers = { authorization: `Bearer ${tokens.analyst}`, "content-type": "image/tiff" };
  const empty = new ReadableStream({ start: (body) => body.close() });
  const put = { method: "PUT", headers, body: empty, duplex: "half" } as const;
  assert.equal((await service.api.request("http://localhost/api/uploads/none.tif", put)).status, 400);
  const body = { ...given, location: "none.tif" };
  const added = await service.ask("POST", `/api/facilities/${YARD}/scenes`, { body, token: tokens.analyst });
  assert.equal(added.status, 404);
  assert.ok(!(await added.text()).includes(folder), "where the workspace lies is not the caller's to know");
});

test("an upload that breaks off is told as interrupted, and leaves nothing behind", async () => {
  const codes: unknown[] = [];
  const write = (line: string) => void codes.push(JSON.parse(line).code);
  await using own = await testService({}, { folder, log: pino({ level: "error" }, { write }) });
  const server = createAdaptorServer({ fetch: own.api.fetch });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.write(
    "PUT /api/uploads/half.tif HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/tiff\r\nContent-Length: 999\r\n\r\nII",
  );
  const parts = () => readdirSync(join(folder, "scenes")).filter((name) => name.includes("half.tif"));
  while (parts().length === 0) await wait(20);
  socket.destroy();
  while (codes.length === 0) await wait(20);
  assert.deepEqual(codes, ["interrupted"]);
  assert.deepEqual(parts(), []);
  await new Promise((closed) => server.close(closed));
});

test("paths that lead out of the workspace are not opened, nor addresses inside", async () => {
  copyFileSync(sharedData("naip/empty-track-california.tif"), join(folder, "outside.tif"));
  for (const location of [
    "../outside.tif",
    join(folder, "outside.tif"),
    "/etc/passwd",
    "http://127.0.0.1:8099/x.tif",
    "http://2130706433/x.tif",
  ]) {
    const body = { ...given, location };
    const { status } = await service.ask("POST", `/api/facilities/${YARD}/scenes`, { body, token: tokens.analyst });
    assert.equal(status, 403, location);
  }
});

test("an item of another machine names no file of this one, neither as its image nor as its mask", async () => {
  const inside = `file://${sharedData("naip/empty-track-california.tif")}`;
  const item = (image: string, mask: string) => ({
    type: "Feature",
    stac_version: "1.0.0",
    id: "i",
    properties: { datetime: "2020-05-06T18:00:00Z", license: "CC0-1.0" },
    assets: {
      image: { href: image, type: "image/tiff", roles: ["data"] },
      mask: { href: mask, type: "image/tiff", roles: ["cloud"] },
    },
  });
  const base = "https://stac.example/items/i.json";
  for (const [image, mask] of [
    [inside, "./m.tif"],
    ["./i.tif", inside],
    ["FILE:///etc/passwd.tif", "./m.tif"],
    ["data:image/tiff;base64,SUkq", "./m.tif"],
  ] as const)
    assert.throws(() => parseStacItem(item(image, mask), base), /stac-invalid: .*has no http, https or s3 address/);
  const read = parseStacItem(item("./i.tif", "s3://bucket/m.tif"), base);
  assert.deepEqual(
    [read.location, read.cloudMask?.location],
    ["https://stac.example/items/i.tif", "s3://bucket/m.tif"],
  );
});

test("pixels are served by range, byte for byte, and their ETag is the file's own hash", async () => {
  const bytes = readFileSync(sharedData("naip/empty-track-california.tif"));
  const path = `/api/scenes/${scene}/pixels`;
  const part = await service.ask("GET", path, { headers: { range: "bytes=100-299" }, token: tokens.analyst });
  assert.equal(part.status, 206);
  assert.equal(part.headers.get("content-range"), `bytes 100-299/${bytes.length}`);
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(100, 300));
  const whole = await service.ask("GET", path, { token: tokens.analyst });
  assert.deepEqual(Buffer.from(await whole.arrayBuffer()), bytes);
  const etag = whole.headers.get("etag") ?? "";
  assert.equal(
    (await service.ask("GET", path, { headers: { "if-none-match": etag }, token: tokens.analyst })).status,
    304,
  );
  for (const tags of [`"other", ${etag}`, `W/${etag}`, "*"]) {
    const known = await service.ask("GET", path, { headers: { "if-none-match": tags }, token: tokens.analyst });
    assert.equal(known.status, 304, tags);
  }
  const head = await service.ask("HEAD", path, { token: tokens.analyst });
  assert.deepEqual([head.headers.get("etag"), head.headers.get("content-length")], [etag, String(bytes.length)]);
  const past = await service.ask("GET", path, { headers: { range: `bytes=${bytes.length}-` }, token: tokens.analyst });
  assert.equal(past.status, 416);
});

test("pixels that may not be republished are for analysts, and a reader is not even told where they are", async () => {
  assert.equal((await service.ask("GET", `/api/scenes/${scene}/pixels`, { token: tokens.reader })).status, 403);
  const strip = `/api/facilities/${YARD}/scenes/${scene}/tracks/1/strip.png`;
  assert.equal((await service.ask("GET", strip, { token: tokens.reader })).status, 403);
  const got = await service.ask("GET", `/api/scenes/${scene}`, { token: tokens.reader });
  const head = await service.ask("HEAD", `/api/scenes/${scene}`, { token: tokens.reader });
  assert.ok(got.headers.has("etag"));
  assert.equal(head.headers.get("etag"), got.headers.get("etag"));
  const told = (await got.json()) as {
    scene: { pixels: string | null };
  };
  assert.equal(told.scene.pixels, null);
});

test("a track is straightened into a picture of a quarter of a metre a pixel, seven metres to each side", async () => {
  const strip = `/api/facilities/${YARD}/scenes/${scene}/tracks/1/strip.png`;
  const response = await service.ask("GET", strip, { token: tokens.analyst });
  assert.equal(
    response.status,
    200,
    response.headers.get("content-type") === "image/png" ? "" : await response.clone().text(),
  );
  const { width, height, channels } = await sharp(await response.arrayBuffer()).metadata();
  assert.deepEqual([height, channels], [56, 4]);
  assert.ok((width ?? 0) > 100, `${width} wide`);
  const etag = response.headers.get("etag") ?? "";
  assert.equal(
    (await service.ask("GET", strip, { headers: { "if-none-match": etag }, token: tokens.analyst })).status,
    304,
  );
});

test("a file that was changed since it was registered is not served as if it were the same", async () => {
  const path = join(folder, "scenes", "yard.tif");
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, bytes.length - 100));
  const answer = await service.ask("GET", `/api/scenes/${scene}/pixels`, { token: tokens.analyst });
  assert.equal(((await answer.json()) as { code: string }).code, "image-changed");
  writeFileSync(path, bytes);
});

test("an image that never ends reading costs its thread and nothing else", async () => {
  await using stalling = await localServer(() => {});
  const registered = await sceneById(service.context.db, scene as SceneId);
  const { geometry } = await facilityById(service.context.db, YARD);
  const [track] = geometry?.tracks ?? [];
  assert.ok(track);
  const strips = stripPictures(1500);
  const shift = { x: 0, y: 0 };
  const parts = { fetch: { allowPrivate: [stalling.place] } };
  const access = { settings: { version: 1, database: "embedded", parts } as const, environment: {} };
  const endless = { ...registered, location: `${stalling.url}/x.tif` };
  try {
    await assert.rejects(
      strips.picture({ scene: endless, track, shift, access }),
      /image-invalid: .* took more than 1500 ms/,
    );
    const slow = stripPictures(60_000);
    const png = await slow.picture({ scene: registered, track, shift, access });
    assert.equal(Buffer.from(png).subarray(1, 4).toString(), "PNG");
    await slow.close();
  } finally {
    await strips.close();
  }
});

test("a remote image is fetched for the page, by range, through the guard, with its catalogue's token", async () => {
  const bytes = readFileSync(sharedData("naip/empty-track-california.tif"));
  await using server = await localServer((request, response) => {
    if (request.headers.authorization !== "Bearer t") return response.writeHead(401).end();
    const [, from = "0", to = ""] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "") ?? [];
    const end = to === "" ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1);
    response.writeHead(206, {
      "content-range": `bytes ${from}-${end}/${bytes.length}`,
      "content-length": end - Number(from) + 1,
      etag: '"v1"',
    });
    response.end(bytes.subarray(Number(from), end + 1));
  });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a setting, not a template
  const catalogues = { own: { url: server.url, headers: { Authorization: "Bearer ${TEST_TOKEN}" } } };
  const environment = { TEST_TOKEN: "t", YARDCHECK_FETCH_ALLOW: server.place };
  let parts: Record<string, unknown> = {};
  const settings = () => ({ version: 1, database: "embedded", parts }) as const;
  await using remote = await testService(
    {},
    { fetch: currentFetch(settings, environment, assert.fail), settings, environment },
  );
  await remote.ask("POST", "/api/facilities", { body: { id: YARD, names: { en: "California" }, geometry: drawing() } });
  const body = { ...given, location: `${server.url}/yard.tif` };
  const early = await remote.ask("POST", `/api/facilities/${YARD}/scenes`, { body });
  assert.equal(early.status, 502, "nobody knows the token yet");
  parts = { catalogues };
  const added = await remote.ask("POST", `/api/facilities/${YARD}/scenes`, { body });
  assert.equal(added.status, 201, await added.clone().text());
  const { id } = (await added.json()) as { id: string };
  const part = await remote.ask("GET", `/api/scenes/${id}/pixels`, { headers: { range: "bytes=10-19" } });
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(10, 20));
  const strip = await remote.ask("GET", `/api/facilities/${YARD}/scenes/${id}/tracks/1/strip.png`);
  assert.equal(strip.status, 200, await strip.clone().text());
});

test("HEAD of a remote image fetches none of it, one that is not reached says so, and a packed answer has no wrong length", async () => {
  const bytes = readFileSync(sharedData("naip/empty-track-california.tif"));
  const asked: string[] = [];
  await using server = await localServer(({ method, headers, url }, response) => {
    asked.push(`${method} ${headers["accept-encoding"]}`);
    if (headers.range === undefined && url === "/packed.tif") {
      const packed = gzipSync(bytes);
      response.writeHead(200, { "content-encoding": "gzip", "content-length": packed.length }).end(packed);
      return;
    }
    const [, from = "0", to = ""] = /bytes=(\d+)-(\d*)/.exec(headers.range ?? "") ?? [];
    const end = to === "" ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1);
    const range = { "content-range": `bytes ${from}-${end}/${bytes.length}` };
    response.writeHead(headers.range === undefined ? 200 : 206, {
      "content-length": end - Number(from) + 1,
      ...(headers.range === undefined ? {} : range),
    });
    response.end(bytes.subarray(Number(from), end + 1));
  });
  const settings = () => ({ version: 1, database: "embedded", parts: {} }) as const;
  const environment = { YARDCHECK_FETCH_ALLOW: server.place };
  await using remote = await testService(
    {},
    { fetch: currentFetch(settings, environment, assert.fail), settings, environment },
  );
  await remote.ask("POST", "/api/facilities", { body: { id: YARD, names: { en: "California" }, geometry: drawing() } });
  const pixelsOf = async (name: string) => {
    const body = { ...given, location: `${server.url}/${name}` };
    const added = await remote.ask("POST", `/api/facilities/${YARD}/scenes`, { body });
    assert.equal(added.status, 201, await added.clone().text());
    return `/api/scenes/${((await added.json()) as { id: string }).id}/pixels`;
  };
  const [plain, packed] = [await pixelsOf("yard.tif"), await pixelsOf("packed.tif")];
  asked.length = 0;
  const head = await remote.ask("HEAD", plain);
  assert.deepEqual([head.status, head.headers.get("content-length")], [200, String(bytes.length)]);
  assert.deepEqual(asked, ["HEAD identity"]);
  const unpacked = await remote.ask("GET", packed);
  assert.equal(unpacked.headers.get("content-length"), null);
  assert.deepEqual(Buffer.from(await unpacked.arrayBuffer()), bytes);
  await server[Symbol.asyncDispose]();
  const gone = await remote.ask("GET", plain, { headers: { range: "bytes=0-9" } });
  assert.deepEqual([gone.status, ((await gone.json()) as { code: string }).code], [502, "image-unreadable"]);
});
