import type { LookAssessment } from "../assessment/assessment.ts";
import { checkedDay } from "../stats/day-number.ts";

/**
 * The evidence at which a facility's alarm is raised, so that by chance it is raised no oftener than stated.
 *
 * The running evidence is a Shiryaev-Roberts sum of martingales that each begin at 1: within T looks of a usual yard it
 * reaches c with probability T/c at most, whenever one looks. A year of T looks may thus give `falseAlarmsPerYear` for
 * c = T / falseAlarmsPerYear.
 *
 * @param looksPerYear        looks that are counted a year, at least 1
 * @param falseAlarmsPerYear  above 0
 * @returns                   evidence, at least 1
 *
 * Source: docs/methods/statistics.md 2.4; Shin, Ramdas & Rinaldo (2024), "E-detectors: a nonparametric framework for
 *   sequential change detection", New England Journal of Statistics in Data Science 2(2).
 * Checked against: simulation of usual yards, by the evidence itself (scripts/simulate-watching.ts; statistics.md, 2.12), and
 *   of a sum of likelihood ratios (alarm.test.ts)
 */
export function alarmEvidence(looksPerYear: number, falseAlarmsPerYear: number): number {
  if (!(falseAlarmsPerYear > 0)) throw new RangeError(`false alarms a year must be above 0, got ${falseAlarmsPerYear}`);
  return Math.max(1, Math.max(1, looksPerYear) / falseAlarmsPerYear);
}

/**
 * How many looks a year a series has: over the last year that it covers, or over all of it where it is shorter.
 *
 * @param dates  ISO dates in any order
 * @returns      at least the number of looks themselves where they span less than a month: nothing is known of the rate
 */
export function looksPerYear(dates: readonly string[]): number {
  const days = dates.map(checkedDay).sort((a, b) => a - b);
  const newest = days.at(-1);
  if (newest === undefined) return 1;
  const recent = days.filter((day) => day > newest - 365.25);
  const span = newest - (recent[0] ?? newest);
  if (span < 30) return Math.max(recent.length, 24);
  return Math.max(1, ((recent.length - 1) / span) * 365.25);
}

/** A stretch of looks over which the alarm stands: from its crossing until the surge has ended. */
export interface Episode {
  /** Date of the look at which the evidence reached the threshold. */
  readonly from: string;
  /** Date of the look at which it had ended; null: it stands. */
  readonly to: string | null;
}

/**
 * Episodes of alarm in a series of assessed looks. One onset is one episode, however many looks it stays high: until a rise that was
 * alarmed in it is told to have ended, or its evidence is gone. The tier "ended" of a rise before it says nothing of this one.
 *
 * @param looks      in order of date, as the assessment gives them
 * @param threshold  of {@link alarmEvidence}
 */
export function episodesOf(
  looks: readonly Pick<LookAssessment, "date" | "evidence" | "tier">[],
  threshold: number,
): readonly Episode[] {
  const episodes: Episode[] = [];
  let from: string | null = null;
  let isAlarmed = false;
  for (const { date, evidence, tier } of looks) {
    if (from !== null && ((isAlarmed && tier === "ended") || !(evidence >= 1))) {
      episodes.push({ from, to: date });
      from = null;
    } else if (from === null && evidence >= threshold) {
      from = date;
      isAlarmed = false;
    }
    isAlarmed ||= tier === "alarm" || tier === "firm";
  }
  return from === null ? episodes : [...episodes, { from, to: null }];
}

/**
 * The onset that is to be alerted now: the newest episode, if it stands and was not alerted.
 *
 * An assessment made anew, with looks that came late, may date a crossing otherwise than before. It is a new onset only
 * when an episode ended after the last alert.
 *
 * @param alerted  date of the look that the last alert was of; null: there was none
 */
export function toAlert(episodes: readonly Episode[], alerted: string | null): Episode | null {
  const newest = episodes.at(-1);
  if (newest === undefined || newest.to !== null) return null;
  if (alerted === null) return newest;
  const endedSince = episodes.some(({ to }) => to !== null && to > alerted && to <= newest.from);
  return endedSince ? newest : null;
}
