import type { Command } from "commander";
import { assessCommand } from "./commands/assess.ts";
import { auditCommand } from "./commands/audit.ts";
import { backupCommand, moveCommand, restoreCommand } from "./commands/backup.ts";
import { bundleCommand } from "./commands/bundle.ts";
import { countCommand } from "./commands/count.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { evidenceCommand } from "./commands/evidence.ts";
import { facilityCommand } from "./commands/facility.ts";
import { findCommand } from "./commands/find.ts";
import { initCommand } from "./commands/init.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { jobsCommand } from "./commands/jobs.ts";
import { recalibrateCommand } from "./commands/recalibrate.ts";
import { reportCommand } from "./commands/report.ts";
import { sceneCommand } from "./commands/scene.ts";
import { seriesCommand } from "./commands/series.ts";
import { serveCommand } from "./commands/serve.ts";
import { tokenCommand } from "./commands/token.ts";
import { verifyCommand } from "./commands/verify.ts";
import { watchCommand } from "./commands/watch.ts";
import { workerCommand } from "./commands/worker.ts";

/** Every verb, in the order of the work. A verb's file loads its heavy parts only when it runs. */
export async function commands(): Promise<Command[]> {
  return [
    demoCommand(),
    initCommand(),
    facilityCommand(),
    findCommand(),
    sceneCommand(),
    inspectCommand(),
    countCommand(),
    evaluateCommand(),
    recalibrateCommand(),
    seriesCommand(),
    evidenceCommand(),
    reportCommand(),
    bundleCommand(),
    verifyCommand(),
    assessCommand(),
    watchCommand(),
    serveCommand(),
    tokenCommand(),
    auditCommand(),
    doctorCommand(),
    workerCommand(),
    jobsCommand(),
    backupCommand(),
    restoreCommand(),
    moveCommand(),
  ];
}
