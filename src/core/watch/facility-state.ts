import type { Tier } from "../assessment/assessment.ts";

/**
 * What a list of facilities says of each in one word.
 *
 * usual: nothing to report; raised: evidence at the tier "watch"; surge: at "alarm" or "firm"; too-few-looks: no
 * baseline yet; nothing-usable: there are looks, and every one is withheld; not-looked: there is none.
 */
export const FACILITY_STATES = ["usual", "raised", "surge", "too-few-looks", "nothing-usable", "not-looked"] as const;
export type FacilityState = (typeof FACILITY_STATES)[number];

/**
 * @param known.assessed  tier of the newest look of the newest assessment; "too-few-looks" where it said so; null: none
 * @param known.counted   looks that were counted
 * @param known.withheld  looks that were withheld
 */
export function facilityState(known: {
  readonly assessed: Tier | "too-few-looks" | null;
  readonly counted: number;
  readonly withheld: number;
}): FacilityState {
  if (known.assessed === "alarm" || known.assessed === "firm") return "surge";
  if (known.assessed === "watch") return "raised";
  if (known.assessed === "none" || known.assessed === "ended") return "usual";
  if (known.assessed === "too-few-looks" || known.counted > 0) return "too-few-looks";
  return known.withheld > 0 ? "nothing-usable" : "not-looked";
}
