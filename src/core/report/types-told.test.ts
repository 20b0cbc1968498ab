import assert from "node:assert/strict";
import { test } from "node:test";
import type { Count } from "../observation/count.ts";
import { typesTold } from "./types-told.ts";

const count = (median: number, low = median, high = median): Count => ({
  pmf: [1],
  median,
  low,
  high,
  level: 0.9,
});
const seen = { usableFraction: 1 };
const types = (flat: number, tank: number) => ({
  tank: count(tank),
  covered: count(0),
  open: count(0),
  flat: count(flat),
  locomotive: count(0),
  unknown: count(0),
});

test("counts by type that come to half the count are not told beside it; those within its interval are", () => {
  assert.deepEqual(typesTold({ ...seen, count: count(17, 12, 23), types: types(8, 0) }), {
    sum: 8,
    cars: 17,
    unknown: 0,
    isPart: false,
    addUp: false,
  });
  assert.deepEqual(typesTold({ ...seen, count: count(17, 12, 23), types: types(8, 4) }), {
    sum: 12,
    cars: 17,
    unknown: 0,
    isPart: false,
    addUp: true,
  });
  assert.deepEqual(typesTold({ ...seen, count: count(0, 0, 1), types: types(0, 0) }), {
    sum: 0,
    cars: 0,
    unknown: 0,
    isPart: false,
    addUp: true,
  });
});

test("under a cloud the types are those of the cars that were seen, and are compared with these", () => {
  const cloudy = { usableFraction: 0.74, seen: count(35, 32, 38), count: count(89, 37, 258) };
  // Those of unknown type hold what the cloud may hide.
  assert.deepEqual(typesTold({ ...cloudy, types: { ...types(20, 13), unknown: count(66, 10, 240) } }), {
    sum: 35,
    cars: 35,
    unknown: 2,
    isPart: true,
    addUp: true,
  });
  assert.equal(typesTold({ ...cloudy, types: types(20, 20) }).addUp, false, "40 fits the count, and not what was seen");
});
