import assert from "node:assert/strict";
import { test } from "node:test";
import { median } from "./median.ts";

test("the median is the middle one, of an even number the mean of the two in the middle, and of none no number", () => {
  const given = Object.freeze([5, -1, 10]);
  assert.equal(median(given), 5);
  assert.equal(median([10, 5, -1, 6]), 5.5);
  assert.equal(median([3]), 3);
  assert.ok(Number.isNaN(median([])));
});
