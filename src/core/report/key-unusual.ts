import type { AssessmentReady, LookAssessment } from "../assessment/assessment.ts";
import { UNREMARKABLE } from "../assessment/sensitivity.ts";
import { rankedAgainst, toEntries } from "../assessment/to-sightings.ts";
import { tellsOf } from "../baseline/sighting.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import {
  assessedLook,
  dayOf,
  directionOf,
  focusOf,
  imagesAssumed,
  isAnotherPossible,
  isAssumed,
  isOrdinary,
  judgedPart,
  TIER_OF,
} from "./focus.ts";
import { judgedTold } from "./judged-told.ts";
import { levelTold } from "./level-told.ts";
import { choice, count, date, probability, share, twoDigits } from "./printed.ts";
import type { Basis, Derived } from "./record.ts";
import { regimeName, regimesBehind, regimesDeclared } from "./regimes-told.ts";
import { seenPart } from "./seen-of.ts";
import { since } from "./since-told.ts";
import { typeMixFindings } from "./type-mix-findings.ts";
import { weakBaseline } from "./weak-source.ts";

/** How unusual what stood there is, and since when: the second half of the sentences at the head of a report. */
export function unusual(basis: Basis, derived: Pick<Derived, "assessment">): Finding[] {
  const { assessment } = derived;
  if (assessment === null) return [];
  if (assessment.status === "too-few-looks")
    return [
      finding("", "key", "baseline.too-few", {
        usable: count(assessment.usable, { kind: "assessment", id: "/usable" }),
        needed: count(assessment.needed, { kind: "assessment", id: "/needed" }),
      }),
      ...smallestWithOneMore(assessment.smallestConfirmable),
    ];
  const list: Finding[] = [];
  const at = (id: string): SourceRef => ({ kind: "assessment", id });
  list.push(baselineSentence(basis, assessment), ...regimesBehind("key", basis, assessment), ...regimesDeclared(basis));
  list.push(...weakBaseline("key", assessment.baseline.to, basis));
  list.push(...levelTold("key", assessment));
  const judged = assessedLook(derived, focusOf(basis));
  if (judged !== null) {
    const { look, pointer } = judged;
    const day = date(look.date, at(`${pointer}/date`));
    list.push(...probabilities(assessment, look, pointer));
    if (!isSeenInPart(basis, look)) list.push(...rankTold(basis, assessment, look, pointer));
    const told = directionOf(assessment, look);
    for (const direction of ["rise", "fall"] as const) {
      if (told !== direction && look[TIER_OF[direction]] === "none") continue;
      // Told beside the one that ended.
      if (direction === assessment.onset?.direction && isAnotherPossible(assessment)) continue;
      list.push(evidenceSentence(direction, assessment, look, pointer), ...falseAlarms(direction, look, pointer));
    }
    // Of a rise the sentence above has said it.
    if (told === "fall" && assessment.onset === null && look.tier === "none" && judgedPart(assessment) === null)
      list.push(finding("", "key", "rise.none", { date: day }));
  }
  return [...list, ...since(basis, assessment), ...typeMixFindings(assessment), ...missed(assessment)];
}

/** From which rise on one more look would confirm it, where the record is too short for an answer. */
function smallestWithOneMore(times: number | null): Finding[] {
  if (times === null) return [];
  const source: SourceRef = { kind: "assessment", id: "/smallestConfirmable" };
  return [
    finding("", "key", "baseline.too-few-smallest", {
      times: { format: "number", value: times, significant: 2, source },
    }),
  ];
}

/** Whether its count is for a good part what could not be seen may hold: a rank of it would be that of a supposition. */
function isSeenInPart({ looks }: Basis, { date: day }: LookAssessment): boolean {
  return looks.some(
    ({ observation: o }) => o.status === "counted" && dayOf(o.acquiredAt) === day && seenPart(o) !== null,
  );
}

/**
 * How many of the earlier counts of the whole yard it exceeds, of those of its regime where there are others; where more exceed
 * it, how many, which ranks do not hold.
 */
function rankTold(basis: Basis, assessment: AssessmentReady, look: LookAssessment, pointer: string): Finding[] {
  const at = (id: string): SourceRef => ({ kind: "assessment", id: `${pointer}/${id}` });
  const { above, of } = look.rank;
  if (of === 0) return [];
  const ranked = { date: date(look.date, at("date")), of: count(of, at("rank/of")) };
  const regime = rankedRegime(basis, look);
  const belows = 2 * above < of ? exceeding(basis, look) : 0;
  if (belows > above) {
    const below = count(belows, at("rank/of"));
    return [
      regime === null
        ? finding("", "key", "unusual.rank-low", { ...ranked, below })
        : finding("", "key", "unusual.rank-low-regime", { ...ranked, ...regime, below }),
    ];
  }
  if (isOrdinary(assessment, look)) return [];
  const exceeded = count(above, at("rank/above"));
  return [
    regime === null
      ? finding("", "key", "unusual.rank", { ...ranked, above: exceeded })
      : finding("", "key", "unusual.rank-regime", { ...ranked, ...regime, above: exceeded }),
    ...(above === of
      ? [
          finding("", "key", "unusual.rank-chance", {
            date: ranked.date,
            chance: probability(look.rank.chance, at("rank/chance")),
          }),
        ]
      : []),
  ];
}

/** The regime that a count is ranked within; null where no earlier count of the whole yard is of another one. */
function rankedRegime(basis: Basis, look: LookAssessment): { regime: Printed; none: Printed } | null {
  const { judged, earlier } = judgedAmong(basis, look);
  const own = judged?.regime ?? "";
  const others = earlier.filter(({ isBound }) => !isBound);
  if (own === "" || others.every((one) => tellsOf(one, own))) return null;
  const hasNone = others.some(({ regime }) => regime === "");
  const name = regimeName(own);
  return { regime: name, none: choice(hasNone ? "some" : "none", name.source) };
}

/** Earlier counts of the whole yard above that of a look; 0 where it is none itself, or no more than a bound. */
function exceeding(basis: Basis, look: LookAssessment): number {
  const { judged, earlier } = judgedAmong(basis, look);
  const own = judged?.fullCount ?? null;
  if (own === null || own.isBound) return 0;
  return rankedAgainst(own, earlier).filter(({ cars }) => cars > own.cars).length;
}

/** A look that is judged as the statistics read it, and the full counts before it. */
function judgedAmong({ assessed }: Basis, look: LookAssessment) {
  const entries = toEntries(assessed?.looks ?? []);
  const at = entries.findLastIndex(({ date: day }) => day === look.date);
  const earlier = entries.slice(0, Math.max(0, at)).flatMap(({ fullCount }) => fullCount ?? []);
  return { judged: entries[at], earlier };
}

const EVIDENCE_OF = { rise: "evidence", fall: "evidenceFall" } as const;

/**
 * Where the running evidence of a rise or a fall stands, and that it has fallen back where it once stood at the alarm; of
 * which looks it speaks where a change may lie before them.
 */
function evidenceSentence(
  direction: "rise" | "fall",
  assessment: AssessmentReady,
  look: LookAssessment,
  pointer: string,
): Finding {
  const [tier, field] = [TIER_OF[direction], EVIDENCE_OF[direction]];
  const at = (id: string): SourceRef => ({ kind: "assessment", id: `${pointer}/${id}` });
  const evidence: Printed = { format: "number", value: look[field], significant: 2, source: at(field) };
  const alarmed = assessment.looks.some(
    (other) => other.date < look.date && (other[tier] === "alarm" || other[tier] === "firm"),
  );
  if (look[tier] === "none" && alarmed)
    return finding("", "key", "rise.fell-back", { direction: choice(direction, at(field)), evidence });
  const told = finding("", "key", `${direction}.tier`, { tier: choice(look[tier], at(tier)), evidence });
  return (look[tier] === "none" ? judgedTold("key", assessment, look, pointer) : null) ?? told;
}

/** Of a change at the alarm or above: how often as much evidence would come up where nothing changes. Nothing is told of a bound of 1. */
function falseAlarms(direction: "rise" | "fall", look: LookAssessment, pointer: string): Finding[] {
  const { bound } = look;
  if (bound === undefined || bound.atMost >= 1 || !["alarm", "firm"].includes(look[TIER_OF[direction]])) return [];
  const at = (id: string): SourceRef => ({ kind: "assessment", id: `${pointer}/bound/${id}` });
  return [
    finding("", "key", "rise.false-alarms", {
      direction: choice(direction, at("threshold")),
      threshold: count(bound.threshold, at("threshold")),
      looks: count(bound.looks, at("looks")),
    }),
  ];
}

/** That a count is nothing out of the ordinary. */
export function ordinaryTold(section: "key" | "brief", look: LookAssessment, pointer: string): Finding {
  const at = (id: string): SourceRef => ({ kind: "assessment", id: `${pointer}/${id}` });
  return finding("", section, "unusual.ordinary", { date: date(look.date, at("date")) }, [at("p")]);
}

/** How improbable a count this high is, and under other assumptions; this low, where a fall is told. */
function probabilities(assessment: AssessmentReady, look: LookAssessment, pointer: string): Finding[] {
  const printed = (value: number, id: string) => probability(value, { kind: "assessment", id });
  const day = date(look.date, { kind: "assessment", id: `${pointer}/date` });
  if (isOrdinary(assessment, look)) return [ordinaryTold("key", look, pointer)];
  if (directionOf(assessment, look) === "fall")
    return [finding("", "key", "fall.probability", { date: day, p: printed(look.pLow, `${pointer}/pLow`) })];
  const [low, high] = assessment.sensitivity.p;
  const told = finding("", "key", "unusual.probability", { date: day, p: printed(look.p, `${pointer}/p`) });
  // As a reader sees them: whole percents, below a tenth one in so many.
  const shown = (p: number) => (p >= 0.1 ? Math.round(100 * p) : (1 / Math.max(p, 1e-6)).toPrecision(2));
  if (shown(low) === shown(high)) return [told, ...leastSurprising(assessment)];
  // Both ends in one notation: between "1 in 12" and "11 %" nobody can compare.
  const isMixed = low < 0.1 && high >= 0.1;
  const end = (value: number, i: 0 | 1): Printed => {
    const id = `/sensitivity/p/${i}`;
    return isMixed ? twoDigits(value, { kind: "assessment", id }) : printed(value, id);
  };
  return [
    told,
    ...leastSurprising(assessment),
    finding("", "key", "sensitivity.probability", {
      low: end(low, 0),
      high: end(high, 1),
    }),
  ];
}

/** That of several ways to choose the looks that are usual none makes the count less surprising. */
function leastSurprising({ baseline }: AssessmentReady): Finding[] {
  const windows = baseline.windows.filter(({ tooFew }) => tooFew !== true).length;
  if (windows < 2) return [];
  return [
    finding("", "key", "unusual.windows", {
      windows: count(windows, { kind: "assessment", id: "/baseline/windows" }),
    }),
  ];
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
    ({ from, to }) =>
      from !== to && basis.assessed?.looks.some((look) => look.date === from && look.until === to && isAssumed(look)),
  );
  const [first] = periods.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const last = periods.toSorted((a, b) => (a.to < b.to ? -1 : 1)).at(-1);
  if (first !== undefined && last !== undefined)
    return finding("", "key", "baseline.images-assumed", {
      ...usual,
      assumed: count(imagesAssumed(basis), at("/baseline/looks")),
      from: date(first.from, { kind: "entry", id: first.id }),
      to: date(last.to, { kind: "entry", id: last.id }),
    });
  return finding("", "key", "baseline.usual", {
    ...usual,
    from: date(baseline.from, at("/baseline/from")),
    to: date(baseline.to, at("/baseline/to")),
  });
}

function missed(assessment: AssessmentReady): Finding[] {
  const { explainedByMissed } = assessment.sensitivity;
  // At one, earlier images missed nothing that would explain it: a count that is not high.
  if (explainedByMissed === null || explainedByMissed >= 1) return [];
  const at: SourceRef = { kind: "assessment", id: "/sensitivity/explainedByMissed" };
  return [
    finding("", "key", "sensitivity.missed-at", {
      share: share(explainedByMissed, 0, at),
      p: probability(UNREMARKABLE, at),
    }),
  ];
}
