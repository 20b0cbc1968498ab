import assert from "node:assert/strict";
import { test } from "node:test";
import { reachingLine } from "./direction.ts";

const everywhere = () => true;

test("a line reaches half of the longest car beyond both ends, by whole steps", () => {
  const { points, before, after } = reachingLine(
    [
      { x: 0, y: 0 },
      { x: 100.2, y: 0 },
    ],
    0.5,
    everywhere,
  );
  // Vertices lie on a grid of a thousandth of a metre.
  assert.ok(Math.abs(before - 14.15) < 1e-3 && Math.abs(after - 14.15) < 1e-3, `${before} and ${after}`);
  assert.ok(Math.abs((points[0]?.x ?? NaN) + 14.15) < 1e-3);
  assert.ok(Math.abs((points.at(-1)?.x ?? NaN) - 114.35) < 1e-3);
});

test("it goes no further than the picture", () => {
  const line = [
    { x: 10, y: 0 },
    { x: 60, y: 0 },
  ];
  const { before, after } = reachingLine(line, 0.5, ({ x }) => x >= 7.2 && x <= 60);
  assert.equal(before, 2.5);
  assert.equal(after, 0);
});

test("a slip of the hand at the end does not turn it", () => {
  const line = [
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 50.1, y: 0.4 },
  ];
  const { points } = reachingLine(line, 0.5, everywhere);
  assert.ok(Math.abs((points.at(-1)?.y ?? NaN) - 0.4) < 0.2, `${points.at(-1)?.y}`);
});

test("a line of a whole number of steps has these and no more, however its vertices are rounded", () => {
  for (let k = 0; k < 200; k++) {
    const [angle, from] = [0.031 * k, { x: 500_000.123 + k / 7, y: 4_649_776.321 - k / 11 }];
    const to = { x: from.x + 150 * Math.cos(angle), y: from.y + 150 * Math.sin(angle) };
    const { points, before, after } = reachingLine([from, to], 0.5, () => false);
    const [first, last] = [points[0], points.at(-1)];
    assert.ok(before < 0.001 && after < 0.001, `${k}: ${before}, ${after}`);
    assert.ok(Math.abs(Math.hypot((last?.x ?? 0) - (first?.x ?? 0), (last?.y ?? 0) - (first?.y ?? 0)) - 150) < 0.003);
  }
});
