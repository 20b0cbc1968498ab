import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { BlockStore } from "./block-store.ts";
import { type ByteSource, openSource } from "./byte-source.ts";
import { type ImageLayout, TAG } from "./layout.ts";
import { SceneImage } from "./scene-image.ts";
import type { TiffDirectory } from "./tiff-directory.ts";
import { WindowReader } from "./window-reader.ts";

const FORMATS = join(import.meta.dirname, "../../../test/reference/formats");

for (const name of ["lzw-uint8-separate-tiles", "lzw-uint8-separate-strips", "deflate-uint16-separate-tiles"])
  test(`${name}: blocks of bands that lie apart, near one another in the file, are one request`, async () => {
    const source = await openSource(join(FORMATS, `${name}.tif`), fetch);
    try {
      const image = await SceneImage.read(source, {});
      const { width, height } = image.levels[0].layout;
      const reader = new WindowReader(image, image.levels[0]);
      const window = { col: 0, row: 0, width, height };
      const blocks = reader.blocksUnder(window);
      await reader.announce(blocks);
      const { requests } = source.cost();
      await reader.read(window, blocks);
      assert.equal(source.cost().requests - requests, 1);
    } finally {
      await source.close();
    }
  });

test("bands that lie far apart are a request each, and only those that are shown", async () => {
  const [side, across, bands] = [16, 8, 4];
  const [blockBytes, bandBytes] = [side * side, 100_000];
  const read: [number, number][] = [];
  const source = {
    size: bands * bandBytes,
    location: "made.tif",
    // Every byte of a band tells the band and the block.
    read: async (offset: number, length: number) => {
      read.push([offset, length]);
      const told = (at: number) => 10 * Math.floor(at / bandBytes) + Math.floor((at % bandBytes) / blockBytes);
      return Uint8Array.from({ length }, (_, i) => told(offset + i));
    },
  } as unknown as ByteSource;
  const directory = {
    pick: async (tag: number, indices: readonly number[]) =>
      indices.map((i) =>
        tag === TAG.tileOffsets ? Math.floor(i / across) * bandBytes + (i % across) * blockBytes : blockBytes,
      ),
  } as unknown as TiffDirectory;
  const layout = {
    ...{ width: side * across, height: side, bands, sampleType: "uint8", bitsPerSample: 8, compression: 1 },
    ...{ predictor: 1, separate: true, blockWidth: side, blockHeight: side, tiled: true, blocksAcross: across },
    ...{ blocksDown: 1, offsetsTag: TAG.tileOffsets, byteCountsTag: TAG.tileByteCounts },
  } as unknown as ImageLayout;
  const store = new BlockStore(source, { directory, layout, littleEndian: true }, [3, 0, 1]);
  await store.announce([0, 1, 2, 5]);
  for (const position of [0, 1, 2, 5]) {
    const block = await store.take(position);
    assert.deepEqual(
      block?.planes.map((plane) => [plane.length, plane[0], plane.at(-1)]),
      [3, 0, 1].map((band) => [blockBytes, 10 * band + position, 10 * band + position]),
    );
  }
  const run = 6 * blockBytes;
  assert.deepEqual(
    read.sort(([a], [b]) => a - b),
    [0, 1, 3].map((band) => [band * bandBytes, run]),
  );
});
