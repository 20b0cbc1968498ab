import assert from "node:assert/strict";
import { test } from "node:test";
import { assessSeries } from "../../core/assessment/assess-series.ts";
import { assessApart } from "./assess-apart.ts";

const series = { id: "x", looks: [{ date: "2024-01-01", count: 3 }] };

test("what is worked out apart is what is worked out here, and is not worked out twice", async () => {
  const first = await assessApart(series);
  assert.deepEqual(first, assessSeries(series));
  assert.equal(await assessApart({ ...series }), first);
});

test("a series that is stopped is not answered, and can be asked for again", async () => {
  const stop = new AbortController();
  const other = { ...series, id: "y" };
  const asked = assessApart(other, stop.signal);
  stop.abort();
  await assert.rejects(asked, /interrupted/);
  assert.equal((await assessApart(other)).status, "too-few-looks");
});

test("of two that ask for one series each stops by its own signal alone", async () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const shared = { ...series, id: "z" };
  const both = [assessApart(shared, first.signal), assessApart(shared, second.signal)] as const;
  first.abort();
  await assert.rejects(both[0], /interrupted/);
  assert.equal((await both[1]).status, "too-few-looks");
  await assert.rejects(assessApart(shared, first.signal), /^YardcheckError: interrupted/);
});
