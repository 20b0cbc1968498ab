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
const types = (flat: number, tank: number) => ({
  tank: count(tank),
  covered: count(0),
  open: count(0),
  flat: count(flat),
  locomotive: count(0),
  unknown: count(0),
});

test("counts by type that come to half the count are not told beside it; those within its interval are", () => {
  assert.deepEqual(typesTold({ count: count(17, 12, 23), types: types(8, 0) }), { sum: 8, addUp: false });
  assert.deepEqual(typesTold({ count: count(17, 12, 23), types: types(8, 4) }), { sum: 12, addUp: true });
  assert.deepEqual(typesTold({ count: count(0, 0, 1), types: types(0, 0) }), { sum: 0, addUp: true });
});
