/**
 * What cloud and fog with structure, which no mask declares, do to counts (docs/methods/counting.md, "Cloud without a mask"): rendered yards
 * of held-out styles under haze, thin veils and cumulus, by how much of the ground's light is left; and how much of clear pictures, rendered
 * and real, is called hidden beyond what masks hide, which a rule against such cloud (src/core/detection/veiled-steps.ts) must leave as it is.
 *
 *     npx node scripts/evaluate-veils.ts --gsd 0.5 --scenes 40 --real ../shared/data
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openScene } from "../src/adapters/cog/open-scene.ts";
import { readTracks, tracksOn } from "../src/adapters/cog/track-lines.ts";
import { sceneToCount } from "../src/adapters/detectors/counted-scene.ts";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { COLUMNS_A_STEP } from "../src/core/detection/direction.ts";
import { hiddenSteps } from "../src/core/detection/hidden-steps.ts";
import { STRIP_SPACING_METRES } from "../src/core/imagery/straighten.ts";
import { STRIP_LIMITS } from "../src/core/observation/limits.ts";
import { RandomStream } from "../src/core/synthetic/random.ts";
import { HELD_OUT_STYLES, openCountry, TRAINING_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { countScene } from "../src/pipeline/count-scene.ts";
import type { SceneToCount, TrackToCount } from "../src/pipeline/scene-to-count.ts";
import { realYard } from "./counting/muttenz.ts";
import { renderScene, sceneOfRaster } from "./counting/rendered-scenes.ts";
import { labelsOf } from "./counting/score.ts";
import { table } from "./counting/tables.ts";
import { VEILS, type VeiledScene, veiled } from "./counting/veils.ts";

const { values } = parseArgs({
  options: {
    gsd: { type: "string", default: "0.5" },
    scenes: { type: "string", default: "40" },
    clear: { type: "string", default: "100" },
    real: { type: "string", default: "../shared/data" },
  },
});
const gsdMetres = Number(values.gsd);
const FIXTURES = join(import.meta.dirname, "../test/fixtures");
const THICKNESSES = { haze: [0, 0.2, 0.5, 1, 1.5, 2, 3, 4], "thin veil": [0.3, 1, 2], cumulus: [0.2, 0.7, 1.5] };
const STEPS = [0, 0.1, 0.35, 0.7, 0.9, 1.01];
const EMPTY = new Array<number>(40).fill(0);
const REQUEST = { spacingMetres: STRIP_SPACING_METRES, halfWidthMetres: 9 };

/** Yards, or tracks with cars, of one kind of veil and one step of what is left of the light. */
interface Tally {
  yards: number;
  withheld: number;
  counted: number;
  covered: number;
  tooFew: number;
  /** Of the yards counted: the tracks with cars, and of those... */
  tracks: number;
  tracksCovered: number;
  /** ... whose cars are more than the interval says, though a tenth of the track at most is called hidden. */
  tracksTooFew: number;
  seen: number;
}

const tallies = new Map<string, Tally>();
const networks = await openStripNetworks({ threads: 1 });
for (let k = 0; k < Number(values.scenes); k++) {
  const style = HELD_OUT_STYLES[k % HELD_OUT_STYLES.length] as YardStyle;
  const clear = renderScene({ style, seed: 9000 + k, gsdMetres, clean: true });
  for (const veil of VEILS)
    for (const thickness of THICKNESSES[veil]) {
      const scene = veiled(clear, { veil, seed: 100 + k, thickness });
      const left = await lightLeft(scene);
      const step = STEPS.findLastIndex((from) => left >= from);
      await tally(scene, tallyOf(`${veil}, ${STEPS[step]} to ${Math.min(1, STEPS[step + 1] as number)}`));
    }
}
const rows = [...tallies].sort(([a], [b]) => a.localeCompare(b)).map(([name, t]) => [name, ...cellsOf(t)]);
const HEADS = [
  "light left",
  "yards",
  "withheld",
  "yard's interval holds",
  "too few",
  "tracks with cars",
  "interval holds",
  "too few, though seen",
  "share seen",
];
console.log(`${gsdMetres} m\n\n${table(HEADS, rows)}\n`);

const shares = new Map<string, { metres: number; marked: number }>();
for (let k = 0; k < Number(values.clear); k++)
  for (const style of [HELD_OUT_STYLES[k % HELD_OUT_STYLES.length], TRAINING_STYLES[k % TRAINING_STYLES.length]]) {
    if (!style) continue;
    const kind = HELD_OUT_STYLES.includes(style) ? "held out" : style.snow > 0 ? style.name : "of training, no snow";
    for (const clean of [true, false]) {
      const yard = renderScene({ style, seed: 31000 + k, gsdMetres, clean });
      const open = { fill: EMPTY, tracks: 1, lengthMetres: 300, coverShare: 0 };
      const country = renderScene({
        style: openCountry(style, new RandomStream(31000 + k)),
        seed: 31000 + k,
        gsdMetres,
        clean,
        yard: open,
      });
      for (const { scene, tracks } of [yard, country])
        await mark(`${kind}, ${clean ? "clean" : "as sensed"}`, scene, tracks);
    }
  }
for (const factor of [1, 2, 3, 4]) {
  const yard = await realYard(
    resolve(values.real, "muttenz-west"),
    join(FIXTURES, "muttenz-west-tracks.geojson"),
    factor,
  );
  await mark(`Muttenz west, ${yard.gsdMetres.toFixed(2)} m`, yard.scene, yard.tracks);
}
const california = await openScene(resolve(values.real, "naip/empty-track-california.tif"));
const lines = tracksOn(california, await readTracks(join(FIXTURES, "california-track.geojson")));
const unstated = {
  offNadirDegrees: null,
  sunAzimuthDegrees: null,
  sunElevationDegrees: null,
  sceneCloudFraction: null,
};
await mark(
  "the empty track in California, 1 m",
  await sceneToCount(california, { conditions: { gsdMetres: 1, ...unstated } }),
  lines.map(({ track, name, points }) => ({ id: track, name, zone: null, points, canopies: [] })),
);
await california.close();
const clearRows = [...shares].map(([name, { metres, marked }]) => [
  name,
  (metres / 1000).toFixed(1),
  `${((100 * marked) / metres).toFixed(3)} %`,
]);
console.log(table(["clear pictures", "km", "called hidden"], clearRows));

/** Mean share of the ground's light within 2 m of the tracks. */
async function lightLeft({ transmission, scene, tracks }: VeiledScene): Promise<number> {
  const pixels = transmission.pixels.map((share) => share * 255);
  const { strips } = await sceneOfRaster({ ...transmission, pixels }, scene.conditions).readStrips(tracks, {
    spacingMetres: 0.5,
    halfWidthMetres: 2,
  });
  const all = strips.reduce((sum, strip) => sum + strip.pixels.length, 0);
  return strips.reduce((sum, strip) => sum + strip.pixels.reduce((a, b) => a + b, 0), 0) / 255 / all;
}

function tallyOf(name: string): Tally {
  const none = {
    yards: 0,
    withheld: 0,
    counted: 0,
    covered: 0,
    tooFew: 0,
    tracks: 0,
    tracksCovered: 0,
    tracksTooFew: 0,
  };
  const found = tallies.get(name) ?? { ...none, seen: 0 };
  tallies.set(name, found);
  return found;
}

async function tally(rendered: VeiledScene, into: Tally): Promise<void> {
  const counting = await countScene(rendered.scene, rendered.tracks, networks, { limits: STRIP_LIMITS, shift: null });
  into.yards++;
  if (counting.status !== "counted") {
    into.withheld++;
    return;
  }
  const truth = labelsOf(rendered).map((labels) => labels.filter(({ ignored }) => !ignored).length);
  const cars = truth.reduce((a, b) => a + b, 0);
  into.counted++;
  into.seen += counting.usableFraction;
  if (cars > counting.count.high) into.tooFew++;
  else if (cars >= counting.count.low) into.covered++;
  for (const [k, { count, usableFraction }] of counting.tracks.entries()) {
    const own = truth[k] ?? 0;
    if (own === 0) continue;
    into.tracks++;
    if (own >= count.low && own <= count.high) into.tracksCovered++;
    if (own > count.high && usableFraction >= STRIP_LIMITS.warnUsableFraction) into.tracksTooFew++;
  }
}

function cellsOf(t: Tally): string[] {
  const share = (part: number, all: number) => (all > 0 ? (part / all).toFixed(2) : "");
  return [
    `${t.yards}`,
    `${t.withheld}`,
    `${t.covered} of ${t.counted}`,
    `${t.tooFew}`,
    `${t.tracks}`,
    share(t.tracksCovered, t.tracks),
    `${t.tracksTooFew}`,
    share(t.seen, t.counted),
  ];
}

async function mark(name: string, scene: SceneToCount, tracks: readonly TrackToCount[]): Promise<void> {
  const { strips } = await scene.readStrips(tracks, REQUEST);
  const counting = await countScene(scene, tracks, networks, { limits: STRIP_LIMITS, shift: null });
  const share = shares.get(name) ?? { metres: 0, marked: 0 };
  shares.set(name, share);
  for (const strip of strips) {
    const hidden = hiddenSteps(strip, COLUMNS_A_STEP * STRIP_SPACING_METRES);
    const masked = hidden.reduce((sum, h) => sum + h, 0) / hidden.length;
    share.metres += strip.lengthMetres;
    share.marked += Math.max(0, 1 - masked - counting.usableFraction) * strip.lengthMetres;
  }
}
