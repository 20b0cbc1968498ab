import { canonicalJson } from "./canonical.ts";
import { type Finding, finding, originId, type Printed, type SourceRef } from "./finding.ts";
import { methodOf } from "./focus.ts";
import { choice, count, date, text } from "./printed.ts";
import { proseOf } from "./prose.ts";
import type { Basis, MadeFrom } from "./record.ts";

/** One value of one sentence that a later report prints differently. */
export interface ChangedValue {
  /** The sentence as it is now. */
  readonly finding: Finding;
  readonly name: string;
  readonly was: Printed;
  readonly now: Printed;
}

/** What two lists of findings print differently. */
export interface FindingChanges {
  readonly values: readonly ChangedValue[];
  readonly appeared: readonly Finding[];
  readonly gone: readonly Finding[];
}

/**
 * Compares the sentences of two reports.
 *
 * Sentences match by key, by what they speak of and by their choices of words, so that one more sentence in between does
 * not make all that follow look changed. Values compare as printed: their origin may move.
 */
export function changesBetween(before: readonly Finding[], after: readonly Finding[]): FindingChanges {
  const old = new Map(labelled(before));
  const values: ChangedValue[] = [];
  const appeared: Finding[] = [];
  for (const [label, now] of labelled(after)) {
    const was = old.get(label);
    old.delete(label);
    if (was === undefined) {
      appeared.push(now);
      continue;
    }
    for (const [name, value] of inOrderOfName(now.values)) {
      const earlier = was.values[name];
      if (earlier !== undefined && shown(earlier) !== shown(value))
        values.push({ finding: now, name, was: earlier, now: value });
    }
  }
  return { values, appeared, gone: [...old.values()] };
}

/**
 * A label for each sentence: its key, and the texts, codes and choices that make it another sentence. A choice is words of
 * the message: where it changes, one sentence is gone and another is there.
 */
function labelled(findings: readonly Finding[]): [string, Finding][] {
  const used = new Map<string, number>();
  return findings
    .filter(({ section }) => section !== "revisions")
    .map((f) => {
      const subject = inOrderOfName(f.values)
        .filter(([, { format }]) => format === "text" || format === "code" || format === "choice")
        .map(([, value]) => shown(value))
        .join("|");
      const label = `${f.section} ${f.key} ${subject}`;
      const nth = (used.get(label) ?? 0) + 1;
      used.set(label, nth);
      return [`${label} ${nth}`, f];
    });
}

/** Findings come from a file or a database as well, with their fields in whatever order. */
function inOrderOfName(values: Finding["values"]): [string, Printed][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A value as text to compare: its format and value, without its source. */
function shown({ source: _, ...value }: Printed): string {
  return canonicalJson(value);
}

/**
 * What this report says about itself and the one before: which number changed, why and since when.
 *
 * @param findings  every other sentence of this report
 */
export function revisionFindings(basis: Basis, findings: readonly Finding[]): Finding[] {
  const { number, reason, previous } = basis.revision;
  const at: SourceRef = { kind: "revision", id: String(number) };
  const drafted = date(basis.generatedAt, at);
  if (previous === null)
    return [finding("revisions-1", "revisions", "revision.first", { number: count(number, at), date: drafted })];
  const changes = changesBetween(previous.findings, findings);
  const values = toldOnce(changes.values);
  const before: SourceRef = { kind: "revision", id: String(number - 1) };
  // By its number: a day may see several.
  const since = count(number - 1, before);
  const list: Finding[] = [];
  if (reason !== null) {
    const prose = proseOf(reason);
    list.push(finding("", "revisions", "revision.why", { reason: text(prose.text, at) }, prose.sources));
  }
  list.push(...comings(basis, previous.madeFrom, at, before));
  for (const { finding: told, name, was, now } of values)
    list.push(
      finding("", "revisions", "revision.number", {
        sentence: choice(told.id, at),
        name: choice(name, at),
        was: { ...was, source: before },
        now,
        since,
      }),
    );
  for (const { id } of changes.appeared)
    list.push(finding("", "revisions", "revision.appeared", { sentence: choice(id, at), since }));
  for (const { id } of changes.gone)
    list.push(finding("", "revisions", "revision.gone", { sentence: choice(id, before), since }));
  if (changes.values.length + changes.appeared.length + changes.gone.length === 0)
    list.push(finding("", "revisions", "revision.unchanged", { number: count(number, at), date: drafted }));
  return list.map((f, i) => ({ ...f, id: `revisions-${i + 1}` }));
}

/** One number in several sentences, as of findings and brief, is told of the first. */
function toldOnce(values: readonly ChangedValue[]): readonly ChangedValue[] {
  const told = new Set<string>();
  return values.filter(({ was, now }) => {
    const change = `${shown(was)} ${shown(now)} ${originId(now.source)}`;
    return !told.has(change) && told.add(change);
  });
}

/** What a basis was made from, for the revision after it to compare with. */
export function madeFrom({ looks, published, claims }: Basis): MadeFrom {
  return {
    looks: looks.map(({ observation }) => observation.id),
    published: published.map(({ id }) => id),
    claims: claims.map(({ id }) => id),
    method: methodOf({ looks }),
  };
}

/** Why numbers changed: looks, published counts and claims that came or went, another method. */
function comings(basis: Basis, earlier: MadeFrom, at: SourceRef, before: SourceRef): Finding[] {
  const now = madeFrom(basis);
  const list: Finding[] = [];
  const fresh = basis.looks.filter(({ observation }) => !earlier.looks.includes(observation.id));
  const corrected = fresh.filter(
    ({ observation: { correction } }) => correction && earlier.looks.includes(correction.of),
  );
  for (const { observation } of corrected) {
    const { id, acquiredAt, correction } = observation;
    const source: SourceRef = { kind: "observation", id };
    if (correction)
      list.push(
        finding("", "revisions", "revision.corrected", {
          date: date(acquiredAt, source),
          by: { format: "code", value: correction.by, source },
          reason: text({ en: correction.reason }, source),
        }),
      );
  }
  const replaced = corrected.map(({ observation }) => observation.correction?.of);
  const looks = fresh.filter((look) => !corrected.includes(look));
  const [firstLook, lastLook] = [looks[0]?.observation, looks.at(-1)?.observation];
  if (firstLook !== undefined && lastLook !== undefined)
    list.push(
      finding("", "revisions", "revision.looks-added", {
        looks: count(looks.length, at),
        from: date(firstLook.acquiredAt, { kind: "observation", id: firstLook.id }),
        to: date(lastLook.acquiredAt, { kind: "observation", id: lastLook.id }),
      }),
    );
  const looksGone = earlier.looks.filter((id) => !now.looks.includes(id) && !replaced.some((of) => of === id)).length;
  if (looksGone > 0) list.push(finding("", "revisions", "revision.looks-gone", { looks: count(looksGone, before) }));
  const entries = basis.published.filter(({ id }) => !earlier.published.includes(id));
  const [first] = entries.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const last = entries.toSorted((a, b) => (a.to < b.to ? -1 : 1)).at(-1);
  if (first !== undefined && last !== undefined)
    list.push(
      finding("", "revisions", "revision.published-added", {
        entries: count(entries.length, at),
        from: date(first.from, { kind: "entry", id: first.id }),
        to: date(last.to, { kind: "entry", id: last.id }),
      }),
    );
  const gone = earlier.published.filter((id) => !now.published.includes(id)).length;
  if (gone > 0) list.push(finding("", "revisions", "revision.published-gone", { entries: count(gone, before) }));
  const claims = now.claims.filter((id) => !earlier.claims.includes(id)).length;
  if (claims > 0) list.push(finding("", "revisions", "revision.claims-added", { claims: count(claims, at) }));
  const claimsGone = earlier.claims.filter((id) => !now.claims.includes(id)).length;
  if (claimsGone > 0)
    list.push(finding("", "revisions", "revision.claims-gone", { claims: count(claimsGone, before) }));
  if (earlier.method !== null && now.method !== null && earlier.method !== now.method)
    list.push(
      finding("", "revisions", "revision.method", {
        was: { format: "code", value: earlier.method, source: before },
        now: { format: "code", value: now.method, source: { kind: "method", id: now.method } },
      }),
    );
  return list;
}
