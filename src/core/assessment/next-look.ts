import { MeanMixture } from "../baseline/mean-mixture.ts";
import { logSumExp } from "../baseline/regime-model.ts";
import type { CandidateGap, ChangeEvidence, Evidence } from "./change-evidence.ts";
import { TIERS } from "./tiers.ts";

/** Largest count that is asked about, in multiples of the largest so far. */
const FURTHEST = 4;
/** Prior probability that a change ends before the next look, per two weeks of a mean length of half a year. */
const ENDS_BY_NEXT = 0.075;
/** Gaps whose share of the evidence is below this are left out. */
const LEAST = 0.01;

/**
 * What one more clear look of the whole yard would settle: the smallest count, of those at or above the usual median, from which on
 * the evidence of a rise would stand at the alarm, and the largest with which a rise under way would count as ended. Where the
 * evidence stands at the alarm already, smaller counts may leave it there, too.
 *
 * As after a pause in which the wandering level is forgotten: where counts stay close from look to look, a fortnight later fewer cars
 * would do, by a fifth to a quarter in the series of scripts/statistics/limits.ts.
 *
 * @param back  probability that the level is back already
 */
export function nextLook(
  state: ChangeEvidence,
  evidence: Evidence,
  back: number,
): { readonly confirmsFrom: number | null; readonly endsBelow: number | null } {
  const seen = state.sightings.map(({ figure }) => (figure.kind === "exact" ? figure.cars : 0));
  const length = Math.min(3000, Math.max(60, FURTHEST * Math.max(...seen)) + 1);
  const last = state.sightings.at(-1)?.day ?? 0;
  const usual = state.model.expectation();
  const usualMixture = new MeanMixture(usual, last);
  // Risen just now, or in an earlier gap: the Bayes factors so far are weights.
  const risenMixture = usualMixture.risen();
  for (const [j, gap] of state.gaps.entries()) {
    const factor = evidence.riseByGap[j] ?? 0;
    if (factor >= LEAST * evidence.rise) addAfter(risenMixture, gap, state.model.outside, last, factor);
  }
  const unchanged = usualMixture.inFullView();
  const risen = risenMixture.inFullView();
  let confirmsFrom: number | null = null;
  for (let cars = 0, below = 0; cars < length; cars++) {
    const usually = unchanged();
    const ifRisen = risen();
    below += usually;
    if (below < 0.5 || !(usually > 1e-290)) continue;
    // A count far beyond those of a rise under way speaks for another one instead: from here on each must confirm.
    if (!(ifRisen >= TIERS.alarm * usually)) confirmsFrom = null;
    else confirmsFrom ??= cars;
  }
  return { confirmsFrom, endsBelow: evidence.rise >= TIERS.alarm ? endsBelow(state, evidence, back, length) : null };
}

function endsBelow(state: ChangeEvidence, evidence: Evidence, back: number, length: number): number | null {
  const gap = state.gaps[state.mostProbableGap(evidence.riseByGap)];
  if (gap === undefined) return null;
  const last = state.sightings.at(-1)?.day ?? 0;
  const usual = new MeanMixture(state.expectationBefore(gap), last);
  const risen = MeanMixture.empty();
  addAfter(risen, gap, state.model.outside, last, 1);
  const [base, changed] = [usual.inFullView(), risen.inFullView()];
  const ended = back + (1 - back) * ENDS_BY_NEXT;
  let largest: number | null = null;
  for (let cars = 0; cars < length; cars++) {
    const odds = (ended * base()) / ((1 - ended) * changed());
    if (!(odds > 9)) break;
    largest = cars;
  }
  return largest;
}

/** Adds the levels that the looks since a gap lead us to expect if the level rose in it, `factor` times. */
function addAfter(mixture: MeanMixture, gap: CandidateGap, outside: Float64Array, day: number, factor: number): void {
  const logs = gap.segments.map((segment, h) => (outside[h] ?? 0) + segment.logRise());
  const total = logSumExp(logs);
  for (const [h, segment] of gap.segments.entries()) {
    const weight = Math.exp((logs[h] ?? -Infinity) - total);
    if (weight < 1e-4) continue;
    const { start, step, shares } = segment.levelAfter("rise");
    mixture.addLevels(segment.hyper, start, step, shares, factor * weight, day);
  }
}
