import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import pino from "pino";
import { cancelJob, listJobs, runAgain } from "../../src/adapters/jobs/job-list.ts";
import { enqueue, openJobQueue } from "../../src/adapters/jobs/job-queue.ts";
import { facilityById, putFacility } from "../../src/adapters/store/facilities.ts";
import { currentObservations } from "../../src/adapters/store/observations.ts";
import { startServer } from "../../src/apps/api/server.ts";
import type { WatchTools } from "../../src/apps/steps/watch-facility.ts";
import { watchTools } from "../../src/apps/steps/watch-tools.ts";
import { runJob } from "../../src/apps/worker/run-job.ts";
import { keepWorkerProcess } from "../../src/apps/worker/worker-process.ts";
import { YardcheckError } from "../../src/errors.ts";
import { onBoth, settled, work } from "./working.ts";
import { addGoldenYard, newWorkspace, YARD } from "./yards.ts";

const fail = (error: Error) => assert.fail(error.message);

onBoth(
  "a job of a key that waits already is not asked for twice, and comes with its data or not at all",
  async (workspace) => {
    const { db, database } = workspace;
    await addGoldenYard(db, 1);
    const queue = await openJobQueue(database, false, fail);
    const payload = { facility: YARD, scene: "scene-day-000" };
    await assert.rejects(
      db.transaction().execute(async (tx) => {
        await enqueue(queue, "count", payload, tx);
        throw new Error("the data could not be kept");
      }),
      /could not be kept/,
    );
    assert.deepEqual(await listJobs(db, { limit: 9 }), []);
    assert.notEqual(await enqueue(queue, "count", payload), null);
    assert.equal(await enqueue(queue, "count", payload), null);
    assert.equal((await listJobs(db, { state: "waiting", limit: 9 })).length, 1);
    await assert.rejects(enqueue(queue, "count", { ...payload, facility: "No Such" }), /usage: job count: facility/);
    await queue.close();
  },
);

onBoth("a scene that is being counted can be asked to be counted on a drawing made meanwhile", async (workspace) => {
  const { db, database } = workspace;
  const [scene = ""] = await addGoldenYard(db, 1, 2);
  const { geometry } = await facilityById(db, YARD);
  assert.ok(geometry);
  const queue = await openJobQueue(database, false, fail);
  let drawn = () => {};
  const isDrawn = new Promise<void>((done) => {
    drawn = done;
  });
  const { count } = watchTools(workspace.settings, {}, () => new Date().toISOString());
  const slowly: WatchTools["count"] = async (...given) => {
    await isDrawn;
    return await count(...given);
  };
  const worker = await work(workspace, 1, { count: slowly });
  await enqueue(queue, "count", { facility: YARD, scene });
  while ((await listJobs(db, { state: "running", limit: 9 })).length === 0) await wait(50);
  const again = await enqueue(queue, "count", { facility: YARD, scene });
  const [first, ...others] = geometry.tracks;
  const drawing = { ...geometry, tracks: [{ ...first, name: "anew" }, ...others] } as const;
  await putFacility(db, { id: YARD, names: {}, drawing, origin: "test" }, new Date().toISOString());
  const anew = await enqueue(queue, "count", { facility: YARD, scene });
  drawn();
  await settled(workspace);
  await queue.close();
  await worker.stop(5);
  assert.deepEqual([again, anew === null], [null, false]);
  assert.deepEqual((await currentObservations(db, YARD)).map(({ geometry: on }) => on).sort(), [
    `${YARD}@1`,
    `${YARD}@2`,
  ]);
});

onBoth("jobs end as done, skipped with reasons, or failed; what failed can be run again", async (workspace) => {
  const { db } = workspace;
  const worker = await work(workspace);
  // Nobody added the yard yet: trying again is no use, and each failure goes to the list at once.
  await enqueue(worker.queue, "count", { facility: YARD, scene: "scene-day-000" });
  await settled(workspace);
  const [failed] = await listJobs(db, { state: "failed", limit: 9 });
  assert.equal(failed?.attempts, 1);
  assert.match(JSON.stringify(failed?.output), /"code":"not-found"/);

  const [sharp = "", coarse = ""] = await addGoldenYard(db, 2, 2);
  assert.equal(await runAgain(worker.queue, db, null), 1);
  await enqueue(worker.queue, "count", { facility: YARD, scene: coarse });
  await settled(workspace);
  await worker.stop(5);
  const counts = (await listJobs(db, { limit: 99 })).filter(({ kind }) => kind === "count");
  assert.deepEqual(counts.map(({ state }) => state).sort(), ["done", "failed", "skipped"]);
  const skipped = counts.find(({ state }) => state === "skipped");
  assert.deepEqual(skipped?.output, { outcome: "skipped", reasons: ["too-coarse"] });
  const observations = await currentObservations(db, YARD);
  assert.deepEqual(
    observations.map(({ scene, status }) => [scene, status]),
    [
      [sharp, "counted"],
      [coarse, "withheld"],
    ],
  );
  assert.ok((await listJobs(db, { limit: 99 })).some(({ kind }) => kind === "assess"));
});

onBoth(
  "what may pass is tried again later, ever later, and is among the failed after five more tries",
  async (workspace) => {
    const { db } = workspace;
    const [scene = ""] = await addGoldenYard(db, 1);
    let tries = 0;
    const count: WatchTools["count"] = async () => {
      tries++;
      throw new YardcheckError("image-unreadable", "the archive is away");
    };
    const worker = await work(workspace, 1, { count });
    const id = (await enqueue(worker.queue, "count", { facility: YARD, scene })) ?? "";
    const waits: number[] = [];
    for (let attempt = 1; ; attempt++) {
      let job = (await listJobs(db, { id, limit: 1 }))[0];
      while (job && (job.attempts < attempt || !["retry", "failed"].includes(job.state))) {
        await wait(50);
        job = (await listJobs(db, { id, limit: 1 }))[0];
      }
      if (job?.state === "failed") break;
      assert.match(JSON.stringify(job?.output), /"code":"image-unreadable"/);
      waits.push(Date.parse(job?.startAfter ?? "") - Date.now());
      // The wait is over, as far as the queue knows.
      await sql`update pgboss.job set start_after = now() where id = ${id}::uuid`.execute(db);
    }
    assert.equal(tries, 6);
    assert.equal(waits.length, 5);
    assert.ok((waits.at(-1) ?? 0) > (waits[0] ?? Infinity), waits.join(" "));
    assert.equal((await listJobs(db, { state: "failed", limit: 9 })).length, 1);
    await worker.stop(5);
  },
);

onBoth("a job that waits can be cancelled, one that has ended cannot", async (workspace) => {
  const { db, database } = workspace;
  const [scene = ""] = await addGoldenYard(db, 1, 2);
  const queue = await openJobQueue(database, false, fail);
  const id = await enqueue(queue, "count", { facility: YARD, scene });
  assert.equal((await cancelJob(queue, db, id ?? "")).state, "cancelled");
  await assert.rejects(cancelJob(queue, db, id ?? ""), /conflict: job .* has ended/);
  await queue.close();
  const worker = await work(workspace);
  await settled(workspace);
  await worker.stop(5);
  assert.deepEqual(await currentObservations(db, YARD), []);
});

onBoth(
  "a job that runs can be cancelled: it ends at its next step, keeps nothing, and the next one runs",
  async (workspace) => {
    const { db, database } = workspace;
    const [slow = "", next = ""] = await addGoldenYard(db, 2, 1);
    const queue = await openJobQueue(database, false, fail);
    let ended: unknown = null;
    const { count } = watchTools(workspace.settings, {}, () => new Date().toISOString());
    const slowly: WatchTools["count"] = async (geometry, scene, options) => {
      if (scene.id !== slow) return await count(geometry, scene, options);
      options.onProgress?.(1, 4);
      // A step that lasts until somebody takes the job away.
      await new Promise((over) => options.signal?.addEventListener("abort", over));
      ended = options.signal?.reason;
      options.signal?.throwIfAborted();
      throw new Error("it was not taken away");
    };
    const worker = await work(workspace, 1, { count: slowly });
    const id = (await enqueue(queue, "count", { facility: YARD, scene: slow })) ?? "";
    const job = async () => (await listJobs(db, { id, limit: 1 }))[0];
    while ((await job())?.progress === null) await wait(50);
    assert.equal((await job())?.state, "running");
    assert.equal((await cancelJob(queue, db, id)).state, "cancelled");
    await enqueue(queue, "count", { facility: YARD, scene: next });
    await settled(workspace);
    assert.notEqual(ended, null, "the job was not told");
    assert.equal((await job())?.state, "cancelled");
    assert.deepEqual(
      (await currentObservations(db, YARD)).map(({ scene }) => scene),
      [next],
    );
    await queue.close();
    await worker.stop(5);
  },
);

onBoth(
  "a job that waits for a running one is not taken: its time and its tries begin when it does",
  async (workspace) => {
    const { db, database } = workspace;
    const [first = "", second = ""] = await addGoldenYard(db, 2, 1);
    const queue = await openJobQueue(database, false, fail);
    let done = () => {};
    const isDone = new Promise<void>((end) => {
      done = end;
    });
    const count: WatchTools["count"] = async () => {
      await isDone;
      throw new YardcheckError("image-invalid", "nothing to count");
    };
    const worker = await work(workspace, 1, { count });
    await enqueue(queue, "count", { facility: YARD, scene: first });
    const states = async () =>
      (await listJobs(db, { limit: 9 })).map(({ kind, state, startedAt }) => [kind, state, startedAt === null]);
    while (!(await states()).some(([, state]) => state === "running")) await wait(50);
    await enqueue(queue, "count", { facility: YARD, scene: second });
    await enqueue(queue, "assess", { facility: YARD });
    // Longer than an idle worker leaves between two questions.
    await wait(2500);
    const [waited, running] = [await states(), worker.running];
    done();
    await settled(workspace);
    await queue.close();
    await worker.stop(5);
    assert.equal(running, 1);
    assert.deepEqual(waited.toSorted(), [
      ["assess", "waiting", true],
      ["count", "running", false],
      ["count", "waiting", true],
    ]);
  },
);

test("an assessment that is cancelled is not made", async () => {
  const { workspace, end } = await newWorkspace();
  await addGoldenYard(workspace.db, 0);
  const queue = await openJobQueue(workspace.database, false, fail);
  const tools = watchTools(workspace.settings, {}, () => new Date().toISOString());
  const context = { workspace, queue, tools, signal: AbortSignal.abort(), progress: () => {} };
  await assert.rejects(runJob("assess", { facility: YARD }, context), /^YardcheckError: interrupted/);
  await queue.close();
  await end();
});

test("a queue that could not be opened is opened by the next request, and a server without one closes", async () => {
  const { workspace, end } = await newWorkspace();
  const { raw } = workspace.database;
  assert.equal(raw.kind, "embedded");
  let isDown = true;
  const run: typeof raw.run = async (...query) => {
    if (isDown) throw new YardcheckError("database-unavailable", "a hiccup");
    return await raw.run(...query);
  };
  const database = { ...workspace.database, raw: { ...raw, run } };
  const options = { host: "127.0.0.1", port: 0, behindProxy: false, environment: {}, jobs: 0 };
  const server = await startServer({ ...workspace, database }, pino({ level: "silent" }), {
    ...options,
    now: () => new Date().toISOString(),
  });
  try {
    assert.equal((await fetch(`${server.url}/api/jobs`)).status, 503);
    isDown = false;
    assert.equal((await fetch(`${server.url}/api/jobs`)).status, 200);
  } finally {
    await server.close();
    await end();
  }
});

test("a worker's process that could not be started is started again", async () => {
  const { execPath } = process;
  const said: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void said.push(JSON.parse(line).msg) });
  process.execPath = "/nowhere/node";
  const kept = keepWorkerProcess("/nowhere", 1, 1, log);
  process.execPath = execPath;
  try {
    while (kept.pid === null) await wait(50);
    assert.deepEqual(said, ["worker-process.not-started", "worker-process.ended"]);
  } finally {
    await kept.stop();
  }
});
