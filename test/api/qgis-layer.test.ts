import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { createAdaptorServer } from "@hono/node-server";
import { addGoldenYard } from "../jobs/yards.ts";
import { type TestService, testService } from "./service.ts";

/** GDAL's OAPIF driver reads OGC API - Features, as the provider of QGIS for the same protocol does. */
const GDAL = spawnSync("ogrinfo", ["--version"]).status === 0;

let service: TestService;
let server: ReturnType<typeof createAdaptorServer>;
let address: string;

before(async () => {
  service = await testService();
  await addGoldenYard(service.context.db, 3);
  server = createAdaptorServer({ fetch: service.api.fetch });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  assert.ok(bound !== null && typeof bound === "object");
  address = `http://127.0.0.1:${bound.port}`;
});
after(async () => {
  server.close();
  await service[Symbol.asyncDispose]();
});

/** Runs a program that asks this process, so it must not wait for it with its hands tied. */
async function ogrinfo(...words: string[]): Promise<string> {
  const child = spawn("ogrinfo", words, { stdio: ["ignore", "pipe", "pipe"] });
  const pieces = { out: "", err: "" };
  child.stdout.on("data", (piece) => {
    pieces.out += piece;
  });
  child.stderr.on("data", (piece) => {
    pieces.err += piece;
  });
  const [status] = await once(child, "close");
  assert.equal(status, 0, pieces.err);
  assert.doesNotMatch(pieces.err, /ERROR/);
  return pieces.out;
}

test("GDAL opens the service as layers, with their geometry, fields and every feature", { skip: !GDAL }, async () => {
  const layers = await ogrinfo("-ro", `OAPIF:${address}`);
  for (const layer of ["facilities", "tracks", "observations", "cars"])
    assert.match(layers, new RegExp(`^\\d+: ${layer}`, "m"));
  const tracks = await ogrinfo("-ro", "-al", "-oo", "PAGE_SIZE=2", `OAPIF:${address}`, "tracks");
  assert.match(tracks, /Geometry: (Line String|Unknown)/);
  assert.match(tracks, /WGS 84/);
  assert.equal((tracks.match(/^OGRFeature\(tracks\)/gm) ?? []).length, 3, tracks);
  assert.equal((tracks.match(/^ {2}LINESTRING \(/gm) ?? []).length, 3);
  assert.match(tracks, /facility \(String\) = golden/);
});

test("GDAL asks for a part by a box, and gets that part", { skip: !GDAL }, async () => {
  const box = ["-spat", "0", "0", "0.5", "0.5"];
  const none = await ogrinfo("-ro", "-al", ...box, `OAPIF:${address}`, "tracks");
  assert.doesNotMatch(none, /^OGRFeature\(tracks\)/m);
  const facilities = await ogrinfo("-ro", "-al", `OAPIF:${address}`, "facilities");
  assert.match(facilities, /POLYGON \(\(/);
});
