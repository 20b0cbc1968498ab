import type { Quantity } from "../evidence/quantity.ts";
import type { ClaimId, SourceId } from "../ids.ts";
import type { Texts } from "./finding.ts";
import type { Credibility, Grade } from "./source.ts";

/** Who says what, when. Two claims that contradict stand side by side; none is taken for a fact of ours. */
export interface Claim {
  readonly id: ClaimId;
  readonly kind: ClaimKind;
  /** Who says it, as it is to be printed: "CSIS Beyond Parallel", "an unnamed US official". */
  readonly by: Texts;
  /** Where we have it from. */
  readonly source: SourceId;
  /** ISO date or month on which it was said. Null: not known. */
  readonly saidOn: string | null;
  readonly words: Words;
  /** Hypotheses that it speaks for and against, by id. */
  readonly supports: readonly string[];
  readonly opposes: readonly string[];
  /** For kind "quantity". */
  readonly quantity: Quantity | null;
  /** For kind "count": the line of the published series that holds the figure. */
  readonly entry: string | null;
  /** For kind "event": the event of the record. */
  readonly event: string | null;
  /** For kind "legal": the resolutions that it speaks of, by id. */
  readonly law: readonly string[];
  /**
   * For kind "judgement": the likelihood that they state, in their own word, and of which hypothesis. A report prints
   * `words` for it: a hypothesis is named in the analyst's words, not theirs.
   */
  readonly judgement: { readonly hypothesis: string; readonly word: Texts } | null;
  /** The claim that this one repeats. Null: it is the first. */
  readonly repeats: ClaimId | null;
  /** Claims that say the opposite. */
  readonly contradicts: readonly ClaimId[];
  /** Credibility of this very claim, where it differs from its source's. */
  readonly credibility: Grade<Credibility> | null;
}

export const CLAIM_KINDS = ["count", "event", "denial", "quantity", "legal", "judgement", "statement"] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** Words as they were said, and what we made of them: a translation or a paraphrase is marked as one. */
export interface Words {
  /** BCP 47 tag of `text`. */
  readonly language: string;
  readonly text: string;
  /** False: `text` is our summary in that language, and is printed without quotation marks. */
  readonly verbatim: boolean;
  /** Ours, by language tag. */
  readonly translations: Texts;
}

/** Words of a claim by language: its own, and our translations. */
export function wordsOf({ words }: Pick<Claim, "words">): Texts {
  return { ...words.translations, [words.language]: words.text };
}
