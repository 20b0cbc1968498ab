import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { commandsIn, GOLDEN, GOLDEN_LINE } from "./commands-in.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-evaluate-"));
const { run } = commandsIn(join(folder, "ws"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("a calibration goes out from what the evaluated counts were taken to stray by", async () => {
  const recalibrate = async (
    name: string,
    tracks: readonly { pmf: readonly number[]; cars: number }[],
    calibration: string | null = null,
  ) => {
    const evaluation = {
      method: "strips@0",
      calibration,
      checked: Array.from({ length: 60 }, () => ({ probability: 0.98, real: true })),
      errors: { trackShare: 0, commonSpread: 0.02 },
      checkedTracks: tracks,
    };
    const [from, to] = [join(folder, `${name}.json`), join(folder, `${name}.calibration.json`)];
    writeFileSync(from, JSON.stringify(evaluation));
    return { ...(await run("recalibrate", from, "--out", to)), to };
  };
  const straying = async (...given: Parameters<typeof recalibrate>) => {
    const { status, err, to } = await recalibrate(...given);
    assert.equal(status, 0, err);
    return JSON.parse(readFileSync(to, "utf8")).trackShare;
  };
  const sure = (cars: number) => [...new Array<number>(cars).fill(0), 1];
  const right = [9, 10, 8, 11, 12, 10].map((cars) => ({ pmf: sure(cars), cars }));
  assert.equal(await straying("right", right), 0);
  const off = Array.from({ length: 20 }, (_, k) => ({ pmf: sure(40), cars: k % 2 === 0 ? 34 : 46 }));
  assert.ok((await straying("off", off)) > 0.1);
  assert.match((await recalibrate("none", [])).err, /needs a checked track, got none/);
  const again = await recalibrate("again", right, "ab".repeat(32));
  assert.match(
    again.err,
    /again\.json was made with the calibration abababababab, .*: evaluate without --calibration/s,
  );
  assert.deepEqual([again.status, existsSync(again.to)], [2, false]);
});

test("an evaluation that tells nothing, as of a coarse image, is refused by name beside one that does", async () => {
  const evaluation = (cars: number) => ({
    method: "strips@0",
    calibration: null,
    checked: Array.from({ length: cars }, () => ({ probability: 0.98, real: true })),
    errors: { trackShare: 0, commonSpread: 0.02 },
    checkedTracks: cars > 0 ? [{ pmf: [0, 1], cars: 1 }] : [],
  });
  const [fine, coarse, to] = ["fine", "coarse", "both.calibration"].map((name) => join(folder, `${name}.json`));
  writeFileSync(fine as string, JSON.stringify(evaluation(60)));
  writeFileSync(coarse as string, JSON.stringify(evaluation(0)));
  const { status, err } = await run("recalibrate", fine as string, coarse as string, "--out", to as string);
  assert.match(err, /coarse\.json holds no checked car and no checked track, .*; leave it out/s);
  assert.deepEqual([status, existsSync(to as string)], [2, false]);
});

test("an evaluation whose probabilities are none is refused by file and field; rounded ones are taken", async () => {
  const from = join(folder, "odd-pmf.json");
  const recalibrate = (pmf: readonly number[]) => {
    const evaluation = {
      method: "strips@0",
      calibration: null,
      checked: Array.from({ length: 60 }, () => ({ probability: 0.98, real: true })),
      errors: { trackShare: 0, commonSpread: 0.02 },
      checkedTracks: [
        { pmf: [0, 1], cars: 1 },
        { pmf, cars: 1 },
      ],
    };
    writeFileSync(from, JSON.stringify(evaluation));
    return run("recalibrate", from, "--out", join(folder, "odd-pmf.calibration.json"));
  };
  const expected = "expected probabilities of 0 to 1 that sum to 1, got";
  for (const [pmf, told, at] of [
    [[0, 0, 0], "a sum of 0", ""],
    [[0.5, 0.4], "a sum of 0.9", ""],
    [[5, 7], "5", "[0]"],
    [[1.5, -0.5], "1.5", "[0]"],
    [[1, -0.5], "-0.5", "[1]"],
  ] as const) {
    const { status, err } = await recalibrate(pmf);
    assert.equal(status, 2, err);
    assert.ok(err.includes(`${expected} ${told}\n`) && err.includes(`odd-pmf.json`), err);
    assert.ok(err.includes(`→ at checkedTracks[1].pmf${at}\n`), err);
  }
  assert.equal((await recalibrate([0.333333333, 0.333333333, 0.333333333])).status, 0);
});

test("labelled cars are evaluated, with the straying that shipped, and a label without a geometry is none", async () => {
  const labels = join(folder, "labels.geojson");
  const ring = [
    [3.0001, 0.0451],
    [3.0002, 0.0451],
    [3.0002, 0.0452],
    [3.0001, 0.0451],
  ];
  const features = [null, { type: "Polygon", coordinates: [ring] }].map((geometry) => ({ type: "Feature", geometry }));
  writeFileSync(labels, JSON.stringify({ type: "FeatureCollection", features }));
  const on = ["--tracks", join(GOLDEN, "tracks.geojson"), "--labels", labels, "--gsd", "0.4", "--json"];
  const { status, out, err } = await run("evaluate", join(GOLDEN, "yard.tif"), ...on);
  assert.equal(status, 0, err);
  const { method, calibration, errors, labelled, labelsOnNoTrack } = JSON.parse(out);
  assert.equal(calibration, null);
  assert.deepEqual(errors, { trackShare: 0, commonSpread: 0.02 });
  assert.equal(labelled + labelsOnNoTrack, 1);

  const file = join(folder, "checked.calibration.json");
  const text = JSON.stringify({
    kind: "yardcheck recalibration",
    version: 1,
    method,
    checkedCars: 50,
    checkedTracks: 2,
    probability: { slope: 1, offset: -1 },
    trackShare: 0.1,
  });
  writeFileSync(file, text);
  const corrected = await run("evaluate", join(GOLDEN, "yard.tif"), ...on, "--calibration", file);
  assert.equal(corrected.status, 0, corrected.err);
  assert.equal(JSON.parse(corrected.out).calibration, createHash("sha256").update(text).digest("hex"));
});

test("where single cars are not told apart, an evaluation says so, and holds the count against the labels' number", async () => {
  const labels = join(folder, "coarse-labels.geojson");
  const [west = [], east = []] = GOLDEN_LINE;
  const [lon = 0, lat = 0] = [0, 1].map((i) => ((west[i] ?? 0) + (east[i] ?? 0)) / 2);
  const ring = [
    [0, 0],
    [6e-5, 0],
    [6e-5, 2e-5],
    [0, 0],
  ].map(([x = 0, y = 0]) => [lon + x, lat + y]);
  const features = [{ type: "Feature", geometry: { type: "Polygon", coordinates: [ring] } }];
  writeFileSync(labels, JSON.stringify({ type: "FeatureCollection", features }));
  const on = ["--tracks", join(GOLDEN, "tracks.geojson"), "--labels", labels, "--gsd", "2"];
  const { out, err } = await run("evaluate", join(GOLDEN, "yard.tif"), ...on, "--json");
  const { f1, recall, gross, notListed, count, labelled, yardCovered } = JSON.parse(out || `"${err}"`);
  assert.deepEqual([f1, recall, gross, labelled], [null, null, null, 1]);
  assert.match(notListed, /Single cars are not told apart/);
  assert.equal(yardCovered, count.low <= 1 && count.high >= 1);
  const text = await run("evaluate", join(GOLDEN, "yard.tif"), ...on);
  assert.match(text.out, /^Single cars are not told apart/m);
  assert.doesNotMatch(text.out, /F1 \d|listed, /);
});

test("labels exported from a scene whose CRS has no code are in degrees, and can be read back", async () => {
  const yard = join(folder, "no-code.tif");
  const local = "+proj=tmerc +lat_0=0 +lon_0=3.001 +k=1 +x_0=1000 +y_0=2000 +datum=WGS84 +units=m";
  execFileSync("gdalwarp", ["-q", "-t_srs", local, join(GOLDEN, "yard.tif"), yard]);
  const [given, exported] = [join(folder, "no-code-labels.geojson"), join(folder, "no-code-exported.geojson")];
  const [[lon = 0, lat = 0] = []] = GOLDEN_LINE;
  const ring = [
    [0, 0],
    [1.2e-4, 0],
    [1.2e-4, 3e-5],
    [0, 3e-5],
    [0, 0],
  ].map(([x = 0, y = 0]) => [lon + 1e-4 + x, lat + y]);
  const features = [{ type: "Feature", geometry: { type: "Polygon", coordinates: [ring] } }];
  writeFileSync(given, JSON.stringify({ type: "FeatureCollection", features }));
  const on = (labels: string) => ["--tracks", join(GOLDEN, "tracks.geojson"), "--labels", labels, "--gsd", "0.4"];
  const first = await run("evaluate", yard, ...on(given), "--export", exported);
  assert.equal(first.status, 0, first.err);
  const {
    crs,
    features: [car],
  } = JSON.parse(readFileSync(exported, "utf8"));
  assert.equal(crs, undefined);
  car.geometry.coordinates[0].forEach((place: number[], k: number) => {
    place.forEach((degrees, axis) => {
      assert.ok(Math.abs(degrees - (ring[k]?.[axis] ?? NaN)) < 1e-8, `${place} for ${ring[k]}`);
    });
  });
  const again = await run("evaluate", yard, ...on(exported));
  assert.equal(again.status, 0, again.err);
  assert.equal(again.out, first.out);
});

test("what the numbers of YOLO's classes mean is told in the help and beside the file, and no file of the user's is written over", async () => {
  const labels = join(folder, "typed.geojson");
  const [[lon = 0, lat = 0] = []] = GOLDEN_LINE;
  const ring = [
    [0, 0],
    [1.2e-4, 0],
    [1.2e-4, 3e-5],
    [0, 0],
  ].map(([x = 0, y = 0]) => [lon + 1e-4 + x, lat + y]);
  const geometry = { type: "Polygon", coordinates: [ring] };
  const features = [{ type: "Feature", properties: { type: "open" }, geometry }];
  writeFileSync(labels, JSON.stringify({ type: "FeatureCollection", features }));
  const [yard, tracks] = ["yard.tif", "tracks.geojson"].map((name) => join(GOLDEN, name)) as [string, string];
  const exported = (name: string) =>
    run("evaluate", yard, "--tracks", tracks, "--labels", labels, "--gsd", "0.4", "--export", join(folder, name));
  const classes = join(folder, "classes.txt");
  assert.equal((await exported("typed.txt")).err, "");
  const names = readFileSync(classes, "utf8").trimEnd().split("\n");
  const [number] = readFileSync(join(folder, "typed.txt"), "utf8").split(" ");
  assert.equal(names[Number(number)], "open");
  const { out: help } = await run("evaluate", "--help");
  assert.ok(help.includes(names.join(", ")), help);
  assert.equal((await exported("typed.txt")).err, "");
  writeFileSync(classes, "mine\n");
  const { status, err } = await exported("typed.txt");
  assert.equal(status, 0);
  assert.ok(err.includes(`${classes} is not of these labels`) && err.includes(names.join(", ")), err);
  assert.equal(readFileSync(classes, "utf8"), "mine\n");
  await exported("classes.txt");
  assert.match(readFileSync(classes, "utf8"), /^2 0\./, "labels of that very name are labels");
});

test("a car that is labelled twice is refused where the outline is the same, and told where it is about the same", async () => {
  const file = join(folder, "twice.geojson");
  const [[lon = 0, lat = 0] = [], [lonEast = 0, latEast = 0] = []] = GOLDEN_LINE;
  // Along the track from 30 m on, 14 m by 3 m, moved along it by some metres.
  const slope = (latEast - lat) / (lonEast - lon);
  const outline = (metres: number) => {
    const west = lon + (30 + metres) / 111_320;
    return [
      [0, -1.5],
      [14, -1.5],
      [14, 1.5],
      [0, 1.5],
      [0, -1.5],
    ].map(([x = 0, y = 0]) => {
      const there = west + x / 111_320;
      return [there, lat + slope * (there - lon) + y / 110_574];
    });
  };
  const evaluate = (places: readonly number[]) => {
    const features = places.map((metres) => ({
      type: "Feature",
      geometry: { type: "Polygon", coordinates: [outline(metres)] },
    }));
    writeFileSync(file, JSON.stringify({ type: "FeatureCollection", features }));
    return run(
      "evaluate",
      join(GOLDEN, "yard.tif"),
      "--tracks",
      join(GOLDEN, "tracks.geojson"),
      "--labels",
      file,
      "--gsd",
      "0.4",
    );
  };
  const copied = await evaluate([0, 16, 0]);
  assert.equal(copied.status, 2, copied.out);
  assert.match(copied.err, /twice\.geojson: .* 1 and 3 on track ".*": those cars would count twice; keep one of each/);
  const near = await evaluate([0, 16, 3]);
  assert.equal(near.status, 0, near.err);
  assert.match(near.err, /half of their ground or more in common: 1 and 3 on track/);
  assert.match(near.out, /^3 labelled cars/);
  const apart = await evaluate([0, 16, 32]);
  assert.deepEqual([apart.status, /in common/.test(apart.err)], [0, false]);
});
