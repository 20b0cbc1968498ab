import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { monotoneCubic } from "./monotone-cubic.ts";

/** Made by test/reference/make_monotone_cubic.py. */
const { curves }: { curves: { places: number[]; values: number[]; at: number[]; expected: number[] }[] } = JSON.parse(
  readFileSync(new URL("../../../test/reference/monotone-cubic.json", import.meta.url), "utf8"),
);

test("the curve is that of another implementation", () => {
  for (const { places, values, at, expected } of curves) {
    const curve = monotoneCubic(places, values);
    for (const [i, place] of at.entries())
      assert.ok(Math.abs(curve(place) - (expected[i] as number)) < 1e-11, `${places.length} points, ${place}`);
  }
});

test("it is level before its first point and goes on straight beyond its last", () => {
  const curve = monotoneCubic([0, 1, 2], [0, -1, -4]);
  assert.equal(curve(-5), 0);
  const [a, b, c] = [curve(2), curve(3), curve(4)];
  assert.ok(b < a && Math.abs(c - 2 * b + a) < 1e-12);
});
