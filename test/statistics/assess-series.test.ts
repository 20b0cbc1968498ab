import assert from "node:assert/strict";
import { test } from "node:test";
import { assessSeries } from "../../src/core/assessment/assess-series.ts";
import type { AssessLook, Rank } from "../../src/core/assessment/assessment.ts";
import { strongestBreak } from "../../src/core/assessment/find-breaks.ts";
import { toEntries } from "../../src/core/assessment/to-sightings.ts";
import { Workings } from "../../src/core/baseline/workings.ts";
import { dayNumber, isoDate } from "../../src/core/stats/day-number.ts";
import { ready } from "./ready.ts";

const COUNTS = [7, 3, 12, 8, 9, 5, 14, 2, 6, 8, 11, 4];
const START = 19_000;
const date = (i: number) => isoDate(START + 13 * i);
const baseline: readonly AssessLook[] = COUNTS.map((count, i) => ({ date: date(i), count }));

function newest(look: Omit<AssessLook, "date">, earlier = baseline) {
  const judged = ready([...earlier, { date: date(COUNTS.length), ...look }]).looks[0];
  assert.ok(judged !== undefined);
  return judged;
}

test("too few looks is an answer with what is needed, not an error", () => {
  const answer = assessSeries({ id: "yard", looks: baseline.slice(0, 4) });
  assert.ok(answer.status === "too-few-looks");
  assert.deepEqual([answer.usable, answer.needed], [3, 5]);
  assert.equal(assessSeries({ id: "yard", looks: [] }).status, "too-few-looks");
  const usable = (looks: readonly AssessLook[]) => {
    const { status, ...rest } = assessSeries({ id: "yard", looks });
    return [status, "usable" in rest ? rest.usable : null];
  };
  // One period of six images is to be judged itself, and nothing stands before it.
  assert.deepEqual(usable([{ date: date(0), until: date(9), atMost: 20, images: 6 }]), ["too-few-looks", 0]);
  const marked = baseline.slice(0, 14).map((look, i) => (i === 3 ? { ...look, monitored: true } : look));
  assert.deepEqual(usable(marked), ["too-few-looks", 3]);
});

test("looks that cannot be told from the one that is judged let no smaller probability be printed", () => {
  const wide = Array.from({ length: 20 }, (_, i) => ({ date: isoDate(START - 400 + 20 * i), atMost: 9000 }));
  const [plain, beside] = [newest({ count: 150 }), newest({ count: 150 }, [...wide, ...baseline])];
  assert.deepEqual([plain.p, beside.p], [plain.floor, beside.floor]);
  assert.equal(plain.floor, 1e-3 / (COUNTS.length + 1));
  assert.equal(beside.floor, plain.floor);
  // Bounds below it are looks that it exceeds.
  const below = wide.map(({ date }) => ({ date, atMost: 30 }));
  assert.equal(newest({ count: 150 }, [...below, ...baseline]).floor, 1e-3 / (COUNTS.length + 21));
});

test("looks that tell nothing are none: they make no baseline, and are not judged", () => {
  const until = isoDate(START + 5);
  const silent = [{ atLeast: 0 }, { atMost: 50_000 }, { between: [0, 100_000] as const }].map((figure, i) => ({
    date: isoDate(START - 700),
    until,
    images: 8 + i,
    ...figure,
  }));
  const few = assessSeries({ id: "yard", looks: [...silent, ...baseline.slice(0, 4)] });
  assert.ok(few.status === "too-few-looks" && few.usable === 3);
  const last = { date: date(COUNTS.length), atLeast: 0, monitored: true };
  const looks = baseline.map((look, i) => ({ ...look, monitored: i > 8 }));
  assert.deepEqual(ready([...silent, ...looks, last]), ready(looks));
  // In a window of a regime, too.
  const regime = { regime: "open" };
  const { baseline: summary } = ready([
    ...baseline.map((look) => ({ ...look, regime: "closed" })),
    ...silent.map((look) => ({ ...look, ...regime, date: date(12), until: date(13) })),
    ...[14, 15, 16].map((i) => ({ date: date(i), count: 9, ...regime })),
  ]);
  assert.deepEqual(summary.windows[0], { ...summary.windows[0], name: "separate", looks: 2, tooFew: true });
});

test("other numbers of images in a period change what is usual, and not which looks are", () => {
  const surge = Array.from({ length: 6 }, (_, i) => ({ date: date(COUNTS.length + i), count: 70, monitored: true }));
  const quiet = { date: isoDate(START - 900), until: isoDate(START - 10), atMost: 20 };
  const highest = (looks: readonly AssessLook[]) => ready([...baseline, ...looks]).sensitivity.p[1];
  const known = highest([{ ...quiet, images: 6 }, ...surge]);
  const unknown = highest([quiet, ...surge]);
  assert.ok(unknown < 3 * known, `${unknown} against ${known}`);
});

test("the higher the count, the lower its probability, down to the floor of the record and never below", () => {
  const judged = [9, 20, 40, 80, 2000].map((count) => newest({ count }));
  for (const [i, look] of judged.entries()) assert.ok(i === 0 || look.p <= (judged[i - 1]?.p ?? 1));
  assert.equal(judged.at(-1)?.p, 1e-3 / (COUNTS.length + 1));
  assert.ok((judged.at(-1)?.modelP ?? 1) < 1e-3 / (COUNTS.length + 1));
});

test("at least N is no more surprising than N", () => {
  assert.ok(newest({ atLeast: 25 }).p >= newest({ count: 25 }).p - 1e-12);
});

test("half the yard seen and half the count is about as surprising", () => {
  const whole = newest({ count: 30 }).p;
  const half = newest({ count: 15, visible: 0.5 }).p;
  assert.ok(half > whole / 2.5 && half < whole * 2.5, `${half} against ${whole}`);
});

test("a look that says nothing changes nothing", () => {
  const silent = { date: isoDate(START + 40), atLeast: 0 };
  const with_ = newest({ count: 25 }, [...baseline, silent]);
  const without = newest({ count: 25 });
  assert.ok(Math.abs(with_.modelP / without.modelP - 1) < 1e-9);
  assert.ok(Math.abs(with_.evidence / without.evidence - 1) < 1e-6);
});

test("later looks change no earlier result, to the byte, and the order of looks is irrelevant", () => {
  const first = { date: date(12), count: 11, monitored: true };
  const second = { date: date(13), count: 30, monitored: true };
  const third = { date: date(14), count: 3, monitored: true };
  const short = ready([...baseline, first, second]);
  const long = ready([...baseline, first, second, third]);
  assert.equal(JSON.stringify(long.looks.slice(0, 2)), JSON.stringify(short.looks));
  const shuffled = ready([third, ...[...baseline].reverse(), second, first]);
  assert.equal(JSON.stringify(shuffled), JSON.stringify(long));
});

const standing = ({ above, of }: Rank) => ({ above, of });

test("rank counts the earlier looks that saw the whole yard, and only those", () => {
  const hidden = { date: isoDate(START + 3), count: 60, visible: 0.5 };
  assert.deepEqual(standing(newest({ count: 13 }, [...baseline, hidden]).rank), { above: 11, of: 12 });
});

test("a look is ranked against counts that it can be held against, and otherwise not at all", () => {
  const none = { above: 0, of: 0 };
  assert.deepEqual(standing(newest({ atLeast: 73 }).rank), { above: 12, of: 12 });
  assert.deepEqual(standing(newest({ atLeast: 8 }).rank), { above: 6, of: 12 });
  assert.deepEqual(standing(newest({ atMost: 73 }).rank), none);
  assert.deepEqual(standing(newest({ count: 73, visible: 0.94 }).rank), none);
  const half = baseline.map((look) => ({ ...look, recall: 0.5 }));
  assert.deepEqual(standing(newest({ count: 15, recall: 0.95 }, half).rank), none);
  assert.deepEqual(standing(newest({ count: 15, recall: 0.5 }, half).rank), { above: 12, of: 12 });
  assert.deepEqual(standing(newest({ count: 15, falsePositives: 3 }).rank), none);
  // A bound says no count that another could exceed.
  assert.deepEqual(standing(newest({ count: 15 }, [...baseline, { date: isoDate(START + 3), atLeast: 2 }]).rank), {
    above: 12,
    of: 12,
  });
});

test("a look is ranked among the counts of its own regime, and of none", () => {
  const open = baseline.map((look) => ({ ...look, regime: "open" }));
  const closed = every(9, new Array(40).fill(0), { regime: "closed" }, "2021-01-01");
  const spanning = { date: isoDate(START + 3), count: 9 };
  assert.deepEqual(standing(newest({ count: 31, regime: "open" }, [...open, ...closed]).rank), { above: 12, of: 12 });
  assert.deepEqual(standing(newest({ count: 31, regime: "open" }, [...open, ...closed, spanning]).rank), {
    above: 13,
    of: 13,
  });
  assert.deepEqual(standing(newest({ count: 31, regime: "reopened" }, [...open, ...closed]).rank), { above: 0, of: 0 });
  assert.deepEqual(standing(newest({ count: 31 }, [...open, ...closed]).rank), { above: 52, of: 52 });
});

test("a regime of its own judges by its own looks, and the headline is the least surprising window", () => {
  const closed = Array.from({ length: 8 }, (_, i) => ({
    date: isoDate(START - 300 + 13 * i),
    count: 0,
    regime: "closed",
  }));
  const open = baseline.map((look) => ({ ...look, regime: "open" }));
  const answer = ready([...closed, ...open, { date: date(12), count: 25, regime: "open" }]);
  const p = answer.looks[0]?.p ?? 0;
  assert.deepEqual(
    answer.baseline.windows.map(({ name }) => name),
    ["separate", "own", "pooled", "regime closed"],
  );
  assert.equal(p, Math.max(...answer.baseline.windows.map((window) => window.p)));
});

test("an emptied yard is a fall of the firmest tier, and no rise", () => {
  const full = [60, 55, 70, 40, 80, 66, 50, 61, 58, 72].map((count, i) => ({ date: date(i), count }));
  const looks = ready([
    ...full,
    ...[0, 2, 1].map((count, i) => ({ date: date(10 + i), count, monitored: true })),
  ]).looks;
  assert.deepEqual(
    looks.map(({ tier }) => tier),
    ["none", "none", "none"],
  );
  assert.equal(looks.at(-1)?.tierFall, "firm");
  assert.ok((looks.at(-1)?.pLow ?? 1) < 0.01 && (looks.at(-1)?.surge ?? 1) < 0.01);
});

test("a queue of trains that is empty half of the time is not told to have emptied after some empty looks", () => {
  const queue = [0, 12, 0, 0, 19, 7, 0, 0, 4, 16, 0, 11, 0, 0, 28, 0, 9, 13, 0, 0];
  const judged = (counts: readonly number[]) => {
    const earlier = [...queue, ...queue].map((count, i) => ({ date: date(i), count }));
    return ready([...earlier, ...counts.map((count, i) => ({ date: date(40 + i), count, monitored: true }))]);
  };
  // Without the assumptions of more scatter an alarm of 260 after the sixth.
  assert.ok(judged([0, 0, 0, 0, 0, 0]).looks.every(({ tierFall }) => tierFall === "none"));
  // Without them at most .96 of what it was.
  assert.ok((judged([0, 0, 0, 4, 0, 0, 0, 0, 0]).ratio?.high ?? 0) > 2);
  // Twenty in a row are news of this yard, too.
  assert.equal(judged(new Array(20).fill(0)).looks.at(-1)?.tierFall, "firm");
});

test("a record without scatter and a count far outside it give numbers, all of them finite", () => {
  const answer = ready([...baseline.map((look) => ({ ...look, count: 8 })), { date: date(12), count: 1000 }]);
  assert.equal(answer.looks[0]?.tier, "firm");
  assert.ok(answer.onset !== null && answer.ratio !== null && answer.ratio.low > 5);
  assert.doesNotMatch(JSON.stringify(answer.looks), /null/);
});

test("after a surge has ended the ratio is that of the surge, as the onset is", () => {
  const counts = [34, 29, 41, 31, 36, 7, 9, 5, 8, 6, 10, 7];
  const answer = ready([...baseline, ...counts.map((count, i) => ({ date: date(12 + i), count, monitored: true }))]);
  assert.equal(answer.changes.length, 1);
  assert.equal(answer.changes[0]?.until, date(17));
  assert.ok(answer.ratio !== null && answer.ratio.low > 1.5 && answer.ratio.median > 3 && answer.ratio.high < 12);
  assert.equal(answer.looks.at(-1)?.tier, "ended");
});

test("events are answered where a break is not worth dating, and the date is told with and without them alike", () => {
  // Drawn from NB(8, 3), NB(16, 3) from the seventeenth on: a Bayes factor of about 2.5.
  const counts = [14, 5, 10, 0, 6, 12, 2, 4, 12, 6, 9, 14, 7, 13, 21, 5, 9, 3, 38, 4, 17, 29, 40, 10];
  const events = [{ id: "event", date: date(15) }];
  const answers = (factor: number) => {
    const looks = counts.map((count, i) => ({ date: date(i), count: i < 16 ? count : factor * count }));
    const sightings = toEntries(looks).flatMap((entry) => entry.sightings);
    const found = strongestBreak(sightings, 1, -Infinity, new Workings());
    const [without, asked] = [ready(looks), assessSeries({ id: "yard", looks, events })];
    assert.ok(asked.status === "ready" && found !== null);
    assert.deepEqual(asked.onset, without.onset);
    return { factor: Math.exp(found.logFactor), onset: asked.onset, event: asked.events[0] };
  };
  const [weak, clear] = [answers(1), answers(3)];
  assert.ok(weak.factor > 1 && weak.factor < 10 ** 0.5, `a Bayes factor of ${weak.factor}`);
  assert.equal(weak.onset, null);
  assert.ok(weak.event !== undefined && weak.event.follows > 0.05, `follows ${weak.event?.follows}`);
  assert.ok(clear.factor > 10 ** 0.5 && clear.onset !== null);
  assert.ok((clear.event?.follows ?? 0) > weak.event.follows);
});

test("an event is answered with numbers where all looks are of one day", () => {
  const looks = COUNTS.map((count) => ({ date: date(0), count }));
  const answer = assessSeries({ id: "yard", looks, events: [{ id: "event", date: date(0) }] });
  assert.ok(answer.status === "ready");
  assert.equal(answer.onset, null);
  assert.deepEqual([answer.events[0]?.follows, answer.events[0]?.precedes], [0, 0]);
});

const TWELVE = [20, 18, 25, 16, 22, 19, 24, 17, 21, 20, 23, 18];
const every = (days: number, counts: readonly number[], more: Omit<AssessLook, "date"> = {}, from = "2021-01-01") =>
  counts.map((count, i) => ({ date: isoDate((dayNumber(from) ?? 0) + days * i), count, ...more }));

test("a change that turns into its opposite has ended, and both are told", () => {
  const [rise, fall] = [
    [150, 160, 140, 155],
    [1, 0, 2, 1, 0, 1],
  ];
  const looks = every(10, [...TWELVE, ...rise, ...fall]).map((look, i) => ({ ...look, monitored: i >= 11 }));
  const { changes } = ready(looks);
  assert.deepEqual(
    changes.map(({ direction, alarm, from, until }) => [direction, alarm, from, until]),
    [
      ["rise", "2021-05-01", "2021-05-01", "2021-06-10"],
      ["fall", "2021-06-10", "2021-06-10", null],
    ],
  );
});

test("a change that begins and ends among the looks of one day is set apart, and the others of the day are not", () => {
  const steady = every(14, [58, 60, 62, 59, 61, 58, 60, 62, 59, 61]);
  const watched = every(14, [58, 60, 62, 59], { monitored: true }, "2021-05-21");
  const ofDay = (counts: readonly number[]) => every(0, counts, { monitored: true }, "2021-07-16");
  const since = every(14, [60, 59, 61], { monitored: true }, "2021-07-30");
  const { changes, onset, baseline } = ready([...steady, ...watched, ...ofDay([61, 0, 60]), ...since]);
  assert.deepEqual(
    changes.map(({ direction, from, until }) => [direction, from, until]),
    [["fall", "2021-07-16", "2021-07-16"]],
  );
  const without = ready([...steady, ...watched, ...ofDay([61, 60]), ...since]).baseline;
  assert.equal(baseline.looks, without.looks);
  for (const end of ["low", "high"] as const)
    assert.ok(Math.abs(baseline.predictive[end] - without.predictive[end]) <= 2, JSON.stringify(baseline.predictive));
  assert.ok(onset !== null && onset.low > "2021-07-02" && onset.high === "2021-07-16", JSON.stringify(onset));
});

test("a regime has changes of its own, and a surge in a regime that is judged from its first look is dated", () => {
  const a = every(10, [...TWELVE, 150, 160, 140, 155], { regime: "a" }).map((look, i) => ({
    ...look,
    monitored: i > 11,
  }));
  const calm = every(10, [20, 21, 18, 24, 22, 19], { regime: "b", monitored: true }, "2021-07-01");
  const [first] = ready([...a, ...calm]).changes;
  assert.deepEqual([first?.direction, first?.from, first?.until], ["rise", "2021-05-01", null]);
  const surge = every(10, [150, 160, 140, 155], { regime: "b", monitored: true }, "2021-08-30");
  const { onset, looks } = ready([...every(10, TWELVE, { regime: "a" }), ...calm, ...surge]);
  assert.equal(looks.at(-1)?.tier, "firm");
  assert.ok(onset !== null && onset.low >= "2021-08-20" && onset.high <= "2021-09-09", JSON.stringify(onset));
});

test("years of watching a yard that is always empty tell of no change", () => {
  const looks = every(30, new Array(60).fill(0)).map((look, i) => ({ ...look, monitored: i >= 12 }));
  assert.equal(ready(looks).onset, null);
});

test("the usual range of a look that may have seen a part or all holds both", () => {
  const looks = every(10, [20, 18, 22, 19, 21, 17, 23, 20, 19, 21, 20, 22, 20]);
  const last = {
    ...looks.at(-1),
    date: looks.at(-1)?.date ?? "",
    shares: [
      [0.2, 1],
      [1, 1],
    ] as const,
  };
  const { predictive } = ready([...looks.slice(0, -1), last]).looks[0] ?? {};
  // By a quadrature in scipy that weighs the distributions of both shares; by that of their mean 4 to 21.
  assert.deepEqual([predictive?.low, predictive?.high], [0, 29]);
});

test("no probability is above 1", () => {
  const answer = ready(every(10, [...new Array(12).fill(0), 0]));
  const { p } = answer.sensitivity;
  for (const one of [answer.looks[0]?.modelP, ...p, ...answer.baseline.windows.map((window) => window.p)])
    assert.ok((one ?? 2) <= 1);
});

test("the looks decide whether a step or a ramp is told, not the prior", () => {
  const shapeOf = (days: number, counts: readonly number[], from: number) =>
    ready(every(days, counts).map((look, i) => ({ ...look, monitored: i >= from }))).onset?.shape;
  const calm = [7, 9, 4, 11, 8, 6, 12, 5, 8, 10, 7, 9, 6, 8, 9, 7, 10, 8, 6, 9];
  assert.equal(shapeOf(40, [...calm, 20, 17], 20), "step");
  const even = [58, 61, 60, 63, 57, 62, 59, 60, 61, 58, 60, 62];
  assert.equal(shapeOf(14, [...even, 182, 178, 181, 179, 183, 180, 177, 181], 12), "step");
  assert.equal(shapeOf(14, [...even, 75, 96, 112, 131, 149, 170, 180, 181, 178, 182, 179, 181], 12), "ramp");
});

test("a period that is judged after the end of a surge is judged, wherever its images lie", () => {
  const calm = every(10, [...TWELVE, ...TWELVE]);
  const until = (from: string, more: Omit<AssessLook, "date"> = {}) =>
    ({ date: from, until: "2021-11-15", atMost: 70, monitored: true, ...more }) as const;
  const surge = every(10, [150, 160, 140, 155, 145, 150, 20], { monitored: true }, "2021-08-29");
  // All of the surge itself: only the look that ended it is left to watch from.
  const [within] = ready([...calm, ...surge, until("2021-08-29", { images: 1 })]).looks.slice(-1);
  assert.ok((within?.evidence ?? 240) < 2 && (within?.evidenceFall ?? 240) < 2 && within?.tier === "ended");
  assert.ok((within?.p ?? 0) > 0.9);
  // From before the surge to after its end: the images after it are watched.
  const [across] = ready([...calm, ...surge, until("2021-08-01", { images: 8 })]).looks.slice(-1);
  assert.ok((across?.evidence ?? 0) > 0 && (across?.evidence ?? 240) < 2);
  // The surge of one regime goes on while that of all has ended.
  const own = { regime: "a" };
  const risen = every(10, [150, 160, 140], { ...own, monitored: true }, "2021-08-29");
  const spanning = every(10, [150, 145, 150, 20], { monitored: true }, "2021-09-28");
  const looks = [...calm.map((look) => ({ ...look, ...own })), ...risen, ...spanning];
  const [going] = ready([...looks, until("2021-09-01", { ...own, images: 1 })]).looks.slice(-1);
  assert.ok((going?.evidence ?? 240) < 2, JSON.stringify(going));
});
