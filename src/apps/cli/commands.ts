import type { Command } from "commander";
import { backupCommand, moveCommand, restoreCommand } from "./commands/backup.ts";
import { facilityCommand } from "./commands/facility.ts";
import { initCommand } from "./commands/init.ts";
import { seriesCommand } from "./commands/series.ts";
import { serveCommand } from "./commands/serve.ts";

/** Every verb, in the order of the work. A verb's file loads its heavy parts only when it runs. */
export async function commands(): Promise<Command[]> {
  return [
    initCommand(),
    facilityCommand(),
    seriesCommand(),
    serveCommand(),
    backupCommand(),
    restoreCommand(),
    moveCommand(),
  ];
}
