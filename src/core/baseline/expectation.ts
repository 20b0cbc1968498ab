import { LogTable } from "../stats/log-table.ts";
import { binomialLog, negativeBinomial } from "../stats/negative-binomial.ts";
import { type Hyper, seasonOn } from "./hyper-grid.ts";
import { SMALLEST_CHANGE } from "./level-posterior.ts";
import { LEVELS, STATES, STATIONARY } from "./wandering-level.ts";

/**
 * What the looks up to a day say of the level: for each assumption its weight and the level's posterior. The wandering
 * level is left stationary: an expectation says what is usual, not what follows the newest looks.
 */
export interface Expectation {
  /** Log probability of the looks, averaged over the assumptions. */
  readonly logEvidence: number;
  readonly parts: readonly ExpectationPart[];
}

export interface ExpectationPart {
  readonly hyper: Hyper;
  /** Posterior probability of the assumption; the parts sum to 1. */
  readonly weight: number;
  readonly start: number;
  readonly step: number;
  /** Posterior probability of each node; sums to 1. */
  readonly nodes: Float64Array;
}

/** Weights of parts and nodes below these add nothing to a tail of 1e-12. */
const LEAST_PART = 1e-19;
const LEAST_NODE = 1e-21;

/**
 * Average of a probability over an expectation: sum over assumptions, levels and states of weight times probability.
 *
 * The probability's logarithm is worked out on a table of log means (step 0.04) and interpolated by an eight-point
 * Lagrange formula: relative error below 1e-9, in a tenth of the time.
 *
 * @param probability  for each size k, the probability as a function of the log mean in full view
 * @param day          of the new look, for the season
 * @returns the average, and the averages of each assumption in the order of the parts
 *
 * Checked against: direct sums, scipy 1.17.1 quadrature, test/reference/statistics-model.json (1e-6 down to 1e-12)
 */
export function averageOver(
  expectation: Expectation,
  probability: (size: number) => (logMean: number) => number,
  day: number,
): { readonly mean: number; readonly byPart: Float64Array } {
  const tables = new Map<number, LogTable>();
  const byPart = new Float64Array(expectation.parts.length);
  let mean = 0;
  for (const [index, part] of expectation.parts.entries()) {
    let table = tables.get(part.hyper.size);
    if (table === undefined) {
      table = new LogTable(probability(part.hyper.size));
      tables.set(part.hyper.size, table);
    }
    if (part.weight < LEAST_PART) continue;
    const average = averageOfPart(part, table, day);
    byPart[index] = average;
    mean += part.weight * average;
  }
  return { mean, byPart };
}

function averageOfPart(part: ExpectationPart, table: LogTable, day: number): number {
  const { nodes, start, step, hyper } = part;
  const season = seasonOn(day, hyper);
  let sum = 0;
  if (hyper.wander === 0) {
    for (let i = 0; i < nodes.length; i++) {
      const weight = nodes[i] as number;
      if (weight >= LEAST_NODE) sum += weight * table.at(start + i * step + season);
    }
    return sum;
  }
  // Level plus state lies on the lattice again: the weights are added up there, and the probability is asked once a point.
  const stride = Math.round((hyper.wander * ((LEVELS[1] as number) - (LEVELS[0] as number))) / step);
  const summed = new Float64Array(nodes.length + 8 * stride);
  for (let u = 0; u < STATES; u++) {
    const share = STATIONARY[u] as number;
    for (let i = 0, z = u * stride; i < nodes.length; i++, z++)
      summed[z] = (summed[z] as number) + share * (nodes[i] as number);
  }
  for (let z = 0; z < summed.length; z++) {
    const weight = summed[z] as number;
    if (weight >= LEAST_NODE) sum += weight * table.at(start + (z - 4 * stride) * step);
  }
  return sum;
}

const MIXTURE_STEP = 1 / 16;
const MIXTURE_FROM = -16;
const MIXTURE_LENGTH = 480;
/** Classes of counts after which a distribution is cut off. */
const MOST_CLASSES = 20_000;

/**
 * An expectation as a mixture of negative binomials on a fixed table of log means, for the many evaluations that
 * intervals and questions of the form "what if" need. Four-point spreading: probabilities differ from the exact average
 * by less than 1e-5.
 */
export class MeanMixture {
  /** Weight of each log mean by size. */
  readonly #bySize = new Map<number, Float64Array>();

  /**
   * @param shift  added to the log mean: to ask about a level that is exp(shift) times as high
   * @param reweight  factor for a node's log level (before shift); left out: 1
   */
  constructor(expectation: Expectation, day: number, shift = 0, reweight?: (logLevel: number) => number) {
    let total = 0;
    for (const part of expectation.parts) {
      if (part.weight < 1e-9) continue;
      const nodes = part.nodes.map((_, i) => part.start + i * part.step);
      const shares = reweight === undefined ? part.nodes : part.nodes.map((p, i) => p * reweight(nodes[i] as number));
      total += this.addLevels(part.hyper, nodes, shares, part.weight, day, shift);
    }
    for (const row of this.#bySize.values()) for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / total;
  }

  static empty(): MeanMixture {
    return new MeanMixture({ logEvidence: 0, parts: [] }, 0);
  }

  /** Adds the levels of one assumption; returns the weight added. */
  addLevels(
    hyper: Hyper,
    nodes: Float64Array,
    shares: Float64Array,
    partWeight: number,
    day: number,
    shift = 0,
  ): number {
    const row = this.#rowOf(hyper.size);
    const season = seasonOn(day, hyper);
    const states = hyper.wander === 0 ? 1 : STATES;
    let total = 0;
    for (let i = 0; i < nodes.length; i++) {
      const weight = partWeight * (shares[i] as number);
      if (!(weight >= 1e-13)) continue;
      total += weight;
      for (let u = 0; u < states; u++) {
        const state = states === 1 ? 0 : hyper.wander * (LEVELS[u] as number);
        const share = states === 1 ? 1 : (STATIONARY[u] as number);
        spread(row, (nodes[i] as number) + season + shift + state, weight * share);
      }
    }
    return total;
  }

  #rowOf(size: number): Float64Array {
    let row = this.#bySize.get(size);
    if (row === undefined) {
      row = new Float64Array(MIXTURE_LENGTH);
      this.#bySize.set(size, row);
    }
    return row;
  }

  /** The same after a rise by log 1.25 + Exp(1), to the precision of the table. */
  risen(): MeanMixture {
    const risen = MeanMixture.empty();
    const start = SMALLEST_CHANGE / MIXTURE_STEP;
    const keep = Math.exp(-MIXTURE_STEP);
    for (const [size, row] of this.#bySize) {
      const after = risen.#rowOf(size);
      let carried = 0;
      for (let i = 0; i + start + 1 < MIXTURE_LENGTH; i++) {
        carried = carried * keep + (row[i] as number) * (1 - keep);
        const place = i + start + 0.5;
        const first = Math.floor(place);
        if (first + 1 >= MIXTURE_LENGTH) break;
        after[first] = (after[first] as number) + carried * (first + 1 - place);
        after[first + 1] = (after[first + 1] as number) + carried * (place - first);
      }
    }
    return risen;
  }

  /** Probability of exactly 0, 1, ... cars in full view, below `length`. */
  probabilities(length: number): Float64Array {
    const row = new Float64Array(length);
    for (const [k, weights] of this.#bySize)
      for (let i = 0; i < weights.length; i++) {
        const weight = weights[i] as number;
        if (Math.abs(weight) < 1e-13) continue;
        const x = Math.exp(MIXTURE_FROM + i * MIXTURE_STEP) / k;
        let value = negativeBinomial(0, k, x);
        for (let n = 0; n < length; n++) {
          row[n] = (row[n] as number) + weight * value;
          value = value > 1e-290 ? (value * ((n + k) * x)) / ((n + 1) * (1 + x)) : negativeBinomial(n + 1, k, x);
        }
      }
    return row.map((p) => Math.max(0, p));
  }

  /** Average of a probability that depends on size and log mean. */
  average(probability: (size: number) => (logMean: number) => number): number {
    let sum = 0;
    for (const [size, row] of this.#bySize) {
      const at = probability(size);
      for (let i = 0; i < row.length; i++)
        if (row[i] !== 0) sum += (row[i] as number) * at(MIXTURE_FROM + i * MIXTURE_STEP);
    }
    return sum;
  }

  /** Mean number of cars in full view. */
  mean(): number {
    return this.average(() => Math.exp);
  }

  /**
   * Probabilities of counted cars in classes of `width` counts, from 0 on, until less than 1e-6 is left. The width is 1
   * up to means of a thousand cars; beyond, a class stands for the counts about its middle.
   *
   * @param share    share of the cars that the look counts
   * @param falseCars  probabilities of 0, 1, 2, ... false cars
   */
  counted(share: number, falseCars: readonly number[]): { readonly width: number; readonly classes: number[] } {
    const width = Math.max(1, Math.floor((share * this.mean()) / 1000));
    const terms: { k: number; x: number; logX: number; logRest: number; weight: number; value: number }[] = [];
    for (const [k, row] of this.#bySize)
      for (let i = 0; i < row.length; i++) {
        const weight = row[i] as number;
        if (Math.abs(weight) < (width === 1 ? 1e-12 : 1e-8)) continue;
        const x = (share * Math.exp(MIXTURE_FROM + i * MIXTURE_STEP)) / k;
        terms.push({ k, x, logX: Math.log(x), logRest: Math.log1p(x), weight, value: negativeBinomial(0, k, x) });
      }
    // What does not depend on the mean is worked out once a size.
    const chooseLog = new Map<number, number>();
    const direct = (cars: number, term: (typeof terms)[number]) => {
      const log = chooseLog.get(term.k) ?? binomialLog(cars, term.k);
      chooseLog.set(term.k, log);
      return Math.exp(log + cars * term.logX - (cars + term.k) * term.logRest);
    };
    const classes: number[] = [];
    const cars: number[] = [];
    let left = 1;
    for (let n = 0; left > 1e-6 && n < MOST_CLASSES; n++) {
      let p = 0;
      chooseLog.clear();
      for (const term of terms) {
        if (width > 1) term.value = width * direct(Math.round((n + 0.5) * width), term);
        p += term.weight * term.value;
        // Grows from an underflowed zero only through the direct formula.
        if (width === 1)
          term.value =
            term.value > 1e-290
              ? (term.value * ((n + term.k) * term.x)) / ((n + 1) * (1 + term.x))
              : direct(n + 1, term);
      }
      cars.push(Math.max(0, p));
      let all = 0;
      // In classes, a few false cars more or less are lost in the width.
      for (let j = 0; j <= Math.min(n, falseCars.length - 1); j++)
        all += (falseCars[j] as number) * (cars[width === 1 ? n - j : n] as number);
      classes.push(all);
      left -= all;
    }
    return { width, classes };
  }
}

/** Adds a weight at a place of the table, shared out over four points so that cubics are kept. */
function spread(row: Float64Array, logMean: number, weight: number): void {
  const position = (logMean - MIXTURE_FROM) / MIXTURE_STEP;
  const first = Math.min(MIXTURE_LENGTH - 4, Math.max(0, Math.floor(position) - 1));
  const t = position - first;
  row[first] = (row[first] as number) + (-weight * (t - 1) * (t - 2) * (t - 3)) / 6;
  row[first + 1] = (row[first + 1] as number) + (weight * t * (t - 2) * (t - 3)) / 2;
  row[first + 2] = (row[first + 2] as number) - (weight * t * (t - 1) * (t - 3)) / 2;
  row[first + 3] = (row[first + 3] as number) + (weight * t * (t - 1) * (t - 2)) / 6;
}
