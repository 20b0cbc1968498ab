import assert from "node:assert/strict";
import { test } from "node:test";
import type { Track } from "../../core/facility/facility.ts";
import type { Car } from "../../core/observation/observation.ts";
import { carCorners } from "./cars-geojson.ts";

test("a car that its scene outlines beyond 180 degrees lies beside its track", () => {
  const ring = [
    [180.001, 52],
    [180.0012, 52],
    [180.0012, 52.0001],
    [180.001, 52],
  ];
  const car = { from: 0, to: 14, outline: { type: "Polygon", coordinates: [ring] } } as unknown as Car;
  const track = { line: [-179.999, -179.995].map((lon) => ({ lon, lat: 52 })) } as unknown as Track;
  const corners = carCorners(car, track, (lon, lat) => ({ lon, lat })) ?? [];
  assert.deepEqual(
    corners.map(({ lon }) => Number(lon.toFixed(6))),
    [-179.999, -179.9988, -179.9988],
  );
});
