import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlanePoint } from "./local-plane.ts";
import { areaOf, distanceOutside, isInside, selfCrossing } from "./ring.ts";

const ring = (...corners: readonly [number, number][]): PlanePoint[] =>
  corners.map(([east, north]) => ({ east, north }));
const SQUARE = ring([0, 0], [10, 0], [10, 10], [0, 10]);
/** A yard bent like a U: its bounding box is no answer. */
const BENT = ring([0, 0], [30, 0], [30, 30], [20, 30], [20, 10], [10, 10], [10, 30], [0, 30]);

test("a point is inside, on the edge, or as far outside as the nearest edge", () => {
  assert.equal(distanceOutside({ east: 5, north: 5 }, SQUARE), 0);
  assert.ok(isInside({ east: 10, north: 3 }, SQUARE));
  assert.equal(distanceOutside({ east: 13, north: 14 }, SQUARE), 5);
  assert.equal(distanceOutside({ east: 15, north: 25 }, BENT), 5);
});

test("the turning direction does not matter for what is inside, only for the sign of the area", () => {
  assert.equal(areaOf(SQUARE), 100);
  assert.equal(areaOf([...SQUARE].reverse()), -100);
  assert.ok(isInside({ east: 5, north: 5 }, [...SQUARE].reverse()));
});

test("simple rings do not cross themselves, with a corner on a straight edge neither", () => {
  for (const simple of [SQUARE, BENT, ring([0, 0], [5, 0], [10, 0], [10, 10])])
    assert.equal(selfCrossing(simple), null);
});

test("a bow tie, a touching corner and a spike cross themselves", () => {
  assert.deepEqual(selfCrossing(ring([0, 0], [10, 10], [10, 0], [0, 10])), [0, 2]);
  assert.notEqual(selfCrossing(ring([0, 0], [10, 0], [10, 10], [5, 0], [0, 10])), null);
  assert.notEqual(selfCrossing(ring([0, 0], [10, 0], [20, 0], [10, 0], [10, 10])), null);
});
