import type { Assessment, AssessSeries } from "../assessment/assessment.ts";
import { computationsOf } from "../evidence/computation.ts";
import { originTrees } from "../evidence/independence.ts";
import { type Matrix, rankMatrix } from "../evidence/matrix.ts";
import type { UnitFactor } from "../evidence/quantity.ts";
import { weightedRow } from "../evidence/weighted.ts";
import { STATISTICS, VERSION } from "../version.ts";
import { briefFindings } from "./brief.ts";
import { confidenceAllowed, confidenceReasons } from "./confidence.ts";
import type { Finding } from "./finding.ts";
import type { Judgement } from "./judgement.ts";
import { judgementFindings } from "./judgement-findings.ts";
import { keyFindings } from "./key-findings.ts";
import { likelihoodBand } from "./likelihood.ts";
import { limitFindings } from "./limits.ts";
import type { Basis, PublishedGroup, ReportRecord } from "./record.ts";
import { revisionFindings } from "./revision.ts";
import { sourceFindings } from "./source-findings.ts";
import { restsOnTypeMix } from "./type-mix-findings.ts";

/** What a record is worked out with; each is pure. */
export interface RecordTools {
  assess(series: AssessSeries): Assessment;
  readonly unitFactor: UnitFactor;
}

/**
 * The whole record of a report from what it was made from. The same basis gives the same record, to the last digit.
 *
 * @throws RangeError when the basis contradicts itself: an unknown source, claim, hypothesis or unit; says which
 */
export function recordOf(basis: Basis, tools: RecordTools): ReportRecord {
  const assessment = basis.assessed === null ? null : tools.assess(basis.assessed);
  const computations = computationsOf(basis.computationSteps, basis.claims, basis.sources, tools.unitFactor);
  const origins = originTrees(basis.sources);
  const matrix = matrixOf(basis, assessment);
  const judgement = judgementOf(basis, matrix);
  const derived = { assessment, computations, origins, matrix, judgement };
  const findings: Finding[] = [
    ...keyFindings(basis, derived),
    ...limitFindings(basis),
    ...judgementFindings(basis, derived),
    ...sourceFindings(basis, derived),
    ...briefFindings(basis, derived, tools.unitFactor),
  ];
  return {
    version: 1,
    madeWith: VERSION,
    assessedWith: STATISTICS,
    basis,
    groups: groupsOf(basis),
    ...derived,
    findings: [...findings, ...revisionFindings(basis, findings)],
  };
}

/** Published entries by ground and class; different grounds and classes are different quantities. */
function groupsOf(basis: Basis): PublishedGroup[] {
  const groups = new Map<string, { ground: string; classes: string; entries: string[] }>();
  for (const { id, ground, classes } of basis.published) {
    const name = JSON.stringify([ground, classes]);
    const group = groups.get(name) ?? { ground, classes, entries: [] };
    group.entries.push(id);
    groups.set(name, group);
  }
  return [...groups.values()];
}

function matrixOf(basis: Basis, assessment: Assessment | null): Matrix | null {
  if (basis.matrix === null) return null;
  const { question, hypotheses, rows } = basis.matrix;
  for (const { id, evidence } of rows)
    if (restsOnTypeMix(evidence) && (assessment?.status !== "ready" || (assessment.typeMix ?? null) === null))
      throw new RangeError(
        `row ${id} rests on the mix of types before and after the onset, and the assessment has none: ` +
          "there is no onset, or no look with types on a side of it",
      );
  return rankMatrix(
    question,
    hypotheses,
    rows.map((row) => weightedRow(row, basis)),
  );
}

function judgementOf(basis: Basis, matrix: Matrix | null): Judgement | null {
  const said = basis.judgement;
  if (said === null) return null;
  if (matrix === null) throw new RangeError("a judgement needs a matrix: with one hypothesis it is a guess");
  // Throws where the probability is none: 0 and 1 are facts, not judgements.
  likelihoodBand(said.probability);
  const reasons = confidenceReasons(basis, said.hypothesis, matrix);
  return {
    id: "ours",
    by: said.by,
    hypothesis: said.hypothesis,
    probability: said.probability,
    reason: said.reason,
    confidence: confidenceAllowed(said.confidence, reasons),
    confidenceReasons: reasons,
    sources: [{ kind: "matrix", id: said.hypothesis }],
  };
}
