import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomStream } from "./random.ts";

test("a stream repeats from its seed, and another seed gives another stream", () => {
  const draw = (seed: number) =>
    Array.from({ length: 5 }, (_, i, random = new RandomStream(seed)) => random.uniform() + i);
  assert.deepEqual(draw(7), draw(7));
  assert.notDeepEqual(draw(7), draw(8));
});

test("uniform and normal draws have the moments they should", () => {
  const random = new RandomStream(1);
  const n = 40_000;
  let [sum, square, bell, bellSquare] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const u = random.uniform();
    sum += u;
    square += u * u;
    const z = random.normal();
    bell += z;
    bellSquare += z * z;
  }
  assert.ok(Math.abs(sum / n - 0.5) < 0.01);
  assert.ok(Math.abs(square / n - 1 / 3) < 0.01);
  assert.ok(Math.abs(bell / n) < 0.02);
  assert.ok(Math.abs(bellSquare / n - 1) < 0.03);
});

test("a fork does not depend on what is drawn from its parent later", () => {
  const parent = new RandomStream(3);
  const early = parent.fork(1);
  parent.uniform();
  const again = new RandomStream(3).fork(1);
  assert.equal(early.uniform(), again.uniform());
});

test("weighted picks follow their weights", () => {
  const random = new RandomStream(9);
  let heavy = 0;
  for (let i = 0; i < 10_000; i++) if (random.pickWeighted([1, 3], (w) => w) === 3) heavy++;
  assert.ok(Math.abs(heavy / 10_000 - 0.75) < 0.02);
});
