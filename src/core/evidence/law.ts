import type { Texts } from "../report/finding.ts";

/** One resolution of the Security Council. For orientation only; no legal advice. */
export interface Resolution {
  /** `unscr-1718`. */
  readonly id: string;
  readonly number: number;
  readonly adoptedOn: string;
  readonly vote: { readonly for: number; readonly against: number; readonly abstained: number };
  /** States that voted for it, as far as they matter to the claims: ISO 3166 alpha-2. */
  readonly votedFor: readonly string[];
  readonly link: string;
  readonly provisions: readonly Provision[];
  /** How the facts above were checked against the text. */
  readonly checked: Texts;
}

/** What one paragraph forbids, in our summary. */
export interface Provision {
  readonly paragraph: string;
  readonly bearsOn: "arms" | "rail" | "trade" | "fuel" | "coal";
  readonly summary: Texts;
}
