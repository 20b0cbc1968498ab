import assert from "node:assert/strict";
import { test } from "node:test";
import type { GeometryVersionId } from "../../core/ids.ts";
import { drawnFacility } from "./drawing.ts";
import { readFacilityFile } from "./facility-file.ts";
import { geojsonOf } from "./write.ts";

const polygon = (properties: unknown, ...coordinates: [number, number][]) => ({
  type: "Feature",
  properties,
  geometry: { type: "Polygon", coordinates: [coordinates] },
});
const line = (properties: unknown, ...coordinates: number[][]) => ({
  type: "Feature",
  properties,
  geometry: { type: "LineString", coordinates },
});
const AREA = polygon(
  { name: "Yard", "name:ar": "ساحة" },
  [7.6, 47.5],
  [7.62, 47.5],
  [7.62, 47.51],
  [7.6, 47.51],
  [7.6, 47.5],
);
const TRACK = line(
  { name: "1", service: "yard", gauge: "1435" },
  [7.605, 47.505, 260],
  [7.605, 47.505],
  [7.615, 47.505],
);
const ZONE = polygon({ name: "West", "name:ar": "الغرب" }, [7.6, 47.5], [7.611, 47.5], [7.611, 47.51], [7.6, 47.51]);
const read = (...features: unknown[]) =>
  drawnFacility({ type: "FeatureCollection", features }, "f.geojson", () => (lon, lat) => ({ lon, lat }));

test("the largest polygon is the area, a smaller one a zone, and a track goes to the zone that holds most of it", () => {
  const { names, drawing, notes } = read(ZONE, TRACK, AREA);
  assert.deepEqual(names, { en: "Yard", ar: "ساحة" });
  assert.deepEqual(notes, []);
  assert.equal(drawing.area.length, 4);
  assert.deepEqual(
    drawing.zones.map(({ id, names: zoneNames }) => [id, zoneNames]),
    [["West", { en: "West", ar: "الغرب" }]],
  );
  const [track] = drawing.tracks;
  assert.deepEqual([track.zone, track.service, track.gaugeMillimetres, track.line.length], ["West", "yard", 1435, 2]);
});

test("a file of tracks alone gets an area around them, and says so", () => {
  const { drawing, notes } = read(TRACK);
  assert.equal(drawing.area.length, 4);
  assert.match(notes.join(), /made from the tracks/);
});

test("a byte order mark before GeoJSON or an extract is passed over", async () => {
  const text = JSON.stringify({ type: "FeatureCollection", features: [AREA, TRACK] });
  const { drawing } = await readFacilityFile({ name: "f", text: `\ufeff${text}` }, null);
  assert.equal(drawing.tracks.length, 1);
  const node = (id: number, lon: number) => ({ type: "node", id, lat: 47.5, lon });
  const way = { type: "way", id: 3, nodes: [1, 2], tags: { railway: "rail" } };
  const extract = JSON.stringify({ elements: [node(1, 7.6), node(2, 7.61), way] });
  assert.equal((await readFacilityFile({ name: "e", text: `\ufeff${extract}` }, null)).drawing.tracks.length, 1);
});

test("what cannot be taken is refused by the feature's own name", () => {
  const cases: readonly (readonly [readonly unknown[], RegExp])[] = [
    [[AREA], /the file has no LineString/],
    [[{ ...AREA, properties: { name: "Y\u000bard" } }, TRACK], /the facility has a name with the character U\+000B/],
    [[{ ...AREA, properties: { name: "n".repeat(201) } }, TRACK], /the facility has a name of 201 characters/],
    [[AREA, { ...TRACK, properties: { name: "1\u000b2" } }], /track "12" has a name with the character U\+000B/],
    [[{ ...TRACK, geometry: null }], /feature 1 \("1"\) has no geometry/],
    [[line({ name: "x" })], /track "x" is empty/],
    [
      [line({ name: "x" }, [7.6, "47"] as number[])],
      /feature 1 \("x"\) has no geometry, or coordinates that are no numbers/,
    ],
    [
      [
        {
          type: "Feature",
          properties: { name: "m" },
          geometry: {
            type: "MultiLineString",
            coordinates: [
              [
                [1, 2],
                [1, 3],
              ],
              [
                [2, 2],
                [2, 3],
              ],
            ],
          },
        },
      ],
      /feature 1 \("m"\) is a MultiLineString of 2 parts/,
    ],
    [[AREA, TRACK, line({ name: "1" }, [7.605, 47.506], [7.615, 47.506])], /track "1" has the name of another track/],
    [[polygon({ role: "area" }, [7.6, 47.5], [7.62, 47.51], [7.62, 47.5], [7.6, 47.51]), TRACK], /area crosses itself/],
    [
      [
        AREA,
        polygon({ role: "area" }, [7, 47], [8, 47], [8, 48]),
        polygon({ role: "area" }, [7, 47], [8, 47], [8, 48]),
        TRACK,
      ],
      /is a second area/,
    ],
    [["x"], /feature 1 is no GeoJSON feature/],
  ];
  for (const [features, message] of cases) assert.throws(() => read(...features), message);
  assert.throws(
    () => drawnFacility({ type: "Topology" }, "f", () => (lon, lat) => ({ lon, lat })),
    /no GeoJSON FeatureCollection/,
  );
});

test("a `crs` member is followed: Swiss metres become degrees", async () => {
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2056" } };
  const swiss = {
    type: "FeatureCollection",
    crs,
    features: [line({ name: "1" }, [2616123.92, 1264921], [2616223.92, 1264921])],
  };
  const { drawing } = await readFacilityFile({ name: "s.geojson", text: JSON.stringify(swiss) }, null);
  // `cs2cs EPSG:2056 EPSG:4326` of PROJ 9.1.1 gives 47.53482 N, 7.65276 E for the first point.
  const [first] = drawing.tracks[0].line;
  assert.ok(Math.abs(first.lon - 7.6527564) < 1e-6 && Math.abs(first.lat - 47.5348221) < 1e-6, JSON.stringify(first));
  const unknown = { ...swiss, crs: { type: "name", properties: { name: "EPSG:9999999" } } };
  await assert.rejects(readFacilityFile({ name: "u", text: JSON.stringify(unknown) }, null), /crs-unknown/);
});

test("a drawing written as GeoJSON is read back as the same drawing", () => {
  const { names, drawing } = read(
    ZONE,
    line({ name: "2", canopies: [[10, 30]], usage: "main" }, [7.605, 47.505], [7.615, 47.505]),
    AREA,
  );
  const written = geojsonOf(names, { version: "y@1" as GeometryVersionId, ...drawing });
  assert.deepEqual(
    drawnFacility(JSON.parse(JSON.stringify(written)), "w", () => (lon, lat) => ({ lon, lat })),
    { names, drawing, notes: [] },
  );
});
