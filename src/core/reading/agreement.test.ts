import assert from "node:assert/strict";
import { test } from "node:test";
import { agreementOf, cohensKappa } from "./agreement.ts";
import type { Reading } from "./reading.ts";

/** Ratings from a table of counts: `table[first][second]`. */
const ratings = (table: readonly (readonly number[])[]) =>
  table.flatMap((row, a) => row.flatMap((count, b) => Array.from({ length: count }, () => [a, b] as const)));

test("kappa of the table 20 5 / 10 15 is 0.4: observed .7, chance .5", () => {
  assert.ok(
    Math.abs(
      (cohensKappa(
        ratings([
          [20, 5],
          [10, 15],
        ]),
      ) ?? 0) - 0.4,
    ) < 1e-12,
  );
});

test("kappa is 1 for full agreement, and has no value where one type is all there is", () => {
  assert.equal(
    cohensKappa(
      ratings([
        [3, 0],
        [0, 4],
      ]),
    ),
    1,
  );
  assert.equal(cohensKappa(ratings([[5]])), null);
  assert.equal(cohensKappa([]), null);
});

test("cars of two readers are the same where they overlap, and others are named", () => {
  const reading = (places: readonly number[]): Reading => ({
    version: 1,
    tracks: [{ track: "T1", name: "1", lengthMetres: 200 }],
    cars: places.map((from, k) => ({
      id: `${k}`,
      track: "T1",
      from,
      to: from + 14,
      verdict: "accepted",
      probability: 1,
      type: "tank",
      covered: null,
    })),
  });
  const agreement = agreementOf(reading([0, 20, 40]), reading([1, 41, 80, 120]));
  assert.deepEqual(agreement, {
    countDifference: -1,
    matched: 2,
    onlyFirst: ["1"],
    onlySecond: ["2", "3"],
    typeKappa: null,
  });
});
