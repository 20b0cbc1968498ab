import { originId, type SourceRef } from "../../core/report/finding.ts";
import { type Context, findingsOf, linkedText, separated } from "./context.ts";
import type { Block, DocumentSection, FactsBlock, Inline } from "./document.ts";
import type { MessageKey } from "./messages/en.ts";
import { instantText } from "./numbers.ts";
import { code, type Described, observationEntry, sceneEntry, trackEntry } from "./origin-observed.ts";
import { figureWords, knownWords, periodCell, publisherCell } from "./sections/looks.ts";
import { claimName, fact, isolated, sourceName, text } from "./sections/sources.ts";
import { dateValue, inlineOf, shareValue } from "./sentence.ts";

/**
 * The section that every number of the report leads to: one entry for each origin that is linked and is not told in a
 * section of its own (claims, sources and resolutions are). Entries lead on to one another, down to scene and hash.
 */
export function originsSection(context: Context, sections: readonly DocumentSection[]): DocumentSection {
  const told = new Set(sections.flatMap(({ blocks }) => blocks.flatMap(factsIds)));
  const waiting = sections.flatMap(({ blocks }) => blocks.flatMap(refsOfBlock));
  const entries = new Map<string, FactsBlock>();
  for (let ref = waiting.shift(); ref !== undefined; ref = waiting.shift()) {
    const id = originId(ref);
    if (told.has(id) || entries.has(id)) continue;
    const entry = originEntry(context, ref, id);
    entries.set(id, entry);
    waiting.push(...refsOfBlock(entry));
  }
  const order = [...entries.entries()].sort(([, a], [, b]) => rank(a) - rank(b));
  return {
    id: "origins",
    title: context.label("section.origins"),
    blocks: [
      { kind: "paragraph", style: "note", content: context.sentence("origins.note") },
      ...order.map(([, entry]) => entry),
    ],
  };
}

const KINDS = [
  "observation",
  "track",
  "scene",
  "entry",
  "event",
  "assessment",
  "computation",
  "matrix",
  "judgement",
  "method",
  "facility",
  "revision",
];
const rank = ({ id }: FactsBlock) => KINDS.findIndex((kind) => id?.startsWith(`origin-${kind}-`));

/** Every origin that a block links to. */
export function refsOfBlock(block: Block): SourceRef[] {
  switch (block.kind) {
    case "paragraph":
      return block.content.flatMap(refsOfInline);
    case "list":
      return block.entries.flat().flatMap(refsOfInline);
    case "table":
      return block.rows.flatMap(({ cells }) => cells.flat()).flatMap(refsOfInline);
    case "figure":
      return [...block.caption.flatMap(refsOfInline), ...block.links];
    case "facts":
      return [
        ...block.title.flatMap(refsOfInline),
        ...block.facts.flatMap(({ content }) => content).flatMap(refsOfInline),
        ...block.figures.flatMap(refsOfBlock),
      ];
    case "heading":
      return [];
  }
}

function refsOfInline(inline: Inline): SourceRef[] {
  if (inline.kind === "strong") return inline.content.flatMap(refsOfInline);
  return inline.kind === "value" ? [inline.source] : [];
}

function factsIds(block: Block): string[] {
  return block.kind === "facts" && block.id !== null ? [block.id] : [];
}

function originEntry(context: Context, ref: SourceRef, id: string): FactsBlock {
  const { facts, figures, name } = described(context, ref);
  return {
    kind: "facts",
    id,
    title: [
      { kind: "strong", content: [text(context.label(`origin.${ref.kind}` as MessageKey))] },
      text(context.label("list.colon")),
      ...withoutLinksTo(id, [name]),
    ],
    facts: facts.map(({ label, content }) => fact(label, withoutLinksTo(id, content))),
    figures: figures ?? [],
  };
}

/** An entry does not lead to itself. */
function withoutLinksTo(id: string, content: readonly Inline[]): Inline[] {
  return content.map((inline) =>
    inline.kind === "value" && originId(inline.source) === id
      ? isolated(inline.text, inline.language ?? undefined)
      : inline,
  );
}

function described(context: Context, ref: SourceRef): Described {
  switch (ref.kind) {
    case "observation":
      return observationEntry(context, ref);
    case "track":
      return trackEntry(context, ref);
    case "scene":
      return sceneEntry(context, ref.id);
    case "entry":
      return publishedEntry(context, ref);
    case "event":
      return eventEntry(context, ref);
    case "assessment":
      return assessmentEntry(context, ref.id);
    case "computation":
      return computationEntry(context, ref.id);
    case "matrix":
      return matrixEntry(context, ref.id);
    case "judgement":
      return judgementEntry(context, ref);
    case "method":
      return methodEntry(context, ref.id);
    case "facility":
      return facilityEntry(context, ref.id);
    case "revision":
      return revisionEntry(context, ref);
    case "claim":
    case "source":
    case "law":
      return { name: code(ref.id), facts: [] };
  }
}

function publishedEntry(context: Context, ref: SourceRef & { kind: "entry" }): Described {
  const { label } = context;
  const entry = context.record.basis.published.find((each) => each.id === ref.id);
  if (entry === undefined) return { name: code(ref.id), facts: [] };
  const { origin } = entry;
  const claim = context.record.basis.claims.find((each) => each.entry === entry.id);
  return {
    name: isolated(origin.kind === "published" ? origin.publisher : label("published.ours")),
    facts: [
      fact(label("column.period"), periodCell(context, entry)),
      fact(label("column.figure"), figureWords(context, entry)),
      fact(label("fact.ground"), [knownWords(context, "ground", entry.ground)]),
      fact(label("fact.classes"), [knownWords(context, "class", entry.classes)]),
      fact(label("fact.source"), publisherCell(context, entry)),
      ...(claim === undefined ? [] : [fact(label("origin.claim"), [claimName(context, claim.id)])]),
      ...(origin.kind === "published" && /^https?:/.test(origin.source)
        ? [fact(label("fact.address"), [{ kind: "link" as const, text: origin.source, href: origin.source }])]
        : []),
      ...(origin.kind === "published" && origin.publishedOn !== null
        ? [fact(label("fact.published"), [inlineOf(context.locale, dateValue(origin.publishedOn, ref))])]
        : []),
      ...(origin.kind === "published" && origin.note !== null
        ? [fact(label("fact.note"), [isolated(origin.note, "en")])]
        : []),
    ],
  };
}

function eventEntry(context: Context, ref: SourceRef & { kind: "event" }): Described {
  const event = context.record.basis.events.find(({ id }) => id === ref.id);
  if (event === undefined) return { name: code(ref.id), facts: [] };
  const known = context.record.basis.sources.find(({ id, url }) => id === event.source || url === event.source);
  return {
    name: context.text(event.label),
    facts: [
      fact(context.label("column.date"), [inlineOf(context.locale, dateValue(event.date, ref))]),
      fact(context.label("fact.source"), [
        known !== undefined
          ? sourceName(context, known.id)
          : /^https?:/.test(event.source)
            ? { kind: "link", text: event.source, href: event.source }
            : isolated(event.source),
      ]),
    ],
  };
}

/** A number of the statistics: its place in the record, and every look that they read. */
function assessmentEntry(context: Context, pointer: string): Described {
  const { label, locale } = context;
  const { assessed, looks, published } = context.record.basis;
  const inputs = (assessed?.looks ?? []).flatMap((read): Inline[][] => {
    const look = looks.find(({ observation }) => observation.acquiredAt.slice(0, 10) === read.date);
    if (look !== undefined)
      return [[inlineOf(locale, dateValue(read.date, { kind: "observation", id: look.observation.id }))]];
    const entry = published.find(({ from, to }) => from === read.date && to === (read.until ?? read.date));
    return entry === undefined ? [] : [[inlineOf(locale, dateValue(entry.to, { kind: "entry", id: entry.id }))]];
  });
  return {
    name: code(pointer),
    facts: [
      fact(label("fact.value"), [code(shown(valueAt(context.record.assessment, pointer)))]),
      fact(label("fact.meaning"), [text(label("assessment.meaning"))]),
      fact(label("fact.worked-out-from"), separated(inputs, label("list.comma"))),
    ],
  };
}

/** RFC 6901, without its escapes: no field of an assessment needs them. */
function valueAt(root: unknown, pointer: string): unknown {
  let at = root;
  for (const step of pointer.split("/").slice(1)) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? "-";
  return json.length > 200 ? `${json.slice(0, 200)}…` : json;
};

function computationEntry(context: Context, id: string): Described {
  const { label } = context;
  const computation = context.record.computations.find((each) => each.id === id);
  if (computation === undefined) return { name: code(id), facts: [] };
  const sentence = findingsOf(context.record, "computations").find(
    ({ key, sources }) =>
      key !== "computation.weakest" && sources.some((ref) => ref.kind === "computation" && ref.id === id),
  );
  return {
    name: context.text(computation.title),
    facts: [
      ...(sentence === undefined
        ? []
        : [fact(label("fact.worked-out"), context.sentence(sentence.key, sentence.values))]),
      fact(
        label("fact.inputs"),
        separated(
          computation.claims.map((claim) => [claimName(context, claim)]),
          label("list.comma"),
        ),
      ),
      fact(label("fact.weakest"), [code(`${computation.weakest.reliability}${computation.weakest.credibility}`)]),
    ],
  };
}

function matrixEntry(context: Context, id: string): Described {
  const { label, locale, record } = context;
  const { matrix } = record;
  const hypothesis = matrix?.hypotheses.find((each) => each.id === id);
  const row = matrix?.rows.find((each) => each.id === id);
  const ref: SourceRef = { kind: "matrix", id };
  const number = (value: number) => [inlineOf(locale, { format: "number", value, significant: 3, source: ref })];
  if (row !== undefined)
    return {
      name: context.text(row.label),
      facts: [
        fact(label("column.evidence"), [linkedText(context, row.label, row.evidence)]),
        fact(label("column.weight"), number(row.weight)),
        fact(label("column.diagnosticity"), number(row.diagnosticity)),
        fact(label("fact.changes-order"), [text(label(row.changesOrder ? "value.yes" : "value.no"))]),
      ],
    };
  const ranked = matrix?.ranking.find((each) => each.hypothesis === id);
  if (hypothesis === undefined || ranked === undefined) return { name: code(id), facts: [] };
  return {
    name: context.text(hypothesis.name),
    facts: [
      fact(label("column.rank"), number(ranked.rank)),
      fact(label("column.inconsistency"), number(ranked.inconsistency)),
      ...hypothesis.predictions.map((prediction) =>
        fact(label(`prediction.${prediction.status}` as MessageKey), [context.text(prediction.text)]),
      ),
    ],
  };
}

function judgementEntry(context: Context, ref: SourceRef & { kind: "judgement" }): Described {
  const { label, locale } = context;
  const { judgement } = context.record;
  if (judgement === null) return { name: code(ref.id), facts: [] };
  return {
    name: context.text(judgement.by),
    facts: [
      fact(label("column.hypothesis"), [matrixName(context, judgement.hypothesis)]),
      fact(label("fact.probability"), [inlineOf(locale, shareValue(judgement.probability, 0, ref))]),
      fact(label("fact.reason"), [context.text(judgement.reason)]),
    ],
  };
}

function matrixName(context: Context, id: string): Inline {
  const hypothesis = context.record.matrix?.hypotheses.find((each) => each.id === id);
  return linkedText(context, hypothesis?.name ?? { en: id }, { kind: "matrix", id });
}

function methodEntry(context: Context, id: string): Described {
  const { label } = context;
  const card = context.record.basis.method;
  if (card === null || card.id !== id) return { name: code(id), facts: [] };
  return {
    name: code(card.id),
    facts: [
      fact(label("fact.description"), [context.text(card.description)]),
      ...Object.entries(card.models).map(([file, hash]) =>
        fact(label("fact.model"), [code(`${file} SHA-256 ${hash}`)]),
      ),
    ],
  };
}

function facilityEntry(context: Context, id: string): Described {
  const { label } = context;
  const { facility } = context.record.basis;
  const { geometry } = facility;
  return {
    name: context.text(facility.names),
    facts: [
      fact(label("fact.identifier"), [code(id)]),
      fact(
        label("fact.names"),
        separated(
          Object.entries(facility.names).map(([language, name]) => [isolated(name, language)]),
          label("list.comma"),
        ),
      ),
      geometry === null
        ? fact(label("fact.tracks"), [text(label("value.not-drawn"))])
        : fact(
            label("fact.tracks"),
            separated(
              geometry.tracks.map(({ name }) => [isolated(name)]),
              label("list.comma"),
            ),
          ),
    ],
  };
}

function revisionEntry(context: Context, ref: SourceRef & { kind: "revision" }): Described {
  const { label, locale } = context;
  const { revision, generatedAt } = context.record.basis;
  const current = ref.id === String(revision.number);
  const at = current ? generatedAt : revision.previous?.generatedAt;
  return {
    name: isolated(ref.id),
    facts: [
      ...(at === undefined ? [] : [fact(label("fact.drafted"), [isolated(instantText(locale, at))])]),
      ...(current || revision.previous === null
        ? []
        : [fact(label("fact.fingerprint"), [code(`SHA-256 ${revision.previous.sha256}`)])]),
      ...(current && revision.reason !== null ? [fact(label("fact.reason"), [context.text(revision.reason)])] : []),
    ],
  };
}
