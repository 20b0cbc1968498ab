import assert from "node:assert/strict";
import { test } from "node:test";
import { renderBrief } from "../../src/adapters/render/report.ts";
import type { AssessSeries } from "../../src/core/assessment/assessment.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import type { ReportInputs } from "../../src/pipeline/draft-report.ts";
import { inputs, published, tumangangRecord } from "./tumangang.ts";
import { look, yardRecord } from "./yard.ts";

/** Yards of which little is known: the brief must hold eight sentences all the same, as far as the record does. */
const plain = async (told: ReportRecord, language: "en" | "ar") =>
  (await renderBrief(told, { language, numbering: "latn" })).replace(/[\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");
const sentencesOf = (text: string) => text.split("\n").filter((line) => /[.!؟] (\[\d+\])+$/.test(line));

const real: Partial<ReportInputs> = { synthetic: false, events: [], evidence: noEvidence("yard"), pictures: null };
const series = (counts: readonly (readonly [day: string, count: number])[]): AssessSeries => ({
  id: "yard",
  looks: counts.map(([date, count]) => ({ date, count })),
});
const yard = (changed: Partial<ReportInputs>) => yardRecord(true, { ...real, ...changed });
const counted = (day: string, cars: number) =>
  yard({ looks: [look(day, cars, true)], assessed: series([[day, cars]]) });
const bare = { evidence: noEvidence("tumangang"), law: [], events: [] };

const { sources } = inputs.evidence;
const claims = inputs.evidence.claims
  .filter(({ id }) => id === "kremlin-denial" || id === "putin-hint")
  .map((claim) => ({ ...claim, contradicts: [], supports: [], opposes: [] }));

const YARDS: Readonly<Record<string, ReportRecord>> = {
  "one look": counted("2025-04-10", 21),
  "one look at an empty yard": counted("2025-04-10", 0),
  "one look, no measured method, nobody drew the yard": yard({
    looks: [look("2025-04-10", 21, true)],
    assessed: series([["2025-04-10", 21]]),
    method: null,
    facility: { ...yardRecord(true).basis.facility, geometry: null },
  }),
  "every look withheld": yard({ looks: ["2025-03-10", "2025-04-10"].map((day) => look(day, null, true)) }),
  "one look, withheld, no measured method": yard({ looks: [look("2025-04-10", null, true)], method: null }),
  "published counts only": tumangangRecord(bare),
  "one published count": tumangangRecord({ ...bare, published: published.filter((e) => e.from === e.to).slice(-1) }),
  "one published figure of a period, no number of cars": tumangangRecord({
    ...bare,
    published: published.filter(({ figure }) => figure.kind === "range").slice(-1),
  }),
  "a plan of two roles": tumangangRecord({
    ...bare,
    events: inputs.events,
    evidence: { ...noEvidence("tumangang"), sources, claims, brief: { denial: "kremlin-denial", hint: "putin-hint" } },
  }),
  "a full yard": yardRecord(true),
  "the real case": tumangangRecord(),
};

test("a brief holds eight to twelve sentences, each with a source, whatever little is known of the yard", async () => {
  for (const [name, told] of Object.entries(YARDS))
    for (const language of ["en", "ar"] as const) {
      const text = await plain(told, language);
      const sentences = sentencesOf(text);
      assert.ok(sentences.length >= 8 && sentences.length <= 12, `${name}, ${language}: ${sentences.length}\n${text}`);
      assert.equal(new Set(sentences).size, sentences.length, `${name}, ${language}: a sentence twice\n${text}`);
      assert.doesNotMatch(sentences[0] ?? "", /^و(?!فق)/, `${name}: begins with "and"\n${text}`);
    }
});

test("where there is nothing at all, the brief says so and is as short as that", async () => {
  const nothing = tumangangRecord({ ...bare, published: [] });
  assert.match(await plain(nothing, "en"), /Nothing has been counted at Tumangang: .* no published count\. \[1\]/);
  assert.match(await plain(nothing, "ar"), /لم تُحصَ أي عربات في تومانغانغ/);
});

test("a yard with one look is told as that: how many more looks are needed, where it lies, how well the method counts", async () => {
  const told = YARDS["one look at an empty yard"];
  assert.ok(told);
  const [en, ar] = [await plain(told, "en"), await plain(told, "ar")];
  assert.match(en, /On 10 April 2025, no cars stood at Test yard, with a probability of at least 90%\./);
  assert.match(en, /No other image of the yard was examined\./);
  assert.match(en, /there is no earlier look to compare with, and 5 are needed\./);
  assert.match(en, /counted by the method strips@1, whose measured accuracy is part of this report\./);
  assert.doesNotMatch(en, /By type/);
  assert.match(ar, /لم تكن أي عربة واقفة في ساحة الاختبار يوم 10 أبريل 2025، باحتمال لا يقل عن 90%\./);
  assert.match(ar, /فلا توجد أي نظرة سابقة للمقارنة، والحد الأدنى المطلوب هو 5\./);
});

test("a withheld look is told with its reason, and never as an empty yard", async () => {
  const told = YARDS["every look withheld"];
  assert.ok(told);
  const [en, ar] = [await plain(told, "en"), await plain(told, "ar")];
  assert.match(en, /gave no count; that is not a count of zero\. \[1\]\nThe reason: too much of the track is hidden\./);
  assert.match(en, /2 images are on record, .* and none gave a count\./);
  assert.match(en, /hid 70% of the track/);
  assert.doesNotMatch(en, /\b(no|0) cars\b/);
  assert.match(ar, /والسبب أن ما خفي من السكك أكثر مما ينبغي\./);
  assert.match(ar, /ويضم السجل صورتين التُقطتا بين 10 مارس 2025 و10 أبريل 2025، وحُجب العدد في كل صورة\./);
});

test("the place of a yard is told by its middle; that of a synthetic one is not", async () => {
  const geometry = yardRecord(true).basis.facility.geometry;
  assert.ok(geometry);
  const south = geometry.area.map(({ lon, lat }) => ({ lon: -lon, lat: -lat }));
  const facility = { ...yardRecord(true).basis.facility, geometry: { ...geometry, area: south } };
  const told = yard({ looks: [look("2025-04-10", null, true)], method: null, facility });
  const keys = (record: ReportRecord) =>
    record.findings.filter(({ section }) => section === "brief").map(({ key }) => key);
  assert.ok(!keys(yard({ synthetic: true, looks: [look("2025-04-10", null, true)] })).includes("brief.place"));
  const roofless = { ...geometry, area: south, tracks: [{ ...geometry.tracks[0], canopies: [] }] as const };
  const drawn = yard({
    looks: [look("2025-04-10", null, true)],
    method: null,
    facility: { ...facility, geometry: roofless },
  });
  assert.ok(keys(told).length >= 8);
  assert.match(await plain(drawn, "en"), /The yard lies near 47° south, 7\.01° west\./);
  assert.match(await plain(drawn, "ar"), /ويقع الموقع قرب 47 درجة جنوبًا و7\.01 درجة غربًا\./);
});

const day = (i: number) => new Date(Date.UTC(2024, 8, 1 + 14 * i)).toISOString().slice(0, 10);
/** A yard with these counts a fortnight apart, judged from the i-th on, and one event. */
const watched = (cars: readonly number[], from: number, closing: string) =>
  yard({
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
  const [en, ar] = [await plain(fallen, "en"), await plain(fallen, "ar")];
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
    const told = yard({
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
  const en = await plain(told, "en");
  assert.match(en, /If there was a rise, it began between .*; the evidence is below the threshold of a sign\./);
  assert.match(await plain(told, "ar"), /وإن كان قد حدث ارتفاع، فقد بدأ بين/);
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
  const en = await plain(told, "en");
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
  const [en, ar] = [await plain(told, "en"), await plain(told, "ar")];
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
    await plain(ended, "en"),
    /The rise began between .*\nThe rise was over by 13 April 2025, the first look at the usual level again\./,
  );
  assert.match(
    await plain(ended, "ar"),
    /وكان الارتفاع قد انتهى بحلول 13 أبريل 2025، وهو يوم أول نظرة عند المستوى المعتاد من جديد\./,
  );

  const back = watched([...usual, 26, 8], 12, day(12));
  assert.ok(keysOf(back, "key").includes("rise.fell-back") && !keysOf(back, "key").includes("rise.tier"));
  const alarmed = watched([...usual, 30, 12], 12, day(12));
  assert.ok(alarmed.assessment?.status === "ready" && alarmed.assessment.onset?.direction === "rise");
  assert.ok(keysOf(alarmed, "key").includes("rise.tier") && !keysOf(alarmed, "key").includes("rise.none"));
  assert.doesNotMatch(await plain(alarmed, "en"), /no sign of a lasting rise/);
});

test("of an image that gave no count, only what is its own is told, and that it was hidden only where it was", async () => {
  const looks = [look("2025-03-10", 21, true), look("2025-04-10", null, true)];
  const [older, newest] = looks;
  assert.ok(older && newest?.observation.status === "withheld");
  const observation = { ...newest.observation, reasons: [{ code: "too-coarse", got: 6, limit: 5 }] as const };
  const unread = yard({ looks: [older, { ...newest, observation: { ...observation, usableFraction: 0 } }] });
  for (const told of [yard({ looks }), unread])
    for (const key of ["brief.types", "brief.covered-loads"] as const)
      assert.ok(!keysOf(told, "brief").includes(key), key);
  assert.match(await plain(yard({ looks: [newest] }), "en"), /hid 70% of the track/);
  assert.doesNotMatch(await plain(unread, "en"), /of the track/);
});

test("after a newest look without a count, the resolution is that of the image whose count is told, doubled as it is printed", async () => {
  const [older, newest] = [look("2025-03-10", 21, true), look("2025-04-10", null, true)];
  const at = (of: typeof older, gsdMetres: number) => ({
    ...of,
    scene: { ...of.scene, conditions: { ...of.scene.conditions, gsdMetres } },
  });
  const [fine, coarse] = [at(older, 0.2545), at(newest, 6)];
  const both = yard({ looks: [fine, coarse] });
  assert.match(
    await plain(both, "en"),
    /The image of 10 March 2025 resolves the ground to 0\.25 m: things closer together than 0\.5 m cannot/,
  );
  assert.doesNotMatch(await plain(both, "en"), /resolves the ground to 6/);
  assert.match(await plain(both, "ar"), /وفي صورة 10 مارس 2025، تبلغ مسافة العيّنة الأرضية/);
  assert.match(await plain(yard({ looks: [coarse] }), "en"), /The image resolves the ground to 6 m/);
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
  assert.match(await plain(told, "en"), /The count of \d+ \w+ 2025 is nothing out of the ordinary\./);
  assert.match(await plain(told, "ar"), /عدد يوم .* ليس خارجًا عن المعتاد\./);
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
