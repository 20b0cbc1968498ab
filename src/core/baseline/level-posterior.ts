import type { Hyper } from "./hyper-grid.ts";
import { LevelFilter } from "./level-filter.ts";
import { finenessFor, type Lattice, LatticeRows, latticeOver, UNIT } from "./level-lattice.ts";
import type { LookRecord } from "./look-record.ts";
import type { Sighting } from "./sighting.ts";
import type { Workings } from "./workings.ts";

/** Prior of the log level in full view: normal about log 8, sd 2: yards from one car to several hundred. */
export const LEVEL_PRIOR = { mean: Math.log(8), sd: 2 } as const;

/** Smallest lasting change that is looked for, log units (a quarter more). */
export const SMALLEST_CHANGE = Math.log(1.25);

/** Weight at a lattice's end, against its largest, that may be cut off. */
const CUT = 1e-16;
/** Steps in standard deviations: aimed at, and the most that the trapezoid rule is trusted with. */
const STEP_AIM = 0.5;
const STEP_MOST = 0.58;
/** A lattice whose end carries this share of the largest weight lies far from where the level is: it moves by a unit of its log at once. Source: our choice. */
const FAR_SHARE = 1e-3;
const FAR_STEP = 1;
/** A lattice is made anew at most so often: with that it comes 40 units of its log or more. Source: our choice. */
const MOST_ROUNDS = 40;
/** How far a first lattice reaches, in standard deviations: the upper tail of the level is the heavier one. */
const REACH = { low: 9, high: 11.5 } as const;

/**
 * Where it is known beforehand, a lattice reaches to where weights are these shares of the largest, and a little beyond
 * (MARGIN, in standard deviations): what is less enters no answer (expectation.ts, change-density.ts). Source: our choice.
 */
const WORTH = { low: 1e-17, high: 1e-22 } as const;
const MARGIN = 0.25;

/** A guess at the level's posterior. `finest`: width of its finest structure, at most `sd`. */
interface Shape {
  readonly mean: number;
  readonly sd: number;
  readonly finest: number;
}

/**
 * What the looks of one regime say of its level, under one assumption: a filter on a lattice fine and wide enough for
 * the trapezoid rule: the integrand and its ends vanish. A burst of looks after few keeps its log evidence to 1e-5
 * (level-posterior.test.ts), hundreds of looks a day apart keep probabilities to 1e-3 (scripts/statistics/limits.ts).
 *
 * The lattice depends on the looks taken in so far and on nothing later. When the looks have outgrown it, it is made
 * anew from all of them.
 */
export class LevelPosterior {
  readonly hyper: Hyper;
  readonly #workings: Workings;
  readonly #record: LookRecord;
  #filter: LevelFilter;

  /**
   * @param record  shared by all assumptions; `advance` follows what is added to it
   * @param alike   posterior of an assumption that differs in its size alone: shows where to lay the lattice
   */
  constructor(hyper: Hyper, record: LookRecord, workings: Workings, alike: LevelPosterior | null = null) {
    this.hyper = hyper;
    this.#workings = workings;
    this.#record = record;
    this.#filter = this.#run(this.#firstLattice(alike));
    this.#settle();
  }

  get filter(): LevelFilter {
    return this.#filter;
  }

  /** Takes in the look that was added to the record, no earlier than those before. */
  advance(sighting: Sighting): void {
    this.#filter.advance(sighting.day, this.#workings.likelihoods.of(sighting, this.hyper.size));
    this.#settle();
  }

  /** Log of the probability of the looks under this assumption. */
  logEvidence(): number {
    return this.#filter.log();
  }

  #firstLattice(alike: LevelPosterior | null): Lattice {
    const { mean, sd, finest } = guessLevel(this.#record, this.hyper);
    const fineness = finenessFor(this.hyper, STEP_AIM * finest);
    const [low, high] = [mean - REACH.low * sd, mean + REACH.high * sd];
    if (alike === null) return latticeOver(fineness, low, high);
    const known = alike.#reach();
    return latticeOver(fineness, known.low - MARGIN * sd, Math.min(high, known.high + MARGIN * sd));
  }

  /** Between which levels the weights are worth keeping. */
  #reach(): { readonly low: number; readonly high: number } {
    const { sums, lattice } = this.#filter;
    let largest = 0;
    for (let i = 0; i < sums.length; i++) largest = Math.max(largest, sums[i] as number);
    let low = 0;
    let high = sums.length - 1;
    while (low < high && (sums[low] as number) < WORTH.low * largest) low++;
    while (high > low && (sums[high] as number) < WORTH.high * largest) high--;
    return { low: lattice.start + low * lattice.step, high: lattice.start + high * lattice.step };
  }

  #run(lattice: Lattice): LevelFilter {
    const filter = new LevelFilter(this.#workings.rowsOf(this.hyper), lattice, priorWeights(lattice));
    filter.take(this.#record);
    return filter;
  }

  /** Makes the lattice anew while it is too coarse or cuts off weight. */
  #settle(): void {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const next = this.#betterLattice();
      if (next === null) return;
      this.#filter = this.#run(next);
    }
  }

  #betterLattice(): Lattice | null {
    const { sums, total, lattice } = this.#filter;
    const { start, step, length } = lattice;
    if (!(total > 0)) return this.#firstLattice(null);
    let first = 0;
    let second = 0;
    let largest = 0;
    for (let i = 0; i < length; i++) {
      const weight = sums[i] as number;
      first += weight * i;
      second += weight * i * i;
      if (weight > largest) largest = weight;
    }
    const end = start + (length - 1) * step;
    const centre = first / total;
    const sd = Math.sqrt(Math.max(0, second / total - centre * centre));
    const cutLow = (sums[0] as number) > CUT * largest;
    const cutHigh = (sums[length - 1] as number) > CUT * largest;
    const coarse = 1 > STEP_MOST * sd;
    if (!cutLow && !cutHigh && !coarse) return null;
    const mean = start + centre * step;
    const spread = Math.max(sd, 0.3) * step;
    const far = (sum: number | undefined) => ((sum ?? 0) > FAR_SHARE * largest ? FAR_STEP : 0);
    const low = cutLow ? start - 0.3 * (mean - start) - spread - far(sums[0]) : Math.max(start, mean - 12 * spread);
    const high = cutHigh
      ? end + 0.3 * (end - mean) + spread + far(sums[length - 1])
      : Math.min(end, mean + 12 * spread);
    const finest = Math.min(spread, guessLevel(this.#record, this.hyper).finest);
    return latticeOver(finenessFor(this.hyper, STEP_AIM * finest), low, high);
  }
}

/** Prior of the log level times the step, at the nodes of a lattice. Not to be changed. */
export function priorWeights({ fineness, first, length }: Lattice): Float64Array {
  const row = PRIOR.get(fineness, first, first + length - 1);
  return row.values.subarray(first - row.first, first - row.first + length);
}

/** The same for every assumption and series: kept for the life of the program. */
const PRIOR = new LatticeRows((values, first, fineness, from, to) => {
  const step = UNIT / fineness;
  for (let i = from; i < to; i++) values[i] = step * priorDensity((first + i) * step);
});

function priorDensity(m: number): number {
  const z = (m - LEVEL_PRIOR.mean) / LEVEL_PRIOR.sd;
  return Math.exp(-0.5 * z * z) / (LEVEL_PRIOR.sd * Math.sqrt(2 * Math.PI));
}

/**
 * A first guess at the level's posterior by moments: where to lay the lattice, nothing that enters an answer.
 *
 * When the level wanders slowly, the looks between two flips of a signal agree closely on the sum of level and signals,
 * so the level's posterior is a comb; `finest` is the width of one of its teeth.
 */
export function guessLevel(record: LookRecord, hyper: Hyper): Shape {
  const { sightings } = record;
  const exposure = record.exposure(hyper);
  if (exposure === 0) return { ...LEVEL_PRIOR, finest: LEVEL_PRIOR.sd };
  const mean = Math.log(Math.max(record.cars, 0.5) / exposure);
  const information = record.information(mean, hyper.size);
  const looks = sightings.length;
  const wander = hyper.wander === 0 ? 0 : (hyper.wander ** 2 * record.correlated(hyper.memoryDays)) / looks ** 2;
  const prior = LEVEL_PRIOR.sd ** -2;
  const precision = 1 / (1 / information + wander) + prior;
  const sd = precision ** -0.5;
  const shape = { mean: (mean * (precision - prior) + LEVEL_PRIOR.mean * prior) / precision, sd };
  if (hyper.wander === 0) return { ...shape, finest: sd };
  const together = Math.max(1, record.mostWithin(hyper.memoryDays) / 2);
  const tooth = Math.sqrt(looks / (information * together));
  return { ...shape, finest: tooth < hyper.wander / Math.SQRT2 ? Math.min(sd, tooth) : sd };
}
