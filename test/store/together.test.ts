import assert from "node:assert/strict";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { addRevision } from "../../src/adapters/store/revisions.ts";
import { watchedTogether } from "../../src/adapters/watching/watched-together.ts";
import { putWatch, WATCH_SETTINGS } from "../../src/adapters/watching/watches.ts";
import type { FacilityId } from "../../src/core/ids.ts";
import { NOW, onBothDatabases } from "./databases.ts";

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
