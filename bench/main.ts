import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { benchReadStrips } from "./read-strips.ts";

/**
 * Every benchmark, one after the other: ratios measured side by side in one run. `npm run bench`, or one of them alone:
 * `node bench/count.ts`. Those of the service (`api.ts`, `store.ts`, `jobs.ts`) start a PostgreSQL server and take
 * minutes; they are run alone.
 */
process.stdout.write("reading strips of a large image\n");
for (const line of await benchReadStrips()) process.stdout.write(`  ${line}\n`);
for (const name of ["count", "assess", "workbench"]) {
  process.stdout.write(`${name}\n`);
  const run = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: "inherit" });
  if (run.status !== 0) process.exitCode = 1;
}
