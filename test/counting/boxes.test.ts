import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { sceneOfRaster } from "../../scripts/counting/rendered-scenes.ts";
import { openBoxDetector } from "../../src/adapters/detectors/onnx-boxes.ts";
import type { DetectedBox } from "../../src/core/detection/box-outputs.ts";
import { calibrated } from "../../src/core/detection/counting-model.ts";
import { type GeoTransform, mapToPixel, pixelToMap } from "../../src/core/geo/frames.ts";
import type { TrackId, ZoneId } from "../../src/core/ids.ts";
import type { Raster } from "../../src/core/imagery/raster.ts";
import { STRIP_LIMITS } from "../../src/core/observation/limits.ts";
import { hiddenMetresOf } from "../../src/core/reading/reading-count.ts";
import { YardcheckError } from "../../src/errors.ts";
import { NOT_CHECKED } from "../../src/pipeline/box-calibration.ts";
import type { BoxDetector, TiledScene } from "../../src/pipeline/box-detector.ts";
import { onTrack } from "../../src/pipeline/box-on-track.ts";
import { countBoxes } from "../../src/pipeline/count-boxes.ts";

const MODELS = join(import.meta.dirname, "../reference/box-detector");
const GSD = 0.5;
const [WIDTH, HEIGHT] = [420, 260];
const transform = { epsg: 32652, originX: 1000, xPerCol: GSD, xPerRow: 0, originY: 5000, yPerCol: 0, yPerRow: -GSD };

/** The ground turned under the picture, counter-clockwise; mirrored: rows run the other way. */
function turnedBy(degrees: number, mirrored = false): GeoTransform {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const rows = mirrored ? -GSD : GSD;
  return { ...transform, xPerCol: GSD * cos, yPerCol: GSD * sin, xPerRow: rows * sin, yPerRow: -rows * cos };
}
const PLACEMENTS: Readonly<Record<string, GeoTransform>> = {
  "north up": transform,
  "turned by a quarter": turnedBy(90),
  "turned by 30 degrees": turnedBy(30),
  "south up": turnedBy(0, true),
  "turned by 30 degrees and mirrored": turnedBy(30, true),
};

/** Bright cars of 14 m x 3 m on dark ground, a metre apart, on two tracks 5 m apart. */
const CARS: readonly (readonly [col: number, row: number])[] = [
  ...Array.from({ length: 9 }, (_, k) => [40 + 30 * k, 100] as const),
  ...Array.from({ length: 3 }, (_, k) => [200 + 30 * k, 110] as const),
];

function picture(placement: GeoTransform = transform): Raster {
  const size = WIDTH * HEIGHT;
  const pixels = new Float32Array(3 * size).fill(40);
  for (const [col, row] of CARS)
    for (let band = 0; band < 3; band++)
      for (let r = row - 3; r < row + 3; r++)
        pixels.fill(230, band * size + r * WIDTH + col - 14, band * size + r * WIDTH + col + 14);
  return { width: WIDTH, height: HEIGHT, pixels, usable: new Uint8Array(size).fill(1), transform: placement };
}

function tiled(raster: Raster): TiledScene & { readonly tiles: string[] } {
  const tiles: string[] = [];
  const { epsg, xPerCol, yPerCol } = raster.transform;
  return {
    tiles,
    width: raster.width,
    height: raster.height,
    pixelSizeMetres: Math.hypot(xPerCol, yPerCol),
    async *readTiles(wanted) {
      for (const { col, row, size } of wanted) {
        tiles.push(`${col},${row}`);
        const pixels = new Float32Array(3 * size * size).fill(114);
        for (let band = 0; band < 3; band++)
          for (let r = 0; r < Math.min(size, raster.height - row); r++)
            for (let c = 0; c < Math.min(size, raster.width - col); c++)
              pixels[(band * size + r) * size + c] =
                raster.pixels[(band * raster.height + row + r) * raster.width + col + c] ?? 0;
        yield pixels;
      }
    },
    toPixel: ({ x, y }) => mapToPixel(raster.transform, { x, y, epsg }),
    toWorking: (col, row) => pixelToMap(raster.transform, { col, row }),
    read: () => ({ bytes: 0, requests: 0, fileBytes: 0 }),
  };
}

const track = (name: string, row: number, placement: GeoTransform = transform) => ({
  id: name as TrackId,
  name,
  zone: null,
  canopies: [],
  points: [4, WIDTH - 4].map((col) => pixelToMap(placement, { col, row })),
});
const tracksOn = (placement: GeoTransform) => [
  track("a", 100, placement),
  track("b", 110, placement),
  track("c", 120, placement),
];
const tracks = tracksOn(transform);
const conditions = {
  gsdMetres: GSD,
  offNadirDegrees: 5,
  sunAzimuthDegrees: null,
  sunElevationDegrees: null,
  sceneCloudFraction: null,
};

const EVERY = Object.entries(PLACEMENTS).flatMap(([name, placement]) =>
  (["upright", "turned"] as const).map((model) => ({ name, placement, model })),
);
for (const { name, placement, model } of EVERY)
  test(`another detector's ${model} boxes count the cars of every tile once, and abutting cars survive, ${name}`, async () => {
    const raster = picture(placement);
    const scene = tiled(raster);
    const detector = await openBoxDetector(join(MODELS, `${model}.onnx`), { threshold: 0.5 });
    const counting = await countBoxes(sceneOfRaster(raster, conditions), scene, tracksOn(placement), detector, {
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
    assert.match(counting.method, /^boxes@5\+/);
  });

test("an upright box gives the length of the car along its track, whichever way the image and its tracks run", () => {
  const tile = { col: 30, row: 40, size: 192 };
  const detector = aboutBrightPixels(192, 1, 1);
  for (const [name, placement] of Object.entries(PLACEMENTS))
    for (const degrees of [0, 20, 90, 155]) {
      const angle = (degrees * Math.PI) / 180;
      const [c, s] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
      const [length, width] = [(14 * c + 3 * s) / GSD, (14 * s + 3 * c) / GSD];
      const box = { x: 90, y: 95, length, width, angle: 0, score: 0.9, label: 0, turned: false };
      const end = (metres: number) =>
        pixelToMap(placement, {
          col: 120 + (metres / GSD) * Math.cos(angle),
          row: 135 + (metres / GSD) * Math.sin(angle),
        });
      const car = onTrack(box, tile, tiled(picture(placement)), [[end(-50), end(50)]], detector);
      const found = (car?.to ?? NaN) - (car?.from ?? NaN);
      assert.ok(Math.abs(found - 14) < 1e-6, `${name}, a track at ${degrees} degrees: ${found.toFixed(1)} m`);
    }
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

test("what lies under a canopy is supposed, not found", async () => {
  const raster = picture();
  const detector = await openBoxDetector(join(MODELS, "turned.onnx"), { threshold: 0.5 });
  const roofed = [{ ...(tracks[0] as (typeof tracks)[number]), canopies: [{ from: 0, to: 100 }] }];
  const request = { limits: STRIP_LIMITS, shift: null };
  const counting = await countBoxes(sceneOfRaster(raster, conditions), tiled(raster), roofed, detector, request);
  assert.ok(counting.status === "counted");
  assert.ok(Math.abs(counting.usableFraction - 1 + 100 / (counting.tracks[0]?.lengthMetres ?? NaN)) < 0.01);
  assert.ok(counting.tracks[0]?.cars.every(({ from, to }) => (from + to) / 2 > 99));
});

test("where two lines run together, a box is one car, and what is under a roof is supposed once", async () => {
  const raster = picture();
  const detector = await openBoxDetector(join(MODELS, "turned.onnx"), { threshold: 0.5 });
  const request = { limits: STRIP_LIMITS, shift: null };
  const roofed = (name: string, row: number) => ({ ...track(name, row), canopies: [{ from: 0, to: 100 }] });
  const [once, twice] = [
    await countBoxes(sceneOfRaster(raster, conditions), tiled(raster), [roofed("a", 100)], detector, request),
    await countBoxes(
      sceneOfRaster(raster, conditions),
      tiled(raster),
      [roofed("a", 100), roofed("beside", 102)],
      detector,
      request,
    ),
  ];
  assert.ok(once.status === "counted" && twice.status === "counted");
  const { low, median, high } = once.count;
  assert.deepEqual([twice.count.low, twice.count.median, twice.count.high], [low, median, high]);
  assert.ok(twice.tracks[1] && twice.tracks[1].usableFraction < 0.6);
  assert.deepEqual(
    [...hiddenMetresOf(twice.tracks, twice)],
    [...hiddenMetresOf(once.tracks, once)],
    "and once by who reads it",
  );
});

const sumOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** A detector that finds a car of some length about each bright pixel. */
const aboutBrightPixels = (tilePixels: number, length: number, width: number): BoxDetector => ({
  tilePixels,
  hash: "0".repeat(64),
  classes: { counted: [], leftOut: [] },
  settings: {},
  nameOf: () => null,
  async detect(pixels) {
    const boxes: DetectedBox[] = [];
    for (let at = pixels.indexOf(255); at >= 0 && at < tilePixels ** 2; at = pixels.indexOf(255, at + 1)) {
      const [x, y] = [(at % tilePixels) + 0.5, Math.floor(at / tilePixels) + 0.5];
      boxes.push({ x, y, length, width, angle: 0, score: 0.9, label: 0, turned: true });
    }
    return boxes;
  },
});

test("a mask over half a track never lowers an upper bound of another detector's count", async () => {
  // Cars of 9 m, 10 m apart, on three tracks of which the last is empty.
  const [raster, rows] = [picture(), [100, 110, 120]];
  raster.pixels.fill(60);
  for (const row of [100, 110]) for (let col = 14; col < 400; col += 20) raster.pixels[row * WIDTH + col] = 255;
  const detector = aboutBrightPixels(192, 9 / GSD, 3 / GSD);
  const highs = async (hidden: (col: number, row: number) => boolean) => {
    const usable = raster.usable.map((_, k) => (hidden(k % WIDTH, Math.floor(k / WIDTH)) ? 0 : 1));
    const scene = sceneOfRaster({ ...raster, usable }, conditions);
    const counting = await countBoxes(scene, tiled(raster), tracks, detector, { limits: STRIP_LIMITS, shift: null });
    assert.ok(counting.status === "counted");
    return [...counting.tracks.map(({ count }) => count.high), counting.count.high];
  };
  const whole = await highs(() => false);
  for (const half of [0, 1])
    for (const under of [[100], [110], [120], rows]) {
      const masked = await highs(
        (col, row) => (col < WIDTH / 2 ? 0 : 1) === half && under.some((track) => Math.abs(row - track) < 5),
      );
      for (const [k, high] of whole.entries())
        if (k === rows.length || under.includes(rows[k] ?? NaN))
          assert.ok((masked[k] ?? NaN) >= high, `${k}, half ${half} of ${under} hidden: ${high} to ${masked[k]}`);
    }
});

test("long cars are counted where a tile is hardly longer than they are, and a shorter tile is refused", async () => {
  const [gsd, width, height] = [0.1, 2000, 100];
  const size = width * height;
  const pixels = new Float32Array(3 * size).fill(60);
  const cars = Array.from({ length: 7 }, (_, k) => Math.round((16 + 27.3 * k) / gsd));
  for (const col of cars) pixels[50 * width + col] = 255;
  const raster = {
    width,
    height,
    pixels,
    usable: new Uint8Array(size).fill(1),
    transform: { ...transform, xPerCol: gsd, yPerRow: -gsd },
  };
  const points = [2, 198].map((x) => ({ x: transform.originX + x, y: transform.originY - 50.5 * gsd }));
  const line = [{ ...track("a", 0), points }];
  const scene = sceneOfRaster(raster, { ...conditions, gsdMetres: gsd });
  const request = { limits: STRIP_LIMITS, shift: null };
  for (const tilePixels of [319, 400]) {
    const detector = aboutBrightPixels(tilePixels, 26 / gsd, 3 / gsd);
    const counting = await countBoxes(scene, tiled(raster), line, detector, request);
    assert.equal(counting.status === "counted" && counting.tracks[0]?.cars.length, cars.length, `${tilePixels}`);
  }
  await assert.rejects(
    countBoxes(scene, tiled(raster), line, aboutBrightPixels(256, 26 / gsd, 3 / gsd), request),
    /usage: a tile of the detector, 256 pixels, spans 25\.6 m of this image.*-outsize 40% 0/,
  );
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
      mayMiss: false,
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

test("a detector that nobody measured and that finds nothing says what may stand there, until cars were checked", async () => {
  const raster = picture();
  const blind: BoxDetector = { ...aboutBrightPixels(192, 9 / GSD, 3 / GSD), detect: async () => [] };
  const zoned = tracks.map((one, k) => ({ ...one, zone: (k < 2 ? "north" : "south") as ZoneId }));
  const count = async (detector: BoxDetector, mayMiss: boolean, of = zoned) => {
    const request = { limits: STRIP_LIMITS, shift: null, calibration: { ...NOT_CHECKED, mayMiss } };
    const counting = await countBoxes(sceneOfRaster(raster, conditions), tiled(raster), of, detector, request);
    assert.ok(counting.status === "counted");
    return counting;
  };
  const nothing = await count(blind, true);
  assert.ok(nothing.count.low === 0 && nothing.count.high >= CARS.length, `${nothing.count.high}`);
  for (const { emptyProbability, count, lengthMetres, seen } of nothing.tracks) {
    assert.ok(emptyProbability > 0.7 && emptyProbability < 0.9, `${emptyProbability}`);
    assert.equal(emptyProbability, count.pmf[0], "as the count has it");
    assert.ok(count.pmf.length - 1 <= lengthMetres / 6.5, "no more than fit");
    assert.deepEqual([seen?.low, seen?.high], [count.low, count.high]);
  }
  assert.ok(nothing.types.unknown.high <= sumOf(nothing.tracks.map(({ count }) => count.pmf.length - 1)));
  const checked = await count(blind, false);
  assert.deepEqual([checked.count.high, checked.tracks[0]?.emptyProbability], [0, 1]);

  const found = await openBoxDetector(join(MODELS, "turned.onnx"), { threshold: 0.5 });
  const some = await count(found, true);
  assert.ok(some.count.low <= 12 && some.count.median >= 12 && some.count.median <= 13, `${some.count.median}`);
  assert.ok((some.tracks[0]?.emptyProbability ?? 1) < 0.01);
  assert.ok(some.count.high > (await count(found, false)).count.high);
  const half = zoned.map((one) => ({
    ...one,
    points: [one.points[0], { ...one.points[0], x: 1110 }] as typeof one.points,
  }));
  const shorter = await count(blind, true, half as typeof zoned);
  for (const [k, { count }] of nothing.tracks.entries())
    assert.ok((shorter.tracks[k]?.count.high ?? NaN) <= count.high);

  assert.deepEqual(
    some.zones.map(({ zone, count }) => [zone, count.low > 0]),
    [
      ["north", true],
      ["south", false],
    ],
  );
  const [north] = some.zones;
  const alone = await count(found, true, zoned.slice(0, 2));
  assert.deepEqual([north?.count.low, north?.count.high], [alone.count.low, alone.count.high]);
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

test("a file that is no ONNX model is one clear failure, with what to do, whatever it would hold", async () => {
  for (const [file, kind, words] of [
    ["make.py", "upright", /make\.py is no ONNX model/],
    ["make.py", undefined, /make\.py is no ONNX model/],
    ["none.onnx", "upright", /none\.onnx does not open \(ENOENT\)/],
    ["", "upright", /does not open \(it is a folder\)/],
  ] as const)
    await assert.rejects(openBoxDetector(join(MODELS, file), { kind }), (error) => {
      assert.ok(error instanceof YardcheckError);
      assert.equal(error.code, "usage");
      assert.match(error.message, words);
      assert.match(error.handling.fix, /ONNX file of a YOLO detector/);
      return true;
    });
});
