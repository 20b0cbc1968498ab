import { escapeMarkup } from "../../core/markup.ts";
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
import { fontFaces, SCRIPT, SCRIPT_SOURCE, STYLE } from "./html-style.ts";
import type { Language } from "./language.ts";

type ValueInline = Extract<Inline, { kind: "value" }>;

/** Colours of the page itself, light or dark. */
const SCREEN: Theme = {
  ink: "var(--ink)",
  quiet: "var(--quiet)",
  grid: "var(--grid)",
  paper: "var(--paper)",
  ours: "var(--c-ours)",
  published: "var(--c-published)",
  band: "var(--c-band)",
  event: "var(--c-event)",
  onset: "var(--c-onset)",
  withheld: "var(--c-withheld)",
  font: "var(--sans)",
  links: true,
};

/** The report as one file that needs nothing else: styles, fonts and pictures are inside, and nothing is fetched. */
export function htmlReport(report: ReportDocument, language: Language): string {
  const writer = new HtmlWriter(language);
  const policy = `default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; script-src ${SCRIPT_SOURCE}`;
  const title = escapeMarkup(report.title);
  return `<!doctype html>
<html lang="${report.language}" dir="${report.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Yardcheck">
<title>${title}</title>
<style>
${fontFaces(report.direction)}
${STYLE.trim()}
</style>
</head>
<body>
<a class="skip" href="#report">${escapeMarkup(report.controls.skip)}</a>
${report.synthetic === null ? "" : `<div class="synthetic" role="region" aria-label="${escapeMarkup(report.synthetic)}">${escapeMarkup(report.synthetic)}</div>`}
<div class="page">
<header class="top">
<h1 data-plain="name">${title}</h1>
<p class="standfirst" data-plain="date">${writer.inlines(report.standfirst)}</p>
</header>
<nav class="contents" aria-labelledby="contents-title">
<h2 id="contents-title">${escapeMarkup(report.contentsTitle)}</h2>
<ul>${[...report.sections, report.origins].map(({ id, title: name }) => `<li><a href="#${id}">${escapeMarkup(name)}</a></li>`).join("")}</ul>
</nav>
<main id="report">
${report.sections.map((section) => writer.section(section)).join("\n")}
${writer.section(report.origins)}
</main>
</div>
<aside id="peek" hidden aria-hidden="true" aria-label="${escapeMarkup(report.controls.toOrigins)}"></aside>
<script>${SCRIPT.trim()}</script>
</body>
</html>
`;
}

class HtmlWriter {
  readonly #language: Language;
  readonly #drawn = new Set<string>();

  constructor(language: Language) {
    this.#language = language;
  }

  section({ id, title, blocks }: DocumentSection): string {
    const inside = blocks.map((block) => this.#block(block)).join("\n");
    return `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${escapeMarkup(title)}</h2>\n${inside}\n</section>`;
  }

  #block(block: Block): string {
    switch (block.kind) {
      case "heading":
        return `<h3>${escapeMarkup(block.text)}</h3>`;
      case "paragraph":
        return `<p${block.style === "plain" ? "" : ` class="${block.style}"`}>${this.inlines(block.content)}</p>`;
      case "list":
        return `<ul>${block.entries.map((entry) => `<li>${this.inlines(entry)}</li>`).join("\n")}</ul>`;
      case "table":
        return this.#table(block);
      case "figure":
        return this.#figure(block);
      case "facts":
        return this.#facts(block);
    }
  }

  #table({ caption, columns, rows }: TableBlock): string {
    const align = (i: number) => {
      const to = columns[i]?.align ?? "start";
      return to === "start" ? "" : ` class="${to}"`;
    };
    const head = columns.map(({ label }, i) => `<th scope="col"${align(i)}>${escapeMarkup(label)}</th>`).join("");
    const body = rows.map(({ id, cells, quiet }) => {
      const written = cells.map((cell, i) =>
        i === 0 ? `<th scope="row"${align(i)}>${this.inlines(cell)}</th>` : `<td${align(i)}>${this.inlines(cell)}</td>`,
      );
      return `<tr${id === undefined ? "" : ` id="${id}"`}${quiet === true ? ' class="quiet"' : ""}>${written.join("")}</tr>`;
    });
    const name = escapeMarkup(caption);
    return `<div class="scroll" role="region" tabindex="0" aria-label="${name}"><table>
<caption>${name}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join("\n")}
</tbody></table></div>`;
  }

  /** A figure that was drawn before is shown again by reference: its pixels stand in the page once. */
  #figure(figure: FigureBlock): string {
    const name = escapeMarkup(figure.alternative);
    const height = Math.round((720 / figure.aspect) * 10) / 10;
    const again = this.#drawn.has(figure.id);
    this.#drawn.add(figure.id);
    const drawing = again
      ? `<svg viewBox="0 0 720 ${height}" role="img" aria-label="${name}"><use href="#${figure.id}-drawing" width="720" height="${height}"/></svg>`
      : figure.svg(SCREEN).replace("<svg ", `<svg id="${figure.id}-drawing" `);
    const id = again ? "" : ` id="${figure.id}"`;
    return `<figure${id}><div class="scroll" dir="ltr">${drawing}</div><figcaption>${this.inlines(figure.caption)}</figcaption></figure>`;
  }

  #facts({ id, title, facts, figures }: FactsBlock): string {
    const entries = facts.map(
      ({ label, content }) => `<dt>${escapeMarkup(label)}</dt><dd>${this.inlines(content)}</dd>`,
    );
    const named = id === null ? "" : ` id="${id}"`;
    return `<article class="facts"${named}><h3>${this.inlines(title)}</h3><dl>${entries.join("\n")}</dl>${figures.map((figure) => this.#figure(figure)).join("\n")}</article>`;
  }

  inlines(inlines: readonly Inline[]): string {
    return inlines.map((inline) => this.#inline(inline)).join("");
  }

  #value(value: ValueInline): string {
    const style = classOf(value);
    const words = escapeMarkup(value.text);
    const inside = style === "v" ? `<code>${words}</code>` : `<bdi${lang(value.language)}>${words}</bdi>`;
    return `<a class="${style}" href="#${originId(value.source)}">${inside}</a>`;
  }

  #inline(inline: Inline): string {
    switch (inline.kind) {
      case "text":
        return escapeMarkup(inline.text);
      case "strong":
        return `<strong>${this.inlines(inline.content)}</strong>`;
      case "value":
        return this.#value(inline);
      case "isolate":
        return `<bdi data-plain="name"${lang(inline.language)}>${escapeMarkup(inline.text)}</bdi>`;
      case "code":
        return `<code>${escapeMarkup(inline.text)}</code>`;
      case "link":
        return `<a class="link" href="${escapeMarkup(safeAddress(inline.href))}" rel="noreferrer noopener"${lang(inline.language)}>${escapeMarkup(inline.text)}</a>`;
      case "quote": {
        const [open, close] = inline.verbatim ? this.#language.quotes : ["", ""];
        return `<q${lang(inline.language)} dir="auto">${open}${escapeMarkup(inline.text)}${close}</q>`;
      }
    }
  }
}

/** Classes of a link to an origin: a number, a name, a code, or only a mark. */
function classOf({ format, text }: ValueInline): string {
  if (text.startsWith("[")) return "s";
  if (format === "text") return "v t";
  return format === "code" || format === "choice" ? "v" : "v n";
}

const lang = (language: string | null | undefined) =>
  language === null || language === undefined ? "" : ` lang="${escapeMarkup(language)}"`;

/** Only addresses that a reader would expect behind a source; anything else becomes a link to nowhere. */
function safeAddress(address: string): string {
  return /^https?:\/\//i.test(address) ? address : "#sources";
}
