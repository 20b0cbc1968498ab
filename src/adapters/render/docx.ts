import {
  Document,
  HeadingLevel,
  type IParagraphStyleOptions,
  LineRuleType,
  Packer,
  type Paragraph,
  type Table,
} from "docx";
import { printable } from "../../core/markup.ts";
import type { ReportDocument } from "./document.ts";
import { DocxWriter, PAGE } from "./docx-writer.ts";
import type { Locale } from "./language.ts";

/** Word document: right-to-left paragraphs, tables and runs where the language asks for it; numbers link to their origins. */
export async function docxReport(report: ReportDocument, locale: Locale): Promise<Uint8Array> {
  const writer = new DocxWriter(report, locale);
  const children: (Paragraph | Table)[] = [
    writer.heading(report.title, HeadingLevel.TITLE),
    writer.paragraph(report.standfirst),
  ];
  for (const section of [...report.sections, report.origins]) children.push(...(await writer.section(section)));
  const document = new Document({
    title: printable(report.title),
    creator: "Yardcheck",
    styles: {
      paragraphStyles: [style("Fact", 18, 23, 50), style("Cell", 18, 23, 0), style("NarrowCell", 15, 19, 0)],
      default: {
        document: {
          run: {
            font: { ascii: "Georgia", hAnsi: "Georgia", cs: "Traditional Arabic" },
            size: 21,
            sizeComplexScript: 28,
            language: { value: report.language, bidirectional: report.direction === "rtl" ? report.language : "ar-SA" },
          },
          paragraph: {
            spacing: { after: 140, line: report.direction === "rtl" ? 320 : 290, lineRule: LineRuleType.AUTO },
          },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { top: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin, right: PAGE.margin },
          },
        },
        ...(report.synthetic === null ? {} : { headers: { default: writer.header(report.synthetic) } }),
        footers: { default: writer.footer(report.title) },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** Sizes in half points, for Latin and for Arabic letters; `after` in twentieths of a point. */
function style(id: string, size: number, sizeComplexScript: number, after: number): IParagraphStyleOptions {
  return {
    id,
    name: id,
    basedOn: "Normal",
    run: { size, sizeComplexScript },
    paragraph: { spacing: { after, line: 270, lineRule: LineRuleType.AUTO } },
  };
}
