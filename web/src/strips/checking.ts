import type { Edit } from "../../../src/core/reading/edit.ts";
import { edited } from "../../../src/core/reading/edit.ts";
import { nextDoubtful, type ReadCar, type Reading, standingCars } from "../../../src/core/reading/reading.ts";
import type { Command } from "./keys.ts";

/** A reading under check: where the reader stands, and what can be taken back. */
export interface Checking {
  readonly reading: Reading;
  readonly selected: string | null;
  readonly undone: readonly Reading[];
  readonly before: readonly Reading[];
  /** Why the last command did nothing; null: it did something. */
  readonly refusal: { readonly of: "split" | "merge" | "add" | "edit"; readonly detail: string } | null;
}

/** Length of a car that a reader adds before setting its ends, metres: the mean of the segment model's length prior. */
const ADDED_CAR_METRES = 14.5;

export function beginChecking(reading: Reading): Checking {
  return { reading, selected: nextDoubtful(reading)?.id ?? null, undone: [], before: [], refusal: null };
}

/** The state after a command; an edit that makes no sense changes nothing but says so. */
export function afterCommand(checking: Checking, command: Command, newId: () => string): Checking {
  const cars = standingCars(checking.reading);
  const index = cars.findIndex(({ id }) => id === checking.selected);
  const selected = cars[index];
  switch (command.kind) {
    case "help":
      return checking;
    case "next-doubtful":
      return { ...checking, selected: nextDoubtful(checking.reading)?.id ?? checking.selected, refusal: null };
    case "previous":
      return { ...checking, selected: cars[Math.max(0, index - 1)]?.id ?? null };
    case "next":
      return { ...checking, selected: cars[Math.min(cars.length - 1, index + 1)]?.id ?? null };
    case "track-up":
    case "track-down":
      return { ...checking, selected: onNeighbour(checking.reading, cars, selected, command.kind) };
    case "undo": {
      const last = checking.before.at(-1);
      if (last === undefined) return checking;
      const undone = [...checking.undone, checking.reading];
      return { ...checking, reading: last, before: checking.before.slice(0, -1), undone };
    }
    case "redo": {
      const next = checking.undone.at(-1);
      if (next === undefined) return checking;
      return {
        ...checking,
        reading: next,
        before: [...checking.before, checking.reading],
        undone: checking.undone.slice(0, -1),
      };
    }
    case "add":
      return afterAdding(checking, selected, newId());
  }
  if (selected === undefined) return checking;
  switch (command.kind) {
    case "accept":
    case "reject":
      return moveOn(afterEdit(checking, { kind: command.kind, car: selected.id }), index);
    case "split":
      return afterEdit(checking, { kind: "split", car: selected.id, at: (selected.from + selected.to) / 2 });
    case "merge":
      return afterEdit(checking, { kind: "merge", car: selected.id });
    case "type":
      return afterEdit(checking, { kind: "type", car: selected.id, type: command.type });
    case "covered":
      return afterEdit(checking, { kind: "covered", car: selected.id, covered: turned(selected.covered) });
  }
}

/** One edit, with the way back kept. */
export function afterEdit(checking: Checking, edit: Edit): Checking {
  try {
    const reading = edited(checking.reading, edit);
    const selected = edit.kind === "split" ? `${edit.car}a` : checking.selected;
    return { reading, selected, before: [...checking.before, checking.reading], undone: [], refusal: null };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { kind } = edit;
    const of = kind === "split" || kind === "merge" || kind === "add" ? kind : "edit";
    return { ...checking, refusal: { of, detail: error.message } };
  }
}

/** Cannot tell, covered, not covered, and around again. */
const turned = (covered: boolean | null) => (covered === null ? true : covered ? false : null);

function moveOn(checking: Checking, index: number): Checking {
  const doubtful = nextDoubtful(checking.reading);
  const cars = standingCars(checking.reading);
  return { ...checking, selected: doubtful?.id ?? cars[Math.min(index, cars.length - 1)]?.id ?? null };
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
  const track = selected?.track ?? checking.reading.tracks[0]?.track;
  if (track === undefined) return checking;
  const from = selected === undefined ? 0 : selected.to + 1;
  const after = afterEdit(checking, { kind: "add", id, track, from, to: from + ADDED_CAR_METRES });
  return after.refusal === null ? { ...after, selected: id } : after;
}
