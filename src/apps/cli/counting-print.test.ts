import assert from "node:assert/strict";
import { test } from "node:test";
import type { MethodId } from "../../core/ids.ts";
import type { Counting } from "../../core/observation/observation.ts";
import { countingAsJson } from "./counting-print.ts";

const withheld: Counting = {
  method: "strips@1" as MethodId,
  status: "withheld",
  reasons: [{ code: "too-coarse", got: 6, limit: 5 }],
  inputs: {},
  usableFraction: 0,
  warnings: [],
  read: { bytes: 0, requests: 0, fileBytes: 0 },
};

test("an answer names the CRS that outlines are in; null is one without a code", () => {
  const crs = (epsg: number) => JSON.parse(countingAsJson(withheld, { acquiredAt: null, epsg })).crs;
  assert.equal(crs(2056), "EPSG:2056");
  assert.equal(crs(32767), null);
});
