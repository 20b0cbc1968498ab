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
