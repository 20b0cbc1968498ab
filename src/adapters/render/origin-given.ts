import { sourceNamed } from "../../core/evidence/independence.ts";
import type { SourceRef } from "../../core/report/finding.ts";
import { publisherOf } from "../../core/report/publisher-of.ts";
import type { Context } from "./context.ts";
import { separated } from "./context.ts";
import { digitsOf, instantText } from "./numbers.ts";
import { code, type Described } from "./origin-observed.ts";
import { knownWords } from "./sections/known-words.ts";
import { figureWords, periodCell, sourceCell } from "./sections/published.ts";
import { claimName, fact, isolated, sourceName, text } from "./sections/sources.ts";
import { dateValue, inlineOf } from "./sentence.ts";

export function publishedEntry(context: Context, ref: SourceRef & { kind: "entry" }): Described {
  const { label } = context;
  const entry = context.record.basis.published.find((each) => each.id === ref.id);
  if (entry === undefined) return { name: code(ref.id), facts: [] };
  const { origin } = entry;
  const claim = context.record.basis.claims.find((each) => each.entry === entry.id);
  const publisher = origin.kind === "published" ? publisherOf(entry, context.record.basis).name : null;
  return {
    name: publisher === null ? isolated(label("published.ours")) : context.text(publisher),
    facts: [
      ...(origin.kind === "published" && origin.publisher !== publisher?.["en"]
        ? [fact(label("column.publisher"), [knownWords(context, "publisher", origin.publisher)])]
        : []),
      fact(label("column.period"), periodCell(context, entry)),
      fact(label("column.figure"), figureWords(context, entry)),
      fact(label("fact.ground"), [knownWords(context, "ground", entry.ground)]),
      fact(label("fact.classes"), [knownWords(context, "class", entry.classes)]),
      fact(label("fact.source"), sourceCell(context, entry)),
      ...(claim === undefined ? [] : [fact(label("origin.claim"), [claimName(context, claim.id)])]),
      ...(origin.kind === "published" && /^https?:/.test(origin.source)
        ? [fact(label("fact.address"), [{ kind: "link" as const, text: origin.source, href: origin.source }])]
        : []),
      ...(origin.kind === "published" && origin.publishedOn !== null
        ? [fact(label("fact.published"), [inlineOf(context.locale, dateValue(origin.publishedOn, ref))])]
        : []),
      ...(origin.kind === "published" && origin.note !== null
        ? [fact(label("fact.note"), [knownWords(context, "note", origin.note)])]
        : []),
    ],
  };
}

export function eventEntry(context: Context, ref: SourceRef & { kind: "event" }): Described {
  const event = context.record.basis.events.find(({ id }) => id === ref.id);
  if (event === undefined) return { name: code(ref.id), facts: [] };
  const known = sourceNamed(event.source, context.record.basis.sources);
  return {
    name: context.text(event.label),
    facts: [
      fact(context.label("column.date"), [inlineOf(context.locale, dateValue(event.date, ref))]),
      fact(context.label("fact.source"), [
        known !== undefined
          ? sourceName(context, known.id)
          : /^https?:/.test(event.source)
            ? { kind: "link", text: event.source, href: event.source }
            : knownWords(context, "event-source", event.source),
      ]),
    ],
  };
}

export function regimeEntry(context: Context, ref: SourceRef & { kind: "regime" }): Described {
  const regime = context.record.basis.regimes?.find(({ name }) => name === ref.id);
  if (regime === undefined) return { name: isolated(ref.id, "en"), facts: [] };
  const { name, from, to, reason } = regime;
  const day = (value: string) => inlineOf(context.locale, dateValue(value, ref));
  const span = context.sentence("period", { from: dateValue(from, ref), to: dateValue(to ?? from, ref) });
  return {
    name: isolated(name, "en"),
    facts: [
      to === null ? fact(context.label("fact.from"), [day(from)]) : fact(context.label("fact.period"), span),
      fact(context.label("fact.reason"), [isolated(reason, "en")]),
    ],
  };
}

export function methodEntry(context: Context, id: string): Described {
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

export function facilityEntry(context: Context, id: string): Described {
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

export function revisionEntry(context: Context, ref: SourceRef & { kind: "revision" }): Described {
  const { label, locale } = context;
  const { revision, generatedAt } = context.record.basis;
  const current = ref.id === String(revision.number);
  const at = current ? generatedAt : revision.previous?.generatedAt;
  return {
    name: isolated(digitsOf(locale, ref.id)),
    facts: [
      ...(at === undefined ? [] : [fact(label("fact.drafted"), [isolated(instantText(locale, at))])]),
      ...(current || revision.previous === null
        ? []
        : [fact(label("fact.fingerprint"), [code(`SHA-256 ${revision.previous.sha256}`)])]),
      ...(current && revision.reason !== null ? [fact(label("fact.reason"), [context.text(revision.reason)])] : []),
    ],
  };
}
