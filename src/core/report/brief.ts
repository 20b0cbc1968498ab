import type { UnitFactor } from "../evidence/quantity.ts";
import { publishedBrief } from "./brief-published.ts";
import { type Finding, finding, type SourceRef } from "./finding.ts";
import {
  assessedLook,
  facilityName,
  figureCars,
  focusOf,
  imagesAssumed,
  newestCounted,
  newestOf,
  orderOf,
  placeOf,
  publisherOf,
} from "./focus.ts";
import { hypothesisName } from "./judgement-findings.ts";
import { EVENT_NEAR_DAYS } from "./key-findings.ts";
import { longestGap } from "./limits.ts";
import { choice, count, date, share, text } from "./printed.ts";
import type { Basis, Derived } from "./record.ts";
import { typesTold } from "./types-told.ts";

/** The most sentences of a brief; the last ones give way, never the judgement. */
const MOST_SENTENCES = 12;

type Told = Pick<Derived, "assessment" | "matrix" | "judgement" | "computations">;

/**
 * The news brief: eight to twelve sentences, as far as the record holds that much, made from the record alone. A record
 * whose plan fills roles is told by its claims, any other by its counts.
 */
export function briefFindings(basis: Basis, derived: Told, factor: UnitFactor): Finding[] {
  const judged = ours(derived);
  const body = (
    Object.keys(basis.brief).length > 0 ? publishedBrief(basis, derived, factor) : counted(basis, derived)
  ).slice(0, MOST_SENTENCES - judged.length);
  return [...body, ...judged].map((f, i) => ({ ...f, id: `brief-${i + 1}` }));
}

/** The brief on counts: what stood there, how unusual, since when, and what cannot be seen. */
function counted(basis: Basis, derived: Told): Finding[] {
  const list: (Finding | null)[] = [...standing(basis), ...unusual(basis, derived), ...unseen(basis)];
  return list.filter((f) => f !== null);
}

function standing(basis: Basis): (Finding | null)[] {
  const focus = focusOf(basis);
  const facility = text(facilityName(basis), placeOf(basis));
  const list: (Finding | null)[] = [
    basis.synthetic ? finding("", "brief", "brief.synthetic", { facility }, newestOf(basis)) : null,
  ];
  if (focus?.kind === "observation") {
    const { observation: o } = focus.look;
    const at: SourceRef = { kind: "observation", id: o.id };
    list.push(
      o.status === "withheld"
        ? finding("", "brief", "brief.withheld-newest", { facility, date: date(o.acquiredAt, at) })
        : finding("", "brief", "brief.counted", {
            facility,
            date: date(o.acquiredAt, at),
            cars: count(o.count.median, at),
            low: count(o.count.low, at),
            high: count(o.count.high, at),
            level: share(o.count.level, 0, at),
          }),
    );
  }
  if (focus?.kind === "entry") {
    const at: SourceRef = { kind: "entry", id: focus.entry.id };
    const cars = figureCars(focus.entry.figure);
    const publisher = publisherOf(focus.entry, basis);
    if (cars !== null)
      list.push(
        finding("", "brief", "brief.published", {
          publisher: text(publisher.name, publisher.source),
          facility,
          date: date(focus.entry.to, at),
          cars: count(cars.cars, at),
          precision: choice(cars.precision, at),
        }),
      );
  }
  const [first] = basis.looks;
  const last = basis.looks.at(-1);
  if (first !== undefined && last !== undefined) {
    const at: SourceRef = { kind: "observation", id: last.observation.id };
    const withheld = basis.looks.filter(({ observation }) => observation.status === "withheld").length;
    list.push(
      finding("", "brief", "brief.looks", {
        looks: count(basis.looks.length, at),
        counted: count(basis.looks.length - withheld, at),
        withheld: count(withheld, at),
        from: date(first.observation.acquiredAt, { kind: "observation", id: first.observation.id }),
        to: date(last.observation.acquiredAt, at),
      }),
    );
  }
  return list;
}

function unusual(basis: Basis, derived: Told): (Finding | null)[] {
  const { assessment } = derived;
  const at = (id: string): SourceRef => ({ kind: "assessment", id });
  if (assessment === null) return [];
  if (assessment.status === "too-few-looks")
    return [
      finding("", "brief", "brief.too-few", {
        usable: count(assessment.usable, at("/usable")),
        needed: count(assessment.needed, at("/needed")),
      }),
    ];
  const { predictive, looks } = assessment.baseline;
  const usual = {
    low: count(predictive.low, at("/baseline/predictive/low")),
    high: count(predictive.high, at("/baseline/predictive/high")),
    level: share(predictive.level, 0, at("/baseline/predictive/level")),
    looks: count(looks, at("/baseline/looks")),
  };
  const list: Finding[] = [finding("", "brief", imagesAssumed(basis) ? "brief.assumed" : "brief.usual", usual)];
  const judged = assessedLook(derived, focusOf(basis));
  if (judged !== null)
    list.push(
      finding("", "brief", "brief.unusual", {
        p: { format: "probability", value: judged.look.p, source: at(`${judged.pointer}/p`) },
      }),
    );
  const { onset } = assessment;
  if (onset === null) {
    if (judged !== null)
      list.push(finding("", "brief", "brief.no-rise", { date: date(judged.look.date, at(`${judged.pointer}/date`)) }));
    return list;
  }
  list.push(
    finding("", "brief", "brief.onset", {
      low: date(onset.low, at("/onset/low")),
      high: date(onset.high, at("/onset/high")),
      level: share(onset.level, 0, at("/onset/level")),
    }),
  );
  for (const [i, { id, date: day, daysToOnset, follows }] of assessment.events.entries()) {
    const event = basis.events.find((e) => e.id === id);
    const order = orderOf(day, onset);
    if (event === undefined || daysToOnset === null || order === "after") continue;
    if (order === "before" && Math.abs(daysToOnset) > EVENT_NEAR_DAYS) continue;
    const from: SourceRef = { kind: "event", id };
    const named = { event: text(event.label, from), date: date(event.date, from) };
    list.push(
      order === "before"
        ? finding("", "brief", "brief.event", {
            ...named,
            days: count(Math.abs(daysToOnset), at(`/events/${i}/daysToOnset`)),
          })
        : finding("", "brief", "brief.event-undecided", {
            ...named,
            follows: { format: "probability", value: follows, source: at(`/events/${i}/follows`) },
          }),
    );
    break;
  }
  return list;
}

function unseen(basis: Basis): (Finding | null)[] {
  const facility = text(facilityName(basis), placeOf(basis));
  const newest = newestCounted(basis);
  const gap = longestGap(basis);
  const list: (Finding | null)[] = [];
  if (newest !== null) {
    const { counted: o, look } = newest;
    const at: SourceRef = { kind: "observation", id: o.id };
    const scene: SourceRef = { kind: "scene", id: look.scene.id };
    const cars = o.tracks.flatMap((track) => track.cars);
    const covered = cars.filter((car) => car.covered === true).length;
    const gsd = look.scene.conditions.gsdMetres;
    const ofType = (type: keyof typeof o.types) => count(o.types[type].median, at);
    const { sum, addUp } = typesTold(o);
    list.push(
      addUp
        ? finding("", "brief", "brief.types", {
            covered: ofType("covered"),
            open: ofType("open"),
            tank: ofType("tank"),
            flat: ofType("flat"),
            locomotive: ofType("locomotive"),
            unknown: ofType("unknown"),
          })
        : finding("", "brief", "brief.types-not-told", { sum: count(sum, at), cars: count(o.count.median, at) }),
      covered === 0
        ? null
        : finding("", "brief", "brief.covered-loads", {
            covered: count(covered, at),
            cars: count(cars.length, at),
          }),
      finding("", "brief", "brief.resolution", {
        gsd: { format: "quantity", value: gsd, unit: "m", significant: 2, source: scene },
        separable: { format: "quantity", value: 2 * gsd, unit: "m", significant: 2, source: scene },
      }),
    );
  } else if (basis.looks.length === 0) list.push(finding("", "brief", "brief.no-image", { facility }, newestOf(basis)));
  if (basis.traits.direction.value === "unknown") {
    const { source } = basis.traits.direction;
    list.push(finding("", "brief", "brief.direction", { facility }, source === null ? newestOf(basis) : [source]));
  }
  if (gap !== null)
    list.push(
      finding("", "brief", "brief.gap", {
        days: count(gap.days, gap.to.source),
        from: date(gap.from.date, gap.from.source),
        to: date(gap.to.date, gap.to.source),
      }),
    );
  const method = newest?.counted.method;
  if (method !== undefined && method === basis.method?.id && basis.method.accuracy.length > 0) {
    list.push(
      finding("", "brief", "brief.method", {
        method: { format: "code", value: method, source: { kind: "method", id: method } },
      }),
    );
  }
  return list;
}

/** Our judgement: likelihood and confidence in two sentences. */
function ours({ judgement, matrix }: Told): Finding[] {
  if (judgement === null) return [];
  const at: SourceRef = { kind: "judgement", id: judgement.id };
  return [
    finding("", "brief", "brief.ours", {
      hypothesis: hypothesisName(judgement.hypothesis, { matrix }),
      likelihood: { format: "likelihood", value: judgement.probability, source: at },
    }),
    finding("", "brief", "brief.ours-confidence", { confidence: choice(judgement.confidence, at) }),
  ];
}
