import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";

const TRAIN = resolve(import.meta.dirname, "../../training/train.sh");
const folder = mkdtempSync(join(tmpdir(), "yardcheck-train-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const done = join(folder, "done");

/** A program in place of Node or Python, which notes what it was called with. */
function standIn(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/bash\necho "$*" >> "${done}"\n`);
  chmodSync(path, 0o755);
  return path;
}

function train(real: string) {
  rmSync(done, { force: true });
  const env = {
    ...process.env,
    NODE: standIn("node"),
    PYTHON: standIn("python"),
    WORK: join(folder, "work"),
    REAL: real,
  };
  const { status, stderr } = spawnSync("bash", [TRAIN, "1", "1"], {
    env: { ...env, JOBS: "1", FRESH: "yes", EVALUATED: "3", VERSION: "v", SCENES: "2" },
    encoding: "utf8",
  });
  return { status, stderr, calls: existsSync(done) ? readFileSync(done, "utf8").trim().split("\n") : [] };
}

test("one command renders, trains, exports, checks, calibrates, measures, and writes the figures and the card", () => {
  const real = join(folder, "real");
  mkdirSync(real);
  writeFileSync(join(real, "yard.tif"), "");
  const { status, stderr, calls } = train(real);
  assert.equal(status, 0, stderr);
  const steps = calls.map((call) => call.match(/[\w-]+\.(ts|py)/)?.[0]).filter((step) => step !== undefined);
  assert.deepEqual(
    steps.filter((step, i) => step !== steps[i - 1]),
    [
      "render-strips.ts",
      "train_cars.py",
      "train_offset.py",
      "export.py",
      "check-onnx.ts",
      "calibrate.ts",
      "calibrate-coarse.ts",
      "evaluate-counting.ts",
      "write-accuracy.ts",
      "model-card.ts",
    ],
  );
  assert.ok(calls.includes(`../scripts/evaluate-counting.ts --scenes 3 --real ${real}`), calls.join("\n"));
});

test("without the real yard nothing is begun", () => {
  const { status, stderr, calls } = train(join(folder, "nowhere"));
  assert.equal(status, 2);
  assert.match(stderr, /nowhere holds no yard\.tif: REAL must name/);
  assert.deepEqual(calls, []);
});
