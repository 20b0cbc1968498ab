import assert from "node:assert/strict";
import { test } from "node:test";
import { type StepOutputs, withParts } from "./step-outputs.ts";

/** Outputs whose every number tells its row and its step. */
function outputsOf(steps: number, start: number): StepOutputs {
  const row = (index: number) => Float32Array.from({ length: steps }, (_, t) => start + 100 * index + t);
  return { steps, occupancy: row(0), start: row(1), end: row(2), loadCovered: row(3), types: [4, 5, 6, 7, 8].map(row) };
}

test("parts stand in their places in every row, and nowhere else", () => {
  const whole = outputsOf(20, 0);
  const before = structuredClone(whole);
  const read = withParts(whole, [
    { at: 4, outputs: outputsOf(10, 1000), from: 6, to: 11 },
    { at: 13, outputs: outputsOf(7, 1000), from: 15, to: 20 },
  ]);
  const rows = ({ occupancy, start, end, loadCovered, types }: StepOutputs) => [
    occupancy,
    start,
    end,
    loadCovered,
    ...types,
  ];
  for (const [index, row] of rows(read).entries())
    for (let t = 0; t < 20; t++) {
      const read = t >= 15 ? 1000 - 13 : t >= 6 && t < 11 ? 1000 - 4 : 0;
      assert.equal(row[t], 100 * index + t + read, `row ${index}, step ${t}`);
    }
  assert.equal(withParts(whole, []), whole);
  assert.deepEqual(whole, before, "what was read first stays as it was");
});
