/**
 * What the workbench's and QGIS's requests cost at scale: pages over 100,000 observations of 10,000 facilities in a
 * PostgreSQL server, against a tenth of that, through the whole API (access, checks, JSON). Ratios near 1: the cost of a
 * page does not grow with the table. Sorting by look or count looks at every facility, and grows with their number.
 *
 * Run: `npx node bench/api.ts [facilities]`
 */
import { sql } from "kysely";
import pino from "pino";
import { Registry } from "prom-client";
import { guardedFetch } from "../src/adapters/fetch-guard/guarded-fetch.ts";
import { openJobQueue } from "../src/adapters/jobs/job-queue.ts";
import { stripPictures } from "../src/adapters/pixels/strip-pictures.ts";
import { type Database, openDatabase } from "../src/adapters/store/database.ts";
import { createApi } from "../src/apps/api/app.ts";
import { SERVER_RULES } from "../src/apps/api/context.ts";
import { allowancesOf } from "../src/apps/api/gate.ts";
import { PostgresServer } from "../test/store/postgres-server.ts";

const FACILITIES = Number(process.argv[2] ?? 10_000);
const LOOKS = 10;
const REPEATS = 100;
const TOGETHER = 16;

async function fill(db: Database, facilities: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // The table's own checks are not what is measured.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`insert into facility select 'f' || lpad(n::text, 6, '0'), '{"en":"Yard"}', '{}', '2020-01-01Z'
      from generate_series(1, ${facilities}::int) n`.execute(tx);
    await sql`insert into facility_geometry
      select 'f' || lpad(n::text, 6, '0'), 1, '[[0,0],[1,0],[1,1]]', w, s, w + 0.02, s + 0.01, 'x', 'bench', '2020-01-01Z'
      from (select n, (n % 360) - 180.0 as w, (n / 360) % 80 as s from generate_series(1, ${facilities}::int) n) g`.execute(
      tx,
    );
    await sql`insert into track select facility, 1, 1, '1', '1', '[[0,0],[1,1]]', null, null, null, null, '[]' from facility_geometry`.execute(
      tx,
    );
    await sql`insert into observation
      select 'obs-' || md5(n::text), 'f' || lpad((1 + n % ${facilities}::int)::text, 6, '0'), 1, 's' || n, 'a' || n, 'strips@1',
        '2020-01-01Z'::timestamptz + n * interval '1 minute', 'counted', 1, n % 50, 17, 60, '{}', '{"status":"withheld"}'::jsonb,
        '2020-01-01Z', null, null, null
      from generate_series(1, ${facilities * LOOKS}::int) n`.execute(tx);
  });
  await sql`analyze`.execute(db);
}

const PAGES: Readonly<Record<string, (i: number, facilities: number) => string>> = {
  "50 facilities by id": () => "/api/facilities?limit=50",
  "50 facilities, one state": () => "/api/facilities?limit=50&state=too-few-looks",
  "50 facilities by newest look": () => "/api/facilities?limit=50&sort=last-look",
  "50 facilities by cars": () => "/api/facilities?limit=50&sort=cars",
  "facilities found by name": (i, n) =>
    `/api/facilities?limit=50&search=f${String(1 + ((i * 7919) % n)).padStart(6, "0")}`,
  "layer of facilities, a box": (i) =>
    `/collections/facilities/items?limit=100&bbox=${(i % 300) - 170},0,${(i % 300) - 165},30`,
  "observations of a facility": (i, n) =>
    `/api/facilities/f${String(1 + ((i * 7919) % n)).padStart(6, "0")}/observations?limit=50`,
};

async function measure(url: string, facilities: number) {
  const database = await openDatabase({ url }, "2020-01-01T00:00:00Z");
  process.stderr.write(`filling ${facilities} facilities ...\n`);
  await fill(database.db, facilities);
  const strips = stripPictures(1000);
  const api = createApi({
    db: database.db,
    rules: { ...SERVER_RULES, perCaller: { burst: 1e9, perSecond: 1e9 } },
    guesses: allowancesOf(SERVER_RULES.perSignIn),
    log: pino({ level: "silent" }),
    metrics: new Registry(),
    now: () => new Date().toISOString(),
    folder: null,
    fetch: guardedFetch(),
    strips,
    goldenYard: async () => ({ name: "Counting", state: "right", found: "", fix: null }),
    queue: () => openJobQueue(database, false, () => {}),
    settings: () => ({ version: 1, database: "postgresql", parts: {} }),
    environment: {},
  });
  const ask = async (path: string) => {
    const response = await api.request(`http://localhost${path}`);
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  };
  const times: Record<string, { p50: number; p95: number }> = {};
  for (const [name, page] of Object.entries(PAGES)) {
    for (let i = 0; i < 5; i++) await ask(page(i, facilities));
    const taken: number[] = [];
    for (let i = 0; i < REPEATS; i++) {
      const from = performance.now();
      await ask(page(i, facilities));
      taken.push(performance.now() - from);
    }
    taken.sort((a, b) => a - b);
    times[name] = { p50: taken[REPEATS / 2] ?? Number.NaN, p95: taken[Math.floor(REPEATS * 0.95)] ?? Number.NaN };
  }
  const from = performance.now();
  let asked = 0;
  await Promise.all(
    Array.from({ length: TOGETHER }, async (_, k) => {
      for (let i = 0; i < REPEATS / 2; i++, asked++)
        await ask(PAGES["observations of a facility"]?.(k * 31 + i, facilities) ?? "/");
    }),
  );
  const perSecond = asked / ((performance.now() - from) / 1000);
  await strips.close();
  await database.close();
  return { times, perSecond };
}

const server = await PostgresServer.start();
try {
  await server.makeDatabase("small");
  await server.makeDatabase("large");
  const small = await measure(server.url("small"), FACILITIES / 10);
  const large = await measure(server.url("large"), FACILITIES);
  process.stdout.write(
    `${FACILITIES} facilities, ${FACILITIES * LOOKS} observations; ${large.perSecond.toFixed(0)} pages a second, ${TOGETHER} at once\n`,
  );
  process.stdout.write(`${"".padEnd(32)}  p50 ms  p95 ms  p50 against a tenth\n`);
  for (const [name, { p50, p95 }] of Object.entries(large.times)) {
    const before = small.times[name]?.p50 ?? Number.NaN;
    process.stdout.write(
      `${name.padEnd(32)}  ${p50.toFixed(1).padStart(6)}  ${p95.toFixed(1).padStart(6)}  ${(p50 / before).toFixed(2).padStart(5)}\n`,
    );
  }
} finally {
  await server.stop();
}
