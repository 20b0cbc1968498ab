import { setTimeout as pause } from "node:timers/promises";
import { JOB_KINDS, type JobKind, type JobOutcome, parsePayload } from "../../adapters/jobs/job-kinds.ts";
import { forgetProgress, reportProgress } from "../../adapters/jobs/job-list.ts";
import { enqueue, type JobQueue, openJobQueue } from "../../adapters/jobs/job-queue.ts";
import { endJob, holdJob, type JobEnding, type TakenJob, takeJob } from "../../adapters/jobs/take-job.ts";
import { dueWatches } from "../../adapters/watching/watches.ts";
import type { Workspace } from "../../adapters/workspace/workspace.ts";
import { YardcheckError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { sendDueAlerts } from "../steps/send-alerts.ts";
import type { WatchTools } from "../steps/watch-facility.ts";
import { runJob } from "./run-job.ts";

export interface WorkOptions {
  /** Jobs at a time, of all kinds together. */
  readonly concurrency: number;
  /** As the settings are when a job begins. */
  readonly tools: () => WatchTools;
  readonly log: Log;
  /** Which kinds this worker takes; default all. */
  readonly kinds?: readonly JobKind[];
}

export interface Worker {
  readonly queue: JobQueue;
  /** Jobs that are running now. */
  readonly running: number;
  /** Takes no new job and waits for the running ones; what is not done after the grace goes back to the queue. */
  stop(graceSeconds: number): Promise<void>;
}

/** How often an idle worker asks for jobs, milliseconds. */
const POLL_MS = 1000;
/** How often progress is written, milliseconds. */
const PROGRESS_MS = 500;
/** How often facilities whose schedule is due are looked for, milliseconds. */
const WATCH_MS = 60_000;
/** How long running jobs have to end after they were told to, milliseconds; then they are left to other workers. */
const ENDING_MS = 10_000;

/**
 * Works off jobs until it is stopped. As many workers as one likes may do so on one PostgreSQL server.
 *
 * Each job is idempotent by its key: one whose worker died is done by another, and nothing is counted twice.
 */
export async function startWorker(workspace: Workspace, options: WorkOptions): Promise<Worker> {
  const { log } = options;
  const upkeepFailed = (error: unknown) => {
    log.warn({ reason: error instanceof Error ? error.message : String(error) }, "queue.upkeep-failed");
  };
  const queue = await openJobQueue(workspace.database, true, upkeepFailed);
  await forgetProgress(workspace.db);
  const leaving = new AbortController();
  const stopping = new AbortController();
  let running = 0;
  const slots = Array.from({ length: options.concurrency }, async () => {
    let kinds = options.kinds ?? JOB_KINDS;
    while (!leaving.signal.aborted) {
      const job = await takeJob(queue, kinds).catch(upkeepFailed);
      if (!job) {
        await pause(POLL_MS, undefined, { signal: leaving.signal }).catch(() => {});
        continue;
      }
      // What was taken just now is asked for last, so that many jobs of one kind hold up no other.
      kinds = [...kinds.filter((kind) => kind !== job.kind), job.kind];
      running++;
      await doJob(workspace, queue, job, options, stopping.signal).catch(upkeepFailed);
      running--;
    }
  });
  const watching = setInterval(() => askForWatches(workspace, queue, options), WATCH_MS);
  askForWatches(workspace, queue, options);
  log.info({ concurrency: options.concurrency }, "worker.started");
  return {
    queue,
    get running() {
      return running;
    },
    async stop(graceSeconds) {
      clearInterval(watching);
      log.info({ running, graceSeconds }, "worker.stopping");
      leaving.abort();
      const timer = setTimeout(
        () => stopping.abort(new YardcheckError("interrupted", "the worker is stopped")),
        graceSeconds * 1000,
      );
      const ended = new AbortController();
      const latest = pause(graceSeconds * 1000 + ENDING_MS, undefined, { signal: ended.signal }).catch(() => {});
      await Promise.race([Promise.all(slots), latest]);
      ended.abort();
      clearTimeout(timer);
      await queue.close();
      log.info("worker.stopped");
    },
  };
}

/** Asks for a look at each facility whose time has come. Several workers ask; one job of a facility waits. */
function askForWatches({ db }: Workspace, queue: JobQueue, { log, tools }: WorkOptions): void {
  const ask = async () => {
    const current = tools();
    for (const { facility } of await dueWatches(db, current.now())) await enqueue(queue, "watch", { facility });
    await sendDueAlerts(db, current);
  };
  ask().catch((error: unknown) => log.warn({ reason: String(error) }, "watch.not-asked"));
}

/** Runs one job and tells the queue how it came out. */
async function doJob(
  workspace: Workspace,
  queue: JobQueue,
  job: TakenJob,
  options: WorkOptions,
  stopping: AbortSignal,
): Promise<void> {
  const { id, kind } = job;
  const jobLog = options.log.child({ job: id, kind });
  const held = holdJob(queue, job, (error) => jobLog.warn({ reason: String(error) }, "job.not-refreshed"));
  try {
    const ending = await endingOf(workspace, queue, job, { ...options, log: jobLog }, held.signal, stopping);
    await endJob(queue, workspace.db, job, ending);
  } finally {
    held.letGo();
  }
}

/** Runs one job and says how it came out: done, skipped, to be tried again, or for the dead letters. */
async function endingOf(
  workspace: Workspace,
  queue: JobQueue,
  { id, kind, payload, retryCount }: TakenJob,
  { log: jobLog, tools }: WorkOptions,
  gone: AbortSignal,
  stopping: AbortSignal,
): Promise<JobEnding> {
  const signal = AbortSignal.any([gone, stopping]);
  const started = Date.now();
  let written = 0;
  const progress = (done: number, total: number, step: string) => {
    const now = Date.now();
    if (now - written < PROGRESS_MS && done < total) return;
    written = now;
    // Progress is for show: a job does not fail for it.
    reportProgress(workspace.db, id, { done, total, step }, new Date(now).toISOString()).catch((error: unknown) =>
      jobLog.warn({ reason: String(error) }, "job.progress-failed"),
    );
  };
  try {
    const outcome: JobOutcome = await runJob(kind, parsePayload(kind, payload), {
      workspace,
      queue,
      tools: tools(),
      signal,
      progress,
    });
    jobLog.info({ ...outcome, durationMs: Date.now() - started }, `job.${outcome.outcome}`);
    return { status: "completed", output: outcome };
  } catch (error) {
    if (gone.aborted) {
      jobLog.info({ durationMs: Date.now() - started }, "job.taken-away");
      return { status: "failed", output: { code: "interrupted", detail: "cancelled, or given to another worker" } };
    }
    if (stopping.aborted) {
      jobLog.info({ durationMs: Date.now() - started }, "job.given-back");
      return { status: "failed", output: { code: "interrupted", detail: "its worker was stopped" } };
    }
    if (error instanceof YardcheckError) {
      const output = { code: error.code, detail: error.message, fix: error.handling.fix };
      jobLog.warn({ ...output, attempt: retryCount + 1 }, "job.failed");
      return { status: error.handling.retry ? "failed" : "deadletter", output };
    }
    jobLog.error({ err: error }, "job.bug");
    return {
      status: "deadletter",
      output: { code: "bug", detail: error instanceof Error ? (error.stack ?? "") : String(error) },
    };
  }
}
