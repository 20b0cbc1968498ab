import type { CarType } from "../observation/observation.ts";
import type { ReadCar, Reading } from "./reading.ts";

/** Shortest car that an edit may leave, metres. Source: the shortest length of the segment model (6 m), halved. */
const SHORTEST_METRES = 3;

/** One step of a reader. Every edit names what it changes, so that it can be sent again and means the same. */
export type Edit =
  | { readonly kind: "accept" | "reject"; readonly car: string }
  | { readonly kind: "split"; readonly car: string; readonly at: number }
  /** With the next standing car of the same track. */
  | { readonly kind: "merge"; readonly car: string }
  | { readonly kind: "add"; readonly id: string; readonly track: string; readonly from: number; readonly to: number }
  | { readonly kind: "move"; readonly car: string; readonly from: number; readonly to: number }
  | { readonly kind: "type"; readonly car: string; readonly type: CarType }
  | { readonly kind: "covered"; readonly car: string; readonly covered: boolean | null };

/**
 * The reading after an edit. The one before is not changed, so undo is going back to it.
 *
 * @throws RangeError when the edit names a car or track that is not there, or would leave a car shorter than 3 m or
 *         outside its track
 */
export function edited(reading: Reading, edit: Edit): Reading {
  if (edit.kind === "add") {
    if (reading.cars.some(({ id }) => id === edit.id)) throw new RangeError(`there is a car "${edit.id}" already`);
    const { id, track, from, to } = edit;
    const car: ReadCar = { id, track, from, to, verdict: "added", probability: 1, type: "unknown", covered: null };
    checkPlace(reading, car);
    return { ...reading, cars: [...reading.cars, car] };
  }
  const car = reading.cars.find(({ id }) => id === edit.car);
  if (car === undefined) throw new RangeError(`there is no car "${edit.car}" in this reading`);
  switch (edit.kind) {
    case "accept":
      return withCars(reading, car, [{ ...car, verdict: car.verdict === "added" ? "added" : "accepted" }]);
    case "reject":
      return withCars(reading, car, [{ ...car, verdict: "rejected" }]);
    case "type":
      return withCars(reading, car, [{ ...seen(car), type: edit.type }]);
    case "covered":
      return withCars(reading, car, [{ ...seen(car), covered: edit.covered }]);
    case "move":
      return withCars(reading, car, [{ ...seen(car), from: edit.from, to: edit.to }]);
    case "split":
      return withCars(reading, car, [
        { ...seen(car), id: `${car.id}a`, to: edit.at },
        { ...seen(car), id: `${car.id}b`, from: edit.at },
      ]);
    case "merge":
      return merged(reading, car);
  }
}

function merged(reading: Reading, car: ReadCar): Reading {
  const next = reading.cars
    .filter(({ track, from, verdict }) => track === car.track && verdict !== "rejected" && from > car.from)
    .reduce<ReadCar | null>(
      (nearest, other) => (nearest === null || other.from < nearest.from ? other : nearest),
      null,
    );
  if (next === null) throw new RangeError(`no car stands after "${car.id}" on its track`);
  const left = { ...reading, cars: reading.cars.filter(({ id }) => id !== next.id) };
  return withCars(left, car, [{ ...seen(car), to: next.to }]);
}

/** Who gives a car a type or a place has seen it. */
const seen = (car: ReadCar): ReadCar => ({ ...car, verdict: car.verdict === "added" ? "added" : "accepted" });

function withCars(reading: Reading, old: ReadCar, cars: readonly ReadCar[]): Reading {
  for (const car of cars) checkPlace(reading, car);
  return { ...reading, cars: reading.cars.flatMap((car) => (car.id === old.id ? cars : [car])) };
}

function checkPlace(reading: Reading, { id, track, from, to }: ReadCar): void {
  const length = reading.tracks.find((known) => known.track === track)?.lengthMetres;
  if (length === undefined) throw new RangeError(`there is no track "${track}" in this reading`);
  if (!(from >= 0 && to <= length))
    throw new RangeError(`car "${id}" must lie within 0 and ${length} m, got ${from} to ${to}`);
  if (!(to - from >= SHORTEST_METRES))
    throw new RangeError(`car "${id}" must be at least ${SHORTEST_METRES} m long, got ${to - from}`);
}
