import assert from "node:assert/strict";
import { test } from "node:test";
import { renderScene } from "../../scripts/counting/rendered-scenes.ts";
import { openStripNetworks } from "../../src/adapters/detectors/onnx-strips.ts";
import { COLUMNS_A_STEP } from "../../src/core/detection/direction.ts";
import type { Colours } from "../../src/core/detection/strip-colours.ts";
import { columnsOf, networkInput } from "../../src/core/detection/strip-input.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../../src/core/synthetic/styles.ts";
import { layStrips } from "../../src/pipeline/lay-strips.ts";
import { BESIDE_STEPS, partsToReadAgain, readAgain } from "../../src/pipeline/read-strip.ts";

test("where a car may stand the larger network reads, and of the rest the other alone", async () => {
  const networks = await openStripNetworks();
  const style = HELD_OUT_STYLES[1] as YardStyle;
  const { scene, tracks } = renderScene({ style, seed: 4, gsdMetres: 0.5, clean: true });
  const laid = await layStrips(scene, tracks, { x: 0, y: 0 }, networks);
  let [again, once] = [0, 0];
  for (const [k, strip] of laid.strips.entries()) {
    const look = { gsdMetres: 0.5, sunAzimuthDegrees: null, rows: networks.carRows };
    const input = networkInput(strip, { ...look, colours: laid.colours[k] as Colours });
    const hidden = laid.hidden[k] as Uint8Array;
    const first = await networks.readSteps(input);
    const parts = partsToReadAgain(first.occupancy, hidden);
    const outputs = await readAgain(first, input, hidden, networks);
    for (let t = 0; t < first.steps; t++) {
      if (parts.some(({ from, to }) => t >= from && t < to)) continue;
      once++;
      assert.equal(outputs.start[t], first.start[t]);
    }
    for (const { from, to } of parts) {
      again++;
      const at = Math.max(0, from - BESIDE_STEPS);
      const end = Math.min(first.steps, to + BESIDE_STEPS);
      const columns = { from: at * COLUMNS_A_STEP, to: end * COLUMNS_A_STEP };
      const larger = await networks.readStepsAgain(columnsOf(input, columns));
      assert.deepEqual(outputs.start.slice(from, to), larger.start.slice(from - at, to - at));
      assert.deepEqual(outputs.types[4]?.slice(from, to), larger.types[4]?.slice(from - at, to - at));
      assert.notDeepEqual(larger.start.slice(from - at, to - at), first.start.slice(from, to));
    }
  }
  assert.ok(again > 0, "nothing was read again");
  assert.ok(once > 0, "everything was read again");
});

test("what is read again is where a car may stand and can be seen; what lies near is one part", () => {
  const odds = (p: number) => Math.log(p / (1 - p));
  const occupancy = new Float32Array(400).fill(odds(0.01));
  occupancy.fill(odds(0.9), 50, 80).fill(odds(0.12), 150, 180).fill(odds(0.08), 230, 250).fill(odds(0.3), 390, 400);
  const hidden = new Uint8Array(400);
  const seen = [
    { from: 46, to: 84 },
    { from: 146, to: 184 },
  ];
  assert.deepEqual(partsToReadAgain(occupancy, hidden), [...seen, { from: 386, to: 400 }]);
  hidden.fill(1, 300, 400);
  assert.deepEqual(partsToReadAgain(occupancy, hidden), seen);
  // Widened, two parts lie 31 steps apart, then 32: as many as are shown beside them.
  occupancy.fill(odds(0.9), 219, 230);
  assert.deepEqual(partsToReadAgain(occupancy, hidden), [
    { from: 46, to: 84 },
    { from: 146, to: 234 },
  ]);
  occupancy.fill(odds(0.01), 219, 220);
  assert.deepEqual(partsToReadAgain(occupancy, hidden), [...seen, { from: 216, to: 234 }]);
});
