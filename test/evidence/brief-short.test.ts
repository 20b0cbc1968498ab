import assert from "node:assert/strict";
import { test } from "node:test";
import type { AssessSeries } from "../../src/core/assessment/assessment.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { briefTold } from "./told.ts";
import { inputs, published, tumangangRecord } from "./tumangang.ts";
import { look, realYard, yardRecord } from "./yard.ts";

const sentencesOf = (text: string) => text.split("\n").filter((line) => /[.!؟] (\[\d+\])+$/.test(line));

const series = (counts: readonly (readonly [day: string, count: number])[]): AssessSeries => ({
  id: "yard",
  looks: counts.map(([date, count]) => ({ date, count })),
});
const counted = (day: string, cars: number) =>
  realYard({ looks: [look(day, cars, true)], assessed: series([[day, cars]]) });
const bare = { evidence: noEvidence("tumangang"), law: [], events: [] };

const { sources } = inputs.evidence;
const claims = inputs.evidence.claims
  .filter(({ id }) => id === "kremlin-denial" || id === "putin-hint")
  .map((claim) => ({ ...claim, contradicts: [], supports: [], opposes: [] }));

/** Yards of which little is known: the brief must hold eight sentences all the same, as far as the record does. */
const YARDS: Readonly<Record<string, ReportRecord>> = {
  "one look": counted("2025-04-10", 21),
  "one look at an empty yard": counted("2025-04-10", 0),
  "one look, no measured method, nobody drew the yard": realYard({
    looks: [look("2025-04-10", 21, true)],
    assessed: series([["2025-04-10", 21]]),
    method: null,
    facility: { ...yardRecord(true).basis.facility, geometry: null },
  }),
  "every look withheld": realYard({ looks: ["2025-03-10", "2025-04-10"].map((day) => look(day, null, true)) }),
  "one look, withheld, no measured method": realYard({ looks: [look("2025-04-10", null, true)], method: null }),
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
      const text = await briefTold(told, language);
      const sentences = sentencesOf(text);
      assert.ok(sentences.length >= 8 && sentences.length <= 12, `${name}, ${language}: ${sentences.length}\n${text}`);
      assert.equal(new Set(sentences).size, sentences.length, `${name}, ${language}: a sentence twice\n${text}`);
      assert.doesNotMatch(sentences[0] ?? "", /^و(?!فق)/, `${name}: begins with "and"\n${text}`);
    }
});

test("where there is nothing at all, the brief says so and is as short as that", async () => {
  const nothing = tumangangRecord({ ...bare, published: [] });
  assert.match(await briefTold(nothing, "en"), /Nothing has been counted at Tumangang: .* no published count\. \[1\]/);
  assert.match(await briefTold(nothing, "ar"), /لم تُحصَ أي عربات في تومانغانغ/);
});

test("a yard with one look is told as that: how many more looks are needed, where it lies, how well the method counts", async () => {
  const told = YARDS["one look at an empty yard"];
  assert.ok(told);
  const [en, ar] = [await briefTold(told, "en"), await briefTold(told, "ar")];
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
  const [en, ar] = [await briefTold(told, "en"), await briefTold(told, "ar")];
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
  const told = realYard({ looks: [look("2025-04-10", null, true)], method: null, facility });
  const keys = (record: ReportRecord) =>
    record.findings.filter(({ section }) => section === "brief").map(({ key }) => key);
  assert.ok(!keys(realYard({ synthetic: true, looks: [look("2025-04-10", null, true)] })).includes("brief.place"));
  const roofless = { ...geometry, area: south, tracks: [{ ...geometry.tracks[0], canopies: [] }] as const };
  const drawn = realYard({
    looks: [look("2025-04-10", null, true)],
    method: null,
    facility: { ...facility, geometry: roofless },
  });
  assert.ok(keys(told).length >= 8);
  assert.match(await briefTold(drawn, "en"), /The yard lies near 47° south, 7\.01° west\./);
  assert.match(await briefTold(drawn, "ar"), /ويقع الموقع قرب 47 درجة جنوبًا و7\.01 درجة غربًا\./);
});

const keysOf = ({ findings }: ReportRecord, part: string) =>
  findings.filter(({ section }) => section === part).map(({ key }) => key);

test("of an image that gave no count, only what is its own is told, and that it was hidden only where it was", async () => {
  const looks = [look("2025-03-10", 21, true), look("2025-04-10", null, true)];
  const [older, newest] = looks;
  assert.ok(older && newest?.observation.status === "withheld");
  const observation = { ...newest.observation, reasons: [{ code: "too-coarse", got: 6, limit: 5 }] as const };
  const unread = realYard({ looks: [older, { ...newest, observation: { ...observation, usableFraction: 0 } }] });
  for (const told of [realYard({ looks }), unread])
    for (const key of ["brief.types", "brief.covered-loads"] as const)
      assert.ok(!keysOf(told, "brief").includes(key), key);
  assert.match(await briefTold(realYard({ looks: [newest] }), "en"), /hid 70% of the track/);
  assert.doesNotMatch(await briefTold(unread, "en"), /of the track/);
});

test("after a newest look without a count, the resolution is that of the image whose count is told, doubled as it is printed", async () => {
  const [older, newest] = [look("2025-03-10", 21, true), look("2025-04-10", null, true)];
  const at = (of: typeof older, gsdMetres: number) => ({
    ...of,
    scene: { ...of.scene, conditions: { ...of.scene.conditions, gsdMetres } },
  });
  const [fine, coarse] = [at(older, 0.2545), at(newest, 6)];
  const both = realYard({ looks: [fine, coarse] });
  assert.match(
    await briefTold(both, "en"),
    /The image of 10 March 2025 resolves the ground to 0\.25 m: things closer together than 0\.5 m cannot/,
  );
  assert.doesNotMatch(await briefTold(both, "en"), /resolves the ground to 6/);
  assert.match(await briefTold(both, "ar"), /وفي صورة 10 مارس 2025، تبلغ مسافة العيّنة الأرضية/);
  assert.match(await briefTold(realYard({ looks: [coarse] }), "en"), /The image resolves the ground to 6 m/);
});
