/**
 * How much ground labels of one track have in common, where each is a car of its own and where one car is labelled twice: what the limits
 * of `labelledTwice` were set by. And how much the rotated boxes of YOLO's format have in common with the visible part of a car that the
 * picture's edge cuts.
 *
 *     npx node scripts/evaluate-label-overlaps.ts --drawings 100 --seed 1
 */
import { parseArgs } from "node:util";
import { openScene } from "../src/adapters/cog/open-scene.ts";
import { readTracks, tracksOn } from "../src/adapters/cog/track-lines.ts";
import { readLabels } from "../src/adapters/detectors/label-file.ts";
import { type CarLabel, labelsOnTracks } from "../src/core/detection/labels.ts";
import { areaOf, type Corner, partInside, rotatedOverlap, smallestBox } from "../src/core/detection/rotated-box.ts";
import { asYoloObb } from "../src/core/detection/training-export.ts";
import { RandomStream } from "../src/core/synthetic/random.ts";

const { values } = parseArgs({
  options: { drawings: { type: "string", default: "100" }, seed: { type: "string", default: "1" } },
});
const random = new RandomStream(Number(values.seed));
const yard = "../shared/data/muttenz-west";
const open = await openScene(`${yard}/yard.tif`);
const labels: CarLabel[] = readLabels(`${yard}/labels.geojson`, open);
const lines = tracksOn(open, await readTracks("test/fixtures/muttenz-west-tracks.geojson")).map(({ points }) => points);
const { width, height } = open.grid;
const inPixels = labels.map(({ outline }) => outline.slice(0, -1).map(({ x, y }) => open.toPixel(x, y)));
await open.close();

const upright = labels.map(({ outline }) => {
  const [xs, ys] = [outline.map(({ x }) => x), outline.map(({ y }) => y)];
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const corners = [west, east, east, west].map((x, k) => ({ x, y: k < 2 ? south : north }));
  return { outline: corners };
});
for (const [name, drawn] of [
  ["as drawn", labels],
  ["as upright boxes", upright],
] as const) {
  const pairs = labelsOnTracks(drawn, lines).tracks.flatMap((cars) =>
    cars.flatMap(({ label }, k) =>
      cars.slice(k + 1).map((other) => {
        const two = [label, other.label].sort((a, b) => a - b).map((each) => each + 1);
        return { two, share: overlap(drawn[label], drawn[other.label]) };
      }),
    ),
  );
  const shared = pairs.filter(({ share }) => share > 0).sort((p, q) => q.share - p.share);
  const largest = shared.slice(0, 4).map(({ two, share }) => `${two.join(" and ")} ${share.toFixed(4)}`);
  console.log(`${name}: ${shared.length} of ${pairs.length} pairs of a track share ground: ${largest.join(", ")}`);
}
for (const error of [0.1, 0.25, 0.5, 1]) {
  const shares = Array.from({ length: Number(values.drawings) }, () =>
    labels.map((label) => overlap(label, drawnAnew(label, error))),
  )
    .flat()
    .sort((a, b) => a - b);
  const above = (limit: number) => (shares.filter((share) => share >= limit).length / shares.length).toFixed(3);
  const [least, median] = [shares[0], shares[shares.length >> 1]].map((share) => share?.toFixed(3));
  console.log(
    `each corner moved by ${error} m: least ${least}, median ${median}, from .5 on ${above(0.5)}, from .9 on ${above(0.9)}`,
  );
}

const frame = { x: width / 2, y: height / 2, length: width, width: height, angle: 0 };
const cut = inPixels.filter((corners) =>
  corners.some(({ col, row }) => col < 0 || row < 0 || col > width || row > height),
);
const held = cut.flatMap((corners) => {
  const car = { corners, ring: [], type: "unknown", covered: null } as const;
  const [, ...shares] = asYoloObb({ file: "", width, height, epsg: null }, [car]).split(" ").map(Number);
  const box = smallestBox(
    [0, 2, 4, 6].map((k): Corner => [(shares[k] ?? NaN) * width, (shares[k + 1] ?? NaN) * height]),
  );
  const visible = partInside(
    corners.map(({ col, row }): Corner => [col, row]),
    frame,
  );
  if (box === undefined || shares.length === 0) return [];
  const common = areaOf(partInside(visible, box));
  return [common / (areaOf(visible) + box.length * box.width - common)];
});
const sorted = held.sort((a, b) => a - b).map((share) => share.toFixed(3));
console.log(`YOLO boxes and the visible part of the ${cut.length} labels that the edge cuts: ${sorted.join(", ")}`);

function overlap(one: CarLabel | undefined, other: CarLabel | undefined): number {
  const [a, b] = [one, other].map((label) => smallestBox((label?.outline ?? []).map(({ x, y }) => [x, y])));
  return a && b ? rotatedOverlap(a, b) : 0;
}

/** The corners, without the first one again, each moved by a normal error along both axes. */
function drawnAnew({ outline }: CarLabel, errorMetres: number): CarLabel {
  const corners = outline.slice(0, -1);
  return {
    outline: corners.map(({ x, y }) => ({
      x: x + errorMetres * random.normal(),
      y: y + errorMetres * random.normal(),
    })),
  };
}
