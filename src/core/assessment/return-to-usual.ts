import { NodeFilter, NodeRows } from "../baseline/node-filter.ts";
import { logSumExp, type Workings } from "../baseline/regime-model.ts";
import type { Sighting } from "../baseline/sighting.ts";
import { type CandidateGap, levelsBefore } from "./change-evidence.ts";
import { ChangeNodesTable, ChangeSegment } from "./change-segment.ts";

/** Mean length of a lasting change before it ends, days: half a year. Only the odds of an end depend on it. */
const MEAN_LENGTH_DAYS = 180;

/** One way in which a change may have ended: in the gap before a look, with the level of before from then on. */
interface PossibleEnd {
  readonly index: number;
  /** Log probability of the changed looks up to the end, by assumption. */
  readonly changed: readonly number[];
  readonly filters: readonly NodeFilter[];
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
  readonly #outside: Float64Array;
  readonly #workings: Workings;
  readonly #segments: readonly ChangeSegment[];
  /** The level of before, on nodes that all possible ends share. */
  readonly #usual: readonly { readonly rows: NodeRows; readonly shares: Float64Array }[];
  readonly #ends: PossibleEnd[] = [];
  #looks = 0;
  #lastDay: number;

  constructor(gap: CandidateGap, direction: "rise" | "fall", outside: Float64Array, workings: Workings) {
    this.gap = gap;
    this.direction = direction;
    this.#outside = outside;
    this.#workings = workings;
    const table = new ChangeNodesTable();
    this.#segments = levelsBefore(gap).map((level) => new ChangeSegment(level, workings, table));
    this.#lastDay = gap.toDay;
    this.#usual = levelsBefore(gap).map((level) => {
      const { start, step, length } = level.lattice;
      const nodes = Float64Array.from({ length }, (_, i) => start + i * step);
      const total = level.weights.reduce((sum, w) => sum + w, 0);
      const shares = total > 0 ? level.weights.map((w) => w / total) : level.weights;
      return { rows: new NodeRows(level.hyper, nodes, true), shares };
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
        filters: this.#usual.map(({ rows, shares }) => new NodeFilter(rows, this.#workings.transitions, shares)),
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
      const logs = end.filters.map((filter, h) => (end.changed[h] ?? 0) + Math.log(filter.total()) + filter.logScale);
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
