import type { Car, CarType, TrackCount } from "../observation/observation.ts";

/** What one person read from one scene, car by car. Begins from a counting, or from nothing. */
export interface Reading {
  readonly version: 1;
  readonly tracks: readonly TrackToRead[];
  readonly cars: readonly ReadCar[];
  /** The reader's word that they looked at every track and that no car stands on any; says nothing where one does. */
  readonly allEmpty?: boolean | undefined;
}

export interface TrackToRead {
  readonly track: string;
  readonly name: string;
  readonly lengthMetres: number;
}

/**
 * A car under check. `unchecked`: as the method counted it, with its probability; `accepted` and `added`: the reader
 * saw it; `rejected`: the reader saw none there. Rejected cars stay, so that an edit can be taken back and so that the
 * method can learn from them.
 */
export interface ReadCar {
  readonly id: string;
  readonly track: string;
  /** Metres along the track, `from` < `to`. */
  readonly from: number;
  readonly to: number;
  readonly verdict: "unchecked" | "accepted" | "rejected" | "added";
  /** The method's probability that a car stands here; 1 for one that a reader added. */
  readonly probability: number;
  readonly type: CarType;
  /** Null: cannot tell. */
  readonly covered: boolean | null;
}

/** A reading that nobody has begun: the method's own cars, unchecked, in order along each track. */
export function readingOf(tracks: readonly Omit<TrackCount, "count">[]): Reading {
  return {
    version: 1,
    tracks: tracks.map(({ track, name, lengthMetres }) => ({ track, name, lengthMetres })),
    cars: tracks.flatMap(({ track, cars }) => cars.map((car, k) => uncheckedCar(track, car, k))),
  };
}

function uncheckedCar(track: string, car: Car, place: number): ReadCar {
  const { from, to, probability, type, covered } = car;
  return { id: `${track}/${place}`, track, from, to, verdict: "unchecked", probability, type, covered };
}

/** The cars that stand, as far as the reader has said: all but the rejected ones, in order along their tracks. */
export function standingCars(reading: Reading): ReadCar[] {
  const order = new Map(reading.tracks.map(({ track }, k) => [track, k]));
  return reading.cars
    .filter(({ verdict }) => verdict !== "rejected")
    .sort((a, b) => (order.get(a.track) ?? 0) - (order.get(b.track) ?? 0) || a.from - b.from);
}

/**
 * The next car to look at: the most doubtful unchecked one, whose probability is nearest to a half; ties in reading
 * order. Null: all are checked.
 */
export function nextDoubtful(reading: Reading): ReadCar | null {
  const unchecked = standingCars(reading).filter(({ verdict }) => verdict === "unchecked");
  const doubt = ({ probability }: ReadCar) => Math.abs(probability - 0.5);
  return unchecked.reduce<ReadCar | null>(
    (best, car) => (best === null || doubt(car) < doubt(best) ? car : best),
    null,
  );
}
