import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { suite, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { countJobs } from "../../src/adapters/jobs/job-list.ts";
import { currentObservations } from "../../src/adapters/store/observations.ts";
import type { Workspace } from "../../src/adapters/workspace/workspace.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { PostgresServer } from "../store/postgres-server.ts";
import { askForCounts, assertEachDoneOnce, newWorkspace, SEEDS, smallDisk, YARD } from "./yards.ts";

const YARDCHECK = resolve(import.meta.dirname, "../../bin/yardcheck");
const JOBS = 200;
/** Of the test that fills the disk. */
const JOBS_OF_DISK = 60;

class WorkerProcess {
  readonly #folder: string;
  readonly #url: string;
  #child: ChildProcess;
  #wanted = true;

  constructor(folder: string, url: string) {
    this.#folder = folder;
    this.#url = url;
    this.#child = this.#start();
  }

  #start(): ChildProcess {
    const child = spawn(YARDCHECK, ["worker", "--concurrency", "2", "--workspace", this.#folder], {
      env: { ...process.env, DATABASE_URL: this.#url, YARDCHECK_LOG: "error" },
      stdio: "ignore",
    });
    // As a service manager does: a worker that ends is started again, after a moment.
    child.once("exit", () =>
      setTimeout(() => {
        if (this.#wanted) this.#child = this.#start();
      }, 500),
    );
    return child;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** @returns exit status */
  async stop(): Promise<number | null> {
    this.#wanted = false;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const [status] = await gone;
    return status;
  }
}

suite("workers killed and the database crashed at random moments", { concurrency: 2 }, () => {
  for (const seed of SEEDS)
    test(`${JOBS} jobs, each done once (seed ${seed})`, async () => {
      const server = await PostgresServer.start();
      const { workspace, end } = await newWorkspace(server.url("postgres"));
      const workers: WorkerProcess[] = [];
      try {
        const scenes = await askForCounts(workspace, JOBS);
        const random = new RandomStream(seed);
        for (let n = 0; n < 2; n++) workers.push(new WorkerProcess(workspace.folder, server.url("postgres")));
        for (let blow = 0; blow < 4; blow++) {
          await wait(random.uniform(2_000, 6_000));
          if (blow === 2) await server.crashAndRestart();
          else workers[random.integer(0, 1)]?.kill();
        }
        await finished(workspace);
        await assertEachDoneOnce(workspace.db, scenes);
        assert.deepEqual(await Promise.all(workers.map((worker) => worker.stop())), [0, 0]);
      } finally {
        await Promise.all(workers.map((worker) => worker.stop()));
        await end();
        await server.stop();
      }
    });
});

test("the disk of a PostgreSQL server filled under load: nothing is lost, and all is done once there is room again", async (context) => {
  using disk = smallDisk(250);
  if (disk === null) return context.skip("a small disk can be mounted by root only");
  const server = await PostgresServer.start(disk.path);
  const over = new AbortController();
  // It may end when it cannot write its log, and cannot start while there is no room.
  const kept = server.keepUp(over.signal);
  const { workspace, end } = await newWorkspace(server.url("postgres"));
  const worker = new WorkerProcess(workspace.folder, server.url("postgres"));
  try {
    const scenes = await askForCounts(workspace, JOBS_OF_DISK);
    await wait(1_000);
    const before = (await currentObservations(workspace.db, YARD)).length;
    for (let times = 0; times < 20; times++, await wait(200)) disk.fill();
    await assert.rejects(
      sql`create table filler as select repeat(md5(n::text), 100) from generate_series(1, 100000) n`.execute(
        workspace.db,
      ),
    );
    disk.free();
    await finished(workspace);
    assert.ok(before < JOBS_OF_DISK, "it was filled too late");
    await assertEachDoneOnce(workspace.db, scenes);
    assert.equal(await worker.stop(), 0);
  } finally {
    await worker.stop();
    await end();
    over.abort();
    await kept;
    await server.stop();
  }
});

/** Waits until no job waits or runs; the database may be away meanwhile. */
async function finished({ db }: Workspace): Promise<void> {
  for (const end = Date.now() + 600_000; ; await wait(300)) {
    assert.ok(Date.now() < end, "the jobs are not worked off");
    const counts = await countJobs(db).catch(() => null);
    if (counts && !counts.some(({ state }) => ["created", "retry", "active"].includes(state))) return;
  }
}
