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
  /** True: without this one row another hypothesis would be the least contradicted, alone or beside the first. */
  readonly changesOrder: boolean;
}

export interface RankedHypothesis {
  readonly hypothesis: string;
  /** 1 is the least contradicted; equal inconsistency gives equal rank. */
  readonly rank: number;
  /** Weighted sum of what speaks against it; 0 is nothing. */
  readonly inconsistency: number;
}

/** How far each rating speaks for (+) or against (-). NA says nothing and is left out of the diagnosticity. */
const SCORE: Readonly<Record<Rating, number | null>> = { CC: 2, C: 1, N: 0, I: -1, II: -2, NA: null };

/** A row with the weight of its evidence and the origin that it goes back to. */
export interface WeightedRow extends MatrixRow {
  /** 0 to 1. */
  readonly weight: number;
  /** Rows of the same origin say the same thing twice: only the first counts. */
  readonly origin: string;
}

/**
 * Ranks hypotheses by what speaks against them: each "inconsistent" adds the row's weight, each "very inconsistent"
 * twice that. What agrees adds nothing, since it may agree with the others as well.
 *
 * Says of each row how far it tells hypotheses apart, and whether the first place hangs on it alone.
 *
 * @throws RangeError when a row lacks a cell, names an unknown hypothesis, or a weight is outside 0 to 1
 *
 * Source: Heuer (1999), Psychology of Intelligence Analysis, chapter 8, steps 3 to 6; weights as in the "weighted
 *   inconsistency" of the PARC ACH program, with Admiralty grades in place of its high, medium and low.
 * Checked against: a hand computation, matrix.test.ts
 */
export function rankMatrix(question: Texts, hypotheses: readonly Hypothesis[], rows: readonly WeightedRow[]): Matrix {
  for (const row of rows) checkRow(row, hypotheses);
  const seen = new Map<string, string>();
  const counted = rows.map((row) => {
    const repeats = seen.get(row.origin) ?? null;
    if (repeats === null) seen.set(row.origin, row.id);
    return { row, repeats, weight: repeats === null ? row.weight : 0 };
  });
  const ranking = ranked(hypotheses, counted);
  const leaders = firstOf(ranking);
  return {
    question,
    hypotheses,
    ranking,
    rows: counted.map(({ row, repeats, weight }) => ({
      id: row.id,
      kind: row.kind,
      label: row.label,
      evidence: row.evidence,
      cells: row.cells,
      weight,
      repeats,
      diagnosticity: spreadOf(row),
      changesOrder:
        firstOf(
          ranked(
            hypotheses,
            counted.filter((other) => other.row.id !== row.id),
          ),
        ) !== leaders,
    })),
  };
}

type CountedRow = { readonly row: WeightedRow; readonly weight: number };

function ranked(hypotheses: readonly Hypothesis[], rows: readonly CountedRow[]): RankedHypothesis[] {
  const against = hypotheses.map(({ id }) => ({
    hypothesis: id,
    inconsistency: rows.reduce((sum, { row, weight }) => sum + weight * againstOf(row, id), 0),
  }));
  // Weights are products of tenths: sums that are equal on paper must be equal here.
  const level = (x: number) => Math.round(x * 1e9);
  return against
    .map((h) => ({ ...h, rank: 1 + against.filter((o) => level(o.inconsistency) < level(h.inconsistency)).length }))
    .sort((a, b) => a.rank - b.rank);
}

/** Those in first place, as one text to compare. */
function firstOf(ranking: readonly RankedHypothesis[]): string {
  return ranking
    .filter(({ rank }) => rank === 1)
    .map(({ hypothesis }) => hypothesis)
    .sort()
    .join(" ");
}

function againstOf(row: MatrixRow, hypothesis: string): number {
  const score = SCORE[ratingOf(row, hypothesis)];
  return score !== null && score < 0 ? -score : 0;
}

function spreadOf(row: MatrixRow): number {
  const scores = row.cells.map(({ rating }) => SCORE[rating]).filter((score) => score !== null);
  return scores.length === 0 ? 0 : Math.max(...scores) - Math.min(...scores);
}

/** @throws RangeError when the row has no cell for the hypothesis */
function ratingOf(row: MatrixRow, hypothesis: string): Rating {
  const cell = row.cells.find((c) => c.hypothesis === hypothesis);
  if (cell === undefined) throw new RangeError(`row ${row.id} says nothing of hypothesis ${hypothesis}`);
  return cell.rating;
}

function checkRow(row: WeightedRow, hypotheses: readonly Hypothesis[]): void {
  if (!(row.weight >= 0 && row.weight <= 1)) throw new RangeError(`row ${row.id}: weight ${row.weight} is not 0 to 1`);
  for (const { id } of hypotheses) ratingOf(row, id);
  const unknown = row.cells.find((cell) => !hypotheses.some(({ id }) => id === cell.hypothesis));
  if (unknown !== undefined)
    throw new RangeError(`row ${row.id} speaks of an unknown hypothesis, ${unknown.hypothesis}`);
  if (row.cells.length !== hypotheses.length) throw new RangeError(`row ${row.id} rates one hypothesis twice`);
}
