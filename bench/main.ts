import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { benchReadStrips } from "./read-strips.ts";

/**
 * Every benchmark, one after the other: ratios measured side by side in one run. `npm run bench`, or one of them alone:
 * `npx node bench/count.ts`. Those of the service (`store.ts`, `api.ts`, `jobs.ts`) come last: they start a PostgreSQL server
 * and take some ten minutes.
 */
process.stdout.write("reading strips of a large image\n");
for (const line of await benchReadStrips()) process.stdout.write(`  ${line}\n`);
for (const name of ["count", "assess", "workbench", "store", "api", "jobs"]) {
  process.stdout.write(`${name}\n`);
  const run = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: "inherit" });
  if (run.status !== 0) process.exitCode = 1;
}
