import type { ClaimId } from "../ids.ts";
import type { Texts } from "../report/finding.ts";
import type { Credibility, Reliability } from "../report/source.ts";
import type { Quantity } from "./quantity.ts";

/** A quantity worked out from claims. It names its inputs and is no better than the weakest of them. */
export interface Computation {
  readonly id: string;
  readonly title: Texts;
  readonly step: ComputationStep;
  /** Claims at the bottom of it, through every computation that it uses. */
  readonly claims: readonly ClaimId[];
  readonly outcome: Quantity;
  readonly weakest: { readonly reliability: Reliability; readonly credibility: Credibility };
}

/** One step; inputs are ids of claims that carry a quantity, or of earlier computations. */
export type ComputationStep =
  /** The amount of a rate over a time: `{round}/d` over `1 a`. */
  | { readonly operation: "over"; readonly rate: string; readonly time: string }
  | { readonly operation: "sum"; readonly terms: readonly string[] }
  | { readonly operation: "difference"; readonly from: string; readonly subtract: string }
  /** `part` as a share of `whole`; both in units that convert into each other. */
  | { readonly operation: "share"; readonly part: string; readonly whole: string };
