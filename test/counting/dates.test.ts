import assert from "node:assert/strict";
import { test } from "node:test";
import { type RenderedScene, renderScene } from "../../scripts/counting/rendered-scenes.ts";
import { openStripNetworks } from "../../src/adapters/detectors/onnx-strips.ts";
import { matchCars } from "../../src/core/detection/match.ts";
import { STRIP_LIMITS } from "../../src/core/observation/limits.ts";
import type { Counted } from "../../src/core/observation/observation.ts";
import { layYard } from "../../src/core/synthetic/layout.ts";
import { fillYard } from "../../src/core/synthetic/occupancy.ts";
import { GAUGE_METRES } from "../../src/core/synthetic/rolling-stock.ts";
import { TRAINING_STYLES, type YardStyle } from "../../src/core/synthetic/styles.ts";
import { countScene } from "../../src/pipeline/count-scene.ts";

/**
 * Images of one yard are registered to the same tracks, and so to one another: cars that did not move between two dates
 * are found at the same metres along their track, whatever the light, the sensor and how far off each image lay.
 */
test("cars that stand still lie at the same place on two dates", async (t) => {
  const networks = await openStripNetworks();
  const apart: number[] = [];
  let [standing, both] = [0, 0];
  for (const seed of [41, 42, 43, 44]) {
    const style = TRAINING_STYLES[seed % TRAINING_STYLES.length] as YardStyle;
    const [lengthMetres, tracks] = [240, 5];
    const layout = layYard({ seed, lengthMetres, tracks, gaugeMetres: GAUGE_METRES[style.region] });
    const cars = fillYard(layout, { seed, region: style.region, fill: 0.5, beyondEnds: false });
    const fixed = { layoutSeed: seed, lengthMetres, tracks, cars, headingDegrees: 70 };
    const dates: { rendered: RenderedScene; counting: Counted }[] = [];
    for (const [date, shiftMetres] of [
      [1, 1.2],
      [2, -0.9],
    ] as const) {
      const yard = { ...fixed, dateSeed: 100 * seed + date };
      const rendered = renderScene({ style, seed: seed + date, gsdMetres: 0.5, clean: true, shiftMetres, yard });
      const { scene } = rendered;
      const counting = await countScene(scene, rendered.tracks, networks, { limits: STRIP_LIMITS, shift: null });
      assert.equal(counting.status, "counted");
      if (counting.status === "counted") dates.push({ rendered, counting });
    }
    const [first, second] = dates;
    if (!first || !second) throw new Error("unreachable");
    standing += cars.length;
    first.counting.tracks.forEach((track, k) => {
      const other = second.counting.tracks[k]?.cars ?? [];
      const { pairs } = matchCars(track.cars, other);
      both += pairs.length;
      for (const [a, b] of pairs) {
        const [here, there] = [track.cars[a], other[b]];
        if (here && there) apart.push(Math.abs((here.from + here.to - there.from - there.to) / 2));
      }
    });
  }
  apart.sort((a, b) => a - b);
  const at = (share: number) => apart[Math.floor(share * (apart.length - 1))] ?? Number.NaN;
  t.diagnostic(`${both} of ${standing} cars on both dates; middles apart: median ${at(0.5)}, 90 % ${at(0.9)} m`);
  assert.ok(both > 0.6 * standing, `${both} of ${standing} cars were found on both dates`);
  assert.ok(at(0.5) < 0.7, `half of the cars lie ${at(0.5)} m apart`);
  assert.ok(at(0.9) < 2, `nine of ten lie within ${at(0.9)} m`);
});
