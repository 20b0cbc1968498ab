import {
  AlignmentType,
  Bookmark,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import sharp from "sharp";
import { printable } from "../../core/markup.ts";
import { originId } from "../../core/report/finding.ts";
import { columnWidths } from "./column-widths.ts";
import type {
  Block,
  DocumentSection,
  FactsBlock,
  FigureBlock,
  Inline,
  ReportDocument,
  TableBlock,
} from "./document.ts";
import type { Locale } from "./language.ts";
import { PAPER } from "./paper.ts";

/** Pixels of a picture, for 620 points of width at twice the density of a screen. */
const PICTURE_WIDTH = 1240;
const SHOWN_WIDTH = 620;
/** A4 with margins of 2 cm, in twentieths of a point. */
export const PAGE = { width: 11906, height: 16838, margin: 1134 };
const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;

/** The shapes of a report as paragraphs and tables of Word. */
export class DocxWriter {
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
      spacing: { before: 240, after: 100 },
      keepNext: true,
      children: [this.#run(words, { bold: true })],
    });
  }

  paragraph(inlines: readonly Inline[], style: "Normal" | "Fact" | "bullet" = "Normal"): Paragraph {
    return new Paragraph({
      bidirectional: this.#rtl,
      ...(style === "bullet" ? { bullet: { level: 0 } } : { style }),
      children: inlines.flatMap((inline) => this.#inline(inline)),
    });
  }

  header(words: string): Header {
    const run = this.#run(words, { bold: true, color: "A3001B" });
    return new Header({
      children: [new Paragraph({ bidirectional: this.#rtl, alignment: AlignmentType.CENTER, children: [run] })],
    });
  }

  footer(title: string): Footer {
    const page = new TextRun({ children: [PageNumber.CURRENT], size: 16, sizeComplexScript: 20 });
    return new Footer({
      children: [
        new Paragraph({ bidirectional: this.#rtl, children: [this.#run(`${title} · `, { color: "555555" }), page] }),
      ],
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
        return block.entries.map((entry) => this.paragraph(entry, "bullet"));
      case "table":
        return this.#table(block);
      case "figure":
        return await this.#figure(block);
      case "facts":
        return await this.#facts(block);
    }
  }

  #table(table: TableBlock): (Paragraph | Table)[] {
    const { caption, columns, rows } = table;
    const shares = columnWidths(table);
    const all = shares.reduce((sum, share) => sum + share, 0);
    const widths = shares.map((share) => Math.floor((share / all) * TEXT_WIDTH));
    const cell = (at: number, content: readonly Inline[], bold = false, id?: string) =>
      new TableCell({
        width: { size: widths[at] ?? 0, type: WidthType.DXA },
        margins: { top: 40, bottom: 40, left: 70, right: 70 },
        children: [
          new Paragraph({
            bidirectional: this.#rtl,
            style: columns.length > 6 ? "NarrowCell" : "Cell",
            children: this.#target(
              id,
              content.flatMap((inline) => this.#inline(inline, bold)),
            ),
          }),
        ],
      });
    return [
      ...(caption === "" ? [] : [this.paragraph([{ kind: "text", text: caption }])]),
      new Table({
        visuallyRightToLeft: this.#rtl,
        layout: TableLayoutType.FIXED,
        width: { size: TEXT_WIDTH, type: WidthType.DXA },
        columnWidths: widths,
        rows: [
          new TableRow({
            tableHeader: true,
            children: columns.map(({ label }, i) => cell(i, [{ kind: "text", text: label }], true)),
          }),
          ...rows.map(
            ({ id, cells }) =>
              new TableRow({
                cantSplit: true,
                children: cells.map((each, i) => cell(i, each, false, i === 0 ? id : undefined)),
              }),
          ),
        ],
      }),
      new Paragraph({ children: [] }),
    ];
  }

  async #figure(figure: FigureBlock): Promise<Paragraph[]> {
    const caption = this.paragraph(figure.caption);
    if (this.#drawn.has(figure.id)) return [caption];
    this.#drawn.add(figure.id);
    const png = await sharp(Buffer.from(figure.svg({ ...PAPER, font: "Arial, DejaVu Sans, sans-serif" })), {
      density: 144,
      limitInputPixels: false,
    })
      .resize({ width: PICTURE_WIDTH })
      .flatten({ background: "#ffffff" })
      .png({ palette: true })
      .toBuffer();
    const picture = new ImageRun({
      type: "png",
      data: png,
      transformation: { width: SHOWN_WIDTH, height: Math.round(SHOWN_WIDTH / figure.aspect) },
      altText: { title: figure.id, description: printable(figure.alternative), name: figure.id },
    });
    // A picture of one thing leads to it.
    const [to, ...others] = figure.links;
    const linked =
      to !== undefined && others.length === 0
        ? new InternalHyperlink({ anchor: bookmark(originId(to)), children: [picture] })
        : picture;
    return [new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [linked] }), caption];
  }

  /** What links of that name lead to. */
  #target(id: string | undefined, children: ParagraphChild[]): ParagraphChild[] {
    return id === undefined ? children : [new Bookmark({ id: bookmark(id), children })];
  }

  async #facts({ id, title, facts, figures, runIn }: FactsBlock): Promise<Paragraph[]> {
    const named = this.#target(
      id ?? undefined,
      title.flatMap((inline) => this.#inline(inline, runIn === true)),
    );
    const drawn: Paragraph[] = [];
    for (const figure of figures) drawn.push(...(await this.#figure(figure)));
    if (runIn === true) {
      const told = facts.flatMap(({ label, content }) => [
        this.#run(` · ${label}: `, { color: "555555" }),
        ...content.flatMap((inline) => this.#inline(inline)),
      ]);
      return [new Paragraph({ bidirectional: this.#rtl, style: "Fact", children: [...named, ...told] }), ...drawn];
    }
    const heading = new Paragraph({
      heading: HeadingLevel.HEADING_3,
      bidirectional: this.#rtl,
      spacing: { before: 160, after: 40 },
      keepNext: true,
      children: named,
    });
    const lines = facts.map(({ label, content }) =>
      this.paragraph([{ kind: "strong", content: [{ kind: "text", text: `${label}: ` }] }, ...content], "Fact"),
    );
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
              this.#run(this.#apart(inline.text), { bold, color: inline.format === "text" ? "000000" : "0A4F8F" }),
            ],
          }),
        ];
      case "isolate":
        return [this.#run(this.#apart(inline.text), { bold })];
      case "code":
        return [new TextRun({ text: printable(this.#apart(inline.text)), font: "Consolas", size: 18, bold })];
      case "link":
        return /^https?:\/\//i.test(inline.href)
          ? [
              new ExternalHyperlink({
                link: inline.href,
                children: [new TextRun({ text: printable(this.#apart(inline.text)), color: "0A4F8F" })],
              }),
            ]
          : [this.#run(inline.text, { bold })];
      case "quote": {
        const [open, close] = inline.verbatim ? this.#locale.language.quotes : ["", ""];
        return [this.#run(this.#apart(`${open}${inline.text}${close}`), { bold })];
      }
    }
  }

  /**
   * Words of the other direction between marks of their own (U+200E, U+200F), so that points and brackets stay on their
   * side. Word and LibreOffice know isolates, but leave gaps or break words where they stand.
   */
  #apart(text: string): string {
    if (this.#rtl && /^[-−]/.test(text)) return `\u200e${text}`;
    const own = RIGHT_TO_LEFT.test(text);
    if (own === this.#rtl || !/\p{L}/u.test(text)) return text;
    const mark = own ? "\u200f" : "\u200e";
    return `${mark}${text}${mark}`;
  }

  /** A run of right-to-left script is marked as such, so that Word takes its complex-script font and size. */
  #run(text: string, { bold = false, color }: { bold?: boolean; color?: string }): TextRun {
    const rightToLeft = RIGHT_TO_LEFT.test(text);
    return new TextRun({
      text: printable(text),
      bold,
      boldComplexScript: bold,
      rightToLeft,
      ...(color === undefined ? {} : { color }),
    });
  }
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/** Word takes bookmarks of at most 40 letters, digits and underscores: long ones keep their end, which holds the hash. */
function bookmark(id: string): string {
  const safe = id.replace(/[^A-Za-z0-9]/g, "_");
  if (safe.length <= 40) return safe;
  let hash = 0;
  for (const letter of safe) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return `${safe.slice(0, 30)}_${hash.toString(36)}`;
}
