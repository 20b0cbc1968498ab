import assert from "node:assert/strict";
import { test } from "node:test";
import { worstOf } from "../../scripts/counting/pictures.ts";
import type { Judged } from "../../scripts/counting/tables.ts";

/** A yard of which only the seed, the picture and the errors of each track are looked at. */
const judged = (seed: number, name: string, errors: readonly number[]) =>
  ({
    rendered: { seed, name },
    scores: errors.map((missed) => ({ labelled: missed, counted: 0, matched: 0 })),
  }) as unknown as Judged;

test("of one track only its worst picture is among the worst", () => {
  const of = [
    judged(9000, "0.25 m", [13, 1]),
    judged(9000, "0.5 m", [11, 9]),
    judged(9000, "1 m", [10, 2]),
    judged(9083, "1 m", [3, 12]),
  ];
  const told = worstOf(of, 3).map(({ rendered, track, errors }) => [rendered.seed, rendered.name, track, errors]);
  assert.deepEqual(told, [
    [9000, "0.25 m", 0, 13],
    [9083, "1 m", 1, 12],
    [9000, "0.5 m", 1, 9],
  ]);
});
