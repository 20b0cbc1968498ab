import assert from "node:assert/strict";
import { test } from "node:test";
import { HYPER_GRID } from "./hyper-grid.ts";
import { LevelFilter } from "./level-filter.ts";
import { latticeOver } from "./level-lattice.ts";
import { LevelPosterior, priorWeights } from "./level-posterior.ts";
import { LookRecord } from "./look-record.ts";
import { clearLook } from "./sighting.ts";
import { Workings } from "./workings.ts";

test("the lattice is fine enough where few looks are followed by many close to each other", () => {
  // Counts as trains that stay give them: a cycle of days about 150 cars.
  const cars = (day: number) => Math.round(150 * Math.exp(0.6 * Math.sin(day / 9) + 0.3 * Math.sin(day / 2.3)));
  const days = [...Array.from({ length: 12 }, (_, i) => 30 * i), ...Array.from({ length: 60 }, (_, i) => 2000 + i)];
  const workings = new Workings();
  const record = new LookRecord(
    days.map((day) => clearLook(day, cars(day))),
    workings,
  );
  for (const hyper of HYPER_GRID.filter(({ wander, size }) => wander > 0 && size > 20)) {
    const { filter } = new LevelPosterior(hyper, record, workings);
    const { fineness, start, step, length } = filter.lattice;
    const finer = latticeOver(4 * fineness, start, start + step * (length - 1));
    const expected = new LevelFilter(workings.rowsOf(hyper), finer, priorWeights(finer));
    expected.take(record);
    const off = Math.abs(filter.log() - expected.log());
    assert.ok(off < 1e-5, `size ${hyper.size}, spread ${hyper.wander}, ${hyper.memoryDays} days: off by ${off}`);
  }
});
