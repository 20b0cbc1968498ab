import { localeOf } from "../../src/adapters/render/language.ts";
import { renderBrief } from "../../src/adapters/render/report.ts";
import { findingInlines, plainText } from "../../src/adapters/render/sentence.ts";
import type { Section } from "../../src/core/report/finding.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";

const LOCALES = { en: await localeOf("en"), ar: await localeOf("ar", "latn") };

/** The sentences of a part of a report, without the marks that isolate their values. */
export function told(record: ReportRecord, section: Section, language: keyof typeof LOCALES): string[] {
  const locale = LOCALES[language];
  return record.findings
    .filter((f) => f.section === section)
    .map((f) =>
      plainText(findingInlines(locale, f))
        .replace(/[\u2066-\u2069]/g, "")
        .replaceAll("\u00a0", " "),
    );
}

/** The brief, without the marks that isolate its values. */
export async function briefTold(record: ReportRecord, language: keyof typeof LOCALES): Promise<string> {
  const text = await renderBrief(record, { language, numbering: "latn" });
  return text.replace(/[\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");
}
