import type { HyperRows } from "./hyper-rows.ts";
import type { Likelihood } from "./sighting-likelihood.ts";

/**
 * What the looks so far lead one assumption to expect of a look on a given day, to ask about many counts: level and state of
 * the wandering level lie on one lattice, so their sum, the log mean, has one row of weights.
 *
 * Checked against: the filter itself, level-filter.test.ts (1e-11)
 */
export class LookAhead {
  readonly #rows: HyperRows;
  readonly #day: number;
  readonly #fineness: number;
  readonly #first: number;
  readonly #weights: Float64Array;
  readonly #logScale: number;

  /**
   * @param rows      likelihoods under the assumption; they move with the season of the day
   * @param first     lattice point of the first weight
   * @param weights   of the log means, times exp(-logScale)
   */
  constructor(rows: HyperRows, day: number, fineness: number, first: number, weights: Float64Array, logScale: number) {
    this.#rows = rows;
    this.#day = day;
    this.#fineness = fineness;
    this.#first = first;
    this.#weights = weights;
    this.#logScale = logScale;
  }

  /** Log of the probability of the looks so far and of one more. */
  logWith(likelihood: Likelihood): number {
    const weights = this.#weights;
    const first = this.#first;
    const row = this.#rows.get(this.#day, likelihood, this.#fineness, first, first + weights.length - 1);
    let sum = 0;
    for (let i = 0, z = first - row.first; i < weights.length; i++, z++)
      sum += (weights[i] as number) * (row.values[z] as number);
    return Math.log(sum) + this.#logScale + likelihood.logScale;
  }
}
