import assert from "node:assert/strict";
import { test } from "node:test";
import { renderReport } from "../../src/adapters/render/report.ts";
import type { Evidence } from "../../src/core/evidence/evidence.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { Rating } from "../../src/core/evidence/matrix.ts";
import type { SourceRef } from "../../src/core/report/finding.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import type { ReportInputs } from "../../src/pipeline/draft-report.ts";
import { told } from "./told.ts";
import { inputs, tumangangRecord } from "./tumangang.ts";
import { yardInputs, yardRecord } from "./yard.ts";

/** A yard of our own looks with a judgement on `hypothesis`, and rows of the matrix with a rating for each of three. */
function judged(
  hypothesis: string,
  rows: readonly { readonly evidence: SourceRef; readonly ratings: readonly Rating[] }[],
  changed: Partial<ReportInputs> = {},
): ReportRecord {
  const names = ["a", "b", "c"];
  const evidence: Evidence = {
    ...noEvidence("yard"),
    matrix: {
      question: { en: "What is it?" },
      hypotheses: names.map((id) => ({ id, name: { en: `explanation ${id}` }, predictions: [] })),
      rows: rows.map(({ evidence: ref, ratings }, i) => ({
        id: `row-${i}`,
        kind: "claim",
        label: { en: `row ${i}` },
        evidence: ref,
        cells: ratings.map((rating, h) => ({ hypothesis: names[h] ?? "", rating, reason: { en: "so it is" } })),
      })),
    },
    judgement: { by: { en: "Ada" }, hypothesis, probability: 0.97, reason: { en: "It is so." }, confidence: "high" },
    traits: { ...noEvidence("yard").traits, cargo: { value: "open", source: null } },
  };
  return yardRecord(true, { evidence, events: [], ...changed });
}

const newest = yardInputs(true).looks.at(-1)?.observation.id ?? "";
const ours = (...ratings: Rating[]) => ({ evidence: { kind: "observation", id: newest } as const, ratings });
const reasons = ({ judgement }: ReportRecord) => judgement?.confidenceReasons.map(({ code }) => code) ?? [];

test("a judgement on what the evidence contradicts more than another is told as that", () => {
  const rows = [ours("C", "I", "II")];
  const second = judged("b", rows);
  assert.ok(reasons(second).includes("not-leading") && !reasons(second).includes("rivals-not-separated"));
  const likelihood = (record: ReportRecord, language: "en" | "ar" = "en") =>
    told(record, "likelihood", language).join("\n");
  assert.match(
    likelihood(second),
    /^In the judgement of Ada, the explanation “explanation b” is almost certain[^\n]*\nThe evidence contradicts another explanation less than the one judged here\.\n/,
  );
  assert.match(
    likelihood(judged("c", rows)),
    /contradicts 2 other explanations less than the one judged here, and none more\./,
  );
  assert.match(
    likelihood(judged("c", rows), "ar"),
    /هناك فرضيتان أخريان أقل تعارضًا .*، ولا فرضية أشد تعارضًا معها منه\./,
  );
  assert.doesNotMatch(likelihood(judged("a", rows)), /judged here/);
  assert.match(told(second, "confidence", "en").join("\n"), /The evidence contradicts another explanation less\./);
  const tied = judged("a", [ours("C", "C", "II")]);
  assert.ok(reasons(tied).includes("rivals-not-separated") && !reasons(tied).includes("not-leading"));
});

test("the origins of the evidence are those of the rows of the matrix; our images are one where a row rests on them", () => {
  const event = (id: string) => ({
    id,
    date: "2025-03-20",
    label: { en: id },
    source: `https://example.org/${id}`,
  });
  const events = [event("opening"), event("closing")];
  const row = (id: string) => ({ evidence: { kind: "event", id } as const, ratings: ["C", "I", "I"] as const });
  assert.ok(reasons(judged("a", [row("opening")], { events })).includes("one-origin"), "no row rests on our images");
  assert.ok(reasons(judged("a", [row("opening"), row("closing")], { events })).includes("several-origins"));
  assert.ok(reasons(judged("a", [row("opening"), ours("C", "I", "I")], { events })).includes("several-origins"));
  assert.ok(reasons(judged("a", [ours("C", "I", "I")], { events })).includes("one-origin"));
  assert.ok(reasons(judged("a", [], { events })).includes("no-evidence"));
});

test("a confidence below that of the analyst is told as lowered, and by what", () => {
  const record = judged("b", [ours("C", "I", "II")]);
  assert.equal(record.judgement?.confidence, "low");
  const [first, second, ...rest] = told(record, "confidence", "en");
  assert.equal(first, "Confidence in this judgement is low.");
  assert.equal(second, "Ada had put it at high; it was lowered to low by the 2 reasons that come next.");
  assert.deepEqual(rest.slice(0, 2), [
    "All the evidence goes back to one origin.",
    "The evidence contradicts another explanation less.",
  ]);
  assert.match(
    told(record, "confidence", "ar")[1] ?? "",
    /كانت درجة الثقة عالية، ثم خُفّضت إلى منخفضة للسببين التاليين\./,
  );
  const evidence = {
    ...inputs.evidence,
    judgement: inputs.evidence.judgement && { ...inputs.evidence.judgement, confidence: "low" as const },
  };
  assert.ok(!tumangangRecord({ evidence }).findings.some(({ key }) => key === "confidence.lowered"));
});

/** Facts of the law stand as entries of their own, and not as sentences. */
const AS_ENTRIES = ["law"];

test("every sentence of a record is printed in its report, with a judgement and without", async () => {
  const bare = yardRecord(true, { evidence: noEvidence("yard") });
  const risen = tumangangRecord({ assessed: null });
  assert.ok(told(bare, "change-mind", "en").length + told(risen, "change-mind", "en").length > 0);
  for (const record of [bare, risen, judged("b", [ours("C", "I", "II")])]) {
    const html = String(await renderReport(record, { language: "en", format: "html", pictures: new Map() }));
    const page = plain(html);
    const sections = new Set(record.findings.map((each) => each.section));
    const missing = [...sections]
      .filter((section) => !AS_ENTRIES.includes(section))
      .flatMap((section) => told(record, section, "en"))
      .filter((sentence) => !page.includes(plain(sentence).slice(1)));
    assert.deepEqual(missing, []);
  }
});

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, "")
    .replace(/&quot;|&#39;|[“”‘’"']/g, "")
    .replace(/&amp;/g, "&")
    .replace(/[\u2066-\u2069]/g, "")
    .replace(/[\s\u00a0]+/g, " ");
