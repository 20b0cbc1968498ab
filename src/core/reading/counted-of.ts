import type { MethodId, ZoneId } from "../ids.ts";
import { CAR_TYPES, type Car, type Counted, type Counting, type TrackCount } from "../observation/observation.ts";
import { type ReadCar, type Reading, standingCars } from "./reading.ts";
import { countOfReading, hiddenMetresOf } from "./reading-count.ts";

/** What stands between a method's name and the reader who checked its cars: `strips@1+read-by-ada`. */
const READ_BY = "+read-by-";
/** And between the names of two who settled theirs. */
const AND = "-and-";

/** The method of a count that people checked; checked once more, it names the later readers. */
export function readMethod(method: MethodId, readers: readonly string[]): MethodId {
  return `${methodFamily(method)}${READ_BY}${readers.join(AND)}` as MethodId;
}

/**
 * The method of counts that a calibration corrects: what is counted with another one, or none, is another series.
 *
 * @param calibration  SHA-256 of its file; null: none
 */
export function calibratedMethod(method: MethodId, calibration: string | null): MethodId {
  return (calibration === null ? method : `${method}+calibration-${calibration.slice(0, 12)}`) as MethodId;
}

/** The method under a reader's check. Checked and unchecked looks of one method are one series. */
export function methodFamily(method: MethodId): MethodId {
  const at = method.indexOf(READ_BY);
  return (at < 0 ? method : method.slice(0, at)) as MethodId;
}

/** Who checked the cars of a count; empty where nobody did. */
export function readersOf(method: MethodId): readonly string[] {
  const at = method.indexOf(READ_BY);
  return at < 0 ? [] : method.slice(at + READ_BY.length).split(AND);
}

/**
 * Readers' names as a sentence names them: "ada and grace", and where there are two each isolated from the word between.
 *
 * @param language  BCP 47
 */
export function readersIn(language: string, readers: readonly string[]): string {
  if (readers.length < 2) return readers.join("");
  return new Intl.ListFormat(language, { type: "conjunction" }).format(readers.map((name) => `\u2068${name}\u2069`));
}

/** Where a car stands, in the scene's CRS. */
export type OutlineOf = (track: string, from: number, to: number) => Car["outline"];

/**
 * The counting that a reading says: the reader's cars in place of the method's.
 *
 * What the reader left unchecked counts with the method's probability, and keeps the method's probability of its type. Of a
 * withheld look a reader may count what they see; its usable fraction stays what the pixels told, and so does where tracks run
 * together. A reader saw only what is
 * not hidden: counts of tracks, zones and yard hold what the rest may hold ({@link countOfReading}), and `seen` what was read.
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
    readers,
    sha256,
    outlineOf,
    zoneOf,
  }: { readers: readonly string[]; sha256: string; outlineOf: OutlineOf; zoneOf: (track: string) => ZoneId | null },
): Counted {
  const methods = base.status === "counted" ? base.tracks : [];
  const known = new Map(methods.map((track) => [String(track.track), track]));
  const hidden = hiddenMetresOf(reading.tracks, base);
  const standing = standingCars(reading);
  const tracks = reading.tracks.map((read): TrackCount => {
    const { track, name, lengthMetres } = read;
    const cars = standing.filter((car) => car.track === track);
    const ofTrack = { ...reading, tracks: [read], cars };
    const count = countOfReading(ofTrack, hidden);
    const told = known.get(track);
    return {
      track: track as TrackCount["track"],
      name,
      zone: zoneOf(track),
      lengthMetres,
      usableFraction: told?.usableFraction ?? base.usableFraction,
      count,
      seen: countOfReading(ofTrack),
      emptyProbability: count.pmf[0] ?? 0,
      occupiedMetres: cars.reduce((metres, { from, to }) => metres + to - from, 0),
      cars: cars.map((car) => carOf(car, outlineOf, told?.cars ?? [])),
      ...(told?.shared && { shared: told.shared }),
      ...(told?.supposedMetres !== undefined && { supposedMetres: told.supposedMetres }),
    };
  });
  const zones = [...new Set(tracks.flatMap(({ zone }) => (zone === null ? [] : [zone])))];
  return {
    method: readMethod(base.method, readers),
    inputs: { ...base.inputs, reading: sha256 },
    usableFraction: base.usableFraction,
    warnings: base.warnings,
    read: base.read,
    status: "counted",
    reasons: [],
    basis: "cars",
    count: countOfReading(reading, hidden),
    seen: countOfReading(reading),
    registration:
      base.status === "counted" ? base.registration : { x: 0, y: 0, residualMetres: null, ambiguous: false },
    tracks,
    zones: zones.map((zone) => ({ zone, count: countOfReading(within(reading, zone, zoneOf), hidden) })),
    types: Object.fromEntries(
      CAR_TYPES.map((type) => [
        type,
        // What may stand in the room that cannot be seen is of no type that anybody could see.
        countOfReading(
          { ...reading, cars: standing.filter((car) => car.type === type) },
          type === "unknown" ? roomOf(tracks, hidden) : new Map(),
        ),
      ]),
    ) as Counted["types"],
  };
}

/** Of what cannot be seen, metres by track, the room that the cars leave. */
function roomOf(tracks: readonly TrackCount[], hidden: ReadonlyMap<string, number>): Map<string, number> {
  const room = tracks.map(({ track, lengthMetres, occupiedMetres }) => {
    const metres = hidden.get(track);
    return metres === undefined ? [] : [[String(track), Math.min(metres, lengthMetres - occupiedMetres)] as const];
  });
  return new Map(room.flat());
}

/** What of a reading lies in a zone. */
function within(reading: Reading, zone: ZoneId, zoneOf: (track: string) => ZoneId | null): Reading {
  const lies = ({ track }: { readonly track: string }) => zoneOf(track) === zone;
  return { ...reading, tracks: reading.tracks.filter(lies), cars: reading.cars.filter(lies) };
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
