import { sql } from "kysely";
import { YardcheckError } from "../../errors.ts";
import type { Database } from "../store/database.ts";
import { DEAD_LETTERS, JOB_KINDS, type JobKind } from "./job-kinds.ts";
import type { JobQueue } from "./job-queue.ts";

export const JOB_STATES = ["waiting", "retry", "running", "done", "skipped", "cancelled", "failed"] as const;
/** `failed`: for good, and on the list of dead letters. */
export type JobState = (typeof JOB_STATES)[number];

/** A job as people see it. */
export interface JobView {
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly payload: unknown;
  readonly attempts: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** When it is tried again, where it waits for that. */
  readonly startAfter: string | null;
  /** What came of it, or why it failed. */
  readonly output: unknown;
  readonly progress: { readonly done: number; readonly total: number; readonly step: string } | null;
}

interface JobRow {
  readonly created_key: string;
  readonly id: string;
  readonly name: string;
  readonly state: "created" | "retry" | "active" | "completed" | "cancelled" | "failed";
  readonly data: unknown;
  readonly output: unknown;
  readonly retry_count: number;
  readonly created_on: string;
  readonly started_on: string | null;
  readonly completed_on: string | null;
  readonly start_after: string;
  readonly done: number | null;
  readonly total: number | null;
  readonly step: string | null;
}

/** Where a page of jobs ended: when the last one was made, to the microsecond as the queue has it, and its id. */
export type JobKey = readonly [createdAt: string, id: string];

/** Jobs, newest first, as many as asked for. */
export async function listJobs(db: Database, asked: JobsAsked): Promise<readonly JobView[]> {
  return (await jobPage(db, asked)).jobs;
}

export interface JobsAsked {
  readonly state?: JobState | undefined;
  readonly limit: number;
  readonly id?: string | undefined;
  /** Only those after it. */
  readonly after?: JobKey | undefined;
}

/** Jobs, newest first, as many as asked for, and where the page after them begins; null: it was the last. */
export async function jobPage(
  db: Database,
  { state, limit, id, after }: JobsAsked,
): Promise<{ readonly jobs: readonly JobView[]; readonly next: JobKey | null }> {
  const inState =
    state === undefined
      ? sql``
      : state === "skipped"
        ? sql`and j.state = 'completed' and j.output->>'outcome' = 'skipped'`
        : state === "done"
          ? sql`and j.state = 'completed' and j.output->>'outcome' is distinct from 'skipped'`
          : sql`and j.state::text = ${STORED[state]}`;
  const withId = id === undefined ? sql`` : sql`and j.id = ${id}::uuid`;
  const isAfter =
    after === undefined ? sql`` : sql`and (j.created_on, j.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const { rows } = await sql<JobRow>`
    select to_char(j.created_on at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_key, j.id, j.name, j.state::text as state, j.data, j.output, j.retry_count, j.created_on, j.started_on,
      j.completed_on, j.start_after, p.done, p.total, p.step
    from pgboss.job j left join job_progress p on p.job = j.id
    where j.name = any(${[...JOB_KINDS]}::text[]) ${inState} ${withId} ${isAfter}
    order by j.created_on desc, j.id desc limit ${limit + 1}`.execute(db);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    jobs: page.map(viewOf),
    next: last !== undefined && rows.length > limit ? [last.created_key, last.id] : null,
  };
}

const STORED = {
  waiting: "created",
  retry: "retry",
  running: "active",
  cancelled: "cancelled",
  failed: "failed",
} as const satisfies Partial<Record<JobState, JobRow["state"]>>;

function viewOf(row: JobRow): JobView {
  const isSkipped = outcomeOf(row.output) === "skipped";
  const state: Readonly<Record<JobRow["state"], JobState>> = {
    created: "waiting",
    retry: "retry",
    active: "running",
    completed: isSkipped ? "skipped" : "done",
    cancelled: "cancelled",
    failed: "failed",
  };
  const waits = row.state === "created" || row.state === "retry";
  return {
    id: row.id,
    kind: row.name as JobKind,
    state: state[row.state],
    payload: row.data,
    attempts: row.retry_count + (row.started_on === null ? 0 : 1),
    createdAt: row.created_on,
    startedAt: row.started_on,
    completedAt: row.completed_on,
    startAfter: waits ? row.start_after : null,
    output: row.output,
    progress: row.done === null ? null : { done: row.done, total: row.total ?? 0, step: row.step ?? "" },
  };
}

function outcomeOf(output: unknown): unknown {
  return typeof output === "object" && output !== null && "outcome" in output ? output.outcome : null;
}

/** How many jobs of each kind are in each state. */
export async function countJobs(db: Database): Promise<readonly { kind: string; state: string; jobs: number }[]> {
  const { rows } = await sql<{ kind: string; state: string; jobs: number }>`
    select name as kind, state::text as state, count(*) as jobs from pgboss.job
    where name = any(${[...JOB_KINDS]}::text[]) group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}

/**
 * Sends jobs that failed for good back to their queues.
 *
 * @param ids  of the jobs as they failed; null: all of them
 * @returns how many go again
 */
export async function runAgain({ boss }: JobQueue, db: Database, ids: readonly string[] | null): Promise<number> {
  if (ids === null) return await boss.redrive(DEAD_LETTERS, { limit: 10_000 });
  const { rows } = await sql<{ id: string }>`
    select id from pgboss.job where name = ${DEAD_LETTERS} and source_id = any(${[...ids]}::uuid[])`.execute(db);
  if (rows.length === 0)
    throw new YardcheckError(
      "not-found",
      `no failed job has the id ${ids.join(", ")}: see \`yardcheck jobs --state failed\``,
    );
  return await boss.redrive(DEAD_LETTERS, { ids: rows.map(({ id }) => id) });
}

/**
 * Cancels a job that waits or runs; a running one ends at its next step and keeps nothing.
 *
 * @throws YardcheckError "not-found" | "conflict" where it has ended
 */
export async function cancelJob({ boss }: JobQueue, db: Database, id: string): Promise<JobView> {
  const [job] = await listJobs(db, { id, limit: 1 });
  if (!job) throw new YardcheckError("not-found", `there is no job ${id}: see \`yardcheck jobs\``);
  if (!["waiting", "retry", "running"].includes(job.state))
    throw new YardcheckError("conflict", `job ${id} has ended: it is ${job.state}`);
  await boss.cancel(job.kind, id);
  return { ...job, state: "cancelled" };
}

/** Says how far a job is. */
export async function reportProgress(
  db: Database,
  job: string,
  progress: { readonly done: number; readonly total: number; readonly step: string },
  now: string,
): Promise<void> {
  const { done, total, step } = progress;
  await sql`insert into job_progress (job, done, total, step, updated_at) values (${job}::uuid, ${done}, ${total}, ${step}, ${now}::timestamptz)
    on conflict (job) do update set done = excluded.done, total = excluded.total, step = excluded.step, updated_at = excluded.updated_at`.execute(
    db,
  );
}

/** Forgets the progress of jobs that the queue has forgotten. */
export async function forgetProgress(db: Database): Promise<void> {
  await sql`delete from job_progress p where not exists (select 1 from pgboss.job j where j.id = p.job)`.execute(db);
}
