import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { countJobs } from "../../src/adapters/jobs/job-list.ts";
import type { Workspace } from "../../src/adapters/workspace/workspace.ts";
import type { WatchTools } from "../../src/apps/steps/watch-facility.ts";
import { watchTools } from "../../src/apps/steps/watch-tools.ts";
import { startWorker, type Worker } from "../../src/apps/worker/work.ts";
import { type Log, openLog } from "../../src/log.ts";
import { emptyDatabaseUrl } from "../store/databases.ts";
import { newWorkspace } from "./yards.ts";

/** Runs one test in a workspace with its own database, and in one on a PostgreSQL server. */
export function onBoth(name: string, check: (workspace: Workspace) => Promise<void>): void {
  for (const kind of ["embedded", "PostgreSQL"])
    test(`${name} (${kind})`, async () => {
      const { workspace, end } = await newWorkspace(kind === "embedded" ? undefined : await emptyDatabaseUrl());
      await check(workspace).finally(end);
    });
}

/** A worker of this process. */
export function work(
  workspace: Workspace,
  concurrency = 2,
  more: Partial<WatchTools> = {},
  log: Log = openLog("silent"),
): Promise<Worker> {
  const tools = { ...watchTools(workspace.settings, {}, () => new Date().toISOString()), ...more };
  return startWorker(workspace, { concurrency, tools: () => tools, log });
}

/** Waits until no job waits or runs. */
export async function settled({ db }: Workspace): Promise<void> {
  for (;;) {
    const open = (await countJobs(db)).filter(({ state }) => ["created", "retry", "active"].includes(state));
    if (open.length === 0) return;
    await wait(100);
  }
}
