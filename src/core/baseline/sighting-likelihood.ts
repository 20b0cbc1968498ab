import { Kept } from "../stats/kept.ts";
import { LogTable } from "../stats/log-table.ts";
import {
  binomialLog,
  negativeBinomial,
  negativeBinomialLowerTail,
  negativeBinomialUpperTail,
} from "../stats/negative-binomial.ts";
import { poissonTerms } from "../stats/poisson.ts";
import { type LatticeRow, LatticeRows, TABLE_STEP, UNIT } from "./level-lattice.ts";
import { MeanFunction } from "./mean-function.ts";
import { fillClear, fillPlain, type PlainLook } from "./plain-look.ts";
import { centreOf, meanShare, type SightedCars, type Sighting } from "./sighting.ts";

/** Ranges up to this wide are summed term by term, wider ones are differences of two tails. */
const WIDEST_SUM = 200;

/**
 * How likely a sighting is as a function of the mean number of cars in full view, for one size k.
 *
 * A count seen through a share q of the cars is again negative binomial with mean q m and the same size (binomial
 * thinning); false cars add an independent Poisson number.
 *
 * `logScale` is taken out: `at(mean)` is the likelihood divided by exp(logScale): at most 1 for plain
 * looks, of the order of 1 for others, but for shares that differ by much.
 *
 * Source: Royle (2004), Biometrics 60, for thinning; Johnson, Kemp & Kotz (2005), 5.12.
 * Checked against: scipy 1.17.1, direct sums over cars present and false cars, test/reference/statistics-likelihood.json (1e-9)
 */
export interface Likelihood {
  readonly logScale: number;
  /** @param logMean  log of the mean number of cars in full view */
  at(logMean: number): number;
  /** The same at the points `from` to `to` of a lattice. */
  row(fineness: number, from: number, to: number): LatticeRow;
  /** The plain case y ~ NB(q m, k), which callers may write out in their loops; null for all others. */
  readonly plain: PlainLook | null;
}

export function likelihoodOf(sighting: Sighting, k: number): Likelihood {
  const { figure, falseCars } = sighting;
  const only = sighting.shares.length === 1 ? sighting.shares[0] : undefined;
  if (figure.kind === "exact" && falseCars === 0 && only !== undefined) return plainLikelihood(figure.cars, only[0], k);
  const probability = probabilityOf(figure, k, poissonTerms(falseCars));
  const value = (logMean: number) => {
    const x = Math.exp(logMean) / k;
    let sum = 0;
    for (const [share, weight] of sighting.shares) sum += weight * probability(share * x);
    return sum;
  };
  const guess = value(Math.log(Math.max(0.05, (centreOf(figure) - falseCars) / meanShare(sighting))));
  const logScale = guess > 0 ? Math.log(guess) : 0;
  const table = new LogTable(value, TABLE_STEP);
  const rows = new LatticeRows((values, first, fineness, from, to) => {
    const step = UNIT / fineness;
    for (let i = from; i < to; i++) values[i] = value((first + i) * step) * Math.exp(-logScale);
  });
  return {
    logScale,
    plain: null,
    at: (logMean) => table.at(logMean) * Math.exp(-logScale),
    row: (fineness, from, to) => rows.get(fineness, from, to),
  };
}

/** Clear looks of few cars come again in every series: their likelihoods are kept for the life of the program. */
const CLEAR_KEPT = 256;
const CLEAR = new Kept<Likelihood>();

function plainLikelihood(cars: number, share: number, k: number): Likelihood {
  if (share !== 1 || cars >= CLEAR_KEPT) return newPlainLikelihood(cars, share, k);
  return CLEAR.get(k, cars) ?? CLEAR.keep(k, cars, newPlainLikelihood(cars, share, k));
}

function newPlainLikelihood(cars: number, share: number, k: number): Likelihood {
  const best = cars / k;
  const total = cars + k;
  const peak = cars === 0 ? 0 : cars * Math.log(best) - total * Math.log1p(best);
  const logShare = Math.log(share);
  const plain: PlainLook = { cars, total, shift: logShare - Math.log(k), share: logShare, peak };
  const rows = new LatticeRows((values, first, fineness, from, to) => {
    if (share === 1) fillClear(plain, k, values, first, fineness, from, to);
    else fillPlain(plain, 0, values, first, fineness, from, to);
  });
  return {
    logScale: binomialLog(cars, k) + peak,
    plain,
    at: (logMean) => {
      const logX = logMean + plain.shift;
      return Math.exp(cars * logX - total * Math.log1p(Math.exp(logX)) - peak);
    },
    row: (fineness, from, to) => rows.get(fineness, from, to),
  };
}

/** P(figure) when cars counted are NB(mean k x, size k) plus false cars, as a function of x. */
function probabilityOf(figure: SightedCars, k: number, poisson: readonly number[]): (x: number) => number {
  if (figure.kind === "range" && figure.high - figure.low > WIDEST_SUM)
    return (x) => {
      let sum = 0;
      for (const [j, q] of poisson.entries()) {
        if (figure.high - j < 0) break;
        sum += q * rangeProbability(Math.max(0, figure.low - j), figure.high - j, k, x);
      }
      return sum;
    };
  // Weight of each number of true cars: the figure's own, less the false ones.
  const cars = figure.kind === "range" ? runOf(figure.low, figure.high) : weightsOf(figure, "low");
  const lowest = Math.max(0, (cars[0]?.[0] ?? 0) - poisson.length + 1);
  const highest = cars.at(-1)?.[0] ?? 0;
  const net = new Float64Array(highest - lowest + 1);
  for (const [n, weight] of cars)
    for (const [j, q] of poisson.entries()) {
      if (n - j < lowest) break;
      net[n - j - lowest] = (net[n - j - lowest] as number) + weight * q;
    }
  // Ratios of neighbouring terms depend on k alone: a look of our own is asked some hundred thousand times.
  const ratios = net.map((_, i) => (lowest + i + k) / (lowest + i + 1));
  return (x) => {
    const share = x / (1 + x);
    let term = negativeBinomial(lowest, k, x);
    const direct = term < 1e-280;
    let sum = 0;
    for (let i = 0; i < net.length; i++) {
      sum += (net[i] as number) * (direct ? negativeBinomial(lowest + i, k, x) : term);
      term *= (ratios[i] as number) * share;
    }
    return sum;
  };
}

function runOf(low: number, high: number): (readonly [cars: number, weight: number])[] {
  return Array.from({ length: high - low + 1 }, (_, i) => [low + i, 1] as const);
}

/** P(low <= Y <= high), by whichever way loses no digits. */
function rangeProbability(low: number, high: number, k: number, x: number): number {
  if (high === Infinity) return negativeBinomialUpperTail(low, k, x);
  if (low === 0 && high > WIDEST_SUM) return negativeBinomialLowerTail(high, k, x);
  if (high - low <= WIDEST_SUM) {
    // From the end that is nearer to the mean, so that the first term is the largest and nothing underflows.
    const share = x / (1 + x);
    const fromTop = high < k * x;
    let term = negativeBinomial(fromTop ? high : low, k, x);
    let sum = 0;
    for (let n = fromTop ? high : low; n >= low && n <= high; n += fromTop ? -1 : 1) {
      sum += term;
      term *= fromTop ? n / ((n - 1 + k) * share) : ((n + k) / (n + 1)) * share;
    }
    return sum;
  }
  return low > k * x
    ? negativeBinomialUpperTail(low, k, x) - negativeBinomialUpperTail(high + 1, k, x)
    : negativeBinomialLowerTail(high, k, x) - negativeBinomialLowerTail(low - 1, k, x);
}

/**
 * P(count this high or higher) for a new look with the sighting's shares and false cars, by mean and size: the tail behind
 * `p`. A range takes its low end; a distribution is averaged over.
 */
export function upperTailOf(sighting: Sighting, k: number): (logMean: number) => number {
  return averageTail(sighting, (cars, x) => negativeBinomialUpperTail(cars, k, x), k, "low");
}

/** P(count this low or lower): the tail behind `pLow`. A range takes its high end. */
export function lowerTailOf(sighting: Sighting, k: number): (logMean: number) => number {
  return averageTail(sighting, (cars, x) => negativeBinomialLowerTail(cars, k, x), k, "high");
}

/** Clear looks of few cars come again in every series: functions of them are kept for the life of the program, 11 MB a kind at most. */
export const FUNCTIONS_KEPT = 64;
const CLEAR_TAILS = { upper: new Map<number, MeanFunction[]>(), lower: new Map<number, MeanFunction[]>() };

/** {@link upperTailOf} or {@link lowerTailOf} on a table. */
export function tailFunction(which: "upper" | "lower", sighting: Sighting, k: number): MeanFunction {
  const newTable = () => new LogTable((which === "upper" ? upperTailOf : lowerTailOf)(sighting, k), TABLE_STEP);
  const { figure, shares, falseCars } = sighting;
  const isClear = shares.length === 1 && shares[0]?.[0] === 1 && falseCars === 0;
  if (!isClear || figure.kind !== "exact" || figure.cars >= FUNCTIONS_KEPT)
    return new MeanFunction(newTable(), "series");
  let known = CLEAR_TAILS[which].get(k);
  if (known === undefined) {
    known = [];
    CLEAR_TAILS[which].set(k, known);
  }
  known[figure.cars] ??= new MeanFunction(newTable(), "program");
  return known[figure.cars] as MeanFunction;
}

function averageTail(
  { figure, shares, falseCars }: Sighting,
  tail: (cars: number, x: number) => number,
  k: number,
  end: "low" | "high",
): (logMean: number) => number {
  const weights = weightsOf(figure, end);
  const poisson = poissonTerms(falseCars);
  // Counts less false cars: how much weight stands on each number of true ones.
  const net = new Map<number, number>();
  for (const [cars, weight] of weights)
    for (const [j, q] of poisson.entries()) net.set(cars - j, (net.get(cars - j) ?? 0) + weight * q);
  const terms = [...net].sort(([a], [b]) => b - a);
  const top = terms[0]?.[0] ?? 0;
  const bottom = terms.at(-1)?.[0] ?? 0;
  return (logMean) => {
    let sum = 0;
    for (const [share, weight] of shares) {
      const x = (share * Math.exp(logMean)) / k;
      sum += weight * (terms.length === 1 ? tail(top, x) : sumOfTails(net, top, bottom, k, x, end, tail));
    }
    return sum;
  };
}

/** Sum of weight times tail over a run of counts, each tail from its neighbour by adding one probability. */
function sumOfTails(
  net: ReadonlyMap<number, number>,
  top: number,
  bottom: number,
  k: number,
  x: number,
  end: "low" | "high",
  tail: (cars: number, x: number) => number,
): number {
  let sum = 0;
  if (end === "low") {
    let value = tail(top, x);
    for (let cars = top; cars >= bottom; cars--) {
      sum += (net.get(cars) ?? 0) * value;
      if (cars > 0) value += negativeBinomial(cars - 1, k, x);
    }
    return sum;
  }
  let value = tail(bottom, x);
  for (let cars = bottom; cars <= top; cars++) {
    sum += (net.get(cars) ?? 0) * value;
    value += negativeBinomial(cars + 1, k, x);
  }
  return sum;
}

function weightsOf(figure: SightedCars, end: "low" | "high"): (readonly [cars: number, weight: number])[] {
  if (figure.kind === "exact") return [[figure.cars, 1]];
  if (figure.kind === "range") return [[end === "low" ? figure.low : figure.high, 1]];
  return figure.pmf.map((weight, i) => [figure.first + i, weight] as const);
}
