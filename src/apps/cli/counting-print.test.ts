import assert from "node:assert/strict";
import { test } from "node:test";
import type { MethodId, ZoneId } from "../../core/ids.ts";
import type { Count } from "../../core/observation/count.ts";
import {
  CAR_TYPES,
  type Counted,
  type Counting,
  type Registration,
  type Withheld,
} from "../../core/observation/observation.ts";
import { countingAsJson, countingAsText } from "./counting-print.ts";

const withheld: Counting = {
  method: "strips@1" as MethodId,
  status: "withheld",
  reasons: [{ code: "too-coarse", got: 6, limit: 5 }],
  inputs: {},
  usableFraction: 0,
  warnings: [],
  read: { bytes: 0, requests: 0, fileBytes: 0 },
};

const count: Count = { median: 3, low: 2, high: 4, level: 0.9, pmf: [0, 0, 0, 1] };
const counted = (registration: Registration, more: Partial<Counted> = {}): Counting => ({
  ...withheld,
  status: "counted",
  reasons: [],
  basis: "cars",
  count,
  registration,
  tracks: [],
  zones: [],
  types: Object.fromEntries(CAR_TYPES.map((type) => [type, count])) as Counted["types"],
  ...more,
});
const textOf = (counting: Counting) => countingAsText(counting, { image: "yard.tif", acquiredAt: null });

test("a given shift that the image contradicts is told with where the tracks are seen, not with the advice to give one", () => {
  const near = { x: 4.337, y: 5.438, residualMetres: null, spreadMetres: null, ambiguous: false };
  const given = { x: 5, y: 5 };
  const seen = counted({ ...near, contradicted: { given, seen: { x: -0.19, y: -0.17 } } });
  assert.match(
    textOf(seen),
    /taken 4\.34 m east and 5\.44 m north of those given, near --shift 5,5, which the image contradicts: without it they are seen -0\.19 m east and -0\.17 m north, 7\.3 m from there\. Count without --shift/,
  );
  assert.match(
    textOf(counted({ ...near, contradicted: { given, seen: null } })),
    /the image does not tell where they lie\. Look at the tracks/,
  );
  const json = (counting: Counting) => JSON.parse(countingAsJson(counting, { acquiredAt: null, epsg: 2056 }));
  assert.deepEqual(json(seen).registration.contradicted, { given, seen: { x: -0.19, y: -0.17 } });
  assert.equal("contradicted" in json(counted(near)).registration, false);
  assert.match(textOf(counted({ ...near, ambiguous: true })), /which is ambiguous: give --shift x,y/);
});

test("where another detector counted, tracks were taken as drawn or as shifted, and nobody looked for them", () => {
  const classes = { counted: [], leftOut: [] };
  const placed = (x: number) => textOf(counted({ x, y: 0, residualMetres: null, ambiguous: false }, { classes }));
  assert.match(placed(0), /taken where they are drawn: another detector does not look for them in the image/);
  assert.match(placed(0.2), /taken 0\.20 m east and 0\.00 m north of those given, as --shift says: another detector/);
  for (const text of [placed(0), placed(0.2)]) assert.doesNotMatch(text, /Nothing in the image/);
  const looked = { x: 0, y: 0, residualMetres: null, spreadMetres: null, ambiguous: false };
  assert.match(textOf(counted(looked)), /Nothing in the image told where the tracks lie: they were taken as given/);
});

test("of what nobody looked at no share is told, of what was read it is, and warnings stand beside a withheld answer", () => {
  const answer = (counting: Counting) => JSON.parse(countingAsJson(counting, { acquiredAt: null, epsg: 2056 }));
  assert.equal(answer(withheld).usableFraction, null);
  const hidden: Counting = {
    ...(withheld as Withheld),
    reasons: [{ code: "too-hidden", got: 0, limit: 0.25 }],
    warnings: [{ code: "off-nadir-unknown", got: null, limit: 35 }],
  };
  assert.equal(answer(hidden).usableFraction, 0);
  assert.match(textOf(hidden), /No count: too-hidden .*\nWarning: off-nadir-unknown \(limit 35\)\.\n$/);
});

test("zones have a line of their own, where there are any", () => {
  const registration = { x: 0, y: 0, residualMetres: 0.1, ambiguous: false };
  const zones = [
    { zone: "A" as ZoneId, count },
    { zone: "B" as ZoneId, count: { ...count, median: 5, low: 5, high: 5 } },
  ];
  assert.match(textOf(counted(registration, { zones })), /\nZones: A 3 \(2-4\), B 5\.\n/);
  assert.doesNotMatch(textOf(counted(registration)), /Zones/);
});

test("an answer names the CRS that outlines are in; null is one without a code", () => {
  const crs = (epsg: number) => JSON.parse(countingAsJson(withheld, { acquiredAt: null, epsg })).crs;
  assert.equal(crs(2056), "EPSG:2056");
  assert.equal(crs(32767), null);
});
