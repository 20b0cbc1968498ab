import assert from "node:assert/strict";
import { test } from "node:test";
import { packBundle } from "../../src/adapters/bundle/pack-bundle.ts";
import { verifyBundle } from "../../src/adapters/bundle/verify-bundle.ts";
import { parseRecord, recordText } from "../../src/adapters/evidence/record-file.ts";
import { recordTools } from "../../src/adapters/evidence/record-tools.ts";
import { renderReport } from "../../src/adapters/render/report.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { madeFrom, revisionFindings } from "../../src/core/report/revision.ts";
import { inputs, tumangangRecord } from "./tumangang.ts";
import { look, picturesOf, yardInputs, yardRecord } from "./yard.ts";

const first = yardRecord(true);
const previous = { record: first, sha256: "ab".repeat(32) };
const reason = { en: "Four looks of 2024 added.", ar: "أُضيفت أربع نظرات من عام 2024." };
const keyOf = ({ findings }: ReportRecord, id: unknown) => findings.find((f) => f.id === id)?.key;
const revisions = ({ findings }: ReportRecord) => findings.filter(({ section }) => section === "revisions");

test("a report drafted again from the same things is the frozen one, whatever the time", () => {
  const again = yardRecord(true, { previous, generatedAt: "2026-01-01T00:00:00Z" });
  assert.equal(again, first);
});

test("through a database that reorders fields it still is the same report, to the byte", () => {
  const reordered = reversed(first) as ReportRecord;
  assert.notEqual(JSON.stringify(reordered), JSON.stringify(first));
  const again = yardRecord(true, { previous: { record: reordered, sha256: "ab".repeat(32) } });
  assert.equal(recordText(again), recordText(first));
});

test("a revision in which no number differs is told with its own day, not that of the one before", () => {
  const before = { generatedAt: first.basis.generatedAt, sha256: "ab".repeat(32), findings: first.findings };
  const revision = { number: 2, reason: null, previous: { ...before, madeFrom: madeFrom(first.basis) } };
  const [told, ...more] = revisionFindings(
    { ...first.basis, generatedAt: "2026-01-01T00:00:00Z", revision },
    first.findings,
  );
  assert.deepEqual([told?.key, told?.values["date"]?.value, more], ["revision.unchanged", "2026-01-01T00:00:00Z", []]);
});

/** Every object with its fields the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

test("a later report says which number changed, from what to what, since when and why", () => {
  const { looks } = yardInputs(true);
  const more = [look("2024-05-01", 4, true), ...looks];
  const second = yardRecord(true, { previous, reason, looks: more, generatedAt: "2025-06-01T08:00:00Z" });
  assert.equal(second.basis.revision.number, 2);
  const told = revisions(second).map(({ key, values }) => [
    key,
    keyOf(second, values["sentence"]?.value),
    values["name"]?.value,
    values["was"]?.value,
    values["now"]?.value,
    values["since"]?.value,
  ]);
  assert.deepEqual(told[0], ["revision.why", undefined, undefined, undefined, undefined, undefined]);
  const added = revisions(second).find(({ key }) => key === "revision.looks-added");
  assert.deepEqual([added?.values["looks"]?.value, added?.values["from"]?.value], [1, "2024-05-01T10:00:00Z"]);
  const looksChanged = told.find(([, sentence, name]) => sentence === "looks.all" && name === "looks");
  assert.deepEqual(looksChanged, ["revision.number", "looks.all", "looks", 4, 5, 1]);
  assert.ok(told.some(([, sentence, name]) => sentence === "looks.all" && name === "from"));
  assert.ok(!told.some(([, sentence, name]) => sentence === "newest.counted" && name === "cars"));
});

test("a revision drafted after a frozen one out of a database is verified from its file, fields in another order", async () => {
  const more = [look("2024-05-01", 4, true), ...yardInputs(true).looks];
  const fromDatabase = { record: reversed(first) as ReportRecord, sha256: "ab".repeat(32) };
  const second = yardRecord(true, { previous: fromDatabase, reason, looks: more });
  const zip = await packBundle(second, { pictures: picturesOf(second), archived: new Map() });
  const { checks } = await verifyBundle(zip, "b.zip", recordTools);
  assert.deepEqual(
    checks.filter(({ agrees }) => !agrees),
    [],
  );
});

test("a page prints the sentences that changed, not their names in the program", async () => {
  const more = [look("2024-05-01", 4, true), ...yardInputs(true).looks];
  const second = yardRecord(true, { previous, reason, looks: more, generatedAt: "2025-06-01T08:00:00Z" });
  for (const [language, sentence] of [
    ["en", /5 stands where revision 1 had 4, in the sentence “The series holds 5 looks from 1 May 2024/],
    ["ar", /حلّت القيمة 5 محل 4 الواردة في المراجعة 1، وذلك في الجملة: «تضم السلسلة 5 نظرات/],
  ] as const) {
    const text = String(await renderReport(second, { language, format: "txt", numbering: "latn" }));
    assert.match(text.replace(/[\u2066-\u2069]/g, ""), sentence);
  }
});

test("a sentence more in between does not make those after it look changed", () => {
  const { evidence } = yardInputs(true);
  const limit = {
    text: { en: "Fog is frequent here.", ar: "الضباب متكرر هنا." },
    by: { en: "the analyst", ar: "المحلل" },
    source: { kind: "method", id: "strips@1" } as const,
  };
  const second = yardRecord(true, { previous, reason, evidence: { ...evidence, limits: [limit] } });
  assert.deepEqual(
    revisions(second).map(({ key, values }) => [key, keyOf(second, values["sentence"]?.value)]),
    [
      ["revision.why", undefined],
      ["revision.appeared", "cannot.analyst"],
    ],
  );
});

test("an analyst may add a limit but never take one away", () => {
  const { evidence } = yardInputs(true);
  const limits = first.findings.filter(({ section }) => section === "cannot-see").map(({ key }) => key);
  assert.deepEqual(limits, [
    "cannot.covered",
    "cannot.hidden",
    "cannot.class",
    "cannot.resolution",
    "cannot.canopy",
    "cannot.withheld",
    "cannot.gap",
    "cannot.direction",
    "cannot.method-fault",
  ]);
  const without = yardRecord(true, { evidence: { ...evidence, limits: [] } });
  assert.deepEqual(
    without.findings.filter(({ section }) => section === "cannot-see").map(({ key }) => key),
    limits,
  );
});

test("the record's file is read back as it was; one that is none is refused with its first fault", () => {
  assert.deepEqual(JSON.parse(recordText(parseRecord(recordText(first), "r.json"))), JSON.parse(recordText(first)));
  assert.throws(() => parseRecord("{", "r.json"), /report-invalid: r\.json is no JSON/);
  const { findings: _, ...headless } = first;
  assert.throws(() => parseRecord(JSON.stringify(headless), "r.json"), /report-invalid: r\.json: findings/);
  assert.throws(() => parseRecord(JSON.stringify({ ...first, more: 1 }), "r.json"), /more/);
});

test("a corrected look is told as corrected, by whom and why, and each number that changed once", () => {
  const looks = yardInputs(true).looks.map((one, i) => {
    const { observation } = one;
    if (i !== 3 || observation.status !== "counted") return one;
    const correction = { of: observation.id, by: "zoe", reason: "one is a shadow" };
    const id = `${observation.id}-corrected` as typeof observation.id;
    return { ...one, observation: { ...look("2025-04-10", 20, true).observation, id, correction } };
  });
  const second = yardRecord(true, { previous, reason, looks });
  const told = revisions(second);
  const corrected = told.find(({ key }) => key === "revision.corrected");
  assert.deepEqual(
    ["date", "by", "reason"].map((name) => corrected?.values[name]?.value),
    ["2025-04-10T10:00:00Z", "zoe", { en: "one is a shadow" }],
  );
  for (const key of ["revision.looks-added", "revision.looks-gone"])
    assert.ok(!told.some((finding) => finding.key === key), key);
  const cars = told.filter(({ values }) => values["was"]?.value === 21 && values["now"]?.value === 20);
  assert.equal(new Set(cars.map(({ values }) => values["name"]?.value)).size, cars.length, JSON.stringify(cars));
});

test("a reason more before the others is told as that sentence, and no other as gone or changed; back again alike", () => {
  const { evidence } = inputs;
  const graded = (value: "B" | "E") =>
    evidence.sources.map((source) => ({ ...source, reliability: { ...source.reliability, value } }));
  const trusted = tumangangRecord({ evidence: { ...evidence, sources: graded("B") } });
  const doubted = (previousRecord: ReportRecord, value: "B" | "E") =>
    tumangangRecord({
      evidence: { ...evidence, sources: graded(value) },
      previous: { record: previousRecord, sha256: "ab".repeat(32) },
      reason: { en: "Graded anew." },
    });
  const reasons = ({ findings }: ReportRecord) =>
    findings.flatMap(({ key, values }) => (key === "confidence.reason" ? [values["reason"]?.value] : []));
  const down = doubted(trusted, "E");
  const up = doubted(down, "B");
  const fresh = reasons(down).filter((code) => !reasons(trusted).includes(code));
  const lost = reasons(trusted).filter((code) => !reasons(down).includes(code));
  assert.ok(fresh.includes("no-reliable-source") && reasons(down).at(-1) !== "no-reliable-source");
  const told = (record: ReportRecord, before: ReportRecord, key: string) =>
    revisions(record).flatMap((finding) => {
      const from = key === "revision.gone" ? before : record;
      const sentence = from.findings.find(({ id }) => id === finding.values["sentence"]?.value);
      return finding.key === key && sentence?.key === "confidence.reason" ? [sentence.values["reason"]?.value] : [];
    });
  assert.deepEqual([told(down, trusted, "revision.appeared"), told(down, trusted, "revision.gone")], [fresh, lost]);
  assert.deepEqual([told(up, down, "revision.appeared"), told(up, down, "revision.gone")], [lost, fresh]);
  for (const record of [down, up])
    for (const { key, values } of revisions(record))
      assert.ok(key !== "revision.number" || values["now"]?.format !== "choice", String(values["name"]?.value));
});
