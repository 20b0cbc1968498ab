import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonsToWithhold, reasonsUnclear, STRIP_LIMITS, warningsFor } from "./limits.ts";

const clear = {
  gsdMetres: 0.5,
  offNadirDegrees: 12,
  sunAzimuthDegrees: 150,
  sunElevationDegrees: 40,
  sceneCloudFraction: 0,
};

test("a clear look is counted, without a warning", () => {
  assert.equal(reasonsToWithhold(clear, 1, 1, STRIP_LIMITS), null);
  assert.deepEqual(warningsFor(clear, 1, STRIP_LIMITS), []);
});

test("a look exactly at every limit is still counted", () => {
  const edge = { ...clear, gsdMetres: 5, offNadirDegrees: 35, sunElevationDegrees: 4 };
  assert.equal(reasonsToWithhold(edge, 0.25, 0.3, STRIP_LIMITS), null);
});

test("a coarse, oblique, dark, hidden look gives all four reasons, so the reader learns each", () => {
  const poor = { ...clear, gsdMetres: 10, offNadirDegrees: 41, sunElevationDegrees: -5 };
  assert.deepEqual(
    reasonsToWithhold(poor, 0.1, 1, STRIP_LIMITS)?.map((reason) => reason.code),
    ["too-coarse", "too-oblique", "too-dark", "too-hidden"],
  );
});

test("tracks outside the scene are said to be outside, not hidden", () => {
  assert.deepEqual(
    reasonsToWithhold(clear, 0, 0, STRIP_LIMITS)?.map((reason) => reason.code),
    ["outside-scene"],
  );
});

test("an unknown ground sample distance withholds the count", () => {
  assert.deepEqual(reasonsToWithhold({ ...clear, gsdMetres: Number.NaN }, 1, 1, STRIP_LIMITS), [
    { code: "too-coarse", got: null, limit: 5 },
  ]);
});

test("an angle that is not stated warns and does not withhold", () => {
  const unstated = { ...clear, offNadirDegrees: null };
  assert.equal(reasonsToWithhold(unstated, 1, 1, STRIP_LIMITS), null);
  assert.deepEqual(
    warningsFor(unstated, 1, STRIP_LIMITS).map((warning) => warning.code),
    ["off-nadir-unknown"],
  );
});

test("an oblique view warns from 25 degrees on, and is not counted beyond 35", () => {
  const codes = (offNadirDegrees: number) => warningsFor({ ...clear, offNadirDegrees }, 1, STRIP_LIMITS);
  assert.deepEqual(codes(25), []);
  assert.deepEqual(codes(27), [{ code: "oblique", got: 27, limit: 25 }]);
  assert.equal(reasonsToWithhold({ ...clear, offNadirDegrees: 35 }, 1, 1, STRIP_LIMITS), null);
});

test("a count of which less than the stated share is listed is unclear, from the stated number of cars on", () => {
  const sure = (cars: number) => [...new Array<number>(cars).fill(0), 1];
  const listed = (count: number) => Array.from({ length: count }, () => ({ score: 0.5 }));
  const tracks = (supposed: number, cars: number) => [
    { seenPmf: sure(supposed), cars: [] },
    { seenPmf: [0.5, 0, 0.5], cars: listed(cars) },
  ];
  assert.deepEqual(reasonsUnclear(tracks(9, 7), STRIP_LIMITS), [{ code: "unclear", got: 0.35, limit: 0.4 }]);
  assert.equal(reasonsUnclear(tracks(9, 8), STRIP_LIMITS), null);
  assert.equal(reasonsUnclear(tracks(3, 0), STRIP_LIMITS), null);
  assert.deepEqual(reasonsUnclear(tracks(4, 0), STRIP_LIMITS)?.[0].got, 0);
  assert.equal(reasonsUnclear(tracks(9, 7), { ...STRIP_LIMITS, minListedShare: 0.3 }), null);
});
