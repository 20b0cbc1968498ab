import type { Command } from "commander";
import type { Access, Workspace } from "../../adapters/workspace/workspace.ts";
import { configFrom } from "../../config.ts";
import { YardcheckError } from "../../errors.ts";

export interface WorkspaceOptions {
  readonly workspace?: string;
}

/** The option that every verb of a workspace takes. */
export function withWorkspaceOption(command: Command): Command {
  return command.option(
    "--workspace <dir>",
    "workspace to work in (default: YARDCHECK_WORKSPACE, or the first one at or above this folder)",
  );
}

/** What Ctrl-C and SIGTERM mean to a verb. */
export interface StopRules {
  /** How long it may take to come to an end; after that the process ends as it is. */
  readonly graceSeconds: number;
  /** True for verbs that run until they are stopped: being stopped is no failure of theirs. */
  readonly isEnd: boolean;
  /** `alone`: refused while a server has the workspace open. `through-server`: refused where none has. */
  readonly access?: Access;
}
export const SOON: StopRules = { graceSeconds: 5, isEnd: false };
/** For what makes a workspace: a database that is starting is waited for, so that what was made is removed again. */
export const MAKING: StopRules = { graceSeconds: 30, isEnd: false };

/**
 * Opens the workspace, runs a verb in it and closes it, however that ends. Where a server has the workspace open, the
 * verb works through it.
 *
 * @param doing  the verb, for whoever finds the workspace locked: "count"
 * @param act    gets a signal that is raised on Ctrl-C and SIGTERM; what it stored by then stays
 * @throws YardcheckError those of `openWorkspace` and of `act` | "interrupted"
 */
export async function inWorkspace<T>(
  options: WorkspaceOptions,
  doing: string,
  act: (workspace: Workspace, signal: AbortSignal) => Promise<T>,
  rules: StopRules = SOON,
): Promise<T> {
  const { findWorkspace, openWorkspace } = await import("../../adapters/workspace/workspace.ts");
  const config = configFrom(process.env);
  const folder = findWorkspace(options.workspace, config.workspace, process.cwd());
  return await interruptible(async (signal) => {
    const workspace = await openWorkspace(folder, config.databaseUrl, `yardcheck ${doing}`, new Date(), rules.access);
    try {
      return await act(workspace, signal);
    } finally {
      await workspace.close();
    }
  }, rules);
}

/** Runs something that Ctrl-C and SIGTERM ask to end; a second one ends the process at once. */
export async function interruptible<T>(act: (signal: AbortSignal) => Promise<T>, rules = SOON): Promise<T> {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new YardcheckError("interrupted", "stopped before the end"));
    setTimeout(() => process.exit(130), rules.graceSeconds * 1000).unref();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    const answer = await act(controller.signal);
    if (!rules.isEnd) controller.signal.throwIfAborted();
    return answer;
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}
