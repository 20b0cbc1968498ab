import assert from "node:assert/strict";
import { test } from "node:test";
import type { AssessSeries } from "../../src/core/assessment/assessment.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { briefTold } from "./told.ts";
import { look, realYard } from "./yard.ts";

const day = (i: number) => new Date(Date.UTC(2024, 8, 1 + 14 * i)).toISOString().slice(0, 10);
/** A yard with these counts a fortnight apart, judged from the i-th on, and one event. */
const watched = (cars: readonly number[], from: number, closing: string) =>
  realYard({
    looks: cars.map((each, i) => look(day(i), each, true)),
    events: [{ id: "closing", date: closing, label: { en: "Closing", ar: "إغلاق" }, source: "test" }],
    assessed: {
      id: "yard",
      events: [{ id: "closing", date: closing }],
      looks: cars.map((count, i) => ({ date: day(i), count, ...(i >= from ? { monitored: true } : {}) })),
    },
  });
const keysOf = ({ findings }: ReportRecord, part: string) =>
  findings.filter(({ section }) => section === part).map(({ key }) => key);

test("a count that fell is told as a fall: no sentence says that a rise began", async () => {
  const fallen = watched([20, 22, 19, 24, 21, 18, 23, 1, 0, 0], 6, day(7));
  assert.ok(fallen.assessment?.status === "ready" && fallen.assessment.onset?.direction === "fall");
  const [en, ar] = [await briefTold(fallen, "en"), await briefTold(fallen, "ar")];
  assert.match(en, /The fall began between/);
  assert.match(en, /a count as low as this would come with a probability of 1 in /);
  assert.doesNotMatch(en, /\brise\b/);
  assert.match(ar, /وبدأ الانخفاض بين/);
  assert.doesNotMatch(ar, /الارتفاع/);
  const keys = keysOf(fallen, "key");
  assert.ok(keys.includes("fall.tier") && keys.includes("fall.probability"));
  const rank = fallen.findings.find(({ key }) => key === "unusual.rank-low");
  assert.deepEqual([rank?.values["below"]?.value, rank?.values["of"]?.value], [8, 9], "one of them is as low");
  for (const key of [
    "rise.tier",
    "unusual.rank",
    "unusual.probability",
    "sensitivity.probability",
    "sensitivity.missed-at",
  ] as const)
    assert.ok(!keys.includes(key), key);
});

test("a low count is ranked from below among the counts that it can be held against; a bound is not", () => {
  const cars = [20, 22, 19, 24, 21, 18, 23, 9];
  const rankOf = (newest: AssessSeries["looks"][number]) => {
    const told = realYard({
      looks: cars.map((each, i) => look(day(i), each, true)),
      assessed: {
        id: "yard",
        looks: [
          ...cars.slice(0, -1).map((count, i) => ({ date: day(i), count, ...(i < 2 ? { recall: 0.8 } : {}) })),
          { ...newest, monitored: true },
        ],
      },
    });
    const rank = told.findings.find(({ key }) => key.startsWith("unusual.rank"));
    return [rank?.key, rank?.values["below"]?.value ?? rank?.values["above"]?.value, rank?.values["of"]?.value];
  };
  const date = day(cars.length - 1);
  assert.deepEqual(rankOf({ date, count: 9 }), ["unusual.rank-low", 5, 5]);
  assert.deepEqual(
    rankOf({ date, atLeast: 9 }),
    [undefined, undefined, undefined],
    "no more than usual: nothing to tell",
  );
});

test("a change without a sign of it is told in doubt in every sentence", async () => {
  const told = watched([8, 9, 7, 8, 10, 9, 8, 9, 7, 8, 9, 8, 30, 30, 30], 14, day(11));
  assert.ok(told.assessment?.status === "ready" && told.assessment.onset?.direction === "rise");
  const keys = keysOf(told, "key");
  assert.ok(keys.includes("rise.onset-unsure") && !keys.includes("rise.ratio"), keys.join());
  assert.ok(
    keys.some((key) => key.startsWith("event.")),
    keys.join(),
  );
  for (const { key, values } of told.findings)
    if (key.startsWith("event.")) assert.equal(values["direction"]?.value, "possible-rise", key);
  const en = await briefTold(told, "en");
  assert.match(en, /If there was a rise, it began between .*; the evidence is below the threshold of a sign\./);
  assert.match(await briefTold(told, "ar"), /وإن كان قد حدث ارتفاع، فقد بدأ بين/);
});

test("a break within the usual range is told once, and its direction throughout", async () => {
  const cars = [...Array(5).fill([99, 95, 101, 104]).flat(), 11, 11, 10, 2, 1, 2, 1, 0];
  const told = watched(cars, cars.length - 1, day(20));
  assert.ok(told.assessment?.status === "ready" && told.assessment.onset?.direction === "fall");
  const keys = keysOf(told, "key");
  for (const key of ["baseline.level-changed", "fall.probability", "judged.part"] as const)
    assert.ok(keys.includes(key), key);
  for (const key of ["unusual.probability", "rise.tier", "rise.none", "rise.onset", "rise.onset-unsure"] as const)
    assert.ok(!keys.includes(key), key);
  assert.ok(!keysOf(told, "change-mind").some((key) => key.startsWith("mind.next-look")));
  for (const { key, values } of told.findings)
    if (key.startsWith("event.")) assert.equal(values["direction"]?.value, "fall", key);
  const en = await briefTold(told, "en");
  assert.match(en, /a count as low as this/);
  assert.match(en, /The level of the series changed about 8 June 2025; the usual range mixes both levels\./);
  assert.doesNotMatch(en, /If there was a fall/);
});

test("several breaks within the usual range are all told", async () => {
  const cars = [
    [10, 11, 9, 12],
    [50, 53, 47, 49],
    [10, 11, 9, 12],
  ].flatMap((level) => Array(4).fill(level).flat());
  const told = watched(cars, cars.length - 1, day(20));
  const [en, ar] = [await briefTold(told, "en"), await briefTold(told, "ar")];
  assert.match(
    en,
    /The level of the series changed twice, about 13 April 2025 and about 23 November 2025; the usual range mixes all three levels\./,
  );
  assert.match(
    ar,
    /وتغيّر مستوى السلسلة مرتين، نحو 13 أبريل 2025 ونحو 23 نوفمبر 2025، والمجال المعتاد يخلط المستويات الثلاثة\./,
  );
  assert.ok(keysOf(told, "key").includes("baseline.levels-changed"));
});

test("a rise that has ended is told in the past, one that never stood out not at all", async () => {
  const usual = [4, 6, 5, 3, 4, 6, 5, 3, 4, 6, 5, 3];
  const ended = watched([...usual, 25, 28, 26, 24, 5, 4, 6], 12, day(17));
  const keys = keysOf(ended, "key");
  assert.ok(keys.includes("rise.onset") && keys.includes("rise.ratio-ended") && !keys.includes("rise.ratio"));
  assert.match(
    await briefTold(ended, "en"),
    /The rise began between .*\nThe rise was over by 13 April 2025, the first look at the usual level again\./,
  );
  assert.match(
    await briefTold(ended, "ar"),
    /وكان الارتفاع قد انتهى بحلول 13 أبريل 2025، وهو يوم أول نظرة عند المستوى المعتاد من جديد\./,
  );

  const back = watched([...usual, 26, 8], 12, day(12));
  assert.ok(keysOf(back, "key").includes("rise.fell-back") && !keysOf(back, "key").includes("rise.tier"));
  const alarmed = watched([...usual, 30, 12], 12, day(12));
  assert.ok(alarmed.assessment?.status === "ready" && alarmed.assessment.onset?.direction === "rise");
  assert.ok(keysOf(alarmed, "key").includes("rise.tier") && !keysOf(alarmed, "key").includes("rise.none"));
  assert.doesNotMatch(await briefTold(alarmed, "en"), /no sign of a lasting rise/);
});

test("a possible rise after one that ended is told as another, and the first one in the past", async () => {
  const usual = [4, 6, 5, 3, 4, 6, 5, 3, 4, 6, 5, 3];
  const again = watched([...usual, 25, 28, 26, 24, 5, 4, 6, 5, 4, 5, 6, 4, 11, 11, 11], 12, day(12));
  const { assessment } = again;
  assert.ok(assessment?.status === "ready" && assessment.looks.at(-1)?.tier === "watch");
  const keys = keysOf(again, "key");
  for (const key of ["rise.again", "rise.onset", "rise.ratio-ended", "rise.ended"] as const)
    assert.ok(keys.includes(key), `${key} of ${keys}`);
  for (const key of ["rise.tier", "rise.onset-possible", "rise.ratio-possible"] as const)
    assert.ok(!keys.includes(key), key);
  for (const { key, values } of again.findings)
    if (values["direction"] !== undefined) assert.equal(values["direction"].value, "rise", key);
  assert.match(
    await briefTold(again, "en"),
    /The rise was over by 13 April 2025.*\nAfter the rise that ended, another one is possible; the running evidence for it stands at 140\./,
  );
  assert.match(await briefTold(again, "ar"), /وبعد الارتفاع الذي انتهى، قد يكون هناك ارتفاع آخر؛/);
});

test("a possible rise of one regime is not told as over, nor as another one, where a rise of another regime has ended", async () => {
  // Two regimes in turn: a surged and came back, b is higher of late.
  const usual = [4, 3, 6, 4, 5, 6, 3, 5, 4, 3, 6, 4, 5, 6, 3, 5, 4, 3, 6, 4, 5, 6, 3, 5].map((n, i) => [
    n,
    "ab"[i % 2],
  ]);
  const since = [..."aaababababab"].map((regime, i) => [[25, 28, 26, 5, 24, 11, 5, 11, 4, 11, 6, 11][i], regime]);
  const week = (i: number) => new Date(Date.UTC(2024, 8, 1 + 7 * i)).toISOString().slice(0, 10);
  const told = realYard({
    looks: [...usual, ...since].map(([cars], i) => look(week(i), Number(cars), true)),
    assessed: {
      id: "yard",
      looks: [...usual, ...since].map(([cars, regime], i) => ({
        date: week(i),
        count: Number(cars),
        regime: `${regime}`,
        monitored: i >= usual.length,
      })),
    },
  });
  const { assessment } = told;
  assert.ok(assessment?.status === "ready" && assessment.looks.at(-1)?.tier === "watch");
  assert.deepEqual([assessment.onset?.regime, assessment.changes[0]?.regime], ["b", "a"]);
  assert.ok(assessment.changes[0]?.until !== null);
  const keys = [...keysOf(told, "key"), ...keysOf(told, "brief")];
  for (const key of ["rise.tier", "rise.onset-possible", "brief.onset-possible"] as const)
    assert.ok(keys.includes(key), `${key} of ${keys}`);
  for (const key of ["rise.again", "rise.ended", "rise.ended-by", "rise.ratio-ended"] as const)
    assert.ok(!keys.includes(key), key);
});

test("a range whose ends print alike is not told: between 41 % and 41 % says nothing", () => {
  const told = watched([...new Array<number>(12).fill(8), 9], 12, day(12));
  assert.ok(keysOf(told, "key").includes("unusual.probability"));
  assert.ok(!keysOf(told, "key").includes("sensitivity.probability"));
});

test("a count that is likelier than not is told as nothing out of the ordinary; a low one is not", async () => {
  const told = watched(new Array<number>(21).fill(0), 20, day(20));
  const keys = keysOf(told, "key");
  assert.ok(keys.includes("unusual.ordinary") && keysOf(told, "brief").includes("unusual.ordinary"), keys.join());
  for (const key of ["unusual.probability", "unusual.rank", "sensitivity.probability"] as const)
    assert.ok(!keys.includes(key), key);
  assert.match(await briefTold(told, "en"), /The count of \d+ \w+ 2025 is nothing out of the ordinary\./);
  assert.match(await briefTold(told, "ar"), /عدد يوم .* ليس خارجًا عن المعتاد\./);
  const low = keysOf(watched([20, 22, 19, 24, 21, 18, 23, 20, 22, 2], 9, day(9)), "key");
  assert.ok(!low.includes("unusual.ordinary"), "below the usual range");
});

test("that nothing lasting is seen is told once, and what would explain a high count with the probability that it asks for", () => {
  const usual = [8, 9, 7, 8, 10, 9, 8, 9, 7, 8, 9, 8];
  const steady = keysOf(watched([...usual, 8, 9], 12, day(5)), "key");
  assert.ok(steady.includes("rise.tier") && !steady.includes("rise.none"), steady.join());
  const missed = watched([...usual, 40], 12, day(5)).findings.find(({ key }) => key === "sensitivity.missed-at");
  assert.equal(missed?.values["p"]?.value, 0.01);
});
