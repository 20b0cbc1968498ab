/**
 * From what the segment model says of single tracks to counts whose intervals cover: errors along a track share
 * causes (light, ballast, one kind of car), and errors across a yard do too.
 */

import { poissonTerms } from "../stats/poisson.ts";

/** How far counts stray beyond what the segment model knows, at one GSD. Fitted on rendered yards. */
export interface CountErrors {
  /** Share of a track's cars taken to be missed, and as many counted twice or falsely, 0 to 0.6: adds q (2 - q) n. */
  readonly trackShare: number;
  /** Spread of the factor that all counts of one image share, about 1. */
  readonly commonSpread: number;
}

/** One track's distributions, one for each assumption on what its hidden part holds (see core/detection). */
export type TrackAssumptions = readonly { readonly weight: number; readonly pmf: ArrayLike<number> }[];

/** Nodes and weights of 7-point Gauss-Hermite quadrature for a standard normal. Source: Abramowitz & Stegun 25.4.46. */
const NODES = [
  -3.750439717725742, -2.366759410734541, -1.154405394739968, 0, 1.154405394739968, 2.366759410734541,
  3.750439717725742,
];
const NODE_WEIGHTS = [
  0.000548268855972, 0.030757123967586, 0.240123178605013, 0.457142857142858, 0.240123178605013, 0.030757123967586,
  0.000548268855972,
];

/**
 * Distribution of one track's cars, errors included.
 *
 * Each car is kept with probability 1 - q and as many others are added by a Poisson law, so the mean stays; the common
 * factor multiplies both, and lifts the mean by half a per cent at the widest spread, since no factor is below .05. No cars stay no cars, and few may come to none: an
 * empty track is as probable as 0 is in what this gives.
 */
export function trackDistribution(assumptions: TrackAssumptions, errors: CountErrors): Float64Array {
  return strayed(mixture(assumptions), errors);
}

/**
 * Distribution of the cars of several tracks together.
 *
 * The hidden parts of a yard are under one cloud: their assumptions are taken to hold for all tracks at once, with the
 * mean of the tracks' weights. Tracks are independent given those and the common factor.
 *
 * @param tracks  each with the same number of assumptions in the same order, or with one (nothing hidden)
 * @throws RangeError when the numbers of assumptions differ otherwise
 */
export function yardDistribution(tracks: readonly TrackAssumptions[], errors: CountErrors): Float64Array {
  return strayed(mixture(yardAssumptions(tracks)), errors);
}

/**
 * Distribution of the cars that are counted and not listed: what may stand where nothing can be seen, and what is supposed in sight with
 * too little to point to. For each assumption a Poisson law of what its mean has beyond the listed cars; nothing where they are as many.
 *
 * Source: our choice of the law; the mean is that of the count less the listed cars.
 *
 * @param listed  expected number of listed cars, the sum of their probabilities
 * @throws RangeError as {@link yardDistribution}
 */
export function unlistedDistribution(tracks: readonly TrackAssumptions[], listed: number): Float64Array {
  const beyond = (pmf: ArrayLike<number>) => Math.max(0, meanOf(pmf) - listed);
  return mixture(yardAssumptions(tracks).map(({ weight, pmf }) => ({ weight, pmf: poissonTerms(beyond(pmf)) })));
}

/** Mean of a distribution of whole numbers from 0 on. */
export const meanOf = (pmf: ArrayLike<number>) => Array.from(pmf).reduce((sum, p, n) => sum + p * n, 0);

/** The tracks together under each assumption. */
function yardAssumptions(tracks: readonly TrackAssumptions[]): TrackAssumptions {
  const most = Math.max(1, ...tracks.map((assumptions) => assumptions.length));
  for (const assumptions of tracks)
    if (assumptions.length !== 1 && assumptions.length !== most)
      throw new RangeError(`tracks must have 1 or ${most} assumptions, got ${assumptions.length}`);
  const hidden = tracks.filter((assumptions) => assumptions.length === most);
  return Array.from({ length: most }, (_, k) => {
    const weight = hidden.length > 0 ? hidden.reduce((sum, a) => sum + (a[k]?.weight ?? 0), 0) / hidden.length : 1;
    let pmf: ArrayLike<number> = [1];
    for (const assumptions of tracks) pmf = convolve(pmf, (assumptions[k] ?? assumptions[0])?.pmf ?? [1]);
    return { weight, pmf };
  });
}

function mixture(assumptions: TrackAssumptions): Float64Array {
  const mixed = new Float64Array(Math.max(1, ...assumptions.map(({ pmf }) => pmf.length)));
  for (const { weight, pmf } of assumptions)
    for (let n = 0; n < pmf.length; n++) mixed[n] = (mixed[n] as number) + weight * (pmf[n] as number);
  return mixed;
}

/** Distribution of the sum of two independent counts. */
export function convolve(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const sum = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) {
    const p = a[i] as number;
    if (p === 0) continue;
    for (let j = 0; j < b.length; j++) sum[i + j] = (sum[i + j] as number) + p * (b[j] as number);
  }
  return trimmed(sum);
}

/** Probabilities below this at the upper end are left out. */
const NEGLIGIBLE = 1e-10;

/** A distribution without the negligible part of its upper end. */
export function trimmed(pmf: Float64Array): Float64Array {
  let size = pmf.length;
  while (size > 1 && (pmf[size - 1] as number) < NEGLIGIBLE) size--;
  return pmf.slice(0, size);
}

/**
 * Every car becomes a random number of counted cars, mixed over the common factor. The generating function of the
 * outcome is that of the count composed with that of one car; it is evaluated on a circle and turned back by a discrete
 * Fourier transform, whose length leaves room for the tail.
 *
 * Checked against: the sum over n of n-fold convolutions, count-errors.test.ts (1e-9)
 */
function strayed(pmf: Float64Array, { trackShare, commonSpread }: CountErrors): Float64Array {
  const most = pmf.length - 1;
  if (most === 0) return Float64Array.of(1);
  if (trackShare === 0 && commonSpread === 0) return trimmed(pmf);
  let size = 64;
  while (size < 1.6 * most * (1 + 2 * commonSpread) + 48) size *= 2;
  const cos = Float64Array.from({ length: size }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: size }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  const half = size / 2;
  const real = new Float64Array(half + 1);
  const imaginary = new Float64Array(half + 1);
  NODES.forEach((node, k) => {
    const factor = Math.max(0.05, 1 + commonSpread * node);
    const kept = Math.min(1 - trackShare, factor);
    const added = factor - kept;
    for (let w = 0; w <= half; w++) {
      const [c, s] = [cos[w] as number, sin[w] as number];
      // One car: kept or not, and Poisson(added) others: (1 - kept + kept z) exp(added (z - 1)).
      const size = Math.exp(added * (c - 1));
      const [pr, pi] = [size * Math.cos(added * s), size * Math.sin(added * s)];
      const [kr, ki] = [1 - kept + kept * c, kept * s];
      const [gr, gi] = [kr * pr - ki * pi, kr * pi + ki * pr];
      let [hr, hi] = [pmf[most] as number, 0];
      for (let n = most - 1; n >= 0; n--) [hr, hi] = [hr * gr - hi * gi + (pmf[n] as number), hr * gi + hi * gr];
      real[w] = (real[w] as number) + (NODE_WEIGHTS[k] as number) * hr;
      imaginary[w] = (imaginary[w] as number) + (NODE_WEIGHTS[k] as number) * hi;
    }
  });
  const sum = new Float64Array(size);
  for (let n = 0; n < size; n++) {
    let value = (real[0] as number) + (n % 2 === 0 ? 1 : -1) * (real[half] as number);
    for (let w = 1; w < half; w++) {
      const turn = (w * n) & (size - 1);
      value += 2 * ((real[w] as number) * (cos[turn] as number) + (imaginary[w] as number) * (sin[turn] as number));
    }
    sum[n] = Math.max(0, value / size);
  }
  const total = sum.reduce((a, b) => a + b, 0);
  return trimmed(sum.map((p) => p / total));
}
