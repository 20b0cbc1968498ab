import { isNonEmpty } from "../ids.ts";
import type { SeriesEntry } from "../series/entry.ts";
import { canonicalJson } from "./canonical.ts";
import { countedTold, lastCountTold } from "./counted-told.ts";
import { disagreement, othersOf } from "./disagreement.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import { countedBefore, facilityName, figureCars, focusOf, placeOf } from "./focus.ts";
import { unusual } from "./key-unusual.ts";
import { periodSentence } from "./period-told.ts";
import { choice, count, date, text } from "./printed.ts";
import { publisherOf } from "./publisher-of.ts";
import type { Basis, Derived } from "./record.ts";
import { emptyTracks } from "./seen-of.ts";
import { typesTold } from "./types-told.ts";
import { weaknessTold } from "./weak-source.ts";

/** What stood there, and how unusual it is: the sentences at the head of a report. */
export function keyFindings(basis: Basis, derived: Pick<Derived, "assessment">): Finding[] {
  const list = [...standing(basis, derived), ...unusual(basis, derived)];
  return list.map((f, i) => ({ ...f, id: `key-${i + 1}` }));
}

function standing(basis: Basis, derived: Pick<Derived, "assessment">): Finding[] {
  const focus = focusOf(basis);
  const facility = text(facilityName(basis), placeOf(basis));
  const list: Finding[] = [];
  if (basis.synthetic) list.push(finding("", "key", "synthetic.notice", { facility }));
  if (focus?.kind === "observation") {
    const { observation } = focus.look;
    const at: SourceRef = { kind: "observation", id: observation.id };
    if (observation.status === "counted") {
      list.push(countedTold("key", observation, facility));
      const empty = emptyTracks(observation);
      if (empty > 0)
        list.push(
          finding("", "key", "tracks.empty", { empty: count(empty, at), tracks: count(observation.tracks.length, at) }),
        );
      const { types } = observation;
      const { sum, unknown, addUp } = typesTold(observation);
      if (addUp && sum > 0)
        list.push(
          finding("", "key", "types.mix", {
            tank: count(types.tank.median, at),
            covered: count(types.covered.median, at),
            open: count(types.open.median, at),
            flat: count(types.flat.median, at),
            locomotive: count(types.locomotive.median, at),
            unknown: count(unknown, at),
          }),
        );
    } else {
      list.push(finding("", "key", "newest.withheld", { date: date(observation.acquiredAt, at), facility }));
      const last = countedBefore(basis, focus.look);
      if (last !== null) list.push(lastCountTold("key", last));
    }
  }
  if (focus?.kind === "entry") {
    const { entry } = focus;
    const clash = disagreement("key", entry, basis, derived);
    list.push(...publishedCount(basis, entry, facility), ...(clash === null ? [] : [clash]));
    for (const other of othersOf(entry, basis)) list.push(...publishedCount(basis, other, facility));
  }
  return [...list, ...periods(basis, facility), ...extent(basis)];
}

function publishedCount(basis: Basis, entry: SeriesEntry, facility: Printed): Finding[] {
  const at: SourceRef = { kind: "entry", id: entry.id };
  const cars = figureCars(entry.figure);
  const publisher = publisherOf(entry, basis);
  if (cars === null) return [];
  return [
    finding("", "key", "newest.published", {
      date: date(entry.to, at),
      facility,
      publisher: text(publisher.name, publisher.source),
      cars: count(cars.cars, at),
      precision: choice(cars.precision, at),
    }),
    ...weaknessTold("key", "count", entry, basis),
  ];
}

/**
 * What others said of months and of whole periods: "never more than about twenty in five years". Where the brief's plan names the one
 * to compare with, it stands alone; the others are in the table of published counts.
 */
function periods(basis: Basis, facility: Printed): Finding[] {
  const { usual } = basis.brief;
  return basis.published.flatMap((entry) => {
    const told = usual !== undefined && entry.id !== usual ? null : periodSentence("key", entry, basis, facility);
    return told === null ? [] : [told, ...weaknessTold("key", "period", entry, basis)];
  });
}

/** How many looks there are, of whom. */
function extent(basis: Basis): Finding[] {
  const list: Finding[] = [];
  const { looks, published } = basis;
  const [first] = looks;
  const last = looks.at(-1);
  if (first !== undefined && last !== undefined) {
    const from: SourceRef = { kind: "observation", id: first.observation.id };
    const to: SourceRef = { kind: "observation", id: last.observation.id };
    const counted = looks.filter(({ observation }) => observation.status === "counted").length;
    list.push(
      finding("", "key", "looks.all", {
        looks: count(looks.length, to),
        counted: count(counted, to),
        withheld: count(looks.length - counted, to),
        from: date(first.observation.acquiredAt, from),
        to: date(last.observation.acquiredAt, to),
      }),
    );
  }
  if (isNonEmpty(published)) {
    const earliest = published.reduce((a, b) => (b.from < a.from ? b : a));
    const latest = published.reduce((a, b) => (b.to > a.to ? b : a));
    const publishers = new Set(published.map((entry) => canonicalJson(publisherOf(entry, basis).name)));
    const to: SourceRef = { kind: "entry", id: latest.id };
    list.push(
      finding("", "key", "published.all", {
        entries: count(published.length, to),
        publishers: count(publishers.size, to),
        from: date(earliest.from, { kind: "entry", id: earliest.id }),
        to: date(latest.to, to),
      }),
    );
  }
  return list;
}
