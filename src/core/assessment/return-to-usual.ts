import { LevelFilter } from "../baseline/level-filter.ts";
import { type LevelWeights, logSumExp, totalOf } from "../baseline/regime-model.ts";
import type { Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import type { CandidateGap, Weighed } from "./change-evidence.ts";
import { ChangeSegment } from "./change-segment.ts";

/** Mean length of a lasting change before it ends, days: half a year. Only the odds of an end depend on it. */
const MEAN_LENGTH_DAYS = 180;

/**
 * Probability of the usual level from which a change counts as ended.
 * Source: our choice, docs/methods/statistics.md 2.5; how it does on surges that end is measured there ("S0 x3 ended").
 */
export const BACK = 0.9;

/**
 * Assumptions that one more look is asked on. Source: our choice: of ten rises of S7 48 were within a car of all, 24 within three or told a
 * count where none would do (one), 12 up to 11 cars off (measured once by a script that is not committed).
 */
const AHEAD = 48;
/** Possible ends whose weight is below this share of the heaviest are not looked ahead of. Source: our choice. */
const LEAST = 0.01;

/** One way in which a change may have ended: in the gap before a look, with the level of before from then on. */
interface PossibleEnd {
  readonly index: number;
  /** Log probability of the changed looks up to the end, by assumption. */
  readonly changed: readonly number[];
  readonly filters: readonly LevelFilter[];
  readonly fromDay: number;
  readonly toDay: number;
}

/**
 * Watches whether a level that rose (or fell) in a known gap has come back.
 *
 * Against "still changed" stand the alternatives "ended in gap e": the looks before e from the changed level, those from e
 * on from the level of before. Levels before and after are taken as independent given the assumption.
 *
 * Source: the two-state duration prior of Chib (1998), J. Econometrics 86(2), with one change and one return.
 */
export class ReturnWatch {
  readonly gap: CandidateGap;
  readonly direction: "rise" | "fall";
  readonly #outside: readonly number[];
  readonly #workings: Workings;
  readonly #segments: readonly ChangeSegment[];
  /** The level of before; weights sum to 1. */
  readonly #usual: readonly LevelWeights[];
  readonly #ends: PossibleEnd[] = [];
  #looks = 0;
  #lastDay: number;

  /** @param weighed  the change in the gap, by the assumptions that it is weighed over */
  constructor(gap: CandidateGap, direction: "rise" | "fall", weighed: readonly Weighed[], workings: Workings) {
    this.gap = gap;
    this.direction = direction;
    this.#outside = weighed.map(({ outside }) => outside);
    this.#workings = workings;
    const levels = weighed.map(({ segment }) => segment.levelBefore);
    this.#segments = levels.map((level) => new ChangeSegment(level, workings));
    this.#lastDay = gap.toDay;
    this.#usual = levels.map((level) => {
      const total = totalOf(level.weights);
      return { ...level, weights: total > 0 ? level.weights.map((w) => w / total) : level.weights };
    });
  }

  /** Takes in the next look since the change. */
  add(sighting: Sighting): void {
    if (this.#looks > 0)
      this.#ends.push({
        index: this.#looks,
        changed: this.#logs(),
        fromDay: this.#lastDay,
        toDay: sighting.day,
        filters: this.#usual.map(
          ({ hyper, lattice, weights }) => new LevelFilter(this.#workings.rowsOf(hyper), lattice, weights),
        ),
      });
    for (const end of this.#ends)
      for (const filter of end.filters)
        filter.advance(sighting.day, this.#workings.likelihoods.of(sighting, filter.hyper.size));
    for (const segment of this.#segments) segment.add(sighting);
    this.#looks++;
    this.#lastDay = sighting.day;
  }

  #logs(): number[] {
    return this.#segments.map((segment) => (this.direction === "rise" ? segment.logRise() : segment.logFall()));
  }

  /** Probability that the level is back, and the most probable first look (counted from the change) that shows it. */
  back(): { readonly probability: number; readonly from: number } {
    const still = this.#logLasts(this.#lastDay) + this.#sum(this.#logs());
    const ends = this.#ends.map((end) => this.#logEndsIn(end) + this.#sum(logsOfEnd(end)));
    if (ends.length === 0) return { probability: 0, from: this.#looks };
    const ended = logSumExp(ends);
    const largest = Math.max(...ends);
    const best = this.#ends[ends.indexOf(largest)];
    return { probability: 1 / (1 + Math.exp(still - ended)), from: best?.index ?? this.#looks };
  }

  /**
   * Probability that the level of a rise is back with one more look on a day, which is not taken in; on the assumptions, and the possible
   * ends, that carry most weight so far.
   */
  backWithNext(day: number): (next: Sighting) => number {
    if (this.direction !== "rise") throw new RangeError("only the end of a rise is looked ahead for");
    const changed = this.#logs();
    const heaviest = changed
      .map((log, h) => ({ h, log: (this.#outside[h] ?? 0) + log }))
      .sort((a, b) => b.log - a.log || a.h - b.h)
      .slice(0, AHEAD);
    const known = this.#ends.map((end) => ({ end, log: this.#logEndsIn(end), logs: logsOfEnd(end) }));
    const weights = known.map(({ log, logs }) => log + this.#sum(logs));
    const least = Math.max(...weights) + Math.log(LEAST);
    const likely = known.filter((_, e) => (weights[e] ?? 0) >= least);
    const [lasts, endsNow] = [this.#logLasts(day), this.#logEndsIn({ fromDay: this.#lastDay, toDay: day })];
    const ahead = heaviest.flatMap(({ h }) => {
      const [segment, level] = [this.#segments[h], this.#usual[h]];
      const still = segment?.riseAhead(day) ?? null;
      if (segment === undefined || level === undefined || still === null) return [];
      const outside = this.#outside[h] ?? 0;
      const usual = new LevelFilter(this.#workings.rowsOf(level.hyper), level.lattice, level.weights);
      const ends = [{ log: outside + endsNow + (changed[h] ?? 0), ahead: usual.ahead(day) }];
      for (const { end, log } of likely) {
        const filter = end.filters[h];
        if (filter !== undefined) ends.push({ log: outside + log + (end.changed[h] ?? 0), ahead: filter.ahead(day) });
      }
      return [{ size: level.hyper.size, log: outside + lasts + segment.levelBefore.logScale, still, ends }];
    });
    return (next) => {
      const [still, ended]: [number[], number[]] = [[], []];
      for (const one of ahead) {
        const likelihood = this.#workings.likelihoods.of(next, one.size);
        still.push(one.log + one.still.logWith(likelihood));
        for (const end of one.ends) ended.push(end.log + end.ahead.logWith(likelihood));
      }
      return 1 / (1 + Math.exp(logSumExp(still) - logSumExp(ended)));
    };
  }

  /** Log prior probability that the change lasts to a day, and that it ends in a gap. */
  #logLasts(day: number): number {
    return -(day - this.gap.toDay) / MEAN_LENGTH_DAYS;
  }

  #logEndsIn({ fromDay, toDay }: { readonly fromDay: number; readonly toDay: number }): number {
    const lasts = (day: number) => Math.exp(this.#logLasts(day));
    return Math.log(lasts(fromDay) - lasts(Math.max(toDay, fromDay + 0.5)));
  }

  #sum(logs: readonly number[]): number {
    return logSumExp(logs.map((log, h) => (this.#outside[h] ?? 0) + log));
  }
}

/** Log of the probability of all looks with that end, by assumption. */
function logsOfEnd({ changed, filters }: PossibleEnd): number[] {
  return filters.map((filter, h) => (changed[h] ?? 0) + filter.log());
}
