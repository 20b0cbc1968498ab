import type { SourceId } from "../ids.ts";
import type { Texts } from "./finding.ts";

/** Where something was said or shown. Graded on the Admiralty scale, reliability and credibility judged apart. */
export interface Source {
  readonly id: SourceId;
  readonly kind: SourceKind;
  readonly title: Texts;
  readonly publisher: Texts;
  /** Author or office ("an unnamed US official"). Null: not stated. */
  readonly author: Texts | null;
  /** BCP 47 tag of the text's own language. */
  readonly language: string;
  /** ISO dates. Null: not known. */
  readonly publishedOn: string | null;
  readonly retrievedOn: string | null;
  readonly url: string | null;
  /** Our copy of it. Null: none was kept, and the report says so. */
  readonly archived: ArchivedCopy | null;
  readonly licence: string | null;
  /** Of the publisher: how far it can be relied on in general. */
  readonly reliability: Grade<Reliability>;
  /** Of what it says here: how far it agrees with what else is known. */
  readonly credibility: Grade<Credibility>;
  /** What this one repeats. What repeats one origin counts once. Null: it speaks from its own knowledge. */
  readonly derivedFrom: SourceId | null;
}

/** A copy of a source as it was when somebody read it. */
export interface ArchivedCopy {
  /** Plain file name, in the folder of copies beside the facility's record. */
  readonly file: string;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string;
  /** False: the copy stays with who made it; a bundle names it with its hash and does not hold it. */
  readonly mayBeRepublished: boolean;
}

export const SOURCE_KINDS = [
  "think-tank",
  "news",
  "government",
  "official",
  "international-body",
  "imagery-analyst",
  "document",
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/**
 * A completely reliable, B usually reliable, C fairly reliable, D not usually reliable, E unreliable, F cannot be judged.
 *
 * Source: NATO AJP-2.1, "Evaluation" (the Admiralty or NATO system).
 */
export const RELIABILITIES = ["A", "B", "C", "D", "E", "F"] as const;
export type Reliability = (typeof RELIABILITIES)[number];

/** 1 confirmed by others, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. Source: as above. */
export const CREDIBILITIES = [1, 2, 3, 4, 5, 6] as const;
export type Credibility = (typeof CREDIBILITIES)[number];

/** A grade is worth what its reason is worth: both are printed, with who gave it. */
export interface Grade<Value> {
  readonly value: Value;
  readonly reason: Texts;
  readonly by: string;
}
