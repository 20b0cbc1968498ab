import type { Sighting } from "../baseline/sighting.ts";
import type { Workings } from "../baseline/workings.ts";
import { isoDate } from "../stats/day-number.ts";
import type { ProposedRegime } from "./assessment.ts";
import { FEWEST, meanCars, strongestBreak, strongestClosure } from "./find-breaks.ts";

/**
 * Bayes factor, over all places, from which a break is put to the analyst: of seven kinds of yards without a break two
 * series in a hundred are told of one, nearly all of them queues of trains (docs/methods/statistics.md 2.13).
 */
const PROPOSE_FROM = 100;

/**
 * Breaks in a record that nobody declared: gaps where two levels of their own explain the looks far better than one, and
 * closures, where another level holds for a while and the old one returns.
 *
 * The strongest is proposed first, then the parts on its sides are searched again. The Bayes factor is that of "some break"
 * ("some closure") against none, each place equally likely; the date is the most probable one.
 *
 * Checked against: rates on simulated breaks and on series without, scripts/statistics/proposals.ts
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
  const least = Math.log(PROPOSE_FROM);
  const one = strongestBreak(looks, FEWEST, least, workings);
  const closure = strongestClosure(looks, Math.max(least, one?.logFactor ?? least), workings);
  const cuts = closure === null ? (one === null ? [] : [one.index]) : [closure.index, closure.end];
  const logFactor = (closure ?? one)?.logFactor ?? 0;
  if (cuts.length === 0) return [];
  const parts = [0, ...cuts].map((from, i) => looks.slice(from, cuts[i]));
  const proposed = parts.slice(1).map(
    (after, i): ProposedRegime => ({
      from: isoDate(after[0]?.day ?? 0),
      log10BayesFactor: logFactor / Math.LN10,
      before: meanCars(parts[i] ?? []),
      after: meanCars(after),
    }),
  );
  return [...proposed, ...parts.flatMap((part) => breaksIn(part, workings))];
}
