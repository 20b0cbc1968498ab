import type { Claim } from "../report/claim.ts";
import type { SourceRef } from "../report/finding.ts";
import type { Basis, BriefPlan, JudgementBasis, MatrixBasis, Traits } from "../report/record.ts";
import type { ArchivedCopy, Source } from "../report/source.ts";
import type { DatedEvent, SeriesEntry } from "../series/entry.ts";
import type { ComputationPlan } from "./computation.ts";

/**
 * What people know of a facility beside the counts: sources, claims, hypotheses, a judgement. One document a facility.
 *
 * It may name a published count or an event by id or by date (`2023-10-05`, `2018-10-01/2023-10-04`), since the ids of
 * counts come with their import.
 */
export interface Evidence {
  readonly version: 1;
  readonly facility: string;
  readonly sources: readonly Source[];
  readonly claims: readonly Claim[];
  readonly computations: readonly ComputationPlan[];
  readonly matrix: MatrixBasis | null;
  readonly judgement: JudgementBasis | null;
  readonly traits: Traits;
  readonly limits: Basis["limits"];
  /** Resolutions that bear on it, by id. */
  readonly law: readonly string[];
  readonly brief: BriefPlan;
  /** The look that a report is about; null: the newest. */
  readonly focus: string | null;
}

/** A facility of which nothing is known but its counts. */
export function noEvidence(facility: string): Evidence {
  return {
    version: 1,
    facility,
    sources: [],
    claims: [],
    computations: [],
    matrix: null,
    judgement: null,
    traits: {
      direction: { value: "unknown", source: null },
      cargo: { value: "unknown", source: null },
      classes: { value: "undecidable", source: null },
    },
    limits: [],
    law: [],
    brief: {},
    focus: null,
  };
}

/**
 * The evidence with every count and event named by its id.
 *
 * @throws RangeError when a date fits no published count or event, or more than one
 */
export function withIds(
  evidence: Evidence,
  published: readonly SeriesEntry[],
  events: readonly DatedEvent[],
): Evidence {
  const entryId = (name: string) => idOf(name, published, periodOf, "published count");
  const eventId = (name: string) => idOf(name, events, ({ date }) => date, "event");
  const ref = (source: SourceRef): SourceRef => {
    if (source.kind === "entry") return { kind: "entry", id: entryId(source.id) };
    return source.kind === "event" ? { kind: "event", id: eventId(source.id) } : source;
  };
  const trait = <T extends { readonly source: SourceRef | null }>(t: T): T => ({
    ...t,
    source: t.source === null ? null : ref(t.source),
  });
  const { traits, brief, matrix } = evidence;
  return {
    ...evidence,
    claims: evidence.claims.map((claim) => ({
      ...claim,
      entry: claim.entry === null ? null : entryId(claim.entry),
      event: claim.event === null ? null : eventId(claim.event),
    })),
    matrix: matrix && { ...matrix, rows: matrix.rows.map((row) => ({ ...row, evidence: ref(row.evidence) })) },
    traits: { direction: trait(traits.direction), cargo: trait(traits.cargo), classes: trait(traits.classes) },
    limits: evidence.limits.map((limit) => ({ ...limit, source: ref(limit.source) })),
    brief: {
      ...brief,
      ...(brief.count === undefined ? {} : { count: entryId(brief.count) }),
      ...(brief.usual === undefined ? {} : { usual: entryId(brief.usual) }),
      ...(brief.event === undefined ? {} : { event: eventId(brief.event) }),
    },
    focus:
      evidence.focus === null || !/^\d{4}-\d{2}-\d{2}/.test(evidence.focus) ? evidence.focus : entryId(evidence.focus),
  };
}

/**
 * The evidence with an archived copy of one of its sources.
 *
 * @throws RangeError when there is no such source
 */
export function withArchived(evidence: Evidence, id: string, archived: ArchivedCopy): Evidence {
  if (!evidence.sources.some((source) => source.id === id))
    throw new RangeError(
      `there is no source ${id}; there are ${evidence.sources.map((source) => source.id).join(", ") || "none"}`,
    );
  return {
    ...evidence,
    sources: evidence.sources.map((source) => (source.id === id ? { ...source, archived } : source)),
  };
}

/** The published count of an id or a date; null where none or several have it. */
export function entryNamed(name: string, published: readonly SeriesEntry[]): SeriesEntry | null {
  const fitting = published.filter((entry) => entry.id === name || periodOf(entry) === name);
  return fitting.find(({ id }) => id === name) ?? (fitting.length === 1 ? (fitting[0] ?? null) : null);
}

/** `2023-10-05` for one day, `2018-10-01/2023-10-04` for a period. */
function periodOf({ from, to }: SeriesEntry): string {
  return from === to ? from : `${from}/${to}`;
}

function idOf<T extends { readonly id: string }>(
  name: string,
  list: readonly T[],
  dateOf: (one: T) => string,
  what: string,
): string {
  if (list.some(({ id }) => id === name)) return name;
  const fitting = list.filter((one) => dateOf(one) === name);
  const [one] = fitting;
  if (one === undefined || fitting.length > 1)
    throw new RangeError(`${name} names ${fitting.length === 0 ? "no" : `${fitting.length}`} ${what}s, expected one`);
  return one.id;
}
