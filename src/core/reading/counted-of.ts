import type { MethodId, ZoneId } from "../ids.ts";
import { type Count, countOf } from "../observation/count.ts";
import { convolve } from "../observation/count-errors.ts";
import { CAR_TYPES, type Car, type Counted, type Counting, type TrackCount } from "../observation/observation.ts";
import type { ReadCar, Reading } from "./reading.ts";
import { standingCars } from "./reading.ts";
import { countOfReading } from "./reading-count.ts";

/** What stands between a method's name and the reader who checked its cars: `strips@1+read-by-ada`. */
const READ_BY = "+read-by-";

/** The method of a count that a person checked; checked once more, it names the later reader. */
export function readMethod(method: MethodId, reader: string): MethodId {
  return `${methodFamily(method)}${READ_BY}${reader}` as MethodId;
}

/** The method under a reader's check. Checked and unchecked looks of one method are one series. */
export function methodFamily(method: MethodId): MethodId {
  const at = method.indexOf(READ_BY);
  return (at < 0 ? method : method.slice(0, at)) as MethodId;
}

/** The reader who checked the cars of a count; null where nobody did. */
export function readerOf(method: MethodId): string | null {
  const at = method.indexOf(READ_BY);
  return at < 0 ? null : method.slice(at + READ_BY.length);
}

/** Where a car stands, in the scene's CRS. */
export type OutlineOf = (track: string, from: number, to: number) => Car["outline"];

/**
 * The counting that a reading says: the reader's cars in place of the method's.
 *
 * What the reader left unchecked counts with the method's probability, and keeps the method's probability of its type. Of a
 * withheld look a reader may count what they see; its usable fraction stays what the pixels told. A track of which nothing
 * can be seen, and on which the reader drew no car, is not empty: what the method supposes of it stays.
 *
 * @param base      what the method said of the scene
 * @param reading   of the same tracks
 * @param sha256    of the reading, so that the counting names all that it depends on
 * @param zoneOf    zone of a track, null where it lies in none
 */
export function countedOf(
  reading: Reading,
  base: Counting,
  {
    reader,
    sha256,
    outlineOf,
    zoneOf,
  }: { reader: string; sha256: string; outlineOf: OutlineOf; zoneOf: (track: string) => ZoneId | null },
): Counted {
  const known = new Map(base.status === "counted" ? base.tracks.map((track) => [String(track.track), track]) : []);
  const standing = standingCars(reading);
  const unseenTrack = (track: string) => {
    const method = known.get(track);
    return method?.usableFraction === 0 && !standing.some((car) => car.track === track) ? method : undefined;
  };
  const tracks = reading.tracks.map(({ track, name, lengthMetres }): TrackCount => {
    const unseen = unseenTrack(track);
    if (unseen !== undefined) return { ...unseen, name, zone: zoneOf(track) };
    const cars = standing.filter((car) => car.track === track);
    const count = countOfReading({ ...reading, cars });
    return {
      track: track as TrackCount["track"],
      name,
      zone: zoneOf(track),
      lengthMetres,
      usableFraction: known.get(track)?.usableFraction ?? base.usableFraction,
      count,
      emptyProbability: count.pmf[0] ?? 0,
      occupiedMetres: cars.reduce((metres, { from, to }) => metres + to - from, 0),
      cars: cars.map((car) => carOf(car, outlineOf, known.get(track)?.cars ?? [])),
    };
  });
  const zones = [...new Set(tracks.flatMap(({ zone }) => (zone === null ? [] : [zone])))];
  const within = new Map(tracks.map(({ track, zone }) => [String(track), zone]));
  const unseen = tracks.filter(({ track }) => unseenTrack(track) !== undefined);
  return {
    method: readMethod(base.method, reader),
    inputs: { ...base.inputs, reading: sha256 },
    usableFraction: base.usableFraction,
    warnings: base.warnings,
    read: base.read,
    status: "counted",
    reasons: [],
    basis: "cars",
    count: countWith(countOfReading(reading), unseen),
    registration:
      base.status === "counted" ? base.registration : { x: 0, y: 0, residualMetres: null, ambiguous: false },
    tracks,
    zones: zones.map((zone) => ({
      zone,
      count: countWith(
        countOfReading({ ...reading, cars: standing.filter(({ track }) => within.get(track) === zone) }),
        unseen.filter((track) => track.zone === zone),
      ),
    })),
    types: Object.fromEntries(
      CAR_TYPES.map((type) => [
        type,
        countOfReading({ ...reading, cars: standing.filter((car) => car.type === type) }),
      ]),
    ) as Counted["types"],
  };
}

/** Cars that were read, and those that may stand where nothing can be seen. */
function countWith(read: Count, unseen: readonly TrackCount[]): Count {
  if (unseen.length === 0) return read;
  const pmf = unseen.reduce<ArrayLike<number>>((sum, { count }) => convolve(sum, count.pmf), read.pmf);
  return countOf(Array.from(pmf), read.level);
}

function carOf(read: ReadCar, outlineOf: OutlineOf, counted: readonly Car[]): Car {
  const { track, from, to, verdict, probability, type, covered } = read;
  const seen = verdict !== "unchecked";
  const same = counted.find((car) => car.from === from && car.to === to && car.type === type);
  const told = type === "unknown" ? 0 : 1;
  return {
    from,
    to,
    probability: seen ? 1 : probability,
    type,
    typeProbability: seen ? told : (same?.typeProbability ?? 0),
    covered,
    outline: outlineOf(track, from, to),
  };
}
