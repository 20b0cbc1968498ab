import type { Claim } from "../report/claim.ts";
import type { Credibility, Reliability, Source } from "../report/source.ts";

/** The two Admiralty grades, without their reasons. */
export interface GradePair {
  readonly reliability: Reliability;
  readonly credibility: Credibility;
}

/**
 * The grade of a claim: the reliability of its source; its own credibility where one was given, else its source's.
 *
 * @throws RangeError when the claim or its source is not there
 */
export function gradeOfClaim(claim: Claim | undefined, sources: readonly Source[]): GradePair {
  const source = sources.find(({ id }) => id === claim?.source);
  if (claim === undefined || source === undefined)
    throw new RangeError(`no source ${claim?.source ?? "(unknown claim)"}`);
  return { reliability: source.reliability.value, credibility: (claim.credibility ?? source.credibility).value };
}

/**
 * A count of our own: reliable as far as it was measured (docs/methods/counting.md, Measured), confirmed by nobody else.
 */
export const OWN_COUNT: GradePair = { reliability: "B", credibility: 2 };

/** An event that nobody disputes, from a public record. */
export const PUBLIC_EVENT: GradePair = { reliability: "A", credibility: 1 };

/**
 * How much a piece of evidence counts against a hypothesis, 0 to 1: the product of the two grades' steps.
 *
 * The Admiralty scale orders and does not measure; equal steps are a convention of ours, and "cannot be judged" (F, 6)
 * stands half way. The ranking without weights is printed beside, so that the convention can be seen not to decide.
 */
export function evidenceWeight({ reliability, credibility }: GradePair): number {
  return RELIABILITY_STEP[reliability] * CREDIBILITY_STEP[credibility];
}

const RELIABILITY_STEP: Readonly<Record<Reliability, number>> = { A: 1, B: 0.8, C: 0.6, D: 0.4, E: 0.2, F: 0.5 };
const CREDIBILITY_STEP: Readonly<Record<Credibility, number>> = { 1: 1, 2: 0.8, 3: 0.6, 4: 0.4, 5: 0.2, 6: 0.5 };
