/**
 * From one image to counts, for a kilometre of track on one thread: strips, registration, networks, segments. Prints
 * milliseconds of CPU time a kilometre for each step and for all of them together, and their ratio to copying the strips'
 * pixels once, which says how far a slower or busier machine moves the figures. The whole is measured in rounds of its
 * own: asking for the time at every step costs a few per cent of what is measured.
 *
 *     node bench/count.ts
 */
import { renderScene } from "../scripts/counting/rendered-scenes.ts";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { bandFor } from "../src/core/detection/counting-model.ts";
import type { StripMargins } from "../src/core/detection/direction.ts";
import type { Colours } from "../src/core/detection/strip-colours.ts";
import { InputMemory, networkInput } from "../src/core/detection/strip-input.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { layStrips, placeStrips } from "../src/pipeline/lay-strips.ts";
import { readStrip } from "../src/pipeline/read-strip.ts";

const ROUNDS = 40;
/** Rounds in which the compiler is still at work: told apart, since a command that counts one image is one of them. */
const COLD = 4;
/** Rounds that are measured by steps; the others as a whole. */
const isBySteps = (round: number) => round % 2 === 1;
const opened = await openStripNetworks({ threads: 1 });
let inNetwork = 0;
let bySteps = false;
const networks: typeof opened = {
  ...opened,
  async readSteps(input) {
    if (!bySteps) return await opened.readSteps(input);
    const began = cpu();
    const outputs = await opened.readSteps(input);
    inNetwork += cpu() - began;
    return outputs;
  },
};
const { scene, tracks, yard } = renderScene({
  style: HELD_OUT_STYLES[0] as YardStyle,
  seed: 5,
  gsdMetres: 0.5,
  clean: true,
  yard: { lengthMetres: 500, tracks: 4, headingDegrees: 90 },
});
const kilometres = yard.tracks.reduce((sum, track) => sum + track.lengthMetres, 0) / 1000;
const look = { gsdMetres: 0.5, sunAzimuthDegrees: null };
const steps = ["strips", "registration", "network input", "car network", "segments"] as const;
/** Of each step, and of all together, milliseconds a kilometre in each round that measures it. */
const spent = new Map<string, number[]>(steps.map((name) => [name, new Array<number>(ROUNDS).fill(0)]));
const together: number[] = [];

for (let round = 0; round < ROUNDS; round++) {
  bySteps = isBySteps(round);
  const began = cpu();
  let before = began;
  const lap = (name: (typeof steps)[number]) => {
    if (!bySteps) return;
    const now = cpu();
    add(name, now - before);
    before = now;
  };
  const add = (name: (typeof steps)[number], ms: number) => {
    const list = spent.get(name) as number[];
    list[round] = (list[round] as number) + ms / kilometres;
  };
  const laid = await layStrips(scene, tracks, { x: 0, y: 0 }, networks);
  lap("strips");
  const placed = await placeStrips(scene, tracks, networks, { ...look, laid, shift: null });
  lap("registration");
  const rows = networks.carRows;
  const band = bandFor(networks.counting, 0.5);
  const memory = new InputMemory();
  for (const [k, strip] of placed.laid.strips.entries()) {
    const offsetMetres = placed.offsets[k] ?? new Float64Array(strip.width);
    const colours = placed.laid.colours[k] as Colours;
    const input = networkInput(strip, { ...look, memory, rows, offsetMetres, colours });
    lap("network input");
    inNetwork = 0;
    const hidden = placed.laid.hidden[k] as Uint8Array;
    await readStrip(input, hidden, placed.laid.margins[k] as StripMargins, { networks, band });
    if (!bySteps) continue;
    add("car network", inNetwork);
    add("segments", -inNetwork);
    lap("segments");
  }
  if (!bySteps) together.push((cpu() - began) / kilometres);
}

const pixels = new Float32Array((3 * 72 * kilometres * 1000) / 0.25);
const copyStart = cpu();
for (let k = 0; k < 20; k++) pixels.slice();
const copy = (cpu() - copyStart) / 20 / kilometres;

for (const [name, list] of spent) print(name, median(list.filter((_, round) => round >= COLD && isBySteps(round))));
print("together", median(together.slice(COLD / 2)));
print("the first time", together[0] as number);

function print(name: string, ms: number): void {
  process.stdout.write(
    `${name.padEnd(14)} ${ms.toFixed(1).padStart(7)} ms/km  ${(ms / copy).toFixed(0).padStart(5)} copies\n`,
  );
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
