import { countRegistered } from "../../adapters/counting/count-registered.ts";
import { type JobKind, type JobOutcome, type Payload, parsePayload } from "../../adapters/jobs/job-kinds.ts";
import { enqueue, type JobQueue } from "../../adapters/jobs/job-queue.ts";
import { readStacItem } from "../../adapters/stac/item-file.ts";
import { facilityId } from "../../adapters/store/facilities.ts";
import { watchOf } from "../../adapters/watching/watches.ts";
import type { Workspace } from "../../adapters/workspace/workspace.ts";
import type { SceneId } from "../../core/ids.ts";
import { assessFacility } from "../steps/assess-facility.ts";
import { publishFacilityReport } from "../steps/publish-facility-report.ts";
import { registerItem } from "../steps/register-item.ts";
import { type WatchTools, watchFacility } from "../steps/watch-facility.ts";

/** What a job has at hand. */
export interface JobContext {
  readonly workspace: Workspace;
  readonly queue: JobQueue;
  readonly tools: WatchTools;
  /** Raised when the job is cancelled, or its worker must end. */
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, step: string) => void;
}

/**
 * Runs one job. Run again after a crash it does nothing twice: what it stores is keyed by what it is made of.
 *
 * @throws YardcheckError as the step does; one that may pass is tried again
 */
export async function runJob(kind: JobKind, payload: unknown, context: JobContext): Promise<JobOutcome> {
  switch (kind) {
    case "fetch":
      return await fetchScene(parsePayload(kind, payload), context);
    case "count":
      return await countScene(parsePayload(kind, payload), context);
    case "assess":
      return await assess(parsePayload(kind, payload), context);
    case "report":
      return await report(parsePayload(kind, payload), context);
    case "watch":
      return await watch(parsePayload(kind, payload), context);
  }
}

async function fetchScene({ facility, item }: Payload<"fetch">, context: JobContext): Promise<JobOutcome> {
  const { workspace, queue, tools, signal } = context;
  const { access, catalogues, searchFetch: fetch } = tools;
  const described = await readStacItem(item, { fetch, catalogues, signal });
  const scene = await registerItem(workspace.db, facilityId(facility), described, tools.now(), access, signal);
  await enqueue(queue, "count", { facility, scene });
  return { outcome: "done", facts: { scene } };
}

async function countScene({ facility, scene }: Payload<"count">, context: JobContext): Promise<JobOutcome> {
  const { workspace, queue, tools, signal, progress } = context;
  const { observation, recorded } = await countRegistered(
    workspace.db,
    facilityId(facility),
    scene as SceneId,
    tools.count,
    () => new Date(tools.now()),
    { signal, onProgress: (done, all) => progress(done, all, "tracks") },
  );
  // A worker that died after it stored the count comes here again: the assessment is asked for all the same.
  await enqueue(queue, "assess", { facility });
  if (observation.status === "withheld")
    return { outcome: "skipped", reasons: observation.reasons.map(({ code }) => code) };
  const { median, low, high } = observation.count;
  return { outcome: "done", facts: { observation: observation.id, recorded, cars: median, low, high } };
}

async function assess({ facility }: Payload<"assess">, { workspace, tools, signal }: JobContext): Promise<JobOutcome> {
  const { assessment } = await assessFacility(workspace.db, facilityId(facility), tools.now(), { signal });
  if (assessment.status === "too-few-looks") return { outcome: "skipped", reasons: [assessment.status] };
  const newest = assessment.looks.at(-1);
  return { outcome: "done", facts: { tier: newest?.tier ?? "none", tierFall: newest?.tierFall ?? "none" } };
}

async function report({ facility }: Payload<"report">, context: JobContext): Promise<JobOutcome> {
  const { workspace, tools, signal, progress } = context;
  let files = 0;
  const { isNew, paths } = await publishFacilityReport(
    workspace.db,
    facilityId(facility),
    workspace.reports,
    tools.now(),
    {
      reason: null,
      access: tools.access,
      languages: ["en", "ar"],
      formats: ["html", "pdf", "docx"],
      signal,
      onFile: (path) => progress(++files, files + 1, path),
    },
  );
  return { outcome: "done", facts: { isNew, files: paths.length } };
}

async function watch({ facility }: Payload<"watch">, { workspace, tools, signal }: JobContext): Promise<JobOutcome> {
  const watching = await watchOf(workspace.db, facilityId(facility));
  if (!watching?.enabled) return { outcome: "skipped", reasons: ["not-watched"] };
  const outcome = await watchFacility(workspace.db, watching, { ...tools, signal });
  const { offered, taken, observations, skipped, alert } = outcome;
  return {
    outcome: "done",
    facts: {
      offered,
      taken: taken.length,
      counted: observations.length,
      leftOut: skipped.length,
      alert: alert !== null,
    },
  };
}
