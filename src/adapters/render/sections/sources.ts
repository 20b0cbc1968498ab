import type { Quantity } from "../../../core/evidence/quantity.ts";
import type { Claim } from "../../../core/report/claim.ts";
import { originId, type Printed, type SourceRef, type Texts } from "../../../core/report/finding.ts";
import type { Grade, Source } from "../../../core/report/source.ts";
import { precisionOf } from "../../../core/report/source-findings.ts";
import { type Context, findingsOf, findingWithSources, linkedText, separated } from "../context.ts";
import type { Block, FactsBlock, Inline } from "../document.ts";
import type { MessageKey } from "../messages/en.ts";
import { digitsOf } from "../numbers.ts";
import { countValue, dateValue, inlineOf } from "../sentence.ts";
import { knownWords } from "./known-words.ts";

type Fact = FactsBlock["facts"][number];

export const sourceRef = (id: string): SourceRef => ({ kind: "source", id });
const claimRef = (id: string): SourceRef => ({ kind: "claim", id });

/** How many origins there are, then each source with its grades and their reasons. */
export function sourceBlocks(context: Context): Block[] {
  const sources = context.record.basis.sources;
  return [
    ...findingsOf(context.record, "sources").map(
      (finding): Block => ({
        kind: "paragraph",
        style: "plain",
        content: findingWithSources(context, finding),
      }),
    ),
    ...sources.map((source) => sourceFacts(context, source)),
  ];
}

function sourceFacts(context: Context, source: Source): FactsBlock {
  const ref = sourceRef(source.id);
  const { label } = context;
  const tree = context.record.origins.find(({ origin }) => origin === source.id);
  const facts: (Fact | null)[] = [
    fact(label("fact.kind"), [text(label(`source-kind.${source.kind}` as MessageKey))]),
    source.author === null ? null : fact(label("fact.author"), [context.text(source.author)]),
    source.publishedOn === null
      ? null
      : fact(label("fact.published"), [inlineOf(context.locale, dateValue(source.publishedOn, ref))]),
    source.retrievedOn === null
      ? null
      : fact(label("fact.retrieved"), [inlineOf(context.locale, dateValue(source.retrievedOn, ref))]),
    source.archived === null
      ? fact(label("fact.archived"), [text(label("value.no-copy"))])
      : fact(label("fact.archived"), [
          { kind: "code", text: source.archived.file },
          text(" "),
          { kind: "code", text: `SHA-256 ${source.archived.sha256}` },
          text(label("list.comma")),
          text(label(source.archived.mayBeRepublished ? "copy.shared" : "copy.private")),
        ]),
    source.derivedFrom === null ? null : fact(label("fact.derived-from"), [sourceName(context, source.derivedFrom)]),
    fact(label("fact.reliability"), grade(context, source.reliability, "reliability")),
    fact(label("fact.credibility"), grade(context, source.credibility, "credibility")),
    tree === undefined || tree.repeatedBy.length === 0
      ? null
      : fact(label("fact.repeated"), [
          ...context.sentence("sources.one-repeated", { repeats: countValue(tree.repeatedBy.length, ref) }),
          text(" "),
          ...separated(
            tree.repeatedBy.map((id) => [sourceName(context, id)]),
            label("list.comma"),
          ),
        ]),
    source.url === null ? null : fact(label("fact.address"), [{ kind: "link", text: source.url, href: source.url }]),
    source.licence === null ? null : fact(label("fact.licence"), [knownWords(context, "licence", source.licence)]),
  ];
  return {
    kind: "facts",
    id: originId(ref),
    title: [
      { kind: "strong", content: [context.text(source.publisher)] },
      text(label("list.colon")),
      context.text(source.title),
    ],
    facts: facts.filter((f) => f !== null),
    figures: [],
  };
}

function grade(context: Context, grade: Grade<string | number>, scale: "reliability" | "credibility"): Inline[] {
  return [
    { kind: "code", text: digitsOf(context.locale, String(grade.value)) },
    text(context.label("list.comma")),
    text(context.label(`${scale}.${grade.value}` as MessageKey)),
    text(context.label("list.period")),
    context.text(grade.reason),
    text(" "),
    ...context.sentence("grade.by", { by: grade.by }),
  ];
}

export function sourceName(context: Context, id: string): Inline {
  const source = context.record.basis.sources.find((each) => each.id === id);
  return linkedText(context, source?.publisher ?? { en: id }, sourceRef(id));
}

/** An amount as its source gives it: at least, about, and from where to where. */
function quantityWords(context: Context, quantity: Quantity, ref: SourceRef): Inline[] {
  const { value, low, high, unit } = quantity;
  const amount = (n: number): Printed => ({ format: "quantity", value: n, unit, significant: 3, source: ref });
  const words = context.sentence("quantity.stated", { quantity: amount(value), precision: precisionOf(quantity, ref) });
  if (!(low < high)) return words;
  const ends = context.sentence("figure.range", { low: amount(low), high: amount(high) });
  return [...words, text(context.label("list.comma")), ...ends];
}

/** Who says what: those that contradict stand side by side. */
export function claimBlocks(context: Context): Block[] {
  return context.record.basis.claims.map((claim) => claimFacts(context, claim));
}

function claimFacts(context: Context, claim: Claim): FactsBlock {
  const { label } = context;
  const ref = claimRef(claim.id);
  const names = new Map((context.record.basis.matrix?.hypotheses ?? []).map(({ id, name }) => [id, name]));
  const hypotheses = (ids: readonly string[]): Inline[] =>
    separated(
      ids.map((id) => [linkedText(context, names.get(id) ?? { en: id }, { kind: "matrix", id })]),
      label("list.semicolon"),
    );
  const facts: (Fact | null)[] = [
    ...spoken(context, claim),
    fact(label("fact.kind"), [text(label(`claim-kind.${claim.kind}` as MessageKey))]),
    claim.saidOn === null ? null : fact(label("fact.said"), [inlineOf(context.locale, dateValue(claim.saidOn, ref))]),
    claim.quantity === null ? null : fact(label("fact.quantity"), quantityWords(context, claim.quantity, ref)),
    claim.supports.length === 0 ? null : fact(label("fact.supports"), hypotheses(claim.supports)),
    claim.opposes.length === 0 ? null : fact(label("fact.opposes"), hypotheses(claim.opposes)),
    claim.contradicts.length === 0
      ? null
      : fact(
          label("fact.contradicts"),
          separated(
            claim.contradicts.map((id) => [claimName(context, id)]),
            label("list.semicolon"),
          ),
        ),
    claim.repeats === null ? null : fact(label("fact.repeats"), [claimName(context, claim.repeats)]),
    claim.credibility === null
      ? null
      : fact(label("fact.credibility"), grade(context, claim.credibility, "credibility")),
    fact(label("fact.source"), [sourceName(context, claim.source)]),
  ];
  return {
    kind: "facts",
    id: originId(ref),
    title: [{ kind: "strong", content: [context.text(claim.by)] }],
    facts: facts.filter((f) => f !== null),
    figures: [],
  };
}

/** The claim in the reader's language, marked as a translation where it is one, and as it was said. */
function spoken(context: Context, claim: Claim): Fact[] {
  const { label } = context;
  const { words } = claim;
  const tag = context.locale.language.tag;
  const original: Inline[] = [
    quoteOf(context, words.text, words.language, words.verbatim),
    ...(words.verbatim ? [] : [text(" "), text(label("words.summary"))]),
  ];
  const translated = words.translations[tag];
  if (words.language === tag || translated === undefined) return [fact(label("fact.words"), original)];
  const own: Inline[] = [quoteOf(context, translated, tag, false), text(" ")];
  // Our summary in one language is no original of our summary in another.
  if (!words.verbatim) return [fact(label("fact.words"), [...own, text(label("words.summary-translated"))])];
  return [
    fact(label("fact.words"), [...own, text(label("words.translation"))]),
    fact(label("fact.original"), original),
  ];
}

/** Words in the document's language have its digits; those in another have their own. */
function quoteOf({ locale }: Context, words: string, language: string, verbatim: boolean): Inline {
  const own = language === locale.language.tag;
  return { kind: "quote", text: own ? digitsOf(locale, words) : words, language, verbatim };
}

export function claimName(context: Context, id: string): Inline {
  const claim = context.record.basis.claims.find((each) => each.id === id);
  return linkedText(context, claim?.by ?? { en: id }, claimRef(id));
}

/** Quantities worked out from claims: the sentence, its inputs, and the grade of the weakest. */
export function computationBlocks(context: Context): Block[] {
  const computed = findingsOf(context.record, "computations");
  return [{ kind: "list", entries: computed.map((finding) => findingWithSources(context, finding)) }];
}

/** Resolutions with what they forbid; no legal advice. */
export function lawBlocks(context: Context): Block[] {
  const advice = findingsOf(context.record, "law").filter(({ key }) => key === "law.no-advice");
  return [
    ...advice.map(
      (finding): Block => ({
        kind: "paragraph",
        style: "note",
        content: context.sentence(finding.key),
      }),
    ),
    ...context.record.basis.law.map((resolution): FactsBlock => {
      const ref: SourceRef = { kind: "law", id: resolution.id };
      const number = (value: number) => countValue(value, ref);
      const date = dateValue(resolution.adoptedOn, ref);
      return {
        kind: "facts",
        id: originId(ref),
        title: context.sentence("law.title", {
          number: { format: "code", value: String(resolution.number), source: ref },
          date,
        }),
        facts: [
          fact(
            context.label("fact.vote"),
            context.sentence("law.vote", {
              for: number(resolution.vote.for),
              against: number(resolution.vote.against),
              abstained: number(resolution.vote.abstained),
            }),
          ),
          ...resolution.provisions.map((provision) =>
            fact(plainLabel(context, provision.paragraph), [context.text(provision.summary)]),
          ),
          fact(context.label("fact.address"), [{ kind: "link", text: resolution.link, href: resolution.link }]),
          fact(context.label("fact.checked"), [context.text(resolution.checked)]),
        ],
        figures: [],
      };
    }),
  ];
}

function plainLabel(context: Context, paragraph: string): string {
  return context
    .sentence("law.paragraph", { paragraph: digitsOf(context.locale, paragraph) })
    .map((inline) => ("text" in inline ? inline.text : ""))
    .join("");
}

export const fact = (name: string, content: readonly Inline[]): Fact => ({ label: name, content });
export const text = (words: string): Inline => ({ kind: "text", text: words });
export const isolated = (words: string, language?: string): Inline =>
  language === undefined ? { kind: "isolate", text: words } : { kind: "isolate", text: words, language };
export type { Fact, Texts };
