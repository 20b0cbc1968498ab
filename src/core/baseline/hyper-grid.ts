/**
 * One assumption about how a facility's counts scatter: over-dispersion, and either nothing else ("static"), a level
 * that wanders and returns ("dwell": trains stay for a while), or a yearly season.
 */
export interface Hyper {
  /** Size k of the negative binomial; variance = mean + mean^2 / k. */
  readonly size: number;
  /** Spread s of the wandering level, log units; 0 when the level does not wander. */
  readonly wander: number;
  /** Days over which the wandering level forgets itself (correlation exp(-days / memory)). */
  readonly memoryDays: number;
  /** Amplitude of the season, log units, and its phase, radians from 1 January 1970. */
  readonly season: number;
  readonly phase: number;
  /** Prior probability; the grid sums to 1. */
  readonly weight: number;
}

/** Days of a year in the season's cosine. */
const YEAR_DAYS = 365.25;

const SIZES = Array.from({ length: 11 }, (_, j) => 0.6 * 1.6 ** j);
/** The law of the size, summed over the grid. */
const LAW_OF_SIZES = SIZES.reduce((sum, size) => sum + sizeLaw(size), 0);
/**
 * Sizes of more scatter: half of the looks at a queue of trains find none, and a size of 0.6 expects a fifth of zeros about a mean
 * of 8. Source: our choice; tried against two and five of them, docs/methods/statistics.md 2.10.
 */
const WIDE_SIZES = [1, 2, 3].map((j) => 0.6 / 1.6 ** j);
const MEMORIES = [8, 30, 120];
const SEASONS = [0.3, 0.6];
const PHASES = 6;

/**
 * The grid of assumptions with their prior weights: .4 static, .4 dwell, .2 season; log(k) normal about log 4, sd 1.2.
 *
 * @param wanders  spreads of the wandering level that are tried; empty leaves the dwell part out
 *
 * Source: our choice, docs/methods/statistics.md 2.1; the weight of the wandering level was tried against others there, 2.11.
 */
export function hyperGrid(wanders: readonly number[]): Hyper[] {
  const shares = { static: 0.4, dwell: wanders.length > 0 ? 0.4 : 0, season: 0.2 };
  const total = (shares.static + shares.dwell + shares.season) * LAW_OF_SIZES;
  const grid: Hyper[] = [];
  for (const size of SIZES) {
    const weight = sizeLaw(size) / total;
    grid.push({ size, wander: 0, memoryDays: 0, season: 0, phase: 0, weight: weight * shares.static });
    for (const wander of wanders)
      for (const memoryDays of MEMORIES) {
        const each = (weight * shares.dwell) / (wanders.length * MEMORIES.length);
        grid.push({ size, wander, memoryDays, season: 0, phase: 0, weight: each });
      }
    for (const season of SEASONS)
      for (let p = 0; p < PHASES; p++) {
        const each = (weight * shares.season) / (SEASONS.length * PHASES);
        grid.push({ size, wander: 0, memoryDays: 0, season, phase: (2 * Math.PI * p) / PHASES, weight: each });
      }
  }
  return grid;
}

/** Prior law of the size, up to a factor. */
function sizeLaw(size: number): number {
  return Math.exp(-0.5 * (Math.log(size / 4) / 1.2) ** 2);
}

/** The 209 assumptions that answers are averaged over. */
export const HYPER_GRID = hyperGrid([0.3, 0.6]);

/** Those of every `nth` size, from the smallest on, in the grid's order: where the finest steps of the size tell little. */
export function ofEverySize(nth: number): Hyper[] {
  const kept = new Set(SIZES.filter((_, j) => j % nth === 0));
  return HYPER_GRID.filter(({ size }) => kept.has(size));
}

/**
 * Assumptions of more scatter, for falls and the ratio alone: rises would lose power by them. Each is static and has all of its
 * size's weight, by the same law as in {@link HYPER_GRID} and on top of its: all weights together are 1.04.
 */
export const WIDE_GRID: readonly Hyper[] = WIDE_SIZES.map((size) => ({
  size,
  wander: 0,
  memoryDays: 0,
  season: 0,
  phase: 0,
  weight: sizeLaw(size) / LAW_OF_SIZES,
}));

/** Season's addition to the log level on a day. */
export function seasonOn(day: number, hyper: Hyper): number {
  return hyper.season === 0 ? 0 : hyper.season * Math.cos((2 * Math.PI * day) / YEAR_DAYS - hyper.phase);
}
