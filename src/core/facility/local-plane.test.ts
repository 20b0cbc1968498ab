import assert from "node:assert/strict";
import { test } from "node:test";
import { carBox } from "./car-box.ts";
import { alongLine, boxOf, fromPlaneAt, lengthMetres, planeAt } from "./local-plane.ts";

test("lengths agree with PROJ's geodesics to one part in ten thousand", () => {
  // `geod +ellps=WGS84 -I +units=m` of PROJ 9.1.1: lat lon lat lon -> metres.
  const known = [
    { from: { lat: 47.5, lon: 7.6 }, to: { lat: 47.51, lon: 7.65 }, metres: 3927.474 },
    { from: { lat: 60, lon: 30 }, to: { lat: 60.02, lon: 30.1 }, metres: 6006.887 },
  ];
  for (const { from, to, metres } of known)
    assert.ok(Math.abs(lengthMetres([from, to]) / metres - 1) < 1e-4, `${lengthMetres([from, to])} for ${metres}`);
});

test("a point goes to the plane and comes back", () => {
  const origin = { lon: 130.6, lat: 42.4 };
  const point = { lon: 130.607, lat: 42.397 };
  const back = fromPlaneAt(origin)(planeAt(origin)(point));
  assert.ok(Math.abs(back.lon - point.lon) < 1e-12 && Math.abs(back.lat - point.lat) < 1e-12);
});

test("a line of fewer than two points has no length, and no points have no box", () => {
  assert.equal(lengthMetres([]), 0);
  assert.equal(lengthMetres([{ lon: 1, lat: 2 }]), 0);
  assert.throws(() => boxOf([]), RangeError);
});

test("lengths on the plane are off by as much as it says a kilometre from its origin, at 65 degrees", () => {
  const origin = { lon: 30, lat: 65 };
  const north = 1 / 111.5;
  const [a, b] = [
    { lon: 30, lat: 65 + north },
    { lon: 30.02, lat: 65 + north },
  ] as const;
  const [p, q] = [planeAt(origin)(a), planeAt(origin)(b)];
  const off = Math.hypot(q.east - p.east, q.north - p.north) / lengthMetres([a, b]) - 1;
  assert.ok(Math.abs(off - (Math.tan((65 * Math.PI) / 180) * 1000) / 6.39e6) < 2e-5, `off by ${off}`);
});

test("a place along a line is walked along its bends, goes on straight beyond its ends, and knows what is right of it", () => {
  const at = (east: number, north: number) => ({ east, north });
  const line = [at(0, 0), at(0, 10), at(0, 10), at(10, 10)];
  assert.deepEqual(alongLine(line, 4), { ...at(0, 4), right: at(1, -0) });
  assert.deepEqual(alongLine(line, 13), { ...at(3, 10), right: at(0, -1) });
  assert.deepEqual(alongLine(line, -2), { ...at(0, -2), right: at(1, -0) });
  assert.deepEqual(alongLine(line, 25), { ...at(15, 10), right: at(0, -1) });
  assert.throws(() => alongLine([at(1, 1), at(1, 1)], 0), RangeError);
});

test("a car's box is as long as the car, 3.2 m wide, and lies about its track", () => {
  const line = [
    { lon: 10, lat: 50 },
    { lon: 10.01, lat: 50 },
  ] as const;
  const [nearLeft, farLeft, farRight, nearRight] = carBox(line, 100, 114).map(planeAt(line[0]));
  const rounded = (point: { east: number; north: number } | undefined) =>
    point && [Number(point.east.toFixed(6)), Number(point.north.toFixed(6))];
  assert.deepEqual([nearLeft, farLeft, farRight, nearRight].map(rounded), [
    [100, 1.6],
    [114, 1.6],
    [114, -1.6],
    [100, -1.6],
  ]);
});
