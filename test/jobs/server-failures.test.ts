import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { countJobs, listJobs } from "../../src/adapters/jobs/job-list.ts";
import { enqueue, openJobQueue } from "../../src/adapters/jobs/job-queue.ts";
import { currentObservations } from "../../src/adapters/store/observations.ts";
import { lockHolder } from "../../src/adapters/workspace/lock.ts";
import { initWorkspace, openWorkspace } from "../../src/adapters/workspace/workspace.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { addGoldenYard, YARD } from "./yards.ts";

const YARDCHECK = resolve(import.meta.dirname, "../../bin/yardcheck");
const AT = new Date("2024-05-06T07:08:09Z");
const JOBS = 60;
/** Every tenth image is counted with the networks; the others are withheld at once. */
const COUNT_EVERY = 10;

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
  const scenes = await addGoldenYard(workspace.db, jobs, COUNT_EVERY);
  const queue = await openJobQueue(workspace.database, false, () => {}, 10);
  for (const scene of scenes) await enqueue(queue, "count", { facility: YARD, scene });
  await queue.close();
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

async function assertEachDoneOnce(folder: string, scenes: readonly string[]): Promise<void> {
  const { db, close } = await openWorkspace(folder, undefined, "test", AT);
  try {
    const observations = await currentObservations(db, YARD);
    assert.deepEqual(
      observations.map(({ scene }) => scene),
      scenes,
    );
    const counted = observations.filter(({ status }) => status === "counted");
    assert.equal(counted.length, scenes.length / COUNT_EVERY);
    assert.equal(new Set(counted.map((look) => JSON.stringify(look.status === "counted" && look.count))).size, 1);
    const jobs = (await listJobs(db, { limit: 10_000 })).filter(({ kind }) => kind === "count");
    assert.equal(jobs.length, scenes.length, JSON.stringify(await countJobs(db)));
    assert.ok(jobs.every(({ state }) => state === "done" || state === "skipped"));
  } finally {
    await close();
  }
}

/** More with YARDCHECK_SEEDS=3: each takes about a minute. */
const SEEDS = Array.from({ length: Number(process.env["YARDCHECK_SEEDS"] ?? 1) }, (_, i) => i + 1);

for (const seed of SEEDS)
  test(`the server killed at random moments: ${JOBS} jobs, each done once (seed ${seed})`, async () => {
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
      await assertEachDoneOnce(folder, scenes);
    } finally {
      await service.stop();
      rmSync(place, { recursive: true, force: true });
    }
  });

test("the disk filled under load: what fails says so, and all is done once there is room again", async (context) => {
  const disk = mkdtempSync(join(tmpdir(), "yardcheck-full-"));
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=400m", "tmpfs", disk]).status !== 0) {
    rmSync(disk, { recursive: true });
    return context.skip("a small disk can be mounted by root only");
  }
  let service: Service | null = null;
  try {
    const { folder, scenes } = await queuedWorkspace(disk, JOBS);
    service = new Service(folder);
    while (service.url === null) await wait(50);
    await wait(2_000);
    mkdirSync(join(disk, "filler"));
    const { bavail, bsize } = statfsSync(disk);
    try {
      writeFileSync(join(disk, "filler", "1"), Buffer.alloc(bavail * bsize));
    } catch {
      // The database took the last of it meanwhile: the disk is full all the same.
    }
    await wait(8_000);
    rmSync(join(disk, "filler"), { recursive: true });
    await workedOff(service);
    assert.equal(await service.stop(), 0);
    await assertEachDoneOnce(folder, scenes);
  } finally {
    await service?.stop();
    spawnSync("umount", ["-l", disk]);
    rmSync(disk, { recursive: true, force: true });
  }
});
