/** Writes MODEL_CARD.md beside the weights, from model.json. `train.sh` runs it last. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { HELD_OUT_STYLES, TRAINING_STYLES } from "../src/core/synthetic/styles.ts";

const folder = resolve(import.meta.dirname, "../src/adapters/detectors/model");
const model = JSON.parse(readFileSync(`${folder}/model.json`, "utf8"));
const { cars, secondPass, offset } = model;

/** How model.json tells where a network came from; see export.py. */
interface Network {
  readonly sha256: string;
  readonly made: {
    readonly at: string;
    readonly torch: string;
    readonly command: string;
    readonly seeds: unknown;
    readonly sets: string;
    readonly history: string | null;
  };
  readonly training: {
    readonly scenes: number;
    readonly strips: number;
    readonly iterations: number;
    readonly batch: number;
    readonly device: string;
  };
}

type HeldOut = Record<string, Readonly<Record<"occupancy" | "start" | "end" | "typeShareRight", number>>>;

const heldOut: HeldOut = cars.training.heldOut;
const carRows = Object.entries(heldOut).map(([name, first]) => {
  const second = (secondPass.training.heldOut as HeldOut)[name];
  const both = (what: keyof typeof first) => `${first[what]}, ${second?.[what]}`;
  return `| ${name} | ${both("occupancy")} | ${both("start")} | ${both("end")} | ${both("typeShareRight")} |`;
});
const offsetRows = Object.entries<Record<string, number>>(offset.training.errorMetres ?? {}).map(
  ([gsd, { median, p90 }]) => `| ${gsd} | ${median} | ${p90} |`,
);

/** Made by one run: the larger network learnt beside the other and taught it. */
const taught = secondPass.made.command === cars.made.command && secondPass.training.seconds === cars.training.seconds;

/**
 * loop.py begins the network that teaches with the first of the seeds. Up to commit 676747f it drew that network's weights after all the
 * others', the generator last seeded with the last of them.
 */
const firstSeed = Number(String(secondPass.made.seeds.weights).split(",")[0]);
const drawnAfter =
  secondPass.training.seed === firstSeed
    ? ""
    : ` Its first weights were drawn under seed ${secondPass.training.seed}, after those of the networks beside it; ` +
      `\`loop.py\` now begins it with the first seed, ${firstSeed}, so that the same command gives other ones.`;

/** What networks of other first weights came to beside the one that ships. */
const otherSeeds: readonly { readonly seed: number; readonly heldOut: HeldOut }[] = cars.training.otherSeeds;
const seeds = ["0.25", "0.50", "0.75", "1.00"].map((gsd) => {
  const of = ({ [gsd]: band }: HeldOut) => `${band?.occupancy} and ${band?.start}`;
  return `${gsd} m: ${[heldOut, ...otherSeeds.map((other) => other.heldOut)].map(of).join("; ")}`;
});

const originOf = ({ made, sha256 }: Network) =>
  `\`${made.command}\` on ${made.at}, torch ${made.torch}${made.history ? ", going on from earlier weights" : ""}; seeds \`${JSON.stringify(made.seeds)}\`; SHA-256 ${sha256}`;

const trainingOf = ({ made, training }: Network, crops: string) =>
  `${training.scenes} yards (${made.sets}); ${training.strips} strips of 150 m, ${training.iterations} iterations of ` +
  `${training.batch} ${crops}, on: ${training.device}.${made.history ? ` ${made.history}` : ""}`;

const card = `# Model card: cars along tracks, version ${model.version}

Three convolutional networks. \`cars.onnx\` reads a straightened track (a strip, 0.25 m, +-7 m) and gives for each
half metre the log odds that a car stands there, begins there, ends there, carries a covered load, and of which of five
classes it is. \`second-pass.onnx\`, nine times its work, says the same of parts on which, by it, a car may stand. Both work in whole numbers of
eight bits (\`training/whole_numbers.py\`). \`offset.onnx\` gives how far sideways the track lies from the line it was cut along. What turns these into
a count with an interval is in \`docs/methods/counting.md\`; its fitted numbers are the \`calibration\` of \`model.json\`.

| | |
|---|---|
| ONNX opset | ${model.opset} |
| cars.onnx | ${originOf(cars)} |
| second-pass.onnx | ${originOf(secondPass)} |
| offset.onnx | ${originOf(offset)} |
| licence | that of the project; no image, label or weight of anyone else went in |

## Trained on

Drawings: yards of \`src/core/synthetic\`, in ${TRAINING_STYLES.length} styles of \`styles.ts\` and in styles invented at random, each degraded to two
images of 0.2 to 2.2 m, mostly 0.25 to 1.0 m. In 45 of 100 images the outlines of most cars, and of places without a car,
were painted over.

- \`cars.onnx\`: ${trainingOf(cars, "crops of 120 m")}
- \`second-pass.onnx\`: ${trainingOf(secondPass, "crops of 120 m")}${taught ? " It learnt beside `cars.onnx`, on the same crops, and taught it." : ""}${drawnAfter}
- \`offset.onnx\`: ${trainingOf(offset, "windows of 60 m")}

No real image was trained on, and no number was fitted on one. One real yard (Muttenz west) was looked at several times while
the renderer was made: it showed that empty dark beds in light gravel, ladders, mast shadows, and cars as grey as the
gravel had to be drawn more often. One real empty track (California, 910 m, 1 m) showed that a stained bed on bare ground
had to be drawn. Neither result is therefore blind. Weights replaced former ones for what rendered yards said; both real
results were looked at before that, too.

## Measured on

Rendered yards of ${HELD_OUT_STYLES.length} styles that training never saw (${HELD_OUT_STYLES.map((s) => s.name).join("; ")}): mean cross-entropy of a half-metre step,
and the share of steps on cars whose class is right, by ground sample distance, of \`cars.onnx\` and of \`second-pass.onnx\`. These are raw outputs of the networks, before
they were put into whole numbers (which changes a step's probability of a car by ${cars.wholeNumbers.changeOfOccupancy} and ${secondPass.wholeNumbers.changeOfOccupancy} on the mean of held-out strips), on
degraded scenes with clouds, veils and misplaced lines; counts and F1 stand in \`docs/methods/counting.md\`.

| GSD, m | occupancy | start | end | class right |
|---|---|---|---|---|
${carRows.join("\n")}

Offset, absolute error over single 60 m windows, metres (a yard's shift is taken over many windows):

| GSD, m | median | 90th percentile |
|---|---|---|
${offsetRows.join("\n")}

${otherSeeds.length === 0 ? "One set of first weights was trained." : `\`cars.onnx\` and ${otherSeeds.length === 1 ? "one network" : `${otherSeeds.length} networks`} of other first weights, trained beside it to the end on the same crops, came to a cross-entropy of occupancy and start of, at ${seeds.join("; at ")}.`}

The only real measurement is one yard (Muttenz west, 44 vehicles), whose label outlines were painted over, so that one
pixel in seven is invented. It is no clean measure of accuracy. Its table stands in \`docs/methods/counting.md\`.

## Where it fails

- Coarser than 1 m, ends of cars cannot be seen: occupied length, not cars.
- Cars as dark as their own shadow, without a visible gap; empty skeleton flats on dark beds; low cars in another's shadow.
- Short hoppers with cross bars in flat light: a cut of twelve was read as four (the worst rendered tracks in
  \`docs/methods/counting.md\`).
- Ladders and throats where three or more tracks lie within the strip.
- Tracks drawn 3 m off, of which few are drawn: the shift may lock onto their neighbours, without a warning (five tracks of the real yard: 9
  cars for 28; with \`--shift\` 29). More in \`docs/methods/counting.md\`, "Where it fails".
- Things it never saw drawn: articulated units, maintenance machines, flooded or burnt yards, a sun lower than 10 degrees, thermal or radar
  images.
- It knows no yard by heart: a permanent structure on a track that looks like a car is counted on every date.

## What would improve it

Labelled cars of real yards in other light, gauges and seasons: \`yardcheck recalibrate\` takes 50 checked cars without
training; a few thousand would allow training on real strips. A longer schedule on a graphics card: the larger network was still
getting better when the time was up.
`;
writeFileSync(`${folder}/MODEL_CARD.md`, card);
