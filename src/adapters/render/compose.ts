import type { Counted, Observation } from "../../core/observation/observation.ts";
import type { Finding } from "../../core/report/finding.ts";
import { newestCounted } from "../../core/report/focus.ts";
import type { ReportLook } from "../../core/report/record.ts";
import { evidenceChart } from "./charts/evidence-chart.ts";
import { seriesChart, seriesSpanDays } from "./charts/series-chart.ts";
import { isEmptyBox, stripFigure } from "./charts/strip-picture.ts";
import { trackChart } from "./charts/track-chart.ts";
import { yardFigure } from "./charts/yard-picture.ts";
import { type Context, findingsOf, findingWithSources, linkedText, separated } from "./context.ts";
import type { Block, DocumentSection, Inline, ReportDocument } from "./document.ts";
import type { MessageKey } from "./messages/en.ts";
import { instantText } from "./numbers.ts";
import { originsSection } from "./origins.ts";
import { judgementBlocks, matrixBlocks } from "./sections/judgement.ts";
import { looksTable } from "./sections/looks.ts";
import { publishedBlocks } from "./sections/published.ts";
import { claimBlocks, computationBlocks, lawBlocks, sourceBlocks } from "./sections/sources.ts";
import { countValue, findingInlines, plainText } from "./sentence.ts";

/** From how many days on the series also gets a closer view of the weeks around the look in focus. */
const LONG_SERIES_DAYS = 730;
const CLOSE_DAYS = 120;

/** The record as a report in one language, section by section; one without content is left out. */
export function composeReport(context: Context): ReportDocument {
  const { record, locale } = context;
  const { basis } = record;
  const newest = newestCounted(basis);
  const strips = newest === null ? [] : stripBlocks(context, newest.look, newest.counted);
  const yard = yardFigure(context);
  const series = seriesChart(context, null);
  const near = seriesSpanDays(context) > LONG_SERIES_DAYS ? seriesChart(context, CLOSE_DAYS) : null;
  const looks = looksTable(context);
  const sections = [
    section(context, "key", keyBlocks(context)),
    section(context, "brief", briefBlocks(context)),
    section(context, "yard", yard === null ? [] : [yard]),
    section(context, "strips", strips),
    section(context, "series", [
      ...[series, near].filter((figure) => figure !== null),
      ...[evidenceChart(context), newest === null ? null : trackChart(context, newest.counted)].filter(
        (f) => f !== null,
      ),
    ]),
    section(context, "looks", looks === null ? [] : [looks]),
    section(context, "published", publishedBlocks(context)),
    section(context, "cannot-see", sentenceList(context, "cannot-see")),
    section(context, "judgement", judgementBlocks(context)),
    section(context, "hypotheses", matrixBlocks(context)),
    section(context, "claims", claimBlocks(context)),
    section(context, "computations", record.computations.length === 0 ? [] : computationBlocks(context)),
    section(context, "law", basis.law.length === 0 ? [] : lawBlocks(context)),
    section(context, "sources", basis.sources.length === 0 ? [] : sourceBlocks(context)),
    section(context, "method", sentenceList(context, "method")),
    section(context, "revisions", sentenceList(context, "revisions")),
  ].filter(({ blocks }) => blocks.length > 0);
  const facility = context.text(basis.facility.names);
  return {
    language: locale.language.tag,
    direction: locale.language.direction,
    title: titleText(context, "text" in facility ? facility.text : ""),
    standfirst: context.sentence("report.standfirst", {
      date: instantText(locale, basis.generatedAt),
      revision: {
        format: "count",
        value: basis.revision.number,
        source: { kind: "revision", id: String(basis.revision.number) },
      },
    }),
    generatedAt: basis.generatedAt,
    synthetic: basis.synthetic ? context.label("report.synthetic") : null,
    contentsTitle: context.label("report.contents"),
    sections,
    origins: originsSection(context, sections),
    controls: {
      skip: context.label("control.skip"),
      toOrigins: context.label("control.origin"),
      close: context.label("control.close"),
    },
  };
}

/** The tracks straightened, one by one; those of which nothing could be seen and no pixels are shown together in a line. */
function stripBlocks(context: Context, look: ReportLook, { id, tracks }: Observation & Counted): Block[] {
  const unseen = tracks.filter((track) => isEmptyBox(context, look, track));
  const figures = tracks.flatMap((track) => (unseen.includes(track) ? [] : (stripFigure(context, look, track) ?? [])));
  if (unseen.length === 0) return figures;
  const names = unseen.map(({ track, name }) => [
    linkedText(context, { en: name }, { kind: "track", observation: id, id: track }),
  ]);
  return [
    ...figures,
    {
      kind: "paragraph",
      style: "note",
      content: [
        ...context.sentence("strips.unseen", { tracks: countValue(unseen.length, { kind: "observation", id }) }),
        ...separated(names, context.label("list.comma")),
      ],
    },
  ];
}

function titleText(context: Context, facility: string): string {
  return context
    .sentence("report.title", { facility })
    .map((inline) => ("text" in inline ? inline.text : ""))
    .join("");
}

function section(context: Context, id: string, blocks: readonly Block[]): DocumentSection {
  return { id, title: context.label(`section.${id}` as MessageKey), blocks };
}

/** The first finding leads; the rest follow as a list. */
function keyBlocks(context: Context): Block[] {
  const [first, ...rest] = findingsOf(context.record, "key").map((finding) => findingWithSources(context, finding));
  if (first === undefined) return [];
  return [
    { kind: "paragraph", style: "lead", content: first },
    ...(rest.length === 0 ? [] : [{ kind: "list" as const, entries: rest }]),
  ];
}

/** The brief in paragraphs of three sentences, as a newspaper sets it. */
function briefBlocks(context: Context): Block[] {
  const sentences = findingsOf(context.record, "brief").map((finding) => findingWithSources(context, finding));
  const blocks: Block[] = [];
  for (let i = 0; i < sentences.length; i += 3) {
    const content = sentences
      .slice(i, i + 3)
      .flatMap((inlines, at): Inline[] => (at === 0 ? inlines : [{ kind: "text", text: " " }, ...inlines]));
    blocks.push({ kind: "paragraph", style: "plain", content });
  }
  return blocks;
}

function sentenceList(context: Context, name: "cannot-see" | "method" | "revisions"): Block[] {
  const entries = findingsOf(context.record, name).map((finding) =>
    findingWithSources(context, withSentence(context, finding)),
  );
  return entries.length === 0 ? [] : [{ kind: "list", entries }];
}

/** A sentence about another sentence, which it names by id, with that one in words. */
function withSentence({ record, locale }: Context, finding: Finding): Finding {
  const { sentence } = finding.values;
  if (sentence?.format !== "choice") return finding;
  const earlier = record.basis.revision.previous?.findings ?? [];
  const told = (finding.key === "revision.gone" ? earlier : record.findings).find(({ id }) => id === sentence.value);
  if (told === undefined) return finding;
  const words = plainText(findingInlines(locale, told));
  const text = { format: "text", value: { [locale.language.tag]: words }, source: sentence.source } as const;
  return { ...finding, values: { ...finding.values, sentence: text } };
}
