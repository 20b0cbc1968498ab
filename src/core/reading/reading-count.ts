import { NOTICED_METRES, withHidden } from "../detection/hidden-prior.ts";
import { type Count, countOf } from "../observation/count.ts";
import { type TrackAssumptions, yardDistribution } from "../observation/count-errors.ts";
import type { Counted, Counting } from "../observation/observation.ts";
import { type ReadCar, type Reading, standingCars, type TrackToRead } from "./reading.ts";

/** Metres of each track that could not be seen, by track; one that is not named could be seen. */
export type HiddenMetres = ReadonlyMap<string, number>;

const ALL_SEEN: HiddenMetres = new Map();
/** How far readers differ is a matter of two readers, not of one. */
const NO_ERRORS = { trackShare: 0, commonSpread: 0 };

/**
 * What a reader could not see of a scene, by what the pixels told of it: of each track, where that is known, else of the
 * whole; where tracks run together, on the one on which it is supposed. A usable fraction of 0 of the whole says that nobody looked (see `hindranceOf`): then nothing is known to be hidden.
 *
 * @param tracks  of the reading
 * @param of      what the method said of the scene
 */
export function hiddenMetresOf(
  tracks: readonly TrackToRead[],
  of: Pick<Counting, "usableFraction"> & { readonly tracks?: Counted["tracks"] },
): HiddenMetres {
  if (of.usableFraction === 0) return ALL_SEEN;
  const known = new Map(of.tracks?.map((each) => [String(each.track), each]));
  return new Map(
    tracks
      .map(({ track, lengthMetres }) => {
        const told = known.get(track);
        const unseen = (1 - (told?.usableFraction ?? of.usableFraction)) * lengthMetres;
        return [track, told?.supposedMetres ?? unseen] as const;
      })
      .filter(([, metres]) => metres >= NOTICED_METRES),
  );
}

/**
 * The count of a reading under way: what the reader has seen counts as one car each, what is unchecked counts with the
 * method's probability (a Poisson-binomial law), and what could not be seen with what it may hold, as the methods suppose it
 * ({@link withHidden}), in the room that the reader's cars leave. A reading with nothing unchecked and nothing hidden is the
 * reader's own count, with no spread.
 *
 * Source: Poisson-binomial distribution by repeated convolution, exact.
 * Checked against: enumeration of all outcomes (reading.test.ts)
 */
export function countOfReading(reading: Reading, hidden: HiddenMetres = ALL_SEEN, level = 0.9): Count {
  const cars = standingCars(reading);
  const partly = reading.tracks.filter(({ track }) => hidden.has(track));
  const tracks = partly.map(({ track, lengthMetres }) => {
    const onTrack = cars.filter((car) => car.track === track);
    const room = onTrack.reduce((metres, { from, to }) => metres - (to - from), lengthMetres);
    return withHidden(readLaw(onTrack), Math.min(hidden.get(track) ?? 0, room));
  });
  const clear: TrackAssumptions = [{ weight: 1, pmf: readLaw(cars.filter(({ track }) => !hidden.has(track))) }];
  return countOf(yardDistribution([clear, ...tracks], NO_ERRORS), level);
}

/** Distribution of the number of cars that stand, of those that were read. */
function readLaw(cars: readonly ReadCar[]): Float64Array {
  const unchecked = cars.filter(({ verdict }) => verdict === "unchecked");
  // In one array, from its end: each key of a reader asks for it, and a yard may have thousands of cars.
  const pmf = new Float64Array(cars.length + 1);
  const certain = cars.length - unchecked.length;
  pmf[certain] = 1;
  unchecked.forEach(({ probability }, k) => {
    for (let n = certain + k + 1; n > certain; n--)
      pmf[n] = (pmf[n] as number) * (1 - probability) + (pmf[n - 1] as number) * probability;
    pmf[certain] = (pmf[certain] as number) * (1 - probability);
  });
  return pmf;
}
