import { tellsOf } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import { checkedDay } from "../stats/day-number.ts";
import type { AssessSeries, EventRelation, RatioInterval } from "./assessment.ts";
import type { OnsetPosterior } from "./onset.ts";
import { ratioAt } from "./ratio.ts";
import type { Entry } from "./to-sightings.ts";

/**
 * Days within which an onset is said to follow, or to precede, an event.
 * Source: our choice, docs/methods/statistics.md part 1, "Before or after the event": looks thirteen days apart place an
 * onset within weeks. What is said with it is measured there (Brier score); other spans are not.
 */
export const CLOSE_DAYS = 30;

/**
 * How each event lies to the onset: order in time, never cause.
 *
 * `follows` is the probability that a change began within 30 days after the event, `precedes` within the 30 days before or
 * on the day itself; both include the probability that there was no change at all, a change being taken to be as likely
 * beforehand as none: who asks of an event has a change in mind, and how likely that is `surge` says. `chance` needs no model of
 * the counts: {@link chanceAsClose}.
 *
 * @param regime  of the newest look that was judged: `ratio` is that of its looks
 *
 * Checked against: Brier score on simulated series, docs/methods/statistics.md
 */
export function eventRelations(
  series: AssessSeries,
  entries: readonly Entry[],
  regime: string,
  onset: OnsetPosterior | null,
  workings: Workings,
): EventRelation[] {
  const events = series.events ?? [];
  const sightings = entries.flatMap((entry) => entry.sightings).sort((a, b) => a.day - b.day);
  const first = sightings[0]?.day ?? 0;
  const last = sightings.at(-1)?.day ?? 0;
  const own = sightings.filter((sighting) => tellsOf(sighting, regime));
  // Events between the same two looks cut the record alike.
  const ratios = new Map<number, RatioInterval | null>();
  const ratioAfter = (day: number) => {
    const cut = own.filter((sighting) => sighting.day <= day).length;
    let ratio = ratios.get(cut);
    if (ratio === undefined) {
      ratio = ratioAt(own.slice(0, cut), own.slice(cut), workings);
      ratios.set(cut, ratio);
    }
    return ratio;
  };
  return events.map((event): EventRelation => {
    const day = checkedDay(event.date);
    let follows = 0;
    let precedes = 0;
    if (onset !== null)
      for (const { day: begun, probability } of onset.days) {
        if (begun > day && begun <= day + CLOSE_DAYS) follows += probability;
        if (begun <= day && begun >= day - CLOSE_DAYS) precedes += probability;
      }
    const daysToOnset = onset === null || !onset.isTold ? null : onset.medianDay - day;
    return {
      id: event.id,
      date: event.date,
      follows: follows * (onset?.evenProbability ?? 0),
      precedes: precedes * (onset?.evenProbability ?? 0),
      chance: chanceAsClose(
        daysToOnset,
        daysToOnset === null ? null : day + daysToOnset,
        { first, last },
        events.length,
      ),
      of: events.length,
      daysToOnset,
      ratio: ratioAfter(day),
    };
  });
}

/**
 * Probability that of as many dates as there are candidate events, drawn at random from the days of the record, at least one lies as close
 * before the onset's day as an event, or on it: within 30 days where no onset is told, or it lies before the event.
 *
 * @param daysToOnset  from the event to the onset's day; 0: on that day; null: no onset is told
 * @param onsetDay     null as well; then no day of the window lies outside the record
 * @param record       first and last day of its looks
 * @param dates        how many are drawn, at least 1
 *
 * Checked against: counts of every draw of up to three dates, event-relation.test.ts
 */
export function chanceAsClose(
  daysToOnset: number | null,
  onsetDay: number | null,
  { first, last }: { readonly first: number; readonly last: number },
  dates: number,
): number {
  const span = last - first + 1;
  const days = (daysToOnset === null || daysToOnset < 0 ? CLOSE_DAYS : daysToOnset) + 1;
  const latest = Math.min(last, onsetDay ?? last);
  const earliest = Math.max(first, (onsetDay ?? last) - days + 1);
  return 1 - (1 - Math.max(0, latest - earliest + 1) / span) ** dates;
}
