import assert from "node:assert/strict";
import { test } from "node:test";
import type { LonLat } from "../geo/frames.ts";
import type { TrackId, ZoneId } from "../ids.ts";
import type { Drawing, Track } from "./facility.ts";
import { problemsOf } from "./problems.ts";

const at = (lon: number, lat: number): LonLat => ({ lon, lat });
const AREA = [at(7.6, 47.5), at(7.62, 47.5), at(7.62, 47.51), at(7.6, 47.51)];
const track = (name: string, ...line: readonly LonLat[]): Track => ({
  id: name as TrackId,
  name,
  line: line as unknown as Track["line"],
  zone: null,
  service: null,
  usage: null,
  gaugeMillimetres: null,
  canopies: [],
});
const T1 = track("1", at(7.605, 47.505), at(7.615, 47.505));
const yard = (changes: Partial<Drawing>): Drawing => ({ area: AREA, tracks: [T1], zones: [], ...changes });
const told = (changes: Partial<Drawing>) =>
  problemsOf(yard(changes)).map(({ feature, problem }) => `${feature} ${problem}`);

test("a sound drawing has no problem", () => {
  assert.deepEqual(told({}), []);
});

test("a name that is too long, or holds what cannot be printed, is refused", () => {
  const named = (name: string) => told({ tracks: [{ ...T1, name }] });
  assert.deepEqual(named("n".repeat(200)), []);
  assert.match(named("n".repeat(201))[0] ?? "", /has a name of 201 characters, at most 200 are taken/);
  assert.match(named("East\u000byard")[0] ?? "", /^track "Eastyard" has a name with the character U\+000B/);
  const zone = { id: "z" as ZoneId, names: { en: "z", ar: "ساحة\u0001" }, area: AREA };
  assert.match(told({ zones: [zone] })[0] ?? "", /^zone "z" has a name with the character U\+0001/);
});

test("a self-crossing area is named, alone", () => {
  const bow = [AREA[0], AREA[2], AREA[1], AREA[3]].map((corner) => corner ?? at(0, 0));
  assert.deepEqual(told({ area: bow, tracks: [track("x", at(0, 0), at(1, 1))] }), [
    "area crosses itself: the edge after corner 1 meets the one after 3",
  ]);
});

test("a track that leaves the area is named with how far and where", () => {
  const [problem] = told({ tracks: [track("spur 4", at(7.605, 47.505), at(7.63, 47.505))] });
  assert.match(problem ?? "", /^track "spur 4" leaves the area by 75\d m at 7\.6/);
});

test("a track whose axes are swapped is told so", () => {
  assert.match(
    told({ tracks: [T1, track("s", at(47.505, 7.605), at(47.505, 7.615))] })[0] ?? "",
    /its axes are swapped$/,
  );
});

test("a whole file with swapped axes is told so where a latitude cannot be", () => {
  const swapped = yard({ area: [at(42.4, 130.6), at(42.41, 130.6), at(42.41, 130.61)] });
  assert.match(problemsOf(swapped)[0]?.problem ?? "", /latitude 130\.6, beyond 90 degrees: the axes look swapped/);
});

test("metres taken for degrees are told so, whether they are large or small", () => {
  const far = [at(2616000, 1264000), at(2617000, 1264000), at(2617000, 1265000)];
  assert.match(told({ area: far })[0] ?? "", /area has 2616000, 1264000, which are no degrees: .*`crs`/);
  const local = [at(0, 0), at(80, 0), at(80, 60)];
  assert.match(told({ area: local, tracks: [track("1", at(1, 1), at(2, 2))] })[0] ?? "", /area is \d+ km across/);
});

test("empty shapes, NaN and tracks too short for a car are named", () => {
  assert.match(told({ area: [at(7.6, 47.5), at(7.61, 47.5)] })[0] ?? "", /area is empty: it has 2 different points/);
  assert.match(
    told({ area: [at(7.6, 47.5), at(7.61, 47.5), at(7.62, 47.5)] })[0] ?? "",
    /area (is empty|crosses itself)/,
  );
  assert.match(told({ tracks: [track("e", at(7.61, 47.505))] })[0] ?? "", /track "e" is empty/);
  assert.match(
    told({ tracks: [track("n", at(Number.NaN, 47.505), at(7.61, 47.5))] })[0] ?? "",
    /track "n" has a coordinate that is no number/,
  );
  assert.match(
    told({ tracks: [track("s", at(7.61, 47.505), at(7.61005, 47.505))] })[0] ?? "",
    /track "s" is 3\.8 m long/,
  );
});

test("names given twice, zones that are not there or lie elsewhere, and canopies beyond the end are named", () => {
  const zone = { id: "z" as ZoneId, names: { en: "z" }, area: [at(7.7, 47.5), at(7.71, 47.5), at(7.71, 47.51)] };
  const wrong = { ...T1, zone: "y" as ZoneId, canopies: [{ from: 700, to: 900 }] };
  assert.deepEqual(told({ tracks: [wrong, T1], zones: [zone] }), [
    'track "1" has the name of another track',
    'track "1" names the zone "y", which the file does not have',
    'track "1" has a canopy from 700 to 900 m on 753.4 m of track',
    'track "1" runs along track "1" for 754 m, within a metre: cars there would count twice; draw that part once',
    'zone "z" lies outside the area',
  ]);
});
