import { fitLogOdds, type LogOddsFit } from "./fit-log-odds.ts";

/** A chain that is surer than this of a track's emptiness, or of the opposite, says no more: smaller shares are let go. */
const LEAST_CHANCE = 1e-15;
/** Spreads about the chain's own log odds: wide, since hundreds of tracks are fitted on. Source: our choice. */
const SPREADS: LogOddsFit = { slope: 0.5, offset: 10 };

/**
 * How the chain's log odds that a track is empty are to be read. The chain takes steps for independent and knows one rate of
 * cars for all tracks; but many a track is empty, and what looks like a string of cars on it has one cause (decisions 0011
 * and 0013).
 *
 * @param tracks  seen all over: probability that the chain gives to no car, and whether there is none
 */
export function fitEmpty(tracks: readonly { readonly chain: number; readonly isEmpty: boolean }[]): LogOddsFit {
  return fitLogOdds(
    tracks.map(({ chain, isEmpty }) => ({ logOdds: logOddsOf(chain, 1 - chain), holds: isEmpty })),
    { slope: 1, offset: 0 },
    SPREADS,
  );
}

/** A distribution of cars in which the seen part of a track is empty as often as it should be. */
export interface HeldCount {
  /** Sums to 1. */
  readonly pmf: Float64Array;
  /** Probability that no car stands on the part that is seen. */
  readonly seenEmpty: number;
  /** What the probability of every seen car is to be multiplied by. */
  readonly carShare: number;
}

/**
 * Holds a chain's distribution to how often tracks are empty: what it says with cars in sight keeps its proportions, and so
 * does what it says without any.
 *
 * @param chain    distribution of the number of cars; sums to 1
 * @param unseen   of that, the part without a car in sight: where all is seen, of no car at all
 * @param fit      from {@link fitEmpty}
 */
export function holdEmpty(chain: Float64Array, unseen: Float64Array, { slope, offset }: LogOddsFit): HeldCount {
  const empty = Math.min(1, sumOf(unseen));
  const some = Math.max(
    0,
    chain.reduce((sum, p, n) => sum + Math.max(0, p - (unseen[n] ?? 0)), 0),
  );
  const seenEmpty = 1 / (1 + Math.exp(-(slope * logOddsOf(empty, some) + offset)));
  // A part that the chain rules out stays out: its probability goes to the other one.
  const emptyShare = empty > 0 ? (some > 0 ? seenEmpty : 1) / empty : 0;
  const carShare = some > 0 ? (empty > 0 ? 1 - seenEmpty : 1) / some : 0;
  const pmf = chain.map((p, n) => {
    const without = unseen[n] ?? 0;
    return emptyShare * without + carShare * Math.max(0, p - without);
  });
  return { pmf, seenEmpty: emptyShare * empty, carShare };
}

/** Log odds of two chances that sum to 1, each held to what can be said. */
function logOddsOf(chance: number, opposite: number): number {
  return Math.log(Math.max(chance, LEAST_CHANCE)) - Math.log(Math.max(opposite, LEAST_CHANCE));
}

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
