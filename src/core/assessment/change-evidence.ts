import type { Expectation } from "../baseline/expectation.ts";
import { WIDE_GRID } from "../baseline/hyper-grid.ts";
import { expectationOf, type LevelWeights, logSumExp, RegimeModel, totalOf } from "../baseline/regime-model.ts";
import type { Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import { ChangeSegment } from "./change-segment.ts";
import { type Followed, heaviestOf } from "./heaviest-assumptions.ts";

/** Expected lasting changes a day, before any look: for the probability of a surge and its onset, not for the evidence. */
export const CHANGES_A_DAY = 0.2 / 365.25;

/**
 * Assumptions whose part of a gap's Bayes factor is below this share are dropped from it. Each part is a martingale if
 * nothing changes, so the chance that one comes to matter is as small.
 */
const LEAST_PART = 1e-9;
/**
 * Gaps that are kept as candidates. With more, the one that carries least is let go: evidence can only become smaller, so
 * its bound holds. At two looks a month these are more than two years.
 * Source: window-limited detection, Lai (1998), IEEE Trans. Inf. Theory 44(7).
 */
const MOST_GAPS = 64;

/** Evidence is cut off at 10^300, so that it stays a number. */
const LARGEST_LOG = 300 * Math.LN10;

/** One candidate for a change: the gap before a monitored look. */
export interface CandidateGap {
  /** Index of the first look after the gap, among the looks of the regime in order of date. */
  readonly index: number;
  readonly fromDay: number;
  readonly toDay: number;
  readonly segments: readonly ChangeSegment[];
  /** The same under the assumptions of more scatter. */
  readonly wideSegments: readonly ChangeSegment[];
  /** The heaviest assumptions before the gap. */
  readonly followed: readonly Followed[];
}

/** A change under one assumption, and the log of that assumption's weight. */
export interface Weighed {
  readonly segment: ChangeSegment;
  readonly outside: number;
}

/** Evidence after a look, for rises and for falls. */
export interface Evidence {
  /** Shiryaev-Roberts sum of the Bayes factors of all candidate gaps. */
  readonly rise: number;
  readonly fall: number;
  /** Probability that a lasting rise (fall) has begun in one of the gaps, against the other and against no change. */
  readonly riseProbability: number;
  readonly fallProbability: number;
  /** Bayes factor of each gap, in order. */
  readonly riseByGap: readonly number[];
  readonly fallByGap: readonly number[];
}

/**
 * Evidence for a lasting change, kept up to date look by look within one regime.
 *
 * For each gap j before a monitored look, BF_j = p(looks since j | changed in gap j, earlier looks) / p(looks since j | no
 * change, earlier looks). Each is a martingale with mean 1 if nothing changes, so their sum reaches c within T monitored
 * looks with probability at most T / c, whenever one looks.
 *
 * Source: Shiryaev (1963), Theory Prob. Appl. 8(1); Roberts (1966), Technometrics 8(3); Shin, Ramdas & Rinaldo (2024).
 * The bound holds for series drawn from the model's own prior; rates on other series: docs/methods/statistics.md.
 */
export class ChangeEvidence {
  readonly model: RegimeModel;
  /** The level under the assumptions of more scatter, which falls are held against as well. */
  readonly wide: RegimeModel;
  readonly sightings: Sighting[];
  readonly gaps: CandidateGap[] = [];
  readonly #workings: Workings;
  readonly #afterDay: number;

  /**
   * @param own  looks of the regime that are no candidates for a change
   * @param others  looks that share the assumption and not the level, by regime and ended change
   * @param afterDay  last day of the change before, in which the next one did not begin; -Infinity: there was none
   */
  constructor(
    own: readonly Sighting[],
    others: readonly (readonly Sighting[])[],
    workings: Workings,
    afterDay = -Infinity,
  ) {
    this.model = new RegimeModel(own, others, workings);
    this.wide = new RegimeModel(own, others, workings, WIDE_GRID);
    this.sightings = [...own];
    this.#workings = workings;
    this.#afterDay = afterDay;
  }

  /** Takes in a look; a monitored one opens a candidate gap before it. */
  add(sighting: Sighting, monitored: boolean): Evidence {
    const before = monitored
      ? { levels: this.model.levels(), wide: this.wide.levels(), followed: heaviestOf(this.model) }
      : null;
    this.model.add(sighting);
    this.wide.add(sighting);
    if (before !== null) {
      this.gaps.push({
        index: this.sightings.length,
        fromDay: Math.min(sighting.day, Math.max(this.sightings.at(-1)?.day ?? sighting.day, this.#afterDay)),
        toDay: sighting.day,
        segments: this.#segmentsFrom(before.levels, this.model.outside, sighting),
        wideSegments: this.#segmentsFrom(before.wide, this.wide.outside, sighting),
        followed: before.followed,
      });
    }
    for (const { segments, wideSegments } of this.gaps)
      for (const segment of [...segments, ...wideSegments]) segment.add(sighting);
    this.sightings.push(sighting);
    this.#dropNegligible();
    const evidence = this.evidence();
    if (this.gaps.length <= MOST_GAPS) return evidence;
    this.#letGo(evidence);
    return this.evidence();
  }

  /** Segments of a new gap. Those that its first look, however well it fitted, would leave negligible are not begun. */
  #segmentsFrom(levels: readonly LevelWeights[], outside: Float64Array, first: Sighting): ChangeSegment[] {
    const least = this.model.logEvidence() + Math.log(LEAST_PART);
    return levels.map((level, h) => {
      const segment = new ChangeSegment(level, this.#workings);
      const { plain, logScale } = this.#workings.likelihoods.of(first, level.hyper.size);
      const before = (outside[h] ?? 0) + Math.log(totalOf(level.weights)) + level.logScale;
      // A plain look is at most as likely as its peak.
      if (plain !== null && before + logScale < least) segment.drop();
      return segment;
    });
  }

  #dropNegligible(): void {
    const unchanged = this.model.logEvidence();
    const least = (logs: readonly number[]) => Math.max(unchanged, logSumExp(logs)) + Math.log(LEAST_PART);
    const drop = (weighed: readonly Weighed[]) => {
      const rises = logsOf(weighed, "rise");
      const falls = logsOf(weighed, "fall");
      const leastRise = least(rises);
      const leastFall = least(falls);
      for (const [i, { segment }] of weighed.entries())
        if ((rises[i] ?? 0) < leastRise && (falls[i] ?? 0) < leastFall) segment.drop();
    };
    for (const gap of this.gaps) {
      drop(this.#weighed(gap));
      drop(this.#weighedWide(gap));
    }
  }

  /** Lets go of the gap that carries least, the newest ones excepted. */
  #letGo({ riseByGap, fallByGap }: Evidence): void {
    let place = 0;
    let least = Infinity;
    for (let j = 0; j < this.gaps.length / 2; j++) {
      const carried = (riseByGap[j] ?? 0) + (fallByGap[j] ?? 0);
      if (carried < least) {
        least = carried;
        place = j;
      }
    }
    this.gaps.splice(place, 1);
  }

  evidence(): Evidence {
    const unchanged = this.model.logEvidence();
    const unchangedWide = logSumExp([unchanged, this.wide.logEvidence()]);
    const factor = (log: number) => Math.exp(Math.min(LARGEST_LOG, log));
    const riseByGap = this.gaps.map((gap) => factor(logSumExp(logsOf(this.weighed(gap, "rise"), "rise")) - unchanged));
    const fallByGap = this.gaps.map((gap) =>
      factor(logSumExp(logsOf(this.weighed(gap, "fall"), "fall")) - unchangedWide),
    );
    const rise = this.#changed(riseByGap);
    const fall = this.#changed(fallByGap);
    const none = Math.exp(-this.gaps.reduce((sum, gap) => sum + this.priorOf(gap), 0));
    return {
      rise: riseByGap.reduce((sum, b) => sum + b, 0),
      fall: fallByGap.reduce((sum, b) => sum + b, 0),
      riseProbability: rise / (none + rise + fall),
      fallProbability: fall / (none + rise + fall),
      riseByGap,
      fallByGap,
    };
  }

  /** A change in a gap by the assumptions that it is weighed over: those of more scatter only where it is a fall. */
  weighed(gap: CandidateGap, direction: "rise" | "fall"): readonly Weighed[] {
    return direction === "rise" ? this.#weighed(gap) : [...this.#weighed(gap), ...this.#weighedWide(gap)];
  }

  #weighed({ segments }: CandidateGap): Weighed[] {
    return segments.map((segment, h) => ({ segment, outside: this.model.outside[h] ?? 0 }));
  }

  #weighedWide({ wideSegments }: CandidateGap): Weighed[] {
    return wideSegments.map((segment, h) => ({ segment, outside: this.wide.outside[h] ?? 0 }));
  }

  /** Prior weight of a change in a gap: its length in years times 0.2. */
  priorOf(gap: CandidateGap): number {
    return CHANGES_A_DAY * Math.max(gap.toDay - gap.fromDay, 0.5);
  }

  /** Sum over gaps of prior weight times Bayes factor. */
  #changed(byGap: readonly number[]): number {
    return this.gaps.reduce((sum, gap, j) => sum + this.priorOf(gap) * (byGap[j] ?? 0), 0);
  }

  /** The gap that holds the most posterior weight of a rise, or of a fall; -1 without gaps. */
  mostProbableGap(byGap: readonly number[]): number {
    let best = -1;
    let largest = -1;
    for (const [j, gap] of this.gaps.entries()) {
      const weight = this.priorOf(gap) * (byGap[j] ?? 0);
      if (weight > largest) {
        largest = weight;
        best = j;
      }
    }
    return best;
  }

  /** What the looks before a gap lead us to expect. */
  expectationBefore(gap: CandidateGap): Expectation {
    const levels = gap.segments.map(({ levelBefore }) => levelBefore);
    return expectationOf(levels, this.model.outside);
  }
}

/** Log of weight times probability of all looks, before and after, for each assumption. */
export function logsOf(weighed: readonly Weighed[], direction: "rise" | "fall"): number[] {
  return weighed.map(
    ({ segment, outside }) => outside + (direction === "rise" ? segment.logRise() : segment.logFall()),
  );
}
