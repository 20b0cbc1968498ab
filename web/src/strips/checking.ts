import { LENGTH_PRIORS } from "../../../src/core/detection/length-prior.ts";
import type { Edit } from "../../../src/core/reading/edit.ts";
import { edited } from "../../../src/core/reading/edit.ts";
import { nextDoubtful, type ReadCar, type Reading, standingCars } from "../../../src/core/reading/reading.ts";
import { begun, doneAgain, type Steps, stepped, takenBack } from "../steps.ts";
import type { Command } from "./keys.ts";

/** A reading and the car that the reader stands at; null: none. Taking a step back leads back to its car as well. */
export interface Standing {
  readonly reading: Reading;
  readonly selected: string | null;
}

/** A reading under check: where the reader stands, and what can be taken back. */
export interface Checking extends Steps<Standing> {
  /** Which edit could not be made by the last command; null: it did something. */
  readonly refusal: "split" | "merge" | "add" | "edit" | null;
}

/** Length of a car that a reader adds before setting its ends, metres: the mean of the segment model's length prior. */
const ADDED_CAR_METRES = LENGTH_PRIORS.any.parts[0].meanMetres;

export function beginChecking(reading: Reading): Checking {
  return { ...begun({ reading, selected: nextDoubtful(reading)?.id ?? null }), refusal: null };
}

/** Stands at another car, which is no step to be taken back. */
export function standingAt(checking: Checking, selected: string | null): Checking {
  return { ...checking, now: { ...checking.now, selected }, refusal: null };
}

/** The state after a command; an edit that makes no sense changes nothing but says so. */
export function afterCommand(checking: Checking, command: Command, newId: () => string): Checking {
  const { reading } = checking.now;
  const cars = standingCars(reading);
  const index = cars.findIndex(({ id }) => id === checking.now.selected);
  const selected = cars[index];
  switch (command.kind) {
    case "help":
      return checking;
    case "next-doubtful":
      return standingAt(checking, nextDoubtful(reading)?.id ?? checking.now.selected);
    case "previous":
      return standingAt(checking, cars[Math.max(0, index - 1)]?.id ?? null);
    case "next":
      return standingAt(checking, cars[Math.min(cars.length - 1, index + 1)]?.id ?? null);
    case "track-up":
    case "track-down":
      return standingAt(checking, onNeighbour(reading, cars, selected, command.kind));
    case "undo":
      return takenBack({ ...checking, refusal: null });
    case "redo":
      return doneAgain({ ...checking, refusal: null });
    case "add":
      return afterAdding(checking, selected, newId());
  }
  if (selected === undefined) return checking;
  const { id } = selected;
  switch (command.kind) {
    case "accept":
    case "reject":
      return afterEdit(checking, { kind: command.kind, car: id }, (edited) => afterThat(edited, index));
    case "split":
      return afterEdit(checking, { kind: "split", car: id, at: (selected.from + selected.to) / 2 }, () => `${id}a`);
    case "merge":
      return afterEdit(checking, { kind: "merge", car: id });
    case "type":
      return afterEdit(checking, { kind: "type", car: id, type: command.type });
    case "covered":
      return afterEdit(checking, { kind: "covered", car: id, covered: turned(selected.covered) });
  }
}

/**
 * One edit, with the way back kept.
 *
 * @param stand  at which car the reader stands then; where it is left out, at the same
 */
function afterEdit(
  checking: Checking,
  edit: Edit,
  stand: (reading: Reading) => string | null = () => checking.now.selected,
): Checking {
  try {
    const reading = edited(checking.now.reading, edit);
    return { ...stepped(checking, { reading, selected: stand(reading) }), refusal: null };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { kind } = edit;
    return { ...checking, refusal: kind === "split" || kind === "merge" || kind === "add" ? kind : "edit" };
  }
}

/** Cannot tell, covered, not covered, and around again. */
const turned = (covered: boolean | null) => (covered === null ? true : covered ? false : null);

/** The car to go on with: the next doubtful one, else the one that now has the place of the last. */
function afterThat(reading: Reading, index: number): string | null {
  const cars = standingCars(reading);
  return (nextDoubtful(reading) ?? cars[Math.min(index, cars.length - 1)])?.id ?? null;
}

function onNeighbour(
  reading: Reading,
  cars: readonly ReadCar[],
  selected: ReadCar | undefined,
  way: string,
): string | null {
  const tracks = reading.tracks.map(({ track }) => track);
  const here = selected === undefined ? 0 : tracks.indexOf(selected.track);
  const step = way === "track-down" ? 1 : -1;
  for (let k = here + step; k >= 0 && k < tracks.length; k += step) {
    const there = cars.filter(({ track }) => track === tracks[k]);
    const nearest = there.reduce<ReadCar | null>((best, car) => {
      const apart = ({ from }: ReadCar) => Math.abs(from - (selected?.from ?? 0));
      return best === null || apart(car) < apart(best) ? car : best;
    }, null);
    if (nearest !== null) return nearest.id;
  }
  return selected?.id ?? null;
}

/** A new car one metre behind the selected one, on its track; on the first track's start where none is selected. */
function afterAdding(checking: Checking, selected: ReadCar | undefined, id: string): Checking {
  const track = selected?.track ?? checking.now.reading.tracks[0]?.track;
  if (track === undefined) return checking;
  const from = selected === undefined ? 0 : selected.to + 1;
  return afterEdit(checking, { kind: "add", id, track, from, to: from + ADDED_CAR_METRES }, () => id);
}
