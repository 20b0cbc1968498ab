import assert from "node:assert/strict";
import { test } from "node:test";
import { renderScene } from "../../scripts/counting/rendered-scenes.ts";
import { openStripNetworks } from "../../src/adapters/detectors/onnx-strips.ts";
import { bandFor } from "../../src/core/detection/counting-model.ts";
import { COLUMNS_A_STEP, type StripMargins } from "../../src/core/detection/direction.ts";
import type { Colours } from "../../src/core/detection/strip-colours.ts";
import { columnsOf, networkInput } from "../../src/core/detection/strip-input.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../../src/core/synthetic/styles.ts";
import { layStrips } from "../../src/pipeline/lay-strips.ts";
import { BESIDE_STEPS, doubtfulParts, listOutputs, readTwice } from "../../src/pipeline/read-strip.ts";

test("what is in doubt is read by the larger network, and what is not by the other alone", async () => {
  const networks = await openStripNetworks();
  const style = HELD_OUT_STYLES[1] as YardStyle;
  const { scene, tracks } = renderScene({ style, seed: 4, gsdMetres: 1, clean: true });
  const laid = await layStrips(scene, tracks, { x: 0, y: 0 }, networks);
  const tools = { networks, band: bandFor(networks.counting, 1) };
  let doubted = 0;
  for (const [k, strip] of laid.strips.entries()) {
    const look = { gsdMetres: 1, sunAzimuthDegrees: null, rows: networks.carRows };
    const input = networkInput(strip, { ...look, colours: laid.colours[k] as Colours });
    const [hidden, margins] = [laid.hidden[k] as Uint8Array, laid.margins[k] as StripMargins];
    const first = await networks.readSteps(input);
    const parts = doubtfulParts(listOutputs(first, hidden, margins, tools), hidden, margins);
    const { outputs } = await readTwice(input, hidden, margins, tools);
    for (let t = 0; t < first.steps; t++)
      if (!parts.some(({ from, to }) => t >= from && t < to)) assert.equal(outputs.start[t], first.start[t]);
    for (const { from, to } of parts) {
      doubted++;
      const at = Math.max(0, from - BESIDE_STEPS);
      const end = Math.min(first.steps, to + BESIDE_STEPS);
      const columns = { from: at * COLUMNS_A_STEP, to: end * COLUMNS_A_STEP };
      const again = await networks.readStepsAgain(columnsOf(input, columns));
      assert.deepEqual(outputs.start.slice(from, to), again.start.slice(from - at, to - at));
      assert.deepEqual(outputs.types[4]?.slice(from, to), again.types[4]?.slice(from - at, to - at));
      assert.notDeepEqual(again.start.slice(from - at, to - at), first.start.slice(from, to));
    }
  }
  assert.ok(doubted > 0, "nothing was in doubt");
});

test("a second reading is of cars in doubt and of what is not listed, not of what is hidden", () => {
  const steps = 400;
  const occupancy = new Float64Array(steps);
  occupancy.fill(1, 50, 80).fill(0.6, 150, 180).fill(0.3, 330, 350).fill(0.19, 100, 110);
  const hidden = new Uint8Array(steps);
  const margins = { before: 0, after: 0, stepsBefore: 0, stepsAfter: 0 };
  const cars = [
    { fromStep: 50, toStep: 80, score: 0.75 },
    { fromStep: 150, toStep: 180, score: 0.5 },
  ];
  assert.deepEqual(doubtfulParts({ cars, occupancy }, hidden, margins), [
    { from: 146, to: 184 },
    { from: 326, to: 354 },
  ]);
  hidden.fill(1, 300, 400);
  assert.deepEqual(doubtfulParts({ cars, occupancy }, hidden, margins), [{ from: 146, to: 184 }]);
  // Of the car in doubt, more than half is hidden, then less.
  hidden.fill(1, 150, 166);
  assert.deepEqual(doubtfulParts({ cars, occupancy }, hidden, margins), []);
  hidden.fill(0, 164, 166);
  assert.deepEqual(doubtfulParts({ cars, occupancy }, hidden, margins), [{ from: 146, to: 184 }]);
  hidden.fill(0, 150, 166);
  const near = [...cars, { fromStep: 200, toStep: 230, score: 0.55 }];
  assert.deepEqual(doubtfulParts({ cars: near, occupancy }, hidden, margins), [{ from: 146, to: 234 }]);
});
