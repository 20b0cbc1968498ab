import { dayNumber, noDay } from "../stats/day-number.ts";
import type { Figure, SeriesEntry } from "./entry.ts";
import { FIGURE_BOUNDS } from "./figure-bounds.ts";

/**
 * Why an entry that was stored cannot be worked with: a day that none can be of, or a number beyond `FIGURE_BOUNDS`.
 * Import refuses both; what an earlier version took over is left out of the series and told.
 *
 * @returns what was got and what was expected; null where there is no fault
 */
export function entryFault({ from, to, figure }: Pick<SeriesEntry, "from" | "to" | "figure">): string | null {
  const odd = [from, to].find((day) => dayNumber(day) === null);
  return odd === undefined ? figureFault(figure) : noDay(odd);
}

function figureFault(figure: Figure): string | null {
  const { cars, images, lengths, shortestMetres, longestMetres } = FIGURE_BOUNDS;
  switch (figure.kind) {
    case "exact":
    case "at-least":
      return beyond("cars", [figure.cars], cars);
    case "at-most":
      return beyond("cars", [figure.cars], cars) ?? beyond("images", [figure.looks], images);
    case "range":
      return beyond("cars", [figure.low, figure.high, figure.mean], cars) ?? beyond("images", [figure.looks], images);
    case "train-lengths": {
      const { metres, plusCars } = figure;
      const short = metres.find((length) => !(length >= shortestMetres));
      if (short !== undefined) return `a length of ${short} m, expected from ${shortestMetres} m on`;
      return (
        beyond("lengths", [metres.length, plusCars.length], lengths) ??
        beyond("metres", metres, longestMetres) ??
        beyond("cars", plusCars, cars)
      );
    }
    case "by-class":
      return beyond("cars", Object.values(figure.cars), cars);
    case "distribution":
    case "withheld":
      return null;
  }
}

function beyond(what: string, numbers: readonly (number | null)[], most: number): string | null {
  const odd = numbers.find((n) => n !== null && !(n <= most));
  return odd === undefined ? null : `${odd} ${what}, expected up to ${most}`;
}
