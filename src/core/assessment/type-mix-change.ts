import { betaExceeds, betaQuantile } from "../stats/beta.ts";
import { dirichletMultinomialKernel } from "../stats/dirichlet-multinomial.ts";

/** Counts by type of one look; a type that is missing is none of that type. */
export type TypeCounts = Readonly<Record<string, number>>;

/** How the mix of car types before a day compares with the mix after it. */
export interface TypeMixChange {
  readonly carsBefore: number;
  readonly carsAfter: number;
  /** Cars that count as one: how much more the looks scatter than cars drawn one by one. */
  readonly clump: number;
  /** Bayes factor for two mixes against one, as a power of ten; above 0 speaks for a change. */
  readonly log10BayesFactor: number;
  /** Posterior probability of a change, if change and no change were as likely beforehand. */
  readonly probability: number;
  readonly shares: readonly TypeShare[];
}

export interface TypeShare {
  readonly type: string;
  readonly before: ShareInterval;
  readonly after: ShareInterval;
  /** Probability that the share is larger after. */
  readonly rose: number;
}

/** Share of all cars, 0 to 1: posterior mean and central 90 % interval. */
export interface ShareInterval {
  readonly low: number;
  readonly mean: number;
  readonly high: number;
}

const LEVEL = 0.9;
/** Looks on the two sides together from which their scatter tells the clump; with fewer, {@link TRAIN_OF_ONE_TYPE}. */
const LOOKS_TO_TELL = 6;
/** Cars that are taken to come as one where the looks cannot tell: cars of one type stand in blocks of about this many. */
const TRAIN_OF_ONE_TYPE = 8;

/**
 * Whether the mix of car types changed: one unknown mix for all looks, against one before and another after.
 *
 * Cars come in trains, so they are not drawn one by one: counts are divided by the clump, the ratio of the looks' scatter
 * to multinomial scatter (at least 1). Mixes have a Dirichlet(1, ..., 1) prior. Assumes that a look misses all types alike.
 *
 * @returns null when either side holds no car, or there is one type only
 *
 * Source: Good (1965), The Estimation of Probabilities, for the Dirichlet-multinomial Bayes factor; McCullagh & Nelder
 * (1989), Generalized Linear Models, 4.5 and 5.5, for the clump.
 * Checked against: scipy 1.17.1 for the distribution (stats/dirichlet-multinomial.ts)
 */
export function typeMixChange(before: readonly TypeCounts[], after: readonly TypeCounts[]): TypeMixChange | null {
  const types = [...new Set([...before, ...after].flatMap(Object.keys))].sort();
  const sumOf = (looks: readonly TypeCounts[]) =>
    types.map((type) => looks.reduce((sum, look) => sum + carsOf(look, type), 0));
  const b = sumOf(before);
  const a = sumOf(after);
  const carsBefore = total(b);
  const carsAfter = total(a);
  if (carsBefore === 0 || carsAfter === 0 || types.length < 2) return null;

  const clump = clumpOf([before, after], types);
  const uniform = types.map(() => 1);
  const shrunk = (counts: readonly number[]) => counts.map((n) => n / clump);
  const both = b.map((n, i) => n + (a[i] ?? 0));
  const log =
    dirichletMultinomialKernel(shrunk(b), uniform) +
    dirichletMultinomialKernel(shrunk(a), uniform) -
    dirichletMultinomialKernel(shrunk(both), uniform);
  return {
    carsBefore,
    carsAfter,
    clump,
    log10BayesFactor: log / Math.LN10,
    probability: 1 / (1 + Math.exp(-log)),
    shares: types.map((type, i) => {
      const sideBefore = shareOf(shrunk(b), i);
      const sideAfter = shareOf(shrunk(a), i);
      return {
        type,
        before: intervalOf(sideBefore),
        after: intervalOf(sideAfter),
        rose: betaExceeds(sideAfter, sideBefore),
      };
    }),
  };
}

/** Pearson's statistic of the looks about the mix of their side, over its degrees of freedom. */
function clumpOf(sides: readonly (readonly TypeCounts[])[], types: readonly string[]): number {
  let looks = 0;
  let statistic = 0;
  let freedom = 0;
  for (const side of sides) {
    const seen = side.map((look) => types.map((type) => carsOf(look, type))).filter((counts) => total(counts) > 0);
    const mix = types.map((_, i) => seen.reduce((sum, counts) => sum + (counts[i] ?? 0), 0));
    const all = total(mix);
    looks += seen.length;
    freedom += (seen.length - 1) * (mix.filter((n) => n > 0).length - 1);
    for (const counts of seen)
      for (const [i, n] of counts.entries()) {
        const expected = (total(counts) * (mix[i] ?? 0)) / all;
        if (expected > 0) statistic += (n - expected) ** 2 / expected;
      }
  }
  if (looks < LOOKS_TO_TELL || freedom <= 0) return TRAIN_OF_ONE_TYPE;
  return Math.max(1, statistic / freedom);
}

/** Types are words of publishers, "constructor" too: what a record inherits is no count. */
function carsOf(look: TypeCounts, type: string): number {
  return Object.hasOwn(look, type) ? (look[type] ?? 0) : 0;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}

/** Posterior of one type's share: beta with these two parameters. */
function shareOf(counts: readonly number[], i: number): readonly [number, number] {
  const own = (counts[i] ?? 0) + 1;
  return [own, total(counts) + counts.length - own];
}

function intervalOf([a, b]: readonly [number, number]): ShareInterval {
  return { low: betaQuantile((1 - LEVEL) / 2, a, b), mean: a / (a + b), high: betaQuantile((1 + LEVEL) / 2, a, b) };
}
