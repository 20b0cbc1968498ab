import assert from "node:assert/strict";
import { test } from "node:test";
import type { SceneGrid } from "../imagery/scene.ts";
import type { Car } from "../observation/observation.ts";
import { cocoLabels, geojsonLabels, yoloLabels } from "./labels.ts";

const grid: SceneGrid = {
  width: 200,
  height: 100,
  bands: 3,
  sampleType: "uint8",
  pixelSizeMetres: 0.5,
  transform: { epsg: 32632, originX: 1000, originY: 2000, xPerCol: 0.5, xPerRow: 0, yPerCol: 0, yPerRow: -0.5 },
};
const car: Car = {
  from: 0,
  to: 14,
  probability: 1,
  type: "open",
  typeProbability: 1,
  covered: false,
  outline: {
    type: "Polygon",
    coordinates: [
      [
        [1010, 1990],
        [1020, 1990],
        [1020, 1988],
        [1010, 1988],
        [1010, 1990],
      ],
    ],
  },
};
const scene = { file: "yard.tif", grid, cars: [car] };

test("COCO labels hold the car's polygon, box and area in pixels", () => {
  const { annotations, categories } = cocoLabels(scene) as Record<string, Record<string, unknown>[]>;
  const [label] = annotations ?? [];
  assert.deepEqual(label?.["segmentation"], [[20, 20, 40, 20, 40, 24, 20, 24]]);
  assert.deepEqual([label?.["bbox"], label?.["area"], label?.["category_id"]], [[20, 20, 20, 4], 80, 3]);
  assert.equal(categories?.find(({ id }) => id === 3)?.["name"], "open");
});

test("YOLO-OBB labels hold class and corners as shares of the picture", () => {
  assert.equal(yoloLabels(scene), "2 0.100000 0.200000 0.200000 0.200000 0.200000 0.240000 0.100000 0.240000\n");
});

test("GeoJSON labels name the CRS that their coordinates are in", () => {
  const { crs, features } = geojsonLabels(scene);
  assert.equal(crs.properties.name, "urn:ogc:def:crs:EPSG::32632");
  assert.deepEqual(features[0]?.geometry, car.outline);
});
