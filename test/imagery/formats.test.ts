import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openSource } from "../../src/adapters/cog/byte-source.ts";
import { SceneImage } from "../../src/adapters/cog/scene-image.ts";
import { WindowReader } from "../../src/adapters/cog/window-reader.ts";

const FOLDER = join(import.meta.dirname, "../reference/formats");

interface Expected {
  readonly width: number;
  readonly height: number;
  /** GDAL's values, band by band; `null` is NaN. */
  readonly pools: readonly (readonly (number | null)[])[];
  readonly cases: Readonly<
    Record<
      string,
      {
        readonly bands: number;
        readonly values: number;
        readonly unusable: readonly number[];
        readonly tolerance: number;
      }
    >
  >;
}

const expected: Expected = JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8"));

for (const [name, { bands, values, unusable, tolerance }] of Object.entries(expected.cases))
  test(`${name}: every pixel is what GDAL reads`, async () => {
    const source = await openSource(join(FOLDER, `${name}.tif`), fetch);
    try {
      const image = await SceneImage.read(source, {});
      const { width, height } = image.levels[0].layout;
      assert.deepEqual([width, height], [expected.width, expected.height]);
      const reader = new WindowReader(image, image.levels[0]);
      const window = { col: 0, row: 0, width, height };
      const blocks = reader.blocksUnder(window);
      await reader.announce(blocks);
      const raster = await reader.read(window, blocks);

      const hidden = new Set(unusable);
      const wanted = expected.pools[values] ?? [];
      const size = width * height;
      assert.deepEqual(
        [...raster.usable].flatMap((u, i) => (u === 0 ? [i] : [])),
        unusable,
      );
      for (let band = 0; band < 3; band++)
        for (let i = 0; i < size; i++) {
          if (hidden.has(i)) continue;
          const want = wanted[(bands === 1 ? 0 : band * size) + i] ?? Number.NaN;
          const got = raster.pixels[band * size + i] ?? Number.NaN;
          assert.ok(
            Math.abs(got - Math.fround(want)) <= tolerance,
            `band ${band} pixel ${i}: ${got}, GDAL says ${want}`,
          );
        }
    } finally {
      await source.close();
    }
  });
