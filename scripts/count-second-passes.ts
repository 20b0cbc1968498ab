/**
 * How many tracks of clean rendered yards have a second pass through the network, over what share of all steps, and how
 * many had one by the rule of strips@5, over the whole track: a listed car scores under .8, or the expected number of
 * cars strays from the list by more than .25.
 *
 *     node scripts/count-second-passes.ts --scenes 40 --seed 9200
 */
import { parseArgs } from "node:util";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { bandFor } from "../src/core/detection/counting-model.ts";
import type { StripMargins } from "../src/core/detection/direction.ts";
import type { Colours } from "../src/core/detection/strip-colours.ts";
import { networkInput } from "../src/core/detection/strip-input.ts";
import { countTrack } from "../src/core/detection/track-reading.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { layStrips, placeStrips } from "../src/pipeline/lay-strips.ts";
import { doubtfulParts, listOutputs } from "../src/pipeline/read-strip.ts";
import { renderScene } from "./counting/rendered-scenes.ts";

const { values } = parseArgs({
  options: { scenes: { type: "string", default: "40" }, seed: { type: "string", default: "9200" } },
});
const networks = await openStripNetworks({ threads: 1 });
for (const gsdMetres of [0.25, 0.5]) {
  let [all, now, before, steps, again] = [0, 0, 0, 0, 0];
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
      const hidden = placed.laid.hidden[t] as Uint8Array;
      const margins = placed.laid.margins[t] as StripMargins;
      const band = bandFor(networks.counting, gsdMetres);
      const outputs = await networks.readSteps(input);
      const { evidence, model, ...listed } = listOutputs(outputs, hidden, margins, { networks, band });
      const reading = countTrack(evidence, model, listed);
      all++;
      const parts = doubtfulParts(reading, hidden, margins);
      if (parts.length > 0) now++;
      steps += hidden.length;
      for (const { from, to } of parts) again += to - from;
      const expected = reading.seenPmf.reduce((sum, probability, n) => sum + n * probability, 0);
      const sure = Math.abs(expected - reading.cars.length) <= 0.25 && reading.cars.every(({ score }) => score >= 0.8);
      if (!sure) before++;
    }
  }
  const share = ((100 * again) / steps).toFixed(0);
  process.stdout.write(
    `${gsdMetres} m: ${now} of ${all} tracks, ${share} % of their steps; by the former rule ${before} tracks\n`,
  );
}
