import type { Hyper } from "../baseline/hyper-grid.ts";
import { type Lattice, SMALLEST_CHANGE } from "../baseline/level-posterior.ts";
import { NodeFilter } from "../baseline/node-filter.ts";
import type { LevelWeights, Workings } from "../baseline/regime-model.ts";
import { centreOf, meanShare, type Sighting } from "../baseline/sighting.ts";
import { sineIntegral } from "../stats/sine-integral.ts";

/** Weights outside are below this share of the largest and are left out. */
const CUT = 1e-14;
/** Widest spacing of nodes, in standard deviations of what the looks can tell. */
const SPACING = 0.9;
/** Lattice steps over which the spacing grows from the fine to the wide one. */
const GROWTH = 10;
const MOST_NODES = 1500;

/**
 * One alternative under one assumption: "the level changed in the gap before the first of these looks".
 *
 * After the change the log level is m' = m + d (rise) or m - d (fall), d = log 1.25 + Exp(1); the wandering level starts
 * anew. `rise` and `fall` are the densities of m' that the looks before the change leave, times the node's width.
 *
 * The density of m' is an integral of the posterior of m up to a moving end; it is exact on the lattice of m by
 * sinc indefinite integration (error exp(-pi^2 / (2 step^2)), step in standard deviations).
 *
 * Source: Shin, Ramdas & Rinaldo (2024), New England J. Stat. Data Sci. 2(2), e-detectors; Stenger (1993), Numerical
 * Methods Based on Sinc and Analytic Functions, 4.5.
 * Checked against: scipy 1.17.1 nested quadrature, test/reference/statistics-evidence.json (1e-6)
 */
export class ChangeSegment {
  readonly hyper: Hyper;
  /** Lattice and weights of the level before the change, as they were then; times exp(beforeScale). */
  readonly before: Lattice;
  readonly beforeWeights: Float64Array;
  readonly beforeScale: number;
  readonly #workings: Workings;
  readonly #sightings: Sighting[] = [];
  #planned = 0;
  #largest = 0;
  #smallest = 0;
  #filter: NodeFilter | null = null;
  #rise: Float64Array = new Float64Array(0);
  #fall: Float64Array = new Float64Array(0);
  #widths: Float64Array = new Float64Array(0);

  /** @param before  the level as the looks before the change leave it */
  constructor(before: LevelWeights, workings: Workings) {
    this.hyper = before.hyper;
    this.before = before.lattice;
    this.beforeWeights = before.weights;
    this.beforeScale = before.logScale;
    this.#workings = workings;
  }

  add(sighting: Sighting): void {
    this.#sightings.push(sighting);
    const cars = centreOf(sighting.figure) / meanShare(sighting);
    const outgrown =
      this.#sightings.length > this.#planned || cars > 1.25 * this.#largest || cars < 0.8 * this.#smallest;
    if (outgrown || this.#filter === null) this.#rebuild();
    else this.#filter.advance(sighting.day, this.#workings.likelihoods.of(sighting, this.hyper.size));
  }

  /** Log of the probability of all looks, before and after, if the level rose here; and if it fell. */
  logRise(): number {
    return this.#logOf(this.#rise);
  }

  logFall(): number {
    return this.#logOf(this.#fall);
  }

  /** Posterior of the log level after the change, on the segment's nodes; sums to 1. */
  levelAfter(direction: "rise" | "fall"): { readonly nodes: Float64Array; readonly shares: Float64Array } {
    const filter = this.#filter;
    if (filter === null) throw new RangeError("a change has at least one look after it");
    const density = direction === "rise" ? this.#rise : this.#fall;
    const weights = filter.marginals();
    const shares = density.map((d, i) => d * (weights[i] as number));
    const total = shares.reduce((sum, s) => sum + s, 0);
    return { nodes: filter.nodes, shares: total > 0 ? shares.map((s) => s / total) : shares };
  }

  #logOf(density: Float64Array): number {
    const filter = this.#filter;
    if (filter === null) throw new RangeError("a change has at least one look after it");
    const weights = filter.marginals();
    let sum = 0;
    for (let i = 0; i < density.length; i++) sum += (density[i] as number) * (weights[i] as number);
    return Math.log(sum) + filter.logScale + this.beforeScale;
  }

  /**
   * Distribution of the change m' - m for a prior that is normal (0, 1), two sided.
   *
   * @returns log of its total, and the distribution on steps of `step` from `from`
   */
  logTwoSided(step: number, from: number, length: number): { readonly log: number; readonly shares: Float64Array } {
    const filter = this.#filter;
    if (filter === null) throw new RangeError("a change has at least one look after it");
    const shares = new Float64Array(length);
    const after = filter.marginals().map((weight, b) => weight * (this.#widths[b] as number));
    const least = 1e-9 * after.reduce((most, weight) => Math.max(most, weight), 0);
    const leastBefore = 1e-9 * this.beforeWeights.reduce((most, weight) => Math.max(most, weight), 0);
    let total = 0;
    for (let b = 0; b < after.length; b++) {
      if ((after[b] as number) <= least) continue;
      for (let a = 0; a < this.beforeWeights.length; a++) {
        if ((this.beforeWeights[a] as number) <= leastBefore) continue;
        const change = (filter.nodes[b] as number) - (this.before.start + a * this.before.step);
        const weight = (after[b] as number) * (this.beforeWeights[a] as number) * Math.exp(-0.5 * change * change);
        total += weight;
        const place = (change - from) / step;
        const bin = Math.floor(place);
        if (bin < 0 || bin + 1 >= length) continue;
        shares[bin] = (shares[bin] as number) + weight * (bin + 1 - place);
        shares[bin + 1] = (shares[bin + 1] as number) + weight * (place - bin);
      }
    }
    if (total > 0) for (let i = 0; i < length; i++) shares[i] = (shares[i] as number) / total;
    return { log: Math.log(total / Math.sqrt(2 * Math.PI)) + filter.logScale + this.beforeScale, shares };
  }

  /** Lays the nodes for the looks so far and some more, and runs the filter over them. */
  #rebuild(): void {
    this.#planned = this.#sightings.length === 1 ? 1 : 2 * this.#sightings.length;
    const cars = this.#sightings.map((s) => centreOf(s.figure) / meanShare(s));
    this.#largest = Math.max(...cars);
    this.#smallest = Math.min(...cars);
    const resolution = this.#resolution();
    const { nodes, widths, core } = this.#nodes(resolution);
    this.#widths = widths;
    this.#rise = new Float64Array(nodes.length);
    this.#fall = new Float64Array(nodes.length);
    this.#fillDensities(nodes, widths, core);
    this.#filter = new NodeFilter(this.hyper, nodes, this.#workings.transitions);
    for (const sighting of this.#sightings)
      this.#filter.advance(sighting.day, this.#workings.likelihoods.of(sighting, this.hyper.size));
  }

  /** Width of the finest structure that the planned looks can give the likelihood of m', log units. */
  #resolution(): number {
    const { hyper } = this;
    const expected = Math.max(1, this.#largest);
    let looks = this.#planned;
    if (hyper.wander > 0 && this.#sightings.length > 1) {
      const first = this.#sightings[0]?.day ?? 0;
      const last = this.#sightings.at(-1)?.day ?? 0;
      const gap = Math.max(1, last - first) / (this.#sightings.length - 1);
      looks = Math.min(looks, Math.max(1, hyper.memoryDays / 2 / gap));
    }
    return Math.sqrt((1 / expected + 1 / hyper.size) / looks);
  }

  /**
   * Nodes of m': the lattice of m with room for the smallest change on both sides, refined by a power of two if need be,
   * then outwards with a spacing that grows smoothly up to the resolution.
   */
  #nodes(resolution: number): { nodes: Float64Array; widths: Float64Array; core: Core } {
    const { start, step, length } = this.before;
    const offset = Math.round(SMALLEST_CHANGE / step);
    let refine = 1;
    while (step / refine > SPACING * resolution && refine < 64) refine *= 2;
    const fine = step / refine;
    const coreLength = (length - 1 + 2 * offset) * refine + 1;
    const low = start - offset * step;
    const high = low + (coreLength - 1) * fine;
    const ratio = Math.max(1, (SPACING * resolution) / fine);
    const right = this.#outwards(high, fine, ratio, +1);
    const left = this.#outwards(low, fine, ratio, -1);
    const count = left.places.length + coreLength + right.places.length;
    const nodes = new Float64Array(count);
    const widths = new Float64Array(count);
    const first = left.places.length;
    for (const [i, place] of left.places.entries()) {
      nodes[first - 1 - i] = place;
      widths[first - 1 - i] = left.widths[i] ?? 0;
    }
    for (let z = 0; z < coreLength; z++) {
      nodes[first + z] = low + z * fine;
      widths[first + z] = fine;
    }
    for (const [i, place] of right.places.entries()) {
      nodes[first + coreLength + i] = place;
      widths[first + coreLength + i] = right.widths[i] ?? 0;
    }
    return { nodes, widths, core: { first, length: coreLength, refine, offset } };
  }

  /** Nodes from the core's end outwards, until prior times likelihood is negligible. */
  #outwards(end: number, fine: number, ratio: number, sign: 1 | -1): { places: number[]; widths: number[] } {
    const { hyper } = this;
    const likelihoods = this.#sightings.map((s) => this.#workings.likelihoods.of(s, hyper.size));
    const reach = 2 * hyper.wander + hyper.season;
    const log = (place: number, towards: number) => {
      let sum = -Math.abs(place - end);
      for (const likelihood of likelihoods) sum += Math.log(likelihood.at(place + towards));
      return sum;
    };
    const mode = Math.log(Math.max(0.3, sign === 1 ? this.#largest : this.#smallest));
    const best = Math.max(log(end, 0), sign * (mode - end) > 0 ? log(mode, 0) : -Infinity);
    const places: number[] = [];
    const widths: number[] = [];
    for (let z = 1; z < MOST_NODES; z++) {
      const x = Math.min(1, z / GROWTH);
      const grown = x ** 5 * (7 - 14 * x + 10 * x * x - 2.5 * x ** 3) * GROWTH + Math.max(0, z - GROWTH);
      const pace = x ** 4 * (35 - 84 * x + 70 * x * x - 20 * x ** 3);
      const place = end + sign * fine * (z + (ratio - 1) * grown);
      places.push(place);
      widths.push(fine * (1 + (ratio - 1) * pace));
      const towards = -sign * Math.min(reach, Math.max(0, sign * (place - mode)));
      if (sign * (place - mode) > 0 && log(place, towards) < best + Math.log(CUT)) break;
    }
    return { places, widths };
  }

  #fillDensities(nodes: Float64Array, widths: Float64Array, core: Core): void {
    const { start, step } = this.before;
    const { refine, offset } = core;
    const kernel = cumulativeKernel(refine);
    const reach = (kernel.length - 1) / 2;
    let largest = 0;
    for (const w of this.beforeWeights) largest = Math.max(largest, w);
    let from = 0;
    let to = this.beforeWeights.length;
    while (from < to && (this.beforeWeights[from] as number) < 1e-17 * largest) from++;
    while (to > from && (this.beforeWeights[to - 1] as number) < 1e-17 * largest) to--;
    const lifted = this.beforeWeights.map((w, a) => w * Math.exp(a * step));
    const lowered = this.beforeWeights.map((w, a) => w * Math.exp(-a * step));
    let liftedTotal = 0;
    let loweredTotal = 0;
    for (let a = from; a < to; a++) {
      liftedTotal += lifted[a] as number;
      loweredTotal += lowered[a] as number;
    }
    for (let i = 0; i < nodes.length; i++) {
      const width = widths[i] as number;
      const fromRise = (nodes[i] as number) - SMALLEST_CHANGE - start;
      const fromFall = (nodes[i] as number) + SMALLEST_CHANGE - start;
      const z = i - core.first;
      if (z < 0) {
        this.#fall[i] = width * Math.exp(fromFall) * loweredTotal;
      } else if (z >= core.length) {
        this.#rise[i] = width * Math.exp(-fromRise) * liftedTotal;
      } else {
        // Positions on the lattice of m, in refined steps: the moving end of the integral for a rise, and for a fall.
        const endRise = z - 2 * offset * refine;
        const endFall = z;
        let rise = 0;
        let fall = 0;
        for (let a = from; a < to; a++) {
          rise += (lifted[a] as number) * kernelAt(kernel, reach, endRise - a * refine);
          fall += (lowered[a] as number) * kernelAt(kernel, reach, a * refine - endFall);
        }
        this.#rise[i] = width * Math.max(0, Math.exp(-fromRise) * rise);
        this.#fall[i] = width * Math.max(0, Math.exp(fromFall) * fall);
      }
    }
  }
}

/** Where the evenly spaced middle of the nodes lies; `refine` steps to one step of the lattice of m. */
interface Core {
  readonly first: number;
  readonly length: number;
  readonly refine: number;
  readonly offset: number;
}

const KERNELS = new Map<number, Float64Array>();

/** 1/2 + Si(pi n / refine) / pi for n = -reach ... reach: the integral of sinc up to n / refine. */
function cumulativeKernel(refine: number): Float64Array {
  let kernel = KERNELS.get(refine);
  if (kernel === undefined) {
    const reach = 400 * refine;
    kernel = Float64Array.from(
      { length: 2 * reach + 1 },
      (_, i) => 0.5 + sineIntegral((Math.PI * (i - reach)) / refine) / Math.PI,
    );
    KERNELS.set(refine, kernel);
  }
  return kernel;
}

function kernelAt(kernel: Float64Array, reach: number, n: number): number {
  if (n > reach) return 1;
  if (n < -reach) return 0;
  return kernel[n + reach] as number;
}
