/** Counted cars against labelled ones, along one track: who found whom, and how well. */

/** Part of a track under one car, metres along it. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

export interface Matching {
  /** Pairs of indices: counted, labelled. */
  readonly pairs: readonly (readonly [number, number])[];
  readonly falseCars: readonly number[];
  readonly missedCars: readonly number[];
}

/** Overlap from which two extents are the same car, and the distance of centres that does as well, metres. */
const SAME_CAR_OVERLAP = 0.5;
const SAME_CAR_CENTRES_METRES = 4;

/**
 * Pairs counted with labelled cars, one to one: extents that overlap by half (intersection over union), or whose
 * centres lie within 4 m; the best overlap first, then the nearest centres.
 *
 * Source: our choice, docs/methods/counting.md, Measured
 */
export function matchCars(counted: readonly Extent[], labelled: readonly Extent[]): Matching {
  const candidates: { counted: number; labelled: number; overlap: number; apart: number }[] = [];
  counted.forEach((car, a) => {
    labelled.forEach((label, b) => {
      const overlap = overlapShare(car, label);
      const apart = Math.abs(car.from + car.to - label.from - label.to) / 2;
      if (overlap >= SAME_CAR_OVERLAP || apart <= SAME_CAR_CENTRES_METRES)
        candidates.push({ counted: a, labelled: b, overlap, apart });
    });
  });
  candidates.sort((p, q) => q.overlap - p.overlap || p.apart - q.apart);
  const [usedCounted, usedLabelled] = [new Set<number>(), new Set<number>()];
  const pairs: [number, number][] = [];
  for (const candidate of candidates) {
    if (usedCounted.has(candidate.counted) || usedLabelled.has(candidate.labelled)) continue;
    usedCounted.add(candidate.counted);
    usedLabelled.add(candidate.labelled);
    pairs.push([candidate.counted, candidate.labelled]);
  }
  return {
    pairs,
    falseCars: counted.map((_, k) => k).filter((k) => !usedCounted.has(k)),
    missedCars: labelled.map((_, k) => k).filter((k) => !usedLabelled.has(k)),
  };
}

/** Intersection over union of two extents, 0 to 1. */
export function overlapShare(a: Extent, b: Extent): number {
  const common = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  const all = Math.max(a.to, b.to) - Math.min(a.from, b.from);
  return common > 0 && all > 0 ? common / all : 0;
}

/** Errors of a count. A net error alone says nothing: misses and false cars cancel in it. */
export interface Accuracy {
  readonly labelled: number;
  readonly counted: number;
  readonly matched: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** (counted - labelled) / labelled. */
  readonly net: number;
  /** False and missed cars together. */
  readonly gross: number;
}

/**
 * Summary of any number of tracks.
 *
 * @returns ratios are NaN where nothing was labelled or counted
 */
export function accuracyOf(matched: number, counted: number, labelled: number): Accuracy {
  return {
    labelled,
    counted,
    matched,
    precision: matched / counted,
    recall: matched / labelled,
    f1: (2 * matched) / (counted + labelled),
    net: (counted - labelled) / labelled,
    gross: counted + labelled - 2 * matched,
  };
}
