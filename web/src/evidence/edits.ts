import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import type { Hypothesis, MatrixRow, Rating } from "../../../src/core/evidence/matrix.ts";
import type { Texts } from "../../../src/core/report/finding.ts";

/** Edits of evidence; each gives new evidence and changes nothing of the old. */

/** A list with one part put in place of that of the same id, or at the end. */
export function withPart<Part extends { readonly id: string }>(list: readonly Part[], part: Part): Part[] {
  return list.some(({ id }) => id === part.id) ? list.map((one) => (one.id === part.id ? part : one)) : [...list, part];
}

export function without<Part extends { readonly id: string }>(list: readonly Part[], gone: string): Part[] {
  return list.filter(({ id }) => id !== gone);
}

const NO_QUESTION: Texts = { en: "What explains it?", ar: "ما التفسير؟" };
const NO_REASON: Texts = { en: "Not rated yet.", ar: "لم يُقدَّر بعد." };

export function withRating(evidence: Evidence, row: string, hypothesis: string, rating: Rating): Evidence {
  return withRow(evidence, row, (one) => ({
    ...one,
    cells: one.cells.map((cell) => (cell.hypothesis === hypothesis ? { ...cell, rating } : cell)),
  }));
}

export function withReason(evidence: Evidence, row: string, hypothesis: string, reason: Texts): Evidence {
  return withRow(evidence, row, (one) => ({
    ...one,
    cells: one.cells.map((cell) => (cell.hypothesis === hypothesis ? { ...cell, reason } : cell)),
  }));
}

function withRow(evidence: Evidence, row: string, change: (row: MatrixRow) => MatrixRow): Evidence {
  const { matrix } = evidence;
  if (matrix === null) return evidence;
  return { ...evidence, matrix: { ...matrix, rows: matrix.rows.map((one) => (one.id === row ? change(one) : one)) } };
}

/** A row put in, or in place of the one of its id; a cell for each hypothesis, not rated where it had none. */
export function withMatrixRow(evidence: Evidence, row: Omit<MatrixRow, "cells">): Evidence {
  const matrix = evidence.matrix ?? { question: NO_QUESTION, hypotheses: [], rows: [] };
  const known = matrix.rows.find(({ id }) => id === row.id);
  const cells = matrix.hypotheses.map(({ id }) => known?.cells.find((cell) => cell.hypothesis === id) ?? unrated(id));
  return { ...evidence, matrix: { ...matrix, rows: withPart(matrix.rows, { ...row, cells }) } };
}

export function withoutMatrixRow(evidence: Evidence, row: string): Evidence {
  const { matrix } = evidence;
  return matrix === null ? evidence : { ...evidence, matrix: { ...matrix, rows: without(matrix.rows, row) } };
}

/** A hypothesis put in, or in place of the one of its id; not rated in every row where it is a new one. */
export function withHypothesis(evidence: Evidence, hypothesis: Hypothesis): Evidence {
  const matrix = evidence.matrix ?? { question: NO_QUESTION, hypotheses: [], rows: [] };
  const rows = matrix.rows.map((row) =>
    row.cells.some((cell) => cell.hypothesis === hypothesis.id)
      ? row
      : { ...row, cells: [...row.cells, unrated(hypothesis.id)] },
  );
  return { ...evidence, matrix: { ...matrix, hypotheses: withPart(matrix.hypotheses, hypothesis), rows } };
}

export function withoutHypothesis(evidence: Evidence, gone: string): Evidence {
  const { matrix } = evidence;
  if (matrix === null) return evidence;
  const hypotheses = without(matrix.hypotheses, gone);
  const rows = matrix.rows.map((row) => ({ ...row, cells: row.cells.filter(({ hypothesis }) => hypothesis !== gone) }));
  return { ...evidence, matrix: hypotheses.length === 0 ? null : { ...matrix, hypotheses, rows } };
}

const unrated = (hypothesis: string) => ({ hypothesis, rating: "NA" as const, reason: NO_REASON });

/** A short id that nothing in the list has: `claim-7`. */
export function freshId(list: readonly { readonly id: string }[], stem: string): string {
  const used = new Set(list.map(({ id }) => id));
  let number = list.length + 1;
  while (used.has(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}
