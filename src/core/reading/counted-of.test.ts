import assert from "node:assert/strict";
import { test } from "node:test";
import type { MethodId, ZoneId } from "../ids.ts";
import { countOf } from "../observation/count.ts";
import type { Counted, Withheld } from "../observation/observation.ts";
import { countedOf, methodFamily, readMethod } from "./counted-of.ts";
import type { ReadCar, Reading } from "./reading.ts";

const strips = "strips@1" as MethodId;
const withheld: Withheld = {
  status: "withheld",
  reasons: [{ code: "too-hidden", got: 0.1, limit: 0.25 }],
  method: strips,
  inputs: { scene: "abc" },
  usableFraction: 0.1,
  warnings: [],
  read: { bytes: 1, requests: 1, fileBytes: 2 },
};
const car = (id: string, track: string, from: number, change: Partial<ReadCar> = {}): ReadCar => ({
  id,
  track,
  from,
  to: from + 14,
  verdict: "accepted",
  probability: 0.6,
  type: "tank",
  covered: null,
  ...change,
});
const reading: Reading = {
  version: 1,
  tracks: [
    { track: "1", name: "One", lengthMetres: 100 },
    { track: "2", name: "Two", lengthMetres: 100 },
  ],
  cars: [
    car("a", "1", 0),
    car("b", "1", 20, { type: "open" }),
    car("c", "1", 40, { verdict: "rejected" }),
    car("d", "2", 0, { verdict: "unchecked" }),
  ],
};
const settings = {
  reader: "ada",
  sha256: "00",
  outlineOf: () => ({ type: "Polygon" as const, coordinates: [] }),
  zoneOf: (track: string) => (track === "1" ? ("north" as ZoneId) : null),
};

test("checked cars count as they were seen, unchecked ones with the method's doubt, rejected ones not at all", () => {
  const counted = countedOf(reading, withheld, settings);
  assert.deepEqual([counted.count.low, counted.count.high], [2, 3]);
  assert.ok(Math.abs((counted.count.pmf[3] ?? 0) - 0.6) < 1e-12);
  const [one, two] = counted.tracks;
  assert.deepEqual([one?.count.low, one?.count.high, one?.occupiedMetres, one?.emptyProbability], [2, 2, 28, 0]);
  assert.ok(Math.abs((two?.emptyProbability ?? 0) - 0.4) < 1e-12);
  assert.deepEqual(
    one?.cars.map(({ probability }) => probability),
    [1, 1],
  );
});

test("counts by zone and by type add up to what was read", () => {
  const { zones, types } = countedOf(reading, withheld, settings);
  assert.deepEqual(
    zones.map(({ zone, count }) => [zone, count.median]),
    [["north", 2]],
  );
  assert.deepEqual([types.tank.high, types.open.median, types.unknown.high], [2, 1, 0]);
});

test("the method names its reader, and the series under it stays the same", () => {
  const { method, inputs } = countedOf(reading, withheld, settings);
  assert.equal(method, "strips@1+read-by-ada");
  assert.equal(methodFamily(method), strips);
  assert.equal(readMethod(method, "bo"), "strips@1+read-by-bo");
  assert.deepEqual(inputs, { scene: "abc", reading: "00" });
});

test("a car that was left unchecked keeps the method's probability of its type; who saw a car told its type", () => {
  const { tracks } = countedOf(reading, withheld, settings);
  const base: Counted = {
    ...countedOf(reading, withheld, settings),
    tracks: tracks.map((track) => ({ ...track, cars: track.cars.map((one) => ({ ...one, typeProbability: 0.7 })) })),
  };
  const told = countedOf(reading, base, settings).tracks.map(({ cars }) => cars.map((one) => one.typeProbability));
  assert.deepEqual(told, [[1, 1], [0.7]]);
  assert.equal(tracks[1]?.cars[0]?.typeProbability, 0, "no method counted it, nobody told its type");
});

test("a track of which nothing can be seen is not empty by a reading without a car on it: the method's word stays", () => {
  const seen = countedOf(reading, withheld, settings);
  const supposed = countOf([0.25, 0.75]);
  const base: Counted = {
    ...seen,
    tracks: seen.tracks.map((track, k) =>
      k === 0 ? track : { ...track, usableFraction: 0, count: supposed, emptyProbability: 0.25, cars: [] },
    ),
  };
  const first = { ...reading, cars: reading.cars.filter(({ track }) => track === "1") };
  const { tracks, count } = countedOf(first, base, settings);
  assert.deepEqual([tracks[1]?.emptyProbability, tracks[1]?.usableFraction, tracks[1]?.count], [0.25, 0, supposed]);
  assert.deepEqual(count.pmf, [0, 0, 0.25, 0.75]);
  assert.equal(countedOf(reading, base, settings).tracks[1]?.count.pmf[1], 0.6, "whoever draws a car there saw it");
});
