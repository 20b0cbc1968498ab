import type { Expectation } from "../baseline/expectation.ts";
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
  /** The heaviest assumptions before the gap. */
  readonly followed: readonly Followed[];
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
  readonly sightings: Sighting[];
  readonly gaps: CandidateGap[] = [];
  readonly #workings: Workings;

  constructor(own: readonly Sighting[], others: readonly (readonly Sighting[])[], workings: Workings) {
    this.model = new RegimeModel(own, others, workings);
    this.sightings = [...own];
    this.#workings = workings;
  }

  /** Takes in a look; a monitored one opens a candidate gap before it. */
  add(sighting: Sighting, monitored: boolean): Evidence {
    const before = monitored ? { levels: this.model.levels(), followed: heaviestOf(this.model) } : null;
    this.model.add(sighting);
    if (before !== null) {
      this.gaps.push({
        index: this.sightings.length,
        fromDay: this.sightings.at(-1)?.day ?? sighting.day,
        toDay: sighting.day,
        segments: this.#segmentsFrom(before.levels, sighting),
        followed: before.followed,
      });
    }
    for (const gap of this.gaps) for (const segment of gap.segments) segment.add(sighting);
    this.sightings.push(sighting);
    this.#dropNegligible();
    const evidence = this.evidence();
    if (this.gaps.length <= MOST_GAPS) return evidence;
    this.#letGo(evidence);
    return this.evidence();
  }

  /** Segments of a new gap. Those that its first look, however well it fitted, would leave negligible are not begun. */
  #segmentsFrom(levels: readonly LevelWeights[], first: Sighting): ChangeSegment[] {
    const least = this.model.logEvidence() + Math.log(LEAST_PART);
    return levels.map((level, h) => {
      const segment = new ChangeSegment(level, this.#workings);
      const { plain, logScale } = this.#workings.likelihoods.of(first, level.hyper.size);
      const before = (this.model.outside[h] ?? 0) + Math.log(totalOf(level.weights)) + level.logScale;
      // A plain look is at most as likely as its peak.
      if (plain !== null && before + logScale < least) segment.drop();
      return segment;
    });
  }

  #dropNegligible(): void {
    const unchanged = this.model.logEvidence();
    const { outside } = this.model;
    for (const { segments } of this.gaps) {
      const least = (logs: readonly number[]) => Math.max(unchanged, logSumExp(logs)) + Math.log(LEAST_PART);
      const rises = segments.map((segment, h) => (outside[h] ?? 0) + segment.logRise());
      const falls = segments.map((segment, h) => (outside[h] ?? 0) + segment.logFall());
      const leastRise = least(rises);
      const leastFall = least(falls);
      for (const [h, segment] of segments.entries())
        if ((rises[h] ?? 0) < leastRise && (falls[h] ?? 0) < leastFall) segment.drop();
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
    const { outside } = this.model;
    const factor = (logs: readonly number[]) =>
      Math.exp(Math.min(LARGEST_LOG, logSumExp(logs.map((log, h) => (outside[h] ?? 0) + log)) - unchanged));
    const riseByGap = this.gaps.map(({ segments }) => factor(segments.map((segment) => segment.logRise())));
    const fallByGap = this.gaps.map(({ segments }) => factor(segments.map((segment) => segment.logFall())));
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
    return expectationOf(levelsBefore(gap), this.model.outside);
  }
}

export function levelsBefore(gap: CandidateGap): LevelWeights[] {
  return gap.segments.map(({ levelBefore }) => levelBefore);
}
