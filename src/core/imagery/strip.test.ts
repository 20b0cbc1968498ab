import assert from "node:assert/strict";
import { test } from "node:test";
import type { SceneId, TrackId } from "../ids.ts";
import { partOf, type Strip } from "./strip.ts";

/** Every sample has a value of its own, so that none can be taken for another. */
function numbered(width: number, height: number): Strip {
  const column = (from: number) => Float64Array.from({ length: width }, (_, c) => from + c);
  return {
    scene: "scene" as SceneId,
    track: "track" as TrackId,
    lengthMetres: width * 0.25 - 0.1,
    spacingMetres: 0.25,
    halfWidthMetres: height * 0.125,
    width,
    height,
    pixels: Float32Array.from({ length: 3 * width * height }, (_, k) => k),
    usable: Uint8Array.from({ length: width * height }, (_, k) => (k % 3 === 0 ? 0 : 1)),
    placement: { epsg: 32633, x: column(0), y: column(100), normalX: column(200), normalY: column(300) },
  };
}

test("a part turned by half a turn has its last column first and its right side left, band for band", () => {
  const strip = numbered(7, 4);
  const part = partOf(strip, 2, 6, true);
  assert.equal(part.width, 4);
  assert.equal(part.lengthMetres, 1);
  for (let row = 0; row < 4; row++)
    for (let c = 0; c < 4; c++) {
      const [there, here] = [(3 - row) * 7 + 5 - c, row * 4 + c];
      assert.equal(part.usable[here], strip.usable[there]);
      for (let band = 0; band < 3; band++)
        assert.equal(part.pixels[band * 16 + here], strip.pixels[band * 28 + there], `band ${band} ${row} ${c}`);
    }
  assert.deepEqual([...part.placement.x], [5, 4, 3, 2]);
  assert.deepEqual([...part.placement.normalY], [-305, -304, -303, -302]);
});

test("the whole is the strip itself; turned twice it is as it was, its length too", () => {
  const strip = numbered(6, 4);
  assert.equal(partOf(strip, 0, 6), strip);
  assert.deepEqual(partOf(partOf(strip, 0, 6, true), 0, 6, true), strip);
});
