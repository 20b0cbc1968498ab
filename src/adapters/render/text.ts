import { sourceNamed } from "../../core/evidence/independence.ts";
import type { Finding, SourceRef } from "../../core/report/finding.ts";
import { publisherOf } from "../../core/report/publisher-of.ts";
import type { Source } from "../../core/report/source.ts";
import { type Context, capitalised, findingsOf } from "./context.ts";
import type { Block, Inline, ReportDocument } from "./document.ts";
import { dateText, digitsOf, numberText, textIn } from "./numbers.ts";
import { knownWords } from "./sections/known-words.ts";
import { findingInlines, plainText } from "./sentence.ts";

/** The report as plain text, UTF-8: headings underlined, tables as lines, every value isolated against reordering. */
export function textReport(report: ReportDocument): string {
  const lines = [report.title, "", plainText(report.standfirst), ""];
  if (report.synthetic !== null) lines.push(report.synthetic, "");
  for (const { title, blocks } of [...report.sections, report.origins])
    lines.push("", title, "=".repeat(Math.min(60, title.length)), "", ...blocks.flatMap(blockLines));
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case "heading":
      return ["", block.text, "-".repeat(Math.min(60, block.text.length))];
    case "paragraph":
      return [plainText(block.content), ""];
    case "list":
      return [...block.entries.map((entry) => `- ${plainText(entry)}`), ""];
    case "table":
      return [
        block.caption,
        ...block.rows.map(({ cells }) =>
          cells.map((cell, i) => `${block.columns[i]?.label ?? ""}: ${plainText(cell)}`).join(" | "),
        ),
        "",
      ];
    case "figure":
      return [plainText(block.caption), ""];
    case "facts":
      return [
        plainText(block.title),
        ...block.facts.map(({ label, content }) => `  ${label}: ${plainText(content)}`),
        "",
      ];
  }
}

/**
 * The news brief as plain text, UTF-8: a sentence a line, each with the numbers of its sources, and the list of them.
 * Made from the record alone.
 */
export function briefText(context: Context): string {
  const { record, locale } = context;
  const numbers = new Map<string, number>();
  const sentences = findingsOf(record, "brief").map((finding) => {
    const marks = sourcesOf(context, finding).map((words) => {
      const number = numbers.get(words) ?? numbers.size + 1;
      numbers.set(words, number);
      return `\u2068[${numberText(locale, number)}]\u2069`;
    });
    return `${plainText(capitalised(findingInlines(locale, finding), locale.language.formats))} ${marks.join("")}`;
  });
  const list = [...numbers].map(([words, number]) => `\u2068[${numberText(locale, number)}]\u2069 ${words}`);
  const { text: facility } = textIn(locale, record.basis.facility.names);
  const dated = plainText(context.sentence("brief.dateline", { date: dateText(locale, record.basis.generatedAt) }));
  return [
    facility,
    dated,
    ...(record.basis.synthetic ? [context.label("report.synthetic")] : []),
    "",
    ...sentences,
    "",
    `${context.label("section.sources")}:`,
    ...list,
    "",
  ].join("\n");
}

/** The sources of a sentence in words; the facility, which nearly all name, only where there is no other. */
function sourcesOf(context: Context, { sources }: Finding): string[] {
  const others = sources.filter(({ kind }) => kind !== "facility");
  return [...new Set((others.length > 0 ? others : sources).flatMap((ref) => sourceWords(context, ref)))];
}

/** Where a reference leads at last: publisher, title, date and address of a source, or our own record. */
function sourceWords(context: Context, ref: SourceRef): string[] {
  const { basis, computations } = context.record;
  const byId = (id: string) =>
    basis.sources.filter((each) => each.id === id).map((source) => sourceLine(context, source));
  switch (ref.kind) {
    case "source":
      return byId(ref.id);
    case "claim": {
      const claim = basis.claims.find(({ id }) => id === ref.id);
      return claim === undefined ? [] : byId(claim.source);
    }
    case "entry": {
      const entry = basis.published.find(({ id }) => id === ref.id);
      if (entry?.origin.kind !== "published") return [];
      const { source, publishedOn } = entry.origin;
      const filed = sourceNamed(source, basis.sources);
      // Of a count that no source of the evidence has: who published it, when, and where.
      const line = filed ?? { publisher: publisherOf(entry, basis).name, title: null, publishedOn, url: source };
      return [sourceLine(context, line)];
    }
    case "event": {
      const event = basis.events.find(({ id }) => id === ref.id);
      if (event === undefined) return [];
      const known = sourceNamed(event.source, basis.sources);
      return [
        known === undefined
          ? plainText([knownWords(context, "event-source", event.source)])
          : sourceLine(context, known),
      ];
    }
    case "law": {
      const resolution = basis.law.find(({ id }) => id === ref.id);
      if (resolution === undefined) return [];
      const title = context.sentence("law.title", {
        number: digitsOf(context.locale, String(resolution.number)),
        date: dateText(context.locale, resolution.adoptedOn),
      });
      return [plainText([...title, comma(context), { kind: "isolate", text: resolution.link }])];
    }
    case "computation": {
      const computation = computations.find(({ id }) => id === ref.id);
      return (computation?.claims ?? []).flatMap((id) => sourceWords(context, { kind: "claim", id }));
    }
    default:
      return [
        plainText([
          { kind: "text", text: context.label("brief.own-record") },
          { kind: "text", text: context.label(`origin.${ref.kind}`) },
          comma(context),
          ownName(context, ref),
        ]),
      ];
  }
}

/** Publisher, title, date and address, as far as they are known. */
function sourceLine(
  context: Context,
  source: Pick<Source, "publisher" | "publishedOn" | "url"> & { readonly title: Source["title"] | null },
): string {
  const title = source.title === null ? null : context.text(source.title);
  const isolated = (text: string): Inline[] => [comma(context), { kind: "isolate", text }];
  return plainText([
    context.text(source.publisher),
    ...(title !== null && "text" in title && title.text !== "" ? [comma(context), title] : []),
    ...(source.publishedOn === null ? [] : isolated(dateText(context.locale, source.publishedOn))),
    ...(source.url === null ? [] : isolated(source.url)),
  ]);
}

/** What our own record calls it: a hypothesis or an analyst by name, a figure of the statistics by its part, else by id. */
function ownName(context: Context, ref: SourceRef): Inline {
  const { matrix, judgement } = context.record;
  if (ref.kind === "assessment") return { kind: "code", text: /^(\/[a-zA-Z]+(\/\d+)?)/.exec(ref.id)?.[0] ?? ref.id };
  if (ref.kind === "judgement" && judgement !== null) return context.text(judgement.by);
  if (ref.kind === "regime") return { kind: "isolate", text: ref.id, language: "en" };
  if (ref.kind === "revision") return { kind: "isolate", text: digitsOf(context.locale, ref.id) };
  if (ref.kind !== "matrix" || matrix === null) return { kind: "code", text: ref.id };
  const hypothesis = matrix.hypotheses.find(({ id }) => id === ref.id);
  const row = matrix.rows.find(({ id }) => id === ref.id);
  return context.text(hypothesis?.name ?? row?.label ?? { en: ref.id });
}

const comma = (context: Context): Inline => ({ kind: "text", text: context.label("list.comma") });
