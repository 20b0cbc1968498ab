import type { Count } from "../observation/count.ts";
import type { CarType } from "../observation/observation.ts";
import { noDay } from "../stats/day-number.ts";
import { daysOf } from "./day.ts";

/**
 * One line of a facility's series: our own observation, or a count that somebody else published.
 *
 * Entries of different `ground` or `classes` are different quantities; they are kept apart, never added or compared
 * silently.
 */
export interface SeriesEntry {
  readonly id: string;
  /** First and last day that the figure speaks of, ISO dates, the same for one image. */
  readonly from: string;
  readonly to: string;
  readonly figure: Figure;
  /** Which ground was counted: "facility", or the publisher's own words. */
  readonly ground: string;
  /** What was counted: "cars" (all freight cars), or a publisher's class. */
  readonly classes: string;
  readonly origin:
    | { readonly kind: "observation"; readonly observation: string; readonly method: string }
    | {
        readonly kind: "published";
        readonly publisher: string;
        readonly source: string;
        readonly publishedOn: string | null;
        readonly note: string | null;
      };
  /** Regime declared by the analyst, null where none is. */
  readonly regime: string | null;
}

/** A count as it is known. `approximately`: the publisher says about. */
export type Figure =
  | {
      readonly kind: "distribution";
      readonly count: Count;
      readonly visible: number;
      readonly types: Readonly<Partial<Record<CarType, Count>>>;
    }
  | { readonly kind: "exact"; readonly cars: number; readonly approximately: boolean }
  | { readonly kind: "at-least"; readonly cars: number; readonly approximately: boolean }
  /** Holds for every look of a period; the number of looks may be unknown. */
  | { readonly kind: "at-most"; readonly cars: number; readonly approximately: boolean; readonly looks: number | null }
  | {
      readonly kind: "range";
      readonly low: number;
      readonly high: number | null;
      readonly mean: number | null;
      readonly looks: number | null;
    }
  | { readonly kind: "train-lengths"; readonly metres: readonly number[]; readonly plusCars: readonly number[] }
  | { readonly kind: "by-class"; readonly cars: Readonly<Record<string, number>>; readonly approximately: boolean }
  | { readonly kind: "withheld"; readonly reasons: readonly string[] };

/** Something that happened on a day or in a month, with its source. Order in time only; never a cause. */
export interface DatedEvent {
  readonly id: string;
  /** ISO date, or ISO month where the day is not known. */
  readonly date: string;
  readonly label: Readonly<Record<string, string>>;
  readonly source: string;
}

/** Whether an event has a label to be told by, in one language at least. */
export function hasWords(label: DatedEvent["label"]): boolean {
  return Object.keys(label).length > 0;
}

export const NO_WORDS = 'expected words in one language at least: {"en": "...", "ar": "..."}';

/** Why an event cannot be told of, wherever it comes in: a day that does not exist, or no words; null where it can. */
export function eventFault({ date, label }: Pick<DatedEvent, "date" | "label">): string | null {
  if (daysOf(date) === null) return noDay(date);
  return hasWords(label) ? null : NO_WORDS;
}
