import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { commandsIn, GOLDEN, ROOT } from "./commands-in.ts";

const DETECTOR = join(ROOT, "test/reference/box-detector/upright.onnx");
const folder = mkdtempSync(join(tmpdir(), "yardcheck-count-with-"));
const workspace = join(folder, "ws");
const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");

const { run: attempt } = commandsIn(workspace);
async function run(...words: string[]): Promise<string> {
  const { status, out, err } = await attempt(...words);
  assert.equal(status, 0, `${words.join(" ")}: ${err}`);
  return out;
}

before(async () => {
  await run("init", workspace);
  await run("facility", "add", join(GOLDEN, "tracks.geojson"), "--id", "golden");
  const at = ["--acquired-at", "2024-01-15T10:00:00Z", "--licence", "CC0-1.0"];
  const look = ["--gsd", "0.4", "--off-nadir", "8", "--sun-azimuth", "150", "--sun-elevation", "40"];
  await run("scene", "add", join(GOLDEN, "yard.tif"), "--facility", "golden", ...at, ...look);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const shown = async () => /\(counted by (\S+)\)/.exec(await run("series", "show", "golden"))?.[1] ?? "none";
const calibration = (method: string) => {
  const text = JSON.stringify({
    kind: "yardcheck recalibration",
    version: 1,
    method,
    checkedCars: 50,
    checkedTracks: 3,
    probability: { slope: 1, offset: -1 },
    trackShare: 0.1,
  });
  const path = join(folder, `${sha256(text).slice(0, 8)}.json`);
  writeFileSync(path, text);
  return { path, sha256: sha256(text) };
};

test("what another detector or a calibration counted of a facility is stored, as a series of its own, once", async () => {
  await run("count", "golden");
  const ours = await shown();
  assert.match(ours, /^strips@\d+$/);

  assert.doesNotMatch(await run("count", "golden", "--detector", DETECTOR), /counted before/);
  const theirs = await shown();
  assert.match(theirs, new RegExp(`^boxes@5\\+${sha256(readFileSync(DETECTOR)).slice(0, 12)}\\+[0-9a-f]{8}$`));
  assert.match(await run("count", "golden", "--detector", DETECTOR), /counted before/);
  assert.match(await run("count", "golden"), /counted before/, "ours is there still");
  assert.equal(JSON.parse(await run("series", "show", "golden", "--json")).entries.length, 1, "and not mixed with it");
  const former = await attempt("series", "show", "golden", "--method", ours);
  assert.match(former.out, new RegExp(`counted by ${ours}`));
  assert.ok(former.err.includes(`this is the series of ${ours}. --method chooses another: ${theirs}.`));
  for (const verb of ["assess", "report"]) {
    const unknown = await attempt(verb, "golden", "--method", "strips@0");
    assert.equal(unknown.status, 2, unknown.err);
    assert.ok(unknown.err.includes(`no look was counted by strips@0; there are ${theirs}, ${ours}`), unknown.err);
  }
  assert.match(await run("assess", "golden", "--method", ours), /too few looks/);
  const of = async (...words: string[]) =>
    JSON.parse(await run("report", "golden", "--format", "html", "--json", ...words)).basis;
  const [byOurs, byTheirs] = [await of("--method", ours), await of()];
  assert.deepEqual(
    [byOurs, byTheirs].map(({ looks, otherMethods }) => [looks[0].observation.method, otherMethods]),
    [
      [ours, [theirs]],
      [theirs, [ours]],
    ],
  );
  const files = readdirSync(join(workspace, "reports"), { recursive: true, encoding: "utf8" });
  const report = files.find((name) => name.endsWith(".en.html")) ?? files.find((name) => name.endsWith(".html"));
  assert.ok(readFileSync(join(workspace, "reports", report ?? ""), "utf8").includes(theirs), "the report names it");

  assert.doesNotMatch(
    await run("count", "golden", "--detector", DETECTOR, "--detector-threshold", "0.9"),
    /counted before/,
  );
  assert.notEqual(await shown(), theirs, "another threshold counts other cars");

  const ofOurs = calibration(ours);
  await run("count", "golden", "--calibration", ofOurs.path);
  assert.equal(await shown(), `${ours}+calibration-${ofOurs.sha256.slice(0, 12)}`);
  assert.match(await run("count", "golden", "--calibration", ofOurs.path), /counted before/);
  const ofTheirs = calibration(theirs);
  const both = ["--detector", DETECTOR, "--calibration", ofTheirs.path];
  const [line = ""] = (await run("count", "golden", ...both, "--json")).split("\n");
  const { method, inputs } = JSON.parse(line);
  assert.equal(method, `${theirs}+calibration-${ofTheirs.sha256.slice(0, 12)}`);
  assert.deepEqual([inputs.detector, inputs.calibration], [sha256(readFileSync(DETECTOR)), ofTheirs.sha256]);
  assert.equal(await shown(), method);
});

test("options of a detector without one, and a calibration of another method, are refused for a facility too", async () => {
  const stray = await attempt("count", "golden", "--detector-threshold", "0.5");
  assert.equal(stray.status, 2);
  assert.match(stray.err, /--detector-threshold goes with --detector FILE/);
  const wrong = await attempt("count", "golden", "--calibration", calibration("strips@1").path);
  assert.equal(wrong.status, 2);
  assert.match(wrong.err, /corrects counts of strips@1/);
});

test("an image's tracks are counted by zone, named by a track or drawn around it", async () => {
  const drawn = JSON.parse(readFileSync(join(GOLDEN, "tracks.geojson"), "utf8"));
  const named = (name: string) =>
    drawn.features.find((feature: { properties: { name?: string } }) => feature.properties.name === name);
  named("T1").properties.zone = "north";
  // Less than half of the way to the next track on either side.
  const line: number[][] = named("T3").geometry.coordinates;
  const [first = [], last = []] = [line[0], line.at(-1)];
  const beside = ([lon = 0, lat = 0]: number[], by: number) => [lon, lat + by];
  const ring = [
    beside(first, -2e-5),
    beside(last, -2e-5),
    beside(last, 2e-5),
    beside(first, 2e-5),
    beside(first, -2e-5),
  ];
  const geometry = { type: "Polygon", coordinates: [ring] };
  drawn.features.push({ type: "Feature", properties: { role: "zone", name: "south" }, geometry });
  const file = join(folder, "zones.geojson");
  writeFileSync(file, JSON.stringify(drawn));
  const { zones, tracks } = JSON.parse(
    await run("count", join(GOLDEN, "yard.tif"), "--tracks", file, "--gsd", "0.4", "--json"),
  );
  const [t1, t2, t3] = tracks;
  assert.deepEqual([t1.zone, t2.zone, t3.zone], ["north", undefined, "south"]);
  assert.deepEqual(
    zones.map(({ zone, count }: { zone: string; count: { median: number } }) => [zone, count.median]),
    [
      ["north", t1.count.median],
      ["south", t3.count.median],
    ],
  );
});
