import assert from "node:assert/strict";
import { test } from "node:test";
import { assessSeries } from "../assessment/assess-series.ts";
import { isoDate } from "../stats/day-number.ts";
import { assessedLook, type Focus } from "./focus.ts";

test("of two judged looks on one day the last is told, as onset, ratio and sensitivity are its", () => {
  const date = (i: number) => isoDate(19_000 + 14 * i);
  const usual = [7, 9, 4, 11, 8, 6, 12, 5, 8, 10, 7, 9].map((count, i) => ({ date: date(i), count }));
  const twice = [10, 73].map((count) => ({ date: date(12), count, monitored: true }));
  const assessment = assessSeries({ id: "yard", looks: [...usual, ...twice] });
  const told = assessedLook({ assessment }, { date: date(12) } as Focus);
  assert.equal(told?.pointer, "/looks/1");
});
