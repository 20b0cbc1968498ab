import assert from "node:assert/strict";
import { test } from "node:test";
import { areaOf, type Corner, partInside } from "./rotated-box.ts";
import { asCoco, asGeoJson, asYoloObb, type TrainingCar } from "./training-export.ts";

const image = { file: "yard.tif", width: 200, height: 100, epsg: 32652 };
const car: TrainingCar = {
  corners: [
    { col: 20, row: 10 },
    { col: 60, row: 30 },
    { col: 57, row: 36 },
    { col: 17, row: 16 },
  ],
  ring: [
    [10, 95],
    [30, 85],
    [28.5, 82],
    [8.5, 92],
    [10, 95],
  ],
  type: "open",
  covered: false,
};

test("rotated boxes are written as shares of the image", () => {
  assert.equal(asYoloObb(image, [car]), "2 0.100000 0.100000 0.300000 0.300000 0.285000 0.360000 0.085000 0.160000\n");
  assert.equal(asYoloObb(image, []), "");
});

test("a COCO annotation has the polygon, its upright box and its area", () => {
  const { annotations } = asCoco(image, [car]) as { annotations: Record<string, unknown>[] };
  assert.deepEqual(annotations[0]?.["bbox"], [17, 10, 43, 26]);
  // 40 x 20 along, (-3, 6) across: 40 * 6 + 20 * 3.
  assert.equal(annotations[0]?.["area"], 300);
  assert.equal(annotations[0]?.["category_id"], 3);
});

test("GeoJSON names the scene's CRS, and none where it is in degrees", () => {
  const { crs } = asGeoJson(image, [car]) as { crs: { properties: { name: string } } };
  assert.equal(crs.properties.name, "urn:ogc:def:crs:EPSG::32652");
  assert.equal("crs" in asGeoJson({ ...image, epsg: null }, [car]), false);
});

test("an outline of more corners is its smallest box, and a car whose middle lies outside is none", () => {
  const numbers = (given: TrainingCar) => asYoloObb(image, [given]).trim().split(" ").slice(1).map(Number);
  const [a, b, c, d] = car.corners as [TrainingCar["corners"][number], ...TrainingCar["corners"]];
  // A corner drawn twice, and one in the middle of a side: the same box, from another corner on.
  const sorted = (list: readonly number[]) => list.toSorted((x, y) => x - y).map((share) => share.toFixed(4));
  const middle = { col: (a.col + (b?.col ?? 0)) / 2, row: (a.row + (b?.row ?? 0)) / 2 };
  const more = { ...car, corners: [a, a, middle, b, c, d].filter((corner) => corner !== undefined) };
  assert.deepEqual(sorted(numbers(more)), sorted(numbers(car)));

  const moved = (cols: number) => ({ ...car, corners: car.corners.map(({ col, row }) => ({ col: col + cols, row })) });
  assert.equal(asYoloObb(image, [moved(190)]), "");
  const { annotations } = asCoco(image, [moved(150), moved(190)]) as { annotations: { bbox: number[] }[] };
  assert.deepEqual(
    annotations.map(({ bbox: [left = 0, , width = 0] }) => left + width),
    [200],
  );
});

test("a car that the image's edge cuts is the smallest box about its visible part, turned as the car is", () => {
  const { width, height } = image;
  const frame = { x: width / 2, y: height / 2, length: width, width: height, angle: 0 };
  const direction = Math.atan2(20, 40);
  // Over the right edge, the left, the top, and the lower right corner of the image.
  for (const [cols, rows] of [
    [155, 20],
    [-35, 20],
    [60, -20],
    [160, 70],
  ] as const) {
    const given = car.corners.map(({ col, row }) => ({ col: col + cols, row: row + rows }));
    const line = asYoloObb(image, [{ ...car, corners: given }]);
    const shares = line.trim().split(" ").slice(1).map(Number);
    const box = [0, 2, 4, 6].map((k): Corner => [(shares[k] ?? NaN) * width, (shares[k + 1] ?? NaN) * height]);
    const visible = partInside(
      given.map(({ col, row }): Corner => [col, row]),
      frame,
    );
    // What a trainer sees of the box is what is seen of the car, and no side of the box can come nearer.
    const seen = partInside(box, frame);
    const about = (corners: readonly Corner[], along: number) =>
      corners.map(([col, row]) => col * Math.cos(along) + row * Math.sin(along));
    assert.ok(Math.abs(areaOf(seen) - areaOf(visible)) < 0.01, `${areaOf(seen)} seen, ${areaOf(visible)} visible`);
    for (const along of [direction, direction + Math.PI / 2])
      for (const end of [Math.min, Math.max])
        assert.ok(Math.abs(end(...about(box, along)) - end(...about(visible, along))) < 0.001);
    // Four corners of a rectangle: its diagonals halve each other and are as long.
    const [a, b, c, d] = box as [Corner, Corner, Corner, Corner];
    const diagonals = [Math.hypot(c[0] - a[0], c[1] - a[1]), Math.hypot(d[0] - b[0], d[1] - b[1])];
    assert.ok(Math.abs((diagonals[0] ?? 0) - (diagonals[1] ?? 0)) < 0.001);
    // What Ultralytics asks of the upright box about the corners.
    const [x, y] = [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];
    assert.ok(x >= 0 && y >= 0 && x <= width && y <= height);
  }
});

test("in a picture too small for the turned box, a car is an upright one: a trainer takes no size above 1", () => {
  const small = { ...image, width: 30, height: 20 };
  const shares = asYoloObb(small, [
    { ...car, corners: car.corners.map(({ col, row }) => ({ col: col - 24, row: row - 13 })) },
  ]);
  const numbers = shares.trim().split(" ").slice(1).map(Number);
  assert.equal(numbers.length, 8);
  assert.ok(
    numbers.every((share) => share >= 0 && share <= 1),
    shares,
  );
});
