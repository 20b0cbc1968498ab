import { zeros } from "../stats/zeros.ts";
import { type Hyper, seasonOn } from "./hyper-grid.ts";
import type { Lattice } from "./level-lattice.ts";
import type { MeanFunction } from "./mean-function.ts";

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
  readonly lattice: Lattice;
  /** Posterior probability of each node; sums to 1. */
  readonly nodes: Float64Array;
}

/** Weights of parts and nodes below these add nothing to a tail of 1e-12. */
const LEAST_PART = 1e-19;
const LEAST_NODE = 1e-21;
/** Parts and nodes that can add less than these shares to an average are left out. Source: our choice; 1e-11 all together. */
const NEGLIGIBLE_PART = 1e-14;
const NEGLIGIBLE_NODE = 1e-16;

/**
 * Average of a probability over an expectation: sum over assumptions, levels and states of weight times probability.
 *
 * The probability's logarithm is worked out on a table of log means (step 0.035) and interpolated by an eight-point
 * Lagrange formula: relative error below 1e-9 up to some fifty cars and 2e-7 up to some thousands, in a tenth of the time. A probability is at most 1, so the heaviest part
 * tells what the others can add.
 *
 * @param functionOf  for each size k, the probability as a function of the log mean in full view
 * @param day      of the new look, for the season
 * @returns the average, and the averages of each assumption in the order of the parts; 0 where it was left out
 *
 * Checked against: direct sums, scipy 1.17.1 quadrature, test/reference/statistics-model.json (1e-6, down to 2e-8)
 */
export function averageOver(
  { parts }: Expectation,
  functionOf: (size: number) => MeanFunction,
  day: number,
): { readonly mean: number; readonly byPart: Float64Array } {
  const functions = new Map<number, MeanFunction>();
  const byPart = zeros(parts.length);
  const averageOf = ({ hyper, weight, lattice, nodes }: ExpectationPart, least: number) => {
    let probability = functions.get(hyper.size);
    if (probability === undefined) {
      probability = functionOf(hyper.size);
      functions.set(hyper.size, probability);
    }
    const sum = probability.sum(nodes, lattice, hyper, seasonOn(day, hyper), Math.max(LEAST_NODE, least / weight));
    // Weights sum to 1 but for rounding.
    return Math.min(1, sum);
  };
  const heaviest = parts.reduce((most, { weight }, h) => (weight > (parts[most]?.weight ?? 0) ? h : most), 0);
  let mean = 0;
  let sure = 0;
  const add = (h: number) => {
    const part = parts[h];
    if (part === undefined || part.weight < Math.max(LEAST_PART, sure * NEGLIGIBLE_PART)) return;
    const average = averageOf(part, sure * NEGLIGIBLE_NODE);
    byPart[h] = average;
    mean += part.weight * average;
  };
  add(heaviest);
  sure = mean;
  for (let h = 0; h < parts.length; h++) if (h !== heaviest) add(h);
  return { mean: Math.min(1, mean), byPart };
}
