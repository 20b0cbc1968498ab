/** A process of its own for the tests: opens a workspace, says "open", then holds it or writes and counts aloud. */

import { recordObservation } from "../../src/adapters/store/observations.ts";
import { addScene } from "../../src/adapters/store/scenes.ts";
import { openWorkspace } from "../../src/adapters/workspace/workspace.ts";
import type { GeometryVersionId } from "../../src/core/ids.ts";
import { NORTH, NOW, sampleCounting, sampleScene } from "./samples.ts";

const [, , place = "", mode] = process.argv;
const { db } = await openWorkspace(place, undefined, "holding", new Date());
process.stdout.write("open\n");
for (let n = 1; mode === "write"; n++) {
  const scene = sampleScene(n, new Date(Date.UTC(2024, 0, 1, 0, n)).toISOString());
  await addScene(db, NORTH, scene, NOW);
  const of = { facility: NORTH, geometry: "north-yard@1" as GeometryVersionId, scene: scene.id };
  await recordObservation(db, of, sampleCounting(7), NOW);
  process.stdout.write(`${n}\n`);
}
setInterval(() => {}, 1000);
