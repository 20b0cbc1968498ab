import assert from "node:assert/strict";
import { test } from "node:test";
import type { LonLat } from "../geo/frames.ts";
import type { ZoneId } from "../ids.ts";
import { areaAround, coveredFraction, partsInside, zoneOf } from "./corridor.ts";
import { lengthMetres, planeAt } from "./local-plane.ts";
import { isInside } from "./ring.ts";

const at = (lon: number, lat: number): LonLat => ({ lon: 10 + lon / 1000, lat: 50 + lat / 1000 });
const LINE = [at(0, 0), at(4, 0), at(8, 1)];
const SQUARE = [at(-1, -1), at(4, -1), at(4, 3), at(-1, 3)];

test("an area made around tracks holds them with its margin", () => {
  const ring = areaAround([LINE], 30);
  assert.ok(LINE.every((point) => isInside(planeAt(at(0, 0))(point), ring.map(planeAt(at(0, 0))))));
  assert.ok(Math.abs(lengthMetres([ring[0] ?? at(0, 0), { lon: ring[0]?.lon ?? 0, lat: 50 }]) - 30) < 0.1);
});

test("the covered share is that of the length inside", () => {
  assert.equal(coveredFraction([{ line: LINE }], [at(-9, -9), at(20, -9), at(20, 9), at(-9, 9)]), 1);
  assert.equal(coveredFraction([{ line: LINE }], [at(20, -9), at(30, -9), at(30, 9), at(20, 9)]), 0);
  assert.ok(Math.abs(coveredFraction([{ line: LINE }], SQUARE) - 0.5) < 0.03);
});

test("a footprint that counts on beyond 180 degrees covers the tracks there", () => {
  const ring = [179.99, 180.01].flatMap((lon) => [51.99, 52.01].map((lat) => ({ lon, lat })));
  const footprint = [ring[0], ring[1], ring[3], ring[2]] as readonly LonLat[];
  const line = [-179.995, -179.985].map((lon) => ({ lon, lat: 52 }));
  assert.ok(Math.abs(coveredFraction([{ line }], footprint) - 0.5) < 0.01);
});

test("a track belongs to the zone that holds more than half of it", () => {
  const zone = (id: string, area: readonly LonLat[]) => ({ id: id as ZoneId, names: { en: id }, area });
  const far = zone("far", [at(5, -1), at(9, -1), at(9, 3), at(5, 3)]);
  const near = zone("near", [at(-1, -1), at(5, -1), at(5, 3), at(-1, 3)]);
  assert.equal(zoneOf(LINE, [far, near]), "near");
  assert.equal(zoneOf(LINE, [far]), null);
});

test("cutting a line at an area leaves the pieces inside, to the metre, and a line that lies inside as it is", () => {
  const [piece, ...more] = partsInside(LINE, SQUARE);
  assert.deepEqual(more, []);
  assert.ok(Math.abs(lengthMetres(piece ?? []) - lengthMetres([at(0, 0), at(4, 0)])) < 1.5);
  assert.deepEqual(partsInside([at(0, 0), at(3, 1)], SQUARE), [[at(0, 0), at(3, 1)]]);
  const there = partsInside([at(0, 0), at(8, 0), at(8, 2), at(0, 2)], SQUARE);
  assert.equal(there.length, 2);
});

test("a length weighs as long as it is, however many points it was drawn with", () => {
  const many = Array.from({ length: 201 }, (_, i) => at(4 + (4 * i) / 200, 0));
  assert.ok(Math.abs(coveredFraction([{ line: [at(0, 0), ...many] }], SQUARE) - 0.5) < 0.01);
});
