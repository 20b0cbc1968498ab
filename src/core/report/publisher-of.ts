import { chainOf, sourceNamed } from "../evidence/independence.ts";
import type { SeriesEntry } from "../series/entry.ts";
import type { SourceRef, Texts } from "./finding.ts";
import type { Basis } from "./record.ts";

/**
 * Who counted: the publisher that the series names, in the words of the source that it is filed under where that is theirs. A
 * repeated report is told under the name of its origin, through however many hands it came.
 */
export function publisherOf(
  entry: SeriesEntry,
  { sources }: Pick<Basis, "sources">,
): { readonly name: Texts; readonly source: SourceRef } {
  if (entry.origin.kind !== "published") throw new RangeError(`entry ${entry.id} is a count of our own`);
  const { publisher, source } = entry.origin;
  const filed = sourceNamed(source, sources);
  const chain = filed === undefined ? [] : chainOf(filed, sources);
  const root = chain.at(-1);
  if (root !== undefined && chain.some((one) => isNamed(one.publisher, publisher)))
    return { name: root.publisher, source: { kind: "source", id: root.id } };
  // Whoever carries a count did not make it: a paper that prints another's is told as its carrier.
  const known = sources.find((one) => isNamed(one.publisher, publisher));
  return { name: known?.publisher ?? { en: publisher }, source: { kind: "entry", id: entry.id } };
}

/** Whether a publisher goes by a name: the same, its initials ("VOA"), or one that says more ("VOA, as carried by the press"). */
function isNamed(publisher: Texts, name: string): boolean {
  return Object.values(publisher).some((one) => {
    const [a, b] = [one.trim().toLowerCase(), name.trim().toLowerCase()];
    return a === b || begins(a, b) || begins(b, a) || initials(one) === b || initials(name) === a;
  });
}

const begins = (long: string, short: string) =>
  long.startsWith(short) && /^[^\p{L}\p{N}]/u.test(long.slice(short.length));

const initials = (name: string) => (name.match(/(?<=^|\s)\p{L}/gu) ?? []).join("").toLowerCase();
