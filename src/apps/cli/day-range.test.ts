import assert from "node:assert/strict";
import { test } from "node:test";
import { dayRange } from "./day-range.ts";

const now = new Date("2026-03-31T12:00:00Z");

test("a day as an end holds all of that day, and nothing given means the last thirty days", () => {
  assert.deepEqual(dayRange("2026-01-01", "2026-01-31", now), {
    from: "2026-01-01T00:00:00.000Z",
    to: "2026-01-31T23:59:59.999Z",
  });
  assert.deepEqual(dayRange(undefined, undefined, now), { from: "2026-03-01T12:00:00.000Z", to: now.toISOString() });
});

test("a day that does not exist, a time without zone and an end before the beginning are refused", () => {
  for (const from of [
    "2026-02-31",
    "1857-12-31",
    "0023-10-05T00:00:00Z",
    "2026-03-04T08:00:00",
    "yesterday",
    "2026-3-4",
  ])
    assert.throws(() => dayRange(from, undefined, now), /--from: expected a day/, from);
  assert.throws(() => dayRange("2026-02-01", "2026-01-01", now), /is after/);
});
