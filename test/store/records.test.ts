import assert from "node:assert/strict";
import { sql } from "kysely";
import { countRegistered } from "../../src/adapters/counting/count-registered.ts";
import type { Database } from "../../src/adapters/store/database.ts";
import { eventsOf, putEvents, putRegimes } from "../../src/adapters/store/events.ts";
import { facilityById, geometryAt, listFacilities, putFacility } from "../../src/adapters/store/facilities.ts";
import { leftOutOf, removeLeftOut } from "../../src/adapters/store/left-out.ts";
import {
  correctObservation,
  currentObservations,
  listObservations,
  observationById,
  observationHistory,
  recordObservation,
} from "../../src/adapters/store/observations.ts";
import { addRevision, revisionAt, revisions } from "../../src/adapters/store/revisions.ts";
import { addScene, facilitiesOfScene, listScenes, sceneById } from "../../src/adapters/store/scenes.ts";
import { importEntries, publishedAsStored, seriesOf } from "../../src/adapters/store/series.ts";
import type { FacilityId, GeometryVersionId, MethodId, SceneId } from "../../src/core/ids.ts";
import { readMethod } from "../../src/core/reading/counted-of.ts";
import type { Figure } from "../../src/core/series/entry.ts";
import { assessedSeries } from "../../src/core/series/to-looks.ts";
import { STRIPS_METHOD } from "../../src/pipeline/count-scene.ts";
import { NOW, onBothDatabases } from "./databases.ts";
import { DRAWING, METHOD, NORTH, sampleCounting, sampleScene, WITHHELD } from "./samples.ts";

const GEOMETRY = "north-yard@1" as GeometryVersionId;

async function withYard(db: Database, scenes = 1): Promise<void> {
  await putFacility(
    db,
    { id: NORTH, names: { en: "North yard", ar: "الساحة الشمالية" }, drawing: DRAWING, origin: "a.geojson" },
    NOW,
  );
  for (let n = 1; n <= scenes; n++) await addScene(db, NORTH, sampleScene(n), NOW);
}

const record = (db: Database, scene: string, cars: number, method?: MethodId) =>
  recordObservation(
    db,
    { facility: NORTH, geometry: GEOMETRY, scene: scene as SceneId },
    sampleCounting(cars, method),
    NOW,
  );

onBothDatabases("a facility comes back as it was drawn", async (db) => {
  await withYard(db);
  const facility = await facilityById(db, NORTH);
  assert.deepEqual(facility, {
    id: NORTH,
    names: { en: "North yard", ar: "الساحة الشمالية" },
    geometry: { version: GEOMETRY, ...DRAWING },
  });
});

onBothDatabases("a changed drawing is a new version, the same drawing is none, and the old one stays", async (db) => {
  await withYard(db);
  const again = await putFacility(db, { id: NORTH, names: {}, drawing: DRAWING, origin: "b.geojson" }, NOW);
  assert.equal(again.newVersion, false);
  const shorter = { ...DRAWING, tracks: [DRAWING.tracks[0]] as const };
  const changed = await putFacility(db, { id: NORTH, names: {}, drawing: shorter, origin: "b.geojson" }, NOW);
  assert.equal(changed.facility.geometry?.version, "north-yard@2");
  assert.deepEqual(await geometryAt(db, NORTH, 1), { version: GEOMETRY, ...DRAWING });
});

onBothDatabases("a facility known from published counts has no drawing", async (db) => {
  await putFacility(db, { id: "tumangang" as FacilityId, names: { en: "Tumangang" }, drawing: null, origin: "" }, NOW);
  assert.equal((await facilityById(db, "tumangang" as FacilityId)).geometry, null);
  assert.deepEqual(await listFacilities(db, { limit: 10 }), [
    { id: "tumangang", names: { en: "Tumangang" }, geometryVersion: 0, tracks: 0, box: null },
  ]);
});

onBothDatabases("facilities are listed by pages", async (db) => {
  await withYard(db);
  for (const id of ["alpha", "beta"])
    await putFacility(db, { id: id as FacilityId, names: { en: id }, drawing: null, origin: "" }, NOW);
  const ids = async (page: Parameters<typeof listFacilities>[1]) =>
    (await listFacilities(db, page)).map(({ id }) => id);
  assert.deepEqual(await ids({ limit: 2 }), ["alpha", "beta"]);
  assert.deepEqual(await ids({ limit: 2, after: "beta" }), ["north-yard"]);
});

onBothDatabases("a scene added twice is one scene, and one file may show two facilities", async (db) => {
  await withYard(db);
  const scene = sampleScene(1);
  assert.equal(await addScene(db, NORTH, scene, NOW), false);
  await putFacility(db, { id: "south" as FacilityId, names: { en: "South" }, drawing: null, origin: "" }, NOW);
  assert.equal(await addScene(db, "south" as FacilityId, scene, NOW), true);
  assert.deepEqual(await facilitiesOfScene(db, scene.id), ["north-yard", "south"]);
  assert.deepEqual(await sceneById(db, scene.id), { ...scene, registeredAt: NOW });
});

onBothDatabases("a scene known with another time of acquisition is refused, and nothing changes", async (db) => {
  await withYard(db);
  const other = sampleScene(1, "2020-01-01T00:00:00Z");
  await assert.rejects(addScene(db, NORTH, other, NOW), /conflict: scene scene-1/);
  assert.equal((await sceneById(db, other.id)).conditions.acquiredAt, "2024-03-01T09:30:00Z");
});

onBothDatabases("a scene known with another use, or with its mask the other way round, is refused", async (db) => {
  await withYard(db);
  const scene = sampleScene(1);
  for (const [other, what] of [
    [{ mayBeRepublished: false }, /conflict: .*may be republished true, not false/],
    [{ synthetic: false }, /conflict: .*synthetic true, not false/],
    [{ cloudMask: { location: "/images/1-clouds.tif", hiddenWhereSet: false } }, /conflict: .*cloud mask .*not set/],
  ] as const)
    await assert.rejects(addScene(db, NORTH, { ...scene, ...other }, NOW), what);
  assert.equal(await addScene(db, NORTH, scene, NOW), false);
});

onBothDatabases("scenes are listed by time, page by page, none twice and none left out", async (db) => {
  await withYard(db, 7);
  const seen: string[] = [];
  for (let after: { acquiredAt: string; id: string } | undefined; ; ) {
    const page = await listScenes(db, { facility: NORTH, limit: 3, after });
    seen.push(...page.map(({ id }) => id));
    const last = page.at(-1);
    if (!last) break;
    after = { acquiredAt: last.conditions.acquiredAt, id: last.id };
  }
  assert.deepEqual(
    seen,
    [1, 2, 3, 4, 5, 6, 7].map((n) => `scene-${n}`),
  );
});

onBothDatabases("the same scene counted twice by the same method is one observation, the first one", async (db) => {
  await withYard(db);
  const first = await record(db, "scene-1", 12);
  const second = await record(db, "scene-1", 99);
  assert.deepEqual([first.recorded, second.recorded], [true, false]);
  assert.deepEqual(second.observation, first.observation);
  assert.equal((await record(db, "scene-1", 99, "strips@2" as MethodId)).recorded, true);
});

onBothDatabases("twenty workers that count one scene at once leave one observation", async (db) => {
  await withYard(db);
  const answers = await Promise.all(Array.from({ length: 20 }, () => record(db, "scene-1", 5)));
  assert.equal(answers.filter(({ recorded }) => recorded).length, 1);
  assert.equal((await currentObservations(db, NORTH)).length, 1);
});

onBothDatabases("an observation comes back whole, and a withheld one has no count rather than 0", async (db) => {
  await withYard(db, 2);
  const { observation } = await record(db, "scene-1", 3);
  assert.deepEqual(observation, {
    ...sampleCounting(3),
    id: observation.id,
    facility: NORTH,
    geometry: GEOMETRY,
    scene: "scene-1",
    acquisition: "acquisition-1",
    acquiredAt: "2024-03-01T09:30:00Z",
    recordedAt: NOW,
    correction: null,
  });
  await recordObservation(db, { facility: NORTH, geometry: GEOMETRY, scene: "scene-2" as SceneId }, WITHHELD, NOW);
  const [newest] = await listObservations(db, { facility: NORTH, limit: 1 });
  assert.deepEqual([newest?.status, newest?.median, newest?.reasons], ["withheld", null, ["too-hidden"]]);
});

onBothDatabases("a correction is a new row that names the old one; the old one stays as it was", async (db) => {
  await withYard(db);
  const { observation } = await record(db, "scene-1", 12);
  const correction = { of: observation.id, by: "a reader", reason: "two cars are sheds" };
  const corrected = await correctObservation(db, correction, sampleCounting(10), NOW);
  assert.deepEqual(await observationById(db, observation.id), observation);
  assert.deepEqual(
    (await currentObservations(db, NORTH)).map(({ id }) => id),
    [corrected.id],
  );
  assert.deepEqual(
    (await observationHistory(db, corrected.id)).map(({ id }) => id),
    [corrected.id, observation.id],
  );
  assert.deepEqual(corrected.correction, correction);
  await assert.rejects(correctObservation(db, correction, sampleCounting(9), NOW), /conflict: .*corrected already/);
  await assert.rejects(correctObservation(db, { ...correction, reason: " " }, sampleCounting(9), NOW), /usage/);
});

onBothDatabases("a scene that was counted is not read again, whoever corrected its count", async (db) => {
  await withYard(db);
  let read = 0;
  const count = async () => {
    read++;
    return sampleCounting(9, STRIPS_METHOD);
  };
  const counted = () => countRegistered(db, NORTH, "scene-1" as SceneId, count, () => new Date(NOW));
  const { observation } = await counted();
  const correction = { of: observation.id, by: "ada", reason: "looked again" };
  const corrected = await correctObservation(
    db,
    correction,
    sampleCounting(4, readMethod(STRIPS_METHOD, ["ada"])),
    NOW,
  );
  assert.deepEqual(await counted(), { observation: corrected, recorded: false });
  assert.equal(read, 1);
});

onBothDatabases("nobody can overwrite or delete an observation, a scene, a drawing or a report", async (db) => {
  await withYard(db);
  await record(db, "scene-1", 12);
  await addRevision(db, "report", NORTH, { text: 1 }, NOW);
  for (const table of ["observation", "scene", "facility_geometry", "track", "zone", "report"]) {
    const before = await sql`select * from ${sql.table(table)}`.execute(db);
    for (const change of [
      sql`delete from ${sql.table(table)}`,
      sql`update ${sql.table(table)} set ${sql.ref(table === "scene" || table === "observation" ? "id" : "facility")} = 'x'`,
    ])
      await assert.rejects(change.execute(db), /append-only/, table);
    assert.deepEqual((await sql`select * from ${sql.table(table)}`.execute(db)).rows, before.rows);
  }
});

onBothDatabases("observations are listed newest first by pages that a new row does not shift", async (db) => {
  await withYard(db, 5);
  for (let n = 1; n <= 4; n++) await record(db, `scene-${n}`, n);
  const [first, second] = await listObservations(db, { facility: NORTH, limit: 2 });
  assert.deepEqual([first?.scene, second?.scene], ["scene-4", "scene-3"]);
  await record(db, "scene-5", 5);
  assert.ok(second);
  const rest = await listObservations(db, { facility: NORTH, limit: 9, after: second });
  assert.deepEqual(
    rest.map(({ scene, median }) => [scene, median]),
    [
      ["scene-2", 2],
      ["scene-1", 1],
    ],
  );
});

onBothDatabases(
  "a series holds one look an acquisition, of one method, with the counts of others under their regime",
  async (db) => {
    await withYard(db, 3);
    await addScene(
      db,
      NORTH,
      { ...sampleScene(9, "2024-03-02T09:30:00Z"), acquisition: sampleScene(2).acquisition },
      NOW,
    );
    await record(db, "scene-1", 1, "strips@0" as MethodId);
    await record(db, "scene-1", 1);
    await record(db, "scene-2", 2);
    await recordObservation(db, { facility: NORTH, geometry: GEOMETRY, scene: "scene-9" as SceneId }, WITHHELD, NOW);
    const published = {
      from: "2023-01-01",
      to: "2023-01-31",
      figure: { kind: "at-most", cars: 20, approximately: true, looks: null },
      ground: "rail yard",
      classes: "cars",
      origin: { kind: "published", publisher: "P", source: "https://example.org", publishedOn: null, note: null },
    } as const;
    assert.equal(await importEntries(db, NORTH, [published], NOW), 1);
    assert.equal(await importEntries(db, NORTH, [published], NOW), 0);
    await putRegimes(db, NORTH, [{ name: "before", from: "2022-01-01", to: "2023-06-30", reason: "r" }]);
    const series = await seriesOf(db, NORTH);
    assert.deepEqual(
      series.map(({ from, figure, regime, origin }) => [
        from,
        figure.kind,
        regime,
        origin.kind === "observation" ? origin.method : origin.publisher,
      ]),
      [
        ["2023-01-01", "at-most", "before", "P"],
        ["2024-03-01", "distribution", null, METHOD],
        ["2024-03-02", "distribution", null, METHOD],
      ],
    );
  },
);

onBothDatabases("what an earlier version took over and nothing can work with is left out and told", async (db) => {
  await withYard(db);
  const entry = (day: string, figure: Figure) => ({
    from: day,
    to: day,
    figure,
    ground: "g",
    classes: "cars",
    origin: { kind: "published", publisher: "P", source: "s", publishedOn: null, note: null } as const,
  });
  const count = { kind: "exact", cars: 3, approximately: false } as const;
  const atMost = { kind: "at-most", cars: 20, approximately: false, looks: 200_000_000 } as const;
  await importEntries(
    db,
    NORTH,
    [entry("0023-10-05", count), entry("2023-10-05", count), entry("2022-01-01", atMost)],
    NOW,
  );
  await putEvents(db, NORTH, [
    { id: "odd", date: "0023-09", label: { en: "x" }, source: "s" },
    { id: "well", date: "2023-09", label: { en: "x" }, source: "s" },
    { id: "wordless", date: "2023-10", label: {}, source: "s" },
  ]);
  await putRegimes(db, NORTH, [{ name: "old", from: "0019-01-01", to: "2020-01-01", reason: "r" }]);
  await addScene(db, NORTH, sampleScene(9, "0024-03-01T09:00:00Z"), NOW);
  await record(db, "scene-9", 4);

  const series = await seriesOf(db, NORTH);
  assert.deepEqual(
    series.map(({ from, regime }) => [from, regime]),
    [["2023-10-05", null]],
  );
  assert.equal(assessedSeries(NORTH, series, await eventsOf(db, NORTH), null)?.events?.length, 1);
  const told = await leftOutOf(db, NORTH);
  for (const [i, words] of [
    /count of 0023-10-05 by P is left out: 0023-10-05 is not a day that exists, from 1858-01-01 on/,
    /count of 2022-01-01 by P is left out: 200000000 images, expected up to 10000/,
    /event "odd" is left out: 0023-09 is not/,
    /event "wordless" is left out: expected words in one language at least/,
    /regime "old" is left out: 0019-01-01 is not/,
    /look .* is left out: 0024-03-01 is not/,
  ].entries())
    assert.match(told[i] ?? "", words);
  assert.equal(told.length, 6);
  await putEvents(db, NORTH, [{ id: "odd", date: "2023-09", label: { en: "x" }, source: "s" }]);
  assert.equal((await leftOutOf(db, NORTH)).length, 5);

  const stored = await publishedAsStored(db, NORTH);
  const idOf = (day: string) => stored.find(({ from }) => from === day)?.id ?? "";
  const old = idOf("0023-10-05");
  assert.ok(told[0]?.endsWith(`\`yardcheck series remove ${old} --facility ${NORTH}\`.`), told[0]);
  assert.equal((await removeLeftOut(db, NORTH, old)).from, "0023-10-05");
  assert.equal((await leftOutOf(db, NORTH)).length, 4);
  await assert.rejects(removeLeftOut(db, NORTH, old), /has no published count/);
  await assert.rejects(removeLeftOut(db, NORTH, idOf("2023-10-05")), /is used; only one that is left out/);
  assert.equal((await seriesOf(db, NORTH)).length, 1);
});

onBothDatabases("a series import that fails half way takes nothing", async (db) => {
  await withYard(db);
  const entry = (to: string) => ({
    from: "2023-01-01",
    to,
    figure: { kind: "exact", cars: 3, approximately: false } as const,
    ground: "g",
    classes: "cars",
    origin: { kind: "published", publisher: "P", source: "s", publishedOn: null, note: null } as const,
  });
  await assert.rejects(importEntries(db, NORTH, [entry("2023-01-02"), entry("2022-01-01")], NOW));
  assert.deepEqual(await seriesOf(db, NORTH), []);
});

onBothDatabases("a file is imported once, though 0.4.0 stored a month of publication as its first day", async (db) => {
  await withYard(db);
  const entry = (from: string, publishedOn: string) => ({
    from,
    to: from,
    figure: { kind: "exact", cars: 73, approximately: false } as const,
    ground: "g",
    classes: "cars",
    origin: { kind: "published", publisher: "P", source: "s", publishedOn, note: null } as const,
  });
  const other = entry("2023-10-20", "2023-10-20");
  assert.equal(await importEntries(db, NORTH, [entry("2023-10-15", "2023-10-01")], NOW), 1);
  assert.equal(await importEntries(db, NORTH, [entry("2023-10-15", "2023-10-15")], NOW), 0);
  assert.equal(await importEntries(db, NORTH, [entry("2023-10-15", "2023-10-15"), other], NOW), 1);
  assert.equal((await seriesOf(db, NORTH)).length, 2);
});

onBothDatabases("documents are kept by revision: the same one adds none, an old one can be read", async (db) => {
  await withYard(db);
  assert.equal((await addRevision(db, "report", NORTH, { b: 1, a: [2] }, NOW)).added, true);
  assert.equal((await addRevision(db, "report", NORTH, { a: [2], b: 1 }, NOW)).added, false);
  assert.equal((await addRevision(db, "report", NORTH, { a: [3], b: 1 }, NOW)).revision.revision, 2);
  assert.deepEqual((await revisionAt(db, "report", NORTH, 1)).document, { a: [2], b: 1 });
  assert.equal((await revisions(db, "report", NORTH, 9)).length, 2);
  await assert.rejects(revisionAt(db, "report", NORTH, 7), /not-found/);
});
