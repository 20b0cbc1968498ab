/**
 * What "a coarse image may show an empty yard" stands on (src/core/observation/may-be-empty.ts): the share of the tracks that seems to lie
 * under cars on rendered yards without a car, of calibration's styles; and how often the yard's interval holds the truth on yards of styles
 * that were kept out, without a car and as they come.
 *
 *     npx node scripts/evaluate-empty-yards.ts --scenes 60
 */
import { parseArgs } from "node:util";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { STRIP_LIMITS } from "../src/core/observation/limits.ts";
import type { Counted } from "../src/core/observation/observation.ts";
import { RandomStream } from "../src/core/synthetic/random.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { countScene } from "../src/pipeline/count-scene.ts";
import { calibrationStyle } from "../training/calibration-yards.ts";
import { renderScene, type SceneDraw } from "./counting/rendered-scenes.ts";
import { labelsOf } from "./counting/score.ts";

const { values } = parseArgs({ options: { scenes: { type: "string", default: "60" } } });
const scenes = Array.from({ length: Number(values.scenes) }, (_, k) => k);
const networks = await openStripNetworks({ threads: 1 });
const WITHOUT_CARS = { fill: new Array<number>(40).fill(0) };

interface Looked {
  readonly counting: Counted;
  readonly cars: number;
}

async function lookAt(draws: readonly SceneDraw[]): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const draw of draws) {
    const rendered = renderScene(draw);
    const counting = await countScene(rendered.scene, rendered.tracks, networks, { limits: STRIP_LIMITS, shift: null });
    const cars = labelsOf(rendered)
      .flat()
      .filter(({ ignored }) => !ignored).length;
    if (counting.status === "counted") looked.push({ counting, cars });
  }
  return looked;
}

function occupiedShare({ tracks }: Counted): number {
  const seen = tracks.reduce((sum, track) => sum + track.usableFraction * track.lengthMetres, 0);
  return tracks.reduce((sum, track) => sum + track.occupiedMetres, 0) / seen;
}

for (const gsdMetres of [1.25, 1.5, 2, 3, 4.5]) {
  const fitted = await lookAt(
    scenes.map((k) => {
      const [seed, random] = [187_001 + k, new RandomStream(187_001 + k)];
      const style = calibrationStyle(k, random);
      const shiftMetres = random.normal() * 0.8;
      return { style, seed, gsdMetres, shiftMetres, drawnWithinMetres: 0.4, yard: WITHOUT_CARS };
    }),
  );
  const shares = fitted.map(({ counting }) => occupiedShare(counting)).sort((a, b) => a - b);
  const quantile = (p: number) => shares[Math.min(shares.length - 1, Math.floor(p * shares.length))]?.toFixed(3);
  console.log(
    `${gsdMetres} m, without a car: ${shares.length} yards, share .5 ${quantile(0.5)} .9 ${quantile(0.9)} .95 ${quantile(0.95)}`,
  );
  for (const [name, yard] of [
    ["without a car", WITHOUT_CARS],
    ["as they come", {}],
  ] as const) {
    const style = (k: number) => HELD_OUT_STYLES[k % HELD_OUT_STYLES.length] as YardStyle;
    const looked = await lookAt(scenes.map((k) => ({ style: style(k), seed: 97_000 + k, gsdMetres, yard })));
    const holds = looked.filter(({ counting: { count }, cars }) => cars >= count.low && cars <= count.high).length;
    const width = looked.reduce((sum, { counting: { count } }) => sum + count.high - count.low, 0) / looked.length;
    console.log(`${gsdMetres} m, kept out, ${name}: holds ${holds} of ${looked.length}, ${width.toFixed(1)} cars wide`);
  }
}
