import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

const LEARN = resolve(import.meta.dirname, "../../training/learn.sh");
const folder = mkdtempSync(join(tmpdir(), "yardcheck-learn-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A program in place of Node or Python, made of shell words. */
function standIn(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/bash\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

const lives = (id: number) => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};

test("the end of learning stops every renderer that it started, and none of another checkout", async () => {
  const begun = join(folder, "begun");
  const node = standIn("node", `echo > "${begun}/$BASHPID"; exec -a "$*" sleep 600`);
  // A graphics card is there, and learning waits for three renderers, then is through.
  const python = standIn(
    "python",
    `case "$*" in *torch*) echo yes;; *) until [ $(ls "${begun}" | wc -l) -ge 3 ]; do sleep 0.1; done;; esac`,
  );
  const work = join(folder, "work");
  mkdirSync(begun);
  const other = spawn("bash", ["-c", `exec -a "render-strips.ts --seed 101 --out ${work}/train-101" sleep 600`], {
    stdio: "ignore",
  });
  try {
    const env = { ...process.env, NODE: node, PYTHON: python, WORK: work, JOBS: "2", HEAD_START: "0", FRESH: "yes" };
    const learning = spawn("bash", [LEARN, "1", "0"], { env, stdio: "ignore" });
    const [status] = await once(learning, "close");
    assert.equal(status, 0);
    const renderers = readdirSync(begun).map(Number);
    assert.equal(renderers.length, 3);
    assert.deepEqual([other.exitCode, other.signalCode], [null, null], "another checkout's goes on");
    for (let tries = 0; renderers.some(lives) && tries < 100; tries++) await wait(50);
    assert.deepEqual(renderers.filter(lives), []);
  } finally {
    other.kill();
    for (const id of readdirSync(begun).map(Number)) if (lives(id)) process.kill(id);
  }
});
