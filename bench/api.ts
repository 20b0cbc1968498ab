/**
 * What the workbench's and QGIS's requests cost at scale: pages over 100,000 observations of 10,000 facilities in a
 * PostgreSQL server, against a tenth of that, through the whole API (access, checks, JSON), in turn. Each page has the
 * same number of rows in both. Ratios near 1: the cost of a page does not grow with the table.
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
import { HEADS, sideBySide } from "./side-by-side.ts";

const FACILITIES = Number(process.argv[2] ?? 10_000);
const LOOKS = 10;
const REPEATS = 100;
const TOGETHER = 16;
/** Facilities that a search by name, a state or an order by evidence is about, in either database. */
const FEW = 40;

async function fill(db: Database, facilities: number): Promise<void> {
  const few = facilities / FEW;
  await db.transaction().execute(async (tx) => {
    await sql`insert into facility (id, names, created_at)
      select 'f' || lpad(n::text, 6, '0'), jsonb_build_object('en', 'Yard ' || n, 'ar',
        case when n % ${few}::int = 0 then 'محطّة حِمص' else 'ساحة' end), '2020-01-01Z'
      from generate_series(1, ${facilities}::int) n`.execute(tx);
    await sql`insert into facility_geometry
      select 'f' || lpad(n::text, 6, '0'), 1, '[[0,0],[1,0],[1,1]]', w, s, w + 0.02, s + 0.01, 'x', 'bench', '2020-01-01Z'
      from (select n, (n % 360) - 180.0 as w, (n / 360) * 0.25 as s from generate_series(1, ${facilities}::int) n) g`.execute(
      tx,
    );
    await sql`insert into track select facility, 1, 1, '1', '1', '[[0,0],[1,1]]', null, null, null, null, '[]' from facility_geometry`.execute(
      tx,
    );
    await sql`insert into assessment
      select 'f' || lpad(n::text, 6, '0'), 1, 'x', jsonb_build_object('status', 'ready', 'looks',
        jsonb_build_array(jsonb_build_object('tier', 'alarm', 'evidence', n))), '2020-01-01Z'
      from generate_series(${few}::int, ${facilities}::int, ${few}::int) n`.execute(tx);
    // Observations without scenes: the table's own checks are not what is measured.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`insert into observation
      select 'obs-' || md5(n::text), 'f' || lpad((1 + n % ${facilities}::int)::text, 6, '0'), 1, 's' || n, 'a' || n, 'strips@1',
        '2020-01-01Z'::timestamptz + n * interval '1 minute', 'counted', 1, n % 50, 17, 60, '{}', '{"status":"withheld"}'::jsonb,
        '2020-01-01Z', null, null, null
      from generate_series(1, ${facilities * LOOKS}::int) n`.execute(tx);
    await sql`select renew_newest_look(array(select id from facility))`.execute(tx);
  });
  await sql`vacuum analyze`.execute(db);
}

const nth = (i: number, facilities: number) => `f${String(1 + ((i * 7919) % facilities)).padStart(6, "0")}`;

const PAGES: Readonly<Record<string, (i: number, facilities: number) => string>> = {
  "50 facilities by id": () => "/api/facilities?limit=50",
  "50 facilities, a common state": () => "/api/facilities?limit=50&state=too-few-looks",
  "40 facilities, a rare state": () => "/api/facilities?limit=50&state=surge",
  "50 facilities by newest look": () => "/api/facilities?limit=50&sort=last-look",
  "50 facilities by cars": () => "/api/facilities?limit=50&sort=cars",
  "50 facilities by evidence": () => "/api/facilities?limit=50&sort=evidence",
  "a facility found by its id": (i, n) => `/api/facilities?limit=50&search=${nth(i, n)}`,
  "40 found by an Arabic name": () => `/api/facilities?limit=50&search=${encodeURIComponent("حمص")}&sort=cars`,
  "50 of all, found by a word": () => "/api/facilities?limit=50&search=yard",
  "12 facilities in a box": (i) => `/api/facilities?limit=50&bbox=${(i % 300) - 170},0,${(i % 300) - 165},0.3`,
  "layer of 12 facilities in a box": (i) =>
    `/collections/facilities/items?limit=100&bbox=${(i % 300) - 170},0,${(i % 300) - 165},0.3`,
  "observations of a facility": (i, n) => `/api/facilities/${nth(i, n)}/observations?limit=50`,
};

/**
 * The API on a database with so many facilities.
 *
 * @param connections  one: what its pages touch of the database can be counted
 */
async function open(url: string, facilities: number, connections: number) {
  const database = await openDatabase({ url, connections }, "2020-01-01T00:00:00Z");
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
  /** Bytes of a page. */
  const ask = async (name: string, i: number) => {
    const path = PAGES[name]?.(i, facilities) ?? "/";
    const response = await api.request(`http://localhost${path}`);
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.arrayBuffer()).byteLength;
  };
  const close = async () => {
    await strips.close();
    await database.close();
  };
  return { db: database.db, ask, close };
}

const server = await PostgresServer.start();
try {
  for (const [name, facilities] of [["small", FACILITIES / 10] as const, ["large", FACILITIES] as const]) {
    await server.makeDatabase(name);
    const { db, close } = await openDatabase({ url: server.url(name) }, "2020-01-01T00:00:00Z");
    process.stderr.write(`filling ${facilities} facilities ...\n`);
    await fill(db, facilities);
    await close();
  }
  const small = await open(server.url("small"), FACILITIES / 10, 1);
  const large = await open(server.url("large"), FACILITIES, 1);
  process.stdout.write(`${FACILITIES} facilities, ${FACILITIES * LOOKS} observations, against a tenth\n`);
  process.stdout.write(`${"".padEnd(32)}${HEADS}\n`);
  for (const name of Object.keys(PAGES)) {
    const side = ({ db, ask }: typeof large) => ({ db, ask: (i: number) => ask(name, i) });
    process.stdout.write(`${name.padEnd(32)}${await sideBySide(side(small), side(large), REPEATS)}\n`);
  }
  const many = await open(server.url("large"), FACILITIES, 10);
  const from = performance.now();
  let asked = 0;
  await Promise.all(
    Array.from({ length: TOGETHER }, async (_, k) => {
      for (let i = 0; i < REPEATS / 2; i++, asked++) await many.ask("observations of a facility", k * 31 + i);
    }),
  );
  const perSecond = asked / ((performance.now() - from) / 1000);
  process.stdout.write(`${perSecond.toFixed(0)} pages a second, ${TOGETHER} at once\n`);
  for (const { close } of [small, large, many]) await close();
} finally {
  await server.stop();
}
