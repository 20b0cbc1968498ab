import assert from "node:assert/strict";
import { test } from "node:test";
import { YardcheckError } from "../../errors.ts";
import { readFacilityFile } from "../geojson/facility-file.ts";
import { parseTracks } from "./track-lines.ts";

const collection = (coordinates: unknown, crs?: string, properties: unknown = { name: "5a" }) =>
  JSON.stringify({
    type: "FeatureCollection",
    ...(crs ? { crs: { type: "name", properties: { name: crs } } } : {}),
    features: [{ type: "Feature", properties, geometry: { type: "LineString", coordinates } }],
  });

const refuses = (text: string, words: RegExp) =>
  assert.throws(
    () => parseTracks(text, "t.geojson"),
    (error: unknown) => error instanceof YardcheckError && words.test(error.message),
  );

test("tracks are in degrees unless crs names another system", () => {
  const line = [
    [7.65, 47.53],
    [7.66, 47.53],
  ];
  assert.equal(parseTracks(collection(line), "t").crs.epsg, 4326);
  assert.equal(parseTracks(collection(line, "urn:ogc:def:crs:OGC:1.3:CRS84"), "t").crs.epsg, 4326);
  for (const name of ["urn:ogc:def:crs:EPSG::2056", "EPSG:2056", "http://www.opengis.net/def/crs/EPSG/0/2056"])
    assert.equal(parseTracks(collection(line, name), "t").crs.epsg, 2056);
});

test("metres without a CRS, swapped axes and empty lines are refused with the track's name", () => {
  refuses(
    collection([
      [2616000, 1264900],
      [2616100, 1264900],
    ]),
    /"5a".*no degrees.*crs/,
  );
  refuses(
    collection([
      [35.2, -118.03],
      [35.3, -118.03],
    ]),
    /"5a".*axes swapped/,
  );
  refuses(collection([[7.6, 47.5]]), /"5a" has fewer than two different points/);
  refuses(
    collection([
      [7.6, 47.5],
      [7.6, 47.5],
    ]),
    /fewer than two different points/,
  );
  for (const odd of [["7.6", 47.5], null, [7.6]])
    refuses(collection([[7.5, 47.5], odd]), /feature 1 .*coordinate that is no number/);
  refuses("not json", /no GeoJSON/);
  refuses(JSON.stringify({ type: "FeatureCollection", features: [] }), /no LineString/);
  refuses(
    collection(
      [
        [0, 0],
        [1, 1],
      ],
      "EPSG:999999",
    ),
    /EPSG:999999 is not among/,
  );
});

test("of tracks in a CRS that is not known the file is named, and --epsg, which is the image's, not advised", () => {
  const line = [
    [0, 0],
    [1, 1],
  ];
  for (const [crs, words] of [
    ["EPSG:99999", /t\.geojson: EPSG:99999 is not among/],
    ["LOCAL", /t\.geojson: its `crs`, "LOCAL", names no EPSG code/],
  ] as const)
    assert.throws(
      () => parseTracks(collection(line, crs), "t.geojson"),
      (error: unknown) => {
        assert.ok(error instanceof YardcheckError);
        assert.match(error.message, words);
        assert.match(error.handling.fix, /^Save t\.geojson in degrees/);
        assert.doesNotMatch(error.handling.fix, /--epsg/);
        return true;
      },
    );
});

test("names stay unique, and parts of a line get their number", () => {
  const text = JSON.stringify({
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        properties: { name: "a" },
        geometry: {
          type: "LineString",
          coordinates: [
            [0, 0],
            [1, 1],
          ],
        },
      },
      {
        type: "Feature",
        properties: { name: "a" },
        geometry: {
          type: "LineString",
          coordinates: [
            [0, 0],
            [1, 1],
          ],
        },
      },
      { type: "Feature", properties: null, geometry: { type: "Point", coordinates: [0, 0] } },
      {
        type: "Feature",
        properties: { ref: 7 },
        geometry: {
          type: "MultiLineString",
          coordinates: [
            [
              [0, 0],
              [1, 1],
            ],
            [
              [2, 2],
              [3, 3],
            ],
          ],
        },
      },
    ],
  });
  assert.deepEqual(
    parseTracks(text, "t").tracks.map(({ name }) => name),
    ["a", "a (2)", "7 part 1", "7 part 2"],
  );
});

test("a name that cannot be printed or is too long gives way to the ref, the id or the place", () => {
  const line = [
    [7.5, 47.5],
    [7.6, 47.5],
  ];
  const named = (properties: unknown) => parseTracks(collection(line, undefined, properties), "t").tracks[0]?.name;
  assert.equal(named({ name: { en: "x" }, ref: "r9" }), "r9");
  assert.equal(named({ name: " " }), "track 1");
  assert.equal(named({ name: null }), "track 1");
  assert.equal(named({ name: 7 }), "7");
  assert.equal(named({ name: "A\u0007B" }), "track 1");
  assert.equal(named({ name: "n".repeat(201), ref: "r9" }), "r9");
  assert.equal(named({ name: "n".repeat(200) }), "n".repeat(200));
});

test("canopies are those of a facility's drawing", () => {
  const line = [
    [7.5, 47.5],
    [7.6, 47.5],
  ];
  const canopies = [[0, 150], { from: 200, to: 300 }];
  assert.deepEqual(parseTracks(collection(line, undefined, { name: "a", canopies }), "t").tracks[0]?.canopies, [
    { from: 0, to: 150 },
    { from: 200, to: 300 },
  ]);
});

const box = (properties: unknown, west: number, south: number, east: number, north: number) => ({
  type: "Feature",
  properties,
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  },
});
const row = (properties: unknown, y: number) => ({
  type: "Feature",
  properties,
  geometry: {
    type: "LineString",
    coordinates: [
      [2_616_000, y],
      [2_616_200, y],
    ],
  },
});
/** Metres of Switzerland. */
const swiss = (...features: unknown[]) =>
  JSON.stringify({ type: "FeatureCollection", crs: { type: "name", properties: { name: "EPSG:2056" } }, features });

test("zones are those of a facility's drawing", async () => {
  const area = box({ role: "area" }, 2_615_900, 1_264_900, 2_616_300, 1_265_000);
  const north = box({ "name:en": "North", "name:ar": "الشمال" }, 2_616_000, 1_264_950, 2_616_300, 1_264_990);
  const south = box({ role: "zone", id: "s", name: "South" }, 2_615_900, 1_264_900, 2_616_130, 1_264_945);
  const tracks = [
    row({ name: "in the north" }, 1_264_960),
    row({ name: "for the most part in the south" }, 1_264_920),
    row({ name: "named", zone: "s" }, 1_264_962),
    row({ name: "between" }, 1_264_947),
  ];
  for (const shapes of [
    [area, north, south],
    [south, area, north],
    [south, { ...box({}, 2_615_900, 1_264_900, 2_616_300, 1_265_000) }],
  ]) {
    const text = swiss(...shapes, ...tracks);
    const { drawing } = await readFacilityFile({ name: "f", text }, null);
    const zones = parseTracks(text, "t").tracks.map(({ name, zone }) => [name, zone]);
    assert.deepEqual(
      zones,
      drawing.tracks.map(({ name, zone }) => [name, zone]),
    );
    assert.deepEqual(zones[1], ["for the most part in the south", "s"]);
  }
});

test("a zone that only a track names is one; without any, tracks are in none; a broken one is refused by name", () => {
  const zonesOf = (...features: unknown[]) => parseTracks(swiss(...features), "t").tracks.map(({ zone }) => zone);
  assert.deepEqual(zonesOf(row({ zone: " A " }, 1_264_920), row({ zone: 2 }, 1_264_930), row({}, 1_264_940)), [
    "A",
    "2",
    null,
  ]);
  const track = row({ name: "5a" }, 1_264_920);
  const crossed = box({ role: "zone", name: "West" }, 2_616_000, 1_264_900, 2_616_300, 1_265_000);
  const [ring] = crossed.geometry.coordinates;
  if (ring) [ring[1], ring[2]] = [ring[2] ?? [], ring[1] ?? []];
  refuses(swiss(track, crossed), /zone "West" crosses itself/);
  refuses(
    swiss(row({ name: "5a", zone: "A\u0007" }, 1_264_920)),
    /the zone of track "5a" has a name with the character/,
  );
  const bare = { ...box(null, 2_615_900, 1_264_900, 2_616_300, 1_265_000), properties: undefined };
  assert.deepEqual(zonesOf(track, bare), [null], "one polygon is the area");
});
