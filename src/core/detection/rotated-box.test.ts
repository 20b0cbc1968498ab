import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { RandomStream } from "../synthetic/random.ts";
import { type RotatedBox, rotatedOverlap, withoutDoubles } from "./rotated-box.ts";

test("the overlap of rotated boxes equals shapely's", () => {
  const path = join(import.meta.dirname, "../../../test/reference/rotated-iou/pairs.json");
  const { pairs } = JSON.parse(readFileSync(path, "utf8")) as { pairs: [RotatedBox, RotatedBox, number][] };
  assert.equal(pairs.length, 400);
  for (const [a, b, expected] of pairs)
    assert.ok(Math.abs(rotatedOverlap(a, b) - expected) < 1e-9, `${rotatedOverlap(a, b)} and ${expected}`);
});

test("cars that stand end to end all stay, and doubles of one car go", () => {
  const car = (x: number, score: number) => ({ x, y: 0, length: 14, width: 3, angle: 0.4 * Math.PI, score });
  const along = (n: number, score: number, off = 0) => ({
    ...car(0, score),
    x: (14.2 * n + off) * Math.cos(0.4 * Math.PI),
    y: (14.2 * n + off) * Math.sin(0.4 * Math.PI),
  });
  const boxes = [along(0, 0.9), along(1, 0.8), along(2, 0.7), along(1, 0.6, 1.5), along(0, 0.95, -1)];
  assert.deepEqual(withoutDoubles(boxes, 0.4), [4, 1, 2]);
});

test("seeded: of boxes of all sizes and places those stay that stay when each is held against each", () => {
  const random = new RandomStream(7);
  const boxes = Array.from({ length: 400 }, () => ({
    x: random.uniform(-80, 80),
    y: random.uniform(-80, 80),
    length: random.uniform(2, 25),
    width: random.uniform(1, 4),
    angle: random.uniform(0, 2 * Math.PI),
    score: Math.floor(random.uniform(0, 20)) / 20,
  }));
  const order = boxes.map((_, k) => k).sort((p, q) => (boxes[q]?.score ?? 0) - (boxes[p]?.score ?? 0) || p - q);
  const kept: number[] = [];
  for (const k of order)
    if (kept.every((other) => rotatedOverlap(boxes[k] as RotatedBox, boxes[other] as RotatedBox) <= 0.2)) kept.push(k);
  assert.deepEqual(withoutDoubles(boxes, 0.2), kept);
  assert.ok(kept.length > 100 && kept.length < 390, `${kept.length}`);
});
