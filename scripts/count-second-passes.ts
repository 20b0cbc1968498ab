/**
 * How many tracks of clean rendered yards have a second pass through the network, and how many had one by the rule of
 * strips@4: a most probable number of cars less probable than .9.
 *
 *     node scripts/count-second-passes.ts --scenes 40 --seed 9200
 */
import { parseArgs } from "node:util";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { bandFor } from "../src/core/detection/counting-model.ts";
import type { StripMargins } from "../src/core/detection/direction.ts";
import { type Colours, networkInput } from "../src/core/detection/strip-input.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { layStrips, placeStrips } from "../src/pipeline/lay-strips.ts";
import { isSure, readOnce } from "../src/pipeline/read-strip.ts";
import { renderScene } from "./counting/rendered-scenes.ts";

const { values } = parseArgs({
  options: { scenes: { type: "string", default: "40" }, seed: { type: "string", default: "9200" } },
});
const networks = await openStripNetworks({ threads: 1 });
for (const gsdMetres of [0.25, 0.5]) {
  let [all, now, before] = [0, 0, 0];
  for (let k = 0; k < Number(values.scenes); k++) {
    const style = HELD_OUT_STYLES[k % HELD_OUT_STYLES.length] as YardStyle;
    const { scene, tracks } = renderScene({ style, seed: Number(values.seed) + k, gsdMetres, clean: true });
    const look = { gsdMetres, sunAzimuthDegrees: scene.conditions.sunAzimuthDegrees };
    const laid = await layStrips(scene, tracks, { x: 0, y: 0 }, networks);
    const placed = await placeStrips(scene, tracks, networks, { ...look, laid, shift: null });
    for (const [t, strip] of placed.laid.strips.entries()) {
      const offsetMetres = placed.offsets[t] ?? new Float64Array(strip.width);
      const colours = placed.laid.colours[t] as Colours;
      const input = networkInput(strip, { ...look, rows: networks.carRows, offsetMetres, colours });
      const { reading } = await readOnce(
        input,
        placed.laid.hidden[t] as Uint8Array,
        placed.laid.margins[t] as StripMargins,
        {
          networks,
          band: bandFor(networks.counting, gsdMetres),
        },
      );
      all++;
      if (!isSure(reading)) now++;
      if (Math.max(...reading.seenPmf) < 0.9) before++;
    }
  }
  process.stdout.write(`${gsdMetres} m: ${now} of ${all} tracks, by the former rule ${before}\n`);
}
