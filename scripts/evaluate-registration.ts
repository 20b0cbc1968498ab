/**
 * How often registration ends on the wrong track: rendered yards of styles kept out of training, all of whose tracks were
 * drawn a given distance to the right. Prints each yard that ended more than a metre off, how many are withheld, and how many
 * of those that ended right and wrong are called ambiguous.
 *
 *     npx node scripts/evaluate-registration.ts --scenes 100 --seed 9000 --shift 2 --gsd 0.5
 */
import { parseArgs } from "node:util";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { medianAbsolute } from "../src/core/detection/track-offsets.ts";
import { placeLine } from "../src/core/imagery/place-line.ts";
import { STRIP_SPACING_METRES } from "../src/core/imagery/straighten.ts";
import { asSeen } from "../src/core/observation/as-seen.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { layStrips, placeStrips } from "../src/pipeline/lay-strips.ts";
import { renderScene } from "./counting/rendered-scenes.ts";

const { values } = parseArgs({
  options: {
    scenes: { type: "string", default: "100" },
    seed: { type: "string", default: "9000" },
    shift: { type: "string", default: "2" },
    gsd: { type: "string", default: "0.5" },
  },
});
/** Tracks lie 4 m apart or more: who is a metre off is on the way to the next one. */
const WRONG_METRES = 1;
const shiftMetres = Number(values.shift);
const networks = await openStripNetworks({ threads: 1 });
let [wrong, withheld, warned, doubted] = [0, 0, 0, 0];
for (let k = 0; k < Number(values.scenes); k++) {
  const seed = Number(values.seed) + k;
  const style = HELD_OUT_STYLES[k % HELD_OUT_STYLES.length] as YardStyle;
  const { name, scene, tracks } = renderScene({ style, seed, gsdMetres: Number(values.gsd), clean: true, shiftMetres });
  const { gsdMetres, sunAzimuthDegrees } = scene.conditions;
  const laid = await layStrips(scene, tracks, { x: 0, y: 0 }, networks);
  const placed = await placeStrips(scene, tracks, networks, { laid, gsdMetres, sunAzimuthDegrees, shift: null });
  const left = tracks.map(({ points }) => {
    const { x, y, normalX, normalY } = placeLine(points, STRIP_SPACING_METRES, 0).placement;
    const middle = normalX.length >> 1;
    const given = { x: x[middle] as number, y: y[middle] as number };
    const seen = asSeen(given, placed.registration);
    return (
      shiftMetres + (seen.x - given.x) * (normalX[middle] as number) + (seen.y - given.y) * (normalY[middle] as number)
    );
  });
  const off = medianAbsolute(left);
  if (placed.untrusted) withheld++;
  const { ambiguous } = placed.registration;
  if (!(off > WRONG_METRES)) {
    if (ambiguous) doubted++;
    continue;
  }
  wrong++;
  if (ambiguous) warned++;
  const told = placed.untrusted ? ", withheld" : ambiguous ? ", ambiguous" : "";
  process.stdout.write(`${name}: ${off.toFixed(1)} m off${told}\n`);
}
const scenes = Number(values.scenes);
process.stdout.write(
  `${wrong} of ${scenes} yards end on the wrong track, ${warned} of them ambiguous; of the other ${scenes - wrong} ${doubted} are; ` +
    `${withheld} of all are withheld\n`,
);
