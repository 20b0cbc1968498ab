import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { facilityOverview, facilityPlaces, OVERVIEW_SORTS } from "../../src/adapters/overview/facilities.ts";
import { featuresOf } from "../../src/adapters/overview/features.ts";
import type { FeaturePage, FeaturesAsked } from "../../src/adapters/overview/map-feature.ts";
import { copyDatabase } from "../../src/adapters/store/copy.ts";
import { connect, type Database, type DatabasePlace, openDatabase } from "../../src/adapters/store/database.ts";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { migrate, migrations } from "../../src/adapters/store/migrations.ts";
import {
  correctObservation,
  currentObservations,
  listObservations,
  recordObservation,
  standingObservations,
} from "../../src/adapters/store/observations.ts";
import { addScene } from "../../src/adapters/store/scenes.ts";
import { importEntries, looksOfSeries } from "../../src/adapters/store/series.ts";
import type { Names } from "../../src/core/facility/facility.ts";
import type { AcquisitionId, FacilityId, GeometryVersionId, MethodId, SceneId } from "../../src/core/ids.ts";
import { methodFamily } from "../../src/core/reading/counted-of.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { FACILITY_STATES } from "../../src/core/watch/facility-state.ts";
import { embeddedTemplate, emptyDatabaseUrl, NOW, onBothDatabases } from "./databases.ts";
import { live } from "./live.ts";
import { DRAWING, sampleCounting, sampleScene, WITHHELD } from "./samples.ts";

/** What is told of every facility, by looking at all that is stored of it: as lists did before they had columns. */
async function lookedUp(db: Database) {
  const { rows } = await sql<{
    id: string;
    names: Record<string, string>;
    west: number | null;
    east: number | null;
    state: string;
    observation: string | null;
    "last-look": number;
    cars: number;
    evidence: number;
  }>`
    select f.id, f.names, g.west, g.east, o.id as observation,
      coalesce(extract(epoch from o.acquired_at)::float8, -1) as "last-look",
      coalesce(o.cars_median, -1)::float8 as cars,
      coalesce((a.document #>> '{looks,-1,evidence}')::float8, -1) as evidence,
      case
        when a.document #>> '{looks,-1,tier}' in ('alarm', 'firm') then 'surge'
        when a.document #>> '{looks,-1,tierFall}' in ('alarm', 'firm') then 'drop'
        when a.document #>> '{looks,-1,tier}' = 'watch' then 'raised'
        when a.document #>> '{looks,-1,tierFall}' = 'watch' then 'lowered'
        when a.document #>> '{looks,-1,tier}' in ('none', 'ended') then 'usual'
        when a.document is not null or c.counted then 'too-few-looks'
        when o.id is not null then 'nothing-usable'
        else 'not-looked' end as state
    from facility f
    left join lateral (select version, west, south, east, north from facility_geometry
      where facility = f.id order by version desc limit 1) g on true
    left join lateral (select n.id, n.acquired_at, n.cars_median from standing_observation n
      where n.facility = f.id order by n.acquired_at desc, n.id desc limit 1) o on true
    left join lateral (select true as counted from observation n
      where n.facility = f.id and n.status = 'counted' limit 1) c on true
    left join lateral (select document from assessment
      where facility = f.id order by revision desc limit 1) a on true
    order by f.id`.execute(db);
  return rows;
}

type Asked = Partial<Parameters<typeof facilityOverview>[1]>;

/** All pages of a list, each as the one before names it. */
async function listed(db: Database, asked: Asked) {
  const all: Awaited<ReturnType<typeof facilityOverview>>["facilities"][number][] = [];
  for (let after: readonly [number | string, string] | null = null; ; ) {
    const page: Awaited<ReturnType<typeof facilityOverview>> = await facilityOverview(db, {
      ...{ search: null, states: null, box: null, sort: "id", limit: 3 },
      ...asked,
      after,
    });
    all.push(...page.facilities);
    if (page.next === null) return all;
    // As a cursor carries it.
    after = JSON.parse(JSON.stringify(page.next)) as readonly [number | string, string];
  }
}

async function assertAsLookedUp(db: Database): Promise<void> {
  const all = await lookedUp(db);
  for (const sort of OVERVIEW_SORTS) {
    const expected = sort === "id" ? all : all.toSorted((a, b) => b[sort] - a[sort]);
    const got = await listed(db, { sort });
    assert.deepEqual(
      got.map(({ id, state, lastLook }) => [id, state, lastLook?.observation ?? null, lastLook?.median ?? -1]),
      expected.map(({ id, state, observation, cars }) => [id, state, observation, cars]),
      sort,
    );
  }
  const states = [FACILITY_STATES.slice(0, 2), FACILITY_STATES.slice(3, 5), FACILITY_STATES.slice(2)];
  for (const some of states) {
    const expected = all.filter(({ state }) => some.some((known) => known === state)).map(({ id }) => id);
    assert.deepEqual(
      (await listed(db, { states: some })).map(({ id }) => id),
      expected,
    );
    const places = await facilityPlaces(db, { states: some, search: null });
    const drawn = all.filter(({ id, west }) => west !== null && expected.includes(id));
    assert.deepEqual(
      places.map(({ id }) => id),
      drawn.map(({ id }) => id),
    );
  }
  for (const [west, east] of [
    [11.005, 12],
    [9, 10],
    [12.0105, 12.9],
  ] as const) {
    const inside = all.filter((of) => of.west !== null && of.east !== null && of.west <= east && of.east >= west);
    const got = await listed(db, { box: [west, 40, east, 60], sort: "cars" });
    assert.deepEqual(got.map(({ id }) => id).sort(), inside.map(({ id }) => id).sort());
  }
  for (const search of ["yard", "Y", "est", "شمال", "f0-", "%_"]) {
    const form = search.toLowerCase();
    const names = (of: Record<string, string>) => Object.values(of).join("\n").toLowerCase();
    const plain = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "");
    const expected = all.filter((of) => plain(`${of.id}\n${names(of.names)}`).includes(form)).map(({ id }) => id);
    assert.deepEqual(
      (await listed(db, { search })).map(({ id }) => id),
      expected,
      search,
    );
    assert.deepEqual((await listed(db, { search, sort: "last-look" })).map(({ id }) => id).sort(), expected);
  }
}

onBothDatabases("one look stands for each acquisition: in lists and maps the one that the series takes", async (db) => {
  const random = new RandomStream(3);
  const id = "busy" as FacilityId;
  const methods = ["strips@1", "strips@2", "boxes@1"] as MethodId[];
  const drawn = (version: number) => ({ ...DRAWING, tracks: [{ ...DRAWING.tracks[0], name: `${version}` }] as const });
  let version = 0;
  for (let step = 0; step < 90; step++) {
    const at = new Date(Date.parse(NOW) + step * 1000).toISOString();
    if (step % 30 === 0) {
      version++;
      await putFacility(db, { id, names: { en: "Busy" }, drawing: drawn(version), origin: "test" }, at);
    }
    // Two scenes of each acquisition, the second a moment later; later steps bring newer acquisitions.
    const acquisition = random.integer(1, 4 + step / 15);
    const half = random.integer(0, 1);
    const scene = sampleScene(2 * acquisition + half, `2024-04-${10 + acquisition}T09:30:0${half}Z`);
    await addScene(db, id, { ...scene, acquisition: `acquisition-${acquisition}` as AcquisitionId }, at);
    const method = random.pick(methods.slice(0, 1 + Math.floor(step / 30)));
    const usableFraction = random.pick([0.8, 0.9]);
    const counting = random.chance(0.3) ? { ...WITHHELD, method } : sampleCounting(random.integer(0, 3), method);
    const of = { facility: id, geometry: `${id}@${version}` as GeometryVersionId, scene: scene.id };
    const { observation, recorded } = await recordObservation(db, of, { ...counting, usableFraction }, at);
    if (recorded && random.chance(0.3)) {
      const read = sampleCounting(4, `${method}+read-by-ada` as MethodId);
      await correctObservation(db, { of: observation.id, by: "ada", reason: "read" }, { ...read, usableFraction }, at);
    }
    if (step % 10 !== 9) continue;
    const series = looksOfSeries(await currentObservations(db, id));
    const family = series[0] && methodFamily(series[0].method);
    const standing = await standingObservations(db, id);
    const ids = standing.map((one) => one.id);
    assert.equal(new Set(standing.map((one) => one.acquisition)).size, standing.length);
    assert.deepEqual(
      standing.filter((one) => methodFamily(one.method) === family).map((one) => one.id),
      series.map((one) => one.id),
      `step ${step}`,
    );
    const listed = await listObservations(db, { facility: id, limit: 100 });
    assert.deepEqual(listed.map((one) => one.id).reverse(), ids);
    const asked = { facility: id, box: null, from: null, to: null, after: null, limit: 100 };
    const shown = await featuresOf(db, "observations", asked);
    assert.deepEqual(shown.features.map((one) => one.id).reverse(), ids);
    const { facilities } = await facilityOverview(db, {
      ...{ search: null, states: null, box: null, sort: "id", after: null, limit: 9 },
    });
    assert.equal(facilities[0]?.lastLook?.observation, ids.at(-1));
    const medians = series.map((one) => (one.status === "counted" ? one.count.median : null));
    assert.deepEqual(
      facilities[0]?.sparkline.map((one) => one.median),
      medians,
    );
  }
});

for (const seed of [1, 2])
  onBothDatabases(`lists sort, filter and find as a look at all that is stored tells, seed ${seed}`, async (db) => {
    await live(db, seed, 150, async (step) => {
      if (step % 25 === 24) await assertAsLookedUp(db);
    });
  });

onBothDatabases(
  "of a facility without a look of ours the newest published count that is assessed is listed",
  async (db) => {
    const id = "told" as FacilityId;
    await putFacility(db, { id, names: { en: "Told" }, drawing: null, origin: "test" }, NOW);
    const origin = { kind: "published", publisher: "38 North", source: "s", publishedOn: null, note: null } as const;
    const entry = (day: string, cars: number, ground: string, kind: "exact" | "at-least" = "exact") => {
      const figure = { kind, cars, approximately: false };
      return { from: day, to: day, figure, ground, classes: "cars", origin };
    };
    const told = [entry("2024-01-01", 7, "yard"), entry("2024-03-01", 82, "yard", "at-least")];
    await importEntries(db, id, [...told, entry("2024-04-01", 225, "another yard")], NOW);
    const [first] = await listed(db, {});
    const newest = { cars: 82, precision: "at-least", day: "2024-03-01", publisher: "38 North" };
    assert.deepEqual([first?.lastPublished, first?.lastLook, first?.state], [newest, null, "not-looked"]);

    const by = [12, 41, 60, 80, 100, 120].map((cars) => ({
      ...entry("2024-05-01", cars, "yard"),
      origin: { ...origin, publisher: `Counted ${cars}` },
    }));
    await importEntries(db, id, by, NOW);
    const [several] = await listed(db, {});
    const judged = { cars: 41, precision: "exact", day: "2024-05-01", publisher: "Counted 41" };
    assert.deepEqual(several?.lastPublished, judged, "of several of a day the one nearest to the usual, as in reports");
  },
);

onBothDatabases("an older look that waits for a newer one to be stored does not take its place", async (db) => {
  const busy = "busy" as FacilityId;
  await putFacility(db, { id: busy, names: { en: "Busy" }, drawing: DRAWING, origin: "test" }, NOW);
  for (const n of [1, 2]) await addScene(db, busy, sampleScene(n), NOW);
  const record = (on: Database, n: number) => {
    const of = { facility: busy, geometry: "busy@1" as GeometryVersionId, scene: `scene-${n}` as SceneId };
    return recordObservation(on, of, sampleCounting(n), NOW);
  };
  let older: Promise<unknown> = Promise.resolve();
  await db.transaction().execute(async (tx) => {
    await record(tx, 2);
    older = record(db, 1);
    // Long enough for the other one to come to where it waits.
    await wait(300);
  });
  await older;
  assert.deepEqual((await listed(db, {}))[0]?.lastLook?.median, 2);
});

onBothDatabases("a copy of a database, and one of an older Yardcheck, list as the first one does", async (db) => {
  await live(db, 4, 120, async () => {});
  const other = await openDatabase({ folder: null, template: await embeddedTemplate() }, NOW);
  try {
    await copyDatabase(db, other.db, "the copy", () => {});
    assert.deepEqual(await stored(other.db), await stored(db));
    await assertAsLookedUp(other.db);
  } finally {
    await other.close();
  }
});

for (const [kind, place] of Object.entries({
  embedded: async (): Promise<DatabasePlace> => ({ folder: null, template: await embeddedTemplate() }),
  PostgreSQL: async (): Promise<DatabasePlace> => ({ url: await emptyDatabaseUrl() }),
}))
  test(`what an older Yardcheck stored is listed as if it had been written now (${kind})`, async () => {
    const { db, close } = await connect(await place());
    try {
      const names = migrations().map(({ name }) => name);
      await migrate(db, NOW, new Set(names.slice(0, names.indexOf("0140-facility-overview.sql"))));
      await live(db, 5, 120, async () => {});
      await migrate(db, NOW);
      await assertAsLookedUp(db);
    } finally {
      await close();
    }
  });

onBothDatabases("a facility is found by any part of its id or of a name, however it is written", async (db) => {
  const put = (id: string, names: Names) =>
    putFacility(db, { id: id as FacilityId, names, drawing: null, origin: "test" }, NOW);
  await put("homs", { en: "Homs-Sälzerei", ar: "محطّة حِمص الأولى" });
  await put("qamishli", { ar: "القامشلي" });
  await put("east-1", { en: "Yard 100%" });
  const found = async (search: string) => (await listed(db, { search })).map(({ id }) => id);
  assert.deepEqual(await found("SALZ"), ["homs"]);
  assert.deepEqual(await found("حمص الاولي"), ["homs"], "without vowel signs, hamza and dots");
  assert.deepEqual(await found("مــحطه"), ["homs"], "with tatweel, heh for teh marbuta");
  assert.deepEqual(await found("ش"), ["qamishli"], "one letter");
  assert.deepEqual(await found("لی"), ["homs", "qamishli"], "two letters, a Persian yeh");
  assert.deepEqual(await found("0%"), ["east-1"]);
  assert.deepEqual(await found("١٠٠"), ["east-1"]);
  assert.deepEqual(await found("en"), [], "the name of a language is no part of a name");
  assert.deepEqual(await found(""), ["east-1", "homs", "qamishli"]);
  await put("homs", { en: "Homs, main station" });
  assert.deepEqual(await found("salz"), [], "renamed");
});

onBothDatabases(
  "a box finds the same few of a thousand as the many that lie in a wide one, page by page",
  async (db) => {
    await sql`insert into facility (id, names, created_at)
    select 'f' || lpad(n::text, 4, '0'), '{"en":"Yard"}', ${NOW} from generate_series(0, 1199) n`.execute(db);
    await sql`insert into facility_geometry
    select 'f' || lpad(n::text, 4, '0'), 1, '[[0,0],[1,0],[1,1]]', n % 100, n / 100, n % 100 + .5, n / 100 + .5, 'x', 'test', ${NOW}
    from generate_series(0, 1199) n`.execute(db);
    const within = async (box: readonly [number, number, number, number]) => {
      const features: string[] = [];
      for (let after: FeaturesAsked["after"] = null; ; ) {
        const asked = { box, after, facility: null, from: null, to: null, limit: 400 };
        const page: FeaturePage = await featuresOf(db, "facilities", asked);
        features.push(...page.features.map(({ id }) => id));
        if (page.next === null) break;
        after = page.next;
      }
      assert.deepEqual(
        (await listed(db, { box, limit: 400 })).map(({ id }) => id),
        features,
      );
      return features;
    };
    assert.deepEqual(await within([7.5, 3, 8, 3]), ["f0307", "f0308"], "edges are included");
    assert.equal((await within([0, 0, 100, 10])).length, 1100);
    assert.equal((await within([0, 0.25, 98.9, 20])).length, 1188);
  },
);

async function stored(db: Database) {
  return (await sql`select * from facility_overview order by facility collate "C"`.execute(db)).rows;
}
