import { resolve } from "node:path";
import { Command } from "commander";
import { configFrom } from "../../../config.ts";
import {
  interruptible,
  inWorkspace,
  MAKING,
  SOON,
  type WorkspaceOptions,
  withWorkspaceOption,
} from "../in-workspace.ts";
import { stepLine } from "../step-line.ts";

export function backupCommand(): Command {
  return withWorkspaceOption(new Command("backup"))
    .description("write all that the workspace knows into one file, with hashes")
    .argument("<file>", "file to write: name.tar.gz")
    .option("--without-scenes", "leave out the images that Yardcheck keeps in scenes/")
    .addHelpText("after", "\nExample:\n  yardcheck backup ~/yardcheck-2024-05-06.tar.gz")
    .action(async (file: string, options: WorkspaceOptions & { withoutScenes?: boolean }) => {
      const { backUp } = await import("../../../adapters/workspace/backup.ts");
      const step = stepLine();
      const { tables, files, jobs } = await inWorkspace(options, "backup", (workspace) =>
        backUp(workspace, file, options.withoutScenes !== true, new Date(), step.show),
      ).finally(step.clear);
      const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
      process.stdout.write(
        `${resolve(file)}: ${rows} rows of ${Object.keys(tables).length} tables, ${files} files, ${jobs} jobs to be done yet.\n`,
      );
    });
}

export function restoreCommand(): Command {
  return new Command("restore")
    .description("make a workspace from a backup, and compare it with the backup's counts and hashes")
    .argument("<file>", "file that `yardcheck backup` wrote")
    .argument("<dir>", "folder to make; it may exist, empty")
    .addHelpText(
      "after",
      "\nWith DATABASE_URL set, the tables go into that PostgreSQL database, which must be empty.\n\nExample:\n  yardcheck restore ~/yardcheck-2024-05-06.tar.gz restored",
    )
    .action(async (file: string, dir: string) => {
      const { restore } = await import("../../../adapters/workspace/restore.ts");
      const step = stepLine();
      const url = configFrom(process.env).databaseUrl;
      const { tables, files } = await interruptible(
        (signal) => restore(file, dir, url, new Date(), step.show, signal),
        MAKING,
      ).finally(step.clear);
      const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
      process.stdout.write(
        `Workspace ${resolve(dir)} is restored: ${rows} rows, ${files} files, all as in the backup.\n`,
      );
    });
}

export function moveCommand(): Command {
  return withWorkspaceOption(new Command("move"))
    .description("carry the database of the workspace to a PostgreSQL server, checked by counts and hashes")
    .requiredOption("--to <url>", "postgresql://user:password@host/database, empty")
    .addHelpText(
      "after",
      "\nThe way back is a backup, restored without DATABASE_URL.\n\nExample:\n  yardcheck move --to postgresql://yardcheck@localhost/yardcheck\n  export DATABASE_URL=postgresql://yardcheck@localhost/yardcheck",
    )
    .action(async (options: WorkspaceOptions & { to: string }) => {
      const { moveToServer } = await import("../../../adapters/workspace/move.ts");
      const { databaseUrl } = configFrom({ DATABASE_URL: options.to });
      const digests = await inWorkspace(
        options,
        "move",
        (workspace) =>
          moveToServer(workspace, databaseUrl ?? options.to, new Date(), (table, rows) =>
            process.stderr.write(`${table}: ${rows} rows\n`),
          ),
        // A server would go on writing to the database that was left.
        { ...SOON, access: "alone" },
      );
      const rows = Object.values(digests).reduce((sum, table) => sum + table.rows, 0);
      process.stdout.write(
        `${rows} rows of ${Object.keys(digests).length} tables are on the server, counts and hashes the same. Set DATABASE_URL to work with them.\n`,
      );
    });
}
