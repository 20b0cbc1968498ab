import { copyOf, zeros } from "../stats/zeros.ts";
import type { Expectation } from "./expectation.ts";
import { HYPER_GRID, type Hyper } from "./hyper-grid.ts";
import type { Lattice } from "./level-lattice.ts";
import { LevelPosterior } from "./level-posterior.ts";
import { LookRecord } from "./look-record.ts";
import type { Sighting } from "./sighting.ts";
import type { Workings } from "./workings.ts";

/**
 * The level of one regime under every assumption of the grid. Other regimes have levels of their own, and share the
 * assumption: what they say of it enters as `outside`, the log probability of their looks.
 */
export class RegimeModel {
  readonly grid: readonly Hyper[];
  readonly posteriors: readonly LevelPosterior[];
  /** Log of prior weight times probability of the other regimes' looks, for each assumption. */
  readonly outside: Float64Array;
  readonly #record: LookRecord;
  #levels: readonly LevelWeights[] | null = null;
  #expectation: Expectation | null = null;

  constructor(
    own: readonly Sighting[],
    others: readonly (readonly Sighting[])[],
    workings: Workings,
    grid: readonly Hyper[] = HYPER_GRID,
  ) {
    this.grid = grid;
    this.#record = new LookRecord(own, workings);
    this.posteriors = posteriorsOf(grid, this.#record, workings);
    this.outside = Float64Array.from(grid, (h) => Math.log(h.weight));
    for (const sightings of others) {
      const record = new LookRecord(sightings, workings);
      for (const [h, posterior] of posteriorsOf(grid, record, workings).entries())
        this.outside[h] = (this.outside[h] ?? 0) + posterior.logEvidence();
    }
  }

  /** How many looks of the regime it has taken in. */
  get looks(): number {
    return this.#record.sightings.length;
  }

  add(sighting: Sighting): void {
    this.#levels = null;
    this.#expectation = null;
    this.#record.add(sighting);
    for (const posterior of this.posteriors) posterior.advance(sighting);
  }

  /** Log of the probability of all looks, averaged over the assumptions. */
  logEvidence(): number {
    return logSumExp(this.posteriors.map((posterior, h) => (this.outside[h] ?? 0) + posterior.logEvidence()));
  }

  /** The level as the looks so far leave it, one entry for each assumption. */
  levels(): readonly LevelWeights[] {
    this.#levels ??= this.posteriors.map(({ hyper, filter }) => ({
      hyper,
      lattice: filter.lattice,
      weights: copyOf(filter.sums),
      logScale: filter.logScale,
    }));
    return this.#levels;
  }

  /** What the looks so far lead us to expect. */
  expectation(): Expectation {
    this.#expectation ??= expectationOf(this.levels(), this.outside);
    return this.#expectation;
  }
}

function posteriorsOf(grid: readonly Hyper[], record: LookRecord, workings: Workings): LevelPosterior[] {
  /** The newest of those that differ in their size alone. */
  const newest: LevelPosterior[] = [];
  return grid.map((hyper) => {
    const place = newest.findIndex((other) => isAlike(other.hyper, hyper));
    const posterior = new LevelPosterior(hyper, record, workings, newest[place]);
    newest[place === -1 ? newest.length : place] = posterior;
    return posterior;
  });
}

function isAlike(a: Hyper, b: Hyper): boolean {
  return a.wander === b.wander && a.memoryDays === b.memoryDays && a.season === b.season && a.phase === b.phase;
}

/** Level weights of one assumption, as they were at some look. Not to be changed. */
export interface LevelWeights {
  readonly hyper: Hyper;
  readonly lattice: Lattice;
  readonly weights: Float64Array;
  readonly logScale: number;
}

/** Normalises level weights over nodes and assumptions. */
export function expectationOf(levels: readonly LevelWeights[], outside: Float64Array): Expectation {
  const totals = levels.map(({ weights }) => totalOf(weights));
  const logs = levels.map(({ logScale }, h) => (outside[h] ?? 0) + Math.log(totals[h] ?? 0) + logScale);
  const log = logSumExp(logs);
  return {
    logEvidence: log,
    parts: levels.map(({ hyper, lattice, weights }, h) => ({
      hyper,
      weight: Math.exp((logs[h] ?? -Infinity) - log),
      lattice,
      nodes: shareOut(weights, totals[h] ?? 0),
    })),
  };
}

export function totalOf(weights: Float64Array): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i] as number;
  return total;
}

function shareOut(weights: Float64Array, total: number): Float64Array {
  if (!(total > 0)) return weights;
  const shares = zeros(weights.length);
  for (let i = 0; i < shares.length; i++) shares[i] = (weights[i] as number) / total;
  return shares;
}

/** log of the sum of exponentials, exact for very large and very small terms. */
export function logSumExp(logs: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < logs.length; i++) largest = Math.max(largest, logs[i] as number);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < logs.length; i++) sum += Math.exp((logs[i] as number) - largest);
  return largest + Math.log(sum);
}
