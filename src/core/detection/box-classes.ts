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

/** Types as our own exports name them (`CAR_TYPES`, observation.ts) and as others do: rolling stock where two classes or more are such, or beside rolling stock. */
const TYPE_WORDS =
  /^(tanks?|covered|open|flat|containers?|flat and containers?|passengers?|coach(es)?|engines?|freight|loaded|empty|box)$/;
/** Beside types or rolling stock these are cars of a railway; alone, or beside what runs on roads, nobody knows. */
const ANY_CAR = /^(cars?|unknown|others?|cannot tell)$/;
const ROAD =
  /\b(trucks?|bus(es)?|vans?|persons?|people|pedestrians?|bicycles?|motor(bikes?|cycles?)|planes?|ships?|boats?|dogs?)\b/;
/** A name that tells nothing: its number. */
const NUMBERED = /^(class ?)?\d+$/;

/**
 * Which classes count. Those that are asked for; else all where the names tell nothing; else those that name rolling stock, and types of
 * cars where two are named or rolling stock is; "car" and "unknown" beside these, where nothing that runs on roads is named. The only
 * class of a detector counts, whatever its name.
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
  const called = (label: number) => words(names.get(label) ?? "");
  if (all.length <= 1 || all.every((label) => NUMBERED.test(called(label)))) return classesOf(names, all);
  const rolling = all.filter((label) => isRollingStock(names.get(label) ?? ""));
  const types = all.filter((label) => TYPE_WORDS.test(called(label)));
  if (rolling.length > 0 || types.length > 1) {
    const isRoad = all.some((label) => ROAD.test(called(label)));
    const any = isRoad ? [] : all.filter((label) => ANY_CAR.test(called(label)));
    const told = new Set([...rolling, ...types, ...any]);
    return classesOf(
      names,
      all.filter((label) => told.has(label)),
    );
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

const isRollingStock = (name: string) => ROLLING_STOCK.test(words(name)) && !NOT_ROLLING.test(words(name));

/** A name in small letters, its words apart by single spaces, however it joins them. */
const words = (name: string) =>
  name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
