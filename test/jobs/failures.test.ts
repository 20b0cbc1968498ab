import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { countJobs, listJobs } from "../../src/adapters/jobs/job-list.ts";
import { enqueue, openJobQueue } from "../../src/adapters/jobs/job-queue.ts";
import { currentObservations } from "../../src/adapters/store/observations.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { emptyDatabaseUrl, testServer } from "../store/databases.ts";
import { addGoldenYard, newWorkspace, YARD } from "./yards.ts";

const YARDCHECK = resolve(import.meta.dirname, "../../bin/yardcheck");
const JOBS = 200;
/** Every tenth image is counted with the networks; the others are withheld at once, so that the queue is the load. */
const COUNT_EVERY = 10;

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

/** More with YARDCHECK_SEEDS=3: each takes about a minute. */
const SEEDS = Array.from({ length: Number(process.env["YARDCHECK_SEEDS"] ?? 1) }, (_, i) => i + 1);

for (const seed of SEEDS)
  test(`workers killed and the database crashed at random moments: ${JOBS} jobs, each done once (seed ${seed})`, async () => {
    const url = await emptyDatabaseUrl();
    const { workspace, end } = await newWorkspace(url);
    const workers: WorkerProcess[] = [];
    try {
      const scenes = await addGoldenYard(workspace.db, JOBS, COUNT_EVERY);
      const queue = await openJobQueue(workspace.database, false, () => {}, 10);
      for (const scene of scenes) await enqueue(queue, "count", { facility: YARD, scene });
      await queue.close();

      const random = new RandomStream(seed);
      workers.push(new WorkerProcess(workspace.folder, url), new WorkerProcess(workspace.folder, url));
      for (let blow = 0; blow < 4; blow++) {
        await wait(random.uniform(2_000, 6_000));
        if (blow === 2) await (await testServer()).crashAndRestart();
        else workers[random.integer(0, 1)]?.kill();
      }
      await finished(workspace);

      const observations = await currentObservations(workspace.db, YARD);
      assert.deepEqual(
        observations.map(({ scene }) => scene),
        scenes,
      );
      const counted = observations.filter(({ status }) => status === "counted");
      assert.equal(counted.length, JOBS / COUNT_EVERY);
      // One image, counted over and over: every count is the same whole count.
      assert.equal(new Set(counted.map((look) => JSON.stringify(look.status === "counted" && look.count))).size, 1);
      const jobs = (await listJobs(workspace.db, { limit: 10_000 })).filter(({ kind }) => kind === "count");
      assert.equal(jobs.length, JOBS);
      assert.ok(jobs.every(({ state }) => state === "done" || state === "skipped"));
      assert.deepEqual(await Promise.all(workers.map((worker) => worker.stop())), [0, 0]);
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
      await end();
    }
  });

/** Waits until no job waits or runs; the database may be away meanwhile. */
async function finished({ db }: Awaited<ReturnType<typeof newWorkspace>>["workspace"]): Promise<void> {
  for (;;) {
    const counts = await countJobs(db).catch(() => null);
    if (counts && !counts.some(({ state }) => ["created", "retry", "active"].includes(state))) return;
    await wait(300);
  }
}
