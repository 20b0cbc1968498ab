import { z } from "zod";
import { refuseNumbersApart, refuseUnsaid } from "../../core/evidence/claim-numbers.ts";
import { computationsOf } from "../../core/evidence/computation.ts";
import type { Evidence } from "../../core/evidence/evidence.ts";
import { firstClaim, originTrees, refuseTwins } from "../../core/evidence/independence.ts";
import { rankMatrix } from "../../core/evidence/matrix.ts";
import { refuseOwnWords } from "../../core/evidence/own-words.ts";
import { unprintableIn } from "../../core/markup.ts";
import { wordsOf } from "../../core/report/claim.ts";
import type { SeriesEntry } from "../../core/series/entry.ts";
import { YardcheckError } from "../../errors.ts";
import * as parts from "./schemas.ts";
import { checkedUnit, ucumFactor } from "./units.ts";

/** The document that `yardcheck evidence import` takes and `evidence export` gives. */
const evidenceSchema: z.ZodType<Evidence> = z.strictObject({
  version: z.literal(1),
  facility: z.string().min(1),
  sources: z.array(parts.source),
  claims: z.array(parts.claim),
  computations: z.array(parts.computationPlan),
  matrix: parts.matrixBasis.nullable(),
  judgement: parts.judgementBasis.nullable(),
  traits: parts.traits,
  limits: z.array(parts.limit),
  law: z.array(z.string().min(1)),
  brief: parts.briefPlan,
  focus: z.string().min(1).nullable(),
});

/**
 * Reads evidence and checks that it holds together: every name that it uses is there, units go together, no source
 * repeats itself in a ring or stands there twice, and no text says a number that nobody states.
 *
 * @param name  of the file, for messages
 * @throws YardcheckError "evidence-invalid" naming the first fields at fault
 */
export function parseEvidence(document: unknown, name: string): Evidence {
  return checkedEvidence(shapedEvidence(document, name), name);
}

/**
 * Evidence that was taken over earlier: it was checked then, and a finer check of words since does not refuse it.
 *
 * @throws YardcheckError "evidence-invalid" where it has another shape
 */
export function shapedEvidence(document: unknown, name: string): Evidence {
  const parsed = evidenceSchema.safeParse(document);
  if (!parsed.success) throw new YardcheckError("evidence-invalid", `${name}: ${issuesText(parsed.error)}`);
  return parsed.data;
}

/** The first few things that are wrong, each with its place. */
export function issuesText(error: z.ZodError): string {
  const shown = error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join(".") || "document"}: ${message}`);
  const more = error.issues.length - shown.length;
  return shown.join("; ") + (more > 0 ? `; and ${more} more` : "");
}

/** @throws YardcheckError "evidence-invalid" where the parts do not fit each other */
export function checkedEvidence(evidence: Evidence, name: string): Evidence {
  const { sources, claims, computations, matrix, judgement } = evidence;
  try {
    refuseUnprintable(evidence, []);
    for (const list of [sources, claims, computations, matrix?.hypotheses ?? [], matrix?.rows ?? []]) unique(list);
    originTrees(sources);
    refuseTwins(sources);
    const hypotheses = new Set(matrix?.hypotheses.map(({ id }) => id));
    for (const claim of claims) {
      const { id, source, quantity } = claim;
      if (!sources.some((s) => s.id === source))
        throw new RangeError(`claim ${id} comes from ${source}, which is not there`);
      firstClaim(claim, claims);
      for (const other of claim.contradicts)
        if (!claims.some((c) => c.id === other))
          throw new RangeError(`claim ${id} contradicts ${other}, which is not there`);
      const named = [...claim.supports, ...claim.opposes, ...(claim.judgement ? [claim.judgement.hypothesis] : [])];
      for (const h of named)
        if (!hypotheses.has(h)) throw new RangeError(`claim ${id} speaks of hypothesis ${h}, which is not there`);
      if (quantity !== null) checkedUnit(quantity.unit, `${name}: claim ${id}`);
    }
    computationsOf(computations, claims, sources, ucumFactor);
    if (matrix !== null)
      rankMatrix(
        matrix.question,
        matrix.hypotheses,
        matrix.rows.map((row) => ({ ...row, weight: 1, origin: row.id })),
      );
    if (judgement !== null && !hypotheses.has(judgement.hypothesis))
      throw new RangeError(`the judgement speaks of hypothesis ${judgement.hypothesis}, which is not there`);
    for (const claim of claims) refuseNumbersApart(wordsOf(claim), `claim ${claim.id}`);
    refuseUnsaid(claims, []);
    refuseOwnWords(evidence);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new YardcheckError("evidence-invalid", `${name}: ${error.message}`, { cause: error });
  }
  return evidence;
}

/**
 * Checks the words of claims against the published counts that they name, as far as these are there.
 *
 * @throws YardcheckError "evidence-invalid" naming the first claim whose words say another number
 */
export function checkedAgainst(evidence: Evidence, published: readonly SeriesEntry[], name: string): Evidence {
  try {
    refuseUnsaid(evidence.claims, published);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new YardcheckError("evidence-invalid", `${name}: ${error.message}`, { cause: error });
  }
  return evidence;
}

/** @throws RangeError naming the field and the character */
function refuseUnprintable(value: unknown, path: readonly string[]): void {
  if (typeof value === "string") {
    const character = unprintableIn(value);
    if (character !== null)
      throw new RangeError(`${path.join(".")} holds the character ${character}, which cannot be printed`);
  } else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) refuseUnprintable(inner, [...path, key]);
}

function unique(list: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of list) {
    if (seen.has(id)) throw new RangeError(`${id} is there twice`);
    seen.add(id);
  }
}
