import assert from "node:assert/strict";
import { test } from "node:test";
import { Squares } from "./squares.ts";

test("what lies within reach of a place is told, wherever squares begin", () => {
  const squares = new Squares<number>(2.5);
  const places = Array.from({ length: 400 }, (_, k) => [((k * 37) % 101) / 2 - 25, ((k * 53) % 97) / 2 - 24] as const);
  for (const [k, [x, y]] of places.entries()) squares.add(x, y, k);
  for (const [x, y] of places) {
    const told = new Set(squares.near(x, y));
    assert.ok(told.size < places.length / 4, "far fewer than all");
    for (const [k, [ox, oy]] of places.entries())
      if (Math.hypot(ox - x, oy - y) <= 2.5) assert.ok(told.has(k), `${k} near ${x}, ${y}`);
  }
});
