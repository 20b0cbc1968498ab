import { resolve } from "node:path";
import { Command } from "commander";
import type { Check } from "../../../adapters/doctor/checks.ts";
import { configFrom } from "../../../config.ts";
import { YardcheckError } from "../../../errors.ts";
import { type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");

export function doctorCommand(): Command {
  return withWorkspaceOption(new Command("doctor"))
    .description("check the installation and the workspace, and say what to do about what is wrong")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExits 0 where nothing is wrong, else 1.\n\nExample:\n  yardcheck doctor")
    .action(async (options: WorkspaceOptions & { json?: boolean }) => {
      const checks = await examine(options, (check) => {
        if (!options.json) process.stdout.write(line(check));
      });
      if (options.json) process.stdout.write(`${JSON.stringify(checks, null, 2)}\n`);
      if (checks.some(({ state }) => state === "wrong")) process.exitCode = 1;
    });
}

async function examine(options: WorkspaceOptions, onCheck: (check: Check) => void): Promise<readonly Check[]> {
  const { checkCounting, checkDatabase, checkDisk, checkFonts, checkLock, checkNode, checkPackages, checkWritable } =
    await import("../../../adapters/doctor/checks.ts");
  const { workspace: fromEnvironment, databaseUrl } = configFrom(process.env);
  const workspace = await workspaceOf(options.workspace, fromEnvironment);
  const checks: Check[] = [];
  const add = (check: Check) => {
    checks.push(check);
    onCheck(check);
  };
  add(checkNode());
  add(checkPackages(ROOT));
  add(await checkCounting());
  add(await checkFonts());
  if (workspace === null)
    add({ name: "Workspace", state: "note", found: "none here", fix: "Make one with `yardcheck init DIR`." });
  else {
    add({ name: "Workspace", state: "right", found: workspace, fix: null });
    add(checkWritable(workspace));
  }
  const { held, ...lock } = workspace === null ? { held: false, name: "" } : checkLock(workspace);
  if ("state" in lock) add(lock);
  if (!held || databaseUrl !== undefined) add(await checkDatabase(workspace, databaseUrl));
  add(checkDisk(workspace ?? process.cwd()));
  return checks;
}

/** The workspace that is meant; null where none is named and none is here. */
async function workspaceOf(named: string | undefined, fromEnvironment: string | undefined): Promise<string | null> {
  const { findWorkspace } = await import("../../../adapters/workspace/workspace.ts");
  try {
    return findWorkspace(named, fromEnvironment, process.cwd());
  } catch (error) {
    if (error instanceof YardcheckError && named === undefined && fromEnvironment === undefined) return null;
    throw error;
  }
}

function line({ name, state, found, fix }: Check): string {
  const mark = { right: "ok   ", note: "note ", wrong: "WRONG" }[state];
  return `${mark}  ${name.padEnd(10)} ${found}\n${fix === null ? "" : `                  -> ${fix}\n`}`;
}
