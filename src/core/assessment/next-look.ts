import { MeanMixture } from "../baseline/expectation.ts";
import { logSumExp } from "../baseline/regime-model.ts";
import type { CandidateGap, ChangeEvidence, Evidence } from "./change-evidence.ts";
import { TIERS } from "./watch.ts";

/** Largest count that is asked about, in multiples of the largest so far. */
const FURTHEST = 4;
/** Prior probability that a change ends before the next look, per two weeks of a mean length of half a year. */
const ENDS_BY_NEXT = 0.075;
/** Gaps whose share of the evidence is below this are left out. */
const LEAST = 0.01;

/**
 * What one more clear look of the whole yard would settle: the smallest count with which the evidence of a rise would
 * stand at the alarm, and the largest with which a rise under way would count as ended.
 *
 * The wandering level is taken as stationary at the next look, so the counts are good to a car or two.
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
  const unchanged = new MeanMixture(usual, last).probabilities(length);
  const risenNow = new MeanMixture(usual, last).risen().probabilities(length);
  const held = state.gaps
    .map((gap, j) => ({ gap, factor: evidence.riseByGap[j] ?? 0 }))
    .filter(({ factor }) => factor >= LEAST * evidence.rise)
    .map(({ gap, factor }) => ({ factor, row: rowAfter(gap, state.model.outside, last, length) }));
  const after = (cars: number) => {
    const base = unchanged[cars] as number;
    let sum = (risenNow[cars] as number) / base;
    for (const { factor, row } of held) sum += (factor * (row[cars] as number)) / base;
    return sum;
  };
  let confirmsFrom: number | null = null;
  const median = medianOf(unchanged);
  for (let cars = length - 1; cars >= median; cars--) {
    if (!((unchanged[cars] as number) > 1e-290)) continue;
    if (!(after(cars) >= TIERS.alarm)) break;
    confirmsFrom = cars;
  }
  return { confirmsFrom, endsBelow: evidence.rise >= TIERS.alarm ? endsBelow(state, evidence, back, length) : null };
}

function endsBelow(state: ChangeEvidence, evidence: Evidence, back: number, length: number): number | null {
  const gap = state.gaps[state.mostProbableGap(evidence.riseByGap)];
  if (gap === undefined) return null;
  const last = state.sightings.at(-1)?.day ?? 0;
  const base = new MeanMixture(state.expectationBefore(gap), last).probabilities(length);
  const changed = rowAfter(gap, state.model.outside, last, length);
  const ended = back + (1 - back) * ENDS_BY_NEXT;
  let largest: number | null = null;
  for (let cars = 0; cars < length; cars++) {
    const odds = (ended * (base[cars] as number)) / ((1 - ended) * (changed[cars] as number));
    if (!(odds > 9)) break;
    largest = cars;
  }
  return largest;
}

/** Probabilities of the next count if the level rose in a gap. */
function rowAfter(gap: CandidateGap, outside: Float64Array, day: number, length: number): Float64Array {
  const logs = gap.segments.map((segment, h) => (outside[h] ?? 0) + segment.logRise());
  const total = logSumExp(logs);
  const mixture = MeanMixture.empty();
  for (const [h, segment] of gap.segments.entries()) {
    const weight = Math.exp((logs[h] ?? -Infinity) - total);
    if (weight < 1e-4) continue;
    const { nodes, shares } = segment.levelAfter("rise");
    mixture.addLevels(segment.hyper, nodes, shares, weight, day);
  }
  return mixture.probabilities(length);
}

function medianOf(row: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < row.length; n++) {
    sum += row[n] as number;
    if (sum >= 0.5) return n;
  }
  return row.length - 1;
}
