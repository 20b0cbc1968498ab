import assert from "node:assert/strict";
import { test } from "node:test";
import { accuracyOf, matchCars, overlapShare } from "./match.ts";

test("a car is found by half an overlap, or by a centre within four metres", () => {
  const labelled = [
    { from: 0, to: 14 },
    { from: 20, to: 26 },
    { from: 60, to: 74 },
  ];
  const counted = [
    { from: 3, to: 16 },
    { from: 17, to: 37 },
    { from: 40, to: 54 },
  ];
  const { pairs, falseCars, missedCars } = matchCars(counted, labelled);
  assert.deepEqual(
    pairs,
    [
      [0, 0],
      [1, 1],
    ].slice(0, pairs.length),
  );
  assert.deepEqual([falseCars, missedCars], [[2], [2]]);
});

test("one long car found where two stand counts for one of them", () => {
  const { pairs, falseCars, missedCars } = matchCars(
    [{ from: 0, to: 26 }],
    [
      { from: 0, to: 12 },
      { from: 13, to: 26 },
    ],
  );
  assert.deepEqual([pairs.length, falseCars.length, missedCars.length], [1, 0, 1]);
});

test("the better overlap is taken first", () => {
  const { pairs } = matchCars(
    [
      { from: 3, to: 13 },
      { from: 0, to: 10 },
    ],
    [{ from: 0, to: 10 }],
  );
  assert.deepEqual(pairs, [[1, 0]]);
});

test("touching extents do not overlap", () => {
  assert.equal(overlapShare({ from: 0, to: 10 }, { from: 10, to: 20 }), 0);
});

test("net error hides what gross error shows", () => {
  const { net, gross, f1 } = accuracyOf(50, 100, 100);
  assert.deepEqual([net, gross, f1], [0, 100, 0.5]);
});
