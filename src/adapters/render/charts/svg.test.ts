import assert from "node:assert/strict";
import { test } from "node:test";
import { textWidth, tickLabel } from "./svg.ts";

test("a label of a scale stands under its tick, and inside the picture at its edges", () => {
  const words = "مارس 2025";
  const at = (x: number) => Number(/ x="([\d.]+)"/.exec(tickLabel(x, 20, words, 720, "black"))?.[1]);
  assert.equal(at(300), 300);
  for (const x of [704, 719]) assert.ok(at(x) + textWidth(words, 10) / 2 < 720 && at(x) > 680, `${at(x)}`);
  assert.ok(at(4) - textWidth(words, 10) / 2 > 0);
});
