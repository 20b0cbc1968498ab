/**
 * From one image to counts, for a kilometre of track on one thread: strips, registration, networks, segments. Six rendered
 * yards of styles kept out of training at 0.5 m, as sensed and filled as they come, and a full, hard one. Prints
 * milliseconds of CPU time a kilometre for each step, for all of them together by yard, and their ratio to copying the
 * strips' pixels once, which says how far a slower or busier machine moves the figures. The whole is measured in rounds of
 * its own: asking for the time at every step costs a few per cent of what is measured.
 *
 *     npx node bench/count.ts
 */
import { renderScene, type SceneDraw } from "../scripts/counting/rendered-scenes.ts";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { bandFor } from "../src/core/detection/counting-model.ts";
import type { StripMargins } from "../src/core/detection/direction.ts";
import type { Colours } from "../src/core/detection/strip-colours.ts";
import { InputMemory, networkInput } from "../src/core/detection/strip-input.ts";
import { median } from "../src/core/stats/median.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { layStrips, placeStrips } from "../src/pipeline/lay-strips.ts";
import { readStrip } from "../src/pipeline/read-strip.ts";

const ROUNDS = 16;
/** Rounds in which the compiler is still at work: told apart, since a command that counts one image is one of them. */
const COLD = 4;
const GSD_METRES = 0.5;
/** Rounds that are measured by steps; the others as a whole. */
const isBySteps = (round: number) => round % 2 === 1;
const opened = await openStripNetworks({ threads: 1 });
const IN_NETWORKS = ["car network", "second pass"] as const;
const inNetworks = { "car network": 0, "second pass": 0 };
let bySteps = false;
const networks: typeof opened = {
  ...opened,
  readSteps: (input) => timed("car network", () => opened.readSteps(input)),
  readStepsAgain: (input) => timed("second pass", () => opened.readStepsAgain(input)),
};
const yards = [
  yardOf("full and hard", {
    style: HELD_OUT_STYLES[0] as YardStyle,
    seed: 5,
    clean: true,
    yard: { headingDegrees: 90 },
  }),
  ...Array.from({ length: 6 }, (_, k) => {
    const style = HELD_OUT_STYLES[k % HELD_OUT_STYLES.length] as YardStyle;
    return yardOf(`${k + 1}, ${style.name}`, { style, seed: 100 + k });
  }),
];
const kilometres = yards.reduce((sum, yard) => sum + yard.kilometres, 0);
const look = { gsdMetres: GSD_METRES, sunAzimuthDegrees: null };
const steps = ["strips", "registration", "network input", "car network", "second pass", "segments"] as const;
/** Of each step, over all yards, milliseconds a kilometre in each round that measures it. */
const spent = new Map<string, number[]>(steps.map((name) => [name, new Array<number>(ROUNDS).fill(0)]));
/** Of each yard, all steps together, in each round that measures the whole. */
const together = yards.map((): number[] => []);

for (let round = 0; round < ROUNDS; round++) {
  bySteps = isBySteps(round);
  for (const [k, yard] of yards.entries()) {
    const began = cpu();
    await count(yard, round);
    if (!bySteps) together[k]?.push((cpu() - began) / yard.kilometres);
  }
}

/** Of one yard, as the former figures: more would not fit the processor's own memory. */
const copied = yards[0]?.kilometres ?? Number.NaN;
const pixels = new Float32Array((3 * 72 * copied * 1000) / 0.25);
const copyStart = cpu();
for (let k = 0; k < 20; k++) pixels.slice();
const copy = (cpu() - copyStart) / 20 / copied;

for (const [name, list] of spent) print(name, median(list.filter((_, round) => round >= COLD && isBySteps(round))));
const warm = yards.map(({ name }, k) => ({ name, ms: median((together[k] ?? []).slice(COLD / 2)) }));
for (const { name, ms } of warm) print(`together: ${name}`, ms);
print(
  "together: mean of the six",
  warm.slice(1).reduce((sum, { ms }) => sum + ms / (warm.length - 1), 0),
);
print("the first time: full and hard", together[0]?.[0] ?? Number.NaN);

interface YardToCount extends Pick<ReturnType<typeof renderScene>, "scene" | "tracks"> {
  readonly name: string;
  readonly kilometres: number;
}

/** Four tracks of 500 m. */
function yardOf(name: string, draw: Omit<SceneDraw, "gsdMetres">): YardToCount {
  const yard = { lengthMetres: 500, tracks: 4, ...draw.yard };
  const { scene, tracks, yard: rendered } = renderScene({ ...draw, gsdMetres: GSD_METRES, yard });
  return { name, scene, tracks, kilometres: rendered.tracks.reduce((sum, t) => sum + t.lengthMetres, 0) / 1000 };
}

async function count({ scene, tracks }: YardToCount, round: number): Promise<void> {
  let before = bySteps ? cpu() : 0;
  const add = (name: (typeof steps)[number], ms: number) => {
    const list = spent.get(name) as number[];
    list[round] = (list[round] as number) + ms / kilometres;
  };
  const lap = (name: (typeof steps)[number]) => {
    if (!bySteps) return;
    const now = cpu();
    add(name, now - before);
    before = now;
  };
  const laid = await layStrips(scene, tracks, { x: 0, y: 0 }, networks);
  lap("strips");
  const placed = await placeStrips(scene, tracks, networks, { ...look, laid, shift: null });
  lap("registration");
  const rows = networks.carRows;
  const band = bandFor(networks.counting, GSD_METRES);
  const [memory, partMemory] = [new InputMemory(), new InputMemory()];
  for (const [k, strip] of placed.laid.strips.entries()) {
    const offsetMetres = placed.offsets[k] ?? new Float64Array(strip.width);
    const colours = placed.laid.colours[k] as Colours;
    const input = networkInput(strip, { ...look, memory, rows, offsetMetres, colours });
    lap("network input");
    for (const name of IN_NETWORKS) inNetworks[name] = 0;
    const hidden = placed.laid.hidden[k] as Uint8Array;
    await readStrip(strip, input, hidden, placed.laid.margins[k] as StripMargins, {
      networks,
      band,
      gsdMetres: GSD_METRES,
      singleCars: true,
      partMemory,
    });
    if (!bySteps) continue;
    for (const name of IN_NETWORKS) {
      add(name, inNetworks[name]);
      add("segments", -inNetworks[name]);
    }
    lap("segments");
  }
}

function print(name: string, ms: number): void {
  process.stdout.write(
    `${name.padEnd(44)} ${ms.toFixed(1).padStart(7)} ms/km  ${(ms / copy).toFixed(0).padStart(5)} copies\n`,
  );
}

/** What a network answers, and its time noted in rounds that measure by steps. */
async function timed<T>(name: (typeof IN_NETWORKS)[number], ask: () => Promise<T>): Promise<T> {
  if (!bySteps) return await ask();
  const began = cpu();
  const answer = await ask();
  inNetworks[name] += cpu() - began;
  return answer;
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
