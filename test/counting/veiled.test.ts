import assert from "node:assert/strict";
import { test } from "node:test";
import { renderScene } from "../../scripts/counting/rendered-scenes.ts";
import { labelsOf } from "../../scripts/counting/score.ts";
import { veiled } from "../../scripts/counting/veils.ts";
import { openStripNetworks } from "../../src/adapters/detectors/onnx-strips.ts";
import { withVeiled } from "../../src/core/detection/veiled-steps.ts";
import type { SceneId, TrackId } from "../../src/core/ids.ts";
import type { Strip } from "../../src/core/imagery/strip.ts";
import { STRIP_LIMITS } from "../../src/core/observation/limits.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { HELD_OUT_STYLES, TRAINING_STYLES } from "../../src/core/synthetic/styles.ts";
import { countScene } from "../../src/pipeline/count-scene.ts";
import type { SceneToCount, TrackToCount } from "../../src/pipeline/scene-to-count.ts";

const [WIDTH, HEIGHT] = [240, 72];

/** 60 m of grain on a grey, of which a line along the track takes some away. */
function grainStrip(grey: number, line = 0): Strip {
  const random = new RandomStream(3);
  const plane = Float32Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const row = Math.floor(at / WIDTH);
    return grey + random.uniform(-8, 8) - (row >= 34 && row < 38 ? line : 0);
  });
  const pixels = new Float32Array(3 * WIDTH * HEIGHT);
  for (let band = 0; band < 3; band++) pixels.set(plane, band * WIDTH * HEIGHT);
  const along = new Float64Array(WIDTH);
  return {
    scene: "scene" as SceneId,
    track: "track" as TrackId,
    lengthMetres: 60,
    spacingMetres: 0.25,
    halfWidthMetres: 9,
    width: WIDTH,
    height: HEIGHT,
    pixels,
    usable: new Uint8Array(WIDTH * HEIGHT).fill(1),
    placement: { epsg: 32652, x: along, y: along, normalX: along, normalY: along },
  };
}

test("white with nothing but grain, of which the network is in doubt, is cloud; a line, a car or certainty is none", () => {
  const none = new Uint8Array(120);
  const doubt = new Float32Array(120).fill(-1.5);
  assert.ok(withVeiled(grainStrip(235), 0.5, doubt, none).every((h) => h === 1));
  assert.equal(withVeiled(grainStrip(235, 20), 0.5, doubt, none), none, "a line");
  assert.equal(withVeiled(grainStrip(180), 0.5, doubt, none), none, "grey");
  assert.equal(
    withVeiled(
      grainStrip(235),
      0.5,
      doubt.map(() => -6),
      none,
    ),
    none,
    "sure of none",
  );
  assert.ok(none.every((h) => h === 0));
  assert.equal(withVeiled(grainStrip(235), 0.75, doubt, none), none, "coarse pixels");
  const car = doubt.slice().fill(4, 60, 80);
  assert.deepEqual(
    Array.from(withVeiled(grainStrip(235), 0.5, car, none)),
    Array.from(none, (_, t) => (t < 60 || t >= 80 ? 1 : 0)),
  );
  const masked = none.slice().fill(1, 30, 120);
  assert.equal(
    withVeiled(grainStrip(235), 0.5, doubt, masked),
    masked,
    "15 m are too few, and a mask says nothing of them",
  );
});

test("a yard under cloud that no mask declares is no empty yard: 14 cars were 0 to 2", async () => {
  const style = HELD_OUT_STYLES[4];
  assert.ok(style);
  const clear = renderScene({ style, seed: 9004, gsdMetres: 0.5, clean: true });
  const { scene, tracks } = veiled(clear, { veil: "cumulus", seed: 104, thickness: 1.5 });
  const counting = await counted(scene, tracks);
  assert.ok(counting.usableFraction < 0.75, `${counting.usableFraction}`);
  const cars = labelsOf(clear).map((labels) => labels.length);
  assert.deepEqual(cars, [2, 3, 4, 5]);
  assert.equal(counting.status, "counted");
  assert.ok(counting.count.high >= 14);
  // What shows through a cloud is chance: of eighteen such yards 5 of 60 tracks have too few (strips@13: 6 of 64), one of them here.
  const tooFew = counting.tracks.filter(({ count }, k) => count.high < (cars[k] ?? 0));
  assert.ok(tooFew.length <= 1, tooFew.map(({ name, count }) => `${name}: ${count.high}`).join());
});

test("clear yards of pale limestone, overexposed, and under snow are seen as wholly as before", async () => {
  for (const [style, seed] of [
    [HELD_OUT_STYLES[3], 31008],
    [HELD_OUT_STYLES[2], 9002],
    [TRAINING_STYLES.find(({ name }) => name === "alpine winter"), 31005],
  ] as const) {
    assert.ok(style);
    const { scene, tracks } = renderScene({ style, seed, gsdMetres: 0.5, clean: true });
    const { usableFraction } = await counted(scene, tracks);
    assert.ok(usableFraction > 0.995, `${style.name}: ${usableFraction}`);
  }
});

async function counted(scene: SceneToCount, tracks: readonly TrackToCount[]) {
  const networks = await openStripNetworks();
  return await countScene(scene, tracks, networks, { limits: STRIP_LIMITS, shift: null });
}
