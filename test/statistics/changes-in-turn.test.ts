import assert from "node:assert/strict";
import { test } from "node:test";
import { watchedEvidence } from "../../src/core/assessment/many-facilities.ts";
import { isoDate } from "../../src/core/stats/day-number.ts";
import { ready } from "./ready.ts";

const date = (i: number) => isoDate(18_000 + 13 * i);
const USUAL = [18, 22, 20, 17, 25, 19, 21, 16, 23, 20, 24, 18, 21, 19, 22, 20];
const SURGE = [80, 70, 95, 85, 75, 90, 82];

/** Counts thirteen days apart, judged from the thirteenth on. */
const looksOf = (counts: readonly number[]) => counts.map((count, i) => ({ date: date(i), count, monitored: i >= 12 }));

test("a yard that empties after a surge is told to have emptied, from the day on which the surge was over", () => {
  const counts = [...USUAL, ...SURGE, 2, 1, 3, 2, 0, 2];
  const events = [
    { id: "in the surge", date: date(17) },
    { id: "before the fall", date: isoDate(18_000 + 13 * 22 + 4) },
  ];
  const answer = ready(looksOf(counts), events);
  assert.deepEqual(
    answer.changes.map(({ direction, from, until }) => [direction, from, until]),
    [
      ["rise", date(16), date(23)],
      ["fall", date(23), null],
    ],
  );
  const { onset, ratio } = answer;
  assert.ok(onset?.direction === "fall" && onset.low > date(22) && onset.high <= date(24), JSON.stringify(onset));
  // Against what is usual, and not against the surge.
  assert.ok((ratio?.low ?? 0) < 0.1 && (ratio?.high ?? 0) > 0.1, JSON.stringify(ratio));
  const [during, before] = answer.events;
  assert.deepEqual([during?.follows, during?.precedes], [0, 0]);
  assert.ok((before?.follows ?? 0) > 0.4, JSON.stringify(before));
  const newest = answer.looks.at(-1);
  assert.deepEqual([newest?.tier, newest?.tierFall], ["ended", "firm"]);
  assert.ok((newest?.evidence ?? 240) < 2, "of the surge nothing is left");
});

test("a surge after a closure is found, though its first look ends the closure", () => {
  const closed = [3, 0, 0, 1, 1, 0, 1, 4];
  const surge = [53, 35, 63, 84, 103, 81, 103, 40, 92, 100];
  const answer = ready(looksOf([...USUAL, ...closed, ...surge]));
  const [first, second] = answer.changes;
  assert.deepEqual([first?.direction, first?.until], ["fall", date(24)]);
  assert.deepEqual([second?.direction, second?.until], ["rise", null]);
  const { onset } = answer;
  assert.ok(onset?.direction === "rise" && onset.low > date(23), JSON.stringify(onset));
  const newest = answer.looks.at(-1);
  assert.deepEqual([newest?.tier, newest?.tierFall], ["alarm", "ended"]);
});

test("a change is not told the wrong way after a long record, however much evidence the one before had", () => {
  const record = Array.from({ length: 60 }, (_, i) => USUAL[(5 * i) % 16] ?? 0);
  const judged = (first: readonly number[], second: readonly number[]) => {
    const counts = [...record, 21, 18, 24, 20, ...first, ...second];
    const answer = ready(counts.map((count, i) => ({ date: date(i), count, monitored: i >= 60 })));
    const newest = answer.looks.at(-1);
    return [newest?.tier, newest?.tierFall, answer.onset?.direction];
  };
  const [closed, surge] = [
    [1, 0, 1, 0, 2, 1, 0, 1],
    [102, 97, 54, 79, 88, 70, 95, 66],
  ];
  assert.deepEqual(judged(closed, surge), ["firm", "ended", "rise"]);
  assert.deepEqual(judged(surge, closed), ["ended", "firm", "fall"]);
});

test("a look that ends a change tells what the looks since say, alone and together", () => {
  const answer = ready(looksOf([...USUAL, ...SURGE, 19]));
  const newest = answer.looks.at(-1);
  assert.equal(newest?.tier, "ended");
  assert.ok((newest?.evidence ?? 240) < 2 && (newest?.evidenceFall ?? 240) < 2, JSON.stringify(newest));
  assert.deepEqual(watchedEvidence(answer), {
    id: "yard",
    rise: 0,
    fall: newest?.evidenceFall,
    looks: answer.looks.length,
  });
});

test("a change is told with its regime, and a look that tells nothing tries no assumption", () => {
  const inRegime = looksOf([...USUAL, ...SURGE]).map((look) => ({ ...look, regime: "open" }));
  assert.deepEqual(
    ready(inRegime).changes.map(({ regime }) => regime),
    ["open"],
  );
  const looks = looksOf(USUAL);
  const silent = { date: date(2), until: date(9), atLeast: 0 };
  assert.deepEqual(ready([...looks, silent]).sensitivity, ready(looks).sensitivity);
  assert.ok(!("regime" in (ready(looksOf([...USUAL, ...SURGE])).changes[0] ?? {})));
});
