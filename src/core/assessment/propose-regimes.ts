import { HYPER_GRID, type Hyper } from "../baseline/hyper-grid.ts";
import { LevelFilter } from "../baseline/level-filter.ts";
import { finenessFor, latticeOver } from "../baseline/level-lattice.ts";
import { guessLevel, priorWeights } from "../baseline/level-posterior.ts";
import { LookRecord } from "../baseline/look-record.ts";
import { logSumExp } from "../baseline/regime-model.ts";
import { centreOf, meanShare, type Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import { isoDate } from "../stats/day-number.ts";
import type { ProposedRegime } from "./assessment.ts";

/** Bayes factor, over all gaps, from which a break is put to the analyst. */
const PROPOSE_FROM = 1000;
/** Fewest looks on either side. */
const FEWEST = 5;
/** Every third size, static and wandering slowly: seasons are no breaks, and neither are trains that stay. */
const GRID: readonly Hyper[] = HYPER_GRID.filter(
  ({ season, memoryDays, wander }, h) =>
    Math.floor(h / 19) % 3 === 1 &&
    season === 0 &&
    (wander === 0 || (wander === 0.6 ? memoryDays > 8 : memoryDays > 30)),
);

/**
 * Breaks in a record that nobody declared: gaps where two levels of their own explain the looks far better than one.
 *
 * The strongest break is proposed first, then the parts on either side are searched again. The Bayes factor is that of
 * "some break" against none, each gap equally likely; the date is the most probable one.
 *
 * How often it proposes falsely, and how many closures it finds, has not been measured.
 */
export function proposeRegimes(sightings: readonly Sighting[], workings: Workings): ProposedRegime[] {
  const byRegime = new Map<string, Sighting[]>();
  for (const sighting of [...sightings].sort((a, b) => a.day - b.day))
    byRegime.set(sighting.regime, [...(byRegime.get(sighting.regime) ?? []), sighting]);
  return [...byRegime.values()]
    .flatMap((looks) => breaksIn(looks, workings))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function breaksIn(looks: readonly Sighting[], workings: Workings): ProposedRegime[] {
  const found = strongestBreak(looks, FEWEST, workings);
  if (found === null || !(found.logFactor > Math.log(PROPOSE_FROM))) return [];
  const before = looks.slice(0, found.index);
  const after = looks.slice(found.index);
  return [
    {
      from: isoDate(after[0]?.day ?? 0),
      log10BayesFactor: found.logFactor / Math.LN10,
      before: meanCars(before),
      after: meanCars(after),
    },
    ...breaksIn(before, workings),
    ...breaksIn(after, workings),
  ];
}

/** A break somewhere in a run of looks, with a level of its own on either side. */
export interface Break {
  /** Log of the Bayes factor for some break against none, each gap as likely beforehand. */
  readonly logFactor: number;
  /** First look after the most probable gap. */
  readonly index: number;
  readonly rises: boolean;
}

/**
 * The strongest sign of a break in a run of looks of one regime, on a coarse grid of assumptions.
 *
 * @param looks        in order of day
 * @param fewestAfter  looks that must stand after a break; five must stand before it
 * @returns null when the run is too short for any
 */
export function strongestBreak(looks: readonly Sighting[], fewestAfter: number, workings: Workings): Break | null {
  if (looks.length < FEWEST + fewestAfter) return null;
  const last = looks.length - fewestAfter;
  const unbroken: number[] = [];
  const broken: number[][] = Array.from({ length: looks.length }, () => []);
  const onwards = runOf(looks, workings);
  const back = runOf([...looks].reverse(), workings);
  for (const hyper of GRID) {
    const forwards = runningLogs(hyper, onwards, workings);
    const backwards = runningLogs(hyper, back, workings).reverse();
    const prior = Math.log(hyper.weight);
    unbroken.push(prior + (forwards.at(-1) ?? 0));
    for (let j = FEWEST; j <= last; j++) broken[j]?.push(prior + (forwards[j - 1] ?? 0) + (backwards[j] ?? 0));
  }
  const logs = broken.map((parts) => logSumExp(parts));
  let best = FEWEST;
  for (let j = FEWEST; j <= last; j++) if ((logs[j] ?? -Infinity) > (logs[best] ?? -Infinity)) best = j;
  return {
    logFactor: logSumExp(logs) - Math.log(last - FEWEST + 1) - logSumExp(unbroken),
    index: best,
    rises: meanCars(looks.slice(best)) >= meanCars(looks.slice(0, best)),
  };
}

/** A run of looks with its first few, from which the lattice's ends are told. */
interface Run {
  readonly record: LookRecord;
  readonly first: LookRecord;
}

function runOf(looks: readonly Sighting[], workings: Workings): Run {
  return { record: new LookRecord(looks, workings), first: new LookRecord(looks.slice(0, FEWEST), workings) };
}

/** Log probability of the first 1, 2, ... looks of a run, with a level of their own. */
function runningLogs(hyper: Hyper, { record, first }: Run, workings: Workings): number[] {
  const guess = guessLevel(record, hyper);
  const few = guessLevel(first, hyper);
  const step = 1.1 * Math.min(guess.finest, few.finest);
  const low = Math.min(guess.mean - 5 * guess.sd, few.mean - 5 * few.sd);
  const high = Math.max(guess.mean + 5 * guess.sd, few.mean + 5 * few.sd);
  const lattice = latticeOver(finenessFor(hyper, step), low, high);
  const filter = new LevelFilter(workings.rowsOf(hyper), workings.transitions, lattice, priorWeights(lattice));
  return record.looks(hyper.size).map(({ day, likelihood }) => {
    filter.advance(day, likelihood);
    return filter.log();
  });
}

function meanCars(looks: readonly Sighting[]): number {
  let cars = 0;
  let share = 0;
  for (const look of looks) {
    cars += centreOf(look.figure);
    share += meanShare(look);
  }
  return cars / share;
}
