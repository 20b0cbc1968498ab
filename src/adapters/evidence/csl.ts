import type { Texts } from "../../core/report/finding.ts";
import type { Source } from "../../core/report/source.ts";

/** One entry of a bibliography in CSL-JSON, the part of it that we fill. */
export interface CslItem {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly "container-title"?: string;
  readonly publisher?: string;
  readonly author?: readonly { readonly literal: string }[];
  readonly issued?: CslDate;
  readonly accessed?: CslDate;
  readonly URL?: string;
  readonly language?: string;
  readonly note?: string;
}
interface CslDate {
  readonly "date-parts": readonly (readonly number[])[];
}

/** Our kinds as types of CSL 1.0.2. */
const TYPES: Readonly<Record<Source["kind"], string>> = {
  "think-tank": "report",
  news: "article-newspaper",
  government: "report",
  official: "interview",
  "international-body": "legislation",
  "imagery-analyst": "report",
  document: "document",
};

/**
 * Sources as a bibliography that reference managers read.
 *
 * @param language  of titles and names; the source's own where it has none in that language
 */
export function bibliography(sources: readonly Source[], language: string): readonly CslItem[] {
  return sources.map((source) => {
    const { author, publishedOn, retrievedOn, url } = source;
    const publisher = textIn(source.publisher, language, source.language);
    return {
      id: source.id,
      type: TYPES[source.kind],
      title: textIn(source.title, language, source.language),
      ...(source.kind === "news" ? { "container-title": publisher } : { publisher }),
      ...(author === null ? {} : { author: [{ literal: textIn(author, language, source.language) }] }),
      ...(publishedOn === null ? {} : { issued: datePartsOf(publishedOn) }),
      ...(retrievedOn === null ? {} : { accessed: datePartsOf(retrievedOn) }),
      ...(url === null ? {} : { URL: url }),
      language: source.language,
      note: `Admiralty ${source.reliability.value}${source.credibility.value}`,
    };
  });
}

function textIn(texts: Texts, language: string, own: string): string {
  return texts[language] ?? texts[own] ?? Object.values(texts)[0] ?? "";
}

function datePartsOf(iso: string): CslDate {
  return { "date-parts": [iso.split("-").map(Number)] };
}
