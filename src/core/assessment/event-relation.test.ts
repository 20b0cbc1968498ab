import assert from "node:assert/strict";
import { test } from "node:test";
import { assessSeries } from "./assess-series.ts";
import { chanceAsClose } from "./event-relation.ts";

/** Share of all draws of so many of the days for which at least one is as wanted. */
function shareOfDraws(days: readonly number[], draws: number, isWanted: (day: number) => boolean): number {
  let all = 0;
  let wanted = 0;
  const draw = (left: number, found: boolean): void => {
    if (left === 0) {
      all++;
      if (found) wanted++;
      return;
    }
    for (const day of days) draw(left - 1, found || isWanted(day));
  };
  draw(draws, false);
  return wanted / all;
}

test("the chance of an event as close is that of all draws, event before the onset, on its day or after it", () => {
  const record = { first: 100, last: 139 };
  const days = Array.from({ length: 40 }, (_, i) => 100 + i);
  // Onsets well within the record, at its beginning and at its end; events from before the record until after it.
  for (const onset of [104, 120, 139])
    for (const daysToOnset of [45, 31, 30, 8, 4, 1, 0, -1, -3, -30])
      for (const dates of [1, 2, 3]) {
        const within = daysToOnset < 0 ? 30 : daysToOnset;
        const expected = shareOfDraws(days, dates, (day) => day <= onset && onset - day <= within);
        const got = chanceAsClose(daysToOnset, onset, record, dates);
        assert.ok(Math.abs(got - expected) < 1e-12, `${onset} ${daysToOnset} ${dates}: ${got}, not ${expected}`);
      }
  for (const dates of [1, 2, 3]) {
    const expected = shareOfDraws(days, dates, (day) => day >= 109);
    assert.ok(Math.abs(chanceAsClose(null, null, record, dates) - expected) < 1e-12);
    assert.equal(chanceAsClose(null, null, { first: 5, last: 5 }, dates), 1);
  }
});

test("an event on the onset's own day has the least chance, of as many dates as there are events", () => {
  const day = (n: number) => new Date(Date.UTC(2021, 0, 1 + n)).toISOString().slice(0, 10);
  const usual = [60, 58, 63, 55, 61, 59, 64, 57, 62, 60, 58, 61, 59, 60, 63];
  const looks = [
    ...Array.from({ length: 20 }, (_, i) => ({ date: day(20 * i - 400), count: usual[i % 15] ?? 0, monitored: false })),
    ...usual.map((count, i) => ({ date: day(i), count, monitored: false })),
    ...[400, 410, 395, 402, 405].map((count, i) => ({ date: day(15 + i), count, monitored: true })),
  ];
  const events = [15, 14, 13, 25].map((n) => ({ id: `day ${n}`, date: day(n) }));
  const told = (asked: typeof events) => {
    const answer = assessSeries({ id: "daily", looks, events: asked });
    assert.ok(answer.status === "ready");
    return answer.events.map(({ daysToOnset, chance, of }) => ({ daysToOnset, chance, of }));
  };
  const near = (got: number, expected: number) =>
    assert.ok(Math.abs(got - expected) < 1e-12, `${got}, not ${expected}`);
  // 420 days from the first look to the last.
  for (const [i, { daysToOnset, chance, of }] of told(events).entries()) {
    const days = [1, 2, 3, 31][i] ?? 0;
    assert.deepEqual([daysToOnset, of], [[0, 1, 2, -10][i], 4]);
    near(chance, 1 - (1 - days / 420) ** 4);
  }
  near(told(events.slice(0, 1))[0]?.chance ?? 0, 1 / 420);
});
