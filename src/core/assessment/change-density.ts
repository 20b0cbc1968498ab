import type { Hyper } from "../baseline/hyper-grid.ts";
import { canHalve, type Lattice, LatticeRows, latticeOver } from "../baseline/level-lattice.ts";
import { SMALLEST_CHANGE } from "../baseline/level-posterior.ts";
import { MEANS } from "../baseline/plain-look.ts";
import { type LevelWeights, totalOf } from "../baseline/regime-model.ts";
import type { Likelihood } from "../baseline/sighting-likelihood.ts";
import { LEVELS } from "../baseline/wandering-level.ts";
import { sineIntegral } from "../stats/sine-integral.ts";
import { zeros } from "../stats/zeros.ts";

/**
 * Nodes that carry less than this share are left out. Later looks could raise them again, but each is a martingale if
 * nothing changes: the chance that one comes to matter is as small.
 */
export const LET_GO = 1e-9;
/** Lattice on which the ends of another are looked for: levels from e^-20 to e^28 cars. */
const GRID = latticeOver(2, -20, 28);
/** Logs at its points, for the one call of {@link reachAfter} at a time. */
const LOGS = new Float64Array(GRID.length);

/** Densities of the log level after a rise and after a fall, times the step, on a lattice; worked out when they are asked for. */
export interface ChangeDensity {
  readonly lattice: Lattice;
  readonly rise: Float64Array;
  readonly fall: Float64Array;
}

/**
 * Where the level after a change can lie: prior times likelihood of the first looks reach a share {@link LET_GO} of their
 * largest value.
 *
 * @param likelihoods  of the looks so far
 */
export function reachAfter(
  { hyper, lattice, weights }: LevelWeights,
  likelihoods: readonly Likelihood[],
): { readonly low: number; readonly high: number } {
  const { centre, sd } = momentsOf(lattice, weights);
  const from = centre - 4 * sd - SMALLEST_CHANGE;
  const to = centre + 4 * sd + SMALLEST_CHANGE;
  const wobble = hyper.wander * (LEVELS[8] as number) + hyper.season;
  // Upper bound of prior times likelihood, with the wandering level and the season as kind as they can be.
  const logs = LOGS.fill(0);
  for (const likelihood of likelihoods) {
    const kindest = kindestLogs(likelihood, wobble);
    for (let z = 0; z < logs.length; z++) logs[z] = (logs[z] as number) + (kindest[z] as number);
  }
  let best = -Infinity;
  for (let z = 0; z < logs.length; z++) {
    const level = (GRID.first + z) * GRID.step;
    logs[z] = (logs[z] as number) - Math.max(0, from - level, level - to);
    best = Math.max(best, logs[z] as number);
  }
  const least = best + Math.log(LET_GO);
  let low = 0;
  let high = logs.length - 1;
  while (low < high && (logs[low] as number) < least) low++;
  while (high > low && (logs[high] as number) < least) high--;
  return { low: (GRID.first + low - 1) * GRID.step, high: (GRID.first + high + 1) * GRID.step };
}

const KINDEST = new WeakMap<Likelihood, Map<number, Float64Array>>();

/** Log of the largest likelihood within `wobble` of each level of the grid. */
function kindestLogs(likelihood: Likelihood, wobble: number): Float64Array {
  let byWobble = KINDEST.get(likelihood);
  if (byWobble === undefined) {
    const row = likelihood.row(GRID.fineness, GRID.first, GRID.first + GRID.length - 1);
    const plain = Float64Array.from({ length: GRID.length }, (_, z) =>
      Math.log(row.values[z + GRID.first - row.first] as number),
    );
    byWobble = new Map([[0, plain]]);
    KINDEST.set(likelihood, byWobble);
  }
  let kindest = byWobble.get(wobble);
  if (kindest === undefined) {
    const plain = byWobble.get(0) ?? new Float64Array(GRID.length);
    const reach = Math.ceil(wobble / GRID.step);
    kindest = plain.map((_, z) => {
      let most = -Infinity;
      for (let i = Math.max(0, z - reach); i <= Math.min(GRID.length - 1, z + reach); i++)
        most = Math.max(most, plain[i] as number);
      return most;
    });
    byWobble.set(wobble, kindest);
  }
  return kindest;
}

function momentsOf(lattice: Lattice, weights: Float64Array): { readonly centre: number; readonly sd: number } {
  let total = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    total += weight;
    first += weight * i;
    second += weight * i * i;
  }
  const centre = first / total;
  const sd = Math.sqrt(Math.max(0, second / total - centre * centre));
  return { centre: lattice.start + centre * lattice.step, sd: sd * lattice.step };
}

/** Shares of the level before below this are left out. */
const LEAST_BEFORE = 1e-17;

/**
 * Densities of the log level after a rise and after a fall by log 1.25 + Exp(1), times the step.
 *
 * Each is an integral of the posterior of the level before up to a moving end; on the lattice of that level it is exact
 * by sinc indefinite integration (error exp(-pi^2 / (2 step^2)), step in standard deviations). Points once worked out are
 * kept.
 *
 * Source: Stenger (1993), Numerical Methods Based on Sinc and Analytic Functions, 4.5.
 * Checked against: scipy 1.17.1 nested quadrature, test/reference/statistics-model.json, statistics-queue.json (1e-6 for rises, 1e-5 for falls)
 */
class ChangeDensities {
  readonly #before: Lattice;
  /** First node before whose share counts, and the weights from there on times e^m and e^-m, m counted from it. */
  readonly #from: number;
  readonly #lifted: Float64Array;
  readonly #lowered: Float64Array;
  /** Sums of the weights of the level before, from the first node on. */
  readonly #sums: Float64Array;
  readonly #byRefine = new Map<number, { readonly rise: LatticeRows; readonly fall: LatticeRows }>();

  constructor({ lattice, weights }: LevelWeights) {
    this.#before = lattice;
    let largest = 0;
    for (const w of weights) if (w > largest) largest = w;
    let from = 0;
    let to = weights.length;
    while (from < to && (weights[from] as number) < LEAST_BEFORE * largest) from++;
    while (to > from && (weights[to - 1] as number) < LEAST_BEFORE * largest) to--;
    this.#from = from;
    this.#lifted = zeros(to - from);
    this.#lowered = zeros(to - from);
    this.#sums = zeros(to - from + 1);
    for (let a = from; a < to; a++)
      this.#sums[a - from + 1] = (this.#sums[a - from] as number) + (weights[a] as number);
    const means = MEANS.get(lattice.fineness, lattice.first + from, lattice.first + to);
    const origin = lattice.first + from - means.first;
    for (let a = from, z = origin; a < to; a++, z++) {
      const factor = (means.values[z] as number) / (means.values[origin] as number);
      this.#lifted[a - from] = (weights[a] as number) * factor;
      this.#lowered[a - from] = (weights[a] as number) / factor;
    }
  }

  /** @param refine  steps of the answer's lattice to a step of the level's before: a power of two, or one half */
  over(refine: number, low: number, high: number): ChangeDensity {
    let rows = this.#byRefine.get(refine);
    if (rows === undefined) {
      rows = { rise: this.#rows(refine, 1), fall: this.#rows(refine, -1) };
      this.#byRefine.set(refine, rows);
    }
    const { rise, fall } = rows;
    const lattice = latticeOver(this.#before.fineness * refine, low, high);
    return {
      lattice,
      get rise() {
        return stretchOf(rise, lattice);
      },
      get fall() {
        return stretchOf(fall, lattice);
      },
    };
  }

  /** Integrals up to log 1.25 below each point (sign 1, rises), or from log 1.25 above it on (sign -1, falls). */
  #rows(refine: number, sign: 1 | -1): LatticeRows {
    const before = this.#before;
    const weights = sign === 1 ? this.#lifted : this.#lowered;
    const total = totalOf(weights);
    // Places in the finer of the two steps, seen from the first node before: of the nodes after, and of the last before.
    const fine = Math.max(1, refine);
    const coarsen = fine / refine;
    const end = (weights.length - 1) * fine;
    const step = before.step / fine;
    const after = before.step / refine;
    const change = SMALLEST_CHANGE / step;
    const { values: kernel, reach } = kernelFor(before.fineness, fine, end + fine + Math.ceil(change) + 2);
    const origin = (before.first + this.#from) * fine;
    // The weights are times e^m or e^-m, counted from the first node.
    const lift = Math.exp(change * step) * after * Math.exp(sign * origin * step);
    const below = (node: number) => this.#sums[node] as number;
    const fill = (values: Float64Array, first: number, fineness: number, low: number, high: number) => {
      if (high <= low) return;
      const means = MEANS.get(fineness, first + low, first + high - 1);
      for (let i = low, m = first + low - means.first; i < high; i++, m++) {
        const z = (first + i) * coarsen - origin;
        // How much of the level before a change can lead here: nothing below 0, all of it beyond the last.
        const reached = sign === 1 ? z - change + fine : end + fine - (z + change);
        if (reached <= 0) continue;
        let sum = total;
        if (reached <= end + 2 * fine) {
          sum = 0;
          for (let a = 0, n = sign * z + reach; a < weights.length; a++, n -= sign * fine)
            sum += (weights[a] as number) * (kernel[n] as number);
        }
        const mean = means.values[m] as number;
        // Never more than what of the level before can lead here: ripples of the sinc sum far below it are blown up by e^m.
        const nodes = Math.min(weights.length, Math.ceil(reached / fine) + 1);
        const most = sign === 1 ? below(nodes) : below(weights.length) - below(weights.length - nodes);
        values[i] = Math.min(after * most, Math.max(0, (sign === 1 ? lift / mean : lift * mean) * sum));
      }
    };
    return new LatticeRows(fill, "series");
  }
}

function stretchOf(rows: LatticeRows, { fineness, first, length }: Lattice): Float64Array {
  const row = rows.get(fineness, first, first + length - 1);
  return row.values.subarray(first - row.first, first - row.first + length);
}

const DENSITIES = new WeakMap<LevelWeights, ChangeDensities>();

/** {@link ChangeDensities} of a level before, on the lattice that reaches from `low` to `high`. Not to be changed. */
export function densitiesAfter(before: LevelWeights, refine: number, low: number, high: number): ChangeDensity {
  let densities = DENSITIES.get(before);
  if (densities === undefined) {
    densities = new ChangeDensities(before);
    DENSITIES.set(before, densities);
  }
  return densities.over(refine, low, high);
}

const KERNELS = new Map<string, { readonly values: Float64Array; readonly reach: number }>();

/** Integral of sinc up to n / refine - log 1.25 / step, for n = -reach ... reach; step of the level before. */
function kernelFor(
  fineness: number,
  refine: number,
  needed: number,
): { readonly values: Float64Array; readonly reach: number } {
  const key = `${fineness} ${refine}`;
  let kernel = KERNELS.get(key);
  if (kernel === undefined || kernel.reach < needed) {
    const reach = Math.ceil(needed * 1.5);
    const change = SMALLEST_CHANGE / latticeOver(fineness, 0, 1).step;
    kernel = {
      reach,
      values: Float64Array.from(
        { length: 2 * reach + 1 },
        (_, i) => 0.5 + sineIntegral(Math.PI * ((i - reach) / refine - change)) / Math.PI,
      ),
    };
    KERNELS.set(key, kernel);
  }
  return kernel;
}

/** Widest step, in standard deviations of what the looks can tell: the trapezoid rule is good to 1e-9 there. Lattices stop at
 * 64 steps to one of the level before: a regime without earlier looks whose counts near a thousand go on for hundreds is off by more. */
const SPACING = 0.9;

/**
 * Steps to a step of the level before that the looks since a change need. Half of one is enough for the level before:
 * its lattice is twice as fine as the trapezoid rule asks, for the sake of the moving ends.
 */
export function refinementFor(
  hyper: Hyper,
  { fineness, step }: Lattice,
  looks: number,
  largest: number,
  gapDays: number,
): number {
  const together =
    hyper.wander > 0 && looks > 1 ? Math.min(looks, Math.max(1, hyper.memoryDays / 2 / Math.max(1, gapDays))) : looks;
  const resolution = Math.sqrt((1 / Math.max(1, largest) + 1 / hyper.size) / together);
  let refine = canHalve(hyper, fineness) ? 0.5 : 1;
  while (step / refine > SPACING * resolution && refine < 64) refine *= 2;
  return refine;
}
