/**
 * Jobs a second with 1, 2 and 4 worker processes on one PostgreSQL server. The images are too coarse to count, so that
 * each job is the queue's work and the store's, with no pixels: what is left when counting itself is spread over machines.
 *
 * Run: `npx node bench/jobs.ts [jobs]`
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { sql } from "kysely";
import { enqueue, openJobQueue } from "../src/adapters/jobs/job-queue.ts";
import { addGoldenYard, newWorkspace, YARD } from "../test/jobs/yards.ts";
import { PostgresServer } from "../test/store/postgres-server.ts";

const JOBS = Number(process.argv[2] ?? 1000);
const YARDCHECK = resolve(import.meta.dirname, "../bin/yardcheck");
const NEVER = JOBS * 2;

const server = await PostgresServer.start();
try {
  process.stdout.write("workers  jobs/s  against one\n");
  let alone = Number.NaN;
  for (const workers of [1, 2, 4]) {
    await server.makeDatabase(`jobs_${workers}`);
    const url = server.url(`jobs_${workers}`);
    const { workspace, end } = await newWorkspace(url);
    const [, ...scenes] = await addGoldenYard(workspace.db, JOBS + 1, NEVER);
    const queue = await openJobQueue(workspace.database, false, () => {});
    for (const scene of scenes) await enqueue(queue, "count", { facility: YARD, scene });
    await queue.close();
    const running = Array.from({ length: workers }, () =>
      spawn(YARDCHECK, ["worker", "--concurrency", "4", "--until-empty", "--workspace", workspace.folder], {
        env: { ...process.env, DATABASE_URL: url, YARDCHECK_LOG: "error" },
        stdio: ["ignore", "ignore", "inherit"],
      }),
    );
    await Promise.all(running.map((worker) => once(worker, "exit")));
    const { rows } = await sql<{ done: number; seconds: number }>`
      select count(*) as done, extract(epoch from max(completed_on) - min(started_on))::float8 as seconds
      from pgboss.job where name = 'count' and state = 'completed'`.execute(workspace.db);
    const { done, seconds } = rows[0] ?? { done: 0, seconds: Number.NaN };
    if (done !== JOBS) throw new Error(`${done} of ${JOBS} jobs were done`);
    const rate = done / seconds;
    if (workers === 1) alone = rate;
    process.stdout.write(
      `${String(workers).padStart(7)}  ${rate.toFixed(0).padStart(6)}  ${(rate / alone).toFixed(2).padStart(11)}\n`,
    );
    await end();
  }
} finally {
  await server.stop();
}
