import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { type Matrix, rankMatrix, type WeightedRow } from "../../../src/core/evidence/matrix.ts";
import { weightedRow } from "../../../src/core/evidence/weighted.ts";
import type { Checked } from "./use-checked.ts";

export interface Ranked {
  /** All rows, as the report ranks them. */
  readonly whole: Matrix;
  /** Without the rows that are switched off; the same as `whole` while none is. */
  readonly left: Matrix;
  /** As `left`, with every row weighing 1: shows whether the weights decide. */
  readonly unweighted: Matrix;
}

/**
 * The matrix ranked by the code that ranks it for the report.
 *
 * @param off  ids of rows that are switched off
 * @returns null while there is no matrix; a text where it cannot be ranked, saying why
 */
export function rankedOf(evidence: Evidence, checked: Checked, off: ReadonlySet<string>): Ranked | string | null {
  const { matrix } = evidence;
  if (matrix === null || matrix.hypotheses.length === 0) return null;
  try {
    const ground = { ...evidence, published: checked.published, events: checked.events };
    const rows = matrix.rows.map((row) => weightedRow(row, ground));
    const rank = (some: readonly WeightedRow[]) => rankMatrix(matrix.question, matrix.hypotheses, some);
    const on = rows.filter(({ id }) => !off.has(id));
    return { whole: rank(rows), left: rank(on), unweighted: rank(on.map((row) => ({ ...row, weight: 1 }))) };
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
