import type { Finding } from "./finding.ts";
import type { Derived } from "./record.ts";

/**
 * A sentence that a brief may tell: always, only where it would be short without, or with the one before it: what weakens a
 * figure is told wherever the figure is.
 */
export interface BriefSentence {
  readonly told: Finding;
  readonly when: "always" | "if-short" | "with-last";
}

/** Sentences of a brief, those that the record cannot fill left out. */
export function tellable(when: BriefSentence["when"], ...list: readonly (Finding | null)[]): BriefSentence[] {
  return list.flatMap((told) => (told === null ? [] : [{ told, when }]));
}

/** What follows from the record, as far as a brief tells it. */
export type Told = Pick<Derived, "assessment" | "matrix" | "judgement" | "computations" | "origins">;
