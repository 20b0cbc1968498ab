import { LevelFilter } from "../baseline/level-filter.ts";
import { type LevelWeights, logSumExp, totalOf } from "../baseline/regime-model.ts";
import type { Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import type { CandidateGap, Weighed } from "./change-evidence.ts";
import { ChangeSegment } from "./change-segment.ts";

/** Mean length of a lasting change before it ends, days: half a year. Only the odds of an end depend on it. */
const MEAN_LENGTH_DAYS = 180;

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
    const survived = (day: number) => Math.exp(-(day - this.gap.toDay) / MEAN_LENGTH_DAYS);
    const still = Math.log(survived(this.#lastDay)) + this.#sum(this.#logs());
    const ends = this.#ends.map((end) => {
      const prior = survived(end.fromDay) - survived(Math.max(end.toDay, end.fromDay + 0.5));
      const logs = end.filters.map((filter, h) => (end.changed[h] ?? 0) + filter.log());
      return Math.log(prior) + this.#sum(logs);
    });
    if (ends.length === 0) return { probability: 0, from: this.#looks };
    const ended = logSumExp(ends);
    const largest = Math.max(...ends);
    const best = this.#ends[ends.indexOf(largest)];
    return { probability: 1 / (1 + Math.exp(still - ended)), from: best?.index ?? this.#looks };
  }

  #sum(logs: readonly number[]): number {
    return logSumExp(logs.map((log, h) => (this.#outside[h] ?? 0) + log));
  }
}
