/**
 * What a list of facilities says of each in one word; told from what is stored by the column `facility_overview.state`.
 *
 * By the tiers of rise and fall at the newest look of the newest assessment: surge, the rise is at "alarm" or "firm"; drop,
 * the fall is; raised, the rise is at "watch"; lowered, the fall is; usual: none of these. too-few-looks: looks were counted,
 * or assessed, without a baseline yet; nothing-usable: there are looks, and every one is withheld; not-looked: there is none.
 */
export const FACILITY_STATES = [
  "usual",
  "raised",
  "surge",
  "lowered",
  "drop",
  "too-few-looks",
  "nothing-usable",
  "not-looked",
] as const;
export type FacilityState = (typeof FACILITY_STATES)[number];

/** How a figure that is one number is meant; as core/report/focus.ts names it. */
export const COUNT_PRECISIONS = ["exact", "about", "at-least", "at-least-about", "at-most", "at-most-about"] as const;

/** The newest count of a facility: ours, or one that somebody published, with how it is meant. */
export interface NewestCount {
  readonly cars: number;
  readonly precision: (typeof COUNT_PRECISIONS)[number];
}

/**
 * On which side of the usual range the newest count lies: a state speaks of a lasting change, one count may lie far off.
 *
 * @returns null where it lies within, or where that cannot be told
 */
export function outsideUsual(
  newest: NewestCount | null,
  usual: { readonly low: number; readonly high: number } | null,
): "above" | "below" | null {
  if (newest === null || usual === null) return null;
  const { cars, precision } = newest;
  if (cars > usual.high && !precision.startsWith("at-most")) return "above";
  if (cars < usual.low && !precision.startsWith("at-least")) return "below";
  return null;
}
