import assert from "node:assert/strict";
import { test } from "node:test";
import { renderReport } from "../../src/adapters/render/report.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { MethodId } from "../../src/core/ids.ts";
import { countOf } from "../../src/core/observation/count.ts";
import { assessedAgain } from "../../src/core/report/basis-checks.ts";
import type { ReportLook, ReportRecord } from "../../src/core/report/record.ts";
import type { Figure, SeriesEntry } from "../../src/core/series/entry.ts";
import { entryOf } from "../../src/core/series/entry-of.ts";
import { assessedSeries } from "../../src/core/series/to-looks.ts";
import type { ReportInputs } from "../../src/pipeline/draft-report.ts";
import { told } from "./told.ts";
import { tumangangRecord } from "./tumangang.ts";
import { look, yardRecord } from "./yard.ts";

const said = (day: string, cars: number, publisher = "Alpha", kind: "exact" | "at-least" = "exact"): SeriesEntry => ({
  id: `${publisher}-${day}`,
  from: day,
  to: day,
  figure: { kind, cars, approximately: kind === "at-least" } satisfies Figure,
  ground: "yard",
  classes: "cars",
  origin: { kind: "published", publisher, source: `https://example.org/${publisher}`, publishedOn: null, note: null },
  regime: null,
});

/** The first of each month from January 2021 on. */
const months = (counts: readonly number[]) =>
  counts.map((cars, i) => said(`${2021 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-01`, cars));

function yard(published: readonly SeriesEntry[], changed: Partial<ReportInputs> = {}): ReportRecord {
  const evidence = changed.evidence ?? noEvidence("yard");
  const assessed = assessedSeries("yard", published, changed.events ?? [], evidence.focus);
  return tumangangRecord({ published, assessed, evidence, law: [], events: [], ...changed });
}

const USUAL = [27, 24, 31, 35, 22, 20, 35, 28, 27, 26, 35, 35, 32, 24, 27];

test("a published record is watched: ten counts at three times the level are a rise, and a yard gone empty a fall", () => {
  const risen = yard(months([...USUAL, 80, 90, 85, 88, 92, 95, 90, 91, 99, 97]));
  const [key, brief] = [told(risen, "key", "en").join("\n"), told(risen, "brief", "en").join("\n")];
  assert.match(key, /a usual day shows between \d+ and [1-5]\d cars/);
  assert.match(key, /The evidence for a lasting rise is firm/);
  assert.match(key, /The rise began between .* (March|April) 2022/);
  assert.match(key, /Since then 3\.\d times as many cars stand there as before/);
  assert.doesNotMatch(key + brief, /no sign|If there was|The level of the series changed/);
  const emptied = yard(months([...USUAL, 6, 3, 0, 0, 0]));
  assert.match(
    told(emptied, "key", "en").join("\n"),
    /The evidence for a lasting fall (is firm|has passed the threshold)/,
  );
  assert.match(told(emptied, "brief", "en").join("\n"), /The fall began between/);
});

test("where a change may lie before the looks that were judged, no sentence says that there is no sign of one", () => {
  const record = yard(months([9, 11, 10, 9, 12, 10, 30, 33, 31, 29, 32, 30]));
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

  const steady = yard(months([9, 11, 10, 9, 12, 10, 11, 9, 10]));
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
  const broken = yard(months(counts));
  assert.ok(broken.assessment?.status === "ready" && broken.assessment.proposedRegimes.length > 0);
  const some = told(broken, "key", "en").join("\n");
  assert.match(
    some,
    /Only the 3 counts from 1 January 2022 to 1 March 2022 were judged: a change before them is part of/,
  );
  const declared = months(counts).map((entry, i) => ({ ...entry, regime: i < 6 ? "closed" : "open" }));
  const regime = told(yard(declared), "brief", "en").join("\n");
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
  const record = yard([...past, ...counts]);
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
  const named = yard([...past, ...counts], { evidence: { ...noEvidence("yard"), focus: "Beta-2022-02-01" } });
  assert.match(told(named, "key", "en").slice(0, 2).join(" "), /^Beta counted 40 .* the one that the analyst named\.$/);
});

test("counts of one day that can all be right are no disagreement", () => {
  const counts = [said("2022-02-01", 12), said("2022-02-01", 10, "Beta", "at-least")];
  const record = yard([...months([9, 11, 12, 14, 10, 13]), ...counts]);
  assert.deepEqual(
    record.findings.filter(({ key }) => key.endsWith("disagree")),
    [],
  );
});

/** A yard with looks of our own on the tenth of each month of 2025; null: withheld. */
function looksOf(counts: readonly (number | null)[]): ReportLook[] {
  return counts.map((cars, i) => look(`2025-${String(i + 1).padStart(2, "0")}-10`, cars, true));
}

function ownYard(looks: readonly ReportLook[], changed: Partial<ReportInputs> = {}): ReportRecord {
  const entries = looks.map(({ observation }) => entryOf(observation));
  const assessed = assessedSeries("yard", entries, changed.events ?? [], null);
  return yardRecord(true, { looks, assessed, evidence: noEvidence("yard"), events: [], pictures: null, ...changed });
}

/** Two images of the newest day: 70 cars, and later 31, as is usual. */
function twiceOnOneDay(): ReportLook[] {
  const [first, last] = [look("2025-09-10", 70, true), look("2025-09-10", 31, true)];
  const id = `${first.observation.id}-first` as typeof first.observation.id;
  return [...looksOf([30, 32, 31, 29, 33, 30, 31, 32]), { ...first, observation: { ...first.observation, id } }, last];
}

/** The newest look with its number alone holding the probability, counted by the method that is named. */
function certain(looks: readonly ReportLook[], cars: number, method: string): ReportLook[] {
  return looks.map((one, i) =>
    i < looks.length - 1 || one.observation.status === "withheld"
      ? one
      : {
          ...one,
          observation: {
            ...one.observation,
            method: method as MethodId,
            count: countOf([...new Array<number>(cars).fill(0), 1]),
          },
        },
  );
}

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

/** The last look under a cloud: what was seen of it, and the count with what the rest may hold. */
function clouded(looks: readonly ReportLook[], seen: number, method: string): ReportLook[] {
  const supposed = [...new Array<number>(seen).fill(0), 0.45, ...new Array<number>(110).fill(0.005)];
  return certain(looks, seen, method).map(({ observation, scene }, i): ReportLook => {
    if (i < looks.length - 1 || observation.status === "withheld") return { observation, scene };
    const { count } = observation;
    const tracks = observation.tracks.map((track) => ({ ...track, usableFraction: 0.74, seen: track.count }));
    return {
      observation: { ...observation, usableFraction: 0.74, count: countOf(supposed), seen: count, tracks },
      scene,
    };
  });
}

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

const page = async (record: ReportRecord) =>
  String(await renderReport(record, { language: "en", format: "html", pictures: new Map() }));

test("a picture says what could be seen where its tables do: not where nearly all was seen", async () => {
  const told = async (usableFraction: number) => {
    const looks = clouded(looksOf([8, 9, 7, 8, 10, 3]), 35, "strips@1").map(({ observation, scene }) => {
      if (observation.status !== "counted") return { observation, scene };
      const tracks = observation.tracks.map((each) => ({ ...each, usableFraction, seen: countOf([0, 1]) }));
      return { observation: { ...observation, usableFraction, tracks }, scene };
    });
    const html = await page(ownYard(looks));
    return [...html.matchAll(/<figcaption[^>]*>(.*?)<\/figcaption>/gs)]
      .map(([, words]) => words?.replace(/<[^>]*>/g, "") ?? "")
      .filter((words) => /could be seen/.test(words)).length;
  };
  assert.equal(await told(0.97), 0);
  assert.equal(await told(0.74), 3, "the yard and its two tracks");
});

test("in a chart without events the unit of the axis is within the picture, and numbers do not run together", async () => {
  const record = yard(months([7, 8, 7, 8, 9, 7, 8, 7, 8, 7, 8, 9, 7, 8, 7, 8, 9, 7, 8, 7, 8, 9, 8, 7, 8, 9, 7, 8]));
  const html = await page(record);
  const unit = /<text[^>]* y="(-?[\d.]+)"[^>]*>(?:<[^>]*>)*cars</.exec(html);
  assert.ok(unit && Number(unit[1]) >= 12, unit?.[0] ?? "no unit");
});

test("that figures of other ground or classes are not added up is said where there are such", async () => {
  const one = months([7, 8, 7, 8, 9, 7, 8]);
  assert.doesNotMatch(await page(yard(one)), /stand side by side and are not added up/);
  const other = one.map((entry, i) => (i < 2 ? { ...entry, ground: "station" } : entry));
  assert.match(await page(yard(other)), /stand side by side and are not added up/);
});

test("a track's metres and its probability of being empty are no more precise than they are known", async () => {
  const looks = looksOf([8, 9, 7, 8, 10, 3]).map(({ observation, scene }): ReportLook => {
    if (observation.status === "withheld") return { observation, scene };
    const tracks = observation.tracks.map((track, t) => (t === 1 ? { ...track, occupiedMetres: 0.03138 } : track));
    return { observation: { ...observation, tracks }, scene };
  });
  const text = String(await renderReport(ownYard(looks), { language: "en", format: "txt" }));
  assert.doesNotMatch(text, /0\.031/);
  assert.match(text, /Probability that it is empty: .*under .*0\.1%/);
  assert.doesNotMatch(text, /Probability that it is empty: \W*0%/);
});

/** The newest look of the yard, its second track, on which no car is supposed, seen to that share. */
function secondTrackSeen(share: number): ReportLook {
  const shown = look("2025-04-10", 4, true);
  if (shown.observation.status !== "counted") throw new Error("a counted look");
  const tracks = shown.observation.tracks.map((track, t) => (t === 1 ? { ...track, usableFraction: share } : track));
  return { ...shown, observation: { ...shown.observation, tracks } };
}

test("a track that was hidden is not told as empty, however probable that is supposed to be", () => {
  const sentences = (share: number) => {
    const record = yardRecord(true, { looks: [secondTrackSeen(share)], assessed: null });
    return [...told(record, "key", "en"), ...told(record, "brief", "en")].filter((text) => /empty/.test(text));
  };
  assert.ok(sentences(0.9).some((text) => text.startsWith("1 of 2 tracks was empty")));
  assert.deepEqual(
    sentences(0.1).filter((text) => /1 of (the )?2/.test(text)),
    [],
  );
});

test("a track of which nothing could be seen is told as that, with others in one line, and not as empty", async () => {
  const record = yardRecord(false, { looks: [secondTrackSeen(0)], assessed: null });
  const en = String(await renderReport(record, { language: "en", format: "txt" }));
  assert.match(en, /Nothing could be seen of \W*1\W* track: \W*t2/);
  assert.match(en, /Occupied: \W*not seen/);
  assert.doesNotMatch(en, /t2\W*, straightened/);
  const ar = String(await renderReport(record, { language: "ar", format: "txt" }));
  assert.match(ar, /لم تمكن رؤية أي جزء من \W*سكة واحدة/);
});

test("where a track could not be seen, its outlines and the map are hatched, and say so", async () => {
  const shown = look("2025-04-10", 4, false);
  if (shown.observation.status !== "counted") throw new Error("a counted look");
  const tracks = shown.observation.tracks.map((track, t) =>
    t === 0 ? { ...track, hidden: [{ from: 200, to: 400 }], usableFraction: 0.5 } : track,
  );
  const of = async (observation: ReportLook["observation"]) =>
    await page(yardRecord(false, { looks: [{ ...shown, observation }], assessed: null }));
  const hatched = await of({ ...shown.observation, tracks });
  assert.equal(hatched.match(/hatched: not seen/g)?.length, 2, "the map and the strip");
  assert.match(hatched, /stroke-dasharray="1 2\.5"/);
  assert.doesNotMatch(await of(shown.observation), /hatched: not seen|stroke-dasharray="1 2\.5"/);
});

test("a picture is captioned with the cars that are drawn, and the count beside it where that is another", async () => {
  const shown = look("2025-04-10", 4, false);
  if (shown.observation.status !== "counted") throw new Error("a counted look");
  const { count, tracks } = shown.observation;
  const observation = { ...shown.observation, count: { ...count, median: 5, high: 6 } };
  const text = async (of: typeof observation, language: string) =>
    String(
      await renderReport(yardRecord(false, { looks: [{ ...shown, observation: of }], assessed: null }), {
        language,
        format: "txt",
      }),
    );
  const drawn = tracks.reduce((sum, { cars }) => sum + cars.length, 0);
  assert.equal(drawn, 4);
  const en = await text(observation, "en");
  assert.match(en, /4\W* cars are drawn as outlines, without pixels of the image, and \W*5\W* were counted\./);
  assert.match(en, /of the \W*4\W* cars that were made out one by one carried/);
  assert.match(await text(observation, "ar"), /إطارات \W*4\W* عربات من دون الصورة نفسها، والعدد المُحصى \W*5/);
  assert.match(await text(shown.observation, "en"), /4\W* cars as outlines, without pixels of the image\./);
});

test("a reader's count of an image that no method read says nothing of how much of the track was seen", async () => {
  const shown = look("2025-04-10", 4, true);
  const unread = (method: string): ReportLook => ({
    ...shown,
    observation: {
      ...shown.observation,
      method: method as MethodId,
      usableFraction: 0,
      read: { bytes: 0, requests: 0, fileBytes: 9000 },
      ...(shown.observation.status === "counted"
        ? { tracks: shown.observation.tracks.map((track) => ({ ...track, usableFraction: 0 })) }
        : {}),
    } as ReportLook["observation"],
  });
  const record = yardRecord(true, { looks: [unread("strips@1+read-by-ada")], assessed: null });
  assert.ok(!record.findings.some(({ key }) => key === "cannot.hidden" || key === "brief.hidden"));
  assert.ok(told(record, "key", "en").some((text) => text.startsWith("1 of 2 tracks was empty")));
  const text = String(await renderReport(record, { language: "en", format: "txt" }));
  assert.doesNotMatch(text, /Track seen: \W*0%/);
  assert.match(text, /Track seen: not read/);
});
