import { FIGURE_BOUNDS } from "../series/figure-bounds.ts";
import { dayNumber, EXPECTED_DAY } from "../stats/day-number.ts";
import type { AssessEvent, AssessLook, AssessSeries, AssessTypes } from "./assessment.ts";

/** Why a series cannot be assessed: the field that is wrong, what was got and what was expected. */
export interface Unusable {
  readonly status: "unusable";
  /** Null when the series does not say. */
  readonly id: string | null;
  /** Path of the field, such as `looks[3].count`; empty for the whole line. */
  readonly field: string;
  readonly problem: string;
}

/** Most looks of a series: beyond, it is a mistake. */
const MOST_LOOKS = 100_000;
const FIGURES = ["count", "atLeast", "atMost", "between", "pmf", "trainLengths"] as const;
const LOOK_FIELDS = new Set<string>([
  ...FIGURES,
  "date",
  "plusCars",
  "until",
  "images",
  "visible",
  "recall",
  "shares",
  "falsePositives",
  "regime",
  "monitored",
]);

class Refusal extends Error {
  readonly field: string;

  constructor(field: string, problem: string) {
    super(problem);
    this.field = field;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one series as it stands on a line of `yardcheck assess --ndjson`.
 *
 * @param value  parsed JSON
 * @returns the series, or the first field that cannot be used. Unknown fields are refused: a misspelt `monitord` would
 *          change the answer without a word
 */
export function readSeries(value: unknown): AssessSeries | Unusable {
  const id = isFields(value) && typeof value["id"] === "string" ? value["id"] : null;
  try {
    return seriesFrom(value);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: "unusable", id, field: error.field, problem: error.message };
  }
}

function seriesFrom(value: unknown): AssessSeries {
  const fields = asFields(value, "", "a series");
  refuseUnknown(fields, new Set(["id", "looks", "events", "types"]), "");
  const id = fields["id"];
  if (typeof id !== "string" || id === "") throw new Refusal("id", `expected a text, got ${show(id)}`);
  const looks = asArray(fields["looks"], "looks");
  if (looks.length > MOST_LOOKS) throw new Refusal("looks", `expected at most ${MOST_LOOKS}, got ${looks.length}`);
  const events = fields["events"] === undefined ? [] : asArray(fields["events"], "events");
  const types = fields["types"] === undefined ? undefined : asArray(fields["types"], "types");
  return {
    id,
    looks: looks.map((look, i) => lookFrom(look, `looks[${i}]`)),
    events: eventsFrom(events),
    ...(types === undefined ? {} : { types: types.map((look, i) => typesFrom(look, `types[${i}]`)) }),
  };
}

function typesFrom(value: unknown, path: string): AssessTypes {
  const fields = asFields(value, path, "cars by type");
  refuseUnknown(fields, new Set(["date", "cars", "regime"]), `${path}.`);
  const byType = asFields(fields["cars"], `${path}.cars`, "numbers of cars by type");
  return {
    date: dateFrom(fields["date"], `${path}.date`),
    cars: Object.fromEntries(
      Object.entries(byType).map(([type, n]) => [type, number(n, `${path}.cars.${type}`, 0, FIGURE_BOUNDS.cars)]),
    ),
    ...regimeFrom(fields, path),
  };
}

/** Events are told by their ids: no two have one. */
function eventsFrom(values: readonly unknown[]): AssessEvent[] {
  const placeOf = new Map<string, number>();
  return values.map((value, i) => {
    const event = eventFrom(value, `events[${i}]`);
    const first = placeOf.get(event.id);
    if (first !== undefined) throw new Refusal(`events[${i}].id`, `events[${first}] has this id, ${show(event.id)}`);
    placeOf.set(event.id, i);
    return event;
  });
}

function eventFrom(value: unknown, path: string): AssessEvent {
  const fields = asFields(value, path, "an event");
  refuseUnknown(fields, new Set(["id", "date"]), `${path}.`);
  const id = fields["id"];
  if (typeof id !== "string" || id === "") throw new Refusal(`${path}.id`, `expected a text, got ${show(id)}`);
  return { id, date: dateFrom(fields["date"], `${path}.date`) };
}

function lookFrom(value: unknown, path: string): AssessLook {
  const fields = asFields(value, path, "a look");
  refuseUnknown(fields, LOOK_FIELDS, `${path}.`);
  const at = (name: string) => `${path}.${name}`;
  const date = dateFrom(fields["date"], at("date"));
  const figures = FIGURES.filter((name) => fields[name] !== undefined);
  if (figures.length !== 1)
    throw new Refusal(
      path,
      `expected exactly one of ${FIGURES.join(", ")}, got ${figures.length === 0 ? "none" : figures.join(" and ")}`,
    );
  const until = fields["until"] === undefined ? undefined : dateFrom(fields["until"], at("until"));
  if (until !== undefined && until < date) throw new Refusal(at("until"), `expected ${date} or later, got ${until}`);
  if (fields["images"] !== undefined && until === undefined)
    throw new Refusal(at("images"), "speaks of a period, and `until` is missing");
  if (fields["plusCars"] !== undefined && fields["trainLengths"] === undefined)
    throw new Refusal(at("plusCars"), "goes with `trainLengths` only");
  if (fields["shares"] !== undefined && (fields["visible"] !== undefined || fields["recall"] !== undefined))
    throw new Refusal(at("shares"), "takes the place of `visible` and `recall`: give one or the other");
  return {
    date,
    ...given("count", fields, (v) => cars(v, at("count"))),
    ...given("atLeast", fields, (v) => cars(v, at("atLeast"))),
    ...given("atMost", fields, (v) => cars(v, at("atMost"))),
    ...given("between", fields, (v) => between(v, at("between"))),
    ...given("pmf", fields, (v) => pmf(v, at("pmf"))),
    ...given("trainLengths", fields, (v) => lengths(v, at("trainLengths"))),
    ...given("plusCars", fields, (v) => (Array.isArray(v) ? between(v, at("plusCars")) : cars(v, at("plusCars")))),
    ...(until === undefined ? {} : { until }),
    ...given("images", fields, (v) => (v === null ? null : images(v, at("images")))),
    ...given("visible", fields, (v) => share(v, at("visible"))),
    ...given("recall", fields, (v) => share(v, at("recall"))),
    ...given("shares", fields, (v) => shares(v, at("shares"))),
    ...given("falsePositives", fields, (v) => number(v, at("falsePositives"), 0, 500)),
    ...regimeFrom(fields, path),
    ...given("monitored", fields, (v) => flag(v, at("monitored"))),
  };
}

/** The regime, where one is named; a table's empty cell names none. */
function regimeFrom(fields: Fields, path: string): { readonly regime?: string } {
  return fields["regime"] === null ? {} : given("regime", fields, (v) => text(v, `${path}.regime`));
}

/** A property when the field is there and null is not its way of saying "not known"; nothing otherwise. */
function given<K extends string, V>(name: K, fields: Fields, read: (value: unknown) => V): Partial<Record<K, V>> {
  const value = fields[name];
  // An object literal with a computed key is typed by its widest form; the key is K by construction.
  return value === undefined ? {} : ({ [name]: read(value) } as Partial<Record<K, V>>);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asFields(value: unknown, path: string, what: string): Fields {
  if (!isFields(value)) throw new Refusal(path, `expected ${what} as a JSON object, got ${show(value)}`);
  return value;
}

function asArray(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Refusal(path, `expected a list, got ${show(value)}`);
  return value;
}

function refuseUnknown(fields: Fields, known: ReadonlySet<string>, prefix: string): void {
  for (const name of Object.keys(fields))
    if (!known.has(name)) throw new Refusal(`${prefix}${name}`, `no such field; known are ${[...known].join(", ")}`);
}

function dateFrom(value: unknown, path: string): string {
  if (typeof value !== "string" || dayNumber(value) === null)
    throw new Refusal(path, `expected ${EXPECTED_DAY}, got ${show(value)}`);
  return value;
}

function number(value: unknown, path: string, low: number, high: number): number {
  if (typeof value !== "number" || !(value >= low && value <= high))
    throw new Refusal(path, `expected a number from ${low} to ${high}, got ${show(value)}`);
  return value;
}

function cars(value: unknown, path: string): number {
  if (!Number.isInteger(number(value, path, 0, FIGURE_BOUNDS.cars)))
    throw new Refusal(path, `expected a whole number of cars, got ${show(value)}`);
  return Number(value);
}

function images(value: unknown, path: string): number {
  if (!Number.isInteger(number(value, path, 1, FIGURE_BOUNDS.images)))
    throw new Refusal(path, `expected a whole number of images, or null where it is not known, got ${show(value)}`);
  return Number(value);
}

function share(value: unknown, path: string): number {
  if (typeof value !== "number" || !(value > 0 && value <= 1))
    throw new Refusal(
      path,
      `expected a share above 0 and up to 1, got ${show(value)}; leave out a look that saw nothing`,
    );
  return value;
}

function between(value: unknown, path: string): readonly [number, number] {
  const ends = asArray(value, path);
  if (ends.length !== 2) throw new Refusal(path, `expected lowest and highest, got ${show(value)}`);
  const low = cars(ends[0], `${path}[0]`);
  const high = cars(ends[1], `${path}[1]`);
  if (low > high) throw new Refusal(path, `expected the lowest first, got ${show(value)}`);
  return [low, high];
}

function pmf(value: unknown, path: string): readonly number[] {
  const list = asArray(value, path).map((p, i) => number(p, `${path}[${i}]`, 0, 1));
  const total = list.reduce((sum, p) => sum + p, 0);
  if (list.length === 0 || list.length > FIGURE_BOUNDS.cars || !(Math.abs(total - 1) < 1e-3))
    throw new Refusal(path, `expected probabilities of 0, 1, 2, ... cars that sum to 1, got a sum of ${total}`);
  return list;
}

function lengths(value: unknown, path: string): readonly number[] {
  const list = asArray(value, path);
  if (list.length === 0 || list.length > FIGURE_BOUNDS.lengths)
    throw new Refusal(path, `expected 1 to ${FIGURE_BOUNDS.lengths} lengths, got ${list.length}`);
  const { shortestMetres, longestMetres, allMetres } = FIGURE_BOUNDS;
  const lines = list.map((v, i) => number(v, `${path}[${i}]`, shortestMetres, longestMetres));
  const total = lines.reduce((sum, metres) => sum + metres, 0);
  if (!(total <= allMetres)) throw new Refusal(path, `expected no more than ${allMetres} m in all, got ${total} m`);
  return lines;
}

function shares(value: unknown, path: string): readonly (readonly [number, number])[] {
  const list = asArray(value, path);
  if (list.length === 0 || list.length > 100) throw new Refusal(path, `expected 1 to 100 pairs, got ${list.length}`);
  return list.map((pair, i) => {
    const two = asArray(pair, `${path}[${i}]`);
    if (two.length !== 2) throw new Refusal(`${path}[${i}]`, `expected a share and its weight, got ${show(pair)}`);
    const weight = number(two[1], `${path}[${i}][1]`, 0, 1e6);
    if (weight === 0) throw new Refusal(`${path}[${i}][1]`, "expected a weight above 0, got 0");
    return [share(two[0], `${path}[${i}][0]`), weight] as const;
  });
}

function text(value: unknown, path: string): string {
  if (typeof value !== "string") throw new Refusal(path, `expected a text, got ${show(value)}`);
  return value;
}

function flag(value: unknown, path: string): boolean {
  if (typeof value !== "boolean") throw new Refusal(path, `expected true or false, got ${show(value)}`);
  return value;
}

/** What was got, short enough for a message. */
function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return `${value}`;
  let json: string;
  try {
    json = JSON.stringify(value);
  } catch {
    return "something nested too deeply";
  }
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
}
