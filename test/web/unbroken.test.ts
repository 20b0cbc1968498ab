import assert from "node:assert/strict";
import { test } from "node:test";
import { unbrokenRuns } from "../../web/src/report/unbroken.ts";

test("what is written to a link without a space stays on its line: the Arabic and, a point, a quotation mark", () => {
  const pieces = [
    { text: "بين ", origin: null },
    { text: "1 أكتوبر 2018", origin: "a" },
    { text: " و", origin: null },
    { text: "4 أكتوبر 2023", origin: "b" },
    { text: "، ووفق «", origin: null },
    { text: "س", origin: "c" },
    { text: "».", origin: null },
  ];
  const runs = unbrokenRuns(pieces);
  assert.deepEqual(
    runs.map((run) => run.map(({ text }) => text)),
    [["بين "], ["1 أكتوبر 2018"], [" "], ["و", "4 أكتوبر 2023", "،"], [" ووفق "], ["«", "س", "»."]],
  );
  assert.equal(
    runs
      .flat()
      .map(({ text }) => text)
      .join(""),
    pieces.map(({ text }) => text).join(""),
  );
});
