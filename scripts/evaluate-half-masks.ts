/**
 * Whether a mask over half of a track lowers the upper bound of its count, or that of the yard: on rendered yards of styles that were kept
 * out, and on the real yard, each half of each track, and that of all of them, hidden within 3 m.
 *
 *     npx node scripts/evaluate-half-masks.ts --scenes 6
 */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import type { Raster } from "../src/core/imagery/raster.ts";
import { STRIP_LIMITS } from "../src/core/observation/limits.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { countScene } from "../src/pipeline/count-scene.ts";
import type { SceneToCount, TrackToCount } from "../src/pipeline/scene-to-count.ts";
import { realYard } from "./counting/muttenz.ts";
import { renderScene, sceneOfRaster } from "./counting/rendered-scenes.ts";

const { values } = parseArgs({
  options: {
    scenes: { type: "string", default: "6" },
    seed: { type: "string", default: "51000" },
    gsds: { type: "string", default: "1.25,2,3,4.5" },
    real: { type: "string", default: "../shared/data/muttenz-west" },
    /** Of the real yard: GSD of 1.02, 1.53, 2.04 ... m. */
    factors: { type: "string", default: "4,6,8,12,18" },
  },
});
const REACH_METRES = 3;
const networks = await openStripNetworks({ threads: 1 });
const numbers = (list: string) => list.split(",").filter(Boolean).map(Number);

interface Yard {
  readonly image: Raster;
  readonly scene: SceneToCount;
  readonly tracks: readonly TrackToCount[];
}

/** No registration of its own under each mask: what is asked is what the mask does. */
async function counted({ scene, tracks }: Pick<Yard, "scene" | "tracks">) {
  const counting = await countScene(scene, tracks, networks, { limits: STRIP_LIMITS, shift: { x: 0, y: 0 } });
  return counting.status === "counted" ? counting : null;
}

/** The first or the second half of a line. */
function halfOf(points: TrackToCount["points"], half: number): TrackToCount["points"] {
  const reached = [0];
  for (const [k, { x, y }] of points.entries()) {
    const next = points[k + 1];
    if (next) reached.push((reached[k] as number) + Math.hypot(next.x - x, next.y - y));
  }
  const middle = (reached.at(-1) as number) / 2;
  const leg = reached.findIndex((metres) => metres > middle) - 1;
  const [from, to] = [points[leg], points[leg + 1]];
  if (!from || !to) throw new RangeError("a line without a middle");
  const share = (middle - (reached[leg] as number)) / ((reached[leg + 1] as number) - (reached[leg] as number));
  const cut = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
  return half === 0 ? [...points.slice(0, leg + 1), cut] : [cut, ...points.slice(leg + 1)];
}

/** Hides every pixel of which a part lies within reach of a line, to a fifth of a metre. */
function hide(usable: Uint8Array, { width, height, transform: t }: Raster, points: TrackToCount["points"]): void {
  const fine = 0.2;
  points.slice(1).forEach((to, k) => {
    const from = points[k] as typeof to;
    const metres = Math.hypot(to.x - from.x, to.y - from.y);
    const [alongX, alongY] = [(to.x - from.x) / metres, (to.y - from.y) / metres];
    for (let along = 0; along <= metres; along += fine)
      for (let side = -REACH_METRES; side <= REACH_METRES; side += fine) {
        const [x, y] = [from.x + along * alongX - side * alongY, from.y + along * alongY + side * alongX];
        const [dx, dy] = [x - t.originX, y - t.originY];
        const whole = t.xPerCol * t.yPerRow - t.xPerRow * t.yPerCol;
        const col = Math.floor((dx * t.yPerRow - dy * t.xPerRow) / whole);
        const row = Math.floor((dy * t.xPerCol - dx * t.yPerCol) / whole);
        if (col >= 0 && col < width && row >= 0 && row < height) usable[row * width + col] = 0;
      }
  });
}

const totals = { tracks: 0, tracksLower: 0, yards: 0, yardsLower: 0 };

async function measure(name: string, yard: Yard): Promise<void> {
  const { image, scene, tracks } = yard;
  const plain = await counted(yard);
  if (!plain) return console.log(`${name}: withheld`);
  const before = { ...totals };
  for (const half of [0, 1])
    for (const under of [...tracks.map((track) => [track]), tracks]) {
      const usable = image.usable.slice();
      for (const { points } of under) hide(usable, image, halfOf(points, half));
      const masked = await counted({
        scene: sceneOfRaster({ ...image, usable }, scene.conditions, scene.synthetic),
        tracks,
      });
      if (!masked) continue;
      const where = `half ${half + 1} of ${under.length > 1 ? "all" : under[0]?.name}`;
      for (const track of under) {
        const [was = NaN, is = NaN] = [plain, masked].map(
          (counting) => counting.tracks[tracks.indexOf(track)]?.count.high,
        );
        totals.tracks++;
        if (is >= was) continue;
        totals.tracksLower++;
        console.log(`  ${name}, ${where} hidden: ${track.name} ${was} to ${is}`);
      }
      totals.yards++;
      if (masked.count.high >= plain.count.high) continue;
      totals.yardsLower++;
      console.log(`  ${name}, ${where} hidden: the yard ${plain.count.high} to ${masked.count.high}`);
    }
  const [all, lower] = [totals.tracks - before.tracks, totals.tracksLower - before.tracksLower];
  console.log(`${name}: ${lower} of ${all} upper bounds of tracks lower`);
}

for (const gsdMetres of numbers(values.gsds))
  for (let k = 0; k < Number(values.scenes); k++) {
    const style = HELD_OUT_STYLES[k % HELD_OUT_STYLES.length] as YardStyle;
    const yard = { lengthMetres: 240, tracks: 4 };
    const draw = { style, seed: Number(values.seed) + k, gsdMetres, clean: k % 2 === 0, yard };
    await measure(`rendered, ${gsdMetres} m, ${k + 1}`, renderScene(draw));
  }
for (const factor of existsSync(values.real) ? numbers(values.factors) : []) {
  const yard = await realYard(values.real, "test/fixtures/muttenz-west-tracks.geojson", factor);
  await measure(`the real yard, ${yard.gsdMetres.toFixed(2)} m`, yard);
}
console.log(
  `${totals.tracksLower} of ${totals.tracks} upper bounds of tracks lower, ${totals.yardsLower} of ${totals.yards} of yards`,
);
