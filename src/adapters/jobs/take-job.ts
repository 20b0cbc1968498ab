import { sql } from "kysely";
import type { Database } from "../store/database.ts";
import type { JobKind } from "./job-kinds.ts";
import type { JobQueue } from "./job-queue.ts";

/** A job that belongs to this worker until it ends, or is taken away. */
export interface TakenJob {
  readonly kind: JobKind;
  readonly id: string;
  readonly payload: unknown;
  /** How often it was tried before. Names the attempt: what a worker says of an earlier one is not heard. */
  readonly retryCount: number;
}

/** How a job ended: well, to be tried again while tries are left, or for the dead letters at once. */
export interface JobEnding {
  readonly status: "completed" | "failed" | "deadletter";
  readonly output: object;
}

/** Longest time in which a cancelled job notices, milliseconds: half of it on the average. */
const REFRESH_MS = 5000;

/**
 * Takes the job that has waited longest of the first kind that has one. Its time runs from now on: ask only with hands
 * free.
 *
 * @param kinds  in the order in which they are asked for
 * @returns null where none waits
 */
export async function takeJob({ boss }: JobQueue, kinds: readonly JobKind[]): Promise<TakenJob | null> {
  for (const kind of kinds) {
    const [job] = await boss.fetch<unknown>(kind);
    if (job) return { kind, id: job.id, payload: job.data, retryCount: job.retryCount };
  }
  return null;
}

/**
 * Says every so often that a job's worker lives, until it is let go of.
 *
 * @param onError  told where that cannot be said, which takes nothing away
 * @returns        raised when the job was cancelled, ran out of time, or is another worker's
 */
export function holdJob(
  { boss }: JobQueue,
  { kind, ...job }: TakenJob,
  onError: (error: unknown) => void,
): { readonly signal: AbortSignal; letGo(): void } {
  const gone = new AbortController();
  const timer = setInterval(() => {
    boss
      .touch(kind, job)
      .then((answer) => {
        // How many jobs it found, which pg-boss says and its types do not.
        if ((answer as { readonly affected?: number }).affected === 0)
          gone.abort(new Error(`job ${job.id} is not this worker's any more`));
      })
      .catch(onError);
  }, REFRESH_MS);
  return { signal: gone.signal, letGo: () => clearInterval(timer) };
}

/** Says how a job ended. One that was taken away meanwhile stays as it is. */
export async function endJob(
  { boss }: JobQueue,
  db: Database,
  { kind, ...job }: TakenJob,
  { status, output }: JobEnding,
): Promise<void> {
  if (status === "completed") {
    await boss.complete(kind, job, output);
    return;
  }
  if (status === "deadletter")
    await sql`update pgboss.job set retry_limit = retry_count
      where name = ${kind} and id = ${job.id}::uuid and state = 'active' and retry_count = ${job.retryCount}`.execute(
      db,
    );
  await boss.fail(kind, job, output);
}
