import assert from "node:assert/strict";
import { test } from "node:test";
import { boxesOf, lengthInUprightBox } from "./box-outputs.ts";

/** Two boxes and eight empty ones, box by box. */
const padded = (boxes: number[][]) => [
  ...boxes,
  ...Array.from({ length: 10 - boxes.length }, () => boxes[0]?.map(() => 0) ?? []),
];
const acrossFields = (boxes: number[][]) => (boxes[0] ?? []).flatMap((_, k) => boxes.map((box) => box[k] ?? 0));

test("upright boxes with class scores are read with their best class", () => {
  const values = acrossFields(
    padded([
      [50, 60, 40, 10, 0.1, 0.8],
      [20, 30, 10, 40, 0.7, 0.2],
    ]),
  );
  const boxes = boxesOf(values, [1, 6, 10], "upright", 0.5);
  assert.deepEqual(
    boxes.map(({ x, y, length, width, score, label }) => [x, y, length, width, score, label]),
    [
      [50, 60, 40, 10, 0.8, 1],
      [20, 30, 10, 40, 0.7, 0],
    ],
  );
});

test("turned boxes keep their angle, which comes after the class scores", () => {
  const values = acrossFields(padded([[50, 60, 40, 10, 0.9, 0.3]]));
  assert.deepEqual(boxesOf(values, [1, 6, 10], "turned", 0.5), [
    { x: 50, y: 60, length: 40, width: 10, angle: 0.3, score: 0.9, label: 0, turned: true },
  ]);
});

test("the object score of the older layout multiplies that of the class", () => {
  const values = padded([[50, 60, 40, 10, 0.5, 0.2, 0.9]]).flat();
  assert.deepEqual(
    boxesOf(values, [1, 10, 7], "upright", 0.4).map(({ score, label }) => [score, label]),
    [[0.45, 1]],
  );
});

test("outputs with suppression included are read by corners, or by centre and angle", () => {
  const upright = padded([[10, 20, 50, 30, 0.9, 2]]).flat();
  assert.deepEqual(
    boxesOf(upright, [1, 10, 6], "upright", 0.5).map(({ x, y, length, width, label }) => [x, y, length, width, label]),
    [[30, 25, 40, 10, 2]],
  );
  const turned = padded([[30, 25, 40, 10, 0.9, 2, 1.1]]).flat();
  assert.deepEqual(
    boxesOf(turned, [1, 10, 7], "turned", 0.5).map(({ x, length, angle, label }) => [x, length, angle, label]),
    [[30, 40, 1.1, 2]],
  );
});

test("an output of another shape is refused", () => {
  assert.throws(() => boxesOf([0, 0], [2, 1, 1], "upright", 0.5), RangeError);
  assert.throws(() => boxesOf([0, 0, 0, 0, 0, 0, 0, 0], [1, 4, 2], "upright", 0.5), RangeError);
});

test("a car's length is found again from its upright box", () => {
  for (const angle of [0, 0.3, 0.8, 1.2, Math.PI / 2, 2.4]) {
    const [c, s] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
    const sides = { width: 14 * c + 3 * s, height: 14 * s + 3 * c };
    assert.ok(Math.abs(lengthInUprightBox(sides, angle) - 14) < 1e-9);
  }
});
