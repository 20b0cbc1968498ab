import assert from "node:assert/strict";
import { test } from "node:test";
import type { Drawing } from "../facility/facility.ts";
import type { TrackId } from "../ids.ts";
import { STRIP_LIMITS } from "../observation/limits.ts";
import { bestOfEachInstant, candidateFor, type OfferedImage } from "./candidate.ts";

const square = (west: number, east: number) => [
  { lon: west, lat: 0 },
  { lon: east, lat: 0 },
  { lon: east, lat: 0.01 },
  { lon: west, lat: 0.01 },
];
const drawing: Drawing = {
  area: square(0, 0.01),
  zones: [],
  tracks: [
    {
      id: "1" as TrackId,
      name: "1",
      zone: null,
      service: null,
      usage: null,
      gaugeMillimetres: null,
      canopies: [],
      line: [
        { lon: 0.001, lat: 0.005 },
        { lon: 0.009, lat: 0.005 },
      ],
    },
  ],
};
const clear: OfferedImage = {
  catalogue: "c",
  collection: null,
  item: "a",
  itemUrl: null,
  imageUrl: "https://x/a.tif",
  licence: null,
  footprint: [square(-1, 1)],
  conditions: {
    acquiredAt: "2026-01-02T03:04:05Z",
    gsdMetres: 0.5,
    offNadirDegrees: 10,
    sunAzimuthDegrees: 150,
    sunElevationDegrees: 40,
    sceneCloudFraction: 0.9,
  },
};
const of = (change: Partial<OfferedImage["conditions"]>, footprint = clear.footprint) =>
  candidateFor({ ...clear, footprint, conditions: { ...clear.conditions, ...change } }, drawing, STRIP_LIMITS);

test("a fine, steep image of the whole yard is good for counting cars, however cloudy the rest of the scene", () => {
  const candidate = of({});
  assert.deepEqual([candidate.goodFor, candidate.coveredFraction, candidate.reasons], ["cars", 1, []]);
});

test("a coarser image is good for occupied length, and one coarser still for nothing, with the reason", () => {
  assert.equal(of({ gsdMetres: 3 }).goodFor, "occupied-length");
  const coarse = of({ gsdMetres: 10 });
  assert.deepEqual([coarse.goodFor, coarse.reasons.map(({ code }) => code)], ["nothing", ["too-coarse"]]);
});

test("an image that does not say how fine it is is not refused for it, and promises nothing", () => {
  const candidate = of({ gsdMetres: null });
  assert.deepEqual([candidate.goodFor, candidate.reasons], ["unknown", []]);
});

test("the share of the facility that it covers is told, and too small a share is a reason", () => {
  const half = of({}, [square(-1, 0.005)]);
  assert.ok(Math.abs(half.coveredFraction - 0.5) < 0.02);
  assert.equal(half.goodFor, "cars");
  assert.deepEqual(
    of({}, [square(-1, 0.002)]).reasons.map(({ code }) => code),
    ["too-hidden"],
  );
  assert.deepEqual(
    of({}, [square(5, 6)]).reasons.map(({ code }) => code),
    ["outside-scene"],
  );
  assert.equal(of({}, []).goodFor, "nothing");
});

test("of several cuts of one instant the one that shows most of the yard is kept", () => {
  const part = of({}, [square(-1, 0.005)]);
  const whole = of({});
  const later = of({ acquiredAt: "2026-01-03T00:00:00Z" });
  assert.deepEqual(bestOfEachInstant([later, part, whole]), [whole, later]);
});
