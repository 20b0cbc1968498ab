/**
 * From one image to counts, for a kilometre of track on one thread: strips, registration, networks, segments. Prints
 * milliseconds of CPU time a kilometre for each step, and their ratio to copying the strips' pixels once, which says how
 * far a slower or busier machine moves the figures.
 *
 *     node bench/count.ts
 */
import { renderScene } from "../scripts/counting/rendered-scenes.ts";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { bandFor, segmentModelOf } from "../src/core/detection/counting-model.ts";
import { type Colours, networkInput } from "../src/core/detection/strip-input.ts";
import { readTrack } from "../src/core/detection/track-reading.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { layStrips, placeStrips } from "../src/pipeline/lay-strips.ts";

const ROUNDS = 12;
const networks = await openStripNetworks({ threads: 1 });
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
const spent = new Map<string, number[]>(steps.map((name) => [name, []]));

for (let round = 0; round < ROUNDS; round++) {
  let before = cpu();
  const lap = (name: (typeof steps)[number]) => {
    const now = cpu();
    spent.get(name)?.push((now - before) / kilometres);
    before = now;
  };
  const laid = await layStrips(scene, tracks, { x: 0, y: 0 }, networks);
  lap("strips");
  const placed = await placeStrips(scene, tracks, networks, { ...look, laid, shift: null });
  lap("registration");
  const rows = networks.carRows;
  const inputs = placed.laid.strips.map((strip, k) => {
    const offsetMetres = placed.offsets[k] ?? new Float64Array(strip.width);
    return networkInput(strip, { ...look, rows, offsetMetres, colours: placed.laid.colours[k] as Colours });
  });
  lap("network input");
  const outputs = [];
  for (const input of inputs) outputs.push(await networks.readSteps(input));
  lap("car network");
  const band = bandFor(networks.counting, 0.5);
  const model = segmentModelOf(networks.counting, band);
  outputs.forEach((output, k) => {
    const hidden = placed.laid.hidden[k] ?? new Uint8Array(output.steps);
    const { stepsBefore: before = 0, stepsAfter: after = 0 } = placed.laid.margins[k] ?? {};
    readTrack({ ...output, stepMetres: networks.counting.stepMetres, hidden, before, after }, model, band.decoding);
  });
  lap("segments");
}

const pixels = new Float32Array((3 * 72 * kilometres * 1000) / 0.25);
const copyStart = cpu();
for (let k = 0; k < 20; k++) pixels.slice();
const copy = (cpu() - copyStart) / 20 / kilometres;

let total = 0;
for (const [name, list] of spent) {
  const middle = median(list.slice(2));
  total += middle;
  process.stdout.write(
    `${name.padEnd(14)} ${middle.toFixed(1).padStart(7)} ms/km  ${(middle / copy).toFixed(0).padStart(5)} copies\n`,
  );
}
process.stdout.write(
  `${"together".padEnd(14)} ${total.toFixed(1).padStart(7)} ms/km  ${(total / copy).toFixed(0).padStart(5)} copies\n`,
);

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
