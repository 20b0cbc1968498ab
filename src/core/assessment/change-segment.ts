import { type Hyper, seasonOn } from "../baseline/hyper-grid.ts";
import { LevelFilter } from "../baseline/level-filter.ts";
import type { LookAhead } from "../baseline/look-ahead.ts";
import type { MeanFunction } from "../baseline/mean-function.ts";
import type { LevelWeights } from "../baseline/regime-model.ts";
import { centreOf, meanShare, type Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import { zeros } from "../stats/zeros.ts";
import { type ChangeDensity, densitiesAfter, LET_GO, reachAfter, refinementFor } from "./change-density.ts";
import { changedLook } from "./changed-look.ts";

/**
 * Levels whose weight is below this share of the largest are left out of the distribution of a ratio. Source: our choice: with 1e-9 its ends
 * were the same to 5e-8 (300 series, measured once by a script that is not committed).
 */
const LEAST_LEVEL = 1e-7;
/** Looks from which a lattice's ends are told: more would only narrow it. */
const MOST_TO_REACH = 4;

/**
 * One alternative under one assumption: "the level changed in the gap before the first of these looks".
 *
 * After the change the log level is m' = m + d (rise) or m - d (fall), d = log 1.25 + Exp(1); the wandering level starts
 * anew.
 *
 * Source: Shin, Ramdas & Rinaldo (2024), New England J. Stat. Data Sci. 2(2), e-detectors.
 * Checked against: scipy 1.17.1 nested quadrature, test/reference/statistics-model.json, statistics-queue.json (1e-6 for rises, 1e-5 for falls)
 */
export class ChangeSegment {
  readonly hyper: Hyper;
  /** The level before the change, as it was then. */
  readonly levelBefore: LevelWeights;
  readonly #workings: Workings;
  readonly #sightings: Sighting[] = [];
  #largest = 0;
  #refine = 0;
  #density: ChangeDensity | null = null;
  #filter: LevelFilter | null = null;
  /** Whether the filter's ends that carry nothing have been let go. */
  #isTrimmed = false;
  #logRise = -Infinity;
  #logFall = -Infinity;
  #dropped = false;

  /** @param before  the level as the looks before the change leave it */
  constructor(before: LevelWeights, workings: Workings) {
    this.hyper = before.hyper;
    this.levelBefore = before;
    this.#workings = workings;
  }

  add(sighting: Sighting): void {
    if (this.#sightings.length === 1) this.#laid();
    this.#sightings.push(sighting);
    if (this.#dropped) return;
    this.#largest = Math.max(this.#largest, centreOf(sighting.figure) / meanShare(sighting));
    if (this.#sightings.length === 1 && this.#addFirst(sighting)) return;
    const refine = this.#refinement();
    if (this.#filter === null || refine > this.#refine) this.#lay(refine);
    else this.#filter.advance(sighting.day, this.#workings.likelihoods.of(sighting, this.hyper.size));
    const { rise, fall, scale } = this.#sum();
    this.#logRise = Math.log(rise) + scale;
    this.#logFall = Math.log(fall) + scale;
  }

  /** One plain look alone needs no lattice: tells whether it was one. */
  #addFirst(sighting: Sighting): boolean {
    const { hyper, levelBefore } = this;
    const { plain, logScale } = this.#workings.likelihoods.of(sighting, hyper.size);
    const changed = plain === null ? null : changedLook(plain, hyper.size);
    if (plain === null || changed === null) return false;
    const { lattice, weights } = levelBefore;
    const shift = plain.share + seasonOn(sighting.day, hyper);
    const log = (after: MeanFunction) =>
      Math.log(after.sum(weights, lattice, hyper, shift, 0)) + logScale + levelBefore.logScale;
    this.#logRise = log(changed.rise);
    this.#logFall = log(changed.fall);
    return true;
  }

  /** The levels after the change, laid out when they are asked for; null where it was dropped. */
  #laid(): { readonly filter: LevelFilter; readonly density: ChangeDensity } | null {
    if (this.#dropped || this.#sightings.length === 0) return null;
    if (this.#filter === null) this.#lay(this.#refinement());
    if (!this.#isTrimmed) this.#sum();
    const [filter, density] = [this.#filter as LevelFilter | null, this.#density as ChangeDensity | null];
    return filter === null || density === null ? null : { filter, density };
  }

  /** Takes no more part: its share of the evidence is negligible, and stays so but for a chance as small. */
  drop(): void {
    this.#dropped = true;
    this.#logRise = -Infinity;
    this.#logFall = -Infinity;
    this.#filter = null;
  }

  #refinement(): number {
    const looks = this.#sightings.length;
    const days = (this.#sightings.at(-1)?.day ?? 0) - (this.#sightings[0]?.day ?? 0);
    // As for the next power of four, so that the lattice need not be laid anew with every look.
    const roomy = 4 ** Math.ceil(Math.log(Math.max(4, looks)) / Math.log(4) - 1e-9);
    return refinementFor(
      this.hyper,
      this.levelBefore.lattice,
      roomy,
      this.#largest,
      looks > 1 ? days / (looks - 1) : 1,
    );
  }

  /** Lays the lattice, and runs the filter over the looks so far. */
  #lay(refine: number): void {
    const looks = this.#sightings.map((sighting) => ({
      day: sighting.day,
      likelihood: this.#workings.likelihoods.of(sighting, this.hyper.size),
    }));
    const { low, high } = reachAfter(
      this.levelBefore,
      looks.slice(0, MOST_TO_REACH).map(({ likelihood }) => likelihood),
    );
    this.#refine = refine;
    this.#density = densitiesAfter(this.levelBefore, refine, low, high);
    this.#filter = new LevelFilter(this.#workings.rowsOf(this.hyper), this.#density.lattice);
    this.#isTrimmed = false;
    for (const { day, likelihood } of looks) this.#filter.advance(day, likelihood);
  }

  /** Sums the weights under a rise and under a fall, and lets go of the ends that carry nothing. */
  #sum(): { readonly rise: number; readonly fall: number; readonly scale: number } {
    const filter = this.#filter;
    const density = this.#density;
    if (filter === null || density === null) return { rise: 0, fall: 0, scale: 0 };
    const { sums } = filter;
    const { rise, fall } = density;
    let { low, high } = filter;
    let riseSum = 0;
    let fallSum = 0;
    let largest = 0;
    for (let i = low; i < high; i++) {
      const weight = sums[i] as number;
      const up = weight * (rise[i] as number);
      const down = weight * (fall[i] as number);
      riseSum += up;
      fallSum += down;
      if (up + down > largest) largest = up + down;
    }
    const least = LET_GO * largest;
    const at = (i: number) => (sums[i] as number) * ((rise[i] as number) + (fall[i] as number));
    while (low < high - 1 && at(low) < least) low++;
    while (high > low + 1 && at(high - 1) < least) high--;
    if (low > filter.low || high < filter.high) filter.keep(low, high);
    this.#isTrimmed = true;
    return { rise: riseSum, fall: fallSum, scale: filter.logScale + this.levelBefore.logScale };
  }

  /** Log of the probability of all looks, before and after, if the level rose here; and if it fell. */
  logRise(): number {
    return this.#logRise;
  }

  logFall(): number {
    return this.#logFall;
  }

  /**
   * What the looks since the change lead to expect of one more, if the level rose here; on the lattice that is laid: near, not
   * exact. Its log is of the looks before the change as well once `levelBefore.logScale` is added. Null where it was dropped.
   */
  riseAhead(day: number): LookAhead | null {
    const laid = this.#laid();
    return laid === null ? null : laid.filter.ahead(day, laid.density.rise);
  }

  /** Posterior of the log level after the change, at evenly spaced nodes; sums to 1; empty where it was dropped. */
  levelAfter(direction: "rise" | "fall"): {
    readonly start: number;
    readonly step: number;
    readonly shares: Float64Array;
  } {
    const laid = this.#laid();
    if (laid === null) return { start: 0, step: 1, shares: new Float64Array(0) };
    const { filter, density } = laid;
    const { start, step, length } = density.lattice;
    const shares = zeros(length);
    let total = 0;
    for (let i = filter.low; i < filter.high; i++) {
      const weight = (density[direction][i] as number) * (filter.sums[i] as number);
      shares[i] = weight;
      total += weight;
    }
    if (total > 0) for (let i = filter.low; i < filter.high; i++) shares[i] = (shares[i] as number) / total;
    return { start, step, shares };
  }

  /**
   * Distribution of the change m' - m for a prior that is normal (0, 1), two sided.
   *
   * @returns log of its total, and the distribution on steps of `step` from `from`: shares[i] is that of step `first` + i, and
   *   it is 0 elsewhere
   */
  logTwoSided(
    step: number,
    from: number,
    length: number,
  ): { readonly log: number; readonly first: number; readonly shares: Float64Array } {
    // The level's likelihood alone: the densities after a change are not asked for.
    if (this.#filter === null && !this.#dropped && this.#sightings.length > 0) this.#lay(this.#refinement());
    const filter = this.#filter;
    if (filter === null) return { log: -Infinity, first: 0, shares: zeros(0) };
    const { lattice } = filter;
    const { sums } = filter;
    const before = this.levelBefore.weights;
    const least = LEAST_LEVEL * largestOf(sums);
    const worth = worthOf(before);
    // Both levels lie on the finer of the two lattices, and so does their difference, counted from `origin`.
    const fine = Math.max(1, this.#refine);
    const coarsen = fine / this.#refine;
    const fineStep = this.levelBefore.lattice.step / fine;
    const lastBefore = worth.from + worth.weights.length - 1;
    const origin = lattice.first * coarsen - (this.levelBefore.lattice.first + lastBefore) * fine;
    const differences = zeros((sums.length - 1) * coarsen + (worth.weights.length - 1) * fine + 1);
    for (let b = 0; b < sums.length; b++)
      if ((sums[b] as number) > least)
        addReversed(differences, b * coarsen, fine, worth.weights, (sums[b] as number) * lattice.step);
    let total = 0;
    for (let d = 0; d < differences.length; d++) {
      const change = (origin + d) * fineStep;
      differences[d] = (differences[d] as number) * Math.exp(-0.5 * change * change);
      total += differences[d] as number;
    }
    const first = Math.max(0, Math.floor((origin * fineStep - from) / step));
    const last = Math.min(length - 1, Math.ceil(((origin + differences.length) * fineStep - from) / step));
    const shares = zeros(Math.max(0, last - first + 1));
    const factor = step / (fineStep * total);
    if (total > 0)
      for (let i = 0; i < shares.length; i++)
        shares[i] = cubicAt(differences, (from + (first + i) * step) / fineStep - origin) * factor;
    const log = Math.log(total / Math.sqrt(2 * Math.PI)) + filter.logScale + this.levelBefore.logScale;
    return { log, first, shares };
  }
}

/** The weights from the first to the last that count beside the largest, those between that do not as 0. */
function worthOf(weights: Float64Array): { readonly from: number; readonly weights: Float64Array } {
  const least = LEAST_LEVEL * largestOf(weights);
  let from = 0;
  let to = weights.length;
  while (from < to - 1 && (weights[from] as number) <= least) from++;
  while (to > from + 1 && (weights[to - 1] as number) <= least) to--;
  const worth = zeros(to - from);
  for (let a = 0; a < worth.length; a++) {
    const weight = weights[from + a] as number;
    worth[a] = weight > least ? weight : 0;
  }
  return { from, weights: worth };
}

/** Adds `times` the weights, the last first, to places `from`, `from` + `stride`, ... */
function addReversed(sums: Float64Array, from: number, stride: number, weights: Float64Array, times: number): void {
  for (let a = weights.length - 1, place = from; a >= 0; a--, place += stride)
    sums[place] = (sums[place] as number) + times * (weights[a] as number);
}

function largestOf(weights: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < weights.length; i++) if ((weights[i] as number) > largest) largest = weights[i] as number;
  return largest;
}

/** A smooth function between its evenly spaced values, by the cubic through the nearest four; 0 outside, never negative. */
function cubicAt(values: Float64Array, place: number): number {
  const i = Math.floor(place);
  if (i < 0 || i + 1 >= values.length) return 0;
  const t = place - i;
  const a = i > 0 ? (values[i - 1] as number) : 0;
  const b = values[i] as number;
  const c = values[i + 1] as number;
  const d = i + 2 < values.length ? (values[i + 2] as number) : 0;
  return Math.max(
    0,
    (-a * t * (t - 1) * (t - 2)) / 6 +
      (b * (t + 1) * (t - 1) * (t - 2)) / 2 -
      (c * (t + 1) * t * (t - 2)) / 2 +
      (d * (t + 1) * t * (t - 1)) / 6,
  );
}
