import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { lockHolder } from "../../src/adapters/workspace/lock.ts";
import { initWorkspace, openWorkspace } from "../../src/adapters/workspace/workspace.ts";
import type { SceneId } from "../../src/core/ids.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { askForCounts, assertEachDoneOnce, SEEDS, smallDisk } from "./yards.ts";

const YARDCHECK = resolve(import.meta.dirname, "../../bin/yardcheck");
const AT = new Date("2024-05-06T07:08:09Z");
const JOBS = 200;
/** Of the test that fills the disk. */
const JOBS_OF_DISK = 60;

/** A server that is started again when it ends, as a service manager does. */
class Service {
  readonly #folder: string;
  #child: ChildProcess;
  #wanted = true;
  starts = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#child = this.#start();
  }

  #start(): ChildProcess {
    this.starts++;
    const child = spawn(YARDCHECK, ["serve", this.#folder, "--port", "0", "--jobs", "2"], {
      env: { ...process.env, DATABASE_URL: "", YARDCHECK_LOG: "error" },
      stdio: "ignore",
    });
    child.once("exit", () =>
      setTimeout(() => {
        if (this.#wanted) this.#child = this.#start();
      }, 300),
    );
    return child;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** Where it answers; null while it does not. */
  get url(): string | null {
    return lockHolder(join(this.#folder, "lock"))?.url ?? null;
  }

  async stop(): Promise<number | null> {
    this.#wanted = false;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const [status] = await gone;
    return status;
  }
}

/** A workspace with jobs that wait to be counted. */
async function queuedWorkspace(place: string, jobs: number) {
  const folder = join(place, "ws");
  await initWorkspace(folder, undefined, AT);
  const workspace = await openWorkspace(folder, undefined, "test", AT);
  const scenes = await askForCounts(workspace, jobs);
  await workspace.close();
  return { folder, scenes };
}

/** Waits until every job has been worked off, asking as anybody would. */
async function workedOff(service: Service): Promise<void> {
  for (const end = Date.now() + 600_000; ; await wait(500)) {
    assert.ok(Date.now() < end, "the jobs are not worked off");
    const answers = await Promise.all(
      ["waiting", "retry", "running"].map((state) =>
        fetch(`${service.url}/api/jobs?state=${state}&limit=1`)
          .then(async (answer) => (await answer.json()) as { jobs?: unknown[] })
          .catch(() => null),
      ),
    );
    if (answers.every((answer) => answer?.jobs?.length === 0)) return;
  }
}

async function assertServedOnce(folder: string, scenes: readonly SceneId[]): Promise<void> {
  const { db, close } = await openWorkspace(folder, undefined, "test", AT);
  await assertEachDoneOnce(db, scenes).finally(close);
}

suite("the server killed at random moments", { concurrency: 2 }, () => {
  for (const seed of SEEDS)
    test(`${JOBS} jobs, each done once (seed ${seed})`, async () => {
      const place = mkdtempSync(join(tmpdir(), "yardcheck-server-"));
      const { folder, scenes } = await queuedWorkspace(place, JOBS);
      const service = new Service(folder);
      try {
        const random = new RandomStream(seed);
        for (let blow = 0; blow < 4; blow++) {
          while (service.url === null) await wait(50);
          await wait(random.uniform(0, 6_000));
          service.kill();
          // Until its lock is known to be stale, the old address stands in it.
          while (service.url !== null) await wait(20);
        }
        await workedOff(service);
        assert.ok(service.starts >= 5, `${service.starts} starts`);
        assert.equal(await service.stop(), 0);
        await assertServedOnce(folder, scenes);
      } finally {
        await service.stop();
        rmSync(place, { recursive: true, force: true });
      }
    });
});

test("the disk filled under load: what fails says so, and all is done once there is room again", async (context) => {
  using disk = smallDisk(400);
  if (disk === null) return context.skip("a small disk can be mounted by root only");
  let service: Service | null = null;
  try {
    const { folder, scenes } = await queuedWorkspace(disk.path, JOBS_OF_DISK);
    service = new Service(folder);
    while (service.url === null) await wait(50);
    await wait(2_000);
    disk.fill();
    await wait(8_000);
    disk.free();
    await workedOff(service);
    assert.equal(await service.stop(), 0);
    await assertServedOnce(folder, scenes);
  } finally {
    await service?.stop();
  }
});
