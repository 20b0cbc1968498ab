import type { Observation, TrackCount } from "../observation/observation.ts";
import type { SeriesEntry } from "../series/entry.ts";
import { type BriefSentence, type Told, tellable } from "./brief-sentence.ts";
import { canonicalJson } from "./canonical.ts";
import { countedTold, lastCountTold } from "./counted-told.ts";
import { disagreement } from "./disagreement.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import {
  assessedLook,
  countedBefore,
  directionOf,
  facilityName,
  figureCars,
  focusOf,
  imagesAssumed,
  isOrdinary,
  isToldAsBreak,
  judgedPart,
  namedChange,
  newestOf,
  orderOf,
  periodToldAs,
  placeOf,
  tierOfOnset,
} from "./focus.ts";
import { judgedTold } from "./judged-told.ts";
import { ordinaryTold } from "./key-unusual.ts";
import { levelTold } from "./level-told.ts";
import { periodSentence } from "./period-told.ts";
import { choice, count, date, probability, share, text } from "./printed.ts";
import { publisherOf } from "./publisher-of.ts";
import type { Basis } from "./record.ts";
import { regimesBehind } from "./regimes-told.ts";
import { emptyTracks, mayMissCars, seenOnTrack } from "./seen-of.ts";
import { againTold, EVENT_NEAR_DAYS, endTold, onsetTold } from "./since-told.ts";
import { weakBaseline, weaknessTold } from "./weak-source.ts";

/** The brief on counts: what stood there, and on how many looks that rests. */
export function standing(basis: Basis, derived: Told): BriefSentence[] {
  const focus = focusOf(basis);
  const facility = text(facilityName(basis), placeOf(basis));
  const observed = focus?.kind === "observation" ? focus.look.observation : null;
  const last =
    focus?.kind === "observation" && observed?.status === "withheld" ? countedBefore(basis, focus.look) : null;
  // Nothing of one day: what was said of a period, or that there is nothing at all.
  const instead = focus === null ? (periodTold(basis) ?? unlike(basis, facility)) : null;
  return [
    ...tellable(
      "always",
      basis.synthetic ? finding("", "brief", "brief.synthetic", { facility }, newestOf(basis)) : null,
      ...(observed === null ? [] : ofObservation(observed, facility)),
      last && lastCountTold("brief", last),
      focus?.kind === "entry" ? ofEntry(basis, focus.entry, facility) : instead,
    ),
    ...tellable("with-last", ...(focus?.kind === "entry" ? weaknessTold("brief", "count", focus.entry, basis) : [])),
    ...tellable("with-last", ...(focus === null ? periodWeakness(basis) : [])),
    ...tellable("always", focus?.kind === "entry" ? disagreement("brief", focus.entry, basis, derived) : null),
    ...tellable("if-short", observed === null ? null : byTrack(observed)),
    ...tellable("always", looksTold(basis)),
    ...tellable("if-short", publishedTold(basis), focus === null ? null : periodTold(basis)),
    ...tellable("with-last", ...(focus === null ? [] : periodWeakness(basis))),
  ];
}

/** What one of our looks gave: a count, or the reasons for none. */
function ofObservation(o: Observation, facility: Printed): Finding[] {
  if (o.status === "counted") return [countedTold("brief", o, facility)];
  const at: SourceRef = { kind: "observation", id: o.id };
  const codes = [...new Set(o.reasons.map(({ code }) => code))];
  return [
    finding("", "brief", "brief.withheld-newest", { facility, date: date(o.acquiredAt, at) }),
    ...codes.map((code, i) =>
      finding("", "brief", "brief.withheld-reason", {
        turn: choice(i === 0 ? "first" : "further", at),
        reason: choice(code, at),
      }),
    ),
  ];
}

/** How many tracks were empty, and which held most. */
function byTrack(o: Observation): Finding | null {
  if (o.status === "withheld" || o.tracks.length < 2 || mayMissCars(o)) return null;
  const at: SourceRef = { kind: "observation", id: o.id };
  const held = (track: TrackCount) => (seenOnTrack(o, track) ?? track.count).median;
  const fullest = o.tracks.reduce((a, b) => (held(b) > held(a) ? b : a));
  if (held(fullest) === 0) return null;
  const onTrack: SourceRef = { kind: "track", observation: o.id, id: fullest.track };
  return finding("", "brief", "brief.tracks", {
    tracks: count(o.tracks.length, at),
    empty: count(emptyTracks(o), at),
    track: { format: "code", value: fullest.name, source: onTrack },
    most: count(held(fullest), onTrack),
  });
}

function ofEntry(basis: Basis, entry: SeriesEntry, facility: Printed): Finding | null {
  const at: SourceRef = { kind: "entry", id: entry.id };
  const cars = figureCars(entry.figure);
  const publisher = publisherOf(entry, basis);
  if (entry.from !== entry.to) return periodSentence("brief", entry, basis, facility);
  if (cars === null) return null;
  return finding("", "brief", "brief.published", {
    publisher: text(publisher.name, publisher.source),
    facility,
    date: date(entry.to, at),
    cars: count(cars.cars, at),
    precision: choice(cars.precision, at),
  });
}

function looksTold({ looks }: Basis): Finding | null {
  const [first] = looks;
  const last = looks.at(-1);
  if (first === undefined || last === undefined) return null;
  const at: SourceRef = { kind: "observation", id: last.observation.id };
  const withheld = looks.filter(({ observation }) => observation.status === "withheld").length;
  const all = {
    looks: count(looks.length, at),
    from: date(first.observation.acquiredAt, { kind: "observation", id: first.observation.id }),
    to: date(last.observation.acquiredAt, at),
  };
  if (first === last) return finding("", "brief", "brief.look-alone", {}, [at]);
  if (withheld === 0) return finding("", "brief", "brief.looks-all", all);
  if (withheld === looks.length) return finding("", "brief", "brief.looks-none", all);
  return finding("", "brief", "brief.looks", {
    ...all,
    counted: count(looks.length - withheld, at),
    withheld: count(withheld, at),
  });
}

/** How many counts others published of it. */
function publishedTold(basis: Basis): Finding | null {
  const [first] = basis.published;
  if (first === undefined) return null;
  const earliest = basis.published.reduce((a, b) => (b.from < a.from ? b : a));
  const latest = basis.published.reduce((a, b) => (b.to > a.to ? b : a));
  const publishers = new Set(basis.published.map((entry) => canonicalJson(publisherOf(entry, basis).name)));
  const to: SourceRef = { kind: "entry", id: latest.id };
  if (basis.published.length === 1) return finding("", "brief", "brief.published-alone", {}, [to]);
  return finding("", "brief", "brief.published-all", {
    entries: count(basis.published.length, to),
    publishers: count(publishers.size, to),
    from: date(earliest.from, { kind: "entry", id: earliest.id }),
    to: date(latest.to, to),
  });
}

/** What somebody said of a whole period. */
function periodTold(basis: Basis): Finding | null {
  const told = toldPeriod(basis);
  return told === undefined ? null : ofEntry(basis, told, text(facilityName(basis), placeOf(basis)));
}

function periodWeakness(basis: Basis): Finding[] {
  const told = toldPeriod(basis);
  return told === undefined ? [] : weaknessTold("brief", "period", told, basis);
}

/** Of the figures of whole periods the newest that ends before the day in focus, else the newest. */
function toldPeriod(basis: Basis): SeriesEntry | undefined {
  const day = focusOf(basis)?.date ?? null;
  const periods = basis.published
    .filter((entry) => periodToldAs(entry) !== null)
    .toSorted((a, b) => (a.to < b.to ? -1 : 1));
  return periods.findLast(({ to }) => day !== null && to < day) ?? periods.at(-1);
}

/** Where no figure is a number of cars; where there is none, that. */
function unlike(basis: Basis, facility: Printed): Finding {
  const entry = basis.published.at(-1);
  if (entry === undefined) return finding("", "brief", "brief.nothing", { facility });
  const publisher = publisherOf(entry, basis);
  return finding(
    "",
    "brief",
    "brief.published-unlike",
    { publisher: text(publisher.name, publisher.source), facility },
    [{ kind: "entry", id: entry.id }],
  );
}

/** Probability below which the brief does not tell that a change began before an event. Source: our choice. Not measured. */
const NEGLIGIBLE = 0.01;

/** How unusual it is, and since when. */
export function unusual(basis: Basis, derived: Told): BriefSentence[] {
  return tellable("always", ...compared(basis, derived));
}

/** Counts of cars, ours and others'. */
function countsOf({ looks, published }: Basis): number {
  const ours = looks.filter(({ observation }) => observation.status === "counted");
  return ours.length + published.filter(({ figure }) => figureCars(figure) !== null).length;
}

function compared(basis: Basis, derived: Told): Finding[] {
  const { assessment } = derived;
  const at = (id: string): SourceRef => ({ kind: "assessment", id });
  if (assessment === null) {
    const newest = newestOf(basis);
    return newest.length > 0 && countsOf(basis) < 2 ? [finding("", "brief", "brief.no-comparison", {}, newest)] : [];
  }
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
  const assumed = imagesAssumed(basis);
  const list: Finding[] = [
    assumed > 0
      ? finding("", "brief", "brief.images-assumed", { ...usual, assumed: count(assumed, at("/baseline/looks")) })
      : finding("", "brief", "brief.usual", usual),
  ];
  list.push(...regimesBehind("brief", basis, assessment));
  list.push(...weakBaseline("brief", assessment.baseline.to, basis), ...levelTold("brief", assessment));
  const judged = assessedLook(derived, focusOf(basis));
  if (judged !== null)
    list.push(
      isOrdinary(assessment, judged.look)
        ? ordinaryTold("brief", judged.look, judged.pointer)
        : directionOf(assessment, judged.look) === "rise"
          ? finding("", "brief", "brief.unusual", {
              p: probability(judged.look.p, at(`${judged.pointer}/p`)),
            })
          : finding("", "brief", "brief.unusual-low", {
              p: probability(judged.look.pLow, at(`${judged.pointer}/pLow`)),
            }),
    );
  const part = judged && judgedTold("brief", assessment, judged.look, judged.pointer);
  if (part !== null) list.push(part);
  const { onset } = assessment;
  if (onset === null) {
    if (judged !== null && judged.look.tier === "none" && judgedPart(assessment) === null)
      list.push(finding("", "brief", "brief.no-rise", { date: date(judged.look.date, at(`${judged.pointer}/date`)) }));
    return list;
  }
  const tier = tierOfOnset(assessment);
  const told = { direction: choice(onset.direction, at("/onset/low")) };
  if (!isToldAsBreak(assessment))
    list.push(
      finding("", "brief", `brief.${onsetTold(tier)}`, {
        ...told,
        low: date(onset.low, at("/onset/low")),
        high: date(onset.high, at("/onset/high")),
        level: share(onset.level, 0, at("/onset/level")),
      }),
    );
  if (tier === "ended") list.push(...endTold("brief", basis, assessment), ...againTold("brief", assessment));
  for (const [i, { id, date: day, daysToOnset, follows, precedes }] of assessment.events.entries()) {
    const event = basis.events.find((e) => e.id === id);
    const order = orderOf(day, onset);
    if (event === undefined || daysToOnset === null || order === "after") continue;
    if (order === "before" && Math.abs(daysToOnset) > EVENT_NEAR_DAYS) continue;
    const from: SourceRef = { kind: "event", id };
    const named = { event: text(event.label, from), date: date(event.date, from) };
    const within = {
      ...named,
      direction: choice(namedChange(assessment), at(`/events/${i}/follows`)),
      follows: probability(follows, at(`/events/${i}/follows`)),
    };
    list.push(
      order === "before"
        ? finding("", "brief", "brief.event", {
            ...named,
            days: count(Math.abs(daysToOnset), at(`/events/${i}/daysToOnset`)),
          })
        : precedes < NEGLIGIBLE
          ? finding("", "brief", "brief.event-undecided", within)
          : finding("", "brief", "brief.event-either", {
              ...within,
              precedes: probability(precedes, at(`/events/${i}/precedes`)),
            }),
    );
    break;
  }
  return list;
}
