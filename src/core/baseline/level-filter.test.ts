import assert from "node:assert/strict";
import { test } from "node:test";
import { HYPER_GRID, type Hyper, ofEverySize } from "./hyper-grid.ts";
import { HyperRows } from "./hyper-rows.ts";
import { LevelFilter } from "./level-filter.ts";
import { latticeOver } from "./level-lattice.ts";
import { LookRecord } from "./look-record.ts";
import type { Sighting } from "./sighting.ts";
import { likelihoodOf } from "./sighting-likelihood.ts";
import { bringBack, spread } from "./spread.ts";
import { halfTransition, STATES, transition } from "./wandering-level.ts";
import { Workings } from "./workings.ts";

const at = (matrix: Float64Array, from: number, to: number) => matrix[from * STATES + to] ?? 0;

test("the grid holds 209 assumptions whose weights sum to one", () => {
  assert.equal(HYPER_GRID.length, 209);
  assert.ok(Math.abs(HYPER_GRID.reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-14);
});

test("every second and every third size is taken with all its assumptions, in the grid's order", () => {
  for (const [nth, sizes] of [
    [2, 6],
    [3, 4],
  ] as const) {
    const chosen = ofEverySize(nth);
    // As it was chosen before, by places: eleven sizes of nineteen assumptions each.
    assert.deepEqual(
      chosen,
      HYPER_GRID.filter((_, h) => Math.floor(h / 19) % nth === 0),
    );
    assert.equal(new Set(chosen.map(({ size }) => size)).size, sizes);
  }
});

test("two gaps one after the other are one gap: no spacing of dates needs an approximation", () => {
  const one = transition(0.7);
  const two = transition(0.4);
  const both = transition(0.7 * 0.4);
  for (let from = 0; from < STATES; from++)
    for (let to = 0; to < STATES; to++) {
      let sum = 0;
      for (let via = 0; via < STATES; via++) sum += at(one, from, via) * at(two, via, to);
      assert.ok(Math.abs(sum - at(both, from, to)) < 1e-15);
    }
});

test("the halves of a transition do what the whole one does", () => {
  const whole = transition(0.35);
  const { even, odd } = halfTransition(0.35);
  for (let from = 0; from < 4; from++)
    for (let to = 0; to < 4; to++) {
      const sum = even[to * 5 + from] ?? 0;
      const difference = odd[to * 4 + from] ?? 0;
      assert.ok(Math.abs(sum + difference - at(whole, from, to)) < 1e-15);
      assert.ok(Math.abs(sum - difference - at(whole, from, 8 - to)) < 1e-15);
    }
});

test("plain looks added up on the grid of shifts weigh the level as they do one by one", () => {
  const hyper: Hyper = { size: 1.536, wander: 0, memoryDays: 0, season: 0.6, phase: 2, weight: 1 };
  const sightings = Array.from({ length: 40 }, (_, i): Sighting => {
    const seen = look(i * 13, { kind: "exact", cars: (i * 7) % 19 });
    return { ...seen, shares: [[i % 3 === 0 ? 1 : 0.2 + 0.02 * i, 1]] };
  });
  const workings = new Workings();
  for (const fineness of [0.25, 3, 8, 20]) {
    const lattice = latticeOver(fineness, 0.5, 4.5);
    const together = new LevelFilter(workings.rowsOf(hyper), lattice);
    together.take(new LookRecord(sightings, workings));
    const single = new LevelFilter(workings.rowsOf(hyper), lattice);
    for (const sighting of sightings) single.advance(sighting.day, likelihoodOf(sighting, hyper.size));
    assert.ok(Math.abs(together.log() - single.log()) < 1e-11);
    for (const [i, weight] of single.sums.entries())
      assert.ok(Math.abs((together.sums[i] ?? 0) / together.total - weight / single.total) < 1e-11);
  }
});

function look(day: number, figure: Sighting["figure"], falseCars = 0): Sighting {
  return { day, regime: "", figure, shares: [[1, 1]], falseCars };
}

test("a step of the wandering level is the whole transition matrix, then the look, node by node", () => {
  const whole = transition(0.35);
  // An odd number of nodes, and a stretch that begins and ends within.
  for (const [nodes, low, high] of [
    [7, 0, 7],
    [40, 3, 24],
    [3001, 0, 3001],
  ] as const) {
    const stride = 4;
    const shift = 2;
    const before = Float64Array.from({ length: nodes * STATES }, (_, i) => Math.exp(-((i * 7919) % 31)));
    const row = Float64Array.from({ length: nodes + shift + 8 * stride }, (_, z) => Math.exp(-0.01 * (z - 20) ** 2));
    const weights = before.slice();
    const sums = new Float64Array(nodes).fill(5);
    const total = spread(
      weights,
      sums,
      low,
      high,
      halfTransition(0.35),
      { first: 0, values: row, address: 0 },
      shift,
      stride,
    );
    bringBack(weights);
    let all = 0;
    for (let i = 0; i < nodes; i++) {
      // The odd node's neighbour is nobody's.
      if (i === high && (high - low) % 2 === 1) continue;
      const own = i >= low && i < high;
      const expected = Array.from({ length: STATES }, (_, u) => {
        let moved = 0;
        for (let from = 0; from < STATES; from++) moved += (before[i * STATES + from] ?? 0) * at(whole, from, u);
        return own ? moved * (row[i + shift + u * stride] ?? 0) : (before[i * STATES + u] ?? 0);
      });
      const sum = expected.reduce((all, one) => all + one, 0);
      // Rounding of the largest weight, seen by the kindest state.
      const weight = before.slice(i * STATES, (i + 1) * STATES).reduce((all, one) => all + one, 0);
      const near =
        1e-14 * weight * Math.max(...Array.from({ length: STATES }, (_, u) => row[i + shift + u * stride] ?? 0));
      for (const [u, one] of expected.entries())
        assert.ok(Math.abs((weights[i * STATES + u] ?? 0) - one) <= (own ? near : 0), `node ${i}, state ${u}`);
      assert.ok(Math.abs((sums[i] ?? 0) - (own ? sum : 5)) <= near);
      all += own ? sum : 0;
    }
    assert.ok(Math.abs(total - all) <= 1e-13 * all);
  }
});

test("thousands of looks that are likelier than their scale neither overflow nor change the sum of their logarithms", () => {
  const looks = Array.from({ length: 6000 }, (_, i) => look(Math.floor(i / 7), { kind: "range", low: 0, high: 20 }));
  const lattice = latticeOver(4, -2, 1);
  for (const wander of [0, 0.3]) {
    const hyper: Hyper = { size: 0.6, wander, memoryDays: 8, season: 0, phase: 0, weight: 1 };
    const filter = new LevelFilter(new HyperRows(hyper), lattice);
    for (const sighting of looks) filter.advance(sighting.day, likelihoodOf(looks[0] ?? sighting, hyper.size));
    assert.ok(Number.isFinite(filter.log()), `${filter.log()}`);
    if (wander > 0) continue;
    const together = new LevelFilter(new HyperRows(hyper), lattice);
    together.take(new LookRecord(looks, new Workings()));
    assert.ok(Math.abs(filter.log() - together.log()) < 1e-9 * Math.abs(together.log()) + 1e-8);
  }
});

test("a look ahead is as likely as the filter finds it once it is taken in, before and after the first look", () => {
  const rest = { memoryDays: 30, phase: 1, weight: 1, size: 2.4 };
  const lattice = latticeOver(8, 0.4, 4.1);
  const factors = Float64Array.from({ length: lattice.length }, (_, i) => 1 / (1 + (i % 5)));
  for (const hyper of [
    { ...rest, wander: 0.6, season: 0 },
    { ...rest, wander: 0, season: 0.6 },
  ])
    for (const looks of [0, 1, 9]) {
      const workings = new Workings();
      // Weights by the level alone come in at the beginning or at the end.
      const [plain, weighed] = [undefined, factors].map((initial) => {
        const filter = new LevelFilter(workings.rowsOf(hyper), lattice, initial);
        for (let i = 0; i < looks; i++)
          filter.advance(13 * i, likelihoodOf(look(0, { kind: "exact", cars: (i * 7) % 19 }), hyper.size));
        return filter;
      });
      const before = plain?.log();
      for (const cars of [0, 8, 70]) {
        const likelihood = likelihoodOf(look(0, { kind: "exact", cars }), hyper.size);
        const taken = weighed?.fork();
        taken?.advance(150, likelihood);
        const ahead = plain?.ahead(150, factors).logWith(likelihood) ?? Number.NaN;
        assert.ok(Math.abs(ahead - (taken?.log() ?? 0)) < 1e-11, `${hyper.wander}, ${looks} looks, ${cars} cars`);
      }
      assert.equal(plain?.log(), before);
    }
});
