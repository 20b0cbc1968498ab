/**
 * What a list of facilities says of each in one word; told from what is stored by the column `facility_overview.state`.
 *
 * usual: the newest look of the newest assessment is at the tier "none" or "ended"; raised: at "watch"; surge: at "alarm"
 * or "firm"; too-few-looks: looks were counted, or assessed, without a baseline yet; nothing-usable: there are looks, and
 * every one is withheld; not-looked: there is none.
 */
export const FACILITY_STATES = ["usual", "raised", "surge", "too-few-looks", "nothing-usable", "not-looked"] as const;
export type FacilityState = (typeof FACILITY_STATES)[number];
