import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { parseRecord } from "../../src/adapters/evidence/record-file.ts";
import { demoPlan } from "../../src/core/synthetic/demo-plan.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-demo-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const yardcheck = (...args: string[]) =>
  spawnSync(resolve(import.meta.dirname, "../../bin/yardcheck"), args, { encoding: "utf8", cwd: folder });
const demo = join(folder, "demo");
const record = (facility: string) => {
  const path = join(demo, "reports", `${facility}.json`);
  return parseRecord(readFileSync(path, "utf8"), path);
};

test("yardcheck demo leaves reports of both yards in both languages, and says where they are and what they found", () => {
  const run = yardcheck("demo", demo);
  assert.equal(run.status, 0, run.stderr);
  for (const facility of ["synthetic-yard", "tumangang"])
    for (const language of ["en", "ar"])
      for (const format of ["html", "pdf"]) {
        const path = join(demo, "reports", `${facility}.${language}.${format}`);
        assert.ok(statSync(path).size > 50_000, path);
        assert.ok(run.stdout.includes(path), `${path} is not named in:\n${run.stdout}`);
      }
  assert.match(run.stdout, /SYNTHETIC/);
  assert.match(run.stdout, /lasting rise/);
});

test("each synthetic look that must be withheld is, with its reason, and every other is counted", () => {
  const plan = demoPlan();
  const { looks } = record("synthetic-yard").basis;
  assert.equal(looks.length, plan.dates.length);
  const reasons = looks.map(({ observation }) => observation.reasons.map(({ code }) => code).join());
  const expected = plan.dates.map(({ cloud, gsdMetres, offNadirDegrees }) =>
    cloud > 0.5 ? "too-hidden" : gsdMetres > 5 ? "too-coarse" : offNadirDegrees > 35 ? "too-oblique" : "",
  );
  assert.deepEqual(reasons, expected);
  assert.ok(looks.every(({ scene }) => scene.synthetic));
});

test("the surge that was rendered is found, and its onset lies where the rendered yard began to fill", () => {
  const { assessment } = record("synthetic-yard");
  assert.ok(assessment?.status === "ready");
  const newest = assessment.looks.at(-1);
  assert.ok((newest?.evidence ?? 0) > 240, `evidence ${newest?.evidence}`);
  assert.ok(assessment.onset !== null);
  const firstFull = demoPlan().dates[18]?.acquiredAt.slice(0, 10) ?? "";
  assert.ok(assessment.onset.low <= firstFull, `onset ${assessment.onset.low}, first full look ${firstFull}`);
});

test("the published record of Tumangang carries about 5e-5, within the assumptions tried, and no less is printed", () => {
  const { assessment } = record("tumangang");
  assert.ok(assessment?.status === "ready");
  const p = assessment.looks.at(-1)?.p ?? Number.NaN;
  assert.ok(p > 1e-5 && p < 1e-3, `p ${p}`);
});

test("a report of the demonstration packs into a bundle that verifies", () => {
  const bundle = join(folder, "yard.zip");
  const packed = yardcheck("bundle", join(demo, "reports/synthetic-yard.json"), "--out", bundle);
  assert.equal(packed.status, 0, packed.stderr);
  const verified = yardcheck("verify", bundle);
  assert.equal(verified.status, 0, verified.stdout + verified.stderr);
  assert.ok(existsSync(bundle));
});

test("a second run in the same folder counts nothing twice and ends the same way", () => {
  const before = record("synthetic-yard").basis.looks.map(({ observation }) => observation.id);
  const run = yardcheck("demo", demo);
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(
    record("synthetic-yard").basis.looks.map(({ observation }) => observation.id),
    before,
  );
});
