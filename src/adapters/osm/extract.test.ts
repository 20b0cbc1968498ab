import assert from "node:assert/strict";
import { test } from "node:test";
import { extractedFacility, isExtract } from "./extract.ts";

const node = (id: number, lon: number, lat: number, tags?: unknown) => ({
  type: "node",
  id,
  lon,
  lat,
  ...(tags ? { tags } : {}),
});
const way = (id: number, nodes: readonly number[], tags: unknown) => ({ type: "way", id, nodes, tags });
const ELEMENTS = [
  node(1, 130.61, 42.41),
  node(2, 130.62, 42.41),
  node(3, 130.61, 42.412),
  node(4, 130.62, 42.412),
  node(5, 130.62005, 42.412),
  node(9, 130.615, 42.411, { railway: "station", name: "두만강", "name:en": "Tumangang" }),
  way(11, [1, 2], { railway: "rail", service: "yard", gauge: "1435;1520", name: "main" }),
  way(12, [3, 4], { railway: "rail", usage: "main", gauge: "1520", name: "main", tunnel: "yes" }),
  way(13, [4, 5], { railway: "rail", name: "stub" }),
  way(14, [1, 4], { railway: "abandoned" }),
];
const JSON_TEXT = JSON.stringify({ version: 0.6, elements: ELEMENTS });
const XML = `<?xml version="1.0"?><osm version="0.6">
  <node id="1" lat="42.41" lon="130.61"/><node id="2" lat="42.41" lon="130.62"/>
  <way id="11"><nd ref="1"/><nd ref="2"/><tag k="railway" v="rail"/><tag k="service" v="siding"/></way></osm>`;

test("ways of rail become tracks with service, usage and gauge; names given twice carry their way; others are left out", () => {
  const { names, drawing, notes } = extractedFacility(JSON_TEXT, "e.json", null);
  assert.deepEqual(names, { en: "Tumangang" });
  assert.deepEqual(
    drawing.tracks.map(({ name, service, usage, gaugeMillimetres }) => [name, service, usage, gaugeMillimetres]),
    [
      ["main (way/11)", "yard", null, null],
      ["main (way/12)", null, "main", 1520],
    ],
  );
  assert.match(notes.join(" "), /1 ways shorter than 8 m were left out/);
});

test("a track in a tunnel is hidden along its whole length", () => {
  const [open, hidden] = extractedFacility(JSON_TEXT, "e.json", null).drawing.tracks;
  assert.deepEqual(open.canopies, []);
  assert.ok(Math.abs((hidden?.canopies[0]?.to ?? 0) - 822) < 3);
});

test("XML is read as JSON is, again and again", () => {
  assert.ok(isExtract(XML) && isExtract(JSON_TEXT) && !isExtract('{"type":"FeatureCollection","features":[]}'));
  for (let n = 0; n < 2; n++) {
    const { drawing } = extractedFacility(XML, "e.osm", null);
    assert.deepEqual(
      drawing.tracks.map(({ name, service }) => [name, service]),
      [["way/11", "siding"]],
    );
  }
});

test("tracks are cut to an area that is given", () => {
  const west = [130.609, 130.615].flatMap((lon, i) =>
    (i === 0 ? [42.409, 42.413] : [42.413, 42.409]).map((lat) => ({ lon, lat })),
  );
  const { drawing, notes } = extractedFacility(JSON_TEXT, "e.json", west);
  assert.equal(drawing.tracks.length, 2);
  assert.ok(drawing.tracks.every(({ line }) => line.every(({ lon }) => lon <= 130.615 + 1e-5)));
  assert.match(notes.join(" "), /cut at its edge/);
  const north = [130.6, 130.63].flatMap((lon, i) =>
    (i === 0 ? [42.411, 42.413] : [42.413, 42.411]).map((lat) => ({ lon, lat })),
  );
  // The way before it lies outside; the one inside is whole.
  assert.match(extractedFacility(JSON_TEXT, "e.json", north).notes.join(" "), /2 pieces of 3 ways .*; none was cut/);
});

test("an extract without rails and a text that is none are refused", () => {
  assert.throws(
    () => extractedFacility('{"elements":[]}', "e.json", null),
    /facility-invalid: e\.json: the extract has no way/,
  );
  assert.throws(() => extractedFacility('{"elements":[', "e.json", null), /cannot be read as an OpenStreetMap extract/);
});
