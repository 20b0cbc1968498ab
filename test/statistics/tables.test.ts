import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { askedTable } from "../../scripts/statistics/asked.ts";
import type { Evaluation } from "../../scripts/statistics/evaluation.ts";
import { withTables } from "../../scripts/statistics/tables.ts";

const read = (name: string) => readFileSync(new URL(`../../docs/methods/${name}`, import.meta.url), "utf8");
const evaluation: Evaluation = JSON.parse(read("statistics-measured.json"));

test("the tables of docs/methods/statistics.md are those of the numbers kept", () => {
  const page = read("statistics.md");
  assert.equal(withTables(page, evaluation), page, "make them anew: npm run evaluate:statistics -- --only none");
});

test("what was asked has fifteen rows, and one that nobody has measured says so", () => {
  const measuredOf = (one: Evaluation) =>
    askedTable(one)
      .split("\n")
      .slice(2)
      .map((line) => line.split(" | ")[3] ?? "");
  assert.equal(measuredOf(evaluation).length, 15);
  for (const measured of measuredOf({ runs: {} })) assert.match(measured, /not measured/);
  const { "S3 null": left, ...others } = evaluation.runs;
  assert.ok(left !== undefined);
  const [full, without] = [evaluation, { ...evaluation, runs: others }].map(measuredOf);
  assert.match(full?.[1] ?? "", /^\.\d+ \(S\d null\) to \.\d+ \(S\d null\) \/ \.\d+$/);
  assert.equal(without?.[1], "not measured / not measured");
});

test("a part that the last run could not measure keeps its numbers and tells why", () => {
  const { weekly } = evaluation;
  assert.ok(weekly !== undefined);
  const row = (one: Evaluation) => askedTable(one).split("\n")[13] ?? "";
  assert.match(row({ runs: {}, weekly }), /`surge` \.\d+, AUC \.\d+ \| Farrington flexible/);
  assert.match(row({ runs: {}, weekly, notMeasured: { weekly: "no R" } }), /`surge` \.\d+.* not measured: no R\)/);
  assert.match(row({ runs: {}, notMeasured: { weekly: "no R" } }), /\| not measured: no R \|/);
});
