import { Command, InvalidArgumentError, Option } from "commander";
import type { JobState, JobView } from "../../../adapters/jobs/job-list.ts";
import { YardcheckError } from "../../../errors.ts";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";
import { some } from "../some.ts";

const STATES = [
  "waiting",
  "retry",
  "running",
  "done",
  "skipped",
  "cancelled",
  "failed",
] as const satisfies readonly JobState[];

export function jobsCommand(): Command {
  const jobs = withWorkspaceOption(new Command("jobs"))
    .description("the jobs of the workers: list them, ask for new ones, cancel, run failed ones again")
    .addOption(new Option("--state <state>", "only those in a state; `failed`: the dead letters").choices([...STATES]))
    .option("--limit <n>", "how many, newest first", positive, 50)
    .option("--json", "as JSON")
    .addHelpText("after", HELP)
    .action(listThem);
  withWorkspaceOption(jobs.command("add"))
    .description("ask for a job: fetch FACILITY ITEM, count FACILITY [SCENE], assess, report or watch FACILITY")
    .argument("<kind>", "fetch, count, assess, report, watch")
    .argument("<facility>", "id of the facility")
    .argument("[what]", "fetch: STAC item (path or address); count: id of a scene, all of the facility where left out")
    .addHelpText("after", "\nExample:\n  yardcheck jobs add count north-yard")
    .action(add);
  withWorkspaceOption(jobs.command("cancel"))
    .description("cancel a job that waits or runs; a running one keeps nothing")
    .argument("<id>", "id of the job")
    .addHelpText("after", "\nExample:\n  yardcheck jobs cancel 7b0c1f6e-...")
    .action(cancel);
  withWorkspaceOption(jobs.command("again"))
    .description("run jobs again that failed for good")
    .argument("[id...]", "ids of the jobs; all that failed where left out")
    .addHelpText("after", "\nExample:\n  yardcheck jobs again")
    .action(again);
  return jobs;
}

const HELP = `
A job ends as done, skipped (with reasons) or failed. One that failed for a reason that may pass is tried again, five
times at growing intervals; after that, or at once where trying is no use, it is among the failed, until somebody sends
it back with \`yardcheck jobs again\`.

Example:
  yardcheck jobs --state failed`;

function positive(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 1 && value <= 100_000)) throw new InvalidArgumentError("expected a whole number from 1 to 100000");
  return value;
}

/** Runs something with the queue of the workspace, which is made where it was never used. */
async function withQueue<T>(
  options: WorkspaceOptions,
  act: (
    queue: import("../../../adapters/jobs/job-queue.ts").JobQueue,
    db: import("../../../adapters/store/database.ts").Database,
  ) => Promise<T>,
): Promise<T> {
  const { openJobQueue } = await import("../../../adapters/jobs/job-queue.ts");
  return await inWorkspace(options, "jobs", async ({ database, db }) => {
    const queue = await openJobQueue(database, false, () => {});
    try {
      return await act(queue, db);
    } finally {
      await queue.close();
    }
  });
}

async function listThem(
  options: WorkspaceOptions & { state?: JobState; limit: number; json?: boolean },
): Promise<void> {
  const { listJobs } = await import("../../../adapters/jobs/job-list.ts");
  const jobs = await withQueue(options, (_queue, db) => listJobs(db, options));
  if (options.json) process.stdout.write(`${JSON.stringify(jobs, null, 2)}\n`);
  else if (jobs.length === 0) process.stdout.write(`No job${options.state ? ` is ${options.state}` : " yet"}.\n`);
  else for (const job of jobs) process.stdout.write(`${lineOf(job)}\n`);
}

function lineOf({ id, kind, state, payload, progress, output, startAfter, attempts }: JobView): string {
  const what = Object.values(payload && typeof payload === "object" ? payload : {}).join(" ");
  const more =
    state === "running" && progress
      ? `${progress.done} of ${progress.total} ${progress.step}`
      : state === "retry"
        ? `attempt ${attempts + 1} at ${startAfter ?? ""}: ${detailOf(output)}`
        : ["failed", "skipped", "done"].includes(state)
          ? detailOf(output)
          : "";
  return `${id}  ${state.padEnd(9)}  ${kind.padEnd(6)}  ${what}${more === "" ? "" : `  ${more}`}`;
}

function detailOf(output: unknown): string {
  if (typeof output !== "object" || output === null) return "";
  if ("detail" in output) return String(output.detail).split("\n")[0] ?? "";
  if ("reasons" in output && Array.isArray(output.reasons)) return output.reasons.join(", ");
  if ("facts" in output && typeof output.facts === "object" && output.facts !== null)
    return Object.entries(output.facts)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(", ");
  return "";
}

/** What was given to the verb or, since that takes them first, to `jobs` itself. */
const all = (command: Command) => command.optsWithGlobals<WorkspaceOptions>();

async function add(
  kind: string,
  facility: string,
  what: string | undefined,
  _: unknown,
  command: Command,
): Promise<void> {
  const { JOB_KINDS } = await import("../../../adapters/jobs/job-kinds.ts");
  const { enqueue } = await import("../../../adapters/jobs/job-queue.ts");
  const { facilityById, facilityId } = await import("../../../adapters/store/facilities.ts");
  const { listScenes } = await import("../../../adapters/store/scenes.ts");
  const known = JOB_KINDS.find((name) => name === kind);
  if (!known)
    throw new YardcheckError("usage", `"${kind}" is no kind of job: expected is one of ${JOB_KINDS.join(", ")}`);
  const id = facilityId(facility);
  const counts = await withQueue(all(command), async (queue, db) => {
    await facilityById(db, id);
    if (known === "fetch") {
      if (what === undefined) throw new YardcheckError("usage", "fetch needs a STAC item: a path or an address");
      return [await enqueue(queue, "fetch", { facility: id, item: what })];
    }
    if (known !== "count") return [await enqueue(queue, known, { facility: id })];
    const scenes = what === undefined ? await listScenes(db, { facility: id, limit: 1_000_000 }) : [{ id: what }];
    const asked: (string | null)[] = [];
    for (const scene of scenes) asked.push(await enqueue(queue, "count", { facility: id, scene: scene.id }));
    return asked;
  });
  const queued = counts.filter((job) => job !== null);
  const standing = counts.length - queued.length;
  process.stdout.write(
    `${some(queued.length, "job")} asked for${standing > 0 ? `, ${standing} already in the queue` : ""}.\n`,
  );
  if (queued.length === 1) process.stdout.write(`${queued[0] ?? ""}\n`);
}

async function cancel(id: string, _: unknown, command: Command): Promise<void> {
  const { cancelJob } = await import("../../../adapters/jobs/job-list.ts");
  const job = await withQueue(all(command), (queue, db) => cancelJob(queue, db, jobId(id)));
  process.stdout.write(`${lineOf(job)}\n`);
}

async function again(ids: readonly string[], _: unknown, command: Command): Promise<void> {
  const { runAgain } = await import("../../../adapters/jobs/job-list.ts");
  const wanted = ids.length === 0 ? null : ids.map(jobId);
  const count = await withQueue(all(command), (queue, db) => runAgain(queue, db, wanted));
  process.stdout.write(`${some(count, "job")} to be run again.\n`);
}

function jobId(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new YardcheckError("usage", `"${text}" is no id of a job: see \`yardcheck jobs\``);
  return text;
}
