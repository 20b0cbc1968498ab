import { resolve } from "node:path";
import { Command } from "commander";
import { configFrom } from "../../../config.ts";
import { interruptible, MAKING } from "../in-workspace.ts";

export function initCommand(): Command {
  return new Command("init")
    .description("make a workspace: a folder with a database, reports and settings")
    .argument("<dir>", "folder to make; it may exist, empty")
    .addHelpText(
      "after",
      "\nExample:\n  yardcheck init watch\n  cd watch && yardcheck facility add ../yard.geojson --id yard",
    )
    .action(async (dir: string) => {
      const { initWorkspace } = await import("../../../adapters/workspace/workspace.ts");
      process.stderr.write(`Making ${resolve(dir)} ...\n`);
      const { databaseUrl } = configFrom(process.env);
      const made = await interruptible((signal) => initWorkspace(dir, databaseUrl, new Date(), signal), MAKING);
      process.stdout.write(
        made
          ? `Workspace ${resolve(dir)} is ready.\n`
          : `${resolve(dir)} is a workspace already; nothing was changed.\n`,
      );
    });
}
