import { logFactorial } from "../stats/log-gamma.ts";
import {
  binomialLog,
  negativeBinomial,
  negativeBinomialLowerTail,
  negativeBinomialUpperTail,
} from "../stats/negative-binomial.ts";
import { centreOf, meanShare, type SightedCars, type Sighting } from "./sighting.ts";

/** Ranges up to this wide are summed term by term, wider ones are differences of two tails. */
const WIDEST_SUM = 200;
/** Poisson terms are kept until what is left is below this. */
const POISSON_REST = 1e-17;

/**
 * How likely a sighting is as a function of the mean number of cars in full view, for one size k.
 *
 * A count seen through a share q of the cars is again negative binomial with mean q m and the same size (binomial
 * thinning); false cars add an independent Poisson number.
 *
 * `logScale` is taken out: `at(mean)` is the likelihood divided by exp(logScale), at most about 1.
 *
 * Source: Royle (2004), Biometrics 60, for thinning; Johnson, Kemp & Kotz (2005), 5.12.
 * Checked against: scipy 1.17.1, direct sums over cars present and false cars, test/reference/statistics-likelihood.json (1e-11)
 */
export interface Likelihood {
  readonly logScale: number;
  /** @param logMean log of the mean number of cars in full view */
  at(logMean: number): number;
  /** The plain case y ~ NB(q m, k), which callers may write out in their loops; null for all others. */
  readonly plain: { readonly cars: number; readonly logShare: number } | null;
}

export function likelihoodOf(sighting: Sighting, k: number): Likelihood {
  const { figure, falseCars } = sighting;
  const only = sighting.shares.length === 1 ? sighting.shares[0] : undefined;
  if (figure.kind === "exact" && falseCars === 0 && only !== undefined) {
    const y = figure.cars;
    const best = y / k;
    const peak = y === 0 ? 0 : y * Math.log(best) - (y + k) * Math.log1p(best);
    const shift = Math.log(only[0]) - Math.log(k);
    return {
      logScale: binomialLog(y, k) + peak,
      plain: { cars: y, logShare: Math.log(only[0]) },
      at: (logMean) => {
        const logX = logMean + shift;
        return Math.exp((y === 0 ? 0 : y * logX) - (y + k) * Math.log1p(Math.exp(logX)) - peak);
      },
    };
  }
  const poisson = poissonTerms(falseCars);
  const run = figure.kind === "distribution" && poisson.length === 1 ? distributionRun(figure, k) : null;
  const value = (logMean: number) => {
    let sum = 0;
    for (const [share, weight] of sighting.shares)
      sum +=
        weight *
        (run === null
          ? withFalseCars(figure, k, (share * Math.exp(logMean)) / k, poisson)
          : run((share * Math.exp(logMean)) / k));
    return sum;
  };
  const guess = value(Math.log(Math.max(0.05, (centreOf(figure) - falseCars) / meanShare(sighting))));
  const logScale = guess > 0 ? Math.log(guess) : 0;
  return { logScale, plain: null, at: (logMean) => value(logMean) * Math.exp(-logScale) };
}

/** P(figure) when cars counted are NB(mean k x, size k) plus false cars. */
function withFalseCars(figure: SightedCars, k: number, x: number, poisson: readonly number[]): number {
  if (poisson.length === 1) return probabilityOf(figure, k, x);
  if (figure.kind === "distribution") {
    const direct = distributionRow(figure.first + figure.pmf.length, k, x);
    let sum = 0;
    for (const [i, p] of figure.pmf.entries())
      for (const [j, q] of poisson.entries()) sum += p * q * (direct[figure.first + i - j] ?? 0);
    return sum;
  }
  if (figure.kind === "exact") {
    const direct = distributionRow(figure.cars + 1, k, x);
    let sum = 0;
    for (const [j, q] of poisson.entries()) sum += q * (direct[figure.cars - j] ?? 0);
    return sum;
  }
  let sum = 0;
  for (const [j, q] of poisson.entries()) {
    const low = figure.low - j;
    const high = figure.high - j;
    if (high < 0) break;
    sum += q * rangeProbability(Math.max(0, low), high, k, x);
  }
  return sum;
}

function probabilityOf(figure: SightedCars, k: number, x: number): number {
  if (figure.kind === "exact") return negativeBinomial(figure.cars, k, x);
  if (figure.kind === "range") return rangeProbability(figure.low, figure.high, k, x);
  return distributionRun(figure, k)(x);
}

/**
 * The probability of a distribution as a function of x = mean / k. The ratios of neighbouring terms depend on k alone
 * and are worked out once: a look of our own is asked some hundred thousand times.
 */
function distributionRun({ first, pmf }: Extract<SightedCars, { kind: "distribution" }>, k: number) {
  const weights = Float64Array.from(pmf);
  const ratios = Float64Array.from(pmf, (_, i) => (first + i + k) / (first + i + 1));
  return (x: number): number => {
    const share = x / (1 + x);
    let term = negativeBinomial(first, k, x);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      sum += (weights[i] as number) * term;
      term *= (ratios[i] as number) * share;
    }
    return sum;
  };
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

/** P(Y = 0), ..., P(Y = length - 1). */
function distributionRow(length: number, k: number, x: number): Float64Array {
  const row = new Float64Array(length);
  const share = x / (1 + x);
  let term = Math.exp(-k * Math.log1p(x));
  const direct = term < 1e-280;
  for (let n = 0; n < length; n++) {
    row[n] = direct ? negativeBinomial(n, k, x) : term;
    term *= ((n + k) / (n + 1)) * share;
  }
  return row;
}

/** Poisson probabilities of 0, 1, 2, ... until the rest is negligible; [1] for a mean of 0. */
export function poissonTerms(mean: number): number[] {
  if (mean === 0) return [1];
  const terms: number[] = [];
  for (let j = 0; ; j++) {
    const term = Math.exp(j * Math.log(mean) - mean - logFactorial(j));
    terms.push(term);
    if (j > mean && term < POISSON_REST) return terms;
  }
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
