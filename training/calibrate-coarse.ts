/**
 * Fits how the total of an image on which single cars cannot be told apart follows from the length under cars, on the
 * rendered yards of `calibrate.ts` as sensors give them, and writes it into model.json. Runs after it. See README.md.
 *
 *     npx node training/calibrate-coarse.ts --scenes 120
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { renderScene } from "../scripts/counting/rendered-scenes.ts";
import { labelsOf } from "../scripts/counting/score.ts";
import { loadModel, MODEL_FOLDER } from "../src/adapters/detectors/model-file.ts";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import type { CoarseBand } from "../src/core/detection/counting-model.ts";
import { occupiedLengthDistribution, yardDistribution } from "../src/core/observation/count-errors.ts";
import { STRIP_LIMITS } from "../src/core/observation/limits.ts";
import { RandomStream } from "../src/core/synthetic/random.ts";
import { countScene } from "../src/pipeline/count-scene.ts";
import { calibrationStyle } from "./calibration-yards.ts";
import { leastScore } from "./interval-score.ts";

/** From just beyond where cars are counted one by one to just short of where nothing is counted. */
const GSDS = [1.25, 2, 3, 4.5];
/** Yards of which less can be seen say more of what is hidden than of what is coarse. */
const LEAST_SEEN = 0.97;

interface Track {
  readonly occupiedMetres: number;
  readonly lengthMetres: number;
  readonly cars: number;
}

const { values } = parseArgs({
  options: {
    scenes: { type: "string", default: "120" },
    seed: { type: "string", default: "87001" },
    model: { type: "string", default: MODEL_FOLDER },
  },
});
const networks = await openStripNetworks({ threads: 1, folder: values.model });
const coarse: CoarseBand[] = [];
for (const [number, gsdMetres] of GSDS.entries()) {
  const yards = await yardsAt(gsdMetres, Number(values.seed) + 10_000 * number);
  const fitted = fitCoarse(gsdMetres, yards);
  coarse.push(fitted);
  process.stderr.write(`${JSON.stringify(fitted)}\n`);
}
const path = join(values.model, "model.json");
const model = JSON.parse(readFileSync(path, "utf8"));
model.calibration.coarse = coarse;
writeFileSync(path, `${JSON.stringify(model, null, 2)}\n`);
loadModel(values.model);

async function yardsAt(gsdMetres: number, seed: number): Promise<Track[][]> {
  const yards: Track[][] = [];
  for (let k = 0; k < Number(values.scenes); k++) {
    const random = new RandomStream(seed + k);
    const style = calibrationStyle(k, random);
    const shiftMetres = random.normal() * 0.8;
    const rendered = renderScene({ style, seed: seed + k, gsdMetres, shiftMetres, drawnWithinMetres: 0.4 });
    const counting = await countScene(rendered.scene, rendered.tracks, networks, { limits: STRIP_LIMITS, shift: null });
    if (counting.status !== "counted" || counting.usableFraction < LEAST_SEEN) continue;
    const labels = labelsOf(rendered);
    yards.push(
      counting.tracks.map(({ occupiedMetres, lengthMetres }, t) => ({
        occupiedMetres,
        lengthMetres,
        cars: (labels[t] ?? []).filter(({ ignored }) => !ignored).length,
      })),
    );
  }
  return yards;
}

/** What tracks are expected to hold first, by least squares; then the spread of single tracks; then that of whole yards. */
function fitCoarse(gsdMetres: number, yards: readonly Track[][]): CoarseBand {
  const all = yards.flat();
  const expected = expectedCars(all);
  const pmfOf = ({ occupiedMetres, lengthMetres }: Track, relativeSpread: number) =>
    occupiedLengthDistribution(occupiedMetres, lengthMetres, { ...expected, relativeSpread });
  const { value: relativeSpread } = leastScore({ from: 0.05, to: 1.5, step: 0.05 }, (relative) =>
    all.map((track) => ({ pmf: pmfOf(track, relative), cars: track.cars })),
  );
  const { value: commonSpread, covers } = leastScore({ from: 0, to: 0.8, step: 0.02 }, (common) =>
    yards.map((yard) => ({
      pmf: yardDistribution(
        yard.map((track) => [{ weight: 1, pmf: pmfOf(track, relativeSpread) }]),
        { trackShare: 0, commonSpread: common },
      ),
      cars: yard.reduce((cars, track) => cars + track.cars, 0),
    })),
  );
  process.stderr.write(`${gsdMetres} m: ${yards.length} yards, intervals of yards cover ${covers.toFixed(3)}\n`);
  return { gsdMetres, ...expected, relativeSpread, commonSpread };
}

/** cars = occupied / metresPerCar + carsPerKilometre * length by least squares; the latter not below nought. */
function expectedCars(tracks: readonly Track[]): Pick<CoarseBand, "metresPerCar" | "carsPerKilometre"> {
  let [oo, ok, kk, oc, kc] = [0, 0, 0, 0, 0];
  for (const { occupiedMetres: o, lengthMetres, cars } of tracks) {
    const k = lengthMetres / 1000;
    oo += o * o;
    ok += o * k;
    kk += k * k;
    oc += o * cars;
    kc += k * cars;
  }
  const perKilometre = Math.max(0, (oo * kc - ok * oc) / (oo * kk - ok * ok));
  const perMetre = (oc - ok * perKilometre) / oo;
  return { metresPerCar: Number((1 / perMetre).toFixed(2)), carsPerKilometre: Number(perKilometre.toFixed(2)) };
}
