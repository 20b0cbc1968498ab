import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomStream } from "../synthetic/random.ts";
import { evenly, type OffsetWindow, offsetAt } from "./offset-window.ts";
import { fitShift, settledAlong } from "./registration.ts";

const BINS = evenly(-2.5, 2.5, 21);
const START = { x: 0, y: 0, turn: 0, centre: { x: 0, y: 0 } };

/** Windows of tracks that point these degrees from the first axis, seen under a shift with an error of each track's own. */
function windowsOf(degrees: readonly number[], shift: { x: number; y: number }, seed: number): OffsetWindow[] {
  const random = new RandomStream(seed);
  return degrees.flatMap((degree, track) => {
    const angle = (degree * Math.PI) / 180;
    const error = 0.3 * random.uniform(-1, 1);
    return [-60, 0, 60].map((along): OffsetWindow => {
      const place = {
        x: along,
        y: 5 * track - 10,
        normalX: Math.sin(angle),
        normalY: -Math.cos(angle),
      };
      const seen = offsetAt(place, { ...START, ...shift }) + error;
      const weights = BINS.map((bin) => Math.exp(-0.5 * ((bin - seen) / 0.2) ** 2));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const logProbability = weights.map((weight) => Math.log(weight / total));
      return { ...place, track, alongMetres: along, readAtMetres: 0, logProbability, weight: 1 };
    });
  });
}

const fitted = (windows: readonly OffsetWindow[]) => fitShift(windows, BINS, START, 2.5);

test("along parallel tracks there is little shift; across them it stays", () => {
  let most = 0;
  for (let seed = 1; seed <= 10; seed++) {
    const windows = windowsOf([0, 0.5, -0.5, 0.3, 0], { x: 0, y: 0.8 }, seed);
    const shift = fitted(windows);
    most = Math.max(most, Math.abs(shift.x));
    const settled = settledAlong(windows, BINS, shift);
    assert.ok(Math.abs(settled.x) < 0.25, `${settled.x} of ${shift.x} m, seed ${seed}`);
    assert.ok(Math.abs(settled.y - shift.y) < 0.05 && Math.abs(settled.turn - shift.turn) < 0.001, `seed ${seed}`);
  }
  assert.ok(most > 0.5, `a fit drifts along the tracks by ${most} m at most: it would say nothing here`);
});

test("where tracks of another direction fix the shift along the others, it stays", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const windows = windowsOf([0, 0, 0, 60, 60], { x: 1.6, y: -0.4 }, seed);
    const { x, y } = settledAlong(windows, BINS, fitted(windows));
    assert.ok(Math.abs(x - 1.6) < 0.5 && Math.abs(y + 0.4) < 0.5, `${x}, ${y} m, seed ${seed}`);
  }
});
