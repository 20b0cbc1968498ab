import type { ReportRecord } from "../../core/report/record.ts";
import { compactOrigins } from "./compact-origins.ts";
import { compactSources } from "./compact-sources.ts";
import { composeReport } from "./compose.ts";
import { contextOf, type Pictures } from "./context.ts";
import { localeOf, type Numbering } from "./language.ts";
import { briefText, textReport } from "./text.ts";

export interface RenderOptions {
  /** Tag of a language there is a file of messages for: `en`, `ar`. */
  readonly language: string;
  readonly format: "html" | "pdf" | "docx" | "txt";
  /** Default: the language's own. */
  readonly numbering?: Numbering;
  /** Bytes of the pictures that the record names. Those of a scene that may not be republished are not used. */
  readonly pictures?: Pictures;
}

/**
 * One record in one language and one format. The same record always gives the same bytes.
 *
 * @throws YardcheckError "usage" for an unknown language; "render-failed" when a picture is not the one that the record
 *   names, or the typesetter fails
 */
export async function renderReport(record: ReportRecord, options: RenderOptions): Promise<string | Uint8Array> {
  const locale = await localeOf(options.language, options.numbering);
  const context = contextOf(record, locale, options.pictures ?? new Map());
  const report = composeReport(context);
  const onPaper = () => ({
    ...report,
    sections: report.sections.map((section) => (section.id === "sources" ? compactSources(section, context) : section)),
    origins: compactOrigins(report.origins, context),
  });
  switch (options.format) {
    case "html": {
      const { htmlReport } = await import("./html.ts");
      return htmlReport(report, locale.language);
    }
    case "pdf": {
      const { pdfReport } = await import("./pdf.ts");
      return pdfReport(onPaper(), locale);
    }
    case "docx": {
      const { docxReport } = await import("./docx.ts");
      return await docxReport(onPaper(), locale);
    }
    case "txt":
      return textReport(report);
  }
}

/** The news brief alone, as plain text with its sources: `reports/<facility>.brief.<language>.txt`. */
export async function renderBrief(
  record: ReportRecord,
  options: Pick<RenderOptions, "language" | "numbering">,
): Promise<string> {
  const locale = await localeOf(options.language, options.numbering);
  return briefText(contextOf(record, locale, new Map()));
}
