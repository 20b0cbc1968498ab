import { hiddenHeadShare, hiddenTailShare, stepOfCentre } from "./hidden-centres.ts";
import { IMPOSSIBLE, isOnTrack, type SegmentLattice } from "./segments.ts";

/**
 * What makes this little of the whole is left out: over the steps of a kilometre and the lengths of a car less than the agreement
 * with enumeration asks for.
 */
const NEGLIGIBLE = 1e-18;

/**
 * The exact distribution of the number of cars, by the forward pass with a count axis.
 *
 * A car belongs to the track on which its centre lies: one that the track's end cuts counts with the share of lengths
 * that would put its centre on the track, so that neighbouring tracks or scenes never count it twice. A car over the whole
 * strip counts; its centre is taken to be the track's middle.
 *
 * @param unseen  where given, cars whose centre lies on a step marked 1 are not counted: the distribution is then of
 *   what can be seen. Shape: steps
 * @returns probability of 0, 1, 2, ... cars, sums to 1; shape: the largest possible number + 1, cut where each that
 *   follows is below 1e-18
 *
 * Checked against: enumeration of all segmentations of short strips (1e-12), test/counting/segmentations.test.ts
 */
export function countDistribution(lattice: SegmentLattice, unseen?: Uint8Array): Float64Array {
  const chances = countChances(lattice, unseen, false);
  const total = chances.reduce((sum, p) => sum + p, 0);
  return chances.map((p) => p / total);
}

/**
 * The part of the distribution of all cars in which none is seen: probability of no car whose centre lies on a step marked
 * 0, and 0, 1, 2, ... on the others. A car cut by the track's end is seen with the share of lengths that would put its centre on a step
 * marked 0.
 *
 * @param unseen  shape: steps
 * @returns sums to the probability that what is seen is empty; shape as that of {@link countDistribution}, or shorter
 *
 * Checked against: enumeration, as that
 */
export function unseenCounts(lattice: SegmentLattice, unseen: Uint8Array): Float64Array {
  return countChances(lattice, unseen, true);
}

/** @param alone  with `unseen`: cars that are not marked there are not counted but left out, and those marked count */
function countChances(lattice: SegmentLattice, unseen: Uint8Array | undefined, alone: boolean): Float64Array {
  const { steps, lengths, minSteps, maxSteps, free, ended, carGiven, headGiven, emptyGiven, gapGiven } = lattice;
  // Conditional distributions of the count so far, given the state at step t: only a band of counts is ever worth
  // keeping, and states that are as good as impossible need none. No car is longer than `maxSteps`, so that as many rows
  // of the free state are kept; then one of the ended state, one of the track's start, one of the answer.
  const kept = maxSteps + 1;
  const [end, start, last] = [kept, kept + 1, kept + 2];
  const rows = new CountRows(kept + 3, Math.floor(steps / minSteps) + 4);
  rows.begin(0);
  rows.begin(start);
  for (let t = 1; t <= steps; t++) {
    const here = t % kept;
    rows.clear(here);
    if ((free[t] as number) > IMPOSSIBLE) {
      rows.add(here, (t - 1) % kept, 0, emptyGiven[t] as number);
      rows.add(here, end, 0, gapGiven[t] as number);
      rows.trim(here, NEGLIGIBLE / (free[t] as number));
    }
    rows.clear(end);
    const chance = ended[t] as number;
    if (chance < IMPOSSIBLE) continue;
    const least = NEGLIGIBLE / chance;
    const some = Math.min(maxSteps, t) - minSteps + 1;
    for (let k = 0, i = t - minSteps, at = t * lengths; k < some; k++, i--, at++) {
      const weight = carGiven[at] as number;
      if (!(weight > least)) continue;
      const on = isOnTrack(lattice, i, t);
      const seen = on && unseen?.[stepOfCentre(lattice, i + t)] !== 1;
      if (seen && alone) continue;
      rows.add(end, i % kept, seen || (on && alone) ? 1 : 0, weight);
    }
    const head = t < headGiven.length ? (headGiven[t] as number) : 0;
    if (head > least) {
      const share = lattice.headShare[t] as number;
      const hidden = unseen ? hiddenHeadShare(lattice, t, unseen) : 0;
      rows.add(end, start, 1, head * (alone ? hidden : share - hidden));
      rows.add(end, start, 0, head * (1 - share + (alone ? 0 : hidden)));
    }
    rows.trim(end, least);
  }
  rows.add(last, steps % kept, 0, free[steps] as number);
  rows.add(last, end, 0, ended[steps] as number);
  for (let i = Math.max(0, steps - maxSteps); i < steps; i++) {
    const weight = lattice.tail[i] as number;
    if (!(weight > NEGLIGIBLE)) continue;
    const share = lattice.tailShare[steps - i] as number;
    const hidden = unseen ? hiddenTailShare(lattice, i, unseen) : 0;
    rows.add(last, i % kept, 1, weight * (alone ? hidden : share - hidden));
    rows.add(last, i % kept, 0, weight * (1 - share + (alone ? 0 : hidden)));
  }
  const middle = unseen?.[stepOfCentre(lattice, lattice.before + steps - lattice.after)] === 1;
  if (!alone || middle) rows.add(last, start, middle === alone ? 1 : 0, lattice.both);
  rows.trim(last, NEGLIGIBLE);
  return rows.taken(last);
}

/** Rows of probabilities of 0, 1, 2, ... cars in one buffer; of each only the band that is not 0 is touched. */
class CountRows {
  private readonly size: number;
  private readonly shares: Float64Array;
  private readonly low: Int32Array;
  private readonly high: Int32Array;

  constructor(rows: number, size: number) {
    this.size = size;
    this.shares = new Float64Array(rows * size);
    this.low = new Int32Array(rows).fill(size);
    this.high = new Int32Array(rows).fill(-1);
  }

  /** No car, for certain. */
  begin(row: number): void {
    this.shares[row * this.size] = 1;
    this.low[row] = 0;
    this.high[row] = 0;
  }

  clear(row: number): void {
    const base = row * this.size;
    const high = this.high[row] as number;
    if (high >= 0) this.shares.fill(0, base + (this.low[row] as number), base + high + 1);
    this.low[row] = this.size;
    this.high[row] = -1;
  }

  /** Adds a weighted row, moved up by `cars`. */
  add(to: number, from: number, cars: number, weight: number): void {
    if (!(weight > 0)) return;
    const { shares, size } = this;
    const low = this.low[from] as number;
    const high = this.high[from] as number;
    for (let k = from * size + low, at = to * size + low + cars; k <= from * size + high; k++, at++)
      shares[at] = (shares[at] as number) + weight * (shares[k] as number);
    if (high < 0) return;
    if (low + cars < (this.low[to] as number)) this.low[to] = low + cars;
    if (high + cars > (this.high[to] as number)) this.high[to] = high + cars;
  }

  /** Drops what is less than `least` at both ends of a row's band; all of it, where nothing else is left. */
  trim(row: number, least: number): void {
    const base = row * this.size;
    let low = this.low[row] as number;
    let high = this.high[row] as number;
    while (low <= high && (this.shares[base + low] as number) < least) this.shares[base + low++] = 0;
    while (high > low && (this.shares[base + high] as number) < least) this.shares[base + high--] = 0;
    this.low[row] = low > high ? this.size : low;
    this.high[row] = low > high ? -1 : high;
  }

  /** A row from 0 cars on. */
  taken(row: number): Float64Array {
    return this.shares.slice(row * this.size, row * this.size + (this.high[row] as number) + 1);
  }
}
