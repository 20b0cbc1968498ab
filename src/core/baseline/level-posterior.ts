import { type Hyper, seasonOn } from "./hyper-grid.ts";
import { LevelFilter } from "./level-filter.ts";
import { finenessFor, type Lattice, latticeOver } from "./level-lattice.ts";
import { centreOf, meanShare, type Sighting } from "./sighting.ts";
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
/** How far a first lattice reaches, in standard deviations: the upper tail of the level is the heavier one. */
const REACH = { low: 9, high: 11.5 } as const;

/** A guess at the level's posterior. `finest`: width of its finest structure, at most `sd`. */
interface Shape {
  readonly mean: number;
  readonly sd: number;
  readonly finest: number;
}

/**
 * What the looks of one regime say of its level, under one assumption: a filter on a lattice fine and wide enough for
 * the trapezoid rule to be exact (the integrand and its ends vanish; error below 1e-9).
 *
 * The lattice depends on the looks taken in so far and on nothing later. When the looks have outgrown it, it is made
 * anew from all of them.
 */
export class LevelPosterior {
  readonly hyper: Hyper;
  readonly #workings: Workings;
  readonly #sightings: Sighting[];
  #filter: LevelFilter;

  constructor(hyper: Hyper, sightings: readonly Sighting[], workings: Workings) {
    this.hyper = hyper;
    this.#workings = workings;
    this.#sightings = [...sightings];
    this.#filter = this.#run(this.#firstLattice());
    this.#settle();
  }

  get filter(): LevelFilter {
    return this.#filter;
  }

  /** Takes in one more look, no earlier than those before. */
  add(sighting: Sighting): void {
    this.#sightings.push(sighting);
    this.#filter.advance(sighting.day, this.#workings.likelihoods.of(sighting, this.hyper.size));
    this.#settle();
  }

  /** Log of the probability of the looks under this assumption. */
  logEvidence(): number {
    return this.#filter.log();
  }

  #firstLattice(): Lattice {
    const { mean, sd, finest } = guessLevel(this.#sightings, this.hyper);
    return latticeOver(finenessFor(this.hyper, STEP_AIM * finest), mean - REACH.low * sd, mean + REACH.high * sd);
  }

  #run(lattice: Lattice): LevelFilter {
    const { start, step, length } = lattice;
    const prior = Float64Array.from({ length }, (_, i) => step * priorDensity(start + i * step));
    const filter = new LevelFilter(this.#workings.rowsOf(this.hyper), this.#workings.transitions, lattice, prior);
    filter.take(
      this.#sightings.map((sighting) => ({
        day: sighting.day,
        likelihood: this.#workings.likelihoods.of(sighting, this.hyper.size),
      })),
    );
    return filter;
  }

  /** Makes the lattice anew while it is too coarse or cuts off weight. */
  #settle(): void {
    for (let round = 0; round < 12; round++) {
      const next = this.#betterLattice();
      if (next === null) return;
      this.#filter = this.#run(next);
    }
  }

  #betterLattice(): Lattice | null {
    const { sums, total, lattice } = this.#filter;
    const { start, step, length } = lattice;
    if (!(total > 0)) return this.#firstLattice();
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
    const low = cutLow ? start - 0.3 * (mean - start) - spread : Math.max(start, mean - 12 * spread);
    const high = cutHigh ? end + 0.3 * (end - mean) + spread : Math.min(end, mean + 12 * spread);
    const finest = Math.min(spread, guessLevel(this.#sightings, this.hyper).finest);
    return latticeOver(finenessFor(this.hyper, STEP_AIM * finest), low, high);
  }
}

export function priorDensity(m: number): number {
  const z = (m - LEVEL_PRIOR.mean) / LEVEL_PRIOR.sd;
  return Math.exp(-0.5 * z * z) / (LEVEL_PRIOR.sd * Math.sqrt(2 * Math.PI));
}

/**
 * A first guess at the level's posterior by moments: where to lay the lattice, nothing that enters an answer.
 *
 * When the level wanders slowly, the looks between two flips of a signal agree closely on the sum of level and signals,
 * so the level's posterior is a comb; `finest` is the width of one of its teeth.
 */
export function guessLevel(sightings: readonly Sighting[], hyper: Hyper): Shape {
  let cars = 0;
  let exposure = 0;
  for (const sighting of sightings) {
    cars += Math.max(0, centreOf(sighting.figure) - sighting.falseCars);
    exposure += meanShare(sighting) * Math.exp(seasonOn(sighting.day, hyper));
  }
  if (exposure === 0) return { ...LEVEL_PRIOR, finest: LEVEL_PRIOR.sd };
  const mean = Math.log(Math.max(cars, 0.5) / exposure);
  let information = 0;
  let correlated = 0;
  let neighbours = 0;
  let previous: number | null = null;
  for (const sighting of sightings) {
    const expected = Math.exp(mean) * meanShare(sighting);
    information += (sighting.figure.kind === "range" ? 0.3 : 1) / (1 / expected + 1 / hyper.size);
    if (previous !== null)
      neighbours = Math.exp(-(sighting.day - previous) / Math.max(1, hyper.memoryDays)) * (neighbours + 1);
    correlated += 1 + 2 * neighbours;
    previous = sighting.day;
  }
  const looks = sightings.length;
  const wander = (hyper.wander ** 2 * correlated) / looks ** 2;
  const prior = LEVEL_PRIOR.sd ** -2;
  const precision = 1 / (1 / information + wander) + prior;
  const sd = precision ** -0.5;
  const shape = { mean: (mean * (precision - prior) + LEVEL_PRIOR.mean * prior) / precision, sd };
  if (hyper.wander === 0) return { ...shape, finest: sd };
  const span = (sightings[looks - 1]?.day ?? 0) - (sightings[0]?.day ?? 0);
  const together = Math.min(looks, Math.max(1, ((hyper.memoryDays / 2) * looks) / Math.max(1, span)));
  const tooth = Math.sqrt(looks / (information * together));
  return { ...shape, finest: tooth < hyper.wander / Math.SQRT2 ? Math.min(sd, tooth) : sd };
}
