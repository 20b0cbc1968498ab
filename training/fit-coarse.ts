import { type CoarseTrack, coarseAssumptions, emptyLogOdds } from "../src/core/detection/coarse-tracks.ts";
import type { CoarseBand } from "../src/core/detection/counting-model.ts";
import { fitLogOdds, type LogOddsFit } from "../src/core/detection/fit-log-odds.ts";
import { trackDistribution, yardDistribution } from "../src/core/observation/count-errors.ts";
import { type CountedTruth, coverage, intervalScore } from "./interval-score.ts";

/** A track of a rendered yard: what was read from it, and what stands there. */
export interface LabelledTrack extends CoarseTrack {
  /** Cars that can be seen. */
  readonly cars: number;
  /** No car at all stands on it, seen or not. */
  readonly isEmpty: boolean;
}

export interface CoarseYard {
  readonly tracks: readonly LabelledTrack[];
  /** Of a style that no network was trained on. */
  readonly isInvented: boolean;
}

/** Of the intervals that are scored: about that which is told. With levels from .5 on, 90 % intervals of calibration's own yards held 61 of 72 at 2 m. */
const LEVELS = [0.8, 0.9, 0.95];
/** What is tried, each in turn while the others stay, from the first values on and so many to both sides, until nothing is better. */
const BESIDE = 2;
const TRIED = {
  /**
   * What all expected cars are multiplied by: least squares fit a mean, which lies above the middle of a skewed law. No more: the score would give up
   * the middle for the upper end (1.16 at 4.5 m, and medians on yards of 150 m 27 % above their cars).
   */
  level: [0.96, 1, 1.04],
  relativeSpread: steps(0.02, 0.04, 30),
  commonSpread: steps(0, 0.02, 31),
  carVariance: [0.3, 0.4, 0.5, 0.7, 1, 1.4, 2],
} satisfies Record<string, readonly number[]>;
const FIRST = { level: 1, relativeSpread: 0.22, commonSpread: 0.2, carVariance: 0.4 };
const NO_ERRORS = { trackShare: 0, commonSpread: 0 };
/** Of yards by 90 % intervals; of the half of invented styles one fewer of 34 is enough. Source: our choice. */
const LEAST_COVERAGE = { ofAll: 0.9, ofInvented: 0.88 };
/** As in empty-track.ts: hundreds of tracks are fitted on. */
const SPREADS: LogOddsFit = { slope: 0.5, offset: 10 };

/**
 * How probable an empty track is by logistic regression, and what tracks with cars are expected to hold by least squares; then, together, the level
 * of that, and what errors long tracks even out, which they keep, and which the tracks of a yard share: the least interval score of tracks with cars and of yards,
 * each held against the root of its length, so that neither the longest nor the many short ones say all. At last the common spread is raised
 * until 90 % intervals hold .9 of the yards, and .88 of those of invented styles: some are misread outright, which the score makes little of, and
 * styles that the networks were trained on are misread the least.
 *
 * @returns the fit, and how often its intervals hold the truth on what it was fitted on
 */
export function fitCoarse(gsdMetres: number, yards: readonly CoarseYard[]): { band: CoarseBand; said: string } {
  const all = yards.flatMap(({ tracks }) => tracks);
  const holding = all.filter(({ cars }) => cars > 0);
  const [expected, empty] = [expectedCars(gsdMetres, holding), fitEmptyTracks(all)];
  const bandOf = ({ level, ...spreads }: typeof FIRST): CoarseBand => ({
    gsdMetres,
    metresPerCar: Number((expected.metresPerCar / level).toFixed(2)),
    carsPerKilometre: Number((expected.carsPerKilometre * level).toFixed(2)),
    ...spreads,
    empty,
  });
  let best = FIRST;
  let score = scoreOf(bandOf(best), yards);
  for (let moved = true; moved; ) {
    moved = false;
    for (const name of ["level", "relativeSpread", "commonSpread", "carVariance"] as const) {
      const at = TRIED[name].indexOf(best[name]);
      for (const value of TRIED[name].slice(Math.max(0, at - BESIDE), at + BESIDE + 1)) {
        const other = { ...best, [name]: value };
        const its = value === best[name] ? score : scoreOf(bandOf(other), yards);
        if (its < score) [best, score, moved] = [other, its, true];
      }
    }
  }
  const judged = (commonSpread: number) => yards.map((yard) => countsOf(bandOf({ ...best, commonSpread }), yard));
  const wide = TRIED.commonSpread.find((spread) => {
    if (spread < best.commonSpread) return false;
    const counts = judged(spread).map(({ yard }) => yard);
    const invented = counts.filter((_, k) => yards[k]?.isInvented);
    return coverage(counts) >= LEAST_COVERAGE.ofAll && coverage(invented) >= LEAST_COVERAGE.ofInvented;
  });
  best = { ...best, commonSpread: wide ?? Math.max(...TRIED.commonSpread) };
  const band = bandOf(best);
  const counted = judged(best.commonSpread);
  const tracks = counted.flatMap((of) => of.tracks).filter(({ cars }) => cars > 0);
  const said =
    `${yards.length} yards, intervals cover ${coverage(counted.map(({ yard }) => yard)).toFixed(3)} of them and ` +
    `${coverage(tracks).toFixed(3)} of ${tracks.length} tracks with cars`;
  return { band, said };
}

function countsOf(
  band: CoarseBand,
  { tracks }: CoarseYard,
): { readonly yard: CountedTruth; readonly tracks: CountedTruth[] } {
  const { assumed } = coarseAssumptions(tracks, band);
  return {
    yard: {
      pmf: yardDistribution(assumed, NO_ERRORS),
      cars: tracks.reduce((sum, { cars }) => sum + cars, 0),
    },
    tracks: tracks.map(({ cars }, k) => ({ pmf: trackDistribution(assumed[k] ?? [], NO_ERRORS), cars })),
  };
}

function scoreOf(band: CoarseBand, yards: readonly CoarseYard[]): number {
  let [ofYards, ofTracks, holding] = [0, 0, 0];
  for (const yard of yards) {
    const counts = countsOf(band, yard);
    ofYards +=
      intervalScore(counts.yard, LEVELS) / Math.sqrt(yard.tracks.reduce((sum, track) => sum + metresOf(track), 0));
    yard.tracks.forEach((track, k) => {
      if (track.cars === 0) return;
      ofTracks += intervalScore(counts.tracks[k] as CountedTruth, LEVELS) / Math.sqrt(metresOf(track));
      holding++;
    });
  }
  return ofYards / yards.length + ofTracks / holding;
}

const metresOf = ({ seenMetres, hiddenMetres }: CoarseTrack) => seenMetres + hiddenMetres;

/** Slope and offset of the log odds that a track is empty; tracks of which a part is hidden say less. */
function fitEmptyTracks(tracks: readonly LabelledTrack[]): LogOddsFit {
  const stated = tracks.flatMap(({ strongest, seenMetres, hiddenMetres, isEmpty }) =>
    strongest === null || hiddenMetres > 0.1 * seenMetres
      ? []
      : [{ logOdds: emptyLogOdds(strongest, seenMetres), holds: isEmpty }],
  );
  const { slope, offset } = fitLogOdds(stated, { slope: 1, offset: 0 }, SPREADS);
  return { slope: Number(slope.toFixed(3)), offset: Number(offset.toFixed(3)) };
}

/**
 * Up to here cars follow from the length under them alone: a number for each kilometre beside it stands for cars that were missed where many
 * stand, and gave three cars on two kilometres 4 to 7. Beyond, it says how full such yards are. Source: our choice.
 */
const ALONG_UP_TO_METRES = 2;

/** cars = occupied / metresPerCar + carsPerKilometre * length by least squares, each track by its length; the latter not below nought. */
function expectedCars(
  gsdMetres: number,
  tracks: readonly LabelledTrack[],
): Pick<CoarseBand, "metresPerCar" | "carsPerKilometre"> {
  let [oo, ok, kk, oc, kc] = [0, 0, 0, 0, 0];
  for (const { occupiedIfAny: o, seenMetres, cars } of tracks) {
    const [k, weight] = [seenMetres / 1000, 1 / seenMetres];
    oo += weight * o * o;
    ok += weight * o * k;
    kk += weight * k * k;
    oc += weight * o * cars;
    kc += weight * k * cars;
  }
  const perKilometre = gsdMetres > ALONG_UP_TO_METRES ? Math.max(0, (oo * kc - ok * oc) / (oo * kk - ok * ok)) : 0;
  const perMetre = (oc - ok * perKilometre) / oo;
  return { metresPerCar: Number((1 / perMetre).toFixed(2)), carsPerKilometre: Number(perKilometre.toFixed(2)) };
}

function steps(from: number, step: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => Number((from + k * step).toFixed(6)));
}
