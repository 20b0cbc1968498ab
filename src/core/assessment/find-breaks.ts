import { type Hyper, ofEverySize } from "../baseline/hyper-grid.ts";
import { LevelFilter } from "../baseline/level-filter.ts";
import { finenessFor, type Lattice, latticeOver } from "../baseline/level-lattice.ts";
import { guessLevel, priorWeights } from "../baseline/level-posterior.ts";
import { LookRecord } from "../baseline/look-record.ts";
import { logSumExp } from "../baseline/regime-model.ts";
import { centreOf, meanShare, type Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import { copyOf, zeros } from "../stats/zeros.ts";

/** Fewest looks on either side of a break, and within a closure. */
export const FEWEST = 5;
/**
 * Most looks within a closure that has an end. At two looks a month these are more than two years. Source: our choice, as
 * FEWEST; what is found with them is measured in docs/methods/statistics.md 2.13 (scripts/statistics/proposals.ts).
 */
const MOST_CLOSED = 64;
/**
 * Every third size, a still level and one that wanders over a month: seasons are no breaks, and neither are trains that
 * stay. A level that wanders over four months is left out: it explains a break half-way through a record as well as a break
 * does, and nothing was ever proposed (docs/methods/statistics.md, 2.13).
 */
const GRID: readonly Hyper[] = ofEverySize(3).filter(
  ({ season, memoryDays, wander }) => season === 0 && (wander === 0 || memoryDays === 30),
);
const STILL = GRID.filter(({ wander }) => wander === 0);

/** A sign of a break in a run of looks, with levels of their own on its sides. */
export interface Break {
  /** Log of the Bayes factor for some break against none, each place as likely beforehand. */
  readonly logFactor: number;
  /** First look after the most probable gap. */
  readonly index: number;
  readonly rises: boolean;
}

/** Another level for a while, and the level of before from look `end` on. */
export interface Closure extends Break {
  readonly end: number;
}

/**
 * The strongest sign of a break in a run of looks of one regime, on a coarse grid of assumptions.
 *
 * @param looks        in order of day
 * @param fewestAfter  looks that must stand after a break; five must stand before it
 * @param least        log factor from which an answer is wanted; where a still level gives less, a wandering one, which
 *                     needs a break less, is not asked
 * @returns null when the run is too short for any, or its sign is weaker than `least`
 */
export function strongestBreak(
  looks: readonly Sighting[],
  fewestAfter: number,
  least: number,
  workings: Workings,
): Break | null {
  if (looks.length < FEWEST + fewestAfter) return null;
  const last = looks.length - fewestAfter;
  const run = runOf(looks, workings);
  const back = runOf([...looks].reverse(), workings);
  const search = (grid: readonly Hyper[]) => {
    const unbroken: number[] = [];
    const broken: number[][] = Array.from({ length: looks.length }, () => []);
    for (const hyper of grid) {
      const forwards = runningLogs(hyper, run, workings);
      const backwards = runningLogs(hyper, back, workings).reverse();
      const prior = Math.log(hyper.weight);
      unbroken.push(prior + (forwards.at(-1) ?? 0));
      for (let j = FEWEST; j <= last; j++) broken[j]?.push(prior + (forwards[j - 1] ?? 0) + (backwards[j] ?? 0));
    }
    const logs = broken.map((parts) => logSumExp(parts));
    let index = FEWEST;
    for (let j = FEWEST; j <= last; j++) if ((logs[j] ?? -Infinity) > (logs[index] ?? -Infinity)) index = j;
    return { index, logFactor: logSumExp(logs) - Math.log(last - FEWEST + 1) - logSumExp(unbroken) };
  };
  if (search(STILL).logFactor < least) return null;
  const { index, logFactor } = search(GRID);
  if (!(logFactor >= least)) return null;
  return { index, logFactor, rises: meanCars(looks.slice(index)) >= meanCars(looks.slice(0, index)) };
}

/**
 * The strongest sign of a closure: a level of its own for 5 to 64 looks, one level before and after. A wandering level
 * starts anew at either break.
 *
 * @param least  as of {@link strongestBreak}
 */
export function strongestClosure(looks: readonly Sighting[], least: number, workings: Workings): Closure | null {
  if (looks.length < 3 * FEWEST) return null;
  const run = runOf(looks, workings);
  if (closureBound(run, workings) < least) return null;
  const search = (grid: readonly Hyper[]) => {
    const unbroken: number[] = [];
    const places = new Map<number, number[]>();
    for (const hyper of grid) {
      const prior = Math.log(hyper.weight);
      unbroken.push(prior + closures(hyper, run, workings, (place, log) => put(places, place, prior + log)));
    }
    const logs = [...places].map(([place, parts]) => ({ place, log: logSumExp(parts) }));
    let best = logs[0] ?? { place: 0, log: -Infinity };
    for (const one of logs) if (one.log > best.log) best = one;
    const logFactor = logSumExp(logs.map(({ log }) => log)) - Math.log(logs.length) - logSumExp(unbroken);
    return { logFactor, index: Math.floor(best.place / PLACE), end: best.place % PLACE };
  };
  if (search(STILL).logFactor < least) return null;
  const found = search(GRID);
  if (!(found.logFactor >= least)) return null;
  const { index, end } = found;
  const outside = [...looks.slice(0, index), ...looks.slice(end)];
  return { ...found, rises: meanCars(looks.slice(index, end)) >= meanCars(outside) };
}

/**
 * At most this is the log factor of a closure under a still level: each side's likelihood at its largest instead of on the
 * average. Infinity where some look is no plain count of every car.
 */
function closureBound(run: Run, workings: Workings): number {
  const { sightings } = run.record;
  const closed: number[] = [];
  const unbroken: number[] = [];
  let places = 0;
  for (const hyper of STILL) {
    const { size } = hyper;
    const sums = zeros(sightings.length + 1);
    let constant = Math.log(hyper.weight);
    for (const [i, { likelihood }] of run.record.looks(size).entries()) {
      if (likelihood.plain === null || likelihood.plain.share !== 0) return Infinity;
      sums[i + 1] = (sums[i] as number) + likelihood.plain.cars;
      constant += likelihood.logScale - likelihood.plain.peak;
    }
    const all = sums[sightings.length] as number;
    const whole = filterOf(hyper, run, workings);
    whole.take(run.record);
    unbroken.push(Math.log(hyper.weight) + whole.log());
    let sum = 0;
    places = 0;
    const reference = largestLog(all, sightings.length, size);
    forEachClosure(sightings.length, (from, to) => {
      const cars = (sums[to] as number) - (sums[from] as number);
      const looks = to - from;
      sum += Math.exp(
        largestLog(cars, looks, size) + largestLog(all - cars, sightings.length - looks, size) - reference,
      );
      places++;
    });
    closed.push(constant + reference + Math.log(sum));
  }
  return logSumExp(closed) - Math.log(places) - logSumExp(unbroken);
}

/** Largest log likelihood of looks with so many cars together over all levels, without what does not depend on the level. */
function largestLog(cars: number, looks: number, size: number): number {
  const x = cars / (looks * size);
  return cars === 0 ? 0 : cars * Math.log(x) - (cars + looks * size) * Math.log1p(x);
}

/** Every closure of a run: its first look, and the first after it. */
function forEachClosure(looks: number, visit: (from: number, to: number) => void): void {
  for (let from = FEWEST; from + 2 * FEWEST <= looks; from++) {
    const last = Math.min(looks - FEWEST, from + MOST_CLOSED);
    for (let to = from + FEWEST; to <= last; to++) visit(from, to);
  }
}

/** A closure's first look and first look after it, as one number. */
const PLACE = 2 ** 20;

function put(places: Map<number, number[]>, place: number, log: number): void {
  const known = places.get(place);
  if (known === undefined) places.set(place, [log]);
  else known.push(log);
}

/** Tells the log probability of a run for each closure; returns that of none. */
function closures(hyper: Hyper, run: Run, workings: Workings, tell: (place: number, log: number) => void): number {
  const looks = run.record.looks(hyper.size);
  const lattice = latticeOf(hyper, run);
  const prior = priorWeights(lattice);
  const newFilter = (initial?: Float64Array) => new LevelFilter(workings.rowsOf(hyper), lattice, initial);
  const onwards = newFilter(prior);
  const before = looks.map(({ day, likelihood }) => {
    const side = { weights: copyOf(onwards.sums), logScale: onwards.logScale };
    onwards.advance(day, likelihood);
    return side;
  });
  const backwards = newFilter();
  const after = [...looks].reverse().map(({ day, likelihood }) => {
    backwards.advance(day, likelihood);
    return { weights: copyOf(backwards.sums), logScale: backwards.logScale };
  });
  after.reverse();
  for (let from = FEWEST; from + 2 * FEWEST <= looks.length; from++) {
    const left = before[from];
    const closed = newFilter(prior);
    const last = Math.min(looks.length - FEWEST, from + MOST_CLOSED);
    for (let to = from + 1; to <= last; to++) {
      const look = looks[to - 1];
      const right = after[to];
      if (look === undefined || left === undefined || right === undefined) break;
      closed.advance(look.day, look.likelihood);
      if (to - from < FEWEST) continue;
      const outside = Math.log(product(left.weights, right.weights));
      tell(from * PLACE + to, outside + left.logScale + right.logScale + closed.log());
    }
  }
  return onwards.log();
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** A run of looks, with stretches of a few looks from which the lattice's ends are told. */
interface Run {
  readonly record: LookRecord;
  readonly first: LookRecord;
  readonly lowest: LookRecord;
  readonly highest: LookRecord;
}

function runOf(looks: readonly Sighting[], workings: Workings): Run {
  const starts = Array.from({ length: looks.length - FEWEST + 1 }, (_, i) => i);
  const cars = (i: number) => meanCars(looks.slice(i, i + FEWEST));
  const lowest = starts.reduce((least, i) => (cars(i) < cars(least) ? i : least), 0);
  const highest = starts.reduce((most, i) => (cars(i) > cars(most) ? i : most), 0);
  const stretch = (i: number) => new LookRecord(looks.slice(i, i + FEWEST), workings);
  return {
    record: new LookRecord(looks, workings),
    first: stretch(0),
    lowest: stretch(lowest),
    highest: stretch(highest),
  };
}

function latticeOf(hyper: Hyper, { record, first, lowest, highest }: Run): Lattice {
  const guesses = [record, first, lowest, highest].map((looks) => guessLevel(looks, hyper));
  const step = 1.1 * Math.min(...guesses.map(({ finest }) => finest));
  const low = Math.min(...guesses.map(({ mean, sd }) => mean - 5 * sd));
  const high = Math.max(...guesses.map(({ mean, sd }) => mean + 5 * sd));
  return latticeOver(finenessFor(hyper, step), low, high);
}

function filterOf(hyper: Hyper, run: Run, workings: Workings): LevelFilter {
  const lattice = latticeOf(hyper, run);
  return new LevelFilter(workings.rowsOf(hyper), lattice, priorWeights(lattice));
}

/** Log probability of the first 1, 2, ... looks of a run, with a level of their own. */
function runningLogs(hyper: Hyper, run: Run, workings: Workings): number[] {
  const filter = filterOf(hyper, run, workings);
  return run.record.looks(hyper.size).map(({ day, likelihood }) => {
    filter.advance(day, likelihood);
    return filter.log();
  });
}

export function meanCars(looks: readonly Sighting[]): number {
  let cars = 0;
  let share = 0;
  for (const look of looks) {
    cars += centreOf(look.figure);
    share += meanShare(look);
  }
  return cars / share;
}
