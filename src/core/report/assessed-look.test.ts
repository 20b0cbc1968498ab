import assert from "node:assert/strict";
import { test } from "node:test";
import { assessSeries } from "../assessment/assess-series.ts";
import { isoDate } from "../stats/day-number.ts";
import { assessedLook, type Focus, nextLookTold } from "./focus.ts";

test("of two judged looks on one day the last is told, as onset, ratio and sensitivity are its", () => {
  const date = (i: number) => isoDate(19_000 + 14 * i);
  const usual = [7, 9, 4, 11, 8, 6, 12, 5, 8, 10, 7, 9].map((count, i) => ({ date: date(i), count }));
  const twice = [10, 73].map((count) => ({ date: date(12), count, monitored: true }));
  const assessment = assessSeries({ id: "yard", looks: [...usual, ...twice] });
  const told = assessedLook({ assessment }, { date: date(12) } as Focus);
  assert.equal(told?.pointer, "/looks/1");
});

test("what one more image would settle is told of a rise, not beside a fall, nor where nothing was judged", () => {
  const assessed = (newest: number) =>
    assessSeries({
      id: "yard",
      looks: [...Array(10).fill([30, 32]).flat(), newest, newest, newest].map((count, i) => ({
        date: isoDate(19_000 + 14 * i),
        count,
        ...(i < 20 ? {} : { monitored: true }),
      })),
    });
  assert.ok(nextLookTold(assessed(90)));
  assert.equal(nextLookTold(assessed(1)), null);
  assert.equal(nextLookTold(assessSeries({ id: "yard", looks: [] })), null);
});
