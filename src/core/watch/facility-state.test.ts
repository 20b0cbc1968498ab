import assert from "node:assert/strict";
import { test } from "node:test";
import { type NewestCount, outsideUsual } from "./facility-state.ts";

test("the newest count lies outside of the usual range only where it says so", () => {
  const usual = { low: 5, high: 54 };
  const side = (cars: number, precision: NewestCount["precision"] = "exact") =>
    outsideUsual({ cars, precision }, usual);
  assert.deepEqual([side(82), side(54), side(5), side(4)], ["above", null, null, "below"]);
  assert.deepEqual([side(82, "at-most"), side(4, "at-least")], [null, null]);
  assert.deepEqual([side(82, "at-least-about"), side(4, "at-most-about")], ["above", "below"]);
  assert.deepEqual([outsideUsual(null, usual), outsideUsual({ cars: 82, precision: "exact" }, null)], [null, null]);
});
