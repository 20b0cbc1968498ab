import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnTwice } from "./drawn-twice.ts";

type Line = readonly (readonly [east: number, north: number])[];
const twice = (...lines: Line[]) =>
  drawnTwice(lines.map((line) => line.map(([east, north]) => ({ east, north })))).map(({ line, along }) => [
    line,
    along,
  ]);
const main: Line = [
  [2_616_000, 1_265_000],
  [2_616_400, 1_265_000],
];
/** Along the main line from so many metres on, aside by a function of the distance run. */
const parting = (from: number, to: number, aside: (run: number) => number): Line =>
  Array.from({ length: Math.ceil((to - from) / 4) + 1 }, (_, k) => {
    const run = Math.min(4 * k, to - from);
    return [2_616_000 + from + run, 1_265_000 + aside(run)] as const;
  });

test("a line given twice, the other way round, moved a little or in part is drawn twice", () => {
  assert.deepEqual(twice(main, main), [[0, 1]]);
  assert.deepEqual(twice(main, [...main].reverse()), [[0, 1]]);
  assert.deepEqual(
    twice(
      main,
      parting(0, 400, () => 0.7),
    ),
    [[0, 1]],
  );
  assert.deepEqual(
    twice(
      main,
      parting(340, 460, () => 0.3),
    ),
    [[0, 1]],
  );
  // A short track all along a long one.
  assert.deepEqual(
    twice(
      main,
      parting(100, 130, () => 0.05),
    ),
    [[1, 0]],
  );
});

test("a line drawn there and back, or round and round, runs along itself", () => {
  assert.deepEqual(twice([...main, ...[...main].reverse()]), [[0, 0]]);
  const short = main.map(([east, north], k) => [east - 360 * k, north] as const);
  assert.deepEqual(twice([...short, ...[...short].reverse()]), [[0, 0]]);
  const round: Line = [...Array(80).keys()].map((k) => [100 * Math.cos(k / 6), 100 * Math.sin(k / 6)] as const);
  assert.deepEqual(twice(round), [[0, 0]]);
});

test("tracks that part at turnouts, cross, follow on each other or lie side by side are none", () => {
  for (const ratio of [6, 9, 12, 18])
    assert.deepEqual(
      twice(
        main,
        parting(50, 300, (run) => run / ratio),
      ),
      [],
    );
  for (const radius of [190, 300, 500, 760, 1200])
    assert.deepEqual(
      twice(
        main,
        parting(50, 250, (run) => run ** 2 / (2 * radius)),
      ),
      [],
      `${radius} m`,
    );
  assert.deepEqual(
    twice(
      main,
      parting(0, 400, (run) => (run - 200) / 9),
    ),
    [],
  );
  assert.deepEqual(
    twice(
      main,
      parting(400, 600, () => 0),
    ),
    [],
  );
  assert.deepEqual(
    twice(
      main,
      parting(0, 400, () => 3),
    ),
    [],
  );
  const loop: Line = [...Array(64).keys()].map((k) => [100 * Math.cos(k / 10), 100 * Math.sin(k / 10)] as const);
  assert.deepEqual(twice(loop), []);
});

test("the first stretch of a turnout is a track of its own, however short it is", () => {
  const asides = [
    ...[190, 300, 500, 760, 1200].map((radius) => (run: number) => run ** 2 / (2 * radius)),
    ...[9, 12, 18.5, 26].map((ratio) => (run: number) => run / ratio),
  ];
  for (const length of [20, 22, 24, 26, 30, 34, 40, 48, 58])
    for (const aside of asides)
      for (const along of [main, [...main].reverse()])
        assert.deepEqual(twice(along, parting(100, 100 + length, aside)), [], `${length} m, ${aside(length)} m aside`);
});
