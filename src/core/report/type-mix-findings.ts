import type { AssessmentReady, TypeMix } from "../assessment/assessment.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import { endOfChange, namedChange } from "./focus.ts";
import { choice, count, probability, share } from "./printed.ts";
import type { Basis, Derived } from "./record.ts";

/** The place of the mix of types among the numbers of the record: what a row of the matrix rests on. */
export const TYPE_MIX: SourceRef = { kind: "assessment", id: "/typeMix" };

/**
 * Powers of ten of the Bayes factor from which it is strong for a change, and from which substantial for none.
 * Source: Kass & Raftery (1995), J. Am. Stat. Assoc. 90(430), 3.2, after Jeffreys.
 */
const STRONG = 1;
const SUBSTANTIAL = 0.5;

/** Whether a row of the matrix rests on the mix of types, as a whole or on a number of it. */
export function restsOnTypeMix({ kind, id }: SourceRef): boolean {
  return kind === TYPE_MIX.kind && (id === TYPE_MIX.id || id.startsWith(`${TYPE_MIX.id}/`));
}

const at = (id: string): SourceRef => ({ kind: "assessment", id: `/typeMix/${id}` });

/** Whether the mix of types changed with the rise or fall, and which type gained and lost most. */
export function typeMixFindings(assessment: AssessmentReady): Finding[] {
  const { typeMix, onset } = assessment;
  if (typeMix === undefined || typeMix === null || onset === null) return [];
  const both = {
    // The looks after the onset of a change that is over are those while it lasted.
    direction: choice(endOfChange(assessment) === null ? namedChange(assessment) : `past-${onset.direction}`, {
      kind: "assessment",
      id: "/onset/direction",
    }),
    probability: probabilityOf(typeMix),
    looksBefore: count(typeMix.looksBefore, at("looksBefore")),
    looksAfter: count(typeMix.looksAfter, at("looksAfter")),
  };
  if (!hasChanged(typeMix)) {
    const verdict = choice(typeMix.log10BayesFactor <= -SUBSTANTIAL ? "same" : "undecided", at("log10BayesFactor"));
    return [finding("", "key", "types.not-changed", { ...both, verdict })];
  }
  const gains = typeMix.shares.map(({ before, after }) => after.mean - before.mean);
  const gained = gains.indexOf(Math.max(...gains));
  const lost = gains.indexOf(Math.min(...gains));
  return [
    finding("", "key", "types.changed", {
      ...both,
      gained: typeAt(typeMix, gained),
      gainedBefore: shareAt(typeMix, gained, "before"),
      gainedAfter: shareAt(typeMix, gained, "after"),
      lost: typeAt(typeMix, lost),
      lostBefore: shareAt(typeMix, lost, "before"),
      lostAfter: shareAt(typeMix, lost, "after"),
    }),
  ];
}

/** What an analyst has not weighed yet: a change of mix on which no row of the matrix rests. */
export function typeMixUnrated(
  basis: Basis,
  { assessment, matrix }: Pick<Derived, "assessment" | "matrix">,
): Finding[] {
  if (matrix === null || assessment?.status !== "ready") return [];
  const { typeMix, onset } = assessment;
  if (typeMix === undefined || typeMix === null || onset === null || !hasChanged(typeMix)) return [];
  if (basis.matrix?.rows.some(({ evidence }) => restsOnTypeMix(evidence))) return [];
  return [
    finding("", "hypotheses", "matrix.types-unrated", {
      direction: choice(namedChange(assessment), { kind: "assessment", id: "/onset/direction" }),
      probability: probabilityOf(typeMix),
    }),
  ];
}

const hasChanged = ({ log10BayesFactor }: TypeMix) => log10BayesFactor >= STRONG;

const probabilityOf = (mix: TypeMix): Printed => probability(mix.probability, at("probability"));

function typeAt({ shares }: TypeMix, i: number): Printed {
  return choice(shares[i]?.type ?? "", at(`shares/${i}/type`));
}

function shareAt({ shares }: TypeMix, i: number, side: "before" | "after"): Printed {
  return share(shares[i]?.[side].mean ?? 0, 0, at(`shares/${i}/${side}/mean`));
}
