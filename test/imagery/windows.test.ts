import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mapToPixel } from "../../src/core/geo/frames.ts";
import { placeLine } from "../../src/core/imagery/place-line.ts";
import { areaAverage, type Raster } from "../../src/core/imagery/raster.ts";
import { straighten } from "../../src/core/imagery/straighten.ts";

interface Expected {
  readonly width: number;
  readonly height: number;
  readonly picture: readonly number[];
  readonly cubic: readonly {
    readonly name: string;
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly spacing: number;
    readonly values: readonly number[];
  }[];
  readonly average: readonly { readonly factor: number; readonly values: readonly number[] }[];
}
const expected: Expected = JSON.parse(
  readFileSync(join(import.meta.dirname, "../reference/windows/expected.json"), "utf8"),
);
const picture: Raster = {
  width: expected.width,
  height: expected.height,
  pixels: Float32Array.from(expected.picture),
  usable: new Uint8Array(expected.width * expected.height).fill(1),
  transform: { epsg: 32633, originX: 500000, xPerCol: 0.5, xPerRow: 0, originY: 5200000, yPerCol: 0, yPerRow: -0.5 },
};

const farthest = (got: Float32Array, wanted: readonly number[]) =>
  got.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? Number.NaN))), 0);

for (const { name, left, top, width, height, spacing, values } of expected.cubic)
  test(`a strip from west to east is GDAL's bicubic window (${name})`, () => {
    const middle = top - (height * spacing) / 2;
    const line = [
      { x: left, y: middle },
      { x: left + width * spacing, y: middle },
    ];
    const { placement } = placeLine(line, spacing, 32633);
    const strip = straighten(picture, placement, {
      spacingMetres: spacing,
      halfWidthMetres: (height * spacing) / 2,
      toPixel: (x, y) => mapToPixel(picture.transform, { x, y, epsg: 32633 }),
    });
    assert.deepEqual([strip.width, strip.height], [width, height]);
    assert.ok(farthest(strip.pixels, values) < 0.01, `${farthest(strip.pixels, values)} of 255 off`);
  });

for (const { factor, values } of expected.average)
  test(`averaging ${factor} x ${factor} pixels is GDAL's`, () => {
    assert.ok(farthest(areaAverage(picture, factor).pixels, values) < 1e-3);
  });
