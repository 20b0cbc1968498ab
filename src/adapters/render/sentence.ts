import { type Finding, originId, type Printed, type SourceRef } from "../../core/report/finding.ts";
import { likelihoodBand } from "../../core/report/likelihood.ts";
import type { Inline } from "./document.ts";
import type { Locale } from "./language.ts";
import { type MessageValue, messagePieces } from "./message.ts";
import type { MessageKey } from "./messages/en.ts";
import { digitsOf, isWorded, printedText } from "./numbers.ts";

/** What a sentence may be given: a value with its source, or words that carry no number of the record (a name). */
export type SentenceValue = Printed | string;

/** Puts a message into words; each of its values is a piece of its own that links to its origin. */
export function sentence(
  locale: Locale,
  key: MessageKey,
  values: Readonly<Record<string, SentenceValue>> = {},
): Inline[] {
  const given: [string, MessageValue<Inline>][] = Object.entries(values).map(([name, value]) => [
    name,
    { choose: typeof value === "string" ? value : chosenBy(value), print: inlineOf(locale, value) },
  ]);
  return oneCode(
    quotedWithin(
      messagePieces<Inline>(locale, key, Object.fromEntries(given)).map((piece) =>
        typeof piece === "string" ? { kind: "text", text: piece } : piece,
      ),
    ),
  );
}

/** Marks of a quotation within one, by the mark that opens the outer. */
const INNER_MARKS: readonly (readonly [outer: string, inner: RegExp, as: string])[] = [
  ["«", /«([^«»]*)»/g, "“$1”"],
  ["“", /“([^“”]*)”/g, "‘$1’"],
];

/** A name or sentence that holds quotation marks and stands in the message's own has inner ones. */
function quotedWithin(inlines: readonly Inline[]): Inline[] {
  return inlines.map((inline, i) => {
    const before = inlines[i - 1];
    if (before?.kind !== "text" || (inline.kind !== "value" && inline.kind !== "isolate")) return inline;
    const marks = INNER_MARKS.find(([outer]) => before.text.endsWith(outer));
    return marks === undefined ? inline : { ...inline, text: inline.text.replace(marks[1], marks[2]) };
  });
}

/**
 * Codes with nothing between them are one code ("C" and "3" the grade C3): each isolated for itself, they would stand in
 * the order of the line, and an Arabic one has the second on the left.
 */
function oneCode(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const inline of inlines) {
    const last = joined.at(-1);
    if (isCode(inline) && last !== undefined && isCode(last) && originId(last.source) === originId(inline.source))
      joined[joined.length - 1] = { ...last, text: `${last.text}${inline.text}` };
    else joined.push(inline);
  }
  return joined;
}

function isCode(inline: Inline): inline is Inline & { readonly kind: "value" } {
  return inline.kind === "value" && (inline.format === "code" || inline.format === "choice");
}

/** A heading or a label: a message without values. */
export function label(locale: Locale, key: MessageKey): string {
  return plainText(sentence(locale, key));
}

/** One printed sentence of the record. */
export function findingInlines(locale: Locale, finding: Finding): Inline[] {
  return sentence(locale, finding.key, finding.values);
}

/** A value on its own, as a cell of a table holds it. */
export function inlineOf(locale: Locale, value: SentenceValue): Inline {
  if (typeof value === "string") return { kind: "isolate", text: value };
  const { text, language } = printedText(locale, value);
  return {
    kind: "value",
    // The number of a resolution or a paragraph is a number of the document's language, unlike other codes.
    text: value.format === "code" && value.source.kind === "law" ? digitsOf(locale, text) : text,
    source: value.source,
    // A unit that has no words yet is told as the code that it is.
    format: value.format === "quantity" && !isWorded(value.unit) ? "code" : value.format,
    language: language === locale.language.tag ? null : language,
  };
}

export const countValue = (value: number, source: SourceRef): Printed => ({ format: "count", value, source });
export const dateValue = (value: string, source: SourceRef): Printed => ({ format: "date", value, source });
export const shareValue = (value: number, decimals: number, source: SourceRef): Printed => ({
  format: "share",
  value,
  decimals,
  source,
});

/** Plain text: every value isolated against reordering (U+2068 ... U+2069), which costs nothing where nothing would move. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === "text") return inline.text;
      if (inline.kind === "strong") return plainText(inline.content);
      return `\u2068${inline.text}\u2069`;
    })
    .join("");
}

function chosenBy(value: Printed): number | string {
  if (value.format === "likelihood") return likelihoodBand(value.value).id;
  // "on" a day, "in" a month or a year.
  if (value.format === "date") return value.value.length < "2023-10-05".length ? "month" : "day";
  if (value.format === "number") return formOf(Number(value.value.toPrecision(value.significant)));
  return value.format === "text" ? "" : value.value;
}

/**
 * By which number the form of a noun goes: as printed, and of one with decimals by its whole part ("6.9 أضعاف"), but that
 * 1.5 and 2.5 are neither one nor two.
 */
function formOf(printed: number): number {
  return printed >= 1 && printed < 3 ? printed : Math.trunc(printed);
}
