import assert from "node:assert/strict";
import { test } from "node:test";
import { nextAtUsualPace } from "./usual-pace.ts";

const on = (...days: readonly number[]) => days.map((day) => new Date(Date.UTC(2025, 0, day)).toISOString());

test("the next acquisition is expected after the median gap; an even number of gaps takes the mean of the middle two", () => {
  assert.equal(nextAtUsualPace(on(1, 4, 24, 29)), "2025-02-03T00:00:00.000Z");
  assert.equal(nextAtUsualPace(on(1, 3, 7, 13, 21)), "2025-01-26T00:00:00.000Z");
});

test("three looks say nothing of a pace", () => assert.equal(nextAtUsualPace(on(1, 4, 24)), null));
