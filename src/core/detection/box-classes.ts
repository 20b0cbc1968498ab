import { CAR_TYPES } from "../observation/observation.ts";

/** Which of a detector's classes are counted as cars. */
export interface BoxClasses {
  /** By name; empty: the detector names none, and every box counts. */
  readonly counted: readonly string[];
  readonly leftOut: readonly string[];
}

/**
 * Names of rolling stock, of words apart. Source: xView ("Railway Vehicle", "Passenger Car", "Cargo Car", "Flat Car", "Tank car",
 * "Locomotive"), COCO ("train"), and the usual names of freight cars.
 */
const ROLLING_STOCK =
  /\b(trains?|trams?|wagons?|locomotives?|locos?|rolling ?stock|rail(way|road)? ?(cars?|vehicles?|wagons?|coach(es)?)|(cargo|freight|passenger|box|tank|flat|hopper|gondola|covered|open|container|coal|ore|well|auto ?rack|refrigerator) ?cars?|cisterns?|hoppers?|gondolas?|box ?cars?|auto ?racks?)\b/;
/** Words of what is none, whatever else the name says: tanks that stand, stations, and what runs on roads. */
const NOT_ROLLING =
  /\b(storage|farm|stations?|tracks?|yards?|trucks?|tractors?|trailers?|bus(es)?|vans?|passenger vehicles?|cargo (planes?|ships?|trucks?)|container (ships?|cranes?)|cranes?|engineering|construction)\b/;

/**
 * Which classes count. Those that are asked for; else all where they are the types that Yardcheck itself tells, as its exports name
 * them, or rolling stock; else those that name rolling stock, and with them our own types other than unknown, which says nothing beside
 * a foreign class. The only class of a detector counts, whatever its name.
 *
 * @param names  of the classes, by index
 * @param asked  names, in any case, or indices; null: nobody asked
 * @returns their indices, and the names
 * @throws RangeError when one that is asked for is none of the detector's, or nobody asked and none of several is rolling stock
 */
export function boxClasses(
  names: ReadonlyMap<number, string>,
  asked: readonly string[] | null,
): BoxClasses & { readonly counts: (label: number) => boolean } {
  if (asked !== null) return classesOf(names, askedFor(names, asked));
  const all = [...names.keys()];
  const rolling = all.filter((label) => isRollingStock(names.get(label) ?? ""));
  const types = all.filter((label) => isCarType(names.get(label) ?? ""));
  const known = new Set([...rolling, ...types]);
  if (all.length <= 1 || known.size === all.length) return classesOf(names, all);
  if (rolling.length > 0) {
    const told = all.filter((label) => known.has(label) && names.get(label)?.toLowerCase() !== "unknown");
    return classesOf(names, told);
  }
  throw new RangeError(`none of these classes is known for rolling stock: ${[...names.values()].join(", ")}`);
}

function askedFor(names: ReadonlyMap<number, string>, asked: readonly string[]): number[] {
  return asked.flatMap((wanted) => {
    const called = [...names].filter(([, name]) => words(name) === words(wanted)).map(([label]) => label);
    if (called.length > 0) return called;
    // A detector that names no classes still numbers them.
    if (/^\d+$/.test(wanted) && (names.size === 0 || names.has(Number(wanted)))) return [Number(wanted)];
    throw new RangeError(
      `there is no class "${wanted}" among ${[...names.values()].join(", ") || "those without a name"}`,
    );
  });
}

function classesOf(names: ReadonlyMap<number, string>, labels: readonly number[]) {
  const chosen = new Set(labels);
  const nameOf = (label: number) => names.get(label) ?? `class ${label}`;
  return {
    counted: labels.map(nameOf),
    leftOut: [...names.keys()].filter((label) => !chosen.has(label)).map(nameOf),
    counts: (label: number) => chosen.size === 0 || chosen.has(label),
  };
}

const isCarType = (name: string) => CAR_TYPES.some((type) => type === name.toLowerCase());
const isRollingStock = (name: string) => ROLLING_STOCK.test(words(name)) && !NOT_ROLLING.test(words(name));

/** A name in small letters, its words apart by single spaces, however it joins them. */
const words = (name: string) =>
  name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
