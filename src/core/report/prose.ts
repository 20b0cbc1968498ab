import { originId, REF_KINDS, type SourceRef, type Texts } from "./finding.ts";

/** Part of an analyst's sentence: plain words, or words with the source that they rest on. */
export interface Segment {
  readonly text: string;
  readonly source: SourceRef | null;
  /** Position of `text` in what was written. */
  readonly at: number;
}

const KINDS: ReadonlySet<string> = new Set(REF_KINDS);

/**
 * Reads an analyst's sentence, in which a number is written with its source: `about [73](claim:csis-count) cars`.
 *
 * Brackets that name no kind of source stay as they are.
 */
export function segmentsOf(written: string): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const match of written.matchAll(/\[([^\]]+)\]\(([a-z]+):([^()\s]+)\)/g)) {
    const [whole, text = "", kind = "", id = ""] = match;
    const source = refOf(kind, id);
    if (source === null) continue;
    if (match.index > at) segments.push({ text: written.slice(at, match.index), source: null, at });
    segments.push({ text, source, at: match.index + 1 });
    at = match.index + whole.length;
  }
  if (at < written.length) segments.push({ text: written.slice(at), source: null, at });
  return segments;
}

function refOf(kind: string, id: string): SourceRef | null {
  return KINDS.has(kind) ? ({ kind, id } as SourceRef) : null;
}

/** The sentence as it is printed, without its marks, and every source that any language of it names. */
export function proseOf(written: Texts): { readonly text: Texts; readonly sources: readonly SourceRef[] } {
  const found = new Map<string, SourceRef>();
  const languages = Object.entries(written).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = Object.fromEntries(
    languages.map(([language, words]) => {
      const segments = segmentsOf(words);
      for (const { source } of segments) if (source !== null) found.set(originId(source), source);
      return [language, segments.map((segment) => segment.text).join("")];
    }),
  );
  return { text, sources: [...found.values()] };
}
