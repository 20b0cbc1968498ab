import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { YardcheckError } from "../../errors.ts";
import { parseStacItem, readStacItem } from "./item-file.ts";
import { stacItemOf } from "./write-item.ts";

const item = {
  type: "Feature",
  stac_version: "1.0.0",
  id: "s1",
  properties: {
    datetime: "2023-10-05T11:02:03+09:00",
    gsd: 0.5,
    license: "CC-BY-4.0",
    "view:off_nadir": 12,
    "view:sun_azimuth": -10,
    "view:sun_elevation": 41,
    "eo:cloud_cover": 25,
    "proj:code": "EPSG:32652",
  },
  assets: {
    thumbnail: { href: "t.png", type: "image/png", roles: ["thumbnail"] },
    clouds: { href: "c.tif", roles: ["cloud"] },
    pan: { href: "./p.tif", roles: ["data"], gsd: 0.3 },
  },
};
const refuses = (json: unknown, words: RegExp) =>
  assert.throws(
    () => parseStacItem(json, "/data/s1.json"),
    (error: unknown) => error instanceof YardcheckError && error.code === "stac-invalid" && words.test(error.message),
  );

test("units are ours, addresses are whole, and nothing that is not stated becomes a number", () => {
  const read = parseStacItem(item, "/data/s1.json");
  assert.deepEqual(read, {
    id: "s1",
    conditions: {
      acquiredAt: "2023-10-05T02:02:03.000Z",
      gsdMetres: 0.3,
      offNadirDegrees: 12,
      sunAzimuthDegrees: 350,
      sunElevationDegrees: 41,
      sceneCloudFraction: 0.25,
    },
    location: "/data/p.tif",
    epsg: 32652,
    licence: "CC-BY-4.0",
    mayBeRepublished: false,
    synthetic: false,
    cloudMask: { location: "/data/c.tif", hiddenWhereSet: true },
  });
  const bare = parseStacItem(
    { ...item, properties: { datetime: item.properties.datetime }, assets: { a: { href: "https://x.test/a.tif" } } },
    "https://y.test/items/s1",
  );
  assert.deepEqual(Object.values(bare.conditions).slice(1), [null, null, null, null, null]);
  assert.equal(bare.location, "https://x.test/a.tif");
});

test("a byte order mark before an item is passed over", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "yardcheck-item-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "item.json");
  writeFileSync(path, `\ufeff${JSON.stringify(item)}`);
  assert.equal((await readStacItem(path, { catalogues: {} })).id, "s1");
});

test("an item without a time of acquisition, or with a span only, is refused by name", () => {
  refuses({ ...item, properties: { ...item.properties, datetime: undefined } }, /datetime is missing/);
  const span = { datetime: null, start_datetime: "2023-10-01T00:00:00Z", end_datetime: "2023-10-02T00:00:00Z" };
  refuses({ ...item, properties: span }, /datetime is missing/);
  refuses({ ...item, properties: { datetime: "2023-02-31T00:00:00Z" } }, /properties\.datetime/);
});

test("values outside of their range, and items without an image, are refused", () => {
  refuses({ ...item, properties: { ...item.properties, "eo:cloud_cover": 250 } }, /eo:cloud_cover/);
  refuses({ ...item, assets: { t: { href: "t.png" } } }, /no GeoTIFF among its assets \(t\)/);
  refuses({ type: "FeatureCollection", features: [] }, /no STAC item: type/);
});

test("a written item is read back as it was", () => {
  const conditions = {
    acquiredAt: "2024-03-01T02:00:00.000Z",
    gsdMetres: 0.5,
    offNadirDegrees: null,
    sunAzimuthDegrees: 140,
    sunElevationDegrees: 30,
    sceneCloudFraction: 0.1,
  };
  const grid = {
    width: 10,
    height: 20,
    bands: 3,
    sampleType: "uint8",
    transform: { epsg: 32652, originX: 0, xPerCol: 0.5, xPerRow: 0, originY: 0, yPerCol: 0, yPerRow: -0.5 },
    pixelSizeMetres: 0.5,
  } as const;
  const written = stacItemOf({
    id: "demo-1",
    conditions,
    grid,
    footprint: [
      { lon: 130, lat: 42 },
      { lon: 130.1, lat: 42 },
      { lon: 130.1, lat: 41.9 },
    ],
    licence: "CC0-1.0",
    mayBeRepublished: true,
    synthetic: true,
    href: "demo-1.tif",
    cloudMaskHref: "demo-1-clouds.tif",
  });
  const read = parseStacItem(JSON.parse(JSON.stringify(written)), "/w/demo-1.json");
  assert.deepEqual(read.conditions, conditions);
  assert.deepEqual(
    [read.location, read.epsg, read.licence, read.mayBeRepublished, read.synthetic],
    ["/w/demo-1.tif", 32652, "CC0-1.0", true, true],
  );
  assert.deepEqual(read.cloudMask, { location: "/w/demo-1-clouds.tif", hiddenWhereSet: true });
});

test("an asset is one of the item, not what every object inherits", () => {
  assert.throws(() => parseStacItem(item, "/data/s1.json", "constructor"), {
    message: /no asset "constructor" \(there are thumbnail, clouds, pan\)/,
  });
});
