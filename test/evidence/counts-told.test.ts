import assert from "node:assert/strict";
import { test } from "node:test";
import { localeOf } from "../../src/adapters/render/language.ts";
import { findingInlines, plainText } from "../../src/adapters/render/sentence.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { Section } from "../../src/core/report/finding.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import type { Figure, SeriesEntry } from "../../src/core/series/entry.ts";
import { assessedSeries } from "../../src/core/series/to-looks.ts";
import type { ReportInputs } from "../../src/pipeline/draft-report.ts";
import { tumangangRecord } from "./tumangang.ts";

const LOCALES = { en: await localeOf("en"), ar: await localeOf("ar", "latn") };

/** The sentences of a part of a report. */
function told(record: ReportRecord, section: Section, language: keyof typeof LOCALES): string[] {
  const locale = LOCALES[language];
  return record.findings
    .filter((f) => f.section === section)
    .map((f) =>
      plainText(findingInlines(locale, f))
        .replace(/[\u2066-\u2069]/g, "")
        .replaceAll("\u00a0", " "),
    );
}

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
