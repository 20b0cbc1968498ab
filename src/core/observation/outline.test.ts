import assert from "node:assert/strict";
import { test } from "node:test";
import { outlineOfCorners } from "./outline.ts";

test("an outline is closed and runs counter-clockwise, whichever way its corners were given", () => {
  const corners = [
    [2_615_958, 1_265_009],
    [2_615_972, 1_265_009],
    [2_615_972, 1_265_012],
    [2_615_958, 1_265_012],
  ] as const;
  const ring = [...corners, corners[0]];
  assert.deepEqual(outlineOfCorners(corners).coordinates, [ring]);
  const [first, ...others] = corners;
  assert.deepEqual(outlineOfCorners([first, ...others.toReversed()]).coordinates, [ring]);
});
