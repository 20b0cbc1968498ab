import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { sceneOfRaster } from "../../scripts/counting/rendered-scenes.ts";
import { openBoxDetector } from "../../src/adapters/detectors/onnx-boxes.ts";
import { calibrated } from "../../src/core/detection/counting-model.ts";
import type { TrackId } from "../../src/core/ids.ts";
import type { Raster } from "../../src/core/imagery/raster.ts";
import { STRIP_LIMITS } from "../../src/core/observation/limits.ts";
import { YardcheckError } from "../../src/errors.ts";
import type { TiledScene } from "../../src/pipeline/box-detector.ts";
import { countBoxes } from "../../src/pipeline/count-boxes.ts";

const MODELS = join(import.meta.dirname, "../reference/box-detector");
const GSD = 0.5;
const [WIDTH, HEIGHT] = [420, 260];
const transform = { epsg: 32652, originX: 1000, xPerCol: GSD, xPerRow: 0, originY: 5000, yPerCol: 0, yPerRow: -GSD };

/** Bright cars of 14 m x 3 m on dark ground, a metre apart, on two tracks 5 m apart. */
const CARS: readonly (readonly [col: number, row: number])[] = [
  ...Array.from({ length: 9 }, (_, k) => [40 + 30 * k, 100] as const),
  ...Array.from({ length: 3 }, (_, k) => [200 + 30 * k, 110] as const),
];

function picture(): Raster {
  const size = WIDTH * HEIGHT;
  const pixels = new Float32Array(3 * size).fill(40);
  for (const [col, row] of CARS)
    for (let band = 0; band < 3; band++)
      for (let r = row - 3; r < row + 3; r++)
        pixels.fill(230, band * size + r * WIDTH + col - 14, band * size + r * WIDTH + col + 14);
  return { width: WIDTH, height: HEIGHT, pixels, usable: new Uint8Array(size).fill(1), transform };
}

function tiled(raster: Raster): TiledScene & { readonly tiles: string[] } {
  const tiles: string[] = [];
  return {
    tiles,
    width: raster.width,
    height: raster.height,
    pixelSizeMetres: GSD,
    async readTile({ col, row, size }) {
      tiles.push(`${col},${row}`);
      const pixels = new Float32Array(3 * size * size).fill(114);
      for (let band = 0; band < 3; band++)
        for (let r = 0; r < Math.min(size, raster.height - row); r++)
          for (let c = 0; c < Math.min(size, raster.width - col); c++)
            pixels[(band * size + r) * size + c] =
              raster.pixels[(band * raster.height + row + r) * raster.width + col + c] ?? 0;
      return pixels;
    },
    toPixel: ({ x, y }) => ({ col: (x - transform.originX) / GSD, row: (transform.originY - y) / GSD }),
    toWorking: (col, row) => ({ x: transform.originX + col * GSD, y: transform.originY - row * GSD }),
    read: () => ({ bytes: 0, requests: 0, fileBytes: 0 }),
  };
}

const track = (name: string, row: number) => ({
  id: name as TrackId,
  name,
  zone: null,
  canopies: [],
  points: [
    { x: transform.originX + 2, y: transform.originY - row * GSD },
    { x: transform.originX + (WIDTH - 4) * GSD, y: transform.originY - row * GSD },
  ],
});
const tracks = [track("a", 100), track("b", 110), track("c", 120)];
const conditions = {
  gsdMetres: GSD,
  offNadirDegrees: 5,
  sunAzimuthDegrees: null,
  sunElevationDegrees: null,
  sceneCloudFraction: null,
};

for (const model of ["upright", "turned"] as const)
  test(`another detector's ${model} boxes count the cars of every tile once, and abutting cars survive`, async () => {
    const raster = picture();
    const scene = tiled(raster);
    const detector = await openBoxDetector(join(MODELS, `${model}.onnx`), { threshold: 0.5 });
    const counting = await countBoxes(sceneOfRaster(raster, conditions), scene, tracks, detector, {
      limits: STRIP_LIMITS,
      shift: null,
    });
    assert.equal(counting.status, "counted");
    if (counting.status !== "counted") return;
    assert.ok(new Set(scene.tiles).size > 2, "several tiles");
    assert.deepEqual(
      counting.tracks.map(({ cars }) => cars.length),
      [9, 3, 0],
    );
    const found = counting.tracks[0]?.cars.map(({ from, to }) => [from, to]) ?? [];
    CARS.slice(0, 9).forEach(([col], k) => {
      const [from = NaN, to = NaN] = found[k] ?? [];
      assert.ok(Math.abs(from - ((col - 14) * GSD - 2)) < 1 && Math.abs(to - ((col + 14) * GSD - 2)) < 1, `car ${k}`);
    });
    assert.ok(counting.count.low <= 12 && counting.count.high >= 12);
    assert.match(counting.method, /^boxes@2\+/);
  });

test("what another detector cannot see may hold cars, and an image that shows nothing is withheld", async () => {
  const raster = picture();
  const detector = await openBoxDetector(join(MODELS, "turned.onnx"), { threshold: 0.5 });
  const request = { limits: STRIP_LIMITS, shift: null };
  const count = (usable: (col: number) => boolean, gsdMetres = GSD) => {
    const seen = { ...raster, usable: raster.usable.map((_, k) => (usable(k % WIDTH) ? 1 : 0)) };
    return countBoxes(sceneOfRaster(seen, { ...conditions, gsdMetres }), tiled(raster), tracks, detector, request);
  };
  const whole = await count(() => true);
  const half = await count((col) => col >= WIDTH / 2);
  assert.ok(whole.status === "counted" && half.status === "counted");
  assert.ok(half.count.high >= whole.count.high, `${half.count.high} with half of it hidden`);
  assert.ok((half.seen?.median ?? NaN) < whole.count.median);
  assert.ok(Math.abs(half.usableFraction - 0.5) < 0.05);
  for (const { from, to } of half.tracks.flatMap(({ cars }) => cars))
    assert.ok((from + to) / 2 >= (WIDTH * GSD) / 2 - 4);
  const none = await count(() => false);
  assert.deepEqual(none.status === "withheld" && none.reasons.map(({ code }) => code), ["too-hidden"]);
  const coarse = await count(() => true, 1.5);
  assert.deepEqual(coarse.status === "withheld" && coarse.reasons.map(({ code }) => code), ["too-coarse"]);
});

test("checked cars correct the scores and the straying of another detector", async () => {
  const raster = picture();
  const detector = await openBoxDetector(join(MODELS, "turned.onnx"), { threshold: 0.5 });
  const counting = await countBoxes(sceneOfRaster(raster, conditions), tiled(raster), tracks, detector, {
    limits: STRIP_LIMITS,
    shift: null,
    calibration: {
      probability: { slope: 1, offset: -2 },
      errors: { trackShare: 0, commonSpread: 0 },
      sha256: "ab",
    },
  });
  const plain = await countBoxes(sceneOfRaster(raster, conditions), tiled(raster), tracks, detector, {
    limits: STRIP_LIMITS,
    shift: null,
  });
  assert.ok(counting.status === "counted" && plain.status === "counted");
  assert.equal(counting.inputs["calibration"], "ab");
  const first = ({ tracks: [one] }: typeof plain) => one?.cars[0]?.probability ?? NaN;
  assert.equal(first(counting), calibrated(first(plain), { slope: 1, offset: -2 }));
  assert.ok(first(counting) < first(plain));
});

test("cars beside the tracks are not counted", async () => {
  const raster = picture();
  const detector = await openBoxDetector(join(MODELS, "upright.onnx"), { threshold: 0.5 });
  const counting = await countBoxes(sceneOfRaster(raster, conditions), tiled(raster), [track("c", 120)], detector, {
    limits: STRIP_LIMITS,
    shift: null,
  });
  assert.equal(counting.status === "counted" && counting.tracks[0]?.cars.length, 0);
});

test("a file that is no ONNX model is one clear failure", async () => {
  await assert.rejects(
    openBoxDetector(join(MODELS, "make.py"), { kind: "upright" }),
    (error) => error instanceof YardcheckError && error.code === "detector-failed",
  );
  await assert.rejects(
    openBoxDetector(join(MODELS, "make.py")),
    (error) => error instanceof YardcheckError && error.code === "usage",
  );
});
