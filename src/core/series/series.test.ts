import assert from "node:assert/strict";
import { test } from "node:test";
import { comparable, inOrder } from "./comparable.ts";
import { daysOf } from "./day.ts";
import type { SeriesEntry } from "./entry.ts";
import { isUnused } from "./figure-of.ts";
import { withRegimes } from "./regime.ts";
import { assessedSeries } from "./to-looks.ts";

const entry = (id: string, from: string, to = from, changes: Partial<SeriesEntry> = {}): SeriesEntry => ({
  id,
  from,
  to,
  figure: { kind: "exact", cars: 1, approximately: false },
  ground: "yard",
  classes: "cars",
  origin: { kind: "published", publisher: "P", source: "s", publishedOn: null, note: null },
  regime: null,
  ...changes,
});

test("days that the calendar does not have are none", () => {
  for (const wrong of [
    "2024-02-31",
    "2023-02-29",
    "1900-02-29",
    "2024-00-10",
    "2024-13",
    "2024-4-1",
    "24-04-01",
    "2024-04-00",
    "",
  ])
    assert.equal(daysOf(wrong), null, wrong);
  assert.deepEqual(daysOf("2000-02-29"), { first: "2000-02-29", last: "2000-02-29" });
  assert.deepEqual(daysOf("2023-02"), { first: "2023-02-01", last: "2023-02-28" });
});

test("what differs in ground, class or method is kept apart, whatever the order of input", () => {
  const ours = (id: string, method: string) =>
    entry(id, "2024-01-02", "2024-01-02", { origin: { kind: "observation", observation: id, method } });
  const entries = [
    entry("a", "2024-01-03"),
    entry("b", "2024-01-01"),
    entry("c", "2024-01-01", "2024-01-01", { ground: "station" }),
    ours("d", "m@1"),
    ours("e", "m@2"),
    entry("f", "2024-01-01", "2024-01-01", { classes: "ore" }),
  ];
  const groups = comparable(entries);
  assert.deepEqual(groups.map((group) => group.entries.map(({ id }) => id)).sort(), [
    ["b", "a"],
    ["c"],
    ["d"],
    ["e"],
    ["f"],
  ]);
  assert.deepEqual(comparable([...entries].reverse()), groups);
});

test("entries are in the order of the last day that they speak of", () => {
  assert.deepEqual(
    inOrder([entry("b", "2024-01-01", "2024-06-30"), entry("a", "2024-02-01")]).map(({ id }) => id),
    ["a", "b"],
  );
});

test("an entry is under the regime that holds all of its days; one that spans a change is under none", () => {
  const regimes = [
    { name: "open", from: "2018-01-01", to: null, reason: "r" },
    { name: "closed", from: "2020-02-01", to: "2022-11-03", reason: "r" },
  ];
  const under = (from: string, to: string) => withRegimes([entry("x", from, to)], regimes)[0]?.regime;
  assert.equal(under("2021-01-01", "2021-01-31"), "closed");
  assert.equal(under("2019-01-01", "2021-01-01"), "open");
  assert.equal(under("2017-12-31", "2018-01-01"), null);
});

test("our own looks bring their types along, expected cars of each that was told", () => {
  const certainly = (cars: number) => ({
    median: cars,
    low: cars,
    high: cars,
    level: 0.9,
    pmf: [...new Array<number>(cars).fill(0), 1],
  });
  const look = entry("a", "2024-01-02", "2024-01-02", {
    figure: {
      kind: "distribution",
      count: certainly(7),
      visible: 1,
      types: { tank: { ...certainly(2), pmf: [0, 0, 0.5, 0.5] }, open: certainly(4), unknown: certainly(1) },
    },
    origin: { kind: "observation", observation: "a", method: "m@1" },
    regime: "open",
  });
  assert.deepEqual(assessedSeries("f", [look], [], null)?.types, [
    { date: "2024-01-02", cars: { tank: 2.5, open: 4 }, regime: "open" },
  ]);
});

test("a publisher's counts by class tell of the mix on the ground of the counts, another's do not", () => {
  const classes = { figure: { kind: "by-class", cars: { ore: 9, box: 2 }, approximately: true } } as const;
  const entries = [
    entry("count", "2024-01-01"),
    entry("again", "2024-01-20"),
    entry("classes", "2024-02-01", "2024-02-01", { ...classes, classes: "by class" }),
    entry("elsewhere", "2024-02-01", "2024-02-01", { ...classes, classes: "by class", ground: "station" }),
  ];
  assert.deepEqual(assessedSeries("f", entries, [], null)?.types, [{ date: "2024-02-01", cars: { ore: 9, box: 2 } }]);
  assert.equal(assessedSeries("f", entries.slice(0, 2), [], null)?.types, undefined);
});

test("without a focus our own looks are assessed, and of published counts all", () => {
  const ours = entry("own", "2024-03-01", "2024-03-01", {
    origin: { kind: "observation", observation: "own", method: "m@1" },
  });
  const published = [entry("a", "2024-01-01"), entry("b", "2024-01-20"), entry("c", "2024-02-01")];
  const days = (entries: readonly SeriesEntry[]) =>
    assessedSeries("f", entries, [], null)?.looks.map(({ date }) => date);
  assert.deepEqual(days([...published, ours]), ["2024-03-01"]);
  assert.deepEqual(days(published), ["2024-01-01", "2024-01-20", "2024-02-01"]);
});

test("looks whose cars a reader checked stay in the series of their method", () => {
  const days = Array.from({ length: 15 }, (_, i) => `2024-${i < 9 ? "01" : "02"}-${String(i + 10)}`);
  const looks = (checked: readonly number[]) =>
    days.map((day, i) =>
      entry(day, day, day, {
        origin: { kind: "observation", observation: day, method: checked.includes(i) ? "m@1+read-by-zoe" : "m@1" },
      }),
    );
  const unchecked = assessedSeries("f", looks([]), [], null);
  assert.equal(unchecked?.looks.length, 15);
  assert.deepEqual(assessedSeries("f", looks([3, 14]), [], null), unchecked);
  assert.deepEqual(assessedSeries("f", looks([3, 14]), [], days[14] ?? ""), unchecked);
  assert.deepEqual(
    comparable(looks([3, 14])).map(({ method }) => method),
    ["m@1"],
  );
});

test("of several published counts of one day the one nearest to the usual is judged, and none is the past of another", () => {
  const says = (id: string, cars: number, kind: "exact" | "at-least" = "exact") =>
    entry(id, "2024-09-01", "2024-09-01", { figure: { kind, cars, approximately: kind === "at-least" } });
  const past = [9, 11, 12, 14, 10, 13].map((cars, i) =>
    entry(`p${i}`, `2024-0${i + 1}-01`, `2024-0${i + 1}-01`, { figure: { kind: "exact", cars, approximately: false } }),
  );
  const counts = [says("a", 40), says("b", 5), says("c", 60, "at-least")];
  const judged = (entries: readonly SeriesEntry[], focus: string | null = null) =>
    assessedSeries("f", entries, [], focus)?.looks.slice(6);
  assert.deepEqual(judged([...past, ...counts]), [{ date: "2024-09-01", count: 5 }]);
  assert.deepEqual(judged([...past, ...counts].reverse()), [{ date: "2024-09-01", count: 5 }]);
  assert.deepEqual(judged([...past, ...counts], "a"), [{ date: "2024-09-01", count: 40 }], "the analyst names one");
  const watched = assessedSeries("f", [...past, ...counts], [], null, "2024-06-01");
  assert.equal(watched?.looks.length, 7);
});

/** Counts a fortnight apart, by one publisher. */
const fortnights = (counts: readonly number[], publisher = "P") =>
  counts.map((cars, i) =>
    entry(`${publisher}${i}`, new Date(Date.UTC(2022, 0, 5 + 14 * i)).toISOString().slice(0, 10), undefined, {
      figure: { kind: "exact", cars, approximately: false },
      origin: { kind: "published", publisher, source: "s", publishedOn: null, note: null },
    }),
  );
const USUAL = [27, 24, 31, 35, 22, 20, 35, 28, 27, 26, 35, 35];
const judgedOf = (entries: readonly SeriesEntry[], focus: string | null = null) =>
  assessedSeries("f", entries, [], focus)?.looks.filter(({ monitored }) => monitored === true).length;

test("a publisher's counts are judged from the thirteenth day on, as our own are", () => {
  const days = fortnights([...USUAL, 32, 24, 27, 80, 90, 85]);
  assert.equal(judgedOf(days), 6);
  assert.equal(judgedOf(days.slice(0, 12)), 0);
  assert.equal(judgedOf(days, "P14"), 3, "the report on an earlier count knows no later ones");
});

test("what makes a first baseline is one publisher's counts of days: no bounds, no periods, no twelve outlets with one count each", () => {
  const many = [...USUAL, 28, 30, 80];
  const bounds = fortnights(many).map((one) => ({
    ...one,
    figure: { kind: "at-least", cars: 20, approximately: false } as const,
  }));
  const outlets = fortnights(many).map((one, i) => ({
    ...one,
    origin: { kind: "published", publisher: `P${i}`, source: "s", publishedOn: null, note: null } as const,
  }));
  const periods = fortnights(many).map((one) => ({ ...one, to: one.from.replace(/..$/, "28") }));
  const twice = fortnights(USUAL).flatMap((one) => [one, { ...one, id: `${one.id} again` }]);
  for (const none of [bounds, outlets, periods, twice]) assert.equal(judgedOf(none), 0);
  // Once somebody's record is long enough, what others count on the same ground is judged as well.
  const other = entry("other", "2022-08-30", "2022-08-30", {
    origin: { kind: "published", publisher: "Q", source: "s", publishedOn: null, note: null },
  });
  assert.equal(judgedOf([...fortnights(many), other]), 4);
});

test("a period that the analyst names is judged, in a long record too", () => {
  const period = entry("period", "2022-08-01", "2022-09-30", {
    figure: { kind: "at-least", cars: 60, approximately: false },
  });
  const judged = (focus: string | null) =>
    assessedSeries("f", [...fortnights([...USUAL, 28, 30]), period], [], focus)?.looks.filter((look) => look.monitored);
  assert.deepEqual(
    judged(null)?.map(({ date }) => date),
    ["2022-06-22", "2022-07-06"],
  );
  assert.equal(judged("period")?.at(-1)?.atLeast, 60);
});

test("of several looks of the day in focus only the one in focus is judged, watched or not", () => {
  const own = (id: string, day: string) =>
    entry(id, day, day, { origin: { kind: "observation", observation: id, method: "m@1" } });
  const days = Array.from({ length: 14 }, (_, i) => `2024-01-${String(i + 10)}`);
  const judged = (past: number, focus: string | null) => {
    const day = days[past] ?? "";
    const looks = [...days.slice(0, past).map((each) => own(each, each)), own("early", day), own("late", day)];
    const figures = looks.map((look) =>
      look.id === "early" ? { ...look, figure: { kind: "exact", cars: 73, approximately: false } as const } : look,
    );
    return assessedSeries("f", figures, [], focus)?.looks.flatMap(({ date, count, monitored }) =>
      monitored === true && date === day ? [count] : [],
    );
  };
  for (const past of [6, 13]) {
    assert.deepEqual(judged(past, "late"), [1]);
    assert.deepEqual(judged(past, "early"), [73]);
  }
  assert.deepEqual(judged(13, null), [73, 1], "none is named: each stands for itself");
});

test("a figure of a period that names no number of images is of one; of a bound their number stays unknown", () => {
  const figures = [
    { kind: "exact", cars: 9, approximately: false },
    { kind: "at-least", cars: 9, approximately: false },
    { kind: "at-most", cars: 9, approximately: false, looks: null },
    { kind: "at-most", cars: 9, approximately: false, looks: 7 },
  ] as const;
  const images = figures.map(
    (figure) => assessedSeries("f", [entry("e", "2022-01-01", "2024-01-01", { figure })], [], null)?.looks[0]?.images,
  );
  assert.deepEqual(images, [1, 1, null, 7]);
});

test("a mean alone and at least 0 are no looks, and do not stand for a day that others counted", () => {
  const mean = { kind: "range", low: 0, high: null, mean: 7, looks: null } as const;
  const least = { kind: "at-least", cars: 0, approximately: false } as const;
  const entries = [
    entry("period", "2022-01-01", "2024-01-01", { figure: mean }),
    entry("bounded", "2022-01-01", "2024-01-01", { figure: { ...mean, high: 20 } }),
    entry("least", "2024-01-03", "2024-01-03", { figure: least }),
    entry("count", "2024-01-03", "2024-01-03", { figure: { kind: "exact", cars: 9, approximately: false } }),
    entry("later", "2024-01-09", "2024-01-09", { figure: least }),
  ];
  assert.deepEqual(assessedSeries("f", entries, [], null)?.looks, [
    { date: "2022-01-01", until: "2024-01-01", between: [0, 20], images: null },
    { date: "2024-01-03", count: 9 },
  ]);
  assert.deepEqual(
    entries.filter(isUnused).map(({ id }) => id),
    ["period", "least", "later"],
  );
  assert.equal(assessedSeries("f", [entry("m", "2022-01-01", "2024-01-01", { figure: mean })], [], null), null);
});
