import { centreOf, type SightedCars, type Sighting, tellsOf } from "../baseline/sighting.ts";
import { checkedDay } from "../stats/day-number.ts";
import type { AssessLook, Rank } from "./assessment.ts";
import { tellsNothing } from "./tells-nothing.ts";
import { carsInLines } from "./train-lengths.ts";

/**
 * Days between images of a period whose number of images is not known: one a quarter. Fewer images make a statement
 * weaker, and nobody who says "never in five years" has looked less often; `sensitivity.p` shows what one a month and one
 * a year would make of it.
 */
const UNKNOWN_IMAGES_EVERY_DAYS = 91.3125;

/** A look ready for the model, with what judging it needs beside. */
export interface Entry {
  /** Day from which the figure can be known: its own, or the last of its period. */
  readonly knownDay: number;
  readonly date: string;
  readonly regime: string;
  /** One for a look, several for a period. */
  readonly sightings: readonly Sighting[];
  readonly monitored: boolean | null;
  /** The count of a look that saw the whole yard, and of "at least" its bound, for ranks; null for all others. */
  readonly fullCount: FullCount | null;
  /** Orders looks of one day, fewest cars first, so that the order of input does not matter. */
  readonly cars: number;
  /** Orders looks of one day and as many cars. */
  readonly key: string;
}

/**
 * Counts can be ranked against one another where the same share of the cars is counted, as many false ones are added, and each tells
 * of the level of the other's regime.
 */
export interface FullCount {
  readonly regime: string;
  readonly cars: number;
  /** A lower bound is ranked, and nothing against it. */
  readonly isBound: boolean;
  readonly recall: number;
  readonly falsePositives: number;
}

/** Of full counts those that one can be ranked against. */
export function rankedAgainst(count: FullCount, counts: readonly FullCount[]): readonly FullCount[] {
  return counts.filter(
    (one) =>
      !one.isBound &&
      one.recall === count.recall &&
      one.falsePositives === count.falsePositives &&
      tellsOf(one, count.regime),
  );
}

/** How a full count stands among those that it can be ranked against. */
export function rankOf(count: FullCount | null, counts: readonly FullCount[]): Rank {
  const alike = count === null ? [] : rankedAgainst(count, counts);
  const above = alike.filter(({ cars }) => count !== null && cars < count.cars).length;
  return { above, of: alike.length, chance: (alike.length - above + 1) / (alike.length + 1) };
}

/**
 * Share of the yard from which a look is called full, and its count ranked with others.
 * Source: our choice: what may be missing is no more than "about N" leaves open (a twentieth, core/series/figure-of.ts). Not
 * measured.
 */
const FULL_VIEW = 0.95;

/**
 * Turns looks as written into what the model reads, in order of the day they are known from. Those that tell nothing are none.
 *
 * @param unknownImagesEvery  days between images where their number is not known
 * @throws RangeError for a look that `readSeries` would have refused
 */
export function toEntries(looks: readonly AssessLook[], unknownImagesEvery = UNKNOWN_IMAGES_EVERY_DAYS): Entry[] {
  return looks
    .filter((look) => !tellsNothing(look))
    .map((look) => toEntry(look, unknownImagesEvery))
    .sort((a, b) => a.knownDay - b.knownDay || a.cars - b.cars || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

function toEntry(look: AssessLook, unknownImagesEvery: number): Entry {
  const from = checkedDay(look.date);
  const to = look.until === undefined ? from : checkedDay(look.until);
  const figure = figureOf(look);
  const shares = look.shares ?? [[(look.visible ?? 1) * (look.recall ?? 1), 1] as const];
  const total = shares.reduce((sum, [, weight]) => sum + weight, 0);
  const images =
    look.images ?? (look.until === undefined ? 1 : Math.max(1, Math.round((to - from + 1) / unknownImagesEvery)));
  const sighting = (day: number): Sighting => ({
    day,
    regime: look.regime ?? "",
    figure,
    shares: shares.map(([share, weight]) => [share, weight / total]),
    falseCars: look.falsePositives ?? 0,
  });
  return {
    knownDay: to,
    date: look.until ?? look.date,
    regime: look.regime ?? "",
    sightings: Array.from({ length: images }, (_, i) =>
      sighting(images === 1 && look.until === undefined ? from : Math.round(from + ((i + 0.5) * (to - from)) / images)),
    ),
    monitored: look.monitored ?? null,
    fullCount: fullCountOf(look, figure),
    cars: centreOf(figure),
    key: JSON.stringify(look, Object.keys(look).sort()),
  };
}

function fullCountOf(look: AssessLook, figure: SightedCars): FullCount | null {
  if ((look.visible ?? 1) < FULL_VIEW || look.shares !== undefined) return null;
  const isBound = figure.kind === "range";
  if (isBound && Number.isFinite(figure.high)) return null;
  const cars = isBound ? figure.low : centreOf(figure);
  const { regime = "", recall = 1, falsePositives = 0 } = look;
  return { regime, cars, isBound, recall, falsePositives };
}

function figureOf(look: AssessLook): SightedCars {
  if (look.count !== undefined) return { kind: "exact", cars: look.count };
  if (look.atLeast !== undefined) return { kind: "range", low: look.atLeast, high: Infinity };
  if (look.atMost !== undefined) return { kind: "range", low: 0, high: look.atMost };
  if (look.between !== undefined)
    return look.between[0] === look.between[1]
      ? { kind: "exact", cars: look.between[0] }
      : { kind: "range", low: look.between[0], high: look.between[1] };
  if (look.pmf !== undefined) return distribution(look.pmf);
  if (look.trainLengths !== undefined) {
    const plus = look.plusCars ?? 0;
    return distribution(carsInLines(look.trainLengths, typeof plus === "number" ? [plus, plus] : plus));
  }
  throw new RangeError(`a look of ${look.date} says no number of cars`);
}

/** Cuts off what is negligible at both ends of a distribution, and makes the rest sum to 1. */
function distribution(pmf: readonly number[]): SightedCars {
  const total = pmf.reduce((sum, p) => sum + p, 0);
  let first = 0;
  let end = pmf.length;
  while (first < end - 1 && (pmf[first] ?? 0) < 1e-9 * total) first++;
  while (end > first + 1 && (pmf[end - 1] ?? 0) < 1e-9 * total) end--;
  const kept = pmf.slice(first, end);
  if (kept.length === 1) return { kind: "exact", cars: first };
  const rest = kept.reduce((sum, p) => sum + p, 0);
  return { kind: "distribution", first, pmf: kept.map((p) => p / rest) };
}
