/**
 * What the record costs at scale: lists, series and maps over 1,000,000 observations of 10,000 facilities in a
 * PostgreSQL server, against a tenth of that. The cost of a page must not grow with the table: ratios near 1.
 *
 * Run: `npx node bench/store.ts [observations]`
 */
import { sql } from "kysely";
import { type Database, openDatabase } from "../src/adapters/store/database.ts";
import { listFacilities } from "../src/adapters/store/facilities.ts";
import { currentObservations, listObservations } from "../src/adapters/store/observations.ts";
import { seriesOf } from "../src/adapters/store/series.ts";
import type { FacilityId } from "../src/core/ids.ts";
import { PostgresServer } from "../test/store/postgres-server.ts";

const LARGE = Number(process.argv[2] ?? 1_000_000);
const LOOKS = 100;
const REPEATS = 200;

/** Facilities on a grid over the land of one hemisphere; every look carries a counting of some 600 bytes. */
async function fill(db: Database, observations: number): Promise<void> {
  const facilities = observations / LOOKS;
  const counting = JSON.stringify({
    status: "counted",
    method: "strips@1",
    reasons: [],
    inputs: { scene: "0".repeat(64) },
    usableFraction: 1,
    warnings: [],
    read: { bytes: 1_000_000, requests: 4, fileBytes: 50_000_000 },
    basis: "cars",
    count: { median: 20, low: 17, high: 24, level: 0.9, pmf: Array.from({ length: 40 }, () => 0.025) },
    registration: { x: 0, y: 0, residualMetres: 0.1, ambiguous: false },
    tracks: [],
    zones: [],
    types: {},
  });
  await db.transaction().execute(async (tx) => {
    // Rows as their own tables would check them: the checks are not what is measured.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`insert into facility select 'f' || lpad(n::text, 6, '0'), '{"en":"Yard"}', '{}', '2020-01-01Z' from generate_series(1, ${facilities}::int) n`.execute(
      tx,
    );
    await sql`insert into facility_geometry
      select 'f' || lpad(n::text, 6, '0'), 1, '[]', w, s, w + 0.02, s + 0.01, 'x', 'bench', '2020-01-01Z'
      from (select n, (n % 360) - 180.0 as w, (n / 360) % 80 as s from generate_series(1, ${facilities}::int) n) g`.execute(
      tx,
    );
    await sql`insert into scene select 's' || n, 'a' || n, '2020-01-01Z'::timestamptz + n * interval '1 minute', 'x', '{}', '{}', '{}', '[]', null, null, 'x', true, true, '2020-01-01Z'
      from generate_series(1, ${observations}::int) n`.execute(tx);
    await sql`insert into observation
      select 'obs-' || md5(n::text), 'f' || lpad((1 + n % ${facilities}::int)::text, 6, '0'), 1, 's' || n, 'a' || n, 'strips@1',
        '2020-01-01Z'::timestamptz + n * interval '1 minute', 'counted', 1, 20, 17, 24, '{}', ${counting}::jsonb, '2020-01-01Z', null, null, null
      from generate_series(1, ${observations}::int) n`.execute(tx);
  });
  await sql`analyze`.execute(db);
}

async function timed(act: (i: number) => Promise<unknown>): Promise<{ p50: number; p95: number }> {
  for (let i = 0; i < 10; i++) await act(i);
  const times: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const from = performance.now();
    await act(i);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { p50: times[REPEATS / 2] ?? Number.NaN, p95: times[Math.floor(REPEATS * 0.95)] ?? Number.NaN };
}

async function measure(db: Database, observations: number) {
  const facilities = observations / LOOKS;
  const nth = (i: number) => `f${String(1 + ((i * 7919) % facilities)).padStart(6, "0")}` as FacilityId;
  const middle = { acquiredAt: new Date(Date.UTC(2020, 0, 1, 0, observations / 2)).toISOString(), id: "obs-8" };
  return {
    "newest 50 observations": await timed(() => listObservations(db, { limit: 50 })),
    "50 from the middle of all": await timed(() => listObservations(db, { limit: 50, after: middle })),
    "newest 50 of a facility": await timed((i) => listObservations(db, { facility: nth(i), limit: 50 })),
    "series of a facility, 100 looks": await timed((i) => seriesOf(db, nth(i))),
    "100 whole observations of a facility": await timed((i) => currentObservations(db, nth(i))),
    "map: 50 facilities in a box": await timed((i) =>
      listFacilities(db, { limit: 50, within: { west: (i % 300) - 170, south: 0, east: (i % 300) - 165, north: 30 } }),
    ),
    "50 facilities, from the middle": await timed(() => listFacilities(db, { limit: 50, after: nth(facilities / 2) })),
  };
}

const server = await PostgresServer.start();
try {
  const measured = [];
  for (const observations of [LARGE / 10, LARGE]) {
    const name = `bench_${observations}`;
    await server.makeDatabase(name);
    const { db, close } = await openDatabase({ url: server.url(name) }, "2020-01-01T00:00:00Z");
    process.stderr.write(`filling ${observations} observations ...\n`);
    await fill(db, observations);
    const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(db);
    measured.push({ observations, bytes: rows[0]?.bytes ?? 0, times: await measure(db, observations) });
    await close();
  }
  const [small, large] = measured;
  if (!small || !large) throw new Error("nothing was measured");
  process.stdout.write(
    `${large.observations} observations, ${(large.bytes / large.observations).toFixed(0)} bytes each on disk\n`,
  );
  process.stdout.write(`${"".padEnd(38)}  p50 ms  p95 ms  p50 against a tenth of the rows\n`);
  for (const [name, { p50, p95 }] of Object.entries(large.times)) {
    const before = small.times[name as keyof typeof small.times];
    process.stdout.write(
      `${name.padEnd(38)}  ${p50.toFixed(2).padStart(6)}  ${p95.toFixed(2).padStart(6)}  ${(p50 / before.p50).toFixed(2).padStart(5)}\n`,
    );
  }
} finally {
  await server.stop();
}
