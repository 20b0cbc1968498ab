import assert from "node:assert/strict";
import { test } from "node:test";
import { longitudeNear } from "./longitude.ts";

test("a longitude is counted on from the side of the meridian that is asked for", () => {
  assert.equal(longitudeNear(-179.75, 180), 180.25);
  assert.equal(longitudeNear(180.25, -179), -179.75);
  assert.equal(longitudeNear(540.25, 0), 180.25 - 360);
  assert.equal(longitudeNear(7.6, 8), 7.6);
  assert.equal(longitudeNear(-180, 0), -180);
  assert.equal(longitudeNear(180, 0), 180);
  assert.ok(Number.isNaN(longitudeNear(Number.NaN, 0)));
});
