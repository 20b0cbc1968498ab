import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { editEvidence, storedEvidence } from "../../src/adapters/evidence/stored.ts";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { addRevision, newestRevision, type Revision, revisions } from "../../src/adapters/store/revisions.ts";
import { importEntries } from "../../src/adapters/store/series.ts";
import { watchedTogether } from "../../src/adapters/watching/watched-together.ts";
import { putWatch, WATCH_SETTINGS } from "../../src/adapters/watching/watches.ts";
import { publishFacilityReport } from "../../src/apps/steps/publish-facility-report.ts";
import type { FacilityId } from "../../src/core/ids.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { NOW, onBothDatabases } from "./databases.ts";
import { NORTH } from "./samples.ts";

onBothDatabases("what is watched is looked at together, by the newest assessment of each", async (db) => {
  const assessed = (id: string, evidence: number) => ({
    id,
    status: "ready",
    looks: [
      { evidence: 1, evidenceFall: 1 },
      { evidence, evidenceFall: 2 },
    ],
  });
  const add = async (name: string, enabled: boolean, ...documents: readonly object[]) => {
    const id = name as FacilityId;
    await putFacility(db, { id, names: { en: name }, drawing: null, origin: "published" }, NOW);
    await putWatch(db, id, WATCH_SETTINGS.parse({}), enabled, NOW);
    for (const document of documents) await addRevision(db, "assessment", id, document, NOW, document);
  };
  await add("quiet", true, assessed("quiet", 5000), assessed("quiet", 3));
  await add("full", true, assessed("full", 300));
  await add("short", true, { id: "short", status: "too-few-looks", usable: 2, needed: 5, smallestConfirmable: null });
  await add("off", false, assessed("off", 9000));
  const { facilities, tiers } = await watchedTogether(db);
  assert.equal(facilities, 2);
  // Alone 300 is an alarm; of two facilities the threshold of the alarm is 480.
  assert.deepEqual(
    tiers.map(({ id, tier, discovered }) => [id, tier, discovered]),
    [
      ["full", "watch", true],
      ["quiet", "none", false],
    ],
  );
});

onBothDatabases(
  "of reports published at once each follows the one before, and the pages are the last one's",
  async (db) => {
    await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: null, origin: "published" }, NOW);
    const counted = async (month: number) => {
      const day = `2023-${String(month).padStart(2, "0")}-05`;
      const figure = { kind: "exact", cars: 20 + month, approximately: false } as const;
      const origin = { kind: "published", publisher: "P", source: "S", publishedOn: null, note: null } as const;
      await importEntries(
        db,
        NORTH,
        [{ from: day, to: day, figure, ground: "facility", classes: "cars", origin }],
        NOW,
      );
    };
    for (let month = 1; month <= 8; month++) await counted(month);
    const folder = mkdtempSync(join(tmpdir(), "yardcheck-published-"));
    const page = join(folder, `${NORTH}.json`);
    const publish = (now: string, reports = folder, signal?: AbortSignal) => {
      let files = 0;
      return publishFacilityReport(db, NORTH, reports, now, {
        ...(signal && { signal }),
        onFile: () => assert.ok(++files < 20, "drafted over and over"),
        reason: null,
        access: { settings: { version: 1, database: "embedded", parts: {} }, environment: {} },
        languages: ["en"],
        formats: ["html"],
      });
    };
    const frozen = async () =>
      (await revisions(db, "report", NORTH, 9)).map(({ revision, document }) => {
        const { basis } = document as ReportRecord;
        return [revision, basis.revision.number, basis.generatedAt];
      });
    try {
      const two = await Promise.all(["2026-03-04T12:00:00Z", "2026-03-04T12:00:01Z"].map((now) => publish(now)));
      assert.deepEqual(two.map(({ isNew }) => isNew).sort(), [false, true]);
      assert.deepEqual(
        two.map(({ revision }) => revision.revision),
        [1, 1],
      );
      const [[, , at] = []] = await frozen();
      assert.equal(JSON.parse(readFileSync(page, "utf8")).basis.generatedAt, at);

      await counted(9);
      const inTheWay = join(folder, "file");
      writeFileSync(inTheWay, "");
      await assert.rejects(publish("2026-03-05T12:00:00Z", join(inTheWay, "reports")));
      assert.equal((await frozen()).length, 1, "a report that could not be written is none");
      assert.equal((await publish("2026-03-06T12:00:00Z")).revision.revision, 2);
      assert.deepEqual((await frozen())[0], [2, 2, "2026-03-06T12:00:00Z"]);
      assert.ok(existsSync(page));

      const { document } = (await newestRevision(db, "report", NORTH)) as Revision;
      const { assessedWith: _, ...earlier } = document as ReportRecord;
      await addRevision(db, "report", NORTH, { ...earlier, madeWith: "0.3.0" }, "2026-03-07T12:00:00Z");
      const again = await publish("2026-03-08T12:00:00Z");
      assert.deepEqual([again.isNew, again.revision.revision], [false, 3], "frozen by an earlier program, unchanged");
      const stopped = publish("2026-03-08T12:00:00Z", folder, AbortSignal.abort());
      await assert.rejects(stopped, { name: "AbortError" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

onBothDatabases("of edits of evidence made at once each begins from the one before, and none is lost", async (db) => {
  await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: null, origin: "published" }, NOW);
  const add = (law: string) =>
    editEvidence(db, NORTH, async (stored) => ({ ...stored, law: [...stored.law, law] }), NOW);
  const all = await Promise.all(["1718", "1874", "2094"].map(add));
  assert.deepEqual(all.map(({ revision }) => revision.revision).sort(), [1, 2, 3]);
  assert.deepEqual([...((await storedEvidence(db, NORTH))?.law ?? [])].sort(), ["1718", "1874", "2094"]);
});
