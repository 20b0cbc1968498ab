import type { AssessmentReady } from "../assessment/assessment.ts";
import { isNonEmpty } from "../ids.ts";
import { canonicalJson } from "./canonical.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import {
  assessedLook,
  facilityName,
  figureCars,
  focusOf,
  imagesAssumed,
  orderOf,
  placeOf,
  publisherOf,
} from "./focus.ts";
import { count, date, share, text } from "./printed.ts";
import type { Basis, Derived } from "./record.ts";
import { typeMixFindings } from "./type-mix-findings.ts";
import { typesTold } from "./types-told.ts";

/** What stood there, and how unusual it is: the sentences at the head of a report. */
export function keyFindings(basis: Basis, derived: Pick<Derived, "assessment">): Finding[] {
  const list = [...standing(basis), ...unusual(basis, derived)];
  return list.map((f, i) => ({ ...f, id: `key-${i + 1}` }));
}

function standing(basis: Basis): Finding[] {
  const focus = focusOf(basis);
  const facility = text(facilityName(basis), placeOf(basis));
  const list: Finding[] = [];
  if (basis.synthetic) list.push(finding("", "key", "synthetic.notice", { facility }));
  if (focus?.kind === "observation") {
    const { observation } = focus.look;
    const at: SourceRef = { kind: "observation", id: observation.id };
    if (observation.status === "counted") {
      const { median, low, high, level } = observation.count;
      list.push(
        finding("", "key", "newest.counted", {
          date: date(observation.acquiredAt, at),
          facility,
          cars: count(median, at),
          low: count(low, at),
          high: count(high, at),
          level: share(level, 0, at),
        }),
      );
      const empty = observation.tracks.filter(({ emptyProbability }) => emptyProbability >= 0.5).length;
      if (empty > 0)
        list.push(
          finding("", "key", "tracks.empty", { empty: count(empty, at), tracks: count(observation.tracks.length, at) }),
        );
      const { types } = observation;
      if (typesTold(observation).addUp)
        list.push(
          finding("", "key", "types.mix", {
            tank: count(types.tank.median, at),
            covered: count(types.covered.median, at),
            open: count(types.open.median, at),
            flat: count(types.flat.median, at),
            locomotive: count(types.locomotive.median, at),
            unknown: count(types.unknown.median, at),
          }),
        );
    } else list.push(finding("", "key", "newest.withheld", { date: date(observation.acquiredAt, at), facility }));
  }
  if (focus?.kind === "entry") {
    const { entry } = focus;
    const at: SourceRef = { kind: "entry", id: entry.id };
    const cars = figureCars(entry.figure);
    const publisher = publisherOf(entry, basis);
    if (cars !== null)
      list.push(
        finding("", "key", "newest.published", {
          date: date(entry.to, at),
          facility,
          publisher: text(publisher.name, publisher.source),
          cars: count(cars.cars, at),
          precision: { format: "choice", value: cars.precision, source: at },
        }),
      );
  }
  return [...list, ...periods(basis, facility), ...extent(basis)];
}

/**
 * What others said of whole periods: "never more than about twenty in five years". Where the brief's plan names the one
 * to compare with, it stands alone; the others are in the table of published counts.
 */
function periods(basis: Basis, facility: Printed): Finding[] {
  const { usual } = basis.brief;
  return basis.published.flatMap((entry) => {
    const cars = figureCars(entry.figure);
    if (entry.from === entry.to || cars === null || (usual !== undefined && entry.id !== usual)) return [];
    const at: SourceRef = { kind: "entry", id: entry.id };
    const publisher = publisherOf(entry, basis);
    return [
      finding("", "key", "published.period", {
        from: date(entry.from, at),
        to: date(entry.to, at),
        facility,
        publisher: text(publisher.name, publisher.source),
        cars: count(cars.cars, at),
        precision: { format: "choice", value: cars.precision, source: at },
      }),
    ];
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

function unusual(basis: Basis, derived: Pick<Derived, "assessment">): Finding[] {
  const { assessment } = derived;
  if (assessment === null) return [];
  if (assessment.status === "too-few-looks")
    return [
      finding("", "key", "baseline.too-few", {
        usable: count(assessment.usable, { kind: "assessment", id: "/usable" }),
        needed: count(assessment.needed, { kind: "assessment", id: "/needed" }),
      }),
    ];
  const list: Finding[] = [];
  const at = (id: string): SourceRef => ({ kind: "assessment", id });
  list.push(baselineSentence(basis, assessment));
  const judged = assessedLook(derived, focusOf(basis));
  if (judged !== null) {
    const { look, pointer } = judged;
    list.push(
      finding("", "key", "unusual.probability", {
        date: date(look.date, at(`${pointer}/date`)),
        p: { format: "probability", value: look.p, source: at(`${pointer}/p`) },
      }),
    );
    const [low, high] = assessment.sensitivity.p;
    list.push(
      finding("", "key", "sensitivity.probability", {
        low: { format: "probability", value: low, source: at("/sensitivity/p/0") },
        high: { format: "probability", value: high, source: at("/sensitivity/p/1") },
      }),
    );
    if (look.rank.of > 0)
      list.push(
        finding("", "key", "unusual.rank", {
          date: date(look.date, at(`${pointer}/date`)),
          above: count(look.rank.above, at(`${pointer}/rank/above`)),
          of: count(look.rank.of, at(`${pointer}/rank/of`)),
        }),
      );
    list.push(
      finding("", "key", "rise.tier", {
        tier: { format: "choice", value: look.tier, source: at(`${pointer}/tier`) },
        evidence: { format: "number", value: look.evidence, significant: 2, source: at(`${pointer}/evidence`) },
      }),
    );
    if (assessment.onset === null)
      list.push(finding("", "key", "rise.none", { date: date(look.date, at(`${pointer}/date`)) }));
  }
  return [...list, ...since(basis, assessment), ...typeMixFindings(assessment), ...missed(assessment)];
}

/** What is usual; where images had to be assumed, over which period of the record and how many. */
function baselineSentence(basis: Basis, { baseline }: AssessmentReady): Finding {
  const at = (id: string): SourceRef => ({ kind: "assessment", id });
  const { low, high, level } = baseline.predictive;
  const usual = {
    looks: count(baseline.looks, at("/baseline/looks")),
    low: count(low, at("/baseline/predictive/low")),
    high: count(high, at("/baseline/predictive/high")),
    level: share(level, 0, at("/baseline/predictive/level")),
  };
  const periods = basis.published.filter(
    ({ from, to }) => from !== to && basis.assessed?.looks.some(({ date: day, until }) => day === from && until === to),
  );
  const [first] = periods.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const last = periods.toSorted((a, b) => (a.to < b.to ? -1 : 1)).at(-1);
  if (imagesAssumed(basis) && first !== undefined && last !== undefined)
    return finding("", "key", "baseline.assumed", {
      ...usual,
      from: date(first.from, { kind: "entry", id: first.id }),
      to: date(last.to, { kind: "entry", id: last.id }),
    });
  return finding("", "key", "baseline.usual", {
    ...usual,
    from: date(baseline.from, at("/baseline/from")),
    to: date(baseline.to, at("/baseline/to")),
  });
}

/** Since when, how much, and in what order with events. */
function since(basis: Basis, assessment: AssessmentReady): Finding[] {
  const { onset, ratio, events } = assessment;
  const at = (id: string): SourceRef => ({ kind: "assessment", id });
  const list: Finding[] = [];
  if (onset === null) return list;
  list.push(
    finding("", "key", "rise.onset", {
      low: date(onset.low, at("/onset/low")),
      high: date(onset.high, at("/onset/high")),
      level: share(onset.level, 0, at("/onset/level")),
    }),
  );
  if (ratio !== null)
    list.push(
      finding("", "key", "rise.ratio", {
        low: { format: "number", value: ratio.low, significant: 2, source: at("/ratio/low") },
        median: { format: "number", value: ratio.median, significant: 2, source: at("/ratio/median") },
        high: { format: "number", value: ratio.high, significant: 2, source: at("/ratio/high") },
        level: share(ratio.level, 0, at("/ratio/level")),
      }),
    );
  for (const [i, relation] of events.entries()) {
    const event = basis.events.find(({ id }) => id === relation.id);
    const days = relation.daysToOnset;
    if (event === undefined || days === null) continue;
    const from: SourceRef = { kind: "event", id: event.id };
    const named = { event: text(event.label, from), date: date(event.date, from) };
    const order = orderOf(relation.date, onset);
    if (order === "within") {
      const probability = (value: number, field: string): Printed => ({
        format: "probability",
        value,
        source: at(`/events/${i}/${field}`),
      });
      const either = {
        follows: probability(relation.follows, "follows"),
        precedes: probability(relation.precedes, "precedes"),
      };
      list.push(finding("", "key", "event.undecided", { ...named, ...either }));
      continue;
    }
    if (Math.abs(days) > EVENT_NEAR_DAYS) continue;
    const near = { ...named, days: count(Math.abs(Math.round(days)), at(`/events/${i}/daysToOnset`)) };
    list.push(
      order === "before"
        ? finding("", "key", "event.before-onset", {
            ...near,
            chance: { format: "probability", value: relation.chance, source: at(`/events/${i}/chance`) },
          })
        : finding("", "key", "event.after-onset", near),
    );
  }
  return list;
}

/** Events further than this from the onset are not told beside it: the window of the event relation (statistics.md). */
export const EVENT_NEAR_DAYS = 30;

function missed(assessment: AssessmentReady): Finding[] {
  const { explainedByMissed } = assessment.sensitivity;
  if (explainedByMissed === null) return [];
  return [
    finding("", "key", "sensitivity.missed", {
      share: share(explainedByMissed, 0, { kind: "assessment", id: "/sensitivity/explainedByMissed" }),
    }),
  ];
}
