import type { AssessLook } from "../assessment/assessment.ts";
import { tellsNothing } from "../assessment/tells-nothing.ts";
import type { Figure, SeriesEntry } from "./entry.ts";

/**
 * How far "about N" reaches to either side of N, as a share of N. The canonical count, "about 73", was repeated by
 * other outlets as "at least 70" (4 % less); observers who count the same picture differ by a few percent.
 * Source: our choice; src/adapters/published/tumangang.json, its note on 2023-10-05; docs/methods/statistics.md 2.2
 */
const ABOUT_SHARE = 0.05;

/**
 * The figure as a look has it; null where it is no count of cars (withheld, or by class), or rules out no number of them (at
 * least 0, or a mean alone: how the counts lay about it nobody said). A mean beside bounds is not used either.
 */
export function figureOf({ figure }: Pick<SeriesEntry, "figure">): Omit<AssessLook, "date"> | null {
  const look = lookOf(figure);
  return look === null || tellsNothing(look) ? null : look;
}

/** Whether a figure names numbers of cars, and rules out none: it is kept and shown, and nothing is worked out with it. */
export function isUnused({ figure }: Pick<SeriesEntry, "figure">): boolean {
  const look = lookOf(figure);
  return look !== null && tellsNothing(look);
}

function lookOf(figure: Figure): Omit<AssessLook, "date"> | null {
  switch (figure.kind) {
    case "distribution":
      // What the hidden part may hold is in the distribution already.
      return { pmf: figure.count.pmf };
    case "exact":
      return figure.approximately ? { between: [less(figure.cars), more(figure.cars)] } : { count: figure.cars };
    case "at-least":
      return { atLeast: figure.approximately ? less(figure.cars) : figure.cars };
    case "at-most":
      return { atMost: figure.approximately ? more(figure.cars) : figure.cars, images: figure.looks };
    case "range":
      return {
        ...(figure.high === null ? { atLeast: figure.low } : { between: [figure.low, figure.high] }),
        images: figure.looks,
      };
    case "train-lengths": {
      const [low = 0, high = low] = [Math.min(...figure.plusCars), Math.max(...figure.plusCars)];
      const plus = figure.plusCars.length === 0 ? {} : { plusCars: low === high ? low : ([low, high] as const) };
      return { trainLengths: figure.metres, ...plus };
    }
    case "by-class":
    case "withheld":
      return null;
  }
}

const less = (cars: number) => Math.floor(cars * (1 - ABOUT_SHARE));
const more = (cars: number) => Math.ceil(cars * (1 + ABOUT_SHARE));
