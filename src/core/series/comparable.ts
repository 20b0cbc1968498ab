import type { MethodId } from "../ids.ts";
import { methodFamily } from "../reading/counted-of.ts";
import type { SeriesEntry } from "./entry.ts";

/** Entries that count the same thing on the same ground: only these may be compared or drawn as one line. */
export interface ComparableEntries {
  readonly ground: string;
  readonly classes: string;
  /** Method of our own observations, without who checked their cars; null for counts that others published. */
  readonly method: string | null;
  /** Oldest first. */
  readonly entries: readonly SeriesEntry[];
}

/**
 * Keeps apart what differs in ground, in the class of cars, or (our own counts) in the method. Looks whose cars a reader
 * checked stay with the unchecked ones of their method.
 *
 * @returns groups with the most entries first, equal ones by ground and classes
 */
export function comparable(entries: readonly SeriesEntry[]): readonly ComparableEntries[] {
  const groups = new Map<string, SeriesEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.ground, entry.classes, methodOf(entry)]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups]
    .map(([key, members]) => ({ key, members: inOrder(members) }))
    .sort((a, b) => b.members.length - a.members.length || (a.key < b.key ? -1 : 1))
    .flatMap(({ members }) => {
      const first = members[0];
      return first ? [{ ground: first.ground, classes: first.classes, method: methodOf(first), entries: members }] : [];
    });
}

/** By the last day that each speaks of, then the first, then id: the order of input does not matter. */
export function inOrder(entries: readonly SeriesEntry[]): readonly SeriesEntry[] {
  const key = ({ to, from, id }: SeriesEntry) => `${to} ${from} ${id}`;
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function methodOf(entry: SeriesEntry): string | null {
  return entry.origin.kind === "observation" ? methodFamily(entry.origin.method as MethodId) : null;
}
