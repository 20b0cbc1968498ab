import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { converter, crsOfEpsg, WGS84 } from "../../src/adapters/cog/crs/crs.ts";
import type { CogShape, WrittenSamples } from "../../src/adapters/cog/growing-level.ts";
import { type OpenScene, openScene } from "../../src/adapters/cog/open-scene.ts";
import { readTracks, tracksOn } from "../../src/adapters/cog/track-lines.ts";
import { writeCog } from "../../src/adapters/cog/writer.ts";
import type { SceneId, TrackId } from "../../src/core/ids.ts";
import type { PlanePoint } from "../../src/core/imagery/place-line.ts";
import { YardcheckError } from "../../src/errors.ts";
import { sharedData } from "../shared.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-scene-"));
after(() => rmSync(folder, { recursive: true }));
const ROOT = resolve(import.meta.dirname, "../..");
const FORMATS = join(ROOT, "test/reference/formats");
const options = { spacingMetres: 0.25, halfWidthMetres: 7, scene: "s" as SceneId };
const line = (...points: PlanePoint[]) => ({ track: "1" as TrackId, name: "1", points });

interface Drawn {
  readonly size: number;
  readonly pixelMetres: number;
  readonly sampleType?: "uint8" | "uint16";
  readonly nodata?: number;
  readonly value: (x: number, y: number) => number;
}

/** A grey square north-east of 500000, 5200000 in UTM 33N whose values are given by place. */
async function draw(
  name: string,
  { size, pixelMetres: m, sampleType = "uint8", nodata, value }: Drawn,
): Promise<string> {
  const path = join(folder, name);
  const top = 5200000 + size * m;
  const shape: CogShape = {
    width: size,
    height: size,
    bands: 1,
    sampleType,
    transform: { epsg: 32633, originX: 500000, xPerCol: m, xPerRow: 0, originY: top, yPerCol: 0, yPerRow: -m },
  };
  const rows = (from: number, count: number): WrittenSamples => {
    const samples = sampleType === "uint8" ? new Uint8Array(size * count) : new Uint16Array(size * count);
    for (let r = 0; r < count; r++)
      for (let c = 0; c < size; c++) samples[r * size + c] = value(500000 + (c + 0.5) * m, top - (from + r + 0.5) * m);
    return samples;
  };
  await writeCog(path, shape, rows, { tileSize: 64, ...(nodata === undefined ? {} : { nodata }) });
  return path;
}

async function using<T>(path: string, act: (scene: OpenScene) => Promise<T>): Promise<T> {
  const scene = await openScene(path);
  try {
    return await act(scene);
  } finally {
    await scene.close();
  }
}

const strips = (path: string, ...points: PlanePoint[]) =>
  using(path, async (scene) => {
    const { strips: read } = await scene.readStrips([line(...points)], options);
    const [strip] = read;
    assert.ok(strip);
    return strip;
  });

const share = (usable: Uint8Array) => usable.reduce((sum, u) => sum + u, 0) / usable.length;

test("a strip longer than the scene is unusable outside of it, and no error", async () => {
  const path = await draw("small.tif", { size: 200, pixelMetres: 0.25, value: () => 90 });
  const strip = await strips(path, { x: 499975, y: 5200025 }, { x: 500075, y: 5200025 });
  assert.equal(strip.width, 400);
  assert.ok(Math.abs(share(strip.usable) - 0.5) < 0.01);
  const nowhere = await strips(path, { x: 100000, y: 100000 }, { x: 100100, y: 100000 });
  assert.equal(share(nowhere.usable), 0);
});

test("fine pixels are averaged, not skipped: a chequerboard of 5 cm reads as its mean", async () => {
  const board = (x: number, y: number) => ((Math.round(x * 20 - 0.5) + Math.round(y * 20 - 0.5)) % 2 === 0 ? 40 : 160);
  const path = await draw("chequers.tif", { size: 512, pixelMetres: 0.05, value: board });
  const strip = await strips(path, { x: 500008, y: 5200012.8 }, { x: 500017, y: 5200012.8 });
  const values = [...strip.pixels].filter((_, i) => strip.usable[i % strip.usable.length] === 1);
  assert.ok(values.length > 1000);
  assert.ok(
    values.every((value) => Math.abs(value - 100) < 6),
    `${Math.min(...values)} to ${Math.max(...values)}`,
  );
});

test("an image of half a metre is read in full resolution, whatever overviews it has", async () => {
  const path = await draw("half.tif", { size: 400, pixelMetres: 0.5, value: (x) => (x - 500000) % 200 });
  const strip = await strips(path, { x: 500020, y: 5200100 }, { x: 500080, y: 5200100 });
  const middle = (28 * strip.width + 100) | 0;
  assert.ok(Math.abs((strip.pixels[middle] ?? 0) - ((strip.placement.x[100] ?? 0) - 500000)) < 0.6);
});

test("16-bit values are stretched once for the scene: 2nd to 98th percentile to 0 and 255", async () => {
  const path = await draw("deep.tif", {
    size: 300,
    pixelMetres: 0.5,
    sampleType: "uint16",
    value: (x) => 300 + (x - 500000) * 10,
  });
  const strip = await strips(path, { x: 500010, y: 5200075 }, { x: 500140, y: 5200075 });
  assert.deepEqual([Math.min(...strip.pixels), Math.max(...strip.pixels)], [0, 255]);
  const row = strip.pixels.subarray(28 * strip.width, 29 * strip.width);
  assert.ok(row.every((value, i) => i === 0 || value >= (row[i - 1] ?? 0) - 1e-3));
});

test("declared nodata, undeclared fill and molten highlights are unusable; a white roof and a deep shadow are not", async () => {
  const path = await draw("holes.tif", {
    size: 400,
    pixelMetres: 0.25,
    nodata: 7,
    value: (x) => {
      const at = x - 500000;
      if (at < 20) return 7;
      if (at < 40) return 0;
      if (at > 80) return 255;
      // A roof and a shadow of 3 m.
      if (at > 60 && at < 63) return 255;
      if (at > 66 && at < 69) return 0;
      return 100;
    },
  });
  const strip = await strips(path, { x: 500000, y: 5200050 }, { x: 500100, y: 5200050 });
  for (const [from, to, usable] of [
    [0, 19, 0],
    [21, 39, 0],
    [41, 79, 1],
    [81, 99, 0],
  ] as const)
    for (let c = from * 4; c < to * 4; c++) assert.equal(strip.usable[28 * strip.width + c], usable, `at ${c / 4} m`);
});

test("a cloud mask in another CRS and resolution hides what it covers, and the other kind what it leaves out", async () => {
  const path = await draw("clear.tif", { size: 400, pixelMetres: 0.25, value: () => 90 });
  const mask = await draw("clouds.tif", { size: 100, pixelMetres: 1, value: (x) => (x > 500050 ? 1 : 0) });
  await using(path, (scene) =>
    using(mask, async (clouds) => {
      const track = line({ x: 500010, y: 5200050 }, { x: 500090, y: 5200050 });
      for (const hiddenWhereSet of [true, false]) {
        const { strips: read } = await scene.readStrips([track], {
          ...options,
          cloudMask: { image: clouds, hiddenWhereSet },
        });
        const [strip] = read;
        assert.ok(strip);
        assert.equal(strip.usable[28 * strip.width + 80], hiddenWhereSet ? 1 : 0);
        assert.equal(strip.usable[28 * strip.width + 240], hiddenWhereSet ? 0 : 1);
        assert.ok(Math.abs(share(strip.usable) - 0.5) < 0.01);
      }
    }),
  );
});

test("what lies outside of a mask's extent is hidden, of either kind of mask", async () => {
  const path = await draw("whole.tif", { size: 400, pixelMetres: 0.25, value: () => 90 });
  const track = line({ x: 500010, y: 5200050 }, { x: 500090, y: 5200050 });
  for (const hiddenWhereSet of [true, false]) {
    const moved = join(folder, `moved-${hiddenWhereSet}.tif`);
    await writeCog(
      moved,
      {
        width: 100,
        height: 100,
        bands: 1,
        sampleType: "uint8",
        transform: { epsg: 32633, originX: 500050, xPerCol: 1, xPerRow: 0, originY: 5200100, yPerCol: 0, yPerRow: -1 },
      },
      (_, count) => new Uint8Array(100 * count).fill(hiddenWhereSet ? 0 : 1),
    );
    await using(path, (scene) =>
      using(moved, async (image) => {
        const { strips } = await scene.readStrips([track], { ...options, cloudMask: { image, hiddenWhereSet } });
        assert.equal(strips[0]?.usable[28 * (strips[0]?.width ?? 0) + 80], 0);
        assert.equal(strips[0]?.usable[28 * (strips[0]?.width ?? 0) + 240], 1);
      }),
    );
  }
});

test("a mask of two bands is refused, with what to do", async () => {
  const path = await draw("beneath.tif", { size: 400, pixelMetres: 0.25, value: () => 90 });
  const two = join(folder, "two-bands.tif");
  const transform = { epsg: 32633, originX: 500000, xPerCol: 1, xPerRow: 0, originY: 5200100, yPerCol: 0, yPerRow: -1 };
  await writeCog(
    two,
    { width: 100, height: 100, bands: 2, sampleType: "uint8", transform },
    (_, count) => new Uint8Array(200 * count),
  );
  await using(path, (scene) =>
    using(two, async (image) => {
      const track = line({ x: 500010, y: 5200050 }, { x: 500090, y: 5200050 });
      await assert.rejects(
        scene.readStrips([track], { ...options, cloudMask: { image, hiddenWhereSet: true } }),
        /has 2 bands, and a mask is one.*gdal_translate -b 1/,
      );
    }),
  );
});

test("a scene in degrees or Web Mercator is measured in its UTM zone; one in true metres in its own CRS", async () => {
  await using(sharedData("naip/empty-track-california.tif"), async (scene) => {
    assert.equal(scene.workingEpsg, 32611);
    assert.ok(Math.abs(scene.grid.pixelSizeMetres - 0.902) < 0.001);
  });
  await using(sharedData("muttenz-west/yard.tif"), async (scene) => assert.equal(scene.workingEpsg, 2056));
  const mercator: CogShape = {
    width: 64,
    height: 64,
    bands: 3,
    sampleType: "uint8",
    transform: { epsg: 3857, originX: 851000, xPerCol: 0.4, xPerRow: 0, originY: 6030000, yPerCol: 0, yPerRow: -0.4 },
  };
  const path = join(folder, "mercator.tif");
  await writeCog(path, mercator, (_, count) => new Uint8Array(64 * 3 * count).fill(50), { tileSize: 64 });
  await using(path, async (scene) => {
    assert.equal(scene.workingEpsg, 32632);
    assert.ok(Math.abs(scene.grid.pixelSizeMetres - 0.4 * Math.cos((47.5 * Math.PI) / 180)) < 0.002);
  });
});

test("the same track in the scene's CRS and in degrees gives the same strip", async () => {
  const text = readFileSync(join(ROOT, "test/fixtures/muttenz-west-tracks.geojson"), "utf8");
  const toDegrees = converter(crsOfEpsg(2056), WGS84);
  const collection = JSON.parse(text);
  delete collection.crs;
  for (const { geometry } of collection.features)
    geometry.coordinates = geometry.coordinates.map(([x, y]: [number, number]) => toDegrees(x, y));
  const degrees = join(folder, "degrees.geojson");
  writeFileSync(degrees, JSON.stringify(collection));
  await using(sharedData("muttenz-west/yard.tif"), async (scene) => {
    const [own, other] = await Promise.all(
      [join(ROOT, "test/fixtures/muttenz-west-tracks.geojson"), degrees].map(async (path) => {
        const lines = tracksOn(scene, await readTracks(path));
        return (await scene.readStrips(lines.slice(0, 6), options)).strips;
      }),
    );
    own?.forEach((strip, k) => {
      const twin = other?.[k];
      assert.ok(twin && strip.width === twin.width);
      const size = strip.usable.length;
      // At the scene's very edge a sample may fall in or out.
      const both = strip.usable.map((usable, i) => usable & (twin.usable[i] ?? 0));
      assert.ok(strip.usable.filter((usable, i) => usable !== twin.usable[i]).length < 5);
      const off = strip.pixels.reduce(
        (most, value, i) => (both[i % size] ? Math.max(most, Math.abs(value - (twin.pixels[i] ?? 0))) : most),
        0,
      );
      // Degrees and back move a track by a millimetre here; at the sharpest edge that is a hundredth of the range.
      assert.ok(off < 8, `${off} of 255 off`);
    });
  });
});

test("a slip of a digit in a vertex is refused by track and vertex, in a projected CRS and in degrees", async () => {
  const path = join(folder, "slip.geojson");
  const refuses = async (crs: string, coordinates: number[][], words: RegExp) => {
    writeFileSync(
      path,
      JSON.stringify({
        type: "FeatureCollection",
        crs: { type: "name", properties: { name: crs } },
        features: [{ type: "Feature", properties: { name: "7a" }, geometry: { type: "LineString", coordinates } }],
      }),
    );
    await using(sharedData("muttenz-west/yard.tif"), async (scene) => {
      const given = await readTracks(path);
      assert.throws(
        () => tracksOn(scene, given),
        (error) => error instanceof YardcheckError && error.code === "facility-invalid" && words.test(error.message),
      );
    });
  };
  const [from, to] = [
    [2616000, 1264900],
    [2616100, 1264950],
  ];
  for (const slip of [
    [26161000, 1264950],
    [1e9, 1e9],
    [0, 0],
  ])
    await refuses(
      "EPSG:2056",
      [from, slip, to],
      new RegExp(`track "7a" has its vertex 2 \\(${slip.join(", ")}\\) .* km`),
    );
  await refuses("EPSG:2056", [[0, 0], from, to], /track "7a" has its vertex 1 /);
  await refuses(
    "EPSG:4326",
    [
      [7.6, 47.53],
      [7.6, 4.753],
    ],
    /track "7a" has its vertex 2 /,
  );
});

test("tracks with swapped axes are refused by name when they would fit the scene", async () => {
  const swapped = join(folder, "swapped.geojson");
  const coordinates = [
    [35.249, -118.034],
    [35.25, -118.0335],
  ];
  const feature = { type: "Feature", properties: { name: "7" }, geometry: { type: "LineString", coordinates } };
  writeFileSync(swapped, JSON.stringify({ type: "FeatureCollection", features: [feature] }));
  await assert.rejects(readTracks(swapped), /track "7" has the latitude -118.034: are its axes swapped/);
});

test("a pixel-is-point file lies half a pixel further up and left than its numbers say", async () => {
  const path = join(folder, "point.tif");
  const bytes = Buffer.from(readFileSync(join(FORMATS, "none-uint8-3-tiles.tif")));
  // GTRasterTypeGeoKey (1025), stored in place, value 1 (area) -> 2 (point).
  const key = bytes.indexOf(Buffer.from([0x01, 0x04, 0, 0, 1, 0, 1, 0]));
  assert.ok(key > 0);
  bytes.writeUInt16LE(2, key + 6);
  writeFileSync(path, bytes);
  await using(path, async ({ grid: { transform } }) => {
    assert.deepEqual([transform.originX, transform.originY], [499999.75, 5200000.25]);
  });
});

test("a picture of the whole scene keeps to its size and says where places lie in it", async () => {
  await using(sharedData("muttenz-west/yard.tif"), async (scene) => {
    const { raster, toPicture } = await scene.readPicture(40_000);
    assert.ok(raster.width * raster.height <= 41_000);
    const { transform } = scene.grid;
    const corner = toPicture(transform.originX + 674 * transform.xPerCol, transform.originY + 824 * transform.yPerRow);
    assert.ok(Math.abs(corner.col - raster.width) < 1 && Math.abs(corner.row - raster.height) < 1);
  });
});

test("yardcheck inspect draws the strips and says what it read; a mistake ends with one line and its own exit status", async () => {
  const run = promisify(execFile);
  const cli = join(ROOT, "bin/yardcheck");
  const out = join(folder, "strips.png");
  const tracks = join(ROOT, "test/fixtures/muttenz-west-tracks.geojson");
  const image = sharedData("muttenz-west/yard.tif");
  const { stdout } = await run(cli, ["inspect", image, "--tracks", tracks, "--out", out]);
  assert.match(stdout, /EPSG:2056 CH1903\+ \/ LV95/);
  assert.match(stdout, /south 2\s+190\.\d\s+\d+ %/);
  assert.match(stdout, /read\s+\d+ bytes in \d+ requests?, \d+\.\d % of the file's 1773537/);
  assert.deepEqual(readFileSync(out).subarray(1, 4).toString(), "PNG");
  const { stdout: json } = await run(cli, ["inspect", image, "--tracks", tracks, "--json"]);
  assert.equal(JSON.parse(json).strips.length, 48);
  await assert.rejects(run(cli, ["inspect", tracks.replace("tracks", "nothing")]), { code: 4 });
  await assert.rejects(
    run(cli, ["inspect", join(ROOT, "package.json")]),
    (error: { code?: number; stderr?: string }) => {
      assert.match(error.stderr ?? "", /^yardcheck: stac-invalid: .*no STAC item/);
      return error.code === 4;
    },
  );
});

test("beyond 180 degrees a scene in degrees is seen to its end, on whichever side its longitudes begin", async () => {
  const side = 2e-6;
  for (const originX of [180 - 300 * side, -180 - 300 * side]) {
    const path = join(folder, `across-${originX < 0}.tif`);
    const transform = { epsg: 4326, originX, xPerCol: side, xPerRow: 0, originY: 52, yPerCol: 0, yPerRow: -side };
    const shape: CogShape = { width: 600, height: 600, bands: 1, sampleType: "uint8", transform, geographic: true };
    await writeCog(path, shape, (_, count) => new Uint8Array(600 * count).fill(90), { tileSize: 64 });
    await using(path, async (scene) => {
      const ends = [180 - 100 * side, -180 + 100 * side].map((lon) => scene.fromLonLat({ lon, lat: 52 - 300 * side }));
      const pixels = ends.map(({ x, y }) => scene.toPixel(x, y).col);
      assert.ok(Math.abs((pixels[0] ?? 0) - 200) < 0.01 && Math.abs((pixels[1] ?? 0) - 400) < 0.01, `${pixels}`);
      const cloudMask = { image: scene, hiddenWhereSet: false };
      const { strips: read } = await scene.readStrips([line(...ends)], { ...options, halfWidthMetres: 2, cloudMask });
      assert.ok(read[0]?.usable.every((one) => one === 1));
      // What lies beyond is told by the scene's own longitudes.
      const told = ends.map(({ x, y }) => scene.toSceneCrs(x, y).x - originX);
      assert.ok(Math.abs((told[1] ?? 0) - 400 * side) < 1e-8, `${told}`);
      const [, right] = scene.footprint;
      assert.ok(Math.abs(right.lon - originX - 600 * side) < 1e-8);
    });
  }
});
