import { lengthMetres } from "../facility/local-plane.ts";
import type { Counted, Observation } from "../observation/observation.ts";
import { type BriefSentence, type Told, tellable } from "./brief-sentence.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import { facilityName, focusOf, lookCountedBefore, methodOf, newestCounted, newestOf, placeOf } from "./focus.ts";
import { hypothesisName } from "./judgement-findings.ts";
import { directionFrom, longestGap } from "./limits.ts";
import { choice, count, date, measured, metres, resolutionOf, share, text } from "./printed.ts";
import type { Basis, ReportLook } from "./record.ts";
import { isCountTold, seenOf, seenPart } from "./seen-of.ts";
import { publishersOf } from "./source-findings.ts";
import { typesTold } from "./types-told.ts";

/** The brief on counts: what cannot be seen or said, how well the method counts, what would change our mind. */
export function unseen(basis: Basis, derived: Told): BriefSentence[] {
  // What is told of an image without its date is of the one that the brief is about.
  const focus = focusOf(basis);
  const look = focus?.kind === "observation" ? focus.look : null;
  const counted = look?.observation.status === "counted" ? look.observation : null;
  return [
    ...tellable("always", ...(counted === null ? [] : [types(counted), coveredLoads(counted)])),
    ...tellable("always", look === null ? noImage(basis) : resolution(basis, look)),
    ...tellable("if-short", look === null ? null : hidden(look), canopy(basis)),
    ...tellable("always", direction(basis), gap(basis)),
    ...tellable("if-short", ...ofLoads(basis), place(basis), drawn(basis)),
    ...method(basis),
    ...tellable("if-short", originsTold(basis, derived), ...mind(basis, derived), noJudgement(basis, derived)),
  ];
}

/** Below this a share prints as "0 %". */
const HALF_A_PERCENT = 0.005;

function types(o: Observation & Counted): Finding | null {
  const at: SourceRef = { kind: "observation", id: o.id };
  const ofType = (type: keyof typeof o.types) => count(o.types[type].median, at);
  const { sum, cars, unknown, isPart, addUp } = typesTold(o);
  if (!addUp)
    return finding("", "brief", isPart ? "brief.types-not-told-part" : "brief.types-not-told", {
      sum: count(sum, at),
      cars: count(cars, at),
    });
  if (sum === 0) return null;
  return finding("", "brief", "brief.types", {
    covered: ofType("covered"),
    open: ofType("open"),
    tank: ofType("tank"),
    flat: ofType("flat"),
    locomotive: ofType("locomotive"),
    unknown: count(unknown, at),
  });
}

function coveredLoads(o: Observation & Counted): Finding | null {
  const cars = o.tracks.flatMap((track) => track.cars);
  const covered = cars.filter((car) => car.covered === true).length;
  if (covered === 0) return null;
  const at: SourceRef = { kind: "observation", id: o.id };
  return finding("", "brief", isCountTold(o, cars.length) ? "brief.covered-loads" : "brief.covered-loads-listed", {
    covered: count(covered, at),
    cars: count(cars.length, at),
  });
}

/** What the image of the count that is told resolves; where that is not the look in focus, which image it is. */
function resolution(basis: Basis, look: ReportLook): Finding {
  const last = look.observation.status === "withheld" ? lookCountedBefore(basis, look) : null;
  if (last === null) return finding("", "brief", "brief.resolution", resolutionOf(look.scene));
  const { id, acquiredAt } = last.observation;
  return finding("", "brief", "brief.resolution-on", {
    ...resolutionOf(last.scene),
    date: date(acquiredAt, { kind: "observation", id }),
  });
}

function noImage(basis: Basis): Finding | null {
  if (basis.looks.length > 0 || basis.published.length === 0) return null;
  return finding("", "brief", "brief.no-image", { facility: text(facilityName(basis), placeOf(basis)) });
}

function hidden({ observation }: ReportLook): Finding | null {
  // Withheld for another reason, its pixels may never have been read: that nothing is usable does not say it was hidden.
  if (observation.status === "withheld" && !observation.reasons.some(({ code }) => code === "too-hidden")) return null;
  const unseenShare = 1 - (seenOf(observation) ?? 1);
  if (unseenShare < HALF_A_PERCENT) return null;
  return finding("", "brief", "brief.hidden", {
    share: share(unseenShare, 0, { kind: "observation", id: observation.id }),
  });
}

function canopy(basis: Basis): Finding | null {
  const stretches = (basis.facility.geometry?.tracks ?? []).flatMap(({ canopies }) => canopies);
  const roofed = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  return roofed > 0 ? finding("", "brief", "brief.canopy", { metres: metres(roofed, 3, placeOf(basis)) }) : null;
}

function direction(basis: Basis): Finding | null {
  const { value } = basis.traits.direction;
  if (value !== "unknown") return null;
  const facility = text(facilityName(basis), placeOf(basis));
  return finding("", "brief", "brief.direction", { facility }, directionFrom(basis));
}

/** What cars carried and of which types they were, where nothing said above tells it. */
function ofLoads(basis: Basis): (Finding | null)[] {
  const counted = newestCounted(basis)?.counted ?? null;
  const stood = counted === null ? basis.published.length > 0 : (seenPart(counted) ?? counted.count).median > 0;
  const { cargo, classes } = basis.traits;
  const from = (source: SourceRef | null) => (source === null ? newestOf(basis) : [source]);
  if (!stood) return [];
  return [
    cargo.value === "unknown" ? finding("", "brief", "brief.cargo", {}, from(cargo.source)) : null,
    counted === null && classes.value === "undecidable"
      ? finding("", "brief", "brief.classes", {}, from(classes.source))
      : null,
  ];
}

function gap(basis: Basis): Finding | null {
  const longest = longestGap(basis);
  if (longest === null) return null;
  const { days, from, to, sameGaps } = longest;
  if (sameGaps > 0)
    return finding("", "brief", "brief.gap-same", {
      days: count(days, to.source),
      gaps: count(sameGaps, to.source),
    });
  return finding("", "brief", "brief.gap", {
    days: count(days, to.source),
    from: { format: "date", value: from.date, source: from.source },
    to: { format: "date", value: to.date, source: to.source },
  });
}

/** Where the yard lies; not told of one that does not exist. */
function place(basis: Basis): Finding | null {
  const { geometry } = basis.facility;
  if (geometry === null || basis.synthetic) return null;
  const middle = (of: "lat" | "lon") => geometry.area.reduce((sum, point) => sum + point[of], 0) / geometry.area.length;
  const [lat, lon] = [middle("lat"), middle("lon")];
  const at = placeOf(basis);
  // Two decimals: about a kilometre, as near as the middle of an area can be said to be the place.
  const degrees = (value: number): Printed => ({
    format: "quantity",
    value: Math.round(Math.abs(value) * 100) / 100,
    unit: "deg",
    significant: 5,
    source: at,
  });
  return finding("", "brief", "brief.place", {
    latitude: degrees(lat),
    north: choice(lat < 0 ? "south" : "north", at),
    longitude: degrees(lon),
    east: choice(lon < 0 ? "west" : "east", at),
  });
}

function drawn(basis: Basis): Finding | null {
  const { geometry } = basis.facility;
  if (geometry === null) return null;
  const at = placeOf(basis);
  const total = geometry.tracks.reduce((sum, { line }) => sum + lengthMetres(line), 0);
  return finding("", "brief", "brief.drawn", {
    tracks: count(geometry.tracks.length, at),
    length:
      total < 1000
        ? metres(total, 2, at)
        : { format: "quantity", value: total / 1000, unit: "km", significant: 2, source: at },
  });
}

/** How well the method counts, as measured, and its known faults. */
function method(basis: Basis): BriefSentence[] {
  const used = basis.looks.at(-1)?.observation.method;
  const named = methodOf(basis);
  if (used === undefined || named === null) return [];
  const at: SourceRef = { kind: "method", id: named };
  const card = used === basis.method?.id ? basis.method : null;
  const code: Printed = { format: "code", value: named, source: at };
  if (card === null || card.accuracy.length === 0)
    return tellable("if-short", finding("", "brief", "brief.method-not-measured", { method: code }));
  const told = newestCounted(basis) === null ? null : finding("", "brief", "brief.method", { method: code });
  const [first, ...others] = card.accuracy.map((figure) =>
    finding("", "brief", "brief.accuracy", measured(figure, at)),
  );
  const faults = card.faults.map((fault) => finding("", "brief", "brief.fault", { fault: text(fault.text, at) }));
  return [...tellable("always", told), ...tellable("if-short", first ?? null, ...faults, ...others)];
}

function originsTold(basis: Basis, { origins }: Told): Finding | null {
  const [first] = origins;
  if (first === undefined) return null;
  const at: SourceRef = { kind: "source", id: first.origin };
  return finding("", "brief", "brief.origins", {
    origins: count(origins.length, at),
    publishers: count(publishersOf(origins, basis).size, at),
    sources: count(basis.sources.length, at),
  });
}

/** What each hypothesis predicts and nobody has seen. */
function mind(basis: Basis, { matrix }: Told): Finding[] {
  return (basis.matrix?.hypotheses ?? []).flatMap(({ id, predictions }) =>
    predictions
      .filter(({ status }) => status === "not-seen")
      .map(({ text: prediction }) =>
        finding("", "brief", "brief.mind", {
          hypothesis: hypothesisName(id, { matrix }),
          prediction: text(prediction, { kind: "matrix", id }),
        }),
      ),
  );
}

function noJudgement(basis: Basis, { judgement }: Told): Finding | null {
  const newest = newestOf(basis);
  return judgement === null && newest.length > 0 ? finding("", "brief", "brief.no-judgement", {}, newest) : null;
}
