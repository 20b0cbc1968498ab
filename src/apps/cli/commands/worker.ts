import { Command, InvalidArgumentError, Option } from "commander";
import { configFrom } from "../../../config.ts";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";

interface WorkerOptions extends WorkspaceOptions {
  readonly concurrency: number;
  readonly grace: number;
  readonly untilEmpty?: boolean;
  readonly kept?: boolean;
}

export function workerCommand(): Command {
  return withWorkspaceOption(new Command("worker"))
    .description("work off jobs: fetch, count, assess, report, watch; on as many machines as one likes")
    .option("--concurrency <n>", "jobs at a time", whole(1, 256), 1)
    .option("--grace <seconds>", "how long running jobs may take to end after SIGTERM", whole(0, 3600), 30)
    .option("--until-empty", "end when no job waits or runs")
    .addOption(new Option("--kept", "kept by a server beside itself: ends with it").hideHelp())
    .addHelpText(
      "after",
      "\nWorkers on several machines need DATABASE_URL, a PostgreSQL server. `yardcheck serve` keeps a worker of its own where the workspace has its own database.\n\nExample:\n  yardcheck worker --concurrency 2",
    )
    .action(async (options: WorkerOptions) => {
      // Before anything is waited for: a server may go while its worker still opens the workspace through it.
      const gone = options.kept ? [parentGone()] : [];
      const { openLog } = await import("../../../log.ts");
      const { startWorker } = await import("../../worker/work.ts");
      const { currentTools } = await import("../../steps/watch-tools.ts");
      const { readSettings } = await import("../../../adapters/workspace/workspace.ts");
      const log = openLog(configFrom(process.env).logLevel);
      await inWorkspace(
        options,
        "worker",
        async (workspace, signal) => {
          const tools = currentTools(
            () => readSettings(workspace.folder),
            process.env,
            () => new Date().toISOString(),
            options.concurrency,
            (error) => log.warn({ reason: error.message }, "settings.unreadable"),
          );
          const worker = await startWorker(workspace, { concurrency: options.concurrency, tools, log });
          const stopping = AbortSignal.any([signal, ...gone]);
          if (options.untilEmpty) await emptied(workspace.db, stopping);
          else if (!stopping.aborted)
            await new Promise<void>((stop) => stopping.addEventListener("abort", () => stop(), { once: true }));
          await worker.stop(options.grace);
        },
        { graceSeconds: options.grace + 20, isEnd: true, access: options.kept ? "through-server" : "any" },
      );
    });
}

/** Raised when the server that keeps this worker has gone, however and whenever it went. */
function parentGone(): AbortSignal {
  const gone = new AbortController();
  const end = () => {
    gone.abort();
    // Its database went with it: there is nothing to wait for.
    setTimeout(() => process.exit(0), 2000).unref();
  };
  if (process.connected) process.once("disconnect", end);
  else end();
  process.channel?.unref();
  return gone.signal;
}

/** Waits until nothing waits or runs, or the signal is raised. */
async function emptied(
  db: Parameters<typeof import("../../../adapters/jobs/job-list.ts").countJobs>[0],
  signal: AbortSignal,
) {
  const { countJobs } = await import("../../../adapters/jobs/job-list.ts");
  const { setTimeout: wait } = await import("node:timers/promises");
  while (!signal.aborted) {
    const open = (await countJobs(db)).filter(({ state }) => ["created", "retry", "active"].includes(state));
    if (open.length === 0) return;
    await wait(500, undefined, { signal }).catch(() => {});
  }
}

function whole(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= low && value <= high))
      throw new InvalidArgumentError(`expected a whole number from ${low} to ${high}`);
    return value;
  };
}
