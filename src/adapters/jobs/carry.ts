import { sql } from "kysely";
import type { Database, OpenDatabase } from "../store/database.ts";
import { JOB_KINDS, type JobKind, parsePayload } from "./job-kinds.ts";
import { enqueue, openJobQueue } from "./job-queue.ts";

/** A job that is to be done yet, as it is carried to another database. */
export interface OpenJob {
  readonly kind: JobKind;
  readonly payload: unknown;
}

/** Every job that has not ended well, oldest first: it waits, runs, is to be tried again, or failed for good. */
export async function openJobs(db: Database): Promise<readonly OpenJob[]> {
  const { rows: queue } = await sql<{ there: string | null }>`select to_regclass('pgboss.job')::text as there`.execute(
    db,
  );
  if ((queue[0]?.there ?? null) === null) return [];
  const { rows } = await sql<{ kind: JobKind; payload: unknown }>`
    select name as kind, data as payload from pgboss.job
    where name = any(${[...JOB_KINDS]}::text[]) and state::text in ('created', 'retry', 'active', 'failed')
    order by created_on, id`.execute(db);
  return rows;
}

/**
 * Asks for jobs in a database to which they were carried. All begin as waiting, those too that ran or had failed: a job
 * done twice does nothing twice, and one that fails again is on the list again.
 *
 * @returns how many wait now; jobs of one key are one
 */
export async function askAgain(database: OpenDatabase, jobs: readonly OpenJob[]): Promise<number> {
  if (jobs.length === 0) return 0;
  const queue = await openJobQueue(database, false, () => {});
  try {
    let asked = 0;
    for (const { kind, payload } of jobs) {
      const id = await enqueue(queue, kind, parsePayload(kind, payload));
      if (id !== null) asked++;
    }
    return asked;
  } finally {
    await queue.close();
  }
}
