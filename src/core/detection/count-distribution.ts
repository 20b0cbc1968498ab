import type { SegmentLattice } from "./segments.ts";

/** Weights under this share of their sum are left out; far below what the agreement with enumeration needs. */
const NEGLIGIBLE = 1e-15;
/** Its logarithm, rounded down: most weights are left out before their exponential is taken. */
const NEGLIGIBLE_LOG = -35;

/**
 * The exact distribution of the number of cars, by the forward pass with a count axis.
 *
 * A car belongs to the track on which its centre lies: one that the track's end cuts counts with the share of lengths
 * that would put its centre on the track, so that neighbouring tracks or scenes never count it twice.
 *
 * @param unseen  where given, cars whose centre lies on a step marked 1 are not counted: the distribution is then of
 *   what can be seen. Shape: steps
 * @returns probability of 0, 1, 2, ... cars, sums to 1; shape: the largest possible number + 1, cut where all that
 *   follows is below 1e-18
 *
 * Checked against: enumeration of all segmentations of short strips (1e-12), segments.test.ts
 */
export function countDistribution(lattice: SegmentLattice, unseen?: Uint8Array): Float64Array {
  const { steps, lengths, minSteps, maxSteps, free, ended, pairScore, headScore, tailScore, emptyScore } = lattice;
  // Conditional distributions of the count so far, given the state at step t: they stay within 0 and 1, whatever the
  // scores, and only a band of counts is ever worth keeping.
  const freeBand = new Array<Band>(steps + 1);
  const endedBand = new Array<Band | undefined>(steps + 1);
  const scratch = new Float64Array(Math.floor(steps / minSteps) + 4);
  freeBand[0] = { from: 0, share: Float64Array.of(1) };
  for (let t = 1; t <= steps; t++) {
    const gathered = new Gather(scratch);
    const skip = (free[t - 1] as number) + (emptyScore[t - 1] as number);
    gathered.add(freeBand[t - 1] as Band, 0, Math.exp(skip - (free[t] as number)));
    const before = endedBand[t - 1];
    if (before) gathered.add(before, 0, Math.exp((ended[t - 1] as number) - (free[t] as number)));
    freeBand[t] = gathered.take();
    if ((ended[t] as number) === -Infinity) continue;
    const arriving = new Gather(scratch);
    const norm = ended[t] as number;
    const longest = Math.min(maxSteps, t);
    for (let length = minSteps; length <= longest; length++) {
      const i = t - length;
      const log = (free[i] as number) + (pairScore[i * lengths + length - minSteps] as number) - norm;
      if (log < NEGLIGIBLE_LOG) continue;
      const weight = Math.exp(log);
      if (weight > NEGLIGIBLE) arriving.add(freeBand[i] as Band, unseen?.[i + (length >> 1)] === 1 ? 0 : 1, weight);
    }
    if (t < headScore.length) {
      const weight = Math.exp((headScore[t] as number) - norm);
      if (weight > NEGLIGIBLE) {
        const share = lattice.centreShare[t] as number;
        arriving.add(freeBand[0] as Band, 1, weight * share);
        arriving.add(freeBand[0] as Band, 0, weight * (1 - share));
      }
    }
    endedBand[t] = arriving.take();
  }
  const last = new Gather(scratch);
  last.add(freeBand[steps] as Band, 0, Math.exp((free[steps] as number) - lattice.logTotal));
  const final = endedBand[steps];
  if (final) last.add(final, 0, Math.exp((ended[steps] as number) - lattice.logTotal));
  for (let i = Math.max(0, steps - maxSteps); i < steps; i++) {
    const weight = Math.exp((free[i] as number) + (tailScore[i] as number) - lattice.logTotal);
    if (!(weight > NEGLIGIBLE)) continue;
    const share = lattice.centreShare[steps - i] as number;
    last.add(freeBand[i] as Band, 1, weight * share);
    last.add(freeBand[i] as Band, 0, weight * (1 - share));
  }
  last.add(freeBand[0] as Band, 1, Math.exp(lattice.bothScore - lattice.logTotal));
  return spread(last.take());
}

/** Probabilities of `from`, `from + 1`, ... cars. */
interface Band {
  readonly from: number;
  readonly share: Float64Array;
}

/** Sums weighted bands in one buffer, which it leaves at zero. */
class Gather {
  private readonly sums: Float64Array;
  private low = Infinity;
  private high = -1;

  constructor(sums: Float64Array) {
    this.sums = sums;
  }

  add(band: Band, cars: number, weight: number): void {
    if (!(weight > 0)) return;
    const from = band.from + cars;
    const size = band.share.length;
    for (let k = 0; k < size; k++)
      this.sums[from + k] = (this.sums[from + k] as number) + weight * (band.share[k] as number);
    this.low = Math.min(this.low, from);
    this.high = Math.max(this.high, from + size - 1);
  }

  take(): Band {
    let { low, high } = this;
    while (low < high && (this.sums[low] as number) < NEGLIGIBLE) this.sums[low++] = 0;
    while (high > low && (this.sums[high] as number) < NEGLIGIBLE) this.sums[high--] = 0;
    const share = this.sums.slice(low, high + 1);
    this.sums.fill(0, low, high + 1);
    return { from: low, share };
  }
}

function spread(band: Band): Float64Array {
  const pmf = new Float64Array(band.from + band.share.length);
  pmf.set(band.share, band.from);
  const total = pmf.reduce((sum, p) => sum + p, 0);
  return pmf.map((p) => p / total);
}
