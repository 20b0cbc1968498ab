import type { SourceRef, Texts } from "./finding.ts";

/**
 * What the analyst makes of the matrix. Likelihood and confidence are two things and stand in two sentences (ICD 203,
 * D.6.e.(2)).
 */
export interface Judgement {
  readonly id: string;
  /** Who judges, as printed. */
  readonly by: Texts;
  readonly hypothesis: string;
  /** 0.01 to 0.99; printed as the phrase of its band. */
  readonly probability: number;
  /** Why this probability, in the analyst's words; numbers in it are marked with their source (prose.ts). */
  readonly reason: Texts;
  readonly confidence: Confidence;
  /** Worked out from the record: what holds the confidence down, or up. */
  readonly confidenceReasons: readonly ConfidenceReason[];
  readonly sources: readonly SourceRef[];
}

export const CONFIDENCES = ["low", "moderate", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** One thing that limits the confidence to `atMost`, or that supports it. */
export interface ConfidenceReason {
  readonly code:
    | "no-evidence"
    | "one-origin"
    | "several-origins"
    | "no-reliable-source"
    | "single-row-decides"
    | "order-robust"
    | "rivals-not-separated"
    | "not-leading"
    | "loads-covered"
    | "direction-unknown"
    | "no-image-of-ours"
    | "too-few-looks";
  /** Null: it supports, and limits nothing. */
  readonly atMost: Confidence | null;
  readonly source: SourceRef;
}
