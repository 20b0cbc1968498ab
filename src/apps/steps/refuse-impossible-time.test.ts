import assert from "node:assert/strict";
import { test } from "node:test";
import { refuseImpossibleTime } from "./refuse-impossible-time.ts";

test("an image is of a time between the first photograph from the air and now, wherever it comes in", () => {
  const now = new Date("2026-05-06T07:08:09Z");
  refuseImpossibleTime("2026-05-06T07:08:09Z", now);
  refuseImpossibleTime("1858-01-01T00:00:00Z", now);
  assert.throws(() => refuseImpossibleTime("2026-05-06T07:08:10Z", now), /lies in the future/);
  for (const time of ["0023-10-05T02:11:43Z", "1857-12-31T23:59:59Z", "1858-01-01T01:00:00+02:00"])
    assert.throws(
      () => refuseImpossibleTime(time, now),
      /usage: acquired at .*: expected is a time from 1858-01-01 on/,
    );
});
