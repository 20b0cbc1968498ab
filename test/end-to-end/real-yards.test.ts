import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { sharedData } from "../shared.ts";

/**
 * Each verb from the drawing to the report, as a user types it, on the two real images at hand: a yard at 0.25 m in a
 * national CRS, and an empty track at 1 m in degrees. How good the counts are is recorded by test/counting/real.test.ts.
 */
const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "../..");
const FIXTURES = join(import.meta.dirname, "../fixtures");
const folder = mkdtempSync(join(tmpdir(), "yardcheck-real-"));
const yardcheck = (...words: string[]) =>
  run(join(ROOT, "bin/yardcheck"), words, {
    env: { ...process.env, YARDCHECK_WORKSPACE: join(folder, "ws"), DATABASE_URL: "" },
    maxBuffer: 64 * 2 ** 20,
  });

before(() => yardcheck("init", join(folder, "ws")));
after(() => rmSync(folder, { recursive: true, force: true }));

for (const { id, tracks, image, acquired, licence, epsg, truth } of [
  {
    id: "muttenz-west",
    tracks: "muttenz-west-tracks.geojson",
    image: "muttenz-west/yard.tif",
    acquired: "2018-06-01",
    licence: "swisstopo, as ../shared/data/README.md states",
    epsg: 2056,
    truth: 46,
  },
  {
    id: "california",
    tracks: "california-track.geojson",
    image: "naip/empty-track-california.tif",
    acquired: "2016-06-01",
    licence: "public domain (USDA NAIP)",
    epsg: 4326,
    truth: 0,
  },
])
  test(`${id}: from the drawing to the report in both languages`, async (t) => {
    await yardcheck("facility", "add", join(FIXTURES, tracks), "--id", id, "--name", `en=${id}`);
    const scene = ["--facility", id, "--acquired-at", acquired, "--licence", licence];
    const added = await yardcheck("scene", "add", sharedData(image), ...scene);
    assert.match(added.stdout, new RegExp(`EPSG:${epsg}, shows 100 % of the tracks`));
    const picture = join(folder, `${id}.png`);
    const seen = await yardcheck("inspect", id, "--out", picture);
    assert.match(seen.stdout, /read {7}\d+ bytes in \d+ requests?, [\d.]+ % of the file/);
    assert.ok(statSync(picture).size > 10_000);
    const counted = await yardcheck("count", id);
    const [, median, low, high] = (/(\d+) cars \((\d+)-(\d+), 90 %\)/.exec(counted.stdout) ?? []).map(Number);
    t.diagnostic(`${median} (${low}-${high}), of ${truth} labelled`);
    await yardcheck("report", id);
    const at = (name: string) => join(folder, "ws/reports", `${id}.${name}`);
    for (const name of ["en.html", "ar.html", "en.pdf", "ar.pdf", "en.docx", "ar.docx"])
      assert.ok(statSync(at(name)).size > 10_000, name);
    const record = JSON.parse(readFileSync(at("json"), "utf8"));
    const [look] = record.basis.looks;
    assert.equal(look.observation.count.median, median, "the report says what was counted");
    assert.match(readFileSync(at("ar.html"), "utf8"), /<html[^>]*lang="ar"[^>]*dir="rtl"/);
  });
