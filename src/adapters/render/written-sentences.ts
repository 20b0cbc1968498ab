import type { Finding, Section } from "../../core/report/finding.ts";
import { originId } from "../../core/report/finding.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { changesBetween } from "../../core/report/revision.ts";
import { type Context, capitalised, contextOf } from "./context.ts";
import { localeOf } from "./language.ts";
import type { RenderOptions } from "./report.ts";
import { findingInlines, inlineOf, plainText } from "./sentence.ts";

/** Part of a sentence; `origin` is the anchor in the HTML report at which the part can be checked. */
export interface WrittenPiece {
  readonly text: string;
  readonly origin: string | null;
}

/** One sentence of a record as it is printed. */
export interface WrittenSentence {
  readonly id: string;
  readonly section: Section;
  readonly pieces: readonly WrittenPiece[];
  /** Anchors of all that it rests on. */
  readonly origins: readonly string[];
}

/** What two records print differently, in words of one language. */
export interface WrittenChanges {
  readonly values: readonly {
    readonly sentence: WrittenSentence;
    /** The value as it was and as it is now. */
    readonly was: string;
    readonly now: string;
  }[];
  readonly appeared: readonly WrittenSentence[];
  readonly gone: readonly WrittenSentence[];
}

type Language = Pick<RenderOptions, "language" | "numbering">;

/**
 * The sentences of a record one by one, for a page that shows them beside what they were made from. What a record says
 * of its own revisions is left out: {@link writtenChanges} tells it between any two.
 *
 * @throws YardcheckError "usage" for an unknown language
 */
export async function writtenSentences(record: ReportRecord, options: Language): Promise<WrittenSentence[]> {
  const context = await contextIn(record, options);
  return record.findings.filter(({ section }) => section !== "revisions").map((finding) => written(context, finding));
}

/** @throws YardcheckError "usage" for an unknown language */
export async function writtenChanges(
  before: ReportRecord,
  after: ReportRecord,
  options: Language,
): Promise<WrittenChanges> {
  const [then, now] = [await contextIn(before, options), await contextIn(after, options)];
  const { values, appeared, gone } = changesBetween(before.findings, after.findings);
  return {
    values: values.map((change) => ({
      sentence: written(now, change.finding),
      was: plainText([inlineOf(then.locale, change.was)]),
      now: plainText([inlineOf(now.locale, change.now)]),
    })),
    appeared: appeared.map((finding) => written(now, finding)),
    gone: gone.map((finding) => written(then, finding)),
  };
}

async function contextIn(record: ReportRecord, { language, numbering }: Language): Promise<Context> {
  return contextOf(record, await localeOf(language, numbering), new Map());
}

function written({ locale }: Context, finding: Finding): WrittenSentence {
  const inlines = capitalised(findingInlines(locale, finding), locale.language.formats);
  return {
    id: finding.id,
    section: finding.section,
    pieces: inlines.map((inline) => ({
      text: inline.kind === "text" ? inline.text : plainText([inline]),
      origin: inline.kind === "value" ? originId(inline.source) : null,
    })),
    origins: finding.sources.map(originId),
  };
}
