import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raster } from "../imagery/raster.ts";
import { jpegLike } from "./jpeg-like.ts";
import { RandomStream } from "./random.ts";
import { gaussianBlur, northUp } from "./resample.ts";
import { degrade, drawSensor, type SensorConditions } from "./sensor.ts";

const plain: SensorConditions = {
  seed: 3,
  gsdMetres: 0.6,
  blurPixels: 0.4,
  gamma: 1,
  haze: 0,
  gain: 1,
  tint: [1, 1, 1],
  panchromatic: false,
  noise: 0,
  sharpening: 0,
  jpegQuality: 0,
  stretched: false,
  cloud: 0,
  cloudMasked: false,
  seam: false,
};

function noisyRaster(width = 120, height = 90): Raster {
  const random = new RandomStream(5);
  const pixels = Float32Array.from({ length: 3 * width * height }, () => random.uniform(40, 200));
  gaussianBlur(pixels, width, height, 1.5);
  return {
    width,
    height,
    pixels,
    usable: new Uint8Array(width * height).fill(1),
    transform: { epsg: 32652, originX: 100, xPerCol: 0.2, xPerRow: 0, originY: 900, yPerCol: 0, yPerRow: -0.2 },
  };
}

const mean = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;

test("a sensor delivers a north-up grid of its ground sample distance", () => {
  const scene = degrade(noisyRaster(), plain);
  assert.deepEqual([scene.width, scene.height], [40, 30]);
  assert.equal(scene.transform.xPerCol, 0.6);
  assert.equal(scene.transform.yPerRow, -0.6);
});

test("resampling keeps the mean brightness within half a per cent", () => {
  const raster = noisyRaster();
  const scene = degrade(raster, plain);
  assert.ok(Math.abs(mean(scene.pixels) / mean(raster.pixels) - 1) < 0.005);
});

test("the same conditions give the same bytes", () => {
  const conditions = { ...drawSensor(17, 0.5), cloud: 0.3, noise: 4, jpegQuality: 70, seam: true };
  assert.deepEqual(degrade(noisyRaster(), conditions), degrade(noisyRaster(), conditions));
});

test("a blur of constant brightness is the same constant", () => {
  const pixels = new Float32Array(3 * 30 * 20).fill(77);
  gaussianBlur(pixels, 30, 20, 2.3);
  assert.ok(pixels.every((v) => Math.abs(v - 77) < 1e-3));
});

test("a masked cloud makes pixels unusable, an unmasked one does not", () => {
  const masked = degrade(noisyRaster(300, 300), { ...plain, cloud: 0.9, cloudMasked: true });
  const bare = degrade(noisyRaster(300, 300), { ...plain, cloud: 0.9, cloudMasked: false });
  assert.ok(masked.usable.includes(0));
  assert.ok(!bare.usable.includes(0));
});

test("compression of lower quality changes the picture more, and quality 100 hardly at all", () => {
  const original = noisyRaster(64, 64);
  const change = (quality: number) => {
    const copy = { ...original, pixels: original.pixels.slice() };
    jpegLike(copy, quality);
    return Math.sqrt(mean(copy.pixels.map((v, i) => (v - (original.pixels[i] ?? 0)) ** 2)));
  };
  const [best, good, poor] = [change(100), change(75), change(30)];
  assert.ok(best < 1 && best < good && good < poor, `${best} ${good} ${poor}`);
});

test("a turned frame comes out north-up, with what it does not cover unusable", () => {
  const raster = noisyRaster();
  const turn = Math.SQRT1_2 * 0.2;
  const turned = {
    ...raster,
    transform: { ...raster.transform, xPerCol: turn, yPerCol: turn, xPerRow: turn, yPerRow: -turn },
  };
  const scene = northUp(turned, 0.4);
  const used = scene.usable.reduce((sum, v) => sum + v, 0);
  assert.ok(
    Math.abs(used * 0.16 - raster.width * raster.height * 0.04) < 0.02 * raster.width * raster.height * 0.04 + 6,
  );
  assert.equal(scene.usable[0], 0);
});

test("a ground sample distance that is not positive is refused", () => {
  for (const gsdMetres of [0, -1, Number.NaN])
    assert.throws(() => degrade(noisyRaster(), { ...plain, gsdMetres }), RangeError);
});
