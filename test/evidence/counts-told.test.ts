import assert from "node:assert/strict";
import { test } from "node:test";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import { assessedAgain } from "../../src/core/report/basis-checks.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { entryOf } from "../../src/core/series/entry-of.ts";
import { assessedSeries } from "../../src/core/series/to-looks.ts";
import { certain, clouded, countsYard, looksOf, ownYard, twiceOnOneDay } from "./counted-yard.ts";
import { told } from "./told.ts";
import { monthlyCounts, publishedCount } from "./tumangang.ts";
import { look } from "./yard.ts";

const said = (day: string, cars: number, publisher = "Alpha", kind: "exact" | "at-least" = "exact") =>
  publishedCount(day, { kind, cars, approximately: kind === "at-least" }, { publisher });
const months = (counts: readonly number[]) => monthlyCounts(counts, "Alpha");

const USUAL = [27, 24, 31, 35, 22, 20, 35, 28, 27, 26, 35, 35, 32, 24, 27];

test("a published record is watched: ten counts at three times the level are a rise, and a yard gone empty a fall", () => {
  const risen = countsYard(months([...USUAL, 80, 90, 85, 88, 92, 95, 90, 91, 99, 97]));
  const [key, brief] = [told(risen, "key", "en").join("\n"), told(risen, "brief", "en").join("\n")];
  assert.match(key, /a usual day shows between \d+ and [1-5]\d cars/);
  assert.match(key, /The evidence for a lasting rise is firm/);
  assert.match(key, /The rise began between .* (March|April) 2022/);
  assert.match(key, /Since then 3\.\d times as many cars stand there as before/);
  assert.doesNotMatch(key + brief, /no sign|If there was|The level of the series changed/);
  const emptied = countsYard(months([...USUAL, 6, 3, 0, 0, 0]));
  assert.match(
    told(emptied, "key", "en").join("\n"),
    /The evidence for a lasting fall (is firm|has passed the threshold)/,
  );
  assert.match(told(emptied, "brief", "en").join("\n"), /The fall began between/);
});

test("where a change may lie before the looks that were judged, no sentence says that there is no sign of one", () => {
  const record = countsYard(months([9, 11, 10, 9, 12, 10, 30, 33, 31, 29, 32, 30]));
  const [key, brief] = [told(record, "key", "en").join("\n"), told(record, "brief", "en").join("\n")];
  const judged =
    "Only the count of 1 December 2021 was judged, and no earlier one: a change before it is part of what is usual here, and its size is not told";
  assert.match(key, new RegExp(`\n${judged}; the running evidence for a lasting rise stands at \\d`));
  assert.ok(brief.includes(`\n${judged}.`), brief);
  assert.doesNotMatch(key + brief, /no sign/);
  const arabic =
    "لم يُقارَن بما هو معتاد سوى عدد يوم 1 ديسمبر 2021 من دون أي عدد سبقه: فأي تغيّر قبله محسوب هنا ضمن المعتاد، ولا يُذكر مقداره";
  assert.ok(told(record, "key", "ar").some((line) => line.startsWith(`${arabic}؛ وتبلغ قوة الدليل على ارتفاع مستمر `)));
  assert.ok(told(record, "brief", "ar").includes(`و${arabic}.`));
  assert.doesNotMatch(told(record, "key", "ar").join("\n"), /لا مؤشر/);

  const steady = countsYard(months([9, 11, 10, 9, 12, 10, 11, 9, 10]));
  assert.ok(told(steady, "brief", "en").some((line) => /and neither its beginning nor its size is told\.$/.test(line)));
});

test("two images of the newest day are one day that was judged: it is not said that there is no sign of a rise", () => {
  const record = ownYard(twiceOnOneDay());
  assert.equal(record.assessment?.status === "ready" ? record.assessment.looks.length : 0, 2);
  const text = [...told(record, "key", "en"), ...told(record, "brief", "en")].join("\n");
  assert.match(text, /Only the count of 10 September 2025 was judged, and no earlier one/);
  assert.doesNotMatch(text, /no sign/);
});

test("of two images of one day the report's own has its probability, named or the newest", () => {
  const looks = twiceOnOneDay();
  const focus = looks.at(-1)?.observation.id ?? null;
  const entries = looks.map(({ observation }) => entryOf(observation));
  const assessed = assessedSeries("yard", entries, [], focus);
  for (const evidence of [noEvidence("yard"), { ...noEvidence("yard"), focus }]) {
    const record = ownYard(looks, { evidence, assessed });
    assert.ok(record.assessment?.status === "ready" && record.assessment.looks.every(({ p }) => p > 0.1));
    assert.deepEqual(assessedAgain(record.basis), assessed);
  }
});

test("a break before the watch, or one that the analyst declared, is told beside what was judged", () => {
  const counts = [10, 11, 9, 12, 10, 11, 50, 53, 47, 49, 52, 48, 51, 50, 49];
  const broken = countsYard(months(counts));
  assert.ok(broken.assessment?.status === "ready" && broken.assessment.proposedRegimes.length > 0);
  const some = told(broken, "key", "en").join("\n");
  assert.match(
    some,
    /Only the 3 counts from 1 January 2022 to 1 March 2022 were judged: a change before them is part of/,
  );
  const declared = months(counts).map((entry, i) => ({ ...entry, regime: i < 6 ? "closed" : "open" }));
  const regime = told(countsYard(declared), "brief", "en").join("\n");
  assert.match(
    regime,
    /Only the regime that the analyst declared for the count of 1 March 2022 was weighed, and no change from another regime to it\./,
  );
  for (const text of [some, regime]) assert.doesNotMatch(text, /no sign/);
});

test("publishers who disagree on the newest day are told so, each with its count and its source", () => {
  const past = months([9, 11, 12, 14, 10, 13, 12, 11, 9, 14]);
  const day = "2022-02-01";
  const counts = [said(day, 40, "Beta"), said(day, 5), said(day, 60, "Gamma", "at-least")];
  const record = countsYard([...past, ...counts]);
  const [first, second, ...rest] = told(record, "key", "en");
  assert.equal(first, "Alpha counted 5 cars at Tumangang in an image of 1 February 2022.");
  assert.equal(
    second,
    "3 publishers disagree on 1 February 2022: the lowest count is 5, the highest at least about 60; judged here is the one nearest to the usual.",
  );
  assert.ok(rest.includes("Beta counted 40 cars at Tumangang in an image of 1 February 2022."));
  assert.ok(rest.includes("Gamma counted at least about 60 cars at Tumangang in an image of 1 February 2022."));
  assert.ok(rest.some((line) => /^Going by 10 looks from 1 January 2021 to 1 October 2021,/.test(line)));
  const clash = record.findings.find(({ key }) => key === "published.disagree");
  assert.deepEqual(clash?.sources.map((source) => source.kind === "entry" && source.id).sort(), [
    "Alpha-2022-02-01",
    "Beta-2022-02-01",
    "Gamma-2022-02-01",
  ]);
  const [, arabic] = told(record, "brief", "ar");
  assert.equal(
    arabic,
    "وتتعارض أعداد 3 جهات نشر ليوم 1 فبراير 2022: أدناها 5، وأعلاها ما لا يقل عن نحو 60؛ والمعتمد هنا هو أقربها إلى المعتاد.",
  );
  const named = countsYard([...past, ...counts], { evidence: { ...noEvidence("yard"), focus: "Beta-2022-02-01" } });
  assert.match(told(named, "key", "en").slice(0, 2).join(" "), /^Beta counted 40 .* the one that the analyst named\.$/);
});

test("counts of one day that can all be right are no disagreement", () => {
  const counts = [said("2022-02-01", 12), said("2022-02-01", 10, "Beta", "at-least")];
  const record = countsYard([...months([9, 11, 12, 14, 10, 13]), ...counts]);
  assert.deepEqual(
    record.findings.filter(({ key }) => key.endsWith("disagree")),
    [],
  );
});

test("where the newest image gave no count, the newest one with a count is told, and what it is compared with", () => {
  const record = ownYard(looksOf([8, 9, 7, 8, 10, 9, 8, 82, 90, null, null]));
  const key = told(record, "key", "en");
  const at = key.findIndex((line) => line.startsWith("No count is given for Test yard on 10 November 2025"));
  assert.match(
    key[at + 1] ?? "",
    /^The newest count is that of 10 September 2025: 90 cars; 90% of the probability lies/,
  );
  assert.ok(
    key.some((line) => /a count as high as that of 10 September 2025 would come with/.test(line)),
    key.join("\n"),
  );
  const brief = told(record, "brief", "en");
  assert.ok(brief.some((line) => line.startsWith("The newest count is that of 10 September 2025: 90 cars")));
  assert.ok(
    brief.some((line) => /^Going by 8 looks before that count, a usual day/.test(line)),
    brief.join("\n"),
  );
  assert.ok(brief.some((line) => /^11 images are on record, .*: 9 gave a count and 2 did not\.$/.test(line)));
  assert.ok(told(record, "key", "ar").some((line) => line.startsWith("وأحدث عدد هو عدد يوم 10 سبتمبر 2025: 90 عربة")));
  assert.ok(told(record, "brief", "ar").some((line) => line.startsWith("واستنادًا إلى 8 نظرات سبقت ذلك العدد،")));
});

test("a count of one number alone is told as that, and a reader's as theirs", () => {
  const looks = looksOf([8, 9, 7, 8, 10, 3]);
  const exactly = ownYard(certain(looks, 3, "strips@1"));
  const head = (record: ReportRecord, language: "en" | "ar") => told(record, "key", language)[1];
  assert.equal(
    head(exactly, "en"),
    "On 10 June 2025, exactly 3 cars stood at Test yard, with a probability of at least 90%.",
  );
  assert.equal(
    head(exactly, "ar"),
    "كانت 3 عربات بالضبط واقفة في ساحة الاختبار يوم 10 يونيو 2025، باحتمال لا يقل عن 90%.",
  );
  const read = ownYard(certain(looks, 3, "strips@1+read-by-zoe"));
  assert.equal(head(read, "en"), "On 10 June 2025, 3 cars stood at Test yard, as read by zoe.");
  assert.equal(told(read, "brief", "ar")[1], "كانت 3 عربات واقفة في ساحة الاختبار يوم 10 يونيو 2025، وفق قراءة zoe.");
  const two = ownYard(certain(looks, 3, "strips@1+read-by-ada-and-grace"));
  assert.match(head(two, "en") ?? "", /as read by ada and grace\.$/);
  assert.match(head(two, "ar") ?? "", /وفق قراءة ada وgrace\.$/);
  const none = ownYard(certain(looks, 0, "strips@1+read-by-zoe"));
  assert.equal(head(none, "en"), "On 10 June 2025, no cars stood at Test yard, as read by zoe.");
});

test("under a cloud the cars that were seen lead, with what the rest may hold, and no rank is told of it", () => {
  const looks = looksOf([8, 9, 7, 8, 10, 3]);
  const record = ownYard(clouded(looks, 35, "strips@1"));
  const heads = (language: "en" | "ar") => [told(record, "key", language)[1], told(record, "brief", language)[1]];
  const english =
    "On 10 June 2025, 35 cars were seen at Test yard, on the 74% of the track that could be seen; with what the rest may hold, 90% of the probability lies between 35 and 135 cars.";
  assert.deepEqual(heads("en"), [english, english]);
  const arabic =
    "ظهرت 35 عربة في ساحة الاختبار يوم 10 يونيو 2025، على ما أمكنت رؤيته من السكك، وهو 74% من طولها؛ ومع ما قد يقف على بقية السكك، فالعدد باحتمال 90% من 35 إلى 135.";
  assert.deepEqual(heads("ar"), [arabic, arabic]);
  const keys = record.findings.map(({ key }) => key);
  assert.ok(keys.includes("unusual.probability") && !keys.some((key) => key.startsWith("unusual.rank")), keys.join());
  const read = ownYard(clouded(looks, 35, "strips@1+read-by-ada-and-grace"));
  assert.match(told(read, "key", "en")[1] ?? "", /35 cars were seen at Test yard by ada and grace, on the 74%/);
  assert.match(told(read, "key", "ar")[1] ?? "", /وفق قراءة ada وgrace، على ما أمكنت رؤيته/);
  const after = ownYard([...clouded(looks, 35, "strips@1"), look("2025-07-10", null, true)]);
  assert.ok(told(after, "key", "en").some((line) => /that of 10 June 2025: 35 cars were seen on the 74%/.test(line)));
  assert.ok(!after.findings.some(({ key }) => key.startsWith("unusual.rank")));
});
