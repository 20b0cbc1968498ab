import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openScene } from "../../src/adapters/cog/open-scene.ts";
import { WindowReader } from "../../src/adapters/cog/window-reader.ts";
import { writeCog } from "../../src/adapters/cog/writer.ts";
import { YardcheckError } from "../../src/errors.ts";
import { writePicture } from "../reference/cog/picture.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-writer-"));
after(() => rmSync(folder, { recursive: true }));

interface Expected {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly epsg: number;
  readonly nodata: number;
  /** In GDAL's order: origin x, x per column, x per row, origin y, y per column, y per row. */
  readonly transform: readonly number[];
  readonly levels: readonly { readonly width: number; readonly height: number; readonly first: readonly number[] }[];
}
const expected: Expected = JSON.parse(
  readFileSync(join(import.meta.dirname, "../reference/cog/expected.json"), "utf8"),
);

test("a written COG reads back, overviews included, as GDAL reads it, and GDAL's validator objects to nothing", async () => {
  assert.deepEqual([expected.errors, expected.warnings], [[], []]);
  const path = join(folder, "picture.tif");
  await writePicture(path);
  const { image, grid, close } = await openScene(path).then((scene) => ({
    image: scene.image,
    grid: scene.grid,
    close: () => scene.close(),
  }));
  try {
    const { transform: t } = grid;
    assert.equal(t.epsg, expected.epsg);
    assert.deepEqual([t.originX, t.xPerCol, t.xPerRow, t.originY, t.yPerCol, t.yPerRow], expected.transform);
    assert.equal(image.levels.length, expected.levels.length);
    for (const [i, { width, height, first }] of expected.levels.entries()) {
      const level = image.levels[i];
      assert.ok(level);
      const reader = new WindowReader(image, level);
      const window = { col: 0, row: 0, width, height };
      const blocks = reader.blocksUnder(window);
      await reader.announce(blocks);
      const { pixels, usable } = await reader.read(window, blocks);
      assert.deepEqual(
        first.map((value, at) => (value === expected.nodata ? 0 : pixels[at])),
        first,
      );
      assert.deepEqual(
        [...usable],
        first.map((value) => (value === expected.nodata ? 0 : 1)),
      );
    }
  } finally {
    await close();
  }
});

test("writing that is interrupted, or fails, leaves no file behind", async () => {
  const transform = { epsg: 2056, originX: 0, xPerCol: 1, xPerRow: 0, originY: 0, yPerCol: 0, yPerRow: -1 };
  const shape = { width: 64, height: 640, bands: 1, sampleType: "uint8", transform } as const;
  const controller = new AbortController();
  const rows = (row: number, count: number) => {
    if (row > 100) controller.abort();
    return new Uint8Array(64 * count);
  };
  const inside = join(folder, "unfinished");
  const path = `${inside}.tif`;
  await assert.rejects(
    writeCog(path, shape, rows, { tileSize: 64, signal: controller.signal }),
    (error: unknown) => error instanceof YardcheckError && error.code === "interrupted",
  );
  const short = () => new Uint8Array(3);
  await assert.rejects(writeCog(path, shape, short, { tileSize: 64 }), RangeError);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith("unfinished")),
    [],
  );
});
