import assert from "node:assert/strict";
import { test } from "node:test";
import { metresPerDegree, utmEpsg } from "./ellipsoid.ts";

test("a thousandth of a degree is as long as PROJ's geod says", () => {
  // `geod -I +ellps=WGS84` from (lat, 10) to (lat + 0.001, 10) and to (lat, 10.001), metres; PROJ 9.1.1.
  for (const [lat, north, east] of [
    [0, 110.574, 111.319],
    [47, 111.171, 76.056],
    [80, 111.66, 19.393],
  ] as const) {
    const length = metresPerDegree(lat);
    assert.ok(Math.abs(length.north / 1000 / north - 1) < 1e-5);
    assert.ok(Math.abs(length.east / 1000 / east - 1) < 3e-5);
  }
});

test("a zone holds its western edge and stays within 1 and 60", () => {
  assert.equal(utmEpsg({ lon: 6, lat: 47 }), 32632);
  assert.equal(utmEpsg({ lon: 5.999, lat: 47 }), 32631);
  assert.equal(utmEpsg({ lon: -118, lat: -0.1 }), 32711);
  assert.equal(utmEpsg({ lon: 180, lat: 10 }), 32660);
  assert.equal(utmEpsg({ lon: -180, lat: 10 }), 32601);
  assert.equal(utmEpsg({ lon: 187, lat: 10 }), 32602);
});
