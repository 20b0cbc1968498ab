import {
  AlignmentType,
  Bookmark,
  Document,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  Packer,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import sharp from "sharp";
import { originId } from "../../core/report/finding.ts";
import type {
  Block,
  DocumentSection,
  FactsBlock,
  FigureBlock,
  Inline,
  ReportDocument,
  TableBlock,
  Theme,
} from "./document.ts";
import type { Locale } from "./language.ts";

const PAPER: Theme = {
  ink: "#111111",
  quiet: "#555555",
  grid: "#d0d0d0",
  paper: "#ffffff",
  ours: "#0072b2",
  published: "#b34700",
  band: "#009e73",
  event: "#6b3d7a",
  onset: "#e6b400",
  withheld: "#666666",
  font: "Arial, DejaVu Sans, sans-serif",
  links: false,
};

/** Pixels of a picture, for 620 points of width at twice the density of a screen. */
const PICTURE_WIDTH = 1240;
const SHOWN_WIDTH = 620;

/** Word document: right-to-left paragraphs, tables and runs where the language asks for it; numbers link to their origins. */
export async function docxReport(report: ReportDocument, locale: Locale): Promise<Uint8Array> {
  const writer = new DocxWriter(report, locale);
  const children: (Paragraph | Table)[] = [
    writer.heading(report.title, HeadingLevel.TITLE),
    ...(report.synthetic === null
      ? []
      : [writer.paragraph([{ kind: "strong", content: [{ kind: "text", text: report.synthetic }] }])]),
    writer.paragraph(report.standfirst),
  ];
  for (const section of [...report.sections, report.origins]) children.push(...(await writer.section(section)));
  const document = new Document({
    title: report.title,
    creator: "Yardcheck",
    styles: {
      default: {
        document: {
          run: {
            font: { ascii: "Georgia", hAnsi: "Georgia", cs: "Traditional Arabic" },
            size: 21,
            sizeComplexScript: 28,
            language: { value: report.language, bidirectional: report.direction === "rtl" ? report.language : "ar-SA" },
          },
          paragraph: { spacing: { after: 140, line: report.direction === "rtl" ? 340 : 290 } },
        },
      },
    },
    sections: [{ children }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

class DocxWriter {
  readonly #rtl: boolean;
  readonly #locale: Locale;
  readonly #drawn = new Set<string>();

  constructor(report: ReportDocument, locale: Locale) {
    this.#rtl = report.direction === "rtl";
    this.#locale = locale;
  }

  heading(words: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph {
    return new Paragraph({
      heading: level,
      bidirectional: this.#rtl,
      keepNext: true,
      children: [this.#run(words, { bold: true })],
    });
  }

  paragraph(inlines: readonly Inline[], bullet = false): Paragraph {
    return new Paragraph({
      bidirectional: this.#rtl,
      ...(bullet ? { bullet: { level: 0 } } : {}),
      children: inlines.flatMap((inline) => this.#inline(inline)),
    });
  }

  async section({ title, blocks }: DocumentSection): Promise<(Paragraph | Table)[]> {
    const parts: (Paragraph | Table)[] = [this.heading(title, HeadingLevel.HEADING_1)];
    for (const block of blocks) parts.push(...(await this.#block(block)));
    return parts;
  }

  async #block(block: Block): Promise<(Paragraph | Table)[]> {
    switch (block.kind) {
      case "heading":
        return [this.heading(block.text, HeadingLevel.HEADING_2)];
      case "paragraph":
        return [this.paragraph(block.content)];
      case "list":
        return block.entries.map((entry) => this.paragraph(entry, true));
      case "table":
        return this.#table(block);
      case "figure":
        return await this.#figure(block);
      case "facts":
        return await this.#facts(block);
    }
  }

  #table({ caption, columns, rows }: TableBlock): (Paragraph | Table)[] {
    const cell = (children: readonly Inline[], bold = false) =>
      new TableCell({
        margins: { top: 40, bottom: 40, left: 70, right: 70 },
        children: [
          new Paragraph({
            bidirectional: this.#rtl,
            spacing: { after: 0 },
            children: children.flatMap((inline) => this.#inline(inline, bold)),
          }),
        ],
      });
    return [
      this.paragraph([{ kind: "text", text: caption }]),
      new Table({
        visuallyRightToLeft: this.#rtl,
        width: { size: 100, type: WidthType.PERCENTAGE },
        rows: [
          new TableRow({
            tableHeader: true,
            children: columns.map(({ label }) => cell([{ kind: "text", text: label }], true)),
          }),
          ...rows.map(({ cells }) => new TableRow({ cantSplit: true, children: cells.map((each) => cell(each)) })),
        ],
      }),
      new Paragraph({ children: [] }),
    ];
  }

  async #figure(figure: FigureBlock): Promise<Paragraph[]> {
    const caption = this.paragraph(figure.caption);
    if (this.#drawn.has(figure.id)) return [caption];
    this.#drawn.add(figure.id);
    const png = await sharp(Buffer.from(figure.svg(PAPER)), { density: 144, limitInputPixels: false })
      .resize({ width: PICTURE_WIDTH })
      .flatten({ background: "#ffffff" })
      .png({ palette: true })
      .toBuffer();
    const picture = new ImageRun({
      type: "png",
      data: png,
      transformation: { width: SHOWN_WIDTH, height: Math.round(SHOWN_WIDTH / figure.aspect) },
      altText: { title: figure.id, description: figure.alternative, name: figure.id },
    });
    return [new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [picture] }), caption];
  }

  async #facts({ id, title, facts, figures }: FactsBlock): Promise<Paragraph[]> {
    const named = title.flatMap((inline) => this.#inline(inline));
    const heading = new Paragraph({
      heading: HeadingLevel.HEADING_3,
      bidirectional: this.#rtl,
      keepNext: true,
      children: id === null ? named : [new Bookmark({ id: bookmark(id), children: named })],
    });
    const lines = facts.map(({ label, content }) =>
      this.paragraph([{ kind: "strong", content: [{ kind: "text", text: `${label}: ` }] }, ...content]),
    );
    const drawn: Paragraph[] = [];
    for (const figure of figures) drawn.push(...(await this.#figure(figure)));
    return [heading, ...lines, ...drawn];
  }

  #inline(inline: Inline, bold = false): ParagraphChild[] {
    switch (inline.kind) {
      case "text":
        return [this.#run(inline.text, { bold })];
      case "strong":
        return inline.content.flatMap((each) => this.#inline(each, true));
      case "value":
        return [
          new InternalHyperlink({
            anchor: bookmark(originId(inline.source)),
            children: [
              this.#run(isolated(inline.text), { bold, color: inline.format === "text" ? "000000" : "0A4F8F" }),
            ],
          }),
        ];
      case "isolate":
        return [this.#run(isolated(inline.text), { bold })];
      case "code":
        return [new TextRun({ text: isolated(inline.text), font: "Consolas", size: 18, bold })];
      case "link":
        return /^https?:\/\//i.test(inline.href)
          ? [
              new ExternalHyperlink({
                link: inline.href,
                children: [new TextRun({ text: isolated(inline.text), color: "0A4F8F" })],
              }),
            ]
          : [this.#run(inline.text, { bold })];
      case "quote": {
        const [open, close] = inline.verbatim ? this.#locale.language.quotes : ["", ""];
        return [this.#run(isolated(`${open}${inline.text}${close}`), { bold })];
      }
    }
  }

  /** A run of right-to-left script is marked as such, so that Word takes its complex-script font and size. */
  #run(text: string, { bold = false, color }: { bold?: boolean; color?: string }): TextRun {
    const rightToLeft = this.#rtl && /[\u0590-\u08ff]/.test(text);
    return new TextRun({
      text,
      bold,
      boldComplexScript: bold,
      rightToLeft,
      ...(color === undefined ? {} : { color }),
    });
  }
}

const isolated = (text: string) => `\u2068${text}\u2069`;

/** Word takes bookmarks of at most 40 letters, digits and underscores: long ones keep their end, which holds the hash. */
function bookmark(id: string): string {
  const safe = id.replace(/[^A-Za-z0-9]/g, "_");
  if (safe.length <= 40) return safe;
  let hash = 0;
  for (const letter of safe) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return `${safe.slice(0, 30)}_${hash.toString(36)}`;
}
