import { Command, InvalidArgumentError } from "commander";
import { configFrom } from "../../../config.ts";

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly behindProxy: boolean;
  readonly jobs?: number;
}

export function serveCommand(): Command {
  return new Command("serve")
    .description("serve a workspace: the workbench for a browser, the API for programs, layers for QGIS")
    .argument("[dir]", "workspace; found like everywhere when left out")
    .option("--port <n>", "port; 0 takes a free one", portOf, 8080)
    .option("--host <address>", "address to listen on; outside of loopback everybody signs in", "127.0.0.1")
    .option(
      "--behind-proxy",
      "a proxy of yours stands in front: everybody signs in, its X-Forwarded-* are believed",
      false,
    )
    .option(
      "--jobs <n>",
      "jobs worked off beside answering (default: 1 with the workspace's own database, else 0)",
      jobsOf,
    )
    .addHelpText("after", "\nExample:\n  yardcheck serve demo --port 8080\n  then open http://127.0.0.1:8080")
    .action(serve);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError("expected 0 to 65535");
  return port;
}

function jobsOf(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError("expected 0 to 99");
  return Number(text);
}

async function serve(dir: string | undefined, options: ServeOptions): Promise<void> {
  const { findWorkspace, openWorkspace, SERVE } = await import("../../../adapters/workspace/workspace.ts");
  const { startServer } = await import("../../api/server.ts");
  const { openLog } = await import("../../../log.ts");
  const config = configFrom(process.env);
  const folder = findWorkspace(dir, config.workspace, process.cwd());
  process.stderr.write(`Opening ${folder} ...\n`);
  const workspace = await openWorkspace(folder, config.databaseUrl, SERVE, new Date(), "alone");
  try {
    const server = await startServer(workspace, openLog(config.logLevel), {
      ...options,
      jobs: options.jobs ?? (workspace.database.kind === "embedded" ? 1 : 0),
      environment: process.env,
      now: () => new Date().toISOString(),
    });
    process.stdout.write(`Yardcheck serves ${folder} at ${server.url}\n`);
    if (server.setupToken !== null)
      process.stdout.write(
        `There is no account yet. Make the first admin within 24 hours at ${server.url}/#/setup with this one-time token:\n` +
          `  ${server.setupToken}\n`,
      );
    await new Promise<void>((stop) => {
      process.once("SIGINT", () => stop());
      process.once("SIGTERM", () => stop());
    });
    process.stderr.write("Stopping: requests under way may end ...\n");
    await server.close();
  } finally {
    await workspace.close();
  }
}
