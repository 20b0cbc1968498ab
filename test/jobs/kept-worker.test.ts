import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { initWorkspace, openWorkspace } from "../../src/adapters/workspace/workspace.ts";

const MAIN = resolve(import.meta.dirname, "../../src/apps/cli/main.ts");

/** Of the protocol of PostgreSQL: a kind, its length, what it says. */
const AUTHENTICATION_OK = [0x52, 0, 0, 0, 8, 0, 0, 0, 0];
const READY_FOR_QUERY = [0x5a, 0, 0, 0, 5, 0x49];

test("a worker whose server goes while it opens the workspace goes, too", async () => {
  const place = mkdtempSync(join(tmpdir(), "yardcheck-kept-"));
  const folder = join(place, "ws");
  await initWorkspace(folder, undefined, new Date());
  const workspace = await openWorkspace(folder, undefined, "serve", new Date());
  const lent = join(place, "lent");
  mkdirSync(lent, { mode: 0o700 });
  // A server that takes the worker in and then answers no question: too busy, until it is no more.
  const silent = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.write(Buffer.from([...AUTHENTICATION_OK, ...READY_FOR_QUERY])));
  });
  silent.listen(join(lent, ".s.PGSQL.5432"));
  try {
    await once(silent, "listening");
    workspace.lock?.announce({ url: "http://127.0.0.1:9", lentAt: lent });
    const worker = fork(MAIN, ["worker", "--kept", "--workspace", folder], { silent: true });
    const asked = once(silent, "connection");
    const ended = once(worker, "exit");
    await asked;
    worker.disconnect();
    const limit = setTimeout(() => worker.kill("SIGKILL"), 30_000);
    const [, signal] = await ended;
    clearTimeout(limit);
    assert.equal(signal, null, "it ended by itself");
  } finally {
    silent.close();
    await workspace.close();
    rmSync(place, { recursive: true, force: true });
  }
});
