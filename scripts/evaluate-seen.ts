/**
 * How often the interval of the cars that are seen (`seen`) holds the truth where half of an image is under a mask: on rendered yards of
 * styles that were kept out, and on the real yard, one half and the other. The truth is of the cars whose centre lies on a
 * step of the track that can be seen.
 *
 *     npx node scripts/evaluate-seen.ts --scenes 8 [--write counts.json]
 *
 * `--write` keeps all distributions, masked and not, to compare two versions of the method to the last digit.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { COLUMNS_A_STEP } from "../src/core/detection/direction.ts";
import { hiddenSteps } from "../src/core/detection/hidden-steps.ts";
import { pixelToMap } from "../src/core/geo/frames.ts";
import { STRIP_SPACING_METRES } from "../src/core/imagery/straighten.ts";
import type { Count } from "../src/core/observation/count.ts";
import { meanOf } from "../src/core/observation/count-errors.ts";
import { STRIP_LIMITS } from "../src/core/observation/limits.ts";
import type { Counting } from "../src/core/observation/observation.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { countScene } from "../src/pipeline/count-scene.ts";
import type { SceneToCount, TrackToCount } from "../src/pipeline/scene-to-count.ts";
import { realYard } from "./counting/muttenz.ts";
import { renderScene } from "./counting/rendered-scenes.ts";
import { labelsOf } from "./counting/score.ts";

const { values } = parseArgs({
  options: {
    scenes: { type: "string", default: "8" },
    real: { type: "string", default: "../shared/data/muttenz-west" },
    write: { type: "string" },
  },
});
const STEP_METRES = COLUMNS_A_STEP * STRIP_SPACING_METRES;
const networks = await openStripNetworks({ threads: 1 });

interface Yard {
  readonly name: string;
  readonly gsdMetres: number;
  readonly scene: SceneToCount;
  readonly tracks: readonly TrackToCount[];
  /** Middles of the true cars of each track, metres along it. */
  readonly middles: readonly (readonly number[])[];
  /** Easting between the halves. */
  readonly middleX: number;
}

function yards(): Promise<Yard[]> {
  const rendered = [0.3, 0.5, 1].flatMap((gsdMetres, g) =>
    Array.from({ length: Number(values.scenes) }, (_, k): Yard => {
      const style = HELD_OUT_STYLES[k % HELD_OUT_STYLES.length] as YardStyle;
      const drawn = renderScene({ style, seed: 288_000 + 100 * g + k, gsdMetres, clean: true });
      const { width, height, transform } = drawn.image;
      const middleX = pixelToMap(transform, { col: width / 2, row: height / 2 }).x;
      const middles = labelsOf(drawn).map((cars) => cars.map(({ from, to }) => (from + to) / 2));
      return { ...drawn, middles, middleX };
    }),
  );
  const real = realYard(values.real, "test/fixtures/muttenz-west-tracks.geojson", 1).then(
    (yard): Yard => ({
      ...yard,
      name: "the real yard",
      middles: yard.labels.map((cars) => cars.map(({ from, to }) => (from + to) / 2)),
      middleX: pixelToMap(yard.image.transform, { col: yard.image.width / 2, row: yard.image.height / 2 }).x,
    }),
  );
  return real.then((yard) => [yard, ...rendered]);
}

/** The scene with nothing to be seen west of an easting, or east of it. */
function masked(scene: SceneToCount, middleX: number, side: "west" | "east"): SceneToCount {
  const isHidden = (x: number) => (side === "west" ? x < middleX : x >= middleX);
  return {
    ...scene,
    async readStrips(tracks, options) {
      const { strips, read } = await scene.readStrips(tracks, options);
      return {
        read,
        strips: strips.map((strip) => {
          const usable = strip.usable.slice();
          const { x, normalX } = strip.placement;
          for (let row = 0; row < strip.height; row++)
            for (let c = 0; c < strip.width; c++) {
              const across = (row + 0.5 - strip.height / 2) * strip.spacingMetres;
              if (isHidden((x[c] as number) + across * (normalX[c] as number))) usable[row * strip.width + c] = 0;
            }
          return { ...strip, usable };
        }),
      };
    },
  };
}

/** True cars of each track whose centre lies on a step that can be seen. */
async function openCars(scene: SceneToCount, { tracks, middles }: Yard): Promise<number[]> {
  const { strips } = await scene.readStrips(tracks, { spacingMetres: STRIP_SPACING_METRES, halfWidthMetres: 3 });
  return strips.map((strip, k) => {
    const hidden = hiddenSteps(strip, STEP_METRES);
    return (middles[k] ?? []).filter((along) => hidden[Math.floor(along / STEP_METRES)] === 0).length;
  });
}

const kept: Record<string, unknown> = {};
function keep(name: string, counting: Counting) {
  kept[name] = { ...counting, method: null, inputs: null };
}

const holds = ({ low, high }: Count, cars: number) => cars >= low && cars <= high;
let [all, held, byTrack, heldByTrack, nothing, ghosts, cars, mean] = [0, 0, 0, 0, 0, 0, 0, 0];
for (const yard of await yards()) {
  const request = { limits: STRIP_LIMITS, shift: null };
  keep(yard.name, await countScene(yard.scene, yard.tracks, networks, request));
  for (const side of ["west", "east"] as const) {
    const scene = masked(yard.scene, yard.middleX, side);
    const counting = await countScene(scene, yard.tracks, networks, request);
    keep(`${yard.name}, ${side} hidden`, counting);
    if (counting.status === "withheld" || !counting.seen) continue;
    const truth = await openCars(scene, yard);
    const total = truth.reduce((a, b) => a + b, 0);
    all++;
    cars += total;
    mean += meanOf(counting.seen.pmf);
    if (holds(counting.seen, total)) held++;
    counting.tracks.forEach(({ seen, usableFraction }, k) => {
      if (!seen) return;
      if (usableFraction === 0) {
        nothing++;
        ghosts += meanOf(seen.pmf);
        return;
      }
      byTrack++;
      if (holds(seen, truth[k] as number)) heldByTrack++;
    });
    const { seen } = counting;
    const listed = counting.tracks.reduce((sum, track) => sum + track.cars.length, 0);
    console.log(
      `${yard.name}, ${side} hidden: seen ${seen.median} (${seen.low}-${seen.high}), mean ${meanOf(seen.pmf).toFixed(2)}, listed ${listed}, true ${total}`,
    );
  }
}
console.log(
  `the yard's interval holds the truth in ${held} of ${all}, a track's in ${heldByTrack} of ${byTrack}; expected ${mean.toFixed(1)} cars, true ${cars}; ` +
    `tracks of which nothing is seen: ${nothing}, with ${ghosts.toFixed(2)} cars expected in sight`,
);
if (values.write) writeFileSync(values.write, JSON.stringify(kept));
