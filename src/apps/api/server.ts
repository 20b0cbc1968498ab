import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { collectDefaultMetrics, Registry } from "prom-client";
import { newSetupToken } from "../../adapters/api-auth/accounts.ts";
import { checkCountingApart } from "../../adapters/doctor/golden-apart.ts";
import { whyNotPublic } from "../../adapters/fetch-guard/addresses.ts";
import { type JobQueue, openJobQueue } from "../../adapters/jobs/job-queue.ts";
import { stripPictures } from "../../adapters/pixels/strip-pictures.ts";
import { currentFetch } from "../../adapters/stac-search/image-fetch.ts";
import { lendDatabase } from "../../adapters/store/lend.ts";
import { readSettings, type Workspace } from "../../adapters/workspace/workspace.ts";
import { YardcheckError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { keepWorkerProcess } from "../worker/worker-process.ts";
import { createApi } from "./app.ts";
import { SERVER_RULES } from "./context.ts";
import { allowancesOf } from "./gate.ts";

export interface ServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly behindProxy: boolean;
  /** Where secrets and YARDCHECK_FETCH_ALLOW are. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => string;
  /** Jobs that a worker beside this process works off at a time; 0: workers elsewhere do. */
  readonly jobs: number;
}

export interface RunningServer {
  readonly url: string;
  /** For the first admin, where accounts are needed and there are none; null otherwise. */
  readonly setupToken: string | null;
  /** Lets requests under way end, ten seconds at most, then closes. */
  close(): Promise<void>;
}

const GRACE_MS = 10_000;
const WORKER_GRACE_SECONDS = 5;

/** Whether a name to listen on is loopback: then, and only then, nobody needs an account. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || whyNotPublic(host) === "loopback";
}

/**
 * Puts a workspace on a port, lends its embedded database to commands on this machine, and keeps a worker beside it.
 *
 * @throws YardcheckError "conflict" when the port is taken
 */
export async function startServer(workspace: Workspace, log: Log, options: ServerOptions): Promise<RunningServer> {
  const { host, port, behindProxy, now } = options;
  const loopback = isLoopback(host) && !behindProxy;
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics, prefix: "yardcheck_" });
  const strips = stripPictures(SERVER_RULES.pixelsMs);
  let opened: Promise<JobQueue> | null = null;
  const queue = () => {
    opened ??= openJobQueue(workspace.database, false, (error) =>
      log.warn({ reason: error.message }, "queue.upkeep-failed"),
    ).catch((error) => {
      // The next request tries again.
      opened = null;
      throw error;
    });
    return opened;
  };
  const api = createApi({
    db: workspace.db,
    rules: { ...SERVER_RULES, loopback, behindProxy },
    guesses: allowancesOf(SERVER_RULES.perSignIn),
    log,
    metrics,
    now,
    folder: workspace.folder,
    fetch: currentFetch(
      () => readSettings(workspace.folder),
      options.environment,
      (error) => log.warn({ reason: error.message }, "settings.unreadable"),
    ),
    strips,
    goldenYard: checkCountingApart,
    queue,
    settings: () => readSettings(workspace.folder),
    environment: options.environment,
  });
  const setupToken = loopback ? null : await newSetupToken(workspace.db, now());
  const server = createAdaptorServer({
    fetch: api.fetch,
    serverOptions: { requestTimeout: 600_000, headersTimeout: 20_000, keepAliveTimeout: 10_000 },
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      failed(
        error.code === "EADDRINUSE" || error.code === "EACCES" || error.code === "EADDRNOTAVAIL"
          ? new YardcheckError("conflict", `cannot listen on ${host}:${port} (${error.code})`, { cause: error })
          : error,
      ),
    );
    server.listen(port, host, listening);
  });
  const { port: bound } = server.address() as AddressInfo;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
  const lending = await lendDatabase(workspace.database.raw, workspace.folder);
  workspace.lock?.announce({ url, lentAt: lending?.place ?? null });
  const worker =
    options.jobs === 0 ? null : keepWorkerProcess(workspace.folder, options.jobs, WORKER_GRACE_SECONDS, log);
  log.info({ url, loopback }, "server.listening");
  return {
    url,
    setupToken,
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      const timer = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), GRACE_MS);
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      await closed;
      clearTimeout(timer);
      await strips.close();
      await worker?.stop();
      await lending?.close();
      await (await opened?.catch(() => null))?.close();
      log.info({ url }, "server.closed");
    },
  };
}
