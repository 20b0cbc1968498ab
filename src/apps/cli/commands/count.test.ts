import assert from "node:assert/strict";
import { test } from "node:test";
import { Command } from "commander";
import { withCountOptions } from "./count.ts";

test("a shift or a number of threads that cannot be is refused with what can", () => {
  for (const [option, value, words] of [
    ["--shift", "1000,0", /expected metres between -500 and 500, got "1000"/],
    ["--shift", "1", /expected two numbers of metres, "x,y", such as 1\.5,-2, got "1"/],
    ["--shift", "1,2,3", /expected two numbers/],
    ["--threads", "1.5", /expected a whole number of threads from 1 to 64, got "1\.5"/],
    ["--threads", "0", /expected a whole number of threads from 1 to 64, got "0"/],
  ] as const) {
    const command = withCountOptions(
      new Command("count").exitOverride().configureOutput({ writeErr: () => undefined }),
    );
    assert.throws(() => command.parse(["yard.tif", "--tracks", "t.geojson", option, value], { from: "user" }), words);
  }
});

test("a shift is two numbers, east and north", () => {
  const command = withCountOptions(new Command("count"));
  command.parse(["yard.tif", "--tracks", "t.geojson", "--shift", "1.5, -2", "--threads", "2"], { from: "user" });
  assert.deepEqual([command.opts()["shift"], command.opts()["threads"]], [{ x: 1.5, y: -2 }, 2]);
});
