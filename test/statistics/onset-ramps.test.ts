import assert from "node:assert/strict";
import test from "node:test";
import { type Design, simulate } from "../../scripts/statistics/scenarios.ts";
import { changeGrid, watchedLooks } from "../../src/core/assessment/onset-grid.ts";
import { Ramps } from "../../src/core/assessment/onset-ramp.ts";
import { toEntries } from "../../src/core/assessment/to-sightings.ts";
import { ofEverySize } from "../../src/core/baseline/hyper-grid.ts";
import { Workings } from "../../src/core/baseline/workings.ts";

const FIRST = 41;

test("a ramp weighs what it weighs with every pair of levels, nearly, in the gaps that are likely", () => {
  const rise = { ratio: 3, rampDays: 60, looks: Number.POSITIVE_INFINITY };
  const designs: Design[] = [
    { usual: "S0", baseline: FIRST, monitored: 12, effect: { ...rise, rampDays: 0 } },
    { usual: "S0", baseline: FIRST, monitored: 24, effect: rise },
    { usual: "S3", baseline: FIRST, monitored: 24, effect: rise },
  ];
  const errors: number[] = [];
  for (const [seed, design] of designs.entries()) {
    const looks = toEntries(simulate(design, seed + 10).series.looks).flatMap(({ sightings }) => sightings);
    const workings = new Workings();
    const watched = watchedLooks(looks, FIRST, "rise", workings);
    for (const hyper of ofEverySize(4).filter(({ season, size }) => season === 0 && size > 1)) {
      const grid = changeGrid(hyper, watched, workings, true);
      const [kept, every] = [new Ramps(grid), new Ramps(grid, 0)];
      const logs = grid.before.flatMap((_, g) => {
        const begins = looks[FIRST + g]?.day ?? 0;
        return [21, 45, 90].map((days) => [kept.log(g, begins, days), every.log(g, begins, days)] as const);
      });
      const most = Math.max(...logs.map(([, log]) => log));
      for (const [log, expected] of logs) if (expected >= most - 2) errors.push(Math.abs(log - expected));
    }
  }
  errors.sort((a, b) => a - b);
  const at = (share: number) => errors[Math.floor(share * errors.length)] ?? Number.NaN;
  assert.ok(errors.length > 500);
  // .043 and .167 where what is left out was not told by what is kept.
  assert.ok(at(0.5) < 0.01, `the median: ${at(0.5)}`);
  assert.ok(at(0.95) < 0.12, `nineteen in twenty: ${at(0.95)}`);
});
