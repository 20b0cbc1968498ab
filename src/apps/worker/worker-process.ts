import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Log } from "../../log.ts";

const MAIN = join(import.meta.dirname, "../cli/main.ts");
/** A worker that ended by itself is started again after so long, doubled each time; milliseconds. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** One that ran for so long was well: the pause begins anew. */
const WELL_MS = 60_000;
/** Beyond its own grace, for closing; then it is killed. */
const CLOSING_SECONDS = 12;

export interface KeptWorker {
  /** Number of the process; null while it is not running. */
  readonly pid: number | null;
  /** Lets running jobs end, the grace long; what is not done then goes back to the queue. */
  stop(): Promise<void>;
}

/**
 * Keeps `yardcheck worker` running beside a server: counting and drawing pages take seconds of processor time and
 * memory that the server's own process must not lack, and a crash there is not its crash. It ends with this process,
 * however this one ends.
 */
export function keepWorkerProcess(folder: string, concurrency: number, graceSeconds: number, log: Log): KeptWorker {
  let child: ChildProcess | null = null;
  let wanted = true;
  let pauseMs = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    const words = [
      "worker",
      "--kept",
      "--workspace",
      folder,
      "--concurrency",
      String(concurrency),
      "--grace",
      String(graceSeconds),
    ];
    const startedAt = Date.now();
    const started = spawn(process.execPath, [...process.execArgv, MAIN, ...words], {
      // A group of its own: Ctrl-C in the server's terminal reaches the worker through the server, once.
      detached: true,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child = started;
    started.on("error", (error) => {
      log.error({ err: error }, "worker-process.not-started");
      // What never ran does not exit.
      if (started.pid === undefined) ended(null, null);
    });
    started.once("exit", ended);

    function ended(status: number | null, killedBy: string | null): void {
      child = null;
      if (!wanted) return;
      if (Date.now() - startedAt > WELL_MS) pauseMs = FIRST_PAUSE_MS;
      log.warn({ status, killedBy, againInMs: pauseMs }, "worker-process.ended");
      timer = setTimeout(start, pauseMs);
      pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
    }
  }

  start();
  return {
    get pid() {
      return child?.pid ?? null;
    },
    async stop() {
      wanted = false;
      clearTimeout(timer);
      if (child === null || child.exitCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      const last = setTimeout(() => child?.kill("SIGKILL"), (graceSeconds + CLOSING_SECONDS) * 1000);
      await gone;
      clearTimeout(last);
    },
  };
}
