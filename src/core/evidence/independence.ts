import type { Claim } from "../report/claim.ts";
import type { Source } from "../report/source.ts";

/** A source that speaks from its own knowledge, and those that repeat it, directly or through others. */
export interface OriginTree {
  readonly origin: string;
  readonly repeatedBy: readonly string[];
}

/**
 * Trees of sources by what they repeat: each tree counts once, however many repeat it.
 *
 * @returns trees in the order of their origins in `sources`; repeats in the order of `sources`
 * @throws RangeError when a source repeats an unknown one, or itself in a ring
 */
export function originTrees(sources: readonly Source[]): OriginTree[] {
  const repeats = new Map<string, string[]>();
  for (const source of sources) {
    const origin = rootOf(source, sources);
    const list = repeats.get(origin) ?? [];
    if (origin !== source.id) list.push(source.id);
    repeats.set(origin, list);
  }
  return sources
    .filter(({ derivedFrom }) => derivedFrom === null)
    .map(({ id }) => ({ origin: id, repeatedBy: repeats.get(id) ?? [] }));
}

/** The source that something names, by its id or its address; undefined: none of these. */
export function sourceNamed(name: string, sources: readonly Source[]): Source | undefined {
  return sources.find(({ id, url }) => id === name || url === name);
}

/** As {@link rootSource}, by id. */
export function rootOf(source: Source, sources: readonly Source[]): string {
  return rootSource(source, sources).id;
}

/** The source at the bottom of what a source repeats; itself where it repeats none. */
export function rootSource(source: Source, sources: readonly Source[]): Source {
  return chainOf(source, sources).at(-1) ?? source;
}

/**
 * A source, and what it repeats down to the origin.
 *
 * @throws RangeError when it repeats an unknown source, or itself in a ring
 */
export function chainOf(source: Source, sources: readonly Source[]): readonly Source[] {
  const chain = [source];
  for (let at = source; at.derivedFrom !== null; ) {
    const { id, derivedFrom } = at;
    const next = sources.find((each) => each.id === derivedFrom);
    if (next === undefined) throw new RangeError(`source ${id} repeats ${derivedFrom}, which is not there`);
    if (chain.some((each) => each.id === next.id))
      throw new RangeError(`source ${source.id} repeats itself through ${chain.map((each) => each.id).join(", ")}`);
    chain.push(next);
    at = next;
  }
  return chain;
}

/**
 * The claim at the bottom of what a claim repeats; itself where it repeats none.
 *
 * @throws RangeError when it repeats an unknown claim, or itself in a ring
 */
export function firstClaim(claim: Claim, claims: readonly Claim[]): Claim {
  const seen = new Set<string>();
  let at = claim;
  while (at.repeats !== null) {
    if (seen.has(at.id)) throw new RangeError(`claim ${claim.id} repeats itself through ${[...seen].join(", ")}`);
    seen.add(at.id);
    const next = claims.find(({ id }) => id === at.repeats);
    if (next === undefined) throw new RangeError(`claim ${at.id} repeats ${at.repeats}, which is not there`);
    at = next;
  }
  return at;
}

/**
 * Refuses two sources of one address of which neither repeats another: they are one source, and would count as two.
 *
 * @throws RangeError naming both
 */
export function refuseTwins(sources: readonly Source[]): void {
  const first = new Map<string, string>();
  for (const { id, url, derivedFrom } of sources) {
    if (url === null || derivedFrom !== null) continue;
    const { host, pathname, search } = new URL(url);
    const address = `${host}${pathname.replace(/\/$/, "")}${search}`;
    const other = first.get(address);
    if (other !== undefined)
      throw new RangeError(`source ${id} has the address of ${other}: it is that source, or repeats it (derivedFrom)`);
    first.set(address, id);
  }
}
