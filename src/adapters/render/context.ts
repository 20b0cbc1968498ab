import { createHash } from "node:crypto";
import type { Finding } from "../../core/report/finding.ts";
import { originId, type SourceRef, type Texts } from "../../core/report/finding.ts";
import type { PictureFile, ReportRecord } from "../../core/report/record.ts";
import { YardcheckError } from "../../errors.ts";
import type { Inline } from "./document.ts";
import type { Locale } from "./language.ts";
import type { MessageKey } from "./messages/en.ts";
import { textIn } from "./numbers.ts";
import { findingInlines, label, type SentenceValue, sentence } from "./sentence.ts";

/** Bytes of the pictures that lie beside a record, by name. */
export type Pictures = ReadonlyMap<string, Uint8Array>;

/** What every section is written from. */
export interface Context {
  readonly record: ReportRecord;
  readonly locale: Locale;
  /** Heading, label or cell without a number. */
  label(key: MessageKey): string;
  sentence(key: MessageKey, values?: Readonly<Record<string, SentenceValue>>): Inline[];
  /** A text of the record in the document's language, marked where it is in another. */
  text(texts: Texts): Inline;
  /** Pixels of a picture of the record, or null where they may not be shown. */
  pixels(file: PictureFile | null): Uint8Array | null;
}

export function contextOf(record: ReportRecord, locale: Locale, pictures: Pictures): Context {
  return {
    record,
    locale,
    label: (key) => label(locale, key),
    sentence: (key, values) => sentence(locale, key, values),
    text(texts) {
      const { text, language } = textIn(locale, texts);
      return language === locale.language.tag ? { kind: "isolate", text } : { kind: "isolate", text, language };
    },
    pixels: (file) => pixelsThatMayBeShown(record, pictures, file),
  };
}

/**
 * The one door through which pixels reach a report: closed for a scene that may not be republished, whatever lies beside
 * the record. What is drawn then stands on white.
 *
 * @throws YardcheckError "render-failed" when the bytes are not those that the record names
 */
function pixelsThatMayBeShown(record: ReportRecord, pictures: Pictures, file: PictureFile | null): Uint8Array | null {
  const look = record.basis.looks.find(({ observation }) => observation.id === record.basis.pictures?.observation);
  if (look === undefined || !look.scene.mayBeRepublished || file === null) return null;
  const bytes = pictures.get(file.name);
  if (bytes === undefined) return null;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== file.sha256)
    throw new YardcheckError(
      "render-failed",
      `picture ${file.name} has SHA-256 ${sha256}, the record names ${file.sha256}`,
    );
  return bytes;
}

/** A sentence of the record, with a link to each of its sources that none of its values leads to. */
export function findingWithSources(context: Context, finding: Finding): Inline[] {
  const inlines = capitalised(findingInlines(context.locale, finding), context.locale.language.formats);
  const linked = new Set(inlines.map((inline) => (inline.kind === "value" ? originId(inline.source) : "")));
  const others = finding.sources.filter((ref) => !linked.has(originId(ref)));
  if (others.length === 0) return inlines;
  const word = context.label("source.mark");
  return [...inlines, ...others.flatMap((ref): Inline[] => [{ kind: "text", text: " " }, sourceMark(word, ref)])];
}

/** A sentence that opens with a name of the record ("the White House") opens with a capital where the script has them. */
export function capitalised(inlines: readonly Inline[], locale: string): Inline[] {
  const at = inlines[0]?.kind === "text" && inlines[0].text === "“" ? 1 : 0;
  const first = inlines[at];
  if (first?.kind !== "value" || first.format !== "text") return [...inlines];
  const letter = first.text.slice(0, 1);
  const capital = { ...first, text: letter.toLocaleUpperCase(locale) + first.text.slice(1) };
  return inlines.map((inline) => (inline === first ? capital : inline));
}

/** A word that leads to an origin without being a number: "[source]". */
export function sourceMark(text: string, source: SourceRef): Inline {
  return { kind: "value", text, source, format: "code", language: null };
}

export function findingsOf(record: ReportRecord, section: Finding["section"]): readonly Finding[] {
  return record.findings.filter((finding) => finding.section === section);
}

/** A link to an origin with words of the record. */
export function linkedText(context: Context, texts: Texts, source: SourceRef): Inline {
  const { text, language } = textIn(context.locale, texts);
  return {
    kind: "value",
    text,
    source,
    format: "text",
    language: language === context.locale.language.tag ? null : language,
  };
}

/** Values with a text between each two: list separators are the catalogue's. */
export function separated(lists: readonly (readonly Inline[])[], separator: string): Inline[] {
  return lists.flatMap((list, i) => (i === 0 ? list : [{ kind: "text" as const, text: separator }, ...list]));
}
