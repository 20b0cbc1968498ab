import assert from "node:assert/strict";
import { test } from "node:test";
import type { FacilityGeometry } from "../../core/facility/facility.ts";
import { asSeen } from "../../core/observation/as-seen.ts";
import { converter, crsOfEpsg, WGS84 } from "../cog/crs/crs.ts";
import { carOutlines } from "./car-outlines.ts";

const utm = crsOfEpsg(32632);
const [middleX, middleY] = converter(WGS84, utm)(9, 47.5);
const placing = { x: 2, y: -1, turn: { degrees: 1, x: middleX, y: middleY } };
const at = (along: number) => {
  const [lon, lat] = converter(utm, WGS84)(middleX + along, middleY);
  return { lon, lat };
};
const track = { id: "1", name: "1", line: [at(-350), at(350)], zone: null, canopies: [] };
const geometry = { version: "y@1", tracks: [track] } as unknown as FacilityGeometry;
const wide = { originX: middleX - 500, xPerCol: 1, xPerRow: 0, originY: middleY + 500, yPerCol: 0, yPerRow: -1 };
const inDegrees = { originX: 8.99, xPerCol: 2e-5, xPerRow: 0, originY: 47.51, yPerCol: 0, yPerRow: -2e-5 };

for (const [name, epsg, transform] of [
  ["metres", 32632, wide],
  ["degrees", 4326, inDegrees],
] as const)
  test(`a reader's car lies on its track as seen: turned and shifted, in a scene in ${name}`, () => {
    const grid = { width: 1000, height: 1000, transform: { ...transform, epsg } };
    const { coordinates } = carOutlines(geometry, grid, placing)("1", 680, 694);
    const toMetres = converter(crsOfEpsg(epsg), utm);
    const corners = (coordinates[0] ?? []).slice(0, 4).map(([x, y]) => toMetres(x, y));
    const middle = [0, 1].map((axis) => corners.reduce((sum, corner) => sum + (corner[axis] ?? 0) / 4, 0));
    const seen = asSeen({ x: middleX + 337, y: middleY }, placing);
    // UTM's metres are 0.04 % short there: 0.27 m after 687.
    assert.ok(Math.hypot((middle[0] ?? 0) - seen.x, (middle[1] ?? 0) - seen.y) < 0.3, `${middle}`);
  });

test("a car beyond 180 degrees is outlined in its scene's own longitudes", () => {
  const line = [-179.999, -179.995].map((lon) => ({ lon, lat: 52 }));
  const across = { version: "y@1", tracks: [{ id: "1", line }] } as unknown as FacilityGeometry;
  const transform = {
    epsg: 4326,
    originX: 179.99,
    xPerCol: 2e-5,
    xPerRow: 0,
    originY: 52.01,
    yPerCol: 0,
    yPerRow: -2e-5,
  };
  const unmoved = { x: 0, y: 0, turn: { degrees: 0, x: 0, y: 0 } };
  const { coordinates } = carOutlines(across, { width: 1000, height: 1000, transform }, unmoved)("1", 0, 14);
  assert.ok(coordinates[0]?.every(([x]) => x > 180.0009 && x < 180.0013));
});
