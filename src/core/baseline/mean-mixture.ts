import { binomialLog } from "../stats/negative-binomial.ts";
import { zeros } from "../stats/zeros.ts";
import type { Expectation } from "./expectation.ts";
import { type Hyper, seasonOn } from "./hyper-grid.ts";
import { withStates } from "./mean-function.ts";
import { powerSums, roomFor, SUMS } from "./power-kernel.ts";

/** The table of log means: from e^-16 to e^14 cars. Source: our choice. Checked: expectation.test.ts (1e-5). */
const MIXTURE_STEP = 1 / 16;
const MIXTURE_FROM = -16;
const MIXTURE_LENGTH = 480;
const MIXTURE_MEANS = Float64Array.from({ length: MIXTURE_LENGTH }, (_, i) =>
  Math.exp(MIXTURE_FROM + i * MIXTURE_STEP),
);
/** Weights below this, and assumptions below that, are left out of a mixture. Source: our choice, far below what it may be off. */
const LEAST_IN_MIXTURE = 1e-13;
const LEAST_PART = 1e-7;
/** Weights below this are left out of probabilities, and of those of classes. Checked: expectation.test.ts (1e-6). */
const LEAST_WORTH = { count: 1e-13, class: 1e-8 } as const;
/**
 * A distribution of counts ends where less than this is left, at the latest after so many classes; from means of so many cars on, a class
 * holds several counts, and the end is where all but NEARLY is told and a class adds nothing. Source: our choice: a predictive interval
 * needs a thousandth.
 */
const LEFT = 1e-6;
const NEARLY = 1e-4;
const MOST_CLASSES = 20_000;
const MEAN_OF_CLASSES = 1000;
/** Classes that are summed count by count: near 0 a class's middle does not stand for it. Source: our choice. */
const SUMMED_CLASSES = 16;

/**
 * An expectation as a mixture of negative binomials on a fixed table of log means, for the many evaluations that
 * intervals and questions of the form "what if" need. Six-point spreading: tails differ from the exact average by less than
 * 1e-5 up to means of a hundred cars, by less than 2e-4 up to a thousand that hardly scatter.
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
    for (const { hyper, weight, lattice, nodes } of expectation.parts) {
      const { start, step } = lattice;
      if (weight < LEAST_PART) continue;
      let shares = nodes;
      if (reweight !== undefined) {
        shares = zeros(nodes.length);
        for (let i = 0; i < shares.length; i++) shares[i] = (nodes[i] as number) * reweight(start + i * step);
      }
      total += this.addLevels(hyper, start, step, shares, weight, day, shift);
    }
    for (const row of this.#bySize.values()) for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / total;
  }

  static empty(): MeanMixture {
    return new MeanMixture({ logEvidence: 0, parts: [] }, 0);
  }

  /** Adds the evenly spaced levels of one assumption; returns the weight added. */
  addLevels(
    hyper: Hyper,
    start: number,
    step: number,
    shares: Float64Array,
    partWeight: number,
    day: number,
    shift = 0,
  ): number {
    const row = this.#rowOf(hyper.size);
    const { weights, before } = withStates(shares, step, hyper);
    const first = start - before * step + seasonOn(day, hyper) + shift;
    let total = 0;
    for (let z = 0; z < weights.length; z++) {
      const weight = partWeight * (weights[z] as number);
      if (!(weight >= LEAST_IN_MIXTURE)) continue;
      total += weight;
      spread(row, first + z * step, weight);
    }
    return total;
  }

  #rowOf(size: number): Float64Array {
    let row = this.#bySize.get(size);
    if (row === undefined) {
      row = zeros(MIXTURE_LENGTH);
      this.#bySize.set(size, row);
    }
    return row;
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
   * up to means of a thousand cars.
   *
   * @param shares   shares of the cars that the look may count, each with its weight; weights sum to 1
   * @param falseCars  probabilities of 0, 1, 2, ... false cars
   */
  counted(
    shares: readonly (readonly [share: number, weight: number])[],
    falseCars: readonly number[],
  ): { readonly width: number; readonly classes: number[] } {
    const meanShare = shares.reduce((sum, [share, weight]) => sum + share * weight, 0);
    const width = Math.max(1, Math.floor((meanShare * this.mean()) / MEAN_OF_CLASSES));
    const runs = shares.map(([share, weight]) => ({ weight, next: this.#run(share, width) }));
    const next = () => runs.reduce((sum, { weight, next: one }) => sum + weight * one(), 0);
    const added = inClasses(falseCars, width);
    const classes: number[] = [];
    const cars: number[] = [];
    let left = 1;
    for (let n = 0; left > LEFT && n < MOST_CLASSES; n++) {
      const one = next();
      // By their middles, classes sum to 1 only nearly.
      if (left < NEARLY && one < LEFT * LEFT) break;
      cars.push(one);
      let all = 0;
      for (let j = 0; j <= Math.min(n, added.length - 1); j++) all += (added[j] as number) * (cars[n - j] as number);
      classes.push(all);
      left -= all;
    }
    return { width, classes };
  }

  /** Tells with each call the probability of one more car in full view: of none, of 1, of 2, ... */
  inFullView(): () => number {
    return this.#run(1, 1);
  }

  #run(share: number, width: number): () => number {
    const runs: CountRun[] = [];
    for (const [k, row] of this.#bySize) runs.push(new CountRun(k, row, share, width));
    return () => {
      let p = 0;
      for (const run of runs) p += run.next();
      return Math.max(0, p);
    };
  }
}

/**
 * Probabilities of classes of counts, one class after the other, for the means of one size.
 *
 * P(n) of a mean is C(n) (1 - s)^k s^n, s = x / (1 + x): what depends on the mean are powers of one number, and C(n) is
 * multiplied in once for all means. Neither leaves the range of a double for sizes up to 66, means up to e^14 and counts up
 * to 20,000: (1 - s)^k is above e^-648, C(n) below e^450.
 */
class CountRun {
  readonly #k: number;
  readonly #width: number;
  readonly #x: Float64Array;
  /** x / (1 + x) */
  readonly #shares: Float64Array;
  readonly #weights: Float64Array;
  /** Weight times (1 - s)^k s^n for each mean, and C(n). */
  readonly #powers: Float64Array;
  /** Sums of the powers of this and the next counts. */
  readonly #sums: Float64Array;
  #ways = 1;
  #n = 0;

  constructor(k: number, row: Float64Array, share: number, width: number) {
    this.#k = k;
    this.#width = width;
    const least = width === 1 ? LEAST_WORTH.count : LEAST_WORTH.class;
    let kept = 0;
    for (let i = 0; i < row.length; i++) if (Math.abs(row[i] as number) >= least) kept++;
    const room = roomFor(kept);
    this.#x = zeros(room);
    this.#shares = zeros(room);
    this.#weights = zeros(room);
    this.#powers = zeros(room);
    this.#sums = zeros(SUMS);
    let place = 0;
    for (let i = 0; i < row.length; i++) {
      const weight = row[i] as number;
      if (!(Math.abs(weight) >= least)) continue;
      const x = (share * (MIXTURE_MEANS[i] as number)) / k;
      this.#x[place] = x;
      this.#shares[place] = x / (1 + x);
      this.#weights[place] = weight;
      this.#powers[place++] = weight * Math.exp(-k * Math.log1p(x));
    }
  }

  next(): number {
    const n = this.#n++;
    if (this.#width === 1) return this.#nextCount(n);
    if (n >= SUMMED_CLASSES) return this.#nextClass((n + 0.5) * this.#width - 0.5);
    let sum = 0;
    for (let i = 0; i < this.#width; i++) sum += this.#nextCount(n * this.#width + i);
    return sum;
  }

  #nextCount(n: number): number {
    const place = n % SUMS;
    if (place === 0) powerSums(this.#powers, this.#shares, this.#sums);
    const p = this.#ways * (this.#sums[place] as number);
    this.#ways *= (n + this.#k) / (n + 1);
    return p;
  }

  /** A class of several counts stands for what is in its middle, a count or between two. */
  #nextClass(cars: number): number {
    const log = binomialLog(cars, this.#k);
    let p = 0;
    for (let i = 0; i < this.#x.length; i++) {
      const x = this.#x[i] as number;
      if (x === 0) continue;
      const value = Math.exp(log + cars * Math.log(x) - (cars + this.#k) * Math.log1p(x));
      p += this.#width * value * (this.#weights[i] as number);
    }
    return p;
  }
}

/** Probabilities of 0, 1, 2, ... as those of 0, `width`, 2 `width`, ...: each is shared out between the two next to it. */
function inClasses(probabilities: readonly number[], width: number): Float64Array {
  const classes = zeros(Math.floor((probabilities.length - 1) / width) + 2);
  for (const [j, p] of probabilities.entries()) {
    const place = Math.floor(j / width);
    const beyond = j / width - place;
    classes[place] = (classes[place] as number) + (1 - beyond) * p;
    classes[place + 1] = (classes[place + 1] as number) + beyond * p;
  }
  return classes;
}

/** Adds a weight at a place of the table, shared out over six points so that quintics are kept. */
function spread(row: Float64Array, logMean: number, weight: number): void {
  const position = (logMean - MIXTURE_FROM) / MIXTURE_STEP;
  const first = Math.min(MIXTURE_LENGTH - 6, Math.max(0, Math.floor(position) - 2));
  const a = position - first;
  const [b, c, d, e, f] = [a - 1, a - 2, a - 3, a - 4, a - 5];
  const [abc, def] = [weight * a * b * c, weight * d * e * f];
  row[first] = (row[first] as number) - (b * c * def) / 120;
  row[first + 1] = (row[first + 1] as number) + (a * c * def) / 24;
  row[first + 2] = (row[first + 2] as number) - (a * b * def) / 12;
  row[first + 3] = (row[first + 3] as number) + (abc * e * f) / 12;
  row[first + 4] = (row[first + 4] as number) - (abc * d * f) / 24;
  row[first + 5] = (row[first + 5] as number) + (abc * d * e) / 120;
}
