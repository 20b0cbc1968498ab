import assert from "node:assert/strict";
import { test } from "node:test";
import { copyOf, zeros } from "./zeros.ts";

test("rows are zero and no two share a number, in a block, over its end and beyond its size", () => {
  const lengths = [3, 0, 1000, 1025, 900, 20_000];
  const rows = Array.from({ length: 60 }, (_, i) => {
    const row = zeros(lengths[i % lengths.length] ?? 0);
    assert.equal(row.length, lengths[i % lengths.length]);
    assert.ok(row.every((number) => number === 0));
    return row.fill(i + 1);
  });
  for (const [i, row] of rows.entries()) assert.ok(row.every((number) => number === i + 1));
  const copy = copyOf(rows[2] as Float64Array);
  copy[0] = -1;
  assert.equal(rows[2]?.[0], 3);
});
