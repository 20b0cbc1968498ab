import assert from "node:assert/strict";
import { test } from "node:test";
import type { SceneId, TrackId } from "../ids.ts";
import type { Strip } from "../imagery/strip.ts";
import { coloursOf } from "./strip-colours.ts";
import { columnsOf, INPUT_CHANNELS, InputMemory, type NetworkInput, networkInput } from "./strip-input.ts";

/** A strip of 20 rows with a hole, columns that all lie east of one another. */
function stripOf(width: number): Strip {
  const height = 20;
  const value = (band: number, r: number, c: number) => 100 + 50 * Math.sin(band + 0.7 * r + 0.13 * c);
  const column = (of: (c: number) => number) => Float64Array.from({ length: width }, (_, c) => of(c));
  const usable = new Uint8Array(height * width).fill(1);
  for (let r = 7; r < 9; r++) usable.fill(0, r * width + 600, r * width + 640);
  const pixels = new Float32Array(3 * height * width);
  for (let band = 0; band < 3; band++)
    for (let r = 0; r < height; r++)
      for (let c = 0; c < width; c++)
        pixels[(band * height + r) * width + c] = usable[r * width + c] === 1 ? value(band, r, c) : 0;
  return {
    scene: "a" as SceneId,
    track: "b" as TrackId,
    lengthMetres: width / 4,
    spacingMetres: 0.25,
    halfWidthMetres: 2.5,
    width,
    height,
    pixels,
    usable,
    placement: {
      epsg: 32633,
      x: column((c) => c / 4),
      y: column(() => 0),
      normalX: column(() => 0),
      normalY: column(() => -1),
    },
  };
}

test("columns are moved across by a cubic, standardised, and hidden where a row beside a sample cannot be used", () => {
  const strip = stripOf(1307);
  const { width, height, pixels, usable } = strip;
  const rows = 10;
  const colours = { mean: 90, spread: 40 };
  const memory = new InputMemory();
  // Whole rows, parts of rows, many changes of the row that columns start at, and rows beyond the strip.
  for (const offset of [
    () => 0,
    (c: number) => 0.3 * Math.sin(c / 90),
    (c: number) => 2.3 * Math.sin(c / 40),
    (c: number) => (c % 300 === 7 ? 1e6 : 0.1),
  ]) {
    const offsetMetres = Float64Array.from({ length: width }, (_, c) => offset(c));
    const columns = { from: 3, to: width - 2 };
    const look = { rows, columns, gsdMetres: 0.5, sunAzimuthDegrees: 90, offsetMetres, colours, memory };
    const { planes, width: wide } = networkInput(strip, look);
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < wide; c++) {
        const place = (height - rows) / 2 + r + 4 * offset(c + 3);
        const row = Math.floor(place);
        const f = place - row;
        const seen = (at: number) => at >= 0 && at < height && usable[at * width + c + 3] === 1;
        const isSeen = seen(row) && (f === 0 || seen(row + 1));
        assert.equal(planes[(3 * rows + r) * wide + c], isSeen ? 1 : 0, `row ${r}, column ${c}`);
        const weights = [
          -0.5 * f + f * f - 0.5 * f ** 3,
          1 - 2.5 * f * f + 1.5 * f ** 3,
          0.5 * f + 2 * f * f - 1.5 * f ** 3,
          -0.5 * f * f + 0.5 * f ** 3,
        ];
        for (let band = 0; band < 3; band++) {
          const held = (at: number) =>
            pixels[(band * height + Math.min(height - 1, Math.max(0, at))) * width + c + 3] ?? Number.NaN;
          const value = weights.reduce((sum, weight, k) => sum + weight * held(row - 1 + k), 0);
          const got = planes[(band * rows + r) * wide + c] ?? Number.NaN;
          const expected = isSeen ? (value - 90) / 40 : 0;
          assert.ok(Math.abs(got - expected) < 1e-5, `${got} and ${expected}, row ${r}, column ${c}`);
        }
        // The track runs east and the sun stands there.
        assert.equal(planes[(5 * rows + r) * wide + c], 1);
      }
  }
});

test("columns of an input are its columns, in every row of every plane", () => {
  const [rows, width] = [4, 5];
  const planes = Float32Array.from({ length: INPUT_CHANNELS.length * rows * width }, (_, k) => k + 1);
  const input: NetworkInput = { channels: INPUT_CHANNELS.length, rows, width, planes };
  const cut = columnsOf(input, { from: 1, to: 4 });
  assert.equal(cut.width, 3);
  for (let line = 0; line < INPUT_CHANNELS.length * rows; line++)
    for (let column = 0; column < 3; column++)
      assert.equal(cut.planes[line * 3 + column], planes[line * width + column + 1]);
  assert.deepEqual(columnsOf(input, { from: 0, to: width }).planes, planes);
});

test("what cannot be used does not change how the rest is standardised, whatever its pixels are", () => {
  const strip = stripOf(800);
  const bright = strip.pixels.slice();
  const size = strip.width * strip.height;
  for (let k = 0; k < bright.length; k++) if (strip.usable[k % size] === 0) bright[k] = 255;
  assert.deepEqual(coloursOf({ ...strip, pixels: bright }, 10), coloursOf(strip, 10));
});
