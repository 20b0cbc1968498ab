import { z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { JOB_KINDS, PAYLOADS, parsePayload } from "../../../adapters/jobs/job-kinds.ts";
import { cancelJob, JOB_STATES, type JobView, jobPage, listJobs, runAgain } from "../../../adapters/jobs/job-list.ts";
import { enqueue } from "../../../adapters/jobs/job-queue.ts";
import { facilityId, requireFacility } from "../../../adapters/store/facilities.ts";
import { sceneById } from "../../../adapters/store/scenes.ts";
import type { SceneId } from "../../../core/ids.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
import { CURSOR, cursorOf, LIMIT, readCursor } from "../paging.ts";
import { type Api, addRoute } from "../route.ts";
import { TIME } from "../shapes.ts";

const JOB = z
  .object({
    id: z.uuid(),
    kind: z.enum(JOB_KINDS),
    state: z.enum(JOB_STATES),
    payload: z.looseObject({}).nullable(),
    attempts: z.int(),
    createdAt: TIME,
    startedAt: TIME.nullable(),
    completedAt: TIME.nullable(),
    startAfter: TIME.nullable(),
    output: z.looseObject({}).nullable(),
    progress: z.object({ done: z.number(), total: z.number(), step: z.string() }).nullable(),
  })
  .openapi("Job");
const OF_JOB = z.object({ job: z.uuid() });
const JOB_KEY = z.tuple([z.iso.datetime(), z.uuid()]);
/** How often a job that is followed is looked at, milliseconds. */
const FOLLOW_MS = 500;
const ENDED: readonly JobView["state"][] = ["done", "skipped", "cancelled", "failed"];

function jobShape(job: JobView): z.input<typeof JOB> {
  const part = (value: unknown) => (typeof value === "object" && value !== null ? { ...value } : null);
  return { ...job, payload: part(job.payload), output: part(job.output) };
}

/** A job is told and asked for in the words of the worker; this only passes them on. */
export function jobRoutes(api: Api, context: ApiContext): void {
  const { db } = context;

  const jobById = async (id: string): Promise<JobView> => {
    await context.queue();
    const [job] = await listJobs(db, { id, limit: 1 });
    if (job === undefined) throw new YardcheckError("not-found", `there is no job ${id}`);
    return job;
  };

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/jobs",
      access: "job:read",
      tag: "Jobs",
      summary: "Jobs, newest first; state `failed` lists the dead letters",
      query: z.object({ state: z.enum(JOB_STATES).optional(), limit: LIMIT, cursor: CURSOR }),
      answer: z.object({ jobs: z.array(JOB), next: z.string().nullable() }),
    },
    async ({ query: { state, limit, cursor } }) => {
      await context.queue();
      const after = cursor === undefined ? undefined : readCursor(cursor, JOB_KEY);
      const { jobs, next } = await jobPage(db, { state, limit, after });
      return { jobs: jobs.map(jobShape), next: next === null ? null : cursorOf(next) };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/jobs",
      access: "job:run",
      tag: "Jobs",
      summary: "Ask for a job; one of the same kind and payload that waits already stands for it (`job` is null)",
      body: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("fetch"), payload: PAYLOADS.fetch }),
        z.object({ kind: z.literal("count"), payload: PAYLOADS.count }),
        z.object({ kind: z.literal("assess"), payload: PAYLOADS.assess }),
        z.object({ kind: z.literal("report"), payload: PAYLOADS.report }),
        z.object({ kind: z.literal("watch"), payload: PAYLOADS.watch }),
      ]),
      status: 202,
      answer: z.object({ job: z.uuid().nullable() }),
    },
    async ({ body }) => {
      await requireFacility(db, facilityId(body.payload.facility));
      if (body.kind === "fetch" && !/^https?:\/\//i.test(body.payload.item))
        throw new YardcheckError("usage", "body.payload.item: expected the http(s) address of a STAC item");
      if (body.kind === "count") await sceneById(db, body.payload.scene as SceneId);
      const queue = await context.queue();
      return { job: await enqueue(queue, body.kind, parsePayload(body.kind, body.payload)) };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/jobs/{job}",
      access: "job:read",
      tag: "Jobs",
      summary: "One job: its state, how far it is, what came of it",
      params: OF_JOB,
      answer: JOB,
    },
    async ({ params }) => jobShape(await jobById(params.job)),
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/jobs/{job}/events",
      access: "job:read",
      tag: "Jobs",
      summary: "A job as it goes, as server-sent events named `job`; the stream ends with it",
      params: OF_JOB,
      media: ["text/event-stream"],
    },
    async ({ params, http }) => {
      await jobById(params.job);
      return streamSSE(http, async (stream) => {
        let told = "";
        for (let number = 1; !stream.aborted; ) {
          const job = await jobById(params.job);
          const text = JSON.stringify(jobShape(job));
          if (text !== told) await stream.writeSSE({ event: "job", id: String(number++), data: text });
          told = text;
          if (ENDED.includes(job.state)) return;
          await stream.sleep(FOLLOW_MS);
        }
      });
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/jobs/{job}/cancellation",
      access: "job:run",
      tag: "Jobs",
      summary: "Cancel a job that waits or runs; a running one keeps nothing",
      params: OF_JOB,
      answer: JOB,
    },
    async ({ params }) => jobShape(await cancelJob(await context.queue(), db, params.job)),
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/jobs/again",
      access: "job:run",
      tag: "Jobs",
      summary: "Run jobs again that failed for good: those named, or all",
      body: z.object({ jobs: z.array(z.uuid()).min(1).max(1000).nullable().default(null) }),
      answer: z.object({ again: z.int() }),
    },
    async ({ body }) => ({ again: await runAgain(await context.queue(), db, body.jobs) }),
  );
}
