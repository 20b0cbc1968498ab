import assert from "node:assert/strict";
import { test } from "node:test";
import { mapToPixel } from "../geo/frames.ts";
import { placeLine } from "./place-line.ts";
import { areaAverage, type Raster } from "./raster.ts";
import { straighten } from "./straighten.ts";
import { groundAt } from "./strip.ts";

/** Ground of half-metre pixels whose bands are linear or cubic in the map coordinates. */
function raster(width: number, height: number, value: (x: number, y: number, band: number) => number): Raster {
  const transform = { epsg: 32633, originX: 1000, xPerCol: 0.5, xPerRow: 0, originY: 2000, yPerCol: 0, yPerRow: -0.5 };
  const pixels = new Float32Array(3 * width * height);
  for (let band = 0; band < 3; band++)
    for (let row = 0; row < height; row++)
      for (let col = 0; col < width; col++)
        pixels[(band * height + row) * width + col] = value(1000 + (col + 0.5) / 2, 2000 - (row + 0.5) / 2, band);
  return { width, height, pixels, usable: new Uint8Array(width * height).fill(1), transform };
}

function strip(from: Raster, points: { x: number; y: number }[], halfWidthMetres = 2) {
  const { placement, lengthMetres } = placeLine(points, 0.25, 32633);
  const toPixel = (x: number, y: number) => mapToPixel(from.transform, { x, y, epsg: 32633 });
  return { ...straighten(from, placement, { spacingMetres: 0.25, halfWidthMetres, toPixel }), placement, lengthMetres };
}

test("a strip samples the ground where its placement says, to float precision, on a slanted track", () => {
  const ground = raster(200, 200, (x, y, band) => 100 + band + (x - 1050) * 1.5 - (y - 1950) * 0.7);
  const got = strip(ground, [
    { x: 1020, y: 1930 },
    { x: 1071.3, y: 1972.9 },
  ]);
  assert.equal(got.height, 16);
  assert.equal(got.width, Math.ceil(got.lengthMetres / 0.25));
  for (let r = 0; r < got.height; r += 3)
    for (let c = 0; c < got.width; c += 7) {
      const at = groundAt(got.placement, 0.25, (c + 0.5) * 0.25, (r + 0.5) * 0.25 - 2);
      const wanted = 102 + (at.x - 1050) * 1.5 - (at.y - 1950) * 0.7;
      assert.ok(Math.abs((got.pixels[(2 * got.height + r) * got.width + c] ?? NaN) - wanted) < 1e-3);
    }
});

test("rows grow to the right of the direction of travel", () => {
  const ground = raster(100, 100, (_, y) => y - 1950);
  const got = strip(ground, [
    { x: 1010, y: 1970 },
    { x: 1030, y: 1970 },
  ]);
  assert.ok((got.pixels[0] ?? 0) > (got.pixels[(got.height - 1) * got.width] ?? 0), "travelling east, right is south");
});

test("a track reversed gives the strip turned by half a turn", () => {
  const ground = raster(120, 120, (x, y, band) => 60 + 20 * Math.sin(x * 0.9 + band) + 20 * Math.cos(y * 1.1));
  const points = [
    { x: 1010, y: 1955 },
    { x: 1025, y: 1965 },
    { x: 1046, y: 1970 },
  ];
  // A whole number of columns: otherwise the columns of both directions interleave.
  const { lengthMetres } = placeLine(points, 0.25, 32633);
  const spacing = lengthMetres / 160;
  const toPixel = (x: number, y: number) => mapToPixel(ground.transform, { x, y, epsg: 32633 });
  const options = { spacingMetres: spacing, halfWidthMetres: spacing * 8, toPixel };
  const there = straighten(ground, placeLine(points, spacing, 32633).placement, options);
  const back = straighten(ground, placeLine([...points].reverse(), spacing, 32633).placement, options);
  assert.equal(there.width, 160);
  for (let band = 0; band < 3; band++)
    for (let r = 0; r < 16; r++)
      for (let c = 0; c < 160; c++) {
        const a = there.pixels[(band * 16 + r) * 160 + c] ?? NaN;
        const b = back.pixels[(band * 16 + 15 - r) * 160 + 159 - c] ?? NaN;
        assert.ok(Math.abs(a - b) < 1e-3, `band ${band} row ${r} column ${c}: ${a} and ${b}`);
      }
});

test("cubic sampling reproduces a quadratic, which bilinear sampling cannot", () => {
  const ground = raster(80, 80, (x) => 20 + (x - 1015) ** 2 * 0.3);
  const got = strip(ground, [
    { x: 1005.13, y: 1980 },
    { x: 1030, y: 1980 },
  ]);
  for (let c = 0; c < got.width; c++)
    assert.ok(Math.abs((got.pixels[c] ?? NaN) - (20 + ((got.placement.x[c] ?? 0) - 1015) ** 2 * 0.3)) < 1e-3);
});

test("every sample is the bicubic one, written out, of its sixteen neighbours, whatever lies beside them", () => {
  const noise = (x: number, y: number, band: number) =>
    128 + 120 * Math.sin(7.3 * x + 3.1 * y + band) * Math.cos(5.7 * y - x);
  const ground = raster(90, 80, noise);
  for (let row = 30; row < 34; row++) {
    ground.usable.fill(0, row * 90 + 40, row * 90 + 47);
    for (let band = 0; band < 3; band++)
      ground.pixels.fill(Number.NaN, (band * 80 + row) * 90 + 40, (band * 80 + row) * 90 + 47);
  }
  const { width, height, pixels, usable } = ground;
  const keys = (d: number) => {
    const f = Math.abs(d);
    return f <= 1 ? 1.5 * f ** 3 - 2.5 * f ** 2 + 1 : f < 2 ? -0.5 * f ** 3 + 2.5 * f ** 2 - 4 * f + 2 : 0;
  };
  const got = strip(
    ground,
    [
      { x: 1004, y: 1965 },
      { x: 1041.3, y: 1994.9 },
    ],
    5,
  );
  let [cubic, beside] = [0, 0];
  for (let r = 0; r < got.height; r++)
    for (let c = 0; c < got.width; c++) {
      const at = groundAt(got.placement, 0.25, (c + 0.5) * 0.25, (r + 0.5) * 0.25 - 5);
      const [col, row] = [(at.x - 1000) / 0.5, (2000 - at.y) / 0.5];
      const [left, top] = [Math.floor(col - 0.5), Math.floor(row - 0.5)];
      let all = true;
      const sums = [0, 0, 0];
      for (let j = top - 1; j < top + 3; j++)
        for (let i = left - 1; i < left + 3; i++) {
          all &&= i >= 0 && j >= 0 && i < width && j < height && usable[j * width + i] === 1;
          for (let band = 0; band < 3; band++)
            sums[band] =
              (sums[band] ?? 0) +
              keys(col - 0.5 - i) * keys(row - 0.5 - j) * (pixels[(band * height + j) * width + i] ?? Number.NaN);
        }
      if (!all) {
        beside++;
        for (let band = 0; band < 3; band++)
          assert.ok(Number.isFinite(got.pixels[(band * got.height + r) * got.width + c]));
        continue;
      }
      cubic++;
      assert.equal(got.usable[r * got.width + c], 1);
      for (let band = 0; band < 3; band++) {
        const value = got.pixels[(band * got.height + r) * got.width + c] ?? Number.NaN;
        const expected = Math.min(255, Math.max(0, sums[band] ?? Number.NaN));
        assert.ok(Math.abs(value - expected) < 2e-3, `${value} and ${expected} at row ${r}, column ${c}`);
      }
    }
  assert.ok(cubic > 4000 && beside > 200, `${cubic} and ${beside}`);
});

test("what lies outside the scene or on unusable pixels is unusable, and does not leak into its neighbours", () => {
  const ground = raster(40, 40, () => 80);
  for (let row = 0; row < 40; row++) {
    ground.usable[row * 40 + 20] = 0;
    ground.pixels[row * 40 + 20] = 1e9;
  }
  const got = strip(ground, [
    { x: 995, y: 1990 },
    { x: 1025, y: 1990 },
  ]);
  for (let c = 0; c < got.width; c++) {
    const x = got.placement.x[c] ?? 0;
    const hidden = x < 1000 || x >= 1020 || (x >= 1010 && x < 1010.5);
    assert.equal(got.usable[c], hidden ? 0 : 1, `at ${x} m`);
    assert.ok(Math.abs((got.pixels[c] ?? NaN) - (hidden ? 0 : 80)) < 1e-4);
  }
});

test("vertices of a drawn line leave no jump in the normals larger than the bend over the chord", () => {
  const { placement } = placeLine(
    [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 20, y: 2 },
    ],
    0.25,
    32633,
  );
  for (let c = 1; c < placement.x.length; c++) {
    const turn = Math.hypot(
      (placement.normalX[c] ?? 0) - (placement.normalX[c - 1] ?? 0),
      (placement.normalY[c] ?? 0) - (placement.normalY[c - 1] ?? 0),
    );
    assert.ok(turn < 0.03, `column ${c} turns by ${turn}`);
  }
});

test("repeated points are no legs, and a line without length is refused", () => {
  const { lengthMetres } = placeLine(
    [
      { x: 0, y: 0 },
      { x: 0, y: 0 },
      { x: 3, y: 4 },
    ],
    0.25,
    32633,
  );
  assert.equal(lengthMetres, 5);
  assert.throws(() => placeLine([{ x: 1, y: 1 }], 0.25, 32633), RangeError);
  assert.throws(() => placeLine([{ x: Number.NaN, y: 1 }], 0.25, 32633), RangeError);
});

test("averaging keeps the mean, covers ragged edges, and leaves out what cannot be used", () => {
  const ground = raster(5, 4, (x) => (x - 1000) * 2);
  ground.usable[0] = 0;
  const small = areaAverage(ground, 2);
  assert.deepEqual([small.width, small.height], [3, 2]);
  assert.deepEqual(
    [...small.pixels.slice(0, 3)].map((v) => Math.round(v * 1000) / 1000),
    [1.167, 3, 4.5],
  );
  assert.equal(small.transform.xPerCol, 1);
  assert.ok(small.usable.every((u) => u === 1));
});
