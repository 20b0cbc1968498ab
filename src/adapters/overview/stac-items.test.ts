import assert from "node:assert/strict";
import { test } from "node:test";
import { type CatalogScene, sceneItem } from "./stac-items.ts";

test("the box of a scene across the meridian of 180 is as wide as the scene, not as the world", () => {
  // UTM 60 ends there: 52 north, 180 east is about 705,930 east.
  const transform = {
    epsg: 32660,
    originX: 705_400,
    xPerCol: 1,
    xPerRow: 0,
    originY: 5_766_000,
    yPerCol: 0,
    yPerRow: -1,
  };
  const scene = {
    id: "s",
    conditions: {},
    grid: { width: 1000, height: 1000, transform },
    fingerprint: { bytes: 1 },
  } as unknown as CatalogScene;
  const [west = 0, , east = 0] = sceneItem(scene, "http://c", null).bbox ?? [];
  assert.ok(west > 179.9 && west < 180 && east > 180 && east < 180.1, `${west} ${east}`);
});
