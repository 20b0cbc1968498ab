import assert from "node:assert/strict";
import { test } from "node:test";
import { labelledTwice, labelsOnTracks } from "./labels.ts";
import { placeByLine } from "./track-line.ts";

const bent = [
  { x: 0, y: 0 },
  { x: 30, y: 0 },
  { x: 30, y: 40 },
];

test("a place by a bent line is measured along its legs, with the right-hand side positive", () => {
  const first = placeByLine(bent, { x: 10, y: -2 });
  assert.deepEqual([first.along, first.across, first.direction], [10, 2, 0]);
  const second = placeByLine(bent, { x: 31, y: 20 });
  assert.deepEqual([second.along, second.across, second.direction], [50, 1, Math.PI / 2]);
});

test("beyond its ends a line goes on", () => {
  assert.equal(placeByLine(bent, { x: -5, y: 0 }).along, -5);
  assert.equal(placeByLine(bent, { x: 30, y: 47 }).along, 77);
});

const car = (x: number, y: number) => ({
  outline: [
    { x: x - 7, y: y - 1.5 },
    { x: x + 7, y: y - 1.5 },
    { x: x + 7, y: y + 1.5 },
    { x: x - 7, y: y + 1.5 },
    { x: x - 7, y: y - 1.5 },
  ],
});
const straight = (y: number) => [
  { x: 0, y },
  { x: 100, y },
];

test("labels go to the track they stand on, in order; others are named", () => {
  const labels = [car(50, 4.6), car(20, 0.4), car(30, 12), car(70, 4.2)];
  const { tracks, elsewhere } = labelsOnTracks(labels, [straight(0), straight(4.5)]);
  assert.deepEqual(
    tracks.map((cars) => cars.map(({ label }) => label)),
    [[1], [0, 3]],
  );
  assert.deepEqual(elsewhere, [2]);
  assert.deepEqual([tracks[0]?.[0]?.from, tracks[0]?.[0]?.to], [13, 27]);
});

test("labels of one car are told, in the order given; cars end to end, side by side and on two tracks are none", () => {
  // The last is the third drawn anew, half a metre off; the two before it stand beside and behind it.
  const labels = [car(20, 0.4), car(70, 4.5), car(50, 0), car(34.5, 0), car(50, 4.5), car(20, 0.4), car(50.5, 0.5)];
  const twice = labelledTwice(labels, labelsOnTracks(labels, [straight(0), straight(4.5)]));
  assert.deepEqual(
    twice.map(({ track, labels: pair }) => [track, ...pair]),
    [
      [0, 0, 5],
      [0, 2, 6],
    ],
  );
  assert.ok(Math.abs((twice[0]?.overlap ?? 0) - 1) < 1e-9);
  assert.ok(Math.abs((twice[1]?.overlap ?? 0) - (13.5 * 2.5) / (2 * 14 * 3 - 13.5 * 2.5)) < 1e-9);
  assert.deepEqual(
    labelledTwice(labels.slice(0, 5), labelsOnTracks(labels.slice(0, 5), [straight(0), straight(4.5)])),
    [],
  );
});
