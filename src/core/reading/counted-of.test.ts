import assert from "node:assert/strict";
import { test } from "node:test";
import type { MethodId, ZoneId } from "../ids.ts";
import type { Counted, Withheld } from "../observation/observation.ts";
import { countedOf, methodFamily, readersIn, readersOf, readMethod } from "./counted-of.ts";
import type { ReadCar, Reading } from "./reading.ts";

const strips = "strips@1" as MethodId;
const withheld: Withheld = {
  status: "withheld",
  reasons: [{ code: "too-coarse", got: 1.2, limit: 0.8 }],
  method: strips,
  inputs: { scene: "abc" },
  usableFraction: 0,
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
  readers: ["ada"],
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
  assert.equal(readMethod(method, ["bo"]), "strips@1+read-by-bo");
  assert.deepEqual(inputs, { scene: "abc", reading: "00" });
});

test("two readers are named as two, in each language", () => {
  const readers = readersOf(readMethod(strips, ["ada", "grace"]));
  assert.deepEqual([readersOf(strips), readers], [[], ["ada", "grace"]]);
  assert.deepEqual(
    ["en", "ar"].map((language) => readersIn(language, readers)),
    ["\u2068ada\u2069 and \u2068grace\u2069", "\u2068ada\u2069 و\u2068grace\u2069"],
  );
  assert.equal(readersIn("ar", ["ada"]), "ada");
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

/** What a method counted of the two tracks, of which it saw these shares. */
function seenBy(one: number, two: number): Counted {
  const counted = countedOf(reading, withheld, settings);
  const tracks = counted.tracks.map((track, k) => ({ ...track, usableFraction: k === 0 ? one : two, cars: [] }));
  return { ...counted, method: strips, usableFraction: (one + two) / 2, tracks };
}
const first = { ...reading, cars: reading.cars.filter(({ track }) => track === "1") };

test("a reader saw only what is not hidden: the rest may hold no car, some, or as many as have room", () => {
  const { tracks, count, seen, zones, types } = countedOf(first, seenBy(1, 0.35), settings);
  const [one, two] = tracks;
  assert.deepEqual([one?.count.low, one?.count.high, one?.emptyProbability], [2, 2, 0], "seen all along");
  assert.deepEqual([two?.usableFraction, two?.seen?.high, two?.count.low, two?.count.high], [0.35, 0, 0, 10]);
  assert.ok(Math.abs((two?.emptyProbability ?? 1) - 0.45) < 1e-12, "65 m of it nobody saw");
  assert.deepEqual([count.low, count.high, seen?.low, seen?.high], [2, 12, 2, 2]);
  assert.equal(zones[0]?.count.high, 2);
  assert.deepEqual(
    [types.tank.high, types.unknown.low, types.unknown.high],
    [1, 0, 10],
    "of no type that anybody could see",
  );
  const packed = countedOf(reading, seenBy(0.2, 0), settings).tracks;
  assert.deepEqual(
    packed.map((track) => track.count.high),
    [2 + 11, 1 + 13],
    "beside the cars there is room for so many",
  );
});

test("where tracks run together, what is hidden there is supposed once", () => {
  const base = seenBy(0.35, 0.35);
  const [one, two] = base.tracks.map((track, k) => ({ ...track, supposedMetres: k === 0 ? 65 : 0 }));
  assert.ok(one && two);
  const { tracks, count } = countedOf(first, { ...base, tracks: [one, two] }, settings);
  assert.deepEqual([tracks[1]?.count.high, tracks[1]?.usableFraction], [0, 0.35]);
  assert.equal(count.high, tracks[0]?.count.high);
});

test("a reader's count knows which tracks run together, and so does one of that count", () => {
  const base = seenBy(0.35, 0.35);
  const [one, two] = base.tracks;
  assert.ok(one && two);
  const shared = [{ with: one.track, name: one.name, from: 0, to: 100 }];
  const once = countedOf(first, { ...base, tracks: [one, { ...two, shared, supposedMetres: 0 }] }, settings);
  assert.deepEqual([once.tracks[1]?.shared, once.tracks[1]?.supposedMetres], [shared, 0]);
  assert.deepEqual(countedOf(first, once, settings).count, once.count);
});

test("the hidden parts of a reader's tracks are under one cloud, and less than a car's worth of them holds none", () => {
  const { tracks, count } = countedOf(first, seenBy(0.35, 0.35), settings);
  assert.ok(Math.abs((count.pmf[2] ?? 0) - 0.45) < 1e-12, "both empty, or neither");
  assert.equal(count.high, (tracks[0]?.count.high ?? 0) + (tracks[1]?.count.high ?? 0));
  assert.equal(countedOf(first, seenBy(1, 0.96), settings).tracks[1]?.emptyProbability, 1);
});

test("a reading of a reading knows of the hidden part as the first did", () => {
  const once = countedOf(first, seenBy(1, 0), settings);
  assert.deepEqual(countedOf(first, once, settings).count, once.count);
  const tooHidden = {
    ...withheld,
    reasons: [{ code: "too-hidden", got: 0.2, limit: 0.25 }],
    usableFraction: 0.2,
  } as const;
  assert.equal(countedOf(first, tooHidden, settings).tracks[1]?.count.high, 12, "80 m of each track");
  const unlooked = countedOf(first, withheld, settings);
  assert.deepEqual(countedOf(first, unlooked, settings).count.pmf, [0, 0, 1], "0 of all: no pixel was read");
});
