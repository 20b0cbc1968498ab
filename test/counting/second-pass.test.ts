import assert from "node:assert/strict";
import { test } from "node:test";
import { renderScene } from "../../scripts/counting/rendered-scenes.ts";
import { openStripNetworks } from "../../src/adapters/detectors/onnx-strips.ts";
import { COLUMNS_A_STEP } from "../../src/core/detection/direction.ts";
import { mirroredAcross, networkInput } from "../../src/core/detection/strip-input.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../../src/core/synthetic/styles.ts";
import { layStrips } from "../../src/pipeline/lay-strips.ts";
import { doubtfulParts, SIGHT_STEPS } from "../../src/pipeline/read-strip.ts";

test("a part with what the network sees about it is read as in the whole strip", async () => {
  const networks = await openStripNetworks();
  const style = HELD_OUT_STYLES[1] as YardStyle;
  const { scene, tracks } = renderScene({ style, seed: 4, gsdMetres: 0.5, clean: true });
  const { strips, colours } = await layStrips(scene, tracks.slice(0, 1), { x: 0, y: 0 }, networks);
  const [strip, colour] = [strips[0], colours[0]];
  assert.ok(strip && colour);
  const look = { gsdMetres: 0.5, sunAzimuthDegrees: null, rows: networks.carRows, colours: colour };
  const input = networkInput(strip, look);
  const whole = await networks.readSteps(mirroredAcross(input));
  const [from, to] = [SIGHT_STEPS + 10, SIGHT_STEPS + 60];
  const columns = { from: 10 * COLUMNS_A_STEP, to: (to + SIGHT_STEPS) * COLUMNS_A_STEP };
  assert.ok(columns.to < strip.width - 20, "the part ends well before the strip");
  const part = await networks.readSteps(mirroredAcross(input, columns));
  for (let t = from; t < to; t++)
    for (const name of ["occupancy", "start", "end", "loadCovered"] as const) {
      const [all, some] = [whole[name][t] ?? NaN, part[name][t - 10] ?? NaN];
      assert.ok(Math.abs(all - some) < 1e-3, `${name} at step ${t}: ${all} and ${some}`);
    }
});

test("a second pass is for cars in doubt and for what is not listed, not for what is hidden", () => {
  const steps = 400;
  const occupancy = new Float64Array(steps);
  occupancy.fill(1, 50, 80).fill(0.6, 150, 180).fill(0.3, 330, 350).fill(0.2, 100, 110);
  const hidden = new Uint8Array(steps);
  const margins = { before: 0, after: 0, stepsBefore: 0, stepsAfter: 0 };
  const cars = [
    { fromStep: 50, toStep: 80, score: 0.65 },
    { fromStep: 150, toStep: 180, score: 0.5 },
  ];
  assert.deepEqual(doubtfulParts({ cars, occupancy }, hidden, margins), [
    { from: 146, to: 184 },
    { from: 326, to: 354 },
  ]);
  hidden.fill(1, 300, 400);
  assert.deepEqual(doubtfulParts({ cars, occupancy }, hidden, margins), [{ from: 146, to: 184 }]);
  const near = [...cars, { fromStep: 200, toStep: 230, score: 0.55 }];
  assert.deepEqual(doubtfulParts({ cars: near, occupancy }, hidden, margins), [{ from: 146, to: 234 }]);
});
