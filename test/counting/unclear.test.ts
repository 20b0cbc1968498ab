import assert from "node:assert/strict";
import { test } from "node:test";
import { sceneOfRaster } from "../../scripts/counting/rendered-scenes.ts";
import { openStripNetworks } from "../../src/adapters/detectors/onnx-strips.ts";
import { unclearSteps } from "../../src/core/detection/unclear-steps.ts";
import type { TrackId } from "../../src/core/ids.ts";
import { markFeatureless } from "../../src/core/imagery/featureless.ts";
import { STRIP_LIMITS } from "../../src/core/observation/limits.ts";
import type { Counting } from "../../src/core/observation/observation.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { countScene } from "../../src/pipeline/count-scene.ts";

const [WIDTH, HEIGHT] = [800, 300];

/** Counts six tracks of 360 m on a synthetic grey picture of no place. */
async function countPicture(grey: (col: number, row: number) => number, gsdMetres: number): Promise<Counting> {
  const size = WIDTH * HEIGHT;
  const pixels = new Float32Array(3 * size);
  for (let i = 0; i < size; i++)
    for (let band = 0; band < 3; band++) pixels[i + band * size] = Math.round(grey(i % WIDTH, Math.floor(i / WIDTH)));
  const transform = {
    epsg: 32652,
    originX: 400000,
    xPerCol: gsdMetres,
    xPerRow: 0,
    originY: 5e6,
    yPerCol: 0,
    yPerRow: -gsdMetres,
  };
  const raster = { width: WIDTH, height: HEIGHT, pixels, usable: new Uint8Array(size).fill(1), transform };
  const conditions = {
    gsdMetres,
    offNadirDegrees: 0,
    sunAzimuthDegrees: null,
    sunElevationDegrees: null,
    sceneCloudFraction: null,
  };
  const middle = 5e6 - (HEIGHT * gsdMetres) / 2;
  const tracks = Array.from({ length: 6 }, (_, k) => ({
    id: `track-${k}` as TrackId,
    name: `${k}`,
    zone: null,
    canopies: [],
    points: [20, WIDTH - 20].map((col) => ({ x: 400000 + col * gsdMetres, y: middle - 5 * k })),
  }));
  const networks = await openStripNetworks();
  return await countScene(sceneOfRaster(raster, conditions), tracks, networks, { limits: STRIP_LIMITS, shift: null });
}

test("a picture that shows nothing is withheld, at every GSD: uniform grey was ten cars", async () => {
  for (const gsd of [0.25, 0.5, 1, 3]) {
    const counting = await countPicture(() => 120, gsd);
    assert.equal(counting.status, "withheld", `${gsd} m`);
    assert.deepEqual(
      counting.reasons.map(({ code }) => code),
      ["too-hidden"],
    );
  }
});

test("a count of which too little can be pointed to is withheld: waves of light and shade were 29 cars", async () => {
  const random = new RandomStream(5);
  const noise = Array.from({ length: WIDTH * HEIGHT }, () => random.uniform(-3, 3));
  const waves = (col: number, row: number) => 110 + (noise[row * WIDTH + col] ?? 0) + 10 * Math.sin(col / 9);
  const counting = await countPicture(waves, 0.5);
  const listed = counting.status === "counted" ? counting.tracks.flatMap(({ cars }) => cars).length : 0;
  if (counting.status === "counted")
    assert.ok(counting.count.low <= listed, `${counting.count.low} and ${listed} listed`);
  else assert.ok(["unclear", "too-hidden"].includes(counting.reasons[0].code));
});

test("what shows nothing over eighteen metres is marked, from either end, and nothing else", () => {
  const [width, height] = [401, 144];
  const random = new RandomStream(1);
  const pixels = Float32Array.from({ length: 3 * width * height }, () => random.uniform(90, 110));
  // 30 m of fill, and a rail in it would be enough to see something.
  for (let i = 0; i < pixels.length; i++) if (i % width >= 80 && i % width < 320) pixels[i] = 235;
  const marked = (values: Float32Array) => {
    const strip = { width, height, pixels: values, usable: new Uint8Array(width * height).fill(1) };
    markFeatureless([strip], 0.125, 0.5);
    return Array.from(strip.usable.subarray(72 * width, 73 * width));
  };
  const forwards = marked(pixels);
  const turned = pixels.map((_, i) => pixels[i - (i % width) + (width - 1 - (i % width))] as number);
  assert.deepEqual(marked(turned).reverse(), forwards);
  const hidden = forwards.map((u, c) => [u, c] as const).filter(([u]) => u === 0);
  assert.ok(hidden.length > 160 && hidden.every(([, c]) => c >= 72 && c < 328));
  for (let row = 0; row < height; row++)
    pixels.fill(row === 72 ? 120 : 235, row * width + 80 + width * height, row * width + 320 + width * height);
  assert.ok(marked(pixels).every((u) => u === 1));
});

test("what cannot be used says nothing of what lies beside it", () => {
  const [width, height] = [601, 144];
  const random = new RandomStream(2);
  const pixels = Float32Array.from({ length: 3 * width * height }, () => random.uniform(90, 110));
  const usable = Uint8Array.from({ length: width * height }, (_, i) => (i % width < 300 ? 0 : 1));
  for (let i = 0; i < pixels.length; i++) if (i % width < 300) pixels[i] = 0;
  const before = usable.slice();
  markFeatureless([{ width, height, pixels, usable }], 0.125, 0.5);
  assert.deepEqual(usable, before);
});

test("flat ground that goes on beside cars is ground, on a track without cars too", () => {
  const [width, height] = [1200, 144];
  const drawn = (cars: readonly number[], grey: number) => {
    const pixels = new Float32Array(3 * width * height).fill(grey);
    for (const from of cars)
      for (let row = 60; row < 84; row++)
        for (let band = 0; band < 3; band++)
          pixels.fill(200, (band * height + row) * width + from, (band * height + row) * width + from + 112);
    return { width, height, pixels, usable: new Uint8Array(width * height).fill(1) };
  };
  const strips = [drawn([300, 800], 130), drawn([], 130), drawn([], 90)];
  markFeatureless(strips, 0.125, 0.5);
  assert.deepEqual(
    strips.map(({ usable }) => usable.every((u) => u === 1)),
    [true, true, false],
  );
});

test("steps are unclear where three cars are supposed within 150 m and none is listed", () => {
  const occupancy = new Float64Array(1000).fill(0.01).fill(0.4, 300, 600);
  const none = new Uint8Array(1000);
  const unclear = unclearSteps(occupancy, none, [], 28, 0.5);
  assert.deepEqual(
    Array.from(unclear ?? [], (u) => u),
    Array.from({ length: 1000 }, (_, t) => (t >= 300 && t < 600 ? 1 : 0)),
  );
  // Listed, hidden, or too few: nothing is in doubt.
  const cars = Array.from({ length: 10 }, (_, k) => ({ fromStep: 300 + 30 * k, toStep: 330 + 30 * k, score: 0.9 }));
  assert.equal(unclearSteps(occupancy, none, cars, 28, 0.5), null);
  assert.equal(unclearSteps(occupancy, none.slice().fill(1, 300, 600), [], 28, 0.5), null);
  assert.equal(unclearSteps(occupancy.slice().fill(0.01, 500), none, [], 28, 0.5), null);
});
