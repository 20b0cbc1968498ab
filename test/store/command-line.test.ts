import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { digestsOf } from "../../src/adapters/store/copy.ts";
import { lockHolder } from "../../src/adapters/workspace/lock.ts";
import { openWorkspace } from "../../src/adapters/workspace/workspace.ts";
import { commandsIn, GOLDEN, GOLDEN_LINE, ROOT } from "./commands-in.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-cli-"));
const workspace = join(folder, "ws");
const at = ["--acquired-at", "2024-01-15T10:00:00Z", "--licence", "CC0-1.0"];
const look = ["--gsd", "0.4", "--off-nadir", "8", "--sun-azimuth", "150", "--sun-elevation", "40"];

const { start, run } = commandsIn(workspace);

async function digests() {
  const opened = await openWorkspace(workspace, undefined, "test", new Date());
  return await digestsOf(opened.db).finally(opened.close);
}

before(async () => {
  assert.equal((await run("init", workspace)).status, 0);
  const added = await run("facility", "add", join(GOLDEN, "tracks.geojson"), "--id", "golden");
  assert.equal(added.status, 0, added.err);
  assert.match(added.out, /Facility golden added: .*golden@1, 3 tracks/);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** A scene registered with a time of acquisition. */
const addedAt = (time: string) => [
  "scene",
  "add",
  join(GOLDEN, "yard.tif"),
  "--facility",
  "golden",
  "--acquired-at",
  time,
  "--licence",
  "x",
];

test("bad input gives one clear message and a status that is not 0, and leaves the workspace as it was", async () => {
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const line = (...coordinates: number[][]) =>
    JSON.stringify({
      type: "FeatureCollection",
      features: [{ type: "Feature", properties: { name: "spur" }, geometry: { type: "LineString", coordinates } }],
    });
  const cut = join(folder, "cut.tif");
  copyFileSync(join(GOLDEN, "yard.tif"), cut);
  truncateSync(cut, 90);
  const half = join(folder, "half.tif");
  copyFileSync(join(GOLDEN, "yard.tif"), half);
  truncateSync(half, Math.floor(statSync(half).size / 2));
  const on = (tracks: string) => ["--tracks", tracks, "--gsd", "0.4"];
  const cases: readonly (readonly [string[], number, RegExp])[] = [
    [
      ["facility", "add", file("swapped.geojson", line([42.4, 130.6], [42.41, 130.61])), "--id", "x"],
      4,
      /facility-invalid: swapped\.geojson: track "spur" has latitude 130\.6, beyond 90/,
    ],
    [
      ["facility", "add", file("metres.geojson", line([2616000, 1264000], [2616100, 1264000])), "--id", "x"],
      4,
      /track "spur" has 2616000, 1264000, which are no degrees/,
    ],
    [["facility", "add", file("empty.geojson", line()), "--id", "x"], 4, /track "spur" is empty/],
    [["facility", "add", file("notes.txt", "tracks to come"), "--id", "x"], 4, /notes\.txt: neither GeoJSON nor/],
    [["facility", "add", join(GOLDEN, "tracks.geojson"), "--id", "No Id"], 2, /"No Id" is no facility id/],
    [
      ["facility", "add", "--id", "x", "--name", "en=East\u000byard"],
      2,
      /--name en: it has a name with the character U\+000B/,
    ],
    [["facility", "add", join(folder, "missing.geojson"), "--id", "x"], 2, /missing\.geojson cannot be read/],
    [["facility", "show", "nowhere"], 4, /not-found: there is no facility "nowhere"/],
    [
      ["scene", "add", join(GOLDEN, "yard.tif"), "--facility", "golden", "--licence", "CC0-1.0"],
      2,
      /when was .*yard\.tif taken\? Give --acquired-at/,
    ],
    [
      ["scene", "add", join(GOLDEN, "yard.tif"), "--facility", "golden", "--acquired-at", "2024-01-15T10:00:00Z"],
      2,
      /under which licence/,
    ],
    [addedAt("2023-02-31"), 2, /no such day/],
    [addedAt("2999-01-01"), 2, /lies in the future/],
    [addedAt("0023-10-05T02:11:43Z"), 2, /expected is a day that exists, from 1858-01-01 on/],
    [["scene", "add", join(GOLDEN, "yard.tif"), "--facility", "nowhere", ...at], 4, /there is no facility "nowhere"/],
    [["scene", "add", cut, "--facility", "golden", ...at], 4, /image-invalid: .*cut\.tif/],
    [["scene", "add", half, "--facility", "golden", ...at], 4, /image-invalid: .*half\.tif is cut short/],
    [
      ["scene", "add", file("text.tif", "no image at all, but text"), "--facility", "golden", ...at],
      4,
      /image-invalid: .*text\.tif/,
    ],
    [
      [
        "scene",
        "add",
        file(
          "item.json",
          '{"type":"Feature","stac_version":"1.0.0","id":"i","properties":{"datetime":null},"assets":{}}',
        ),
        "--facility",
        "golden",
      ],
      4,
      /stac-invalid: .*datetime/,
    ],
    [
      ["series", "import", file("wrong.csv", "date,cars,publisher,source\n2024-02-31,5,P,s"), "--facility", "golden"],
      4,
      /series-invalid: wrong\.csv, line 2, field "date": 2024-02-31/,
    ],
    [
      ["series", "import", file("later.csv", "date,cars,publisher,source\n2999-02-01,5,P,s"), "--facility", "golden"],
      4,
      /series-invalid: a count of P is of 2999-02-01; expected is a day up to \d{4}-\d{2}-\d{2}, the day of import/,
    ],
    [["count", "golden", "no-scene"], 4, /not-found: there is no scene "no-scene"/],
    [["count", "golden", "--gsd", "2"], 2, /--gsd goes with an image/],
    [["count", "golden", "--detector", "boxes.onnx"], 2, /the detector boxes\.onnx does not open \(ENOENT\)/],
    [["count", join(GOLDEN, "yard.tif"), ...on(join(folder, "missing.json"))], 2, /missing\.json do not open/],
    [
      ["count", join(GOLDEN, "yard.tif"), ...on(file("stub.geojson", line([3.0001, 0.0451], [3.00011, 0.0451])))],
      4,
      /track "spur" is 1\.1 m long; at least 8 m/,
    ],
    [
      ["count", join(GOLDEN, "yard.tif"), ...on(join(GOLDEN, "tracks.geojson")), "--detector-threshold", "0.5"],
      2,
      /--detector-threshold goes with --detector FILE/,
    ],
    [
      [
        "count",
        join(GOLDEN, "yard.tif"),
        ...on(join(GOLDEN, "tracks.geojson")),
        "--detector",
        join(ROOT, "test/reference/box-detector/upright.onnx"),
        "--detector-classes",
        "wagon",
      ],
      2,
      /there is no class "wagon" among railcar; say which count with --detector-classes/,
    ],
    [
      [
        "count",
        join(GOLDEN, "yard.tif"),
        ...on(file("twice.geojson", line(...GOLDEN_LINE, ...[...GOLDEN_LINE].reverse()))),
      ],
      4,
      /track "spur" runs along itself for \d+ m, within a metre: cars there would count twice/,
    ],
    [
      ["facility", "add", file("back.geojson", line(...GOLDEN_LINE, ...[...GOLDEN_LINE].reverse())), "--id", "x"],
      4,
      /track "spur" runs along itself for \d+ m/,
    ],
    [
      [
        "inspect",
        join(GOLDEN, "yard.tif"),
        "--tracks",
        join(GOLDEN, "tracks.geojson"),
        "--out",
        join(folder, "no/a.png"),
      ],
      2,
      /a\.png cannot be written \(there is no folder .*no\)/,
    ],
    [
      ["inspect", join(GOLDEN, "yard.tif"), "--tracks", join(GOLDEN, "tracks.geojson"), "--out", join(cut, "a.png")],
      2,
      /a\.png cannot be written \(ENOTDIR\)/,
    ],
    [["jobs", "cancel", "foo"], 2, /"foo" is no id of a job/],
    [["jobs", "again", "--workspace", join(folder, "none")], 6, /none/],
    [["restore", file("b.tar.gz", "no archive"), join(folder, "restored")], 8, /bundle-invalid/],
  ];
  const before = await digests();
  for (const [words, status, message] of cases) {
    const ending = await run(...words);
    const told = ending.err.split("\n").filter((text) => text.startsWith("yardcheck:"));
    assert.equal(told.length, 1, `${words.join(" ")}: ${ending.err}`);
    assert.match(told[0] ?? "", message, words.join(" "));
    assert.equal(ending.status, status, `${words.join(" ")}: ${ending.err}`);
  }
  assert.deepEqual(await digests(), before);
});

test("Ctrl-C in the middle of a count ends it with status 130, stores nothing and leaves no lock", async () => {
  const added = await run("scene", "add", join(GOLDEN, "yard.tif"), "--facility", "golden", ...at, ...look);
  assert.equal(added.status, 0, added.err);
  const before = await digests();
  const counting = start("count", "golden");
  // The lock says when the workspace is open; the count begins then.
  while (!lockHolder(join(workspace, "lock"))) await wait(20);
  await wait(150);
  counting.child.kill("SIGINT");
  const ending = await counting.ended;
  assert.equal(ending.status, 130, ending.err);
  assert.match(ending.err, /interrupted/);
  assert.equal(lockHolder(join(workspace, "lock")), null);
  assert.deepEqual(await digests(), before);
});

test("Ctrl-C while a workspace is being made ends it with status 130, and nothing of it stays", async () => {
  const archive = join(folder, "to-restore.tar.gz");
  assert.equal((await run("backup", archive)).status, 0);
  for (const words of [["init"], ["demo"], ["restore", archive]]) {
    const around = mkdtempSync(join(folder, "making-"));
    const making = start(...words, join(around, "ws"));
    while (!readdirSync(around).some((name) => name.startsWith("ws.new-"))) await wait(20);
    making.child.kill("SIGINT");
    const { status, err } = await making.ended;
    assert.equal(status, 130, `${words[0]}: ${err}`);
    assert.match(err, /interrupted/);
    assert.deepEqual(readdirSync(around), [], words[0]);
  }
});

test("a backup goes into a folder that is there; a mistyped one is told, and not made", async () => {
  const { status, err } = await run("backup", join(folder, "nope", "deep", "x.tar.gz"));
  assert.equal(status, 2, err);
  assert.match(err, /x\.tar\.gz cannot be written \(there is no folder .*deep\)/);
  assert.ok(!readdirSync(folder).includes("nope"));
});

test("a scene of the workspace is inspected with the facility's own tracks", async () => {
  const out = join(folder, "strips.png");
  const seen = await run("inspect", "golden", "--out", out);
  assert.equal(seen.status, 0, seen.err);
  assert.match(seen.out, /scene {6}\S+, taken 2024-01-15T10:00:00/);
  assert.equal((seen.out.match(/ \d+\.\d +100 %/g) ?? []).length, 3, seen.out);
  assert.match(seen.out, /read {7}\d+ bytes in \d+ requests?/);
  assert.equal(readFileSync(out).subarray(1, 4).toString(), "PNG");
  for (const [words, message] of [
    [["inspect", "golden", "no-such-scene"], /there is no scene "no-such-scene"/],
    [["inspect", "silver"], /there is no facility "silver"/],
    [["inspect", "golden", "--tracks", "t.geojson"], /--tracks goes with an image; "golden" is taken for a facility/],
  ] as const) {
    const refused = await run(...words);
    assert.notEqual(refused.status, 0);
    assert.match(refused.err, message);
  }
});

test("a full disk is named by the verbs that write for their reader, and leaves nothing half written", async (context) => {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]).status !== 0)
    return context.skip("a small disk can be mounted by root only");
  try {
    spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "filler")}`, "bs=64k"]);
    const image = [join(GOLDEN, "yard.tif"), "--tracks", join(GOLDEN, "tracks.geojson")];
    for (const words of [
      ["inspect", ...image, "--out", join(disk, "strips.png")],
      ["backup", join(disk, "all.tar.gz")],
    ]) {
      const ending = await run(...words);
      assert.equal(ending.status, 7, `${words.join(" ")}: ${ending.err}`);
      assert.match(ending.err, /yardcheck: disk-full/);
      assert.deepEqual(readdirSync(disk), ["filler"], words[0]);
    }
  } finally {
    spawnSync("umount", ["-l", disk]);
  }
  const printed = spawnSync("bash", [
    "-c",
    `${join(ROOT, "bin/yardcheck")} inspect ${join(GOLDEN, "yard.tif")} > /dev/full`,
  ]);
  assert.equal(printed.status, 7);
  assert.match(printed.stderr.toString(), /disk-full: no room for what is printed/);
  const elsewhere = await run(
    "inspect",
    join(GOLDEN, "yard.tif"),
    "--tracks",
    join(GOLDEN, "tracks.geojson"),
    "--out",
    folder,
  );
  assert.equal(elsewhere.status, 2, elsewhere.err);
  assert.match(elsewhere.err, /cannot be written \(EISDIR\)/);
});

test("the same scene counted twice is one observation, and counts the cars that stand there", async () => {
  const first = await run("count", "golden");
  assert.equal(first.status, 0, first.err);
  const cars = Number(/(\d+) cars \((\d+)-(\d+)/.exec(first.out)?.[1]);
  assert.ok(Math.abs(cars - 13) <= 4, first.out);
  const before = await digests();
  assert.match((await run("count", "golden")).out, /\(counted before\)/);
  assert.deepEqual(await digests(), before);
});

test("the image that is registered already, with other facts, is refused by what differs", async () => {
  const again = ["scene", "add", join(GOLDEN, "yard.tif"), "--facility", "golden", ...at];
  assert.match((await run(...again, ...look)).out, /is known already/);
  const { status, err } = await run(...again, ...look, "--gsd", "2");
  assert.equal(status, 4, err);
  assert.match(err, /conflict: .*GSD, m 0\.4, not 2/);
});

test("a series as CSV calls our median so, and only what others published can be imported from it again", async () => {
  const file = join(folder, "published.csv");
  writeFileSync(file, "date,kind,low,high,mean,publisher,source\n2023-10-05,range,4,9,6.5,P,s\n");
  assert.equal((await run("series", "import", file, "--facility", "golden")).status, 0);
  const { out } = await run("series", "show", "golden", "--csv");
  const [header = "", ...rows] = out.trim().split("\n");
  const [kind, mean, median] = ["kind", "mean", "median"].map((column) => header.split(",").indexOf(column));
  const cells = (row: string) => [kind, mean, median].map((place) => row.split(",")[place ?? -1] ?? "none");
  const published = rows.find((row) => row.startsWith("2023-10-05")) ?? "";
  const ours = rows.find((row) => row.startsWith("2024-01-15")) ?? "";
  assert.deepEqual(cells(published), ["range", "6.5", ""]);
  assert.match(cells(ours).join(), /^distribution,,\d+$/);
  writeFileSync(file, `${header}\n${published}\n`);
  assert.match((await run("series", "import", file, "--facility", "golden")).out, /^1 count of golden: 0 new, 1 there/);
  writeFileSync(file, out);
  assert.match((await run("series", "import", file, "--facility", "golden")).err, /field "(kind|median)"/);
});

test("one of a thing is told in the singular", async () => {
  const file = join(folder, "one.json");
  const events = [{ id: "visit", date: "2023-09-13", label: { en: "visit" }, source: "https://example.org/a" }];
  const regimes = [{ name: "closed", from: "2020-01-01", reason: "closed border" }];
  writeFileSync(file, JSON.stringify({ events, regimes }));
  const { out, err } = await run("series", "import", file, "--facility", "golden");
  assert.equal(out, "0 counts of golden: 0 new, 0 there already; 1 event, 1 regime.\n", err);
});

test("an import says which counts tell the statistics nothing", async () => {
  assert.equal((await run("facility", "add", "--id", "means", "--name", "en=Means")).status, 0);
  const file = join(folder, "means.csv");
  const rows = [",2021-01,2022-12,range,,7,P,s", "2023-01-05,,,at-least,0,,P,s", "2023-02-05,,,exact,9,,P,s"];
  writeFileSync(file, ["date,from,to,kind,cars,mean,publisher,source", ...rows].join("\n"));
  const { out, err } = await run("series", "import", file, "--facility", "means");
  assert.match(out, /^2 counts of means with a mean alone, or "at least 0": kept and shown, not worked out with/m, err);
});

test("what the command line gets wrong ends with the status of wrong use, and names where help is", async () => {
  for (const words of [
    ["series", "north-yard"],
    ["count", "--bogus"],
    ["facility", "add"],
    ["facility", "show", "golden", "--geometry", "first"],
  ]) {
    const { status, err } = await run(...words);
    assert.deepEqual([words.join(" "), status], [words.join(" "), 2], err);
    assert.match(err, /--help/);
  }
  assert.equal((await run("series", "--help")).status, 0);
});

test("what is missing is told with what helps against it", async () => {
  assert.equal((await run("facility", "add", "--id", "two", "--name", "en=Two")).status, 0);
  const facts = ["--acquired-at", "2024-01-15T10:00:00Z", "--licence", "CC0-1.0", "--gsd", "0.4"];
  // As it was registered for the other facility.
  facts.push("--off-nadir", "8", "--sun-azimuth", "150", "--sun-elevation", "40");
  const added = await run("scene", "add", join(GOLDEN, "yard.tif"), "--facility", "two", ...facts);
  assert.equal(added.status, 0, added.err);
  assert.match(added.err, /two has no drawing yet, so nothing can be counted/);
  const { status, err } = await run("count", "two");
  assert.equal(status, 4);
  assert.match(err, /has no drawing.*\n.*yardcheck facility add drawing\.geojson --id two/);
  const token = await run("token", "add", "--account", "ada", "--label", "x");
  assert.equal(token.status, 4);
  assert.match(token.err, /no open account named ada\n.*Accounts are listed and made in the workbench/);
  for (const name of ["nope", "constructor"]) {
    const unknown = await run("watch", "set", "golden", "--catalogue", name);
    assert.equal(unknown.status, 2);
    assert.match(unknown.err, new RegExp(`there is no catalogue "${name}" in the settings`));
  }
  const bare = await run("watch", "set", "golden");
  assert.equal(bare.status, 0);
  assert.match(bare.err, /there is no catalogue to search yet/);
});
