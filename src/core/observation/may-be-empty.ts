import type { TrackAssumptions } from "./count-errors.ts";

/**
 * Share of the tracks that seems to lie under cars on yards without a car, by GSD: 95 of a hundred have less. Up to 2 m, where strings of
 * cars can still be told, none is asked for: large yards with few cars have no more than small ones without any.
 *
 * Source: 59 rendered yards without a car of calibration's styles at 3 and at 4.5 m (scripts/evaluate-empty-yards.ts); at 2 m our choice.
 */
const OF_EMPTY_YARDS = [
  { gsdMetres: 2, share: 0 },
  { gsdMetres: 3, share: 0.305 },
  { gsdMetres: 4.5, share: 0.402 },
] as const;
/** Just above the 5 % at which the interval begins, so that zero lies in it and the rest hardly moves. Source: our choice. */
const WEIGHT = 0.06;

/**
 * How probable it is held that none of a coarse image's tracks has a car, whatever seems to lie on them: what looks like cars on one track
 * does so on all of them for one reason, and tracks that are counted each for itself never come to none together.
 *
 * @param occupiedShare  expected share of the steps in sight under cars, of all tracks together
 * @returns 0 where the image shows more than empty yards do
 */
export function emptyYardWeight(occupiedShare: number, gsdMetres: number): number {
  const [fine, middle, coarse] = OF_EMPTY_YARDS;
  const [before, after] = gsdMetres < middle.gsdMetres ? [fine, middle] : [middle, coarse];
  const along = Math.log(gsdMetres / before.gsdMetres) / Math.log(after.gsdMetres / before.gsdMetres);
  const most = before.share + Math.min(along, 1) * (after.share - before.share);
  return gsdMetres > fine.gsdMetres && occupiedShare <= most ? WEIGHT : 0;
}

/** What a track holds, and beside it what it holds where the whole yard is empty in sight, with that weight. */
export function orEmpty(assumptions: TrackAssumptions, ifEmpty: TrackAssumptions, weight: number): TrackAssumptions {
  if (weight === 0) return assumptions;
  const weighed = (of: TrackAssumptions, share: number) => of.map((each) => ({ ...each, weight: share * each.weight }));
  return [...weighed(assumptions, 1 - weight), ...weighed(ifEmpty, weight)];
}
