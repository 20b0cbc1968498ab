import assert from "node:assert/strict";
import { test } from "node:test";
import { YardcheckError } from "../../../errors.ts";
import { type Crs, converter, crsOfEpsg, USER_DEFINED, WGS84 } from "./crs.ts";
import { crsOfKeys, isPoint, readGeoKeys } from "./geo-keys.ts";

function agree(crs: Crs | null, epsg: number, lon: number, lat: number): void {
  assert.ok(crs);
  const [x, y] = converter(WGS84, crs)(lon, lat);
  const [wantX, wantY] = converter(WGS84, crsOfEpsg(epsg))(lon, lat);
  assert.ok(Math.hypot(x - wantX, y - wantY) < 1e-3, `${x} ${y}, EPSG:${epsg} ${wantX} ${wantY}`);
}

test("a directory of keys gives codes, numbers and names, and a damaged one what can be read of it", () => {
  const keys = readGeoKeys(
    [1, 1, 0, 4, 1025, 0, 1, 2, 3072, 0, 1, 2056, 2057, 34736, 1, 1, 1026, 34737, 5, 2],
    [0, 6378137],
    "x|LV95|",
  );
  assert.deepEqual(
    [...keys],
    [
      [1025, 2],
      [3072, 2056],
      [2057, 6378137],
      [1026, "LV95"],
    ],
  );
  assert.equal(isPoint(keys), true);
  assert.equal(crsOfKeys(keys)?.epsg, 2056);
  assert.deepEqual([...readGeoKeys([1, 1, 0, 900, 1025, 0, 1, 1], [], "")], [[1025, 1]]);
  assert.equal(crsOfKeys(readGeoKeys([], [], "")), null);
});

test("a projection described by its parameters is the one that has a code", () => {
  const utm = new Map<number, number>([
    [1024, 1],
    [2048, 4326],
    [3072, USER_DEFINED],
    [3074, USER_DEFINED],
    [3075, 1],
    [3076, 9001],
    [3080, 15],
    [3081, 0],
    [3082, 500000],
    [3083, 0],
    [3092, 0.9996],
  ]);
  agree(crsOfKeys(utm), 32633, 15.4, 47.1);
  const feet = new Map<number, number>([
    [1024, 1],
    [2048, 4269],
    [3072, USER_DEFINED],
    [3075, 8],
    [3076, 9003],
    [3078, 41.03333333333333],
    [3079, 40.66666666666666],
    [3084, -74],
    [3085, 40.16666666666666],
    [3086, 984250.0000000002],
    [3087, 0],
  ]);
  agree(crsOfKeys(feet), 2263, -73.9, 40.8);
  agree(
    crsOfKeys(
      new Map([
        [1024, 1],
        [2048, 4326],
        [3072, USER_DEFINED],
        [3074, 16133],
      ]),
    ),
    32733,
    15.4,
    -22.5,
  );
});

test("Esri's text is read where the keys have no word for the projection", () => {
  const wkt =
    'PROJCS["z",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",15.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
  const keys = new Map<number, number | string>([
    [1024, 1],
    [3072, USER_DEFINED],
    [3073, `ESRI PE String = ${wkt}`],
  ]);
  agree(crsOfKeys(keys), 32633, 15.4, 47.1);
});

test("what is described without a method, or by one that is not known, is refused by its name", () => {
  for (const keys of [
    new Map<number, number | string>([
      [1024, 1],
      [1026, "Lunar grid"],
      [3072, USER_DEFINED],
    ]),
    new Map<number, number | string>([
      [1024, 1],
      [1026, "Lunar grid"],
      [3072, USER_DEFINED],
      [3075, 27],
    ]),
  ])
    assert.throws(
      () => crsOfKeys(keys),
      (error: unknown) =>
        error instanceof YardcheckError && error.code === "crs-unknown" && /Lunar grid/.test(error.message),
    );
  assert.throws(() => crsOfKeys(new Map([[3072, 61234]])), /EPSG:61234 is not among/);
});

test("a zone of UTM in feet is the zone in metres, measured in feet", () => {
  const keys = new Map<number, number | string>([
    [1024, 1],
    [2048, 4326],
    [3072, USER_DEFINED],
    [3074, 16031],
    [3076, 9003],
  ]);
  const crs = crsOfKeys(keys);
  assert.ok(crs);
  const [x, y] = converter(WGS84, crs)(3.2, 47.1);
  const [metresX, metresY] = converter(WGS84, crsOfEpsg(32631))(3.2, 47.1);
  assert.ok(Math.abs((x * 1200) / 3937 - metresX) < 1e-3 && Math.abs((y * 1200) / 3937 - metresY) < 1e-3, `${x} ${y}`);
});
