import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf } from "../observation/count.ts";
import { yardDistribution } from "../observation/count-errors.ts";
import { heldTo, roomBeside, withMissed } from "./missed-prior.ts";

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const highOf = (open: number, hiddenMetres = 0) =>
  countOf(yardDistribution([withMissed([1], hiddenMetres, { open })], { trackShare: 0, commonSpread: 0 })).high;

test("where nothing was found, a track may hold what has room, and is more likely empty than not, not for sure", () => {
  const assumptions = withMissed([1], 0, { open: 20 });
  assert.ok(Math.abs(sum(assumptions.map(({ weight }) => weight)) - 1) < 1e-12);
  // .45 for none, .15 and .4 for some and all, one time in five of a detector that is blind to them: .45 / .56.
  const empty = sum(assumptions.map(({ weight, pmf }) => weight * (pmf[0] ?? 0)));
  assert.ok(Math.abs(empty - 0.45 / 0.56) < 1e-12, `${empty}`);
  assert.equal(Math.max(...assumptions.map(({ pmf }) => pmf.length - 1)), 20);
});

test("more room never lowers an upper bound, and neither does hiding a part of it", () => {
  let last = 0;
  for (let open = 0; open < 40; open++) {
    const high = highOf(open);
    assert.ok(high >= last && high <= open, `${open}: ${last} to ${high}`);
    last = high;
    for (const hiddenMetres of [1, 20, 6.5 * open])
      assert.ok(highOf(open, hiddenMetres) >= high, `${open} ${hiddenMetres}`);
  }
});

test("assumptions of tracks with and without room, hidden and not, go together in a yard", () => {
  const tracks = [
    withMissed([1], 0, { open: 0 }),
    withMissed([0.2, 0.8], 0, { open: 9 }),
    withMissed([1], 40, { open: 12 }),
  ];
  assert.equal(new Set(tracks.map(({ length }) => length)).size, 1);
  const pmf = yardDistribution(tracks, { trackShare: 0, commonSpread: 0 });
  assert.equal(pmf.length - 1, 1 + 9 + 12);
  assert.ok(Math.abs(sum([...pmf]) - 1) < 1e-9);
});

test("gaps that hold no car are no room, and what runs together has room once", () => {
  const step = 0.5;
  const track = (...cars: readonly (readonly [number, number])[]) => {
    const under = new Uint8Array(100);
    for (const [from, to] of cars) under.fill(1, from / step, to / step);
    return under;
  };
  const [row, gap, free] = roomBeside([track([0, 20], [25, 50]), track([0, 20], [35, 50]), track()], [], step);
  assert.deepEqual([row?.open, gap?.open, free?.open, free?.all], [0, 2, 7, 7]);
  const beside = Int32Array.from({ length: 100 }, (_, t) => t);
  const stretches = [{ first: 0, second: 1, from: 0, to: 100, beside }];
  const twice = roomBeside([track(), track([0, 20])], stretches, step);
  assert.deepEqual(
    twice.map(({ open, all }) => [open, all]),
    [
      [4, 7],
      [0, 0],
    ],
  );
});

test("what lies beyond the room stands for what fills it", () => {
  assert.deepEqual([...heldTo([0.5, 0.25, 0.125, 0.125], 1)], [0.5, 0.5]);
  assert.deepEqual([...heldTo([0.5, 0.5], 7)], [0.5, 0.5]);
});
