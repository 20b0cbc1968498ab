import { fromKysely, PgBoss } from "pg-boss";
import type { FacilityId } from "../../core/ids.ts";
import type { Database, OpenDatabase } from "../store/database.ts";
import { newestDrawing } from "../store/facilities.ts";
import { databaseFailure } from "../store/failures.ts";
import { DEAD_LETTERS, JOB_KINDS, type JobKind, jobKey, type Payload, parsePayload, QUEUES } from "./job-kinds.ts";

export interface JobQueue {
  readonly boss: PgBoss;
  /** The database that it lies in. */
  readonly db: Database;
  close(): Promise<void>;
}

/** A worker says every so often that it lives; silent for this long, its jobs go to another. Seconds, 10 at least. */
const HEARTBEAT_SECONDS = 30;
/** How often jobs of silent workers are looked for, seconds. */
const SUPERVISE_SECONDS = 15;

const RETRIES = { retryLimit: 5, retryDelay: 5, retryBackoff: true, retryDelayMax: 900 } as const;
const DAY_SECONDS = 86_400;

/**
 * Opens the queue in the product's own database, and makes its tables and queues where they are missing.
 *
 * @param supervise  true for a worker: it also finds jobs of workers that died
 * @param heartbeatSeconds  of queues that this call makes
 * @param onError    told of failures of the queue's own upkeep, which goes on by itself
 * @throws YardcheckError "database-unavailable"
 */
export async function openJobQueue(
  { raw, db }: OpenDatabase,
  supervise: boolean,
  onError: (error: Error) => void,
  heartbeatSeconds = HEARTBEAT_SECONDS,
): Promise<JobQueue> {
  const upkeep = {
    supervise,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    registerInstance: supervise,
  };
  const boss =
    raw.kind === "server"
      ? new PgBoss({ ...upkeep, connectionString: raw.url, max: 4, application_name: "yardcheck jobs" })
      : new PgBoss({ ...upkeep, backend: "pglite", db: { executeSql: raw.run } });
  boss.on("error", onError);
  try {
    await boss.start();
    await makeQueues(boss, heartbeatSeconds);
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw databaseFailure(error, "opening the job queue");
  }
  return { boss, db, close: () => boss.stop({ graceful: false }) };
}

async function makeQueues(boss: PgBoss, heartbeatSeconds: number): Promise<void> {
  const known = new Set((await boss.getQueues()).map(({ name }) => name));
  if (!known.has(DEAD_LETTERS))
    await boss.createQueue(DEAD_LETTERS, {
      retentionSeconds: 365 * DAY_SECONDS,
      deleteAfterSeconds: 365 * DAY_SECONDS,
    });
  for (const kind of JOB_KINDS) {
    if (known.has(kind)) continue;
    await boss.createQueue(kind, {
      ...QUEUES[kind],
      ...RETRIES,
      heartbeatSeconds,
      retentionSeconds: 30 * DAY_SECONDS,
      deleteAfterSeconds: 30 * DAY_SECONDS,
      deadLetter: DEAD_LETTERS,
    });
  }
}

/**
 * Asks for a job. One of the same key that waits (or, for fetching and counting, runs) already stands for it; a count on a
 * former drawing does not stand for one on the newest.
 *
 * @param tx  a transaction to commit the job with, so that data and job are there together or not at all
 * @returns id of the job, null where one of the same key stands for it
 * @throws YardcheckError "usage" for a payload that is none
 */
export async function enqueue<Kind extends JobKind>(
  { boss, db }: JobQueue,
  kind: Kind,
  payload: Payload<Kind>,
  tx?: Database,
): Promise<string | null> {
  const checked = parsePayload(kind, payload);
  const drawing = kind === "count" ? await newestDrawing(tx ?? db, checked.facility as FacilityId) : null;
  const singletonKey = jobKey(kind, checked, drawing);
  return await boss.send(kind, checked, { singletonKey, ...(tx ? { db: fromKysely(tx) } : {}) });
}
