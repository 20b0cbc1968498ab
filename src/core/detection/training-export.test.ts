import assert from "node:assert/strict";
import { test } from "node:test";
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

test("GeoJSON names the scene's CRS", () => {
  const { crs } = asGeoJson(image, [car]) as { crs: { properties: { name: string } } };
  assert.equal(crs.properties.name, "urn:ogc:def:crs:EPSG::32652");
});

test("an outline of more corners is its smallest box, and a car that the image cuts stays within it", () => {
  const numbers = (given: TrainingCar) => asYoloObb(image, [given]).trim().split(" ").slice(1).map(Number);
  const [a, b, c, d] = car.corners as [TrainingCar["corners"][number], ...TrainingCar["corners"]];
  // A corner drawn twice, and one in the middle of a side: the same box, from another corner on.
  const sorted = (list: readonly number[]) => list.toSorted((x, y) => x - y).map((share) => share.toFixed(4));
  const middle = { col: (a.col + (b?.col ?? 0)) / 2, row: (a.row + (b?.row ?? 0)) / 2 };
  const more = { ...car, corners: [a, a, middle, b, c, d].filter((corner) => corner !== undefined) };
  assert.deepEqual(sorted(numbers(more)), sorted(numbers(car)));

  const moved = (cols: number) => ({ ...car, corners: car.corners.map(({ col, row }) => ({ col: col + cols, row })) });
  assert.ok(numbers(moved(150)).every((share) => share >= 0 && share <= 1));
  assert.equal(asYoloObb(image, [moved(190)]), "");
  const { annotations } = asCoco(image, [moved(150), moved(190)]) as { annotations: { bbox: number[] }[] };
  assert.deepEqual(
    annotations.map(({ bbox: [left = 0, , width = 0] }) => left + width),
    [200],
  );
});
