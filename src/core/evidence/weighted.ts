import type { Basis } from "../report/record.ts";
import { evidenceWeight, type GradePair, gradeOfClaim, OWN_COUNT, PUBLIC_EVENT } from "./grade.ts";
import { firstClaim, rootSource, sourceNamed } from "./independence.ts";
import type { MatrixRow, WeightedRow } from "./matrix.ts";

/** What the rows of a matrix may rest on. */
export type Ground = Pick<Basis, "claims" | "sources" | "published" | "events">;

/**
 * A row's weight comes from the grade of its evidence, its origin from what that repeats.
 *
 * @throws RangeError when the row rests on what is not there, or on what is no evidence
 */
export function weightedRow(row: MatrixRow, basis: Ground): WeightedRow {
  const { evidence } = row;
  switch (evidence.kind) {
    case "claim": {
      const claim = basis.claims.find(({ id }) => id === evidence.id);
      if (claim === undefined) throw new RangeError(`row ${row.id} rests on claim ${evidence.id}, which is not there`);
      const first = firstClaim(claim, basis.claims);
      const origin = first.entry === null ? `claim ${first.id}` : `entry ${first.entry}`;
      return { ...row, weight: evidenceWeight(gradeOfClaim(first, basis.sources)), origin };
    }
    case "entry":
      return { ...row, weight: evidenceWeight(gradeOfEntry(evidence.id, basis)), origin: `entry ${evidence.id}` };
    case "event":
      if (!basis.events.some(({ id }) => id === evidence.id))
        throw new RangeError(`row ${row.id} rests on event ${evidence.id}, which is not there`);
      return { ...row, weight: evidenceWeight(PUBLIC_EVENT), origin: `event ${evidence.id}` };
    case "observation":
    case "track":
    case "assessment":
      return { ...row, weight: evidenceWeight(OWN_COUNT), origin: `${evidence.kind} ${evidence.id}` };
    default:
      throw new RangeError(`row ${row.id} rests on a ${evidence.kind}, which is no evidence`);
  }
}

function gradeOfEntry(id: string, basis: Ground): GradePair {
  const entry = basis.published.find((e) => e.id === id);
  if (entry === undefined || entry.origin.kind !== "published") throw new RangeError(`no published entry ${id}`);
  const { source } = entry.origin;
  const filed = sourceNamed(source, basis.sources);
  if (filed === undefined) throw new RangeError(`entry ${id} comes from ${source}, which is not among the sources`);
  const root = rootSource(filed, basis.sources);
  return { reliability: root.reliability.value, credibility: root.credibility.value };
}
