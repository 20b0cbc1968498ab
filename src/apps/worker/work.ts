import type { Job, JobResult } from "pg-boss";
import { JOB_KINDS, type JobKind, type JobOutcome, parsePayload } from "../../adapters/jobs/job-kinds.ts";
import { forgetProgress, reportProgress } from "../../adapters/jobs/job-list.ts";
import { enqueue, type JobQueue, openJobQueue } from "../../adapters/jobs/job-queue.ts";
import { dueWatches } from "../../adapters/watching/watches.ts";
import type { Workspace } from "../../adapters/workspace/workspace.ts";
import { YardcheckError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { sendDueAlerts } from "../steps/send-alerts.ts";
import type { WatchTools } from "../steps/watch-facility.ts";
import { Gate } from "./gate.ts";
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

/** How often an idle worker asks for jobs, seconds. */
const POLL_SECONDS = 1;
/** How often progress is written, milliseconds. */
const PROGRESS_MS = 500;
/** How often facilities whose schedule is due are looked for, milliseconds. */
const WATCH_MS = 60_000;
/** Longest time in which a cancelled job notices, seconds: half of it on the average. */
const REFRESH_SECONDS = 5;

/**
 * Works off jobs until it is stopped. As many workers as one likes may do so on one PostgreSQL server.
 *
 * Each job is idempotent by its key: one whose worker died is done by another, and nothing is counted twice.
 */
export async function startWorker(workspace: Workspace, options: WorkOptions): Promise<Worker> {
  const { log } = options;
  const queue = await openJobQueue(workspace.database, true, (error) =>
    log.warn({ reason: error.message }, "queue.upkeep-failed"),
  );
  await forgetProgress(workspace.db);
  const gate = new Gate(options.concurrency);
  const stopping = new AbortController();
  const work = {
    perJobResults: true,
    pollingIntervalSeconds: POLL_SECONDS,
    heartbeatRefreshSeconds: REFRESH_SECONDS,
  } as const;
  for (const kind of options.kinds ?? JOB_KINDS)
    for (let slot = 0; slot < options.concurrency; slot++) {
      let taker: string | null = null;
      taker = await queue.boss.work<object, unknown, typeof work>(kind, work, async ([job]) => {
        // Whoever got a job asks for the next one at once; who got none waits for the poll.
        if (taker !== null) queue.boss.notifyWorker(taker);
        if (!job) return [];
        return [await gate.run(() => settle(workspace, queue, kind, job, options, stopping.signal))];
      });
    }
  const watching = setInterval(() => askForWatches(workspace, queue, options), WATCH_MS);
  askForWatches(workspace, queue, options);
  log.info({ concurrency: options.concurrency }, "worker.started");
  return {
    queue,
    get running() {
      return gate.running;
    },
    async stop(graceSeconds) {
      clearInterval(watching);
      log.info({ running: gate.running, graceSeconds }, "worker.stopping");
      const timer = setTimeout(
        () => stopping.abort(new YardcheckError("interrupted", "the worker is stopped")),
        graceSeconds * 1000,
      );
      await queue.boss.stop({ graceful: true, timeout: (graceSeconds + 10) * 1000 });
      clearTimeout(timer);
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

/** Runs one job and says how it came out: done, skipped, to be tried again, or for the dead letters. */
async function settle(
  workspace: Workspace,
  queue: JobQueue,
  kind: JobKind,
  job: Job<object>,
  { log, tools }: WorkOptions,
  stopping: AbortSignal,
): Promise<JobResult> {
  const { id } = job;
  const jobLog = log.child({ job: id, kind });
  const signal = AbortSignal.any([job.signal, stopping]);
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
    const outcome: JobOutcome = await runJob(kind, parsePayload(kind, job.data), {
      workspace,
      queue,
      tools: tools(),
      signal,
      progress,
    });
    jobLog.info({ ...outcome, durationMs: Date.now() - started }, `job.${outcome.outcome}`);
    return { id, status: "completed", output: outcome };
  } catch (error) {
    if (job.signal.aborted) {
      jobLog.info({ durationMs: Date.now() - started }, "job.taken-away");
      return { id, status: "failed", output: { code: "interrupted", detail: "cancelled, or given to another worker" } };
    }
    if (stopping.aborted) {
      jobLog.info({ durationMs: Date.now() - started }, "job.given-back");
      return { id, status: "failed", output: { code: "interrupted", detail: "its worker was stopped" } };
    }
    if (error instanceof YardcheckError) {
      const output = { code: error.code, detail: error.message, fix: error.handling.fix };
      jobLog.warn({ ...output, attempt: job.retryCount + 1 }, "job.failed");
      return { id, status: error.handling.retry ? "failed" : "deadletter", output };
    }
    jobLog.error({ err: error }, "job.bug");
    return {
      id,
      status: "deadletter",
      output: { code: "bug", detail: error instanceof Error ? (error.stack ?? "") : String(error) },
    };
  }
}
