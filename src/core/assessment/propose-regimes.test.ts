import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sighting } from "../baseline/sighting.ts";
import { Workings } from "../baseline/workings.ts";
import { isoDate } from "../stats/day-number.ts";
import { proposeRegimes } from "./propose-regimes.ts";

/** Counts that go up and down about a level, one look every ten days. */
function looks(levels: readonly number[]): Sighting[] {
  return levels.map((level, i) => ({
    day: 10 * i,
    regime: "",
    figure: { kind: "exact", cars: Math.round(level * (1 + 0.4 * Math.sin(2.4 * i))) },
    shares: [[1, 1]],
    falseCars: 0,
  }));
}
const run = (level: number, length: number) => Array.from({ length }, () => level);
const proposedDays = (levels: readonly number[]) =>
  proposeRegimes(looks(levels), new Workings()).map(({ from }) => from);

test("nothing is proposed where counts go up and down about one level", () => {
  assert.deepEqual(proposedDays(run(20, 40)), []);
});

test("a lasting fall is proposed on the day of its first look, with the levels on its sides", () => {
  const [only, ...others] = proposeRegimes(looks([...run(20, 20), ...run(2, 20)]), new Workings());
  assert.deepEqual(others, []);
  assert.equal(only?.from, isoDate(200));
  assert.ok(only !== undefined && only.before > 15 && only.after < 3 && only.log10BayesFactor > 2);
});

test("a closure with its reopening is proposed as two breaks", () => {
  assert.deepEqual(proposedDays([...run(20, 15), ...run(2, 12), ...run(20, 15)]), [isoDate(150), isoDate(270)]);
});
