import assert from "node:assert/strict";
import { test } from "node:test";
import { simulate } from "../../scripts/statistics/scenarios.ts";
import type { AssessLook } from "../../src/core/assessment/assessment.ts";
import { dayNumber, isoDate } from "../../src/core/stats/day-number.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { ready } from "./ready.ts";

/** Seeds of the records that each property is tried on. */
const SEEDS = [1, 2, 3, 4, 5, 6];
const KINDS = ["S0", "S1", "S3", "S4", "S7", "S8"] as const;

const newest = (looks: readonly AssessLook[]) => {
  const look = ready(looks).looks.at(-1);
  if (look === undefined) throw new Error("no look was judged");
  return look;
};

/** A record of 8 to 40 usual looks of one of the kinds, the day after a fortnight, and random numbers of its own. */
function drawn(seed: number) {
  const random = new RandomStream(seed);
  const usual = KINDS[seed % KINDS.length] ?? "S0";
  const { series } = simulate({ usual, baseline: random.integer(8, 40), monitored: 1, effect: null }, 7000 + seed);
  const earlier = series.looks.map((look) => ({ ...look, monitored: false }));
  const date = isoDate((dayNumber(earlier.at(-1)?.date ?? "") ?? 0) + 14);
  return { random, earlier, date, mean: earlier.reduce((sum, { count }) => sum + (count ?? 0), 0) / earlier.length };
}

test("seeded: the more cars, the lower the probability of as many, and never below what the record carries", () => {
  for (const seed of SEEDS) {
    const { random, earlier, date, mean } = drawn(seed);
    let cars = 0;
    let last = 1;
    for (let step = 0; step < 6; step++) {
      cars += random.integer(1, Math.ceil(1 + mean));
      const { p, floor } = newest([...earlier, { date, count: cars }]);
      assert.ok(p <= last && p >= floor, `seed ${seed}: ${cars} cars ${p}, fewer ${last}, floor ${floor}`);
      last = p;
    }
    assert.ok(last < 1, `seed ${seed}`);
  }
});

test("seeded: at least N is no more surprising than N", () => {
  for (const seed of SEEDS) {
    const { random, earlier, date, mean } = drawn(seed);
    const cars = random.integer(1, Math.ceil(4 * mean + 3));
    const exact = newest([...earlier, { date, count: cars }]).p;
    const least = newest([...earlier, { date, atLeast: cars }]).p;
    assert.ok(least >= exact * (1 - 1e-9), `seed ${seed}, ${cars} cars: at least ${least}, exactly ${exact}`);
  }
});

test("seeded: at least N says of a rise what N and more than N say, averaged by how likely each was", () => {
  for (const seed of SEEDS) {
    const { random, earlier, date, mean } = drawn(seed);
    const cars = random.integer(1, Math.ceil(4 * mean + 3));
    const of = (look: Partial<AssessLook>) => newest([...earlier, { date, ...look }]).evidence;
    const [exact, least, more] = [of({ count: cars }), of({ atLeast: cars }), of({ atLeast: cars + 1 })];
    const within = Math.min(exact, more) * (1 - 1e-6) <= least && least <= Math.max(exact, more) * (1 + 1e-6);
    assert.ok(within, `seed ${seed}, ${cars} cars: ${exact}, at least as many ${least}, more ${more}`);
  }
});

test("seeded: a month without looks changes nothing, be it left out or told as a look that says nothing", () => {
  for (const seed of SEEDS) {
    const { random, earlier, date, mean } = drawn(seed);
    const count = random.integer(1, Math.ceil(4 * mean + 3));
    const day = dayNumber(earlier[random.integer(1, earlier.length - 1)]?.date ?? "") ?? 0;
    const silent = { date: isoDate(day + 3), atLeast: 0, monitored: false };
    const without = ready([...earlier, { date, count }]);
    const told = ready([...earlier, silent, { date, count }]);
    assert.deepEqual(told, without, `seed ${seed}`);
  }
});

test("seeded: half the yard seen and half the count is about as surprising", () => {
  for (const seed of SEEDS) {
    const { random, earlier, date, mean } = drawn(seed);
    const half = random.integer(Math.ceil(mean / 2) + 1, Math.ceil(2 * mean) + 2);
    const whole = newest([...earlier, { date, count: 2 * half }]).modelP;
    const seen = newest([...earlier, { date, count: half, visible: 0.5 }]).modelP;
    // Half of the cars tell less: the probability of a high one is nearer to a half, by no order of magnitude.
    assert.ok(seen > whole / 1.5 && seen < 10 * whole, `seed ${seed}, ${2 * half} cars: ${seen} against ${whole}`);
    assert.ok(seen < 0.6);
  }
});

test("seeded: no look ahead, and no order but that of dates", () => {
  for (const seed of SEEDS) {
    const { random, earlier, date, mean } = drawn(seed);
    const day = dayNumber(date) ?? 0;
    const after = Array.from({ length: 4 }, (_, i): AssessLook => {
      const cars = random.integer(1, Math.ceil(4 * mean + 3));
      const seen = random.chance(0.5) ? { count: cars } : { atLeast: cars };
      return { date: isoDate(day + 12 * i), ...seen, monitored: true };
    });
    const whole = ready([...earlier, ...after]);
    for (const known of [1, 2, 3]) {
      const sofar = ready([...earlier, ...after.slice(0, known)]);
      assert.equal(JSON.stringify(sofar.looks), JSON.stringify(whole.looks.slice(0, known)), `seed ${seed}, ${known}`);
    }
    const keys = new Map([...earlier, ...after].map((look) => [look, random.uniform()]));
    const shuffled = [...keys.keys()].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
    assert.equal(JSON.stringify(ready(shuffled)), JSON.stringify(whole), `seed ${seed}`);
  }
});
