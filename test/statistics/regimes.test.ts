import assert from "node:assert/strict";
import { test } from "node:test";
import { assessSeries } from "../../src/core/assessment/assess-series.ts";
import type { AssessEvent, AssessLook } from "../../src/core/assessment/assessment.ts";
import { isoDate } from "../../src/core/stats/day-number.ts";
import { ready } from "./ready.ts";

const TWELVE = [7, 9, 4, 11, 8, 6, 12, 5, 8, 10, 7, 9];
const SURGE = [40, 45, 38, 50];
const EVENTS: readonly AssessEvent[] = [{ id: "event", date: "2022-06-20" }];

/** Looks a fortnight apart, the first of them the given number of fortnights after 8 January 2022. */
const fortnights = (counts: readonly number[], from: number, more: Omit<AssessLook, "date"> = {}): AssessLook[] =>
  counts.map((count, i) => ({ date: isoDate(19_000 + 14 * (from + i)), count, ...more }));

const usual = fortnights(TWELVE, 0, { regime: "a" });
const watched = { regime: "a", monitored: true };

test("looks of another regime after the newest that was judged move neither its onset nor its ratio", () => {
  const looks = [...usual, ...fortnights(SURGE, 12, watched)];
  const later = fortnights([5, 6, 4, 5, 6, 7, 5, 5], 16, { regime: "b" });
  const [alone, both] = [ready(looks, EVENTS), ready([...looks, ...later], EVENTS)];
  assert.deepEqual([alone.onset?.low, alone.onset?.high], ["2022-06-12", "2022-06-25"]);
  assert.deepEqual([both.onset?.low, both.onset?.high], [alone.onset?.low, alone.onset?.high]);
  const [before, after] = [alone.events[0], both.events[0]];
  assert.ok(before !== undefined && after !== undefined && before.follows > 0.25);
  assert.ok(Math.abs(after.follows - before.follows) < 0.05 && Math.abs(after.precedes - before.precedes) < 0.05);
  assert.ok(Math.abs((both.ratio?.median ?? 0) / (alone.ratio?.median ?? 1) - 1) < 0.1);
  // A change under way is still watched for its end, and the next look would confirm and end it at much the same counts.
  const [said, saidThen] = [alone.sensitivity.nextLook, both.sensitivity.nextLook];
  assert.ok(said.confirmsFrom !== null && said.endsBelow !== null && saidThen.endsBelow !== null);
  assert.ok(Math.abs(saidThen.endsBelow - said.endsBelow) <= 3);
});

test("a surge that ended in one regime is no surge that ended in the next", () => {
  const ended = fortnights([...SURGE, 8, 7, 9, 6, 8, 7, 9], 12, watched);
  const next = fortnights([...TWELVE, 8, 10], 23, { regime: "b" }).map((look, i) => ({ ...look, monitored: i >= 12 }));
  const { looks, changes } = ready([...usual, ...ended, ...next]);
  assert.equal(changes.length, 1);
  assert.equal(looks.find(({ date }) => date === ended.at(-1)?.date)?.tier, "ended");
  assert.deepEqual(
    looks.slice(-2).map(({ tier, tierFall }) => [tier, tierFall]),
    [
      ["none", "none"],
      ["none", "none"],
    ],
  );
});

test("looks that were judged in one regime do not take the date from a rise in the next, of which the newest alone is judged", () => {
  const surge = [...SURGE, 8, 7, 9, 6, 8, 7, 9];
  const next = [
    ...fortnights([...TWELVE, 30, 35, 28, 33, 30, 36], 23, { regime: "b" }),
    ...fortnights([31], 41, { regime: "b", monitored: true }),
  ];
  const { onset } = ready([...usual, ...fortnights(surge, 12, watched), ...next]);
  assert.ok(onset !== null && onset.low > "2023-04-01" && onset.high <= "2023-05-13", JSON.stringify(onset));
});

/** A yard of regime "b", whose two newest looks are judged, after twenty looks of regime "a"; six weeks apart. */
const after = (a: readonly number[]) =>
  [...a, ...TWELVE, 20, 17].map((count, i) => ({
    date: isoDate(18_000 + 42 * i),
    count,
    regime: i < a.length ? "a" : "b",
    monitored: i >= a.length + TWELVE.length,
  }));

test("whether a rise is dated hangs on how another regime scatters, as its probability does", () => {
  const calm = ready(after([7, 9, 8, 8, 10, 7, 9, 8, 9, 7, 8, 8, 9, 10, 7, 8, 6, 9, 8, 8]));
  const wide = ready(after([1, 20, 3, 9, 0, 15, 6, 2, 25, 8, 4, 7, 19, 1, 12, 0, 3, 22, 5, 10]));
  assert.ok((calm.looks.at(-1)?.surge ?? 0) > 0.5 && calm.onset !== null);
  assert.ok((wide.looks.at(-1)?.surge ?? 1) < 0.5);
  assert.equal(wide.onset, null);
});

test("a surge that ended in an earlier regime takes no day from the mix of types in the next", () => {
  const ended = fortnights([...SURGE, 8, 7, 9, 6, 8, 7, 9], 12, watched);
  const next = [...TWELVE, 20, 17].map((count, i) => ({
    date: isoDate(19_322 + 42 * i),
    count,
    regime: "b",
    monitored: i >= 12,
  }));
  const types = next.map(({ date, count }, i) => ({ date, cars: { tank: i < 12 ? 1 : count }, regime: "b" }));
  const mixed = types.map((look) => ({ ...look, cars: { ...look.cars, covered: 4 } }));
  const answer = assessSeries({ id: "yard", looks: [...usual, ...ended, ...next], types: mixed });
  // The rise of the next regime is told of without an alarm, so that the ended surge is the only change.
  assert.ok(answer.status === "ready" && answer.onset !== null && answer.changes.length === 1);
  assert.ok((answer.typeMix?.looksAfter ?? 0) >= 1);
});

test("a regime without looks of its own is judged by the others, and each window by what its looks carry", () => {
  const open = Array.from({ length: 30 }, (_, i) => 4 + ((i * 5) % 9));
  const reopened = (own: readonly number[]) =>
    ready([
      ...fortnights(open, 0, { regime: "open" }),
      ...fortnights(own, 30, { regime: "reopened" }),
      ...fortnights([60], 30 + own.length, { regime: "reopened", monitored: true }),
    ]);
  const { baseline, looks, sensitivity } = reopened([]);
  assert.deepEqual(
    baseline.windows.map(({ name, looks: of, tooFew }) => [name, of, tooFew]),
    [
      ["separate", 0, true],
      ["pooled", 30, undefined],
      ["regime open", 30, undefined],
    ],
  );
  assert.deepEqual([baseline.window, baseline.looks], ["pooled", 30]);
  assert.ok(baseline.predictive.high < 20, `usual up to ${baseline.predictive.high}`);
  // The bare prior of the level says .16; thirty looks carry a thousandth of 1 / 31.
  assert.ok((baseline.windows[0]?.p ?? 0) > 0.1);
  assert.deepEqual([looks[0]?.p, baseline.windows[2]?.p], [1e-3 / 31, 1e-3 / 31]);
  assert.ok(sensitivity.p[1] < 0.01 && sensitivity.p[0] === 1e-3 / 31);
  const some = reopened([7, 9, 4, 11]).baseline;
  assert.deepEqual([some.windows[0]?.tooFew, some.window === "separate"], [true, false]);
  const enough = reopened([7, 9, 4, 11, 8]).baseline;
  assert.deepEqual([enough.windows[0]?.tooFew, enough.window, enough.looks], [undefined, "own", 5]);
  // Thirty-five looks carry a smaller probability than the five of the headline.
  assert.equal(enough.windows.find(({ name }) => name === "pooled")?.p, 1e-3 / 36);
});
