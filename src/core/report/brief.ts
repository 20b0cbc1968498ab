import type { UnitFactor } from "../evidence/quantity.ts";
import { standing, unusual } from "./brief-counted.ts";
import { unseen } from "./brief-limits.ts";
import { publishedBrief } from "./brief-published.ts";
import { type BriefSentence, type Told, tellable } from "./brief-sentence.ts";
import { type Finding, finding, type SourceRef } from "./finding.ts";
import { hypothesisName } from "./judgement-findings.ts";
import { choice } from "./printed.ts";
import type { Basis } from "./record.ts";

/** The most sentences of a brief; the last ones give way, never the judgement. */
const MOST_SENTENCES = 12;
/** The fewest: a brief that would be shorter is filled with what else the record says. */
const LEAST_SENTENCES = 8;

/**
 * The news brief: eight to twelve sentences, made from the record alone. A record whose plan fills roles is told by its
 * claims, any other by its counts; what is short of eight is filled with what else the record says, in the order of
 * telling. Fewer than eight: the record holds no more.
 */
export function briefFindings(basis: Basis, derived: Told, factor: UnitFactor): Finding[] {
  const judged = ours(derived);
  const body = filled(sentencesOf(basis, derived, factor), LEAST_SENTENCES - judged.length);
  return [...body.slice(0, MOST_SENTENCES - judged.length), ...judged].map((f, i) => ({ ...f, id: `brief-${i + 1}` }));
}

function sentencesOf(basis: Basis, derived: Told, factor: UnitFactor): BriefSentence[] {
  const counts = [...standing(basis, derived), ...unusual(basis, derived), ...unseen(basis, derived)];
  const claims = Object.keys(basis.brief).length > 0 ? publishedBrief(basis, derived, factor) : [];
  if (claims.length === 0) return counts;
  const tellsCount = claims.some(({ key }) => key === "brief.count");
  const toFill = (tellsCount ? withoutCount(counts) : counts).map(
    ({ told, when }): BriefSentence => ({ told, when: when === "with-last" ? when : "if-short" }),
  );
  const told = tellable("always", ...claims);
  // Claims speak of a place and a count that the reader knows: where none of them tells these, the counts go first.
  return claims[0]?.key === "brief.rise" ? [...told, ...toFill] : [...toFill.slice(0, 1), ...told, ...toFill.slice(1)];
}

/** All but the count that others published, and what is told with it. */
function withoutCount(sentences: readonly BriefSentence[]): BriefSentence[] {
  const at = sentences.findIndex(({ told }) => told.key === "brief.published");
  if (at < 0) return [...sentences];
  const after = sentences.slice(at + 1);
  const next = after.findIndex(({ when }) => when !== "with-last");
  return [...sentences.slice(0, at), ...(next < 0 ? [] : after.slice(next))];
}

/** What is always told, and of the rest as many as are short of `least`, the earlier ones first. */
function filled(sentences: readonly BriefSentence[], least: number): Finding[] {
  let short = least - sentences.filter(({ when }) => when === "always").length;
  let isTold = false;
  return sentences.flatMap(({ told, when }) => {
    if (when === "if-short") isTold = short > 0;
    else if (when === "always") isTold = true;
    if (isTold && when !== "always") short--;
    return isTold ? [told] : [];
  });
}

/** Our judgement: likelihood and confidence in two sentences. */
function ours({ judgement, matrix }: Told): Finding[] {
  if (judgement === null) return [];
  const at: SourceRef = { kind: "judgement", id: judgement.id };
  return [
    finding("", "brief", "brief.ours", {
      hypothesis: hypothesisName(judgement.hypothesis, { matrix }),
      likelihood: { format: "likelihood", value: judgement.probability, source: at },
    }),
    finding("", "brief", "brief.ours-confidence", { confidence: choice(judgement.confidence, at) }),
  ];
}
