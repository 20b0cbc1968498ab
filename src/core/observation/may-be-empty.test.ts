import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf } from "./count.ts";
import { yardDistribution } from "./count-errors.ts";
import { emptyYardWeight, orEmpty } from "./may-be-empty.ts";

test("a yard of which a coarse image shows no more than of empty ones may be empty, from 2 m on", () => {
  const most = (gsdMetres: number) =>
    Array.from({ length: 1001 }, (_, k) => k / 1000).findLast((share) => emptyYardWeight(share, gsdMetres) > 0);
  assert.deepEqual([1.25, 2, 3, 4.5, 5].map(most), [undefined, undefined, 0.305, 0.402, 0.402]);
  const between = most(2.5) ?? NaN;
  assert.ok(between > 0.1 && between < 0.305, `${between}`);
});

test("zero lies in the interval of tracks that are each hardly empty, and the upper end hardly moves", () => {
  const pmf = [0.1, 0.3, 0.3, 0.2, 0.1];
  const tracks = (weight: number) =>
    Array.from({ length: 6 }, () => orEmpty([{ weight: 1, pmf }], [{ weight: 1, pmf: [1] }], weight));
  const errors = { trackShare: 0, commonSpread: 0.4 };
  const [apart, together] = [0, 0.06].map((weight) => countOf(yardDistribution(tracks(weight), errors)));
  assert.ok(apart && together && apart.low > 0);
  assert.equal(together.low, 0);
  assert.ok(apart.high - together.high <= 1 && together.high <= apart.high);
});
