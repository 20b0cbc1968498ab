/**
 * What the record costs at scale: lists, series and maps over 1,000,000 observations of 10,000 facilities in a
 * PostgreSQL server, against a tenth of that. The cost of a page must not grow with the table: ratios near 1.
 *
 * Run: `npx node bench/store.ts [observations]`
 */
import { sql } from "kysely";
import { featuresOf } from "../src/adapters/overview/features.ts";
import { scenesAsked } from "../src/adapters/overview/stac-items.ts";
import { type Database, openDatabase } from "../src/adapters/store/database.ts";
import { listFacilities } from "../src/adapters/store/facilities.ts";
import { currentObservations, listObservations } from "../src/adapters/store/observations.ts";
import { seriesOf } from "../src/adapters/store/series.ts";
import type { FacilityId } from "../src/core/ids.ts";
import { PostgresServer } from "../test/store/postgres-server.ts";
import { HEADS, sideBySide } from "./side-by-side.ts";

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
    await sql`insert into facility (id, names, created_at)
      select 'f' || lpad(n::text, 6, '0'), '{"en":"Yard"}', '2020-01-01Z' from generate_series(1, ${facilities}::int) n`.execute(
      tx,
    );
    // Rows as their own tables would check them: the checks are not what is measured.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`insert into facility_geometry
      select 'f' || lpad(n::text, 6, '0'), 1, '[]', w, s, w + 0.02, s + 0.01, 'x', 'bench', '2020-01-01Z'
      from (select n, (n % 360) - 180.0 as w, (n / 360) * 0.25 as s from generate_series(1, ${facilities}::int) n) g`.execute(
      tx,
    );
    await sql`insert into scene select 's' || n, 'a' || n, '2020-01-01Z'::timestamptz + n * interval '1 minute', 'x', '{}', '{}', '{}', '[]', null, null, 'x', true, true, '2020-01-01Z'
      from generate_series(1, ${observations}::int) n`.execute(tx);
    await sql`insert into facility_scene
      select 'f' || lpad((1 + n % ${facilities}::int)::text, 6, '0'), 's' || n from generate_series(1, ${observations}::int) n`.execute(
      tx,
    );
    await sql`insert into observation
      select 'obs-' || md5(n::text), 'f' || lpad((1 + n % ${facilities}::int)::text, 6, '0'), 1, 's' || n, 'a' || n, 'strips@1',
        '2020-01-01Z'::timestamptz + n * interval '1 minute', 'counted', 1, 20, 17, 24, '{}', ${counting}::jsonb, '2020-01-01Z', null, null, null
      from generate_series(1, ${observations}::int) n`.execute(tx);
  });
  await sql`vacuum analyze`.execute(db);
}

const nth = (i: number, of: number) => `f${String(1 + ((i * 7919) % of)).padStart(6, "0")}` as FacilityId;
const narrow = (i: number) => [(i % 300) - 170, 0, (i % 300) - 165, 0.3] as const;
const mapped = { from: null, to: null, facility: null, after: null, limit: 50 };
const scenes = { from: null, to: null, ids: null, after: null, limit: 50 };
const WORLD = [-180, -90, 180, 90] as const;

/** Each gives as many rows from the small database as from the large one. */
const QUERIES: Readonly<Record<string, (db: Database, i: number, facilities: number) => Promise<unknown>>> = {
  "newest 50 observations": (db) => listObservations(db, { limit: 50 }),
  "50 from the middle of all": (db, _, n) =>
    listObservations(db, {
      limit: 50,
      after: { acquiredAt: new Date(Date.UTC(2020, 0, 1, 0, (n * LOOKS) / 2)).toISOString(), id: "obs-8" },
    }),
  "newest 50 of a facility": (db, i, n) => listObservations(db, { facility: nth(i, n), limit: 50 }),
  "series of a facility, 100 looks": (db, i, n) => seriesOf(db, nth(i, n)),
  "100 whole observations of a facility": (db, i, n) => currentObservations(db, nth(i, n)),
  "50 facilities, from the middle": (db, _, n) => listFacilities(db, { limit: 50, after: nth(n / 2, n) }),
  "map: 12 facilities in a box": (db, i) => featuresOf(db, "facilities", { ...mapped, box: narrow(i) }),
  "map: 50 of all facilities": (db) => featuresOf(db, "facilities", { ...mapped, box: WORLD }),
  "map: newest 50 of 1,200 looks in a box": (db, i) => featuresOf(db, "observations", { ...mapped, box: narrow(i) }),
  "map: newest 50 of 1,200 scenes in a box": (db, i) => scenesAsked(db, { ...scenes, box: narrow(i) }),
  "map: newest 50 of all scenes": (db) => scenesAsked(db, { ...scenes, box: WORLD }),
  "map: newest 50 of all looks": (db) => featuresOf(db, "observations", { ...mapped, box: WORLD }),
};

async function open(server: PostgresServer, observations: number) {
  const name = `bench_${observations}`;
  await server.makeDatabase(name);
  const { db, close } = await openDatabase({ url: server.url(name), connections: 1 }, "2020-01-01T00:00:00Z");
  process.stderr.write(`filling ${observations} observations ...\n`);
  await fill(db, observations);
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(db);
  return { db, close, facilities: observations / LOOKS, bytes: rows[0]?.bytes ?? 0 };
}

const server = await PostgresServer.start();
try {
  const small = await open(server, LARGE / 10);
  const large = await open(server, LARGE);
  process.stdout.write(`${LARGE} observations, ${(large.bytes / LARGE).toFixed(0)} bytes each on disk\n`);
  process.stdout.write(`${"".padEnd(40)}${HEADS}\n`);
  for (const [name, query] of Object.entries(QUERIES)) {
    const side = ({ db, facilities }: typeof large) => ({
      db,
      ask: async (i: number) => JSON.stringify(await query(db, i, facilities)).length,
    });
    process.stdout.write(`${name.padEnd(40)}${await sideBySide(side(small), side(large), REPEATS)}\n`);
  }
  await small.close();
  await large.close();
} finally {
  await server.stop();
}
