import type { Computation } from "../evidence/computation.ts";
import { inUnit, type UnitFactor } from "../evidence/quantity.ts";
import { daysOf } from "../series/day.ts";
import type { DatedEvent, SeriesEntry } from "../series/entry.ts";
import { daysBetween } from "../stats/day-number.ts";
import { type Claim, wordsOf } from "./claim.ts";
import { type Finding, finding, type Printed, type SourceRef, type Texts } from "./finding.ts";
import { facilityName, figureCars, placeOf } from "./focus.ts";
import { originalOf } from "./judgement-findings.ts";
import { count, date, text } from "./printed.ts";
import { publisherOf } from "./publisher-of.ts";
import type { Basis, BriefRole, Derived } from "./record.ts";
import type { Source } from "./source.ts";
import { precisionOf, printedQuantity } from "./source-findings.ts";
import { weaknessTold, weakSourceOf } from "./weak-source.ts";

/**
 * The brief on what others published: each sentence where all of its roles are filled.
 *
 * @throws RangeError when a role names what the record does not hold
 */
export function publishedBrief(basis: Basis, derived: Pick<Derived, "computations">, factor: UnitFactor): Finding[] {
  const roles = rolesOf(basis, derived.computations);
  const list = [
    riseSentence(basis, roles, factor),
    ...countSentences(basis, roles, factor),
    judgementSentence(roles),
    officialSentence(roles),
    ...background(roles),
    ...quantities(roles),
    denialSentence(roles),
    lawSentence(basis, roles),
  ];
  return list.filter((f) => f !== null);
}

/** A claim in its role: what it says, where it stands, its amount where it has one. */
interface ToldClaim {
  readonly claim: Claim;
  readonly source: Source;
  readonly words: Texts;
  readonly amount: Printed | null;
  readonly ref: SourceRef;
}

/** What fills the roles of a brief; null where a role is not filled. */
interface Roles {
  claim(role: BriefRole): ToldClaim | null;
  entry(role: BriefRole): { readonly entry: SeriesEntry; readonly ref: SourceRef } | null;
  event(role: BriefRole): { readonly event: DatedEvent; readonly ref: SourceRef } | null;
  computation(role: BriefRole): { readonly amount: Printed; readonly precision: Printed } | null;
}

function rolesOf(basis: Basis, computations: readonly Computation[]): Roles {
  return {
    claim(role) {
      const claim = filled(basis, role, basis.claims);
      if (claim === null) return null;
      const ref: SourceRef = { kind: "claim", id: claim.id };
      const source = basis.sources.find(({ id }) => id === claim.source);
      if (source === undefined)
        throw new RangeError(`claim ${claim.id} comes from ${claim.source}, which is not there`);
      const amount = claim.quantity === null ? null : printedQuantity(claim.quantity, ref);
      return { claim, source, words: wordsOf(claim), amount, ref };
    },
    entry(role) {
      const entry = filled(basis, role, basis.published);
      return entry === null ? null : { entry, ref: { kind: "entry", id: entry.id } };
    },
    event(role) {
      const event = filled(basis, role, basis.events);
      return event === null ? null : { event, ref: { kind: "event", id: event.id } };
    },
    computation(role) {
      const c = filled(basis, role, computations);
      if (c === null) return null;
      const ref: SourceRef = { kind: "computation", id: c.id };
      return { amount: printedQuantity(c.outcome, ref), precision: precisionOf(c.outcome, ref) };
    },
  };
}

function filled<T extends { readonly id: string }>({ brief }: Basis, role: BriefRole, list: readonly T[]): T | null {
  const id = brief[role];
  if (id === undefined) return null;
  const one = list.find((item) => item.id === id);
  if (one === undefined) throw new RangeError(`the brief's ${role} is ${id}, which the record does not hold`);
  return one;
}

function riseSentence(basis: Basis, roles: Roles, factor: UnitFactor): Finding | null {
  const rise = roles.claim("rise");
  const event = roles.event("event");
  const report = rise?.source.publishedOn ?? null;
  if (rise === null || rise.claim.quantity === null || report === null || event === null) return null;
  return finding("", "brief", "brief.rise", {
    facility: text(facilityName(basis), placeOf(basis)),
    publisher: text(rise.claim.by, rise.ref),
    published: date(report, { kind: "source", id: rise.source.id }),
    days: count(inUnit(rise.claim.quantity, "d", factor).value, rise.ref),
    event: text(event.event.label, event.ref),
    date: date(event.event.date, event.ref),
  });
}

const DAYS_A_YEAR = 365.25;

/** The count against the usual, and the weak sources that either rests on. */
function countSentences(basis: Basis, roles: Roles, factor: UnitFactor): Finding[] {
  const [told, now, usual] = [countSentence(basis, roles, factor), roles.entry("count"), roles.entry("usual")];
  if (told === null || now === null || usual === null) return [];
  const [weakNow, weakUsual] = [weakSourceOf(now.entry, basis), weakSourceOf(usual.entry, basis)];
  if (weakNow !== null && weakNow === weakUsual) return [told, ...weaknessTold("brief", "both", now.entry, basis)];
  return [
    told,
    ...weaknessTold("brief", "count", now.entry, basis),
    ...weaknessTold("brief", "period", usual.entry, basis),
  ];
}

function countSentence(basis: Basis, roles: Roles, factor: UnitFactor): Finding | null {
  const now = roles.entry("count");
  const usual = roles.entry("usual");
  const floor = roles.claim("floor");
  const least = floor?.claim.quantity ?? null;
  const cars = now && figureCars(now.entry.figure);
  const most = usual && figureCars(usual.entry.figure);
  if (!now || !usual || !floor || !least || !cars || !most) return null;
  const [publisher, reviewer] = [publisherOf(now.entry, basis), publisherOf(usual.entry, basis)];
  return finding("", "brief", "brief.count", {
    publisher: text(publisher.name, publisher.source),
    facility: text(facilityName(basis), placeOf(basis)),
    date: date(now.entry.to, now.ref),
    floor: count(inUnit(least, "{car}", factor).value, floor.ref),
    cars: count(cars.cars, now.ref),
    years: count(daysBetween(usual.entry.from, usual.entry.to) / DAYS_A_YEAR, usual.ref),
    usualBy: text(reviewer.name, reviewer.source),
    usual: count(most.cars, usual.ref),
  });
}

function judgementSentence(roles: Roles): Finding | null {
  const judged = roles.claim("judgement");
  const covers = roles.claim("covers");
  if (judged === null || judged.claim.judgement === null || covers === null) return null;
  return finding("", "brief", "brief.judgement-said", {
    by: text(judged.claim.by, judged.ref),
    statement: text(judged.words, judged.ref),
    original: originalOf(judged.claim, judged.ref),
    covers: text(covers.words, covers.ref),
  });
}

function officialSentence(roles: Roles): Finding | null {
  const official = roles.claim("official");
  const saidOn = official?.claim.saidOn ?? null;
  const report = roles.claim("rise")?.source.publishedOn ?? null;
  if (official === null || saidOn === null || report === null) return null;
  return finding("", "brief", "brief.official", {
    by: text(official.claim.by, official.ref),
    date: date(saidOn, official.ref),
    days: count(daysBetween(firstDay(saidOn), firstDay(report)), official.ref),
    statement: text(official.words, official.ref),
  });
}

/** Of a month its first day, where only the month is known. */
const firstDay = (date: string) => daysOf(date)?.first ?? date;

function background(roles: Roles): (Finding | null)[] {
  const concern = roles.claim("concern");
  const sanctions = roles.claim("sanctions");
  const stocks = roles.claim("stocks");
  return [
    concern &&
      finding("", "brief", "brief.concern", {
        by: text(concern.claim.by, concern.ref),
        statement: text(concern.words, concern.ref),
      }),
    sanctions &&
      stocks &&
      finding("", "brief", "brief.sanctions-stocks", {
        by: text(stocks.claim.by, stocks.ref),
        sanctions: text(sanctions.words, sanctions.ref),
        stocks: text(stocks.words, stocks.ref),
      }),
  ];
}

function quantities(roles: Roles): (Finding | null)[] {
  const production = roles.claim("production")?.amount ?? null;
  const use = roles.claim("use");
  const used = use?.claim.quantity ?? null;
  const yearlyUse = roles.computation("yearly-use");
  const share = roles.computation("share");
  const gap = roles.computation("gap");
  return [
    production &&
      use &&
      used &&
      finding("", "brief", "brief.quantities", {
        production,
        useBy: text(use.claim.by, use.ref),
        use: printedQuantity(used, use.ref),
        usePrecision: precisionOf(used, use.ref),
      }),
    yearlyUse &&
      share &&
      gap &&
      finding("", "brief", "brief.quantities-follow", {
        yearlyUse: yearlyUse.amount,
        share: share.amount,
        gap: gap.amount,
        // The gap rests on both other figures.
        precision: gap.precision,
      }),
  ];
}

function denialSentence(roles: Roles): Finding | null {
  const denial = roles.claim("denial");
  const hint = roles.claim("hint");
  return (
    denial &&
    hint &&
    finding("", "brief", "brief.denial", {
      by: text(denial.claim.by, denial.ref),
      denial: text(denial.words, denial.ref),
      hintBy: text(hint.claim.by, hint.ref),
      hint: text(hint.words, hint.ref),
    })
  );
}

function lawSentence(basis: Basis, roles: Roles): Finding | null {
  const law = roles.claim("law");
  const cited = basis.law.filter(({ id }) => law?.claim.law.includes(id));
  const [first] = cited;
  const last = cited.at(-1);
  if (law === null || first === undefined || last === undefined) return null;
  const ref = (id: string): SourceRef => ({ kind: "law", id });
  return finding(
    "",
    "brief",
    "brief.law",
    {
      by: text(law.claim.by, law.ref),
      statement: text(law.words, law.ref),
      resolutions: count(cited.length, ref(last.id)),
      first: { format: "code", value: String(first.number), source: ref(first.id) },
      last: { format: "code", value: String(last.number), source: ref(last.id) },
    },
    cited.map(({ id }) => ref(id)),
  );
}
