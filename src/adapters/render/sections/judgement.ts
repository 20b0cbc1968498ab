import type { RankedRow, Rating } from "../../../core/evidence/matrix.ts";
import type { SourceRef } from "../../../core/report/finding.ts";
import { type Context, findingsOf, findingWithSources, linkedText, separated } from "../context.ts";
import type { Block, Inline, ParagraphStyle } from "../document.ts";
import type { MessageKey } from "../messages/en.ts";
import { inlineOf } from "../sentence.ts";

/** Likelihood, then confidence, each in paragraphs of its own, then what would change our mind. */
export function judgementBlocks(context: Context): Block[] {
  const likelihood = findingsOf(context.record, "likelihood");
  const confidence = findingsOf(context.record, "confidence");
  const mind = findingsOf(context.record, "change-mind");
  return [
    ...(likelihood.length === 0 && confidence.length === 0
      ? [{ kind: "paragraph" as const, style: "plain" as const, content: context.sentence("judgement.none") }]
      : sentences(context, likelihood, "likelihood")),
    ...(confidence.length === 0
      ? []
      : [
          { kind: "heading" as const, text: context.label("heading.confidence") },
          ...sentences(context, confidence, "confidence"),
        ]),
    ...(mind.length === 0
      ? []
      : [
          { kind: "heading" as const, text: context.label("heading.change-mind") },
          { kind: "list" as const, entries: mind.map((finding) => findingWithSources(context, finding)) },
        ]),
  ];
}

/** The first sentence by itself, those that give its reasons as a list. */
function sentences(context: Context, findings: ReturnType<typeof findingsOf>, style: ParagraphStyle): Block[] {
  const [first, ...rest] = findings.map((finding) => findingWithSources(context, finding));
  if (first === undefined) return [];
  return [
    { kind: "paragraph", style, content: first },
    ...(rest.length === 0 ? [] : [{ kind: "list" as const, entries: rest }]),
  ];
}

/** The matrix of hypotheses: ranking, ratings, then the reason of every cell. */
export function matrixBlocks(context: Context): Block[] {
  const { matrix } = context.record;
  if (matrix === null) return [];
  const { locale } = context;
  const names = new Map(matrix.hypotheses.map(({ id, name }) => [id, name]));
  const hypothesisRef = (id: string): SourceRef => ({ kind: "matrix", id });
  const number = (value: number, source: SourceRef): Inline[] => [
    inlineOf(locale, { format: "number", value, significant: 2, source }),
  ];
  return [
    { kind: "paragraph", style: "plain", content: [{ kind: "strong", content: [context.text(matrix.question)] }] },
    ...findingsOf(context.record, "hypotheses").map(
      (finding): Block => ({
        kind: "paragraph",
        style: "plain",
        content: findingWithSources(context, finding),
      }),
    ),
    {
      kind: "table",
      caption: context.label("matrix.ranking-caption"),
      columns: [
        { label: context.label("column.hypothesis"), align: "start" },
        { label: context.label("column.rank"), align: "end" },
        { label: context.label("column.inconsistency"), align: "end" },
      ],
      rows: matrix.ranking.map(({ hypothesis, rank, inconsistency }) => ({
        cells: [
          [linkedText(context, names.get(hypothesis) ?? { en: hypothesis }, hypothesisRef(hypothesis))],
          [inlineOf(locale, { format: "count", value: rank, source: hypothesisRef(hypothesis) })],
          number(inconsistency, hypothesisRef(hypothesis)),
        ],
      })),
    },
    {
      kind: "table",
      caption: context.label("matrix.caption"),
      columns: [
        { label: context.label("column.evidence"), align: "start" },
        ...matrix.hypotheses.map(({ name }) => ({ label: plain(context, name), align: "center" as const })),
        { label: context.label("column.weight"), align: "end" },
        { label: context.label("column.diagnosticity"), align: "end" },
      ],
      rows: matrix.rows.map((row) => ({
        cells: [
          [linkedText(context, row.label, { kind: "matrix", id: row.id })],
          ...matrix.hypotheses.map(({ id }): Inline[] => [
            { kind: "text", text: context.label(ratingKey(cellOf(row, id)?.rating ?? "NA")) },
          ]),
          number(row.weight, { kind: "matrix", id: row.id }),
          number(row.diagnosticity, { kind: "matrix", id: row.id }),
        ],
      })),
    },
    { kind: "paragraph", style: "note", content: context.sentence("matrix.note") },
    { kind: "heading", text: context.label("heading.cell-reasons") },
    ...matrix.rows.map(
      (row): Block => ({
        kind: "facts",
        id: null,
        title: [linkedText(context, row.label, row.evidence)],
        facts: groupedReasons(row).map(({ hypotheses, rating, reason }) => ({
          label: separated(
            hypotheses.map((id) => [context.text(names.get(id) ?? { en: id })]),
            context.label("list.semicolon"),
          )
            .map((inline) => ("text" in inline ? inline.text : ""))
            .join(""),
          content: [
            { kind: "strong", content: [{ kind: "text", text: context.label(ratingKey(rating)) }] },
            { kind: "text", text: context.label("list.colon") },
            context.text(reason),
          ],
        })),
        figures: [],
      }),
    ),
  ];
}

const ratingKey = (rating: Rating): MessageKey => `rating.${rating}`;

const cellOf = (row: RankedRow, hypothesis: string) => row.cells.find((cell) => cell.hypothesis === hypothesis);

/** Cells of a row that share rating and reason are told once. */
function groupedReasons(row: RankedRow) {
  const groups: { hypotheses: string[]; rating: Rating; reason: RankedRow["cells"][number]["reason"] }[] = [];
  for (const { hypothesis, rating, reason } of row.cells) {
    const same = groups.find(
      (group) => group.rating === rating && JSON.stringify(group.reason) === JSON.stringify(reason),
    );
    if (same === undefined) groups.push({ hypotheses: [hypothesis], rating, reason });
    else same.hypotheses.push(hypothesis);
  }
  return groups;
}

function plain(context: Context, texts: Parameters<Context["text"]>[0]): string {
  const inline = context.text(texts);
  return "text" in inline ? inline.text : "";
}
