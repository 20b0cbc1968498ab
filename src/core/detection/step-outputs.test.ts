import assert from "node:assert/strict";
import { test } from "node:test";
import { type StepOutputs, withPart } from "./step-outputs.ts";

/** Outputs whose every number tells its row and its step. */
function outputsOf(steps: number, start: number): StepOutputs {
  const row = (index: number) => Float32Array.from({ length: steps }, (_, t) => start + 100 * index + t);
  return { steps, occupancy: row(0), start: row(1), end: row(2), loadCovered: row(3), types: [4, 5, 6, 7, 8].map(row) };
}

test("a part stands in its place in every row, and nowhere else", () => {
  const whole = outputsOf(20, 0);
  const before = structuredClone(whole);
  const read = withPart(whole, { at: 4, outputs: outputsOf(10, 1000) }, { from: 6, to: 11 });
  const rows = ({ occupancy, start, end, loadCovered, types }: StepOutputs) => [
    occupancy,
    start,
    end,
    loadCovered,
    ...types,
  ];
  for (const [index, row] of rows(read).entries())
    for (let t = 0; t < 20; t++)
      assert.equal(row[t], t >= 6 && t < 11 ? 1000 + 100 * index + t - 4 : 100 * index + t, `row ${index}, step ${t}`);
  assert.deepEqual(whole, before, "what was read first stays as it was");
});
