import assert from "node:assert/strict";
import { test } from "node:test";
import { type StepPlaces, sharedStretches } from "./shared-stretches.ts";

const STEP = 0.5;

/** Steps of a line that runs east for `metres`, its sideways place by how far it has come. */
function line(metres: number, northOf: (along: number) => number, eastward = 0, degrees = 0): StepPlaces {
  const middles = Float64Array.from({ length: metres / STEP }, (_, t) => (t + 0.5) * STEP);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return {
    x: middles.map((along) => eastward + cos * along - sin * northOf(along)),
    y: middles.map((along) => sin * along + cos * northOf(along)),
  };
}

const straight = line(200, () => 0);
const ends = (tracks: StepPlaces[]) =>
  sharedStretches(tracks, STEP).map(({ first, second, from, to }) => [first, second, from * STEP, to * STEP]);

test("lines share a stretch up to where cars can stand side by side", () => {
  const leaving = line(200, (along) => Math.max(0, along - 30) / 9);
  const [stretch, ...more] = sharedStretches([straight, leaving], STEP);
  assert.equal(more.length, 0);
  assert.deepEqual([stretch?.first, stretch?.second, stretch?.from], [0, 1, 0]);
  // 2.6 m apart, at 1 in 9, 23.4 m after they part.
  assert.ok(Math.abs((stretch?.to ?? NaN) * STEP - 53.4) < 1);
  assert.deepEqual([...(stretch?.beside.subarray(0, 60) ?? [])], [...new Array(60).keys()]);
  assert.deepEqual(ends([straight, line(200, () => 2.5)]), [[0, 1, 0, 200]]);
  assert.deepEqual(ends([straight, line(200, () => 2.7)]), []);
});

test("lines drawn from opposite ends share what they share, and three lines each pair's", () => {
  const back: StepPlaces = { x: straight.x.toReversed(), y: straight.y.map(() => 1) };
  const [stretch] = sharedStretches([straight, back], STEP);
  assert.deepEqual([stretch?.beside[0], stretch?.beside.at(-1)], [399, 0]);
  assert.deepEqual(ends([straight, line(50, () => 1, 20), line(20, () => 2, 30)]), [
    [0, 1, 20, 70],
    [0, 2, 30, 50],
    [1, 2, 10, 30],
  ]);
});

test("lines that meet end to end, cross steeply or lie apart share nothing", () => {
  assert.deepEqual(ends([straight, line(100, () => 0, 200)]), []);
  assert.deepEqual(ends([straight, line(100, () => 0, 200, 20)]), []);
  assert.deepEqual(ends([straight, line(100, () => 0, 100, 60)]), []);
  assert.deepEqual(ends([straight, line(200, () => 4.5)]), []);
});
