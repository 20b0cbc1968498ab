import { readFileSync } from "node:fs";
import { join } from "node:path";
import { countingHere, countRegistered } from "../../src/adapters/counting/count-registered.ts";
import { syntheticDrawing, writeSyntheticScene } from "../../src/adapters/demo/synthetic-scenes.ts";
import { tumangangEvidence } from "../../src/adapters/evidence/shipped.ts";
import { syntheticEvidence } from "../../src/adapters/evidence/synthetic.ts";
import { importSeriesFile } from "../../src/adapters/published/import-file.ts";
import { readSeriesFile } from "../../src/adapters/published/series-file.ts";
import { readStacItem } from "../../src/adapters/stac/item-file.ts";
import { putEvents } from "../../src/adapters/store/events.ts";
import { facilityId, putFacility } from "../../src/adapters/store/facilities.ts";
import { addRevision } from "../../src/adapters/store/revisions.ts";
import { initWorkspace, openWorkspace } from "../../src/adapters/workspace/workspace.ts";
import { assessFacility } from "../../src/apps/steps/assess-facility.ts";
import { registerItem } from "../../src/apps/steps/register-item.ts";
import { demoPlan } from "../../src/core/synthetic/demo-plan.ts";

const PUBLISHED = join(import.meta.dirname, "../../src/adapters/published/tumangang.json");
/** When everything in it was recorded: its pictures must not change from day to day. */
const RECORDED = "2025-03-03T09:00:00Z";
/** Looks of the demonstration's plan that are made: quiet ones, one under cloud, and three of the rise. */
const LOOKS: ReadonlySet<number> = new Set([1, 2, 4, 5, 6, 10, 14, 18, 20, 22]);

/** The demonstration with ten of its looks, in an empty folder: what its pages show, in a fraction of the time. */
export async function makeSmallDemo(folder: string): Promise<void> {
  await initWorkspace(folder, undefined, new Date(RECORDED));
  const workspace = await openWorkspace(folder, undefined, "test", new Date(RECORDED));
  try {
    const { db, scenes, settings } = workspace;
    const [yard, tumangang] = [facilityId("synthetic-yard"), facilityId("tumangang")];
    const plan = demoPlan();
    const drawing = syntheticDrawing(plan);
    const names = { en: "Synthetic yard", ar: "ساحة اصطناعية" };
    await putFacility(db, { id: yard, names, drawing, origin: "drawn by the renderer" }, RECORDED);
    await putEvents(db, yard, [{ id: "invented", ...plan.event, source: "invented for the demonstration" }]);
    const count = countingHere(1);
    const access = { settings, environment: {} };
    let newest: string | null = null;
    for (const [k, date] of plan.dates.entries()) {
      if (!LOOKS.has(k)) continue;
      const name = `synthetic-${date.acquiredAt.slice(0, 10)}`;
      const { item } = await writeSyntheticScene(plan, date, join(scenes, yard), name);
      const scene = await registerItem(db, yard, await readStacItem(item, { catalogues: {} }), RECORDED, access);
      const { observation } = await countRegistered(db, yard, scene, count, () => new Date(RECORDED), {});
      if (observation.status === "counted") newest = observation.id;
    }
    await addRevision(db, "evidence", yard, syntheticEvidence(yard, newest, "invented"), RECORDED);
    await assessFacility(db, yard, RECORDED);
    const called = { en: "Tumangang Rail Facility", ar: "منشأة تومانغانغ للسكك الحديد", ko: "두만강역" };
    await putFacility(db, { id: tumangang, names: called, drawing: null, origin: "published counts" }, RECORDED);
    const file = readSeriesFile(readFileSync(PUBLISHED), "tumangang.json", tumangang);
    await importSeriesFile(db, tumangang, file, RECORDED);
    await addRevision(db, "evidence", tumangang, tumangangEvidence(), RECORDED);
    await assessFacility(db, tumangang, RECORDED);
  } finally {
    await workspace.close();
  }
}
