/**
 * Fits how the total of an image on which single cars cannot be told apart follows from the length under cars, on
 * rendered yards as sensors give them, and writes it into model.json. Runs after `calibrate.ts`. See README.md.
 *
 *     npx node training/calibrate-coarse.ts --scenes 72
 *
 * Yards have 3 to 12 tracks of 120 m to a kilometre: what longer tracks and more of them even out is told from what they keep by nothing else.
 * With `--read FOLDER` what was read is kept there, one file a GSD, and a file that is there is fitted without rendering.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { renderScene } from "../scripts/counting/rendered-scenes.ts";
import { labelsOf } from "../scripts/counting/score.ts";
import { loadModel, MODEL_FOLDER } from "../src/adapters/detectors/model-file.ts";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { STRIP_LIMITS } from "../src/core/observation/limits.ts";
import { RandomStream } from "../src/core/synthetic/random.ts";
import { coarseTrackOf } from "../src/pipeline/assemble-count.ts";
import { readScene } from "../src/pipeline/count-scene.ts";
import { calibrationStyle, isInvented } from "./calibration-yards.ts";
import { type CoarseYard, fitCoarse } from "./fit-coarse.ts";

/** From just beyond where cars are counted one by one to just short of where nothing is counted; and the first yard of each. */
const GSDS = [
  { gsdMetres: 1.25, seed: 297_001 },
  { gsdMetres: 2, seed: 287_001 },
  { gsdMetres: 3, seed: 307_001 },
  { gsdMetres: 4.5, seed: 317_001 },
];
/** Yards of which less can be seen say more of what is hidden than of what is coarse. */
const LEAST_SEEN = 0.97;
/** Every third yard is as long as those that are rendered by default; the others from the first to the second, evenly by logarithm. */
const LENGTHS = { usual: 150, from: 120, to: 1000 };
const TRACKS = [3, 12] as const;

const { values } = parseArgs({
  options: {
    scenes: { type: "string", default: "72" },
    model: { type: "string", default: MODEL_FOLDER },
    read: { type: "string" },
  },
});
const networks = await openStripNetworks({ threads: 1, folder: values.model });
const coarse = [];
for (const { gsdMetres, seed } of GSDS) {
  const { band, said } = fitCoarse(gsdMetres, await readOrRender(gsdMetres, seed));
  coarse.push(band);
  process.stderr.write(`${gsdMetres} m: ${said}\n${JSON.stringify(band)}\n`);
}
const path = join(values.model, "model.json");
const model = JSON.parse(readFileSync(path, "utf8"));
model.calibration.coarse = coarse;
writeFileSync(path, `${JSON.stringify(model, null, 2)}\n`);
loadModel(values.model);

async function readOrRender(gsdMetres: number, seed: number): Promise<CoarseYard[]> {
  const kept = values.read === undefined ? null : join(values.read, `coarse-${gsdMetres}.json`);
  if (kept && existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8")) as CoarseYard[];
  const yards = await yardsAt(gsdMetres, seed);
  if (kept) writeFileSync(kept, JSON.stringify(yards));
  return yards;
}

async function yardsAt(gsdMetres: number, firstSeed: number): Promise<CoarseYard[]> {
  const yards: CoarseYard[] = [];
  for (let k = 0; k < Number(values.scenes); k++) {
    const seed = firstSeed + k;
    const random = new RandomStream(seed);
    const style = calibrationStyle(k, random);
    const shiftMetres = random.normal() * 0.8;
    const { usual, from, to } = LENGTHS;
    const lengthMetres = k % 3 === 0 ? usual : Math.round(from * Math.exp(random.uniform(0, Math.log(to / from))));
    const yard = { lengthMetres, tracks: random.integer(...TRACKS) };
    const rendered = renderScene({ style, seed, gsdMetres, shiftMetres, drawnWithinMetres: 0.4, yard });
    const read = await readScene(rendered.scene, rendered.tracks, networks, { limits: STRIP_LIMITS, shift: null });
    if (read.status === "withheld" || read.answer.usableFraction < LEAST_SEEN) continue;
    const labels = labelsOf(rendered);
    yards.push({
      isInvented: isInvented(k),
      tracks: read.looks.map((look) => {
        const cars = labels[rendered.tracks.indexOf(look.track)] ?? [];
        return {
          ...coarseTrackOf(look, networks.counting),
          cars: cars.filter(({ ignored }) => !ignored).length,
          isEmpty: cars.length === 0,
        };
      }),
    });
  }
  return yards;
}
