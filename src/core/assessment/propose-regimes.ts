import { type Hyper, HYPER_GRID } from "../baseline/hyper-grid.ts";
import { guessLevel, priorDensity } from "../baseline/level-posterior.ts";
import { NodeFilter, NodeRows } from "../baseline/node-filter.ts";
import { logSumExp, Workings } from "../baseline/regime-model.ts";
import { centreOf, meanShare, type Sighting } from "../baseline/sighting.ts";
import { isoDate } from "../stats/day-number.ts";
import type { ProposedRegime } from "./assessment.ts";

/** Bayes factor, over all gaps, from which a break is put to the analyst. */
const PROPOSE_FROM = 1000;
/** Fewest looks on either side. */
const FEWEST = 5;
/** Every second size, static and wandering: seasons are no breaks, and neither are trains that stay. */
const GRID: readonly Hyper[] = HYPER_GRID.filter(
  ({ season, memoryDays }, h) => Math.floor(h / 19) % 2 === 0 && season === 0 && memoryDays !== 8,
);

/**
 * Breaks in a record that nobody declared: gaps where two levels of their own explain the looks far better than one.
 *
 * The strongest break is proposed first, then the parts on either side are searched again. The Bayes factor is that of
 * "some break" against none, each gap equally likely; the date is the most probable one.
 *
 * Checked against: false proposals and found closures on simulated series, docs/methods/statistics.md
 */
export function proposeRegimes(sightings: readonly Sighting[]): ProposedRegime[] {
  const byRegime = new Map<string, Sighting[]>();
  for (const sighting of [...sightings].sort((a, b) => a.day - b.day))
    byRegime.set(sighting.regime, [...(byRegime.get(sighting.regime) ?? []), sighting]);
  const workings = new Workings();
  return [...byRegime.values()]
    .flatMap((looks) => breaksIn(looks, workings))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function breaksIn(looks: readonly Sighting[], workings: Workings): ProposedRegime[] {
  if (looks.length < 2 * FEWEST) return [];
  const logs: number[] = [];
  const unbroken: number[] = [];
  const broken: number[][] = Array.from({ length: looks.length }, () => []);
  for (const hyper of GRID) {
    const forwards = runningLogs(hyper, looks, workings);
    const backwards = runningLogs(hyper, [...looks].reverse(), workings).reverse();
    const prior = Math.log(hyper.weight);
    unbroken.push(prior + (forwards.at(-1) ?? 0));
    for (let j = FEWEST; j <= looks.length - FEWEST; j++)
      broken[j]?.push(prior + (forwards[j - 1] ?? 0) + (backwards[j] ?? 0));
  }
  for (let j = FEWEST; j <= looks.length - FEWEST; j++) logs[j] = logSumExp(broken[j] ?? []);
  const candidates = logs.filter((log) => log !== undefined);
  const factor = logSumExp(candidates) - Math.log(candidates.length) - logSumExp(unbroken);
  if (!(factor > Math.log(PROPOSE_FROM))) return [];
  let best = FEWEST;
  for (let j = FEWEST; j <= looks.length - FEWEST; j++) if ((logs[j] ?? 0) > (logs[best] ?? 0)) best = j;
  const before = looks.slice(0, best);
  const after = looks.slice(best);
  return [
    {
      from: isoDate(after[0]?.day ?? 0),
      log10BayesFactor: factor / Math.LN10,
      before: meanCars(before),
      after: meanCars(after),
    },
    ...breaksIn(before, workings),
    ...breaksIn(after, workings),
  ];
}

/** Log probability of the first 1, 2, ... looks of a run, with a level of their own. */
function runningLogs(hyper: Hyper, looks: readonly Sighting[], workings: Workings): number[] {
  const guess = guessLevel(looks, hyper);
  const few = guessLevel(looks.slice(0, FEWEST), hyper);
  const step = 0.9 * Math.min(guess.finest, few.finest);
  const low = Math.min(guess.mean - 6 * guess.sd, few.mean - 6 * few.sd);
  const high = Math.max(guess.mean + 6 * guess.sd, few.mean + 6 * few.sd);
  const nodes = Float64Array.from({ length: Math.ceil((high - low) / step) + 1 }, (_, i) => low + i * step);
  const filter = new NodeFilter(new NodeRows(hyper, nodes, false), workings.transitions, nodes.map((m) => step * priorDensity(m)));
  return looks.map((look) => {
    filter.advance(look.day, workings.likelihoods.of(look, hyper.size));
    return Math.log(filter.total()) + filter.logScale;
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
