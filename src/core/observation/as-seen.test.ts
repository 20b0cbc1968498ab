import assert from "node:assert/strict";
import { test } from "node:test";
import { asSeen, bothPlacings, type Placing } from "./as-seen.ts";

const first: Placing = { x: 2, y: -1, turn: { degrees: 1, x: 100, y: 50 } };
const second: Placing = { x: -0.5, y: 0.25, turn: { degrees: -0.2, x: 104, y: 47 } };
const points = [
  { x: 0, y: 0 },
  { x: 600, y: -40 },
];
const near = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y) < 1e-9;

test("a placing turns counter-clockwise about its point, then shifts", () => {
  const quarter = { x: 1, y: 2, turn: { degrees: 90, x: 10, y: 0 } };
  assert.ok(near(asSeen({ x: 13, y: 0 }, quarter), { x: 11, y: 5 }));
  assert.deepEqual(asSeen({ x: 13, y: 0 }, { x: 1, y: 2 }), { x: 14, y: 2 });
});

test("two placings as one move a point as one after the other does", () => {
  for (const [a, b] of [
    [first, second],
    [{ x: 3, y: 4 }, second],
    [first, { x: 3, y: 4 }],
    [
      { x: 3, y: 4 },
      { x: 1, y: 1 },
    ],
  ] as const)
    for (const point of points) assert.ok(near(asSeen(point, bothPlacings(a, b)), asSeen(asSeen(point, a), b)));
});
