import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { ROLLING_STOCK } from "./rolling-stock.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../../docs/methods/rolling-stock.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| region"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

test("the page of sources has every model, in order, with the length that is drawn", () => {
  assert.deepEqual(
    rows.map(([, region, name, drawn]) => `${region}: ${name}, ${drawn}`),
    ROLLING_STOCK.map(({ region, name, lengthMetres }) => `${region}: ${name}, ${lengthMetres.toFixed(1)}`),
  );
});

test("a length has an address or is said to have none, and one that is more than half a metre off is marked", () => {
  let sourced = 0;
  let marked = 0;
  for (const [, , name = "", , published = "", body = "", off = "", source = ""] of rows) {
    if (published.startsWith("none found")) {
      assert.deepEqual([body, off, source], ["", "", ""], name);
      continue;
    }
    sourced++;
    assert.match(source, /\]\(https?:\/\/|^as above$/, name);
    const metres = Number(off.match(/[+-]?\d+(\.\d)?/)?.[0]);
    const corrected = off.includes("to be corrected with the next training");
    if (corrected) marked++;
    assert.equal(corrected, Math.abs(metres) > 0.5, name);
  }
  assert.deepEqual([rows.length, sourced, marked], [87, 78, 0], "as the page and rolling-stock.ts say in words");
});
