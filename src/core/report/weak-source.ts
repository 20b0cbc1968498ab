import { rootSource, sourceNamed } from "../evidence/independence.ts";
import type { SeriesEntry } from "../series/entry.ts";
import { assessedEntries } from "../series/to-looks.ts";
import { type Finding, finding, type Section, type SourceRef } from "./finding.ts";
import { assessedFrom } from "./focus.ts";
import { choice, count, text } from "./printed.ts";
import type { Basis } from "./record.ts";
import type { Source } from "./source.ts";

/**
 * The source of a published count that is graded unreliable, improbable or not to be judged: what the count's own source
 * repeats, else that one. Null: neither is, or nobody graded it.
 */
export function weakSourceOf(entry: SeriesEntry, { sources }: Pick<Basis, "sources">): Source | null {
  if (entry.origin.kind !== "published") return null;
  const filed = sourceNamed(entry.origin.source, sources);
  return filed === undefined ? null : ([rootSource(filed, sources), filed].find(isWeak) ?? null);
}

function isWeak({ reliability, credibility }: Source): boolean {
  return reliability.value === "E" || reliability.value === "F" || credibility.value >= 5;
}

/** What a count, a figure of a period, or both told in one sentence rest on, where that is a weak source; the grade with its reason. */
export function weaknessTold(
  section: Section,
  of: "count" | "period" | "both",
  entry: SeriesEntry,
  basis: Pick<Basis, "sources">,
): Finding[] {
  const source = weakSourceOf(entry, basis);
  if (source === null) return [];
  const at: SourceRef = { kind: "source", id: source.id };
  const { reliability, credibility } = source;
  return [
    finding("", section, "published.weak", {
      of: choice(of, at),
      publisher: text(source.publisher, at),
      reliability: choice(reliability.value, at),
      credibility: choice(String(credibility.value), at),
      reason: text((credibility.value >= 5 ? credibility : reliability).reason, at),
    }),
  ];
}

/** How many of the published figures that the usual range was taken from rest on weak sources; none: no sentence. */
export function weakBaseline(section: Section, to: string, basis: Basis): Finding[] {
  if (basis.assessed === null) return [];
  const { entries, focus } = assessedFrom(basis);
  const read = new Set(assessedEntries(entries, focus).map(({ id }) => id));
  const behind = basis.published.filter((entry) => entry.to <= to && read.has(entry.id));
  const weak = behind.flatMap((entry) => weakSourceOf(entry, basis) ?? []);
  const [first] = weak;
  if (first === undefined) return [];
  const at: SourceRef = { kind: "source", id: first.id };
  return [
    finding(
      "",
      section,
      "baseline.weak",
      { weak: count(weak.length, at), of: count(behind.length, at) },
      weak.map(({ id }) => ({ kind: "source", id })),
    ),
  ];
}
