import assert from "node:assert/strict";
import { test } from "node:test";
import type { Candidate } from "../../core/watch/candidate.ts";
import { candidateTable } from "./candidate-table.ts";

const SHARP: Candidate = {
  catalogue: "archive",
  collection: "fine",
  item: "image-1",
  itemUrl: "https://stac.example/items/image-1",
  imageUrl: "https://stac.example/image-1.tif",
  licence: "CC-BY-4.0",
  footprint: [],
  conditions: {
    acquiredAt: "2026-03-04T08:10:59.000Z",
    gsdMetres: 0.5,
    offNadirDegrees: 12.4,
    sunAzimuthDegrees: null,
    sunElevationDegrees: null,
    sceneCloudFraction: 0.125,
  },
  coveredFraction: 0.996,
  goodFor: "cars",
  reasons: [],
  warnings: [],
};

test("the table of candidates: what each is good for, what is not known, and columns that line up", () => {
  const { conditions } = SHARP;
  const unstated = { ...conditions, gsdMetres: null, offNadirDegrees: null, sceneCloudFraction: null };
  const table = candidateTable([
    SHARP,
    {
      ...SHARP,
      item: "a-longer-name",
      conditions: { ...conditions, gsdMetres: 10 },
      coveredFraction: 0.3,
      goodFor: "nothing",
      reasons: [{ code: "too-coarse", got: 10, limit: 3 }],
    },
    { ...SHARP, item: "image-3", conditions: unstated, goodFor: "unknown" },
  ]);
  assert.deepEqual(table.split("\n"), [
    "acquired (UTC)    GSD      off-nadir  cloud  covers  good for              item",
    "2026-03-04 08:10  0.50 m   12°        13 %   100 %   single cars           image-1 of archive",
    "2026-03-04 08:10  10.00 m  12°        13 %   30 %    nothing (too-coarse)  a-longer-name of archive",
    "2026-03-04 08:10  -        -          -      100 %   GSD not stated        image-3 of archive",
    "",
  ]);
});
