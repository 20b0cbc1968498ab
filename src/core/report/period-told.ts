import type { SeriesEntry } from "../series/entry.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import { figureCars, periodToldAs } from "./focus.ts";
import { choice, count, date, text } from "./printed.ts";
import { publisherOf } from "./publisher-of.ts";
import type { Basis } from "./record.ts";

/**
 * A published figure of more than one day: a bound holds for every image of its period, any other figure is of one image,
 * whose day is not known.
 *
 * @returns null where {@link periodToldAs} has nothing to tell
 */
export function periodSentence(
  section: "key" | "brief",
  entry: SeriesEntry,
  basis: Basis,
  facility: Printed,
): Finding | null {
  const told = periodToldAs(entry);
  const cars = figureCars(entry.figure);
  if (told === null || cars === null) return null;
  const at: SourceRef = { kind: "entry", id: entry.id };
  const publisher = publisherOf(entry, basis);
  const said = {
    facility,
    publisher: text(publisher.name, publisher.source),
    cars: count(cars.cars, at),
    precision: choice(cars.precision, at),
  };
  const head = section === "key" ? "published" : "brief";
  if (told === "month")
    return finding("", section, `${head}.month`, { ...said, month: date(entry.from.slice(0, 7), at) });
  return finding("", section, `${head}.${told}`, { ...said, from: date(entry.from, at), to: date(entry.to, at) });
}
