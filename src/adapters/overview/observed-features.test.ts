import assert from "node:assert/strict";
import { test } from "node:test";
import { carsOf } from "./observed-features.ts";

test("a car that its scene outlines beyond 180 degrees is on the map where its track is", () => {
  const ring = [180.001, 180.0012, 180.0012, 180.001].map((lon, i) => [lon, 52 + i / 1e5]);
  const outline = { type: "Polygon", coordinates: [ring] };
  const counting = { status: "counted", tracks: [{ track: "1", cars: [{ from: 0, to: 14, outline }] }] };
  const [car] = carsOf({ id: "o", epsg: 4326, counting } as unknown as Parameters<typeof carsOf>[0]);
  assert.ok(car?.geometry?.type === "Polygon");
  assert.deepEqual(
    car.geometry.coordinates[0]?.map(([lon]) => Number(lon.toFixed(6))),
    [-179.999, -179.9988, -179.9988, -179.999],
  );
});
