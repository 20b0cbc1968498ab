import type { SourceRef, Texts } from "../report/finding.ts";

/** An explanation that predicts something else which could be checked. */
export interface Hypothesis {
  readonly id: string;
  readonly name: Texts;
  readonly predictions: readonly Prediction[];
}

/** What we should see if the hypothesis were true. Those not seen are "what would change our mind". */
export interface Prediction {
  readonly id: string;
  readonly text: Texts;
  readonly status: "seen" | "not-seen" | "cannot-be-seen";
}

/**
 * How evidence and hypothesis go together: very consistent, consistent, neither, inconsistent, very inconsistent, does
 * not apply.
 *
 * Source: Heuer (1999), Psychology of Intelligence Analysis, chapter 8; the letters are those of the PARC ACH program.
 */
export const RATINGS = ["CC", "C", "N", "I", "II", "NA"] as const;
export type Rating = (typeof RATINGS)[number];

export interface MatrixRow {
  readonly id: string;
  readonly kind: "observation" | "types" | "event" | "claim";
  readonly label: Texts;
  /** What the row is: its weight is worked out from the grade of it. */
  readonly evidence: SourceRef;
  readonly cells: readonly MatrixCell[];
}

export interface MatrixCell {
  readonly hypothesis: string;
  readonly rating: Rating;
  readonly reason: Texts;
}

/** The matrix, ranked. Least contradicted first: evidence can refute a hypothesis, agreement alone proves none. */
export interface Matrix {
  readonly question: Texts;
  readonly hypotheses: readonly Hypothesis[];
  readonly rows: readonly RankedRow[];
  readonly ranking: readonly RankedHypothesis[];
}

export interface RankedRow extends MatrixRow {
  /** 0 to 1, from the grade of the evidence; 0 for a row that only repeats another. */
  readonly weight: number;
  /** The row whose origin it repeats, null where it is the first. */
  readonly repeats: string | null;
  /** Largest difference of the row's ratings between two hypotheses, 0 (tells nothing apart) to 4. */
  readonly diagnosticity: number;
  /** True: without this one row another hypothesis would be the least contradicted. */
  readonly changesOrder: boolean;
}

export interface RankedHypothesis {
  readonly hypothesis: string;
  /** 1 is the least contradicted; equal inconsistency gives equal rank. */
  readonly rank: number;
  /** Weighted sum of what speaks against it; 0 is nothing. */
  readonly inconsistency: number;
}
