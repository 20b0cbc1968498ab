import { type Hyper, seasonOn } from "./hyper-grid.ts";
import { NodeFilter, NodeRows, type Transitions } from "./node-filter.ts";
import { centreOf, likelihoodKey, meanShare, type Sighting } from "./sighting.ts";
import { type Likelihood, likelihoodOf } from "./sighting-likelihood.ts";

/** Prior of the log level in full view: normal about log 8, sd 2: yards from one car to several hundred. */
export const LEVEL_PRIOR = { mean: Math.log(8), sd: 2 } as const;

/**
 * Smallest lasting change that is looked for, log units (a quarter more). The step of every lattice divides it, so that
 * the levels before and after a change lie on one lattice.
 */
export const SMALLEST_CHANGE = Math.log(1.25);

/** Weight at a lattice's end, against its largest, that may be cut off. */
const CUT = 1e-16;
/** Steps in standard deviations: aimed at, and the most that the trapezoid rule is trusted with. */
const STEP_AIM = 0.5;
const STEP_MOST = 0.58;
/** How far a first lattice reaches, in standard deviations: the upper tail of the level is the heavier one. */
const REACH = { low: 9, high: 11.5 } as const;

/** Likelihoods of sightings by size, each worked out once. */
export class LikelihoodTable {
  readonly #byKey = new Map<string, Map<number, Likelihood>>();
  readonly #bySighting = new WeakMap<Sighting, Map<number, Likelihood>>();

  of(sighting: Sighting, size: number): Likelihood {
    let bySize = this.#bySighting.get(sighting);
    if (bySize === undefined) {
      const key = likelihoodKey(sighting);
      bySize = this.#byKey.get(key) ?? new Map<number, Likelihood>();
      this.#byKey.set(key, bySize);
      this.#bySighting.set(sighting, bySize);
    }
    let known = bySize.get(size);
    if (known === undefined) {
      known = likelihoodOf(sighting, size);
      bySize.set(size, known);
    }
    return known;
  }
}

/** Evenly spaced nodes. */
export interface Lattice {
  readonly start: number;
  readonly step: number;
  readonly length: number;
}

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
  readonly #transitions: Transitions;
  readonly #likelihoods: LikelihoodTable;
  readonly #sightings: Sighting[];
  #lattice: Lattice;
  #filter: NodeFilter;

  constructor(hyper: Hyper, sightings: readonly Sighting[], transitions: Transitions, likelihoods: LikelihoodTable) {
    this.hyper = hyper;
    this.#transitions = transitions;
    this.#likelihoods = likelihoods;
    this.#sightings = [...sightings];
    this.#lattice = this.#firstLattice();
    this.#filter = this.#run();
    this.#settle();
  }

  get lattice(): Lattice {
    return this.#lattice;
  }

  get filter(): NodeFilter {
    return this.#filter;
  }

  /** Takes in one more look, no earlier than those before. */
  add(sighting: Sighting): void {
    this.#sightings.push(sighting);
    this.#filter.advance(sighting.day, this.#likelihoods.of(sighting, this.hyper.size));
    this.#settle();
  }

  /** Log of the probability of the looks under this assumption. */
  logEvidence(): number {
    return Math.log(this.#filter.total()) + this.#filter.logScale;
  }

  #firstLattice(): Lattice {
    const { mean, sd, finest } = guessLevel(this.#sightings, this.hyper);
    return latticeFor(mean - REACH.low * sd, mean + REACH.high * sd, finest);
  }

  #run(): NodeFilter {
    const { start, step, length } = this.#lattice;
    const nodes = Float64Array.from({ length }, (_, i) => start + i * step);
    const filter = new NodeFilter(
      new NodeRows(this.hyper, nodes, false),
      this.#transitions,
      nodes.map((m) => step * priorDensity(m)),
    );
    for (const sighting of this.#sightings)
      filter.advance(sighting.day, this.#likelihoods.of(sighting, this.hyper.size));
    return filter;
  }

  /** Makes the lattice anew while it is too coarse or cuts off weight. */
  #settle(): void {
    for (let round = 0; round < 12; round++) {
      const next = this.#betterLattice();
      if (next === null) return;
      this.#lattice = next;
      this.#filter = this.#run();
    }
  }

  #betterLattice(): Lattice | null {
    const filter = this.#filter;
    const { start, step, length } = this.#lattice;
    let total = 0;
    let first = 0;
    let second = 0;
    let largest = 0;
    const weights = filter.marginals();
    for (let i = 0; i < length; i++) {
      const weight = weights[i] as number;
      total += weight;
      first += weight * i;
      second += weight * i * i;
      if (weight > largest) largest = weight;
    }
    const end = start + (length - 1) * step;
    if (!(total > 0)) return this.#firstLattice();
    const centre = first / total;
    const sd = Math.sqrt(Math.max(0, second / total - centre * centre));
    const cutLow = (weights[0] as number) > CUT * largest;
    const cutHigh = (weights[length - 1] as number) > CUT * largest;
    const coarse = 1 > STEP_MOST * sd;
    if (!cutLow && !cutHigh && !coarse) return null;
    const mean = start + centre * step;
    const spread = Math.max(sd, 0.3) * step;
    const low = cutLow ? start - 0.3 * (mean - start) - spread : Math.max(start, mean - 12 * spread);
    const high = cutHigh ? end + 0.3 * (end - mean) + spread : Math.min(end, mean + 12 * spread);
    return latticeFor(low, high, Math.min(spread, guessLevel(this.#sightings, this.hyper).finest));
  }
}

/** A lattice over a stretch whose step divides {@link SMALLEST_CHANGE} and is at most STEP_AIM of the sd. */
function latticeFor(low: number, high: number, sd: number): Lattice {
  const step = SMALLEST_CHANGE / Math.ceil(SMALLEST_CHANGE / (STEP_AIM * sd));
  return { start: low, step, length: Math.ceil((high - low) / step) + 1 };
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
