import assert from "node:assert/strict";
import { test } from "node:test";
import { OffsetCurve } from "./offset-window.ts";

test("a window takes no more than 2.3 nats by its weight from a shift within its bins, and the same for each bin beyond", () => {
  const bins = Array.from({ length: 21 }, (_, k) => (k - 10) / 4);
  const sure = bins.map((bin) => (bin === 0 ? 0 : -50));
  const place = { track: 0, alongMetres: 0, x: 0, y: 0, normalX: 1, normalY: 0, readAtMetres: 1 };
  for (const weight of [1, 0.13]) {
    const curve = new OffsetCurve({ ...place, logProbability: sure, weight }, bins);
    const losses = [-1.5, 3.5, -1.75, 3.75].map((offset) => curve.at(offset));
    const most = weight * Math.log(0.1);
    for (const [k, loss] of [most, most, most - 0.2, most - 0.2].entries())
      assert.ok(Math.abs((losses[k] ?? NaN) - loss) < 1e-9, `${losses[k]} of a window that weighs ${weight}`);
    assert.ok(Math.abs(curve.at(1) - weight * Math.log(0.9 * 21 + 0.1)) < 1e-9);
  }
});
