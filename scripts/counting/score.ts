import { accuracyOf, type Extent, matchCars } from "../../src/core/detection/match.ts";
import type { Car, Counted } from "../../src/core/observation/observation.ts";
import { LEAST_VISIBLE, type RenderedScene } from "./rendered-scenes.ts";

/** A labelled car: where it stands, and what it is where that is known. */
export interface Label extends Extent {
  readonly type?: string;
  readonly covered?: boolean;
  /** Neither asked for nor held against a count. */
  readonly ignored?: boolean;
}

/** How one track was counted. */
export interface TrackScore {
  readonly labelled: number;
  readonly counted: number;
  readonly matched: number;
  readonly lengthMetres: number;
  /** The interval holds the true number. */
  readonly covered: boolean;
  readonly intervalWidth: number;
  /** Probability that the interval says it holds: at least 0.9. */
  readonly stated: number;
  /** Probabilities of the listed cars, and whether each is real. */
  readonly listed: readonly { readonly probability: number; readonly real: boolean }[];
  readonly types: { readonly right: number; readonly of: number };
  /** Of the cars that were found: under a tarpaulin, told so, and both. Most have none: that "none" is right says little. */
  readonly tarpaulins: { readonly truly: number; readonly told: number; readonly both: number };
  readonly falseCars: readonly Car[];
  readonly missed: readonly Label[];
}

/** Labels of a rendered scene's tracks; cars whose centre lies beyond the track's ends belong to no track. */
export function labelsOf(rendered: RenderedScene): Label[][] {
  return rendered.cars.map((cars, k) => {
    const length = rendered.yard.tracks[k]?.lengthMetres ?? 0;
    return cars
      .filter(({ from, to }) => (from + to) / 2 > 0 && (from + to) / 2 < length)
      .map(({ from, to, truth }) => ({
        from: Math.max(0, from),
        to: Math.min(length, to),
        type: truth.type,
        covered: truth.covered,
        ignored: truth.visibleShare < LEAST_VISIBLE,
      }));
  });
}

export function scoreTracks(counting: Counted, labels: readonly (readonly Label[])[]): TrackScore[] {
  return counting.tracks.map((track, k): TrackScore => {
    const all = labels[k] ?? [];
    const { pairs, falseCars, missedCars } = matchCars(track.cars, all);
    const found = pairs.filter(([, label]) => !all[label]?.ignored);
    const ignored = pairs.length - found.length;
    const asked = all.filter((label) => !label.ignored);
    const known = found.filter(([, label]) => all[label]?.type !== undefined);
    const truly = known.filter(([, label]) => all[label]?.covered === true);
    const told = known.filter(([car]) => track.cars[car]?.covered === true);
    return {
      labelled: asked.length,
      counted: track.cars.length - ignored,
      matched: found.length,
      lengthMetres: track.lengthMetres,
      covered: asked.length >= track.count.low && asked.length <= track.count.high,
      intervalWidth: track.count.high - track.count.low,
      stated: track.count.pmf.slice(track.count.low, track.count.high + 1).reduce((a, b) => a + b, 0),
      listed: [
        ...pairs.map(([car]) => ({ probability: track.cars[car]?.probability ?? NaN, real: true })),
        ...falseCars.map((car) => ({ probability: track.cars[car]?.probability ?? NaN, real: false })),
      ],
      types: {
        right: known.filter(([car, label]) => track.cars[car]?.type === all[label]?.type).length,
        of: known.length,
      },
      tarpaulins: {
        truly: truly.length,
        told: told.length,
        both: truly.filter(([car]) => track.cars[car]?.covered === true).length,
      },
      falseCars: falseCars.flatMap((car) => track.cars[car] ?? []),
      missed: missedCars.flatMap((label) => (all[label]?.ignored ? [] : (all[label] ?? []))),
    };
  });
}

/** Scores of many tracks as one line of a table. */
export function summary(scores: readonly TrackScore[]) {
  const sum = (of: (score: TrackScore) => number) => scores.reduce((total, score) => total + of(score), 0);
  return {
    ...accuracyOf(
      sum((s) => s.matched),
      sum((s) => s.counted),
      sum((s) => s.labelled),
    ),
    tracks: scores.length,
    kilometres: sum((s) => s.lengthMetres) / 1000,
    coverage: sum((s) => (s.covered ? 1 : 0)) / scores.length,
    /** Of tracks that hold cars, and what their intervals say of themselves: counts are whole, so often more than .9. */
    coverageWithCars: sum((s) => (s.covered && s.labelled > 0 ? 1 : 0)) / sum((s) => (s.labelled > 0 ? 1 : 0)),
    statedWithCars: sum((s) => (s.labelled > 0 ? s.stated : 0)) / sum((s) => (s.labelled > 0 ? 1 : 0)),
    intervalWidth: sum((s) => s.intervalWidth) / scores.length,
    types: sum((s) => s.types.right) / sum((s) => s.types.of),
    tarpaulins: {
      truly: sum((s) => s.tarpaulins.truly),
      told: sum((s) => s.tarpaulins.told),
      both: sum((s) => s.tarpaulins.both),
    },
  };
}
