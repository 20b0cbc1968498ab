/**
 * Makes the small synthetic yard that `yardcheck doctor` and `/health` count: run it again only when the renderer
 * changed on purpose, and say so in the commit. `npx node scripts/make-golden-yard.ts`
 */
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { syntheticDrawing, writeSyntheticScene } from "../src/adapters/demo/synthetic-scenes.ts";
import { geojsonOf } from "../src/adapters/geojson/write.ts";
import type { GeometryVersionId } from "../src/core/ids.ts";
import { type DemoDate, demoPlan } from "../src/core/synthetic/demo-plan.ts";

const FOLDER = resolve(import.meta.dirname, "../src/adapters/doctor/golden");

const date: DemoDate = {
  acquiredAt: "2024-01-15T10:00:00Z",
  dateSeed: 4242,
  fill: [0, 0.6, 0.35],
  gsdMetres: 0.4,
  offNadirDegrees: 8,
  sun: { azimuthDegrees: 150, elevationDegrees: 40 },
  cloud: 0,
};
const plan = { ...demoPlan(), layoutSeed: 5, lengthMetres: 160, tracks: 3, dates: [date] };
const scene = await writeSyntheticScene(plan, date, FOLDER, "yard");
rmSync(join(FOLDER, "yard.json"));
const drawing = geojsonOf(
  { en: "Golden yard (synthetic)" },
  { version: "golden@1" as GeometryVersionId, ...syntheticDrawing(plan) },
);
writeFileSync(join(FOLDER, "tracks.geojson"), `${JSON.stringify(drawing, null, 2)}\n`);
const truth = { cars: scene.cars, gsdMetres: date.gsdMetres, offNadirDegrees: date.offNadirDegrees, sun: date.sun };
writeFileSync(join(FOLDER, "truth.json"), `${JSON.stringify(truth, null, 2)}\n`);
process.stdout.write(`${FOLDER}: ${scene.cars} cars\n`);
