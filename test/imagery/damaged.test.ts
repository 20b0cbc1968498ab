import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { deflateSync } from "node:zlib";
import { openScene } from "../../src/adapters/cog/open-scene.ts";
import { type Entry, TYPE, writeDirectory } from "../../src/adapters/cog/write-directory.ts";
import { sceneToCount } from "../../src/adapters/detectors/counted-scene.ts";
import type { SceneId, TrackId } from "../../src/core/ids.ts";
import { YardcheckError } from "../../src/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-damaged-"));
after(() => rmSync(folder, { recursive: true }));
const FORMATS = join(import.meta.dirname, "../reference/formats");

function written(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Opens the file and reads a strip across it. */
async function readAcross(path: string): Promise<void> {
  const scene = await openScene(path);
  try {
    const points = [
      { x: 500001, y: 5199998 },
      { x: 500019, y: 5199988 },
    ];
    await scene.readStrips([{ track: "1" as TrackId, name: "1", points }], {
      spacingMetres: 0.25,
      halfWidthMetres: 7,
      scene: "s" as SceneId,
    });
  } finally {
    await scene.close();
  }
}

/** The most that the process held before a file was read, and what all the damaged files may add to it, kB. */
const AT_FIRST = process.resourceUsage().maxRSS;
const LARGEST_PEAK = 200 * 1024;

const CODES = new Set(["image-invalid", "image-unsupported", "image-unreadable", "crs-unknown"]);

async function refuses(path: string, words: RegExp, codes: ReadonlySet<string> = CODES): Promise<void> {
  await assert.rejects(readAcross(path), (error: unknown) => {
    assert.ok(error instanceof YardcheckError, error instanceof Error ? error.stack : String(error));
    assert.ok(codes.has(error.code), error.code);
    assert.match(error.message, words);
    return true;
  });
}

/** A classic TIFF of given directories, each leading to the next (or where `next` says), and what follows them. */
function tiff(directories: readonly (readonly Entry[])[], next?: (index: number, starts: readonly number[]) => number) {
  const parts: Uint8Array[] = [];
  const starts: number[] = [];
  let at = 8;
  for (const entries of directories) {
    starts.push(at);
    at += writeDirectory(entries, at, 0).length;
  }
  directories.forEach((entries, i) => {
    parts.push(writeDirectory(entries, starts[i] ?? 0, next ? next(i, starts) : (starts[i + 1] ?? 0)));
  });
  const header = new DataView(new ArrayBuffer(8));
  header.setUint16(0, 0x4949, true);
  header.setUint16(2, 42, true);
  header.setUint32(4, 8, true);
  return Buffer.concat([new Uint8Array(header.buffer), ...parts]);
}

const long = (tag: number, ...values: number[]): Entry => ({ tag, type: TYPE.long, values });
const geo: Entry[] = [
  { tag: 33550, type: TYPE.double, values: [0.5, 0.5, 0] },
  { tag: 33922, type: TYPE.double, values: [0, 0, 0, 500000, 5200000, 0] },
  { tag: 34735, type: TYPE.short, values: [1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, 32633] },
];
const image = (width: number, height: number, tile: number, ...more: Entry[]) =>
  [
    long(256, width),
    long(257, height),
    long(258, 8),
    long(259, 8),
    long(262, 1),
    long(322, tile),
    long(323, tile),
    ...more,
    ...geo,
  ].sort((a, b) => a.tag - b.tag);

test("a text file called .tif is no TIFF, and the message shows how it begins", async () => {
  await refuses(written("text.tif", "Dear colleague, the image follows."), /is no TIFF: it begins with "Dear col"/);
  await refuses(written("empty.tif", ""), /is no TIFF: it holds 0 bytes/);
  await refuses(written("short.tif", "II*\0"), /is no TIFF/);
  await refuses(folder, /is no file/);
  await refuses(join(folder, "missing.tif"), /does not open \(ENOENT\)/);
});

test("a pipe is no file, and nobody waits for its writer", { skip: process.platform === "win32" }, async () => {
  const pipe = join(folder, "pipe.tif");
  execFileSync("mkfifo", [pipe]);
  await refuses(pipe, /is no file/);
});

test("samples of an odd number of bits are refused with what makes others of them", async () => {
  const bits = (count: number, ...more: Entry[]) =>
    written(
      `bits-${count}.tif`,
      tiff([
        [
          ...image(8, 8, 16, long(324, 8), long(325, 8), ...more).filter(({ tag }) => tag !== 258),
          long(258, count),
        ].sort((a, b) => a.tag - b.tag),
      ]),
    );
  await refuses(bits(12), /12 bits.*-ot UInt16 -co NBITS=16/);
  await refuses(bits(4), /4 bits.*-ot Byte -co NBITS=8 -scale 0 15 0 255/);
  const open = await openScene(bits(1));
  const conditions = {
    gsdMetres: 0.5,
    offNadirDegrees: null,
    sunAzimuthDegrees: null,
    sunElevationDegrees: null,
    sceneCloudFraction: null,
  };
  await assert.rejects(sceneToCount(open, { conditions }), /samples of 1 bit, black or white/);
  await open.close();
});

test("a picture without a place says so, and its fix is not that it is no GeoTIFF", async () => {
  const bare = image(8, 8, 16, long(324, 8), long(325, 8)).filter(({ tag }) => tag < 33000);
  await refuses(written("bare.tif", tiff([bare])), /does not say where it lies/, new Set(["image-unsupported"]));
});

test("a ring of a thousand directories ends with the first that comes again, or at the limit", async () => {
  const entries = image(8, 8, 16, long(324, 8), long(325, 8));
  const thousand = Array.from({ length: 1000 }, () => entries);
  await refuses(
    written(
      "ring.tif",
      tiff(thousand, (i, starts) => starts[(i + 1) % 1000] ?? 8),
    ),
    /more than 128 directories/,
  );
  await refuses(
    written(
      "small-ring.tif",
      tiff(thousand.slice(0, 9), (i, starts) => starts[(i + 1) % 9] ?? 8),
    ),
    /in a ring \(9/,
  );
  await refuses(
    written(
      "self.tif",
      tiff([entries], () => 8),
    ),
    /in a ring \(1/,
  );
});

test("a file that claims 10^9 pixels and holds none is refused before memory is taken for them", async () => {
  const before = process.memoryUsage().rss;
  await refuses(
    written("wide.tif", tiff([image(1e9, 1, 256, long(324, 8), long(325, 8))])),
    /claims 1000000000 x 1 pixels in 3906250 blocks/,
  );
  await refuses(
    written("area.tif", tiff([image(40000, 25000, 256, long(324, 8), long(325, 8))])),
    /says of 1 where they lie/,
  );
  await refuses(
    written("block.tif", tiff([image(32000, 32000, 32000, long(324, 8), long(325, 8))])),
    /in blocks of 977 MiB/,
  );
  await refuses(
    written("negative.tif", tiff([image(0xffffffff, 0xffffffff, 16, long(324, 8), long(325, 8))])),
    /claims to be 4294967295/,
  );
  assert.ok(process.memoryUsage().rss - before < 200e6);
});

test("a block that unpacks to far more than its pixels is a bomb, not an image", async () => {
  const bomb = deflateSync(new Uint8Array(2 ** 26), { level: 9 });
  const entries = (at: number) => image(40, 40, 64, long(324, at), long(325, bomb.length));
  const start = tiff([entries(0)]).length;
  const before = process.memoryUsage().rss;
  await refuses(written("bomb.tif", Buffer.concat([tiff([entries(start)]), bomb])), /a block claims|cannot be decoded/);
  assert.ok(process.memoryUsage().rss - before < 100e6);
});

test("blocks outside of the file are the sign of one cut short", async () => {
  await refuses(written("far.tif", tiff([image(8, 8, 16, long(324, 5_000_000), long(325, 64))])), /is cut short/);
  await refuses(written("overlong.tif", tiff([image(8, 8, 16, long(324, 8), long(325, 0xfffffff0))])), /is cut short/);
});

test("a compression that is not read is named", async () => {
  const jpeg2000 = image(8, 8, 16, long(324, 8), long(325, 8)).map((e) => (e.tag === 259 ? long(259, 34712) : e));
  await refuses(written("j2k.tif", tiff([jpeg2000])), /compressed by JPEG 2000, which is not read/);
});

test("a file cut at any length is refused or read, never a crash, and never read as empty ground by mistake", async () => {
  const whole = readFileSync(join(FORMATS, "deflate-p2-uint16-tiles.tif"));
  let refused = 0;
  for (let length = 0; length < whole.length; length += 97) {
    const path = written("cut.tif", whole.subarray(0, length));
    await readAcross(path).catch((error: unknown) => {
      assert.ok(error instanceof YardcheckError && CODES.has(error.code), error instanceof Error ? error.stack : "");
      refused++;
    });
  }
  // GDAL puts its directory first and the last tile last: every cut loses something that this track needs.
  assert.equal(refused, Math.ceil(whole.length / 97));
});

/** Mulberry32: enough for choosing bits. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

for (const name of [
  "deflate-p2-uint16-tiles",
  "lzw-uint8-strips",
  "zstd-p3-float32-tiles",
  "jpeg-ycbcr-tiles",
  "webp-lossy-3",
  "lerc-float32-tiles",
  "mask-tiles",
  "bigtiff-deflate",
])
  test(`${name} with flipped bits (25 times, seeded) is read or refused by name: no crash, no hang, no memory`, async () => {
    const whole = readFileSync(join(FORMATS, `${name}.tif`));
    const random = seeded(name.length * 7919);
    for (let round = 0; round < 25; round++) {
      const damaged = Buffer.from(whole);
      for (let flips = 0; flips < 1 + (round % 4); flips++) {
        // Half of them in the directory, where they hurt most.
        const at = Math.floor(random() * (round % 2 === 0 ? Math.min(600, whole.length) : whole.length));
        damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      }
      await readAcross(written("flipped.tif", damaged)).catch((error: unknown) => {
        assert.ok(
          error instanceof YardcheckError && CODES.has(error.code),
          `round ${round}: ${error instanceof Error ? error.stack : error}`,
        );
      });
    }
    const more = process.resourceUsage().maxRSS - AT_FIRST;
    assert.ok(more < LARGEST_PEAK, `the process held ${more} kB more at its peak than before any file was read`);
  });
