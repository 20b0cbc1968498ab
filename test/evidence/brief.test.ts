import assert from "node:assert/strict";
import { test } from "node:test";
import { renderBrief, renderReport } from "../../src/adapters/render/report.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import { originId, type SourceRef } from "../../src/core/report/finding.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { checkWords } from "../../src/core/report/words.ts";
import type { SeriesEntry } from "../../src/core/series/entry.ts";
import { assessedSeries } from "../../src/core/series/to-looks.ts";
import { inputs, tumangangRecord } from "./tumangang.ts";
import { yardRecord } from "./yard.ts";

const record = tumangangRecord();
const plain = async (language: "en" | "ar", told: ReportRecord = record) =>
  (await renderBrief(told, { language, numbering: "latn" })).replace(/[\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");

/** What the brief on Tumangang must hold, each as a reader of either language finds it. */
const FACTS: readonly (readonly [fact: string, en: RegExp, ar: RegExp])[] = [
  [
    "the rise after the summit",
    /began to rise 5 days after the Kim-Putin summit of 13 September 2023/,
    /يرتفع بعد 5 أيام من قمة كيم وبوتين في 13 سبتمبر 2023/,
  ],
  [
    "the observer and its report",
    /CSIS Beyond Parallel said in a report of 6 October 2023/,
    /تقرير صادر عن مشروع «بيوند باراليل».* في 6 أكتوبر 2023/,
  ],
  [
    "at least 70, about 73, where and when",
    /images of 5 October 2023 show at least 70 freight cars at Tumangang, about 73/,
    /5 أكتوبر 2023 ما لا يقل عن 70 عربة شحن في تومانغانغ، أي نحو 73/,
  ],
  [
    "not more than about 20 in five years",
    /in its review of the 5 years before, CSIS Beyond Parallel found no more than about 20/,
    /مراجعة مشروع «بيوند باراليل» خلال 5 سنوات سابقة أكثر من نحو 20 عربة/,
  ],
  [
    "arms likely, by whom, in their words",
    /In the judgement of CSIS Beyond Parallel, “the dramatic increase in rail traffic likely indicates North Korea's supply/,
    /وفي تقدير مشروع «بيوند باراليل» أن الزيادة الكبيرة في حركة السكك الحديدية تشير على الأرجح إلى إمدادات أسلحة/,
  ],
  [
    "covers prevent identification",
    /tarpaulins .* make it impossible to identify the loads/,
    /الأقمشة المشمّعة .* تجعل تحديد الحمولات .* مستحيلًا/,
  ],
  [
    "the official's statement of the day before",
    /On 5 October 2023, the day before that report, an unnamed US official .* North Korea had begun transferring artillery/,
    /وفي 5 أكتوبر 2023، قبل صدور ذلك التقرير بيوم واحد، قال مسؤول أمريكي لم يُكشف عن اسمه .* بدأت نقل مدفعية/,
  ],
  [
    "the concern about a deal",
    /concern among Kyiv's Western allies over a potential arms deal/,
    /قلقًا من صفقة أسلحة محتملة، أعرب عنه حلفاء كييف الغربيون/,
  ],
  ["sanctions", /both under international sanctions/, /لعقوبات دولية/],
  ["stocks", /large stocks of Soviet-era war material/, /مخزونات كبيرة من العتاد الحربي/],
  ["production of 2.5 million", /2\.5 million rounds a year/, /2\.5 مليون طلقة سنويًا/],
  ["use of 60,000 a day", /60,000 rounds a day/, /(60,000|60 ألف) طلقة يوميًا/],
  ["what follows", /21\.9 million rounds.* 11%.* 19\.4 million rounds/, /21\.9 مليون طلقة.* 11%.*19\.4 مليون طلقة/],
  [
    "the denial",
    /The Kremlin issued a denial: no agreement was signed/,
    /نفي الكرملين أن الزيارة لم تشهد توقيع أي اتفاق/,
  ],
  [
    "the hint at cooperation",
    /Vladimir Putin had spoken of “possibilities” for military cooperation/,
    /تصريحات فلاديمير بوتين أشارت إلى «إمكانات» للتعاون العسكري/,
  ],
  [
    "the resolutions",
    /violation of several Security Council resolutions.*from 1718 to 2321/,
    /قرارات مجلس الأمن.*من 1718 إلى 2321/,
  ],
];

test("the brief on Tumangang holds every fact of the list, in English and in Arabic", async () => {
  const [en, ar] = [await plain("en"), await plain("ar")];
  for (const [fact, inEnglish, inArabic] of FACTS) {
    assert.match(en, inEnglish, fact);
    assert.match(ar, inArabic, fact);
  }
});

const sentencesOf = (text: string) => text.split("\n").filter((line) => /[.!؟] (\[\d+\])+$/.test(line));

test("it has eight to twelve sentences, each with its sources, and every source is listed", async () => {
  for (const language of ["en", "ar"] as const) {
    const text = await plain(language);
    const sentences = sentencesOf(text);
    assert.ok(sentences.length >= 8 && sentences.length <= 12, `${language}: ${sentences.length} sentences`);
    const cited = new Set([...sentences.join("").matchAll(/\[(\d+)\]/g)].map(([, n]) => n));
    const listed = new Set([...text.matchAll(/^\[(\d+)\] \S/gm)].map(([, n]) => n));
    assert.deepEqual(listed, cited);
  }
});

test("every number of every sentence of the record names a row of the record that is there", () => {
  for (const told of [record, yardRecord(true)]) {
    const rows = rowsOf(told);
    for (const { id, values, sources } of told.findings)
      for (const ref of [...Object.values(values).map(({ source }) => source), ...sources])
        assert.ok(rows.has(originId(ref)) || isPlace(ref, told), `${id} names ${originId(ref)}`);
  }
});

/** The anchors of all rows that a reader can be led to. */
function rowsOf({ basis, computations, matrix, judgement }: ReportRecord): ReadonlySet<string> {
  const ids = (kind: SourceRef["kind"], rows: readonly { readonly id: string }[]) =>
    rows.map(({ id }) => originId({ kind, id } as SourceRef));
  return new Set([
    ...ids(
      "observation",
      basis.looks.map(({ observation }) => observation),
    ),
    ...ids(
      "scene",
      basis.looks.map(({ scene }) => scene),
    ),
    ...basis.looks.flatMap(({ observation: o }) =>
      o.status === "withheld"
        ? []
        : o.tracks.map(({ track }) => originId({ kind: "track", observation: o.id, id: track })),
    ),
    ...ids("entry", basis.published),
    ...ids("event", basis.events),
    ...ids("claim", basis.claims),
    ...ids("source", basis.sources),
    ...ids("law", basis.law),
    ...ids("computation", computations),
    ...ids("matrix", [...(matrix?.hypotheses ?? []), ...(matrix?.rows ?? [])]),
    ...ids("judgement", judgement === null ? [] : [judgement]),
    ...ids("method", basis.method === null ? [] : [basis.method]),
    ...ids("revision", [{ id: String(basis.revision.number) }]),
  ]);
}

function isPlace(ref: SourceRef, { basis }: ReportRecord): boolean {
  return ref.kind === "facility" && [basis.facility.id as string, basis.facility.geometry?.version].includes(ref.id);
}

test("what the brief says of likelihood and confidence passes its own check of words", async () => {
  for (const language of ["en", "ar"] as const)
    for (const sentence of sentencesOf(await plain(language))) {
      const codes = checkWords(sentence, language).map(({ code }) => code);
      assert.ok(!codes.includes("likelihood-with-confidence") && !codes.includes("mixed-rows"), sentence);
    }
});

test("a yard of our own counts has a brief of eight to twelve sentences in both languages as well", async () => {
  const yard = yardRecord(true);
  for (const language of ["en", "ar"] as const) {
    const sentences = sentencesOf(await plain(language, yard));
    assert.ok(sentences.length >= 8 && sentences.length <= 12, `${language}: ${sentences.length}`);
  }
  const en = await plain("en", yard);
  assert.match(en, /Test yard is a synthetic yard/);
  assert.match(en, /On 10 April 2025, 21 cars stood at Test yard/);
  assert.match(en, /4 images are on record, .*: 3 gave a count and 1 did not/);
});

test("a judgement of others is told in their words; what the analyst calls the hypothesis is not theirs", async () => {
  const { evidence } = inputs;
  assert.ok(evidence.matrix);
  const hypotheses = evidence.matrix.hypotheses.map((h) => (h.id === "arms" ? { ...h, name: { en: "a parade" } } : h));
  const renamed = tumangangRecord({ evidence: { ...evidence, matrix: { ...evidence.matrix, hypotheses } } });
  const others = renamed.findings.filter(({ key }) => /judgement(?:.others)?-said$/.test(key));
  assert.deepEqual(
    others.map(({ key, values }) => [key, values["original"]?.value]),
    [
      ["judgement.others-said", "en"],
      ["brief.judgement-said", "en"],
    ],
  );
  for (const { values } of others) assert.doesNotMatch(JSON.stringify(values), /parade/);
  const report = String(await renderReport(renamed, { language: "en", format: "txt" })).replace(/[\u2066-\u2069]/g, "");
  assert.match(
    report,
    /On 6 October 2023, CSIS Beyond Parallel gave this judgement, in their own words: “the dramatic/,
  );
  assert.match(
    String(await renderReport(renamed, { language: "ar", format: "txt" })).replace(/[\u2066-\u2069]/g, ""),
    /يوم 6 أكتوبر 2023، جاء في تقدير مشروع «بيوند باراليل»، مترجَمًا هنا عن لفظهم: الزيادة/,
  );
});

/** The evidence with one source that its publisher took back. */
const retracted = (id: string) => ({
  ...inputs.evidence,
  sources: inputs.evidence.sources.map((source) =>
    source.id !== id
      ? source
      : {
          ...source,
          reliability: { ...source.reliability, value: "E" as const },
          credibility: { ...source.credibility, value: 5 as const, reason: { en: "Retracted.", ar: "سحبه ناشره." } },
        },
  ),
});

test("a count or a usual level from a source that nobody should rely on says so right after it", async () => {
  const weak = tumangangRecord({ evidence: retracted("csis-2023-10-06") });
  const keysOf = (section: string, told: ReportRecord = weak) =>
    told.findings.filter((f) => f.section === section).map(({ key }) => key);
  assert.ok(!record.findings.some(({ key }) => key === "published.weak"));
  assert.deepEqual(keysOf("key").slice(0, 4), [
    "newest.published",
    "published.weak",
    "published.period",
    "published.weak",
  ]);
  assert.deepEqual(keysOf("brief").slice(1, 3), ["brief.count", "published.weak"]);
  assert.match(
    await plain("en", weak),
    /no more than about 20\. .*\nBoth figures rest on a source of CSIS Beyond Parallel that is graded E5 on the Admiralty scale: Retracted\./,
  );
  assert.match(
    await plain("ar", weak),
    /\nيستند كلا الرقمين إلى مصدر \(مشروع «بيوند باراليل»\) درجته على مقياس الأميرالية E5: سحبه ناشره\./,
  );
  // A brief on the counts alone tells it as well.
  const alone = tumangangRecord({ evidence: { ...retracted("csis-2023-10-06"), brief: {} } });
  assert.deepEqual(keysOf("brief", alone).slice(0, 2), ["brief.published", "published.weak"]);
});

test("a usual range from counts of weak sources says how many of them", async () => {
  const entries = ["2023-01-05", "2023-02-05", "2023-03-05", "2023-04-05", "2023-05-05", "2023-06-05", "2023-10-05"];
  const [model] = inputs.published;
  assert.ok(model?.origin.kind === "published");
  const { origin } = model;
  const counts: SeriesEntry[] = entries.map((day, i) => ({
    ...model,
    id: `n${i}`,
    from: day,
    to: day,
    figure: { kind: "exact", cars: i === 6 ? 73 : i + 2, approximately: false },
    origin: { ...origin, source: i < 2 ? "voa-2023-02" : "38north-2022-11" },
  }));
  const evidence = {
    ...retracted("voa-2023-02"),
    claims: [],
    computations: [],
    matrix: null,
    judgement: null,
    brief: {},
  };
  const of = tumangangRecord({
    evidence: { ...evidence, limits: [], focus: null, traits: noEvidence("tumangang").traits },
    published: counts,
    assessed: assessedSeries("tumangang", counts, [], null),
  });
  const weak = of.findings.filter(({ key }) => key === "baseline.weak");
  assert.deepEqual(
    weak.map(({ section, values }) => [section, values["weak"]?.value, values["of"]?.value]),
    [
      ["key", 2, 6],
      ["brief", 2, 6],
    ],
  );
  assert.match(
    await plain("en", of),
    /Of the 6 published figures behind it, 2 rest on sources that are graded unreliable/,
  );
  assert.match(await plain("ar", of), /من الأرقام المنشورة التي بُني عليها ذلك، وعددها 6، رقمان يستندان إلى مصادر/);

  // Figures of another ground or class are not behind it, though they are of the same days.
  const others = counts.map((count) => ({ ...count, id: `${count.id}-station`, ground: "station" }));
  const beside = tumangangRecord({
    evidence: { ...evidence, limits: [], focus: "n6", traits: noEvidence("tumangang").traits },
    published: [...counts.map((count, i) => (i < 2 ? { ...count, origin } : count)), ...others],
    assessed: assessedSeries("tumangang", counts, [], "n6"),
  });
  assert.ok(!beside.findings.some(({ key }) => key === "baseline.weak"));
});

test("sources are counted by their origins and their publishers, and none of these is called independent", async () => {
  const told = record.findings.find(({ key }) => key === "sources.origins");
  assert.deepEqual(
    ["sources", "origins", "publishers"].map((name) => told?.values[name]?.value),
    [25, 12, 9],
  );
  const report = String(await renderReport(record, { language: "en", format: "txt" })).replace(/[\u2066-\u2069]/g, "");
  assert.match(report, /25 sources are cited; they go back to 12 origins by 9 publishers\./);
});
