/**
 * How many tracks of clean rendered yards have parts that the larger network reads again, over what share of all steps, and
 * what share it reads with what it is shown to both sides; and on what share of the steps cars stand.
 *
 *     npx node scripts/count-second-passes.ts --scenes 40 --seed 9200
 */
import { parseArgs } from "node:util";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import type { Colours } from "../src/core/detection/strip-colours.ts";
import { networkInput } from "../src/core/detection/strip-input.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { layStrips, placeStrips } from "../src/pipeline/lay-strips.ts";
import { BESIDE_STEPS, partsToReadAgain } from "../src/pipeline/read-strip.ts";
import { renderScene } from "./counting/rendered-scenes.ts";

const { values } = parseArgs({
  options: { scenes: { type: "string", default: "40" }, seed: { type: "string", default: "9200" } },
});
const networks = await openStripNetworks({ threads: 1 });
for (const gsdMetres of [0.25, 0.5]) {
  let [all, now, steps, under, again, read] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < Number(values.scenes); k++) {
    const style = HELD_OUT_STYLES[k % HELD_OUT_STYLES.length] as YardStyle;
    const { scene, tracks, cars } = renderScene({ style, seed: Number(values.seed) + k, gsdMetres, clean: true });
    const look = { gsdMetres, sunAzimuthDegrees: scene.conditions.sunAzimuthDegrees };
    const laid = await layStrips(scene, tracks, { x: 0, y: 0 }, networks);
    const placed = await placeStrips(scene, tracks, networks, { ...look, laid, shift: null });
    for (const [t, strip] of placed.laid.strips.entries()) {
      const offsetMetres = placed.offsets[t] ?? new Float64Array(strip.width);
      const colours = placed.laid.colours[t] as Colours;
      const input = networkInput(strip, { ...look, rows: networks.carRows, offsetMetres, colours });
      const hidden = placed.laid.hidden[t] as Uint8Array;
      const parts = partsToReadAgain((await networks.readSteps(input)).occupancy, hidden);
      all++;
      if (parts.length > 0) now++;
      steps += hidden.length;
      const { lengthMetres } = strip;
      for (const { from, to } of cars[t] ?? [])
        under += Math.max(0, Math.min(to, lengthMetres) - Math.max(from, 0)) / networks.counting.stepMetres;
      for (const { from, to } of parts) {
        again += to - from;
        read += Math.min(hidden.length, to + BESIDE_STEPS) - Math.max(0, from - BESIDE_STEPS);
      }
    }
  }
  const share = (part: number) => `${((100 * part) / steps).toFixed(0)} % of their steps`;
  process.stdout.write(
    `${gsdMetres} m: ${now} of ${all} tracks, ${share(again)}; read again ${share(read)}; cars on ${share(under)}\n`,
  );
}
