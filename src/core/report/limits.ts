import { daysBetween } from "../stats/day-number.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import { dayOf, facilityName, newestCounted, placeOf } from "./focus.ts";
import { count, date, metres, resolutionOf, share, text } from "./printed.ts";
import { proseOf } from "./prose.ts";
import type { Basis, Trait } from "./record.ts";
import { isCountTold, seenOf } from "./seen-of.ts";
import { typesTold } from "./types-told.ts";

/**
 * What cannot be seen: built from the record, never typed. What an analyst adds comes last; nothing can be taken away.
 */
export function limitFindings(basis: Basis): Finding[] {
  const list = [
    ...ofTheImage(basis),
    ...ofTheGround(basis),
    ...ofTheRecord(basis),
    ...ofTraits(basis),
    ...added(basis),
  ];
  return list.map((f, i) => ({ ...f, id: `cannot-see-${i + 1}` }));
}

function ofTheImage(basis: Basis): Finding[] {
  const newest = newestCounted(basis);
  if (newest === null)
    return basis.looks.length > 0
      ? []
      : [finding("", "cannot-see", "cannot.no-image", { facility: text(facilityName(basis), placeOf(basis)) })];
  const { counted, look } = newest;
  const at: SourceRef = { kind: "observation", id: counted.id };
  const list: Finding[] = [];
  const cars = counted.tracks.flatMap((track) => track.cars);
  const covered = cars.filter((car) => car.covered === true).length;
  const day = date(counted.acquiredAt, at);
  if (covered > 0)
    list.push(
      finding("", "cannot-see", isCountTold(counted, cars.length) ? "cannot.covered" : "cannot.covered-listed", {
        covered: count(covered, at),
        cars: count(cars.length, at),
        date: day,
      }),
    );
  const seen = seenOf(counted) ?? 1;
  if (seen < 1 - HALF_A_PERCENT)
    list.push(finding("", "cannot-see", "cannot.hidden", { share: share(1 - seen, 0, at), date: day }));
  const { sum, cars: told, unknown, isPart, addUp } = typesTold(counted);
  // Where no count by type is told, how many were of none is not told either.
  if (addUp && unknown > 0)
    list.push(
      finding("", "cannot-see", "cannot.class", {
        unknown: count(unknown, at),
        cars: count(told, at),
        date: day,
      }),
    );
  if (!addUp)
    list.push(
      finding("", "cannot-see", isPart ? "cannot.types-part" : "cannot.types", {
        sum: count(sum, at),
        cars: count(told, at),
        date: day,
      }),
    );
  list.push(finding("", "cannot-see", "cannot.resolution", { ...resolutionOf(look.scene), date: day }));
  return list;
}

/** Below this a share prints as "0 %". */
const HALF_A_PERCENT = 0.005;

function ofTheGround(basis: Basis): Finding[] {
  const roofed = (basis.facility.geometry?.tracks ?? [])
    .map(({ canopies }) => canopies.reduce((sum, { from, to }) => sum + to - from, 0))
    .filter((length) => length > 0);
  if (roofed.length === 0) return [];
  const at = placeOf(basis);
  return [
    finding("", "cannot-see", "cannot.canopy", {
      metres: metres(
        roofed.reduce((a, b) => a + b, 0),
        3,
        at,
      ),
      tracks: count(roofed.length, at),
    }),
  ];
}

/** Days without a look, and looks without a count. */
function ofTheRecord(basis: Basis): Finding[] {
  const list: Finding[] = [];
  const withheld = basis.looks.filter(({ observation }) => observation.status === "withheld");
  const last = withheld.at(-1);
  if (last !== undefined) {
    const at: SourceRef = { kind: "observation", id: last.observation.id };
    list.push(
      finding("", "cannot-see", "cannot.withheld", {
        withheld: count(withheld.length, at),
        looks: count(basis.looks.length, at),
      }),
    );
  }
  const gap = longestGap(basis);
  if (gap !== null)
    list.push(
      finding("", "cannot-see", "cannot.gap", {
        days: count(gap.days, gap.to.source),
        from: date(gap.from.date, gap.from.source),
        to: date(gap.to.date, gap.to.source),
      }),
    );
  return list;
}

interface DatedLook {
  readonly date: string;
  readonly source: SourceRef;
}

export interface LongestGap {
  readonly days: number;
  readonly from: DatedLook;
  readonly to: DatedLook;
  /** How many gaps there are where all are as long; 0 where they are not. */
  readonly sameGaps: number;
}

/**
 * The longest time between two days that were counted: by us, or by others who published it, lengths of trains too. A period ("at most 20 in five years") says nothing of its days and fills no gap.
 */
export function longestGap(basis: Basis): LongestGap | null {
  const ours = basis.looks
    .filter(({ observation }) => observation.status === "counted")
    .map(({ observation: o }): DatedLook => ({ date: dayOf(o.acquiredAt), source: { kind: "observation", id: o.id } }));
  const theirs = basis.published
    .filter(({ from, to, figure }) => from === to && figure.kind !== "withheld")
    .map(({ id, to }): DatedLook => ({ date: to, source: { kind: "entry", id } }));
  const looks = [...ours, ...theirs].toSorted((a, b) => (a.date < b.date ? -1 : 1));
  const between: number[] = [];
  let longest: Omit<LongestGap, "sameGaps"> | null = null;
  for (let i = 1; i < looks.length; i++) {
    const [from, to] = [looks[i - 1], looks[i]];
    if (from === undefined || to === undefined) continue;
    const days = daysBetween(from.date, to.date);
    if (days > 0) between.push(days);
    if (days > 1 && days > (longest?.days ?? 0)) longest = { days, from, to };
  }
  if (longest === null) return null;
  const { days } = longest;
  return { ...longest, sameGaps: between.every((each) => each === days) ? between.length : 0 };
}

/** What the images, ours or others', did not tell. */
function ofTraits(basis: Basis): Finding[] {
  const list: Finding[] = [];
  const { direction, cargo, classes } = basis.traits;
  const facility = text(facilityName(basis), placeOf(basis));
  if (direction.value === "unknown")
    list.push(finding("", "cannot-see", "cannot.direction", { facility }, directionFrom(basis)));
  const said = claimBehind(basis, cargo);
  if ((cargo.value === "covered" || cargo.value === "partly-covered") && said !== null)
    list.push(finding("", "cannot-see", "cannot.covered-said", { by: said }));
  const undecided = claimBehind(basis, classes);
  if (classes.value !== "told" && undecided !== null)
    list.push(finding("", "cannot-see", "cannot.class-said", { by: undecided }));
  return list;
}

/** What says of the direction that it is not known: who said so, or our newest image; no count of others does. */
export function directionFrom({ traits, looks }: Basis): SourceRef[] {
  const { source } = traits.direction;
  if (source !== null) return [source];
  const look = looks.at(-1);
  return look === undefined ? [] : [{ kind: "observation", id: look.observation.id }];
}

/** Who said it, where a trait rests on somebody's claim. */
function claimBehind(basis: Basis, { source }: Trait<string>): Printed | null {
  if (source?.kind !== "claim") return null;
  const claim = basis.claims.find(({ id }) => id === source.id);
  return claim === undefined ? null : text(claim.by, source);
}

function added(basis: Basis): Finding[] {
  const { method } = basis;
  const faults = (basis.looks.length > 0 ? (method?.faults ?? []) : []).map((fault) =>
    finding("", "cannot-see", "cannot.method-fault", {
      fault: text(fault.text, { kind: "method", id: method?.id ?? "" }),
    }),
  );
  const typed = basis.limits.map((limit) => {
    const prose = proseOf(limit.text);
    const values = { text: text(prose.text, limit.source), by: text(limit.by, limit.source) };
    return finding("", "cannot-see", "cannot.analyst", values, prose.sources);
  });
  return [...faults, ...typed];
}
