import { originId, type SourceRef } from "../../core/report/finding.ts";
import type { Context } from "./context.ts";
import type { Block, DocumentSection, FactsBlock, Inline } from "./document.ts";
import type { MessageKey } from "./messages/en.ts";
import { eventEntry, facilityEntry, methodEntry, publishedEntry, regimeEntry, revisionEntry } from "./origin-given.ts";
import { code, type Described, observationEntry, sceneEntry, trackEntry } from "./origin-observed.ts";
import { assessmentEntry, computationEntry, judgementEntry, matrixEntry } from "./origin-worked-out.ts";
import { fact, isolated, text } from "./sections/sources.ts";

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
  "regime",
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
function refsOfBlock(block: Block): SourceRef[] {
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
    case "regime":
      return regimeEntry(context, ref);
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
