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
import { plainText } from "./sentence.ts";

export interface TypstSource {
  readonly main: string;
  /** SVG by file name, beside the main file. */
  readonly figures: ReadonlyMap<string, string>;
}

/** The report in Typst's markup. All words are string literals: nothing in a record can be taken for markup. */
export function typstSource(report: ReportDocument, locale: Locale): TypstSource {
  const writer = new TypstWriter(report, locale);
  return { main: writer.document(), figures: writer.figures };
}

class TypstWriter {
  readonly figures = new Map<string, string>();
  readonly #report: ReportDocument;
  readonly #locale: Locale;
  readonly #rtl: boolean;

  constructor(report: ReportDocument, locale: Locale) {
    this.#report = report;
    this.#locale = locale;
    this.#rtl = report.direction === "rtl";
  }

  document(): string {
    const { title, language, generatedAt, synthetic, standfirst, sections, origins } = this.#report;
    const [year = "1970", month = "1", day = "1"] = generatedAt.slice(0, 10).split("-");
    const pages = this.#locale.numbering === "arab" ? "١" : "1";
    const sans = `("Source Sans 3", "Amiri", "NanumGothic")`;
    return [
      `#set document(title: ${quoted(title)}, author: "Yardcheck", date: datetime(year: ${Number(year)}, month: ${Number(month)}, day: ${Number(day)}))`,
      `#let quiet = rgb("#555555")`,
      `#let number-ink = rgb("#0a4f8f")`,
      `#let sans = ${sans}`,
      `#let v(target, body) = link(label(target), text(fill: number-ink, body))`,
      `#let n(target, body) = link(label(target), body)`,
      `#let whole(dir, words) = box(baseline: ${this.#rtl ? "0.36em" : "0pt"}, text(dir: dir, words))`,
      `#let open = text(font: "Source Serif 4", "\\u{2068}")`,
      `#let close = text(font: "Source Serif 4", "\\u{2069}")`,
      `#let hash(words) = text(font: "DejaVu Sans Mono", size: 0.78em, words)`,
      `#let sheet(..cells) = { set text(size: 0.86em, font: sans); table(..cells) }`,
      `#set page(paper: "a4", margin: (x: 2.1cm, top: 2.2cm, bottom: 2.2cm), numbering: "${pages}",`,
      `  header: ${synthetic === null ? "none" : `align(center, text(size: 8pt, weight: 600, fill: rgb("#a3001b"), font: sans, ${quoted(this.#print(synthetic))}))`},`,
      `  footer: context text(size: 8pt, fill: quiet, font: sans, grid(columns: (1fr, auto), ${quoted(this.#print(title))}, counter(page).display("${pages}"))))`,
      this.#rtl
        ? `#set text(lang: "${language}", dir: rtl, font: ("Source Serif 4", "Amiri", "NanumGothic"), size: 11.2pt, kerning: false, top-edge: 0.86em, bottom-edge: -0.36em)`
        : `#set text(lang: "${language}", font: ("Source Serif 4", "Amiri", "NanumGothic"), size: 10pt)`,
      `#set par(leading: ${this.#rtl ? "0.42em" : "0.68em"}, spacing: ${this.#rtl ? "0.8em" : "1em"}, justify: false)`,
      `#set list(spacing: ${this.#rtl ? "0.55em" : "0.75em"})`,
      `#set table(stroke: (x, y) => if y == 0 { (bottom: 0.9pt) } else { (bottom: 0.4pt + luma(200)) }, inset: (x: 4pt, y: 4.5pt), align: start + top)`,
      `#show heading.where(level: 1): it => block(above: 1.9em, below: 0.9em, sticky: true, width: 100%, stroke: (top: 1pt), inset: (top: 7pt), text(size: 1.25em, weight: ${this.#bold()}, it.body))`,
      `#show heading.where(level: 2): it => block(above: 1.3em, below: 0.6em, sticky: true, text(size: 1em, weight: ${this.#bold()}, font: sans, it.body))`,
      `#show heading.where(level: 3): it => block(above: 0.2em, below: 0.5em, sticky: true, text(size: 0.95em, weight: 400, font: sans, it.body))`,
      `#show figure.caption: set align(start)`,
      `#show figure.caption: it => block(sticky: true, text(size: 0.88em, fill: quiet, font: sans, it.body))`,
      `#show figure: set block(breakable: false, above: 1.1em, below: 1.3em)`,
      `#show figure.where(kind: table): set block(breakable: true)`,
      `#show figure.where(kind: table): set align(start)`,
      `#show figure.where(kind: table): set figure.caption(position: top)`,
      `#block(below: ${this.#rtl ? "0.6em" : "1em"}, text(size: 1.9em, weight: ${this.#bold()}, ${this.#words(title)}))`,
      `#block(below: 1.6em, text(fill: quiet, font: sans)[${this.#inlines(standfirst)}])`,
      ...sections.map((section) => this.#section(section)),
      `#set text(size: ${this.#rtl ? "10pt" : "8.8pt"})`,
      `#set table(inset: (x: 4pt, y: 2.6pt))`,
      this.#section(origins),
    ].join("\n");
  }

  #bold = () => (this.#rtl ? 700 : 600);

  #section({ id, title, blocks }: DocumentSection): string {
    return [`#heading(level: 1, ${this.#words(title)}) <${id}>`, ...blocks.map((block) => this.#block(block))].join(
      "\n\n",
    );
  }

  #block(block: Block): string {
    switch (block.kind) {
      case "heading":
        return `#heading(level: 2, ${this.#words(block.text)})`;
      case "paragraph":
        return this.#paragraph(block.style, this.#inlines(block.content));
      case "list":
        return `#list(${block.entries.map((entry) => `[${this.#inlines(entry)}]`).join(", ")})`;
      case "table":
        return this.#table(block);
      case "figure":
        return this.#figure(block);
      case "facts":
        return this.#facts(block);
    }
  }

  #paragraph(style: string, content: string): string {
    switch (style) {
      case "lead":
        return `#block(below: 1.1em, text(size: 1.22em)[${content}])`;
      case "note":
        return `#block(sticky: true, text(fill: quiet, font: sans, size: 0.92em)[${content}])`;
      case "likelihood":
      case "confidence": {
        const colour = style === "likelihood" ? "#0072b2" : "#6b3d7a";
        const side = this.#rtl ? "right" : "left";
        return `#block(width: 100%, stroke: (${side}: 3pt + rgb("${colour}")), inset: (${side}: 9pt, y: 4pt), text(size: 1.1em)[${content}])`;
      }
      default:
        return `#par[${content}]`;
    }
  }

  #table(table: TableBlock): string {
    const { caption, columns, rows } = table;
    const widths = columnWidths(table).map((width) => `${width}fr`);
    const align = columns.map((column) => column.align).join(", ");
    const head = columns.map(({ label }) => `text(weight: ${this.#bold()}, ${this.#words(label)})`).join(", ");
    const body = rows.flatMap(({ id, cells, quiet }) =>
      cells.map((cell, i) => {
        const target = i === 0 && id !== undefined ? ` #metadata(none) <${id}>` : "";
        return `${quiet === true ? "table.cell(fill: luma(244))" : ""}[${this.#inlines(cell)}${target}]`;
      }),
    );
    const sheet = `sheet(columns: (${widths.join(", ")},), align: (${align},), table.header(${head}), ${body.join(", ")})`;
    const title = caption === "" ? "none" : `figure.caption(position: top, [${this.#hash(caption)}])`;
    return `#figure(kind: table, caption: ${title}, numbering: none, outlined: false, supplement: none, text(size: ${columns.length > 6 ? 0.86 : 1}em, ${sheet}))`;
  }

  #figure(figure: FigureBlock): string {
    if (this.figures.has(`${figure.id}.svg`))
      return `#link(<${figure.id}>, text(size: 0.88em, fill: number-ink, font: sans)[${this.#plain(figure.caption)}])`;
    this.figures.set(
      `${figure.id}.svg`,
      this.#print(figure.svg({ ...PAPER, font: "Source Sans 3, Amiri, NanumGothic" })),
    );
    const image = `image("${figure.id}.svg", width: 100%, alt: ${quoted(figure.alternative)})`;
    // A picture of one thing leads to it.
    const [to, ...others] = figure.links;
    const linked = to !== undefined && others.length === 0 ? `link(label("${originId(to)}"), ${image})` : image;
    return `#figure(numbering: none, outlined: false, supplement: none, caption: [${this.#inlines(figure.caption)}], ${linked}) <${figure.id}>`;
  }

  #facts(block: FactsBlock): string {
    if (block.runIn === true) return this.#runIn(block);
    const { id, title, facts, figures } = block;
    const widest = Math.max(0, ...facts.map(({ label }) => label.length));
    const rows = closeTogether(facts).map(([{ label, content }, ...rest]) => {
      const more = rest.map((fact) => `#h(1.4em, weak: true)${this.#labelled(fact)}`);
      return `text(fill: quiet, ${this.#words(label)}), [${this.#inlines(content)}${more.join("")}]`;
    });
    const target = id === null ? "" : ` <${id}>`;
    return [
      `#block(width: 100%, above: 1em, sticky: true, stroke: (top: 0.4pt + luma(180)), inset: (top: 5pt))[#heading(level: 3, outlined: false, bookmarked: false)[${this.#inlines(title)}]]${target}`,
      rows.length === 0
        ? ""
        : `#block(above: 0.5em)[#set text(size: ${this.#rtl ? 0.88 : 0.92}em, font: sans); #grid(columns: (${widest > 24 ? 5.6 : widest > 17 ? 3.4 : 2.7}cm, 1fr), column-gutter: 8pt, row-gutter: ${this.#rtl ? "0.3em" : "0.65em"}, ${rows.join(", ")})]`,
      ...figures.map((figure) => this.#figure(figure)),
    ].join("\n");
  }

  /** Title and facts as one paragraph. */
  #runIn({ id, title, facts, figures }: FactsBlock): string {
    const target = id === null ? "" : ` <${id}>`;
    const told = facts.map((fact) => `#h(1.1em, weak: true)${this.#labelled(fact)}`).join("");
    return [
      `#block(width: 100%, above: ${this.#rtl ? "0.45em" : "0.7em"}, below: ${figures.length > 0 ? "0.8em" : "0pt"})[#set text(size: 0.92em, font: sans); #text(weight: ${this.#bold()})[${this.#inlines(title)}]${told}]${target}`,
      ...figures.map((figure) => this.#figure(figure)),
    ].join("\n");
  }

  #labelled({ label, content }: FactsBlock["facts"][number]): string {
    return `#text(fill: quiet, ${this.#words(label)})#h(0.45em)${this.#inlines(content)}`;
  }

  #inlines(inlines: readonly Inline[]): string {
    return inlines.map((inline) => this.#inline(inline)).join("");
  }

  #plain(inlines: readonly Inline[]): string {
    return inlines
      .map((inline) =>
        inline.kind === "strong"
          ? this.#plain(inline.content)
          : inline.kind === "text"
            ? this.#hash(inline.text)
            : `#${this.#apart(inline.text, true)};`,
      )
      .join("");
  }

  #inline(inline: Inline): string {
    switch (inline.kind) {
      case "text":
        return this.#hash(inline.text);
      case "strong":
        return `#text(weight: ${this.#bold()})[${this.#inlines(inline.content)}]`;
      case "value": {
        const words = this.#apart(inline.text, inline.format !== "text");
        return `#${inline.format === "text" ? "n" : "v"}("${originId(inline.source)}", ${this.#inLanguage(words, inline.language)})`;
      }
      case "isolate":
        return `#${this.#inLanguage(this.#apart(inline.text, false), inline.language)}`;
      case "code":
        return `#hash(${this.#apart(breakable(inline.text), true)})`;
      case "link":
        return /^https?:\/\//i.test(inline.href)
          ? `#link(${quoted(inline.href)}, text(size: 0.92em, fill: number-ink, ${this.#apart(breakable(inline.text), false)}))`
          : this.#hash(inline.text);
      case "quote": {
        const [open, close] = inline.verbatim ? this.#locale.language.quotes : ["", ""];
        return `#${this.#inLanguage(this.#apart(`${open}${inline.text}${close}`, false), inline.language)}`;
      }
    }
  }

  /**
   * Words that are not reordered with what is around them. Numbers and dates stand in a box, which the bidirectional
   * algorithm takes for one object and which no line break parts; longer texts between isolates, which may be broken.
   * The isolates are set in the one typeface that has no glyph for them, so that they do not come along when copied.
   */
  #apart(words: string, whole: boolean): string {
    const text = quoted(this.#print(words));
    const arabic = RIGHT_TO_LEFT.test(words);
    if (whole && words.length <= 40) return `whole(${firstStrongIsArabic(words) ? "rtl" : "ltr"}, ${text})`;
    return this.#rtl || arabic ? `(open + ${text} + close)` : text;
  }

  #inLanguage(words: string, language: string | null | undefined): string {
    return language === null || language === undefined || language === this.#report.language
      ? `[#${words}]`
      : `text(lang: "${language.slice(0, 2)}", ${words})`;
  }

  #words = (words: string) => quoted(this.#print(words));
  #hash = (words: string) => `#${quoted(this.#print(words))};`;

  /**
   * Vowel signs and tanwin are left out of the PDF's Arabic, as newspapers do: a reader needs none, and text copied out
   * of a PDF has them before their letter, so that a search would not find the word.
   */
  #print(words: string): string {
    return this.#rtl ? words.replace(/[\u064b-\u0652]/g, "") : words;
  }
}

/** Facts that follow each other on one line: short ones join the one before them. */
function closeTogether(facts: FactsBlock["facts"]): [FactsBlock["facts"][number], ...FactsBlock["facts"]][] {
  const isShort = ({ label, content }: FactsBlock["facts"][number]) => label.length + plainText(content).length <= 44;
  const lines: [FactsBlock["facts"][number], ...FactsBlock["facts"]][] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    if (last !== undefined && isShort(fact) && isShort(last[0])) last.push(fact);
    else lines.push([fact]);
  }
  return lines;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

function firstStrongIsArabic(words: string): boolean {
  return RIGHT_TO_LEFT.test(/[\p{L}\u061c]/u.exec(words)?.[0] ?? "");
}

function quoted(words: string): string {
  return `"${printable(words).replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", " ")}"`;
}

/** Zero-width spaces after what an address or a hash may be broken at; none within a word of a sentence. */
function breakable(words: string): string {
  return words.replace(/([/?&=_-])(?=.)/g, "$1\u200b").replace(/([0-9a-f]{16})(?=[0-9a-f])/g, "$1\u200b");
}
