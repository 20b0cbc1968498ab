/**
 * What the limits of "shows nothing" and of "unclear" stand on (src/core/imagery/featureless.ts, src/core/detection/unclear-steps.ts,
 * src/core/observation/limits.ts): the least detail that 18 m of a track show, and the cars supposed that nobody can point to.
 *
 *     npx node scripts/evaluate-unclear.ts --scenes 50 --real ../shared/data/muttenz-west
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { leastDetail } from "../src/core/imagery/featureless.ts";
import { STRIP_SPACING_METRES } from "../src/core/imagery/straighten.ts";
import { STRIP_LIMITS } from "../src/core/observation/limits.ts";
import { RandomStream } from "../src/core/synthetic/random.ts";
import { HELD_OUT_STYLES, openCountry, type YardStyle } from "../src/core/synthetic/styles.ts";
import { countScene } from "../src/pipeline/count-scene.ts";
import type { SceneToCount, TrackToCount } from "../src/pipeline/scene-to-count.ts";
import { realYard } from "./counting/muttenz.ts";
import { renderScene } from "./counting/rendered-scenes.ts";

const { values } = parseArgs({
  options: {
    scenes: { type: "string", default: "50" },
    real: { type: "string", default: "../shared/data/muttenz-west" },
  },
});
const TRACKS = join(import.meta.dirname, "../test/fixtures/muttenz-west-tracks.geojson");
const EMPTY = new Array<number>(40).fill(0);
const scenes = Array.from({ length: Number(values.scenes) }, (_, k) => k);
const styleOf = (k: number) => HELD_OUT_STYLES[k % HELD_OUT_STYLES.length] as YardStyle;

async function details(scene: SceneToCount, tracks: readonly TrackToCount[]): Promise<number[]> {
  const request = { spacingMetres: STRIP_SPACING_METRES, halfWidthMetres: 9 };
  const { strips } = await scene.readStrips(tracks, request);
  return strips.map((strip) => leastDetail(strip, STRIP_SPACING_METRES));
}

for (const gsdMetres of [0.25, 0.5, 1, 2, 4]) {
  const all: number[] = [];
  for (const k of scenes) {
    const yard = renderScene({ style: styleOf(k), seed: 9000 + k, gsdMetres, clean: true });
    const style = openCountry(styleOf(k), new RandomStream(20000 + k));
    const alone = { fill: EMPTY, tracks: 1, lengthMetres: 300, coverShare: 0 };
    const country = renderScene({ style, seed: 20000 + k, gsdMetres, clean: true, yard: alone });
    all.push(...(await details(yard.scene, yard.tracks)), ...(await details(country.scene, country.tracks)));
  }
  console.log(`least detail of 18 m, ${gsdMetres} m: ${Math.min(...all).toFixed(2)} on ${all.length} rendered tracks`);
}
for (const factor of [1, 2, 4, 8, 16]) {
  const { gsdMetres, scene, tracks } = await realYard(resolve(values.real), TRACKS, factor);
  const least = Math.min(...(await details(scene, tracks)));
  console.log(
    `least detail of 18 m, ${gsdMetres.toFixed(2)} m: ${least.toFixed(2)} on ${tracks.length} tracks of the real yard`,
  );
}

const networks = await openStripNetworks({ threads: 1 });
let [yards, tracks, unlisted, share] = [0, 0, 0, 1];
for (const gsdMetres of [0.25, 0.5, 0.75, 1])
  for (const k of scenes) {
    const rendered = renderScene({ style: styleOf(k), seed: 9000 + k, gsdMetres });
    const counting = await countScene(rendered.scene, rendered.tracks, networks, { limits: STRIP_LIMITS, shift: null });
    if (counting.status !== "counted") continue;
    yards++;
    let [supposed, listed] = [0, 0];
    for (const { seen, count, cars } of counting.tracks) {
      const mean = (seen ?? count).pmf.reduce((sum, p, n) => sum + n * p, 0);
      const told = cars.reduce((sum, { probability }) => sum + probability, 0);
      tracks++;
      unlisted = Math.max(unlisted, mean - told);
      supposed += mean;
      listed += told;
    }
    if (supposed >= STRIP_LIMITS.listedFromCars) share = Math.min(share, listed / supposed);
  }
console.log(
  `${yards} yards as sensed: at most ${unlisted.toFixed(2)} unlisted cars on one of ${tracks} tracks, at least ${share.toFixed(2)} of a yard's listed`,
);
