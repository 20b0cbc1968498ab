import assert from "node:assert/strict";
import { test } from "node:test";
import { edited } from "./edit.ts";
import { nextDoubtful, type ReadCar, type Reading, standingCars } from "./reading.ts";
import { countOfReading } from "./reading-count.ts";

const car = (id: string, from: number, probability: number): ReadCar => ({
  id,
  track: "T1",
  from,
  to: from + 14,
  verdict: "unchecked",
  probability,
  type: "open",
  covered: null,
});
const reading: Reading = Object.freeze({
  version: 1,
  tracks: [{ track: "T1", name: "1", lengthMetres: 100 }],
  cars: [car("a", 0, 0.9), car("b", 20, 0.45), car("c", 40, 0.7)],
});

test("an unchecked reading has the exact distribution of independent cars", () => {
  const p = [0.9, 0.45, 0.7];
  const expected = [0, 0, 0, 0];
  for (let outcome = 0; outcome < 8; outcome++) {
    const bits = [0, 1, 2].map((k) => (outcome >> k) & 1);
    const chance = bits.reduce((product, bit, k) => product * (bit ? (p[k] ?? 0) : 1 - (p[k] ?? 0)), 1);
    expected[bits.reduce((sum, bit) => sum + bit, 0)] = (expected[bits.reduce((s, b) => s + b, 0)] ?? 0) + chance;
  }
  countOfReading(reading).pmf.forEach((value, cars) => {
    assert.ok(Math.abs(value - (expected[cars] ?? 0)) < 1e-12);
  });
});

test("the most doubtful car comes first, and a checked one never again", () => {
  assert.equal(nextDoubtful(reading)?.id, "b");
  const accepted = edited(reading, { kind: "accept", car: "b" });
  assert.equal(nextDoubtful(accepted)?.id, "c");
  const all = edited(edited(accepted, { kind: "reject", car: "c" }), { kind: "accept", car: "a" });
  assert.equal(nextDoubtful(all), null);
  assert.deepEqual([countOfReading(all).low, countOfReading(all).high], [2, 2]);
});

test("a rejected car is kept but does not stand", () => {
  const after = edited(reading, { kind: "reject", car: "a" });
  assert.deepEqual(
    standingCars(after).map(({ id }) => id),
    ["b", "c"],
  );
  assert.equal(after.cars.length, 3);
});

test("splitting and merging are each other's opposite in extent", () => {
  const split = edited(reading, { kind: "split", car: "a", at: 6 });
  assert.deepEqual(
    standingCars(split).map(({ from, to }) => [from, to]),
    [
      [0, 6],
      [6, 14],
      [20, 34],
      [40, 54],
    ],
  );
  const back = edited(split, { kind: "merge", car: "aa" });
  assert.deepEqual(
    standingCars(back).map(({ from, to }) => [from, to]),
    [
      [0, 14],
      [20, 34],
      [40, 54],
    ],
  );
});

test("an edit never changes the reading before it", () => {
  const before = JSON.stringify(reading);
  edited(reading, { kind: "type", car: "a", type: "tank" });
  edited(reading, { kind: "add", id: "n1", track: "T1", from: 60, to: 74 });
  assert.equal(JSON.stringify(reading), before);
});

test("an edit that makes no sense is refused and says why", () => {
  assert.throws(() => edited(reading, { kind: "accept", car: "zz" }), /no car "zz"/);
  assert.throws(() => edited(reading, { kind: "split", car: "a", at: 13 }), /at least 3 m/);
  assert.throws(() => edited(reading, { kind: "add", id: "n", track: "T1", from: 95, to: 110 }), /within 0 and 100 m/);
  assert.throws(() => edited(reading, { kind: "add", id: "n", track: "T9", from: 1, to: 10 }), /no track "T9"/);
  assert.throws(() => edited(reading, { kind: "merge", car: "c" }), /no car stands after/);
});
