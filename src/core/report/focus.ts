import type {
  AssessLook,
  Assessment,
  AssessmentReady,
  LookAssessment,
  ProposedRegime,
  Sensitivity,
  Tier,
} from "../assessment/assessment.ts";
import { toEntries } from "../assessment/to-sightings.ts";
import { tellsOf } from "../baseline/sighting.ts";
import type { MethodId } from "../ids.ts";
import type { Counted, Observation } from "../observation/observation.ts";
import { methodFamily } from "../reading/counted-of.ts";
import { inOrder } from "../series/comparable.ts";
import { monthOf } from "../series/day.ts";
import type { SeriesEntry } from "../series/entry.ts";
import { entryOf } from "../series/entry-of.ts";
import { figureOf } from "../series/figure-of.ts";
import { nearestToUsual, sameDay } from "../series/same-day.ts";
import type { NewestCount } from "../watch/facility-state.ts";
import type { SourceRef, Texts } from "./finding.ts";
import type { Basis, Derived, ReportLook } from "./record.ts";

/** The look that a report is about. */
export type Focus =
  | { readonly kind: "observation"; readonly date: string; readonly look: ReportLook }
  | { readonly kind: "entry"; readonly date: string; readonly entry: SeriesEntry };

/**
 * The look that the report is about: the one that `basis.focus` names; else our newest look; else the newest count of
 * one day that was published, of several of that day the one that is judged.
 *
 * @returns null where there is neither
 * @throws RangeError when `basis.focus` names what is not there
 */
export function focusOf(basis: Basis): Focus | null {
  const { focus } = basis;
  const look = focus === null ? basis.looks.at(-1) : basis.looks.find(({ observation }) => observation.id === focus);
  if (look !== undefined) return { kind: "observation", date: dayOf(look.observation.acquiredAt), look };
  const oneDay = basis.published.filter(({ from, to, figure }) => from === to && figureCars(figure) !== null);
  const newest = oneDay.at(-1);
  const entry =
    focus === null ? newest && judgedOfDay(newest, basis.published) : basis.published.find(({ id }) => id === focus);
  if (entry !== undefined) return { kind: "entry", date: entry.to, entry };
  if (focus !== null)
    throw new RangeError(`the report is about ${focus}, which is neither a look nor a published entry`);
  return null;
}

/** The series that the statistics read of a record, in order, and the id of what it is about; null: the newest of what is assessed. */
export function assessedFrom(basis: Basis): {
  readonly entries: readonly SeriesEntry[];
  readonly focus: string | null;
} {
  return {
    entries: inOrder([...basis.looks.map(({ observation }) => entryOf(observation)), ...basis.published]),
    focus: basis.focus ?? basis.looks.at(-1)?.observation.id ?? null,
  };
}

/** Of the published numbers of cars of the day of one of them, that which is judged. */
export function judgedOfDay(one: SeriesEntry, published: readonly SeriesEntry[]): SeriesEntry {
  const numbers = published.filter(({ figure }) => figureCars(figure) !== null);
  return nearestToUsual(sameDay(one, numbers), published);
}

/** A figure that is one number of cars, and how it is meant; null for any other, and for one that tells nothing ("at least 0"). */
export function figureCars(figure: SeriesEntry["figure"]): NewestCount | null {
  if (figureOf({ figure }) === null) return null;
  switch (figure.kind) {
    case "exact":
      return { cars: figure.cars, precision: figure.approximately ? "about" : "exact" };
    case "at-least":
    case "at-most":
      return { cars: figure.cars, precision: figure.approximately ? `${figure.kind}-about` : figure.kind };
    default:
      return null;
  }
}

/** How many images the statistics assume of periods of which nobody published how many they hold; 0 where there is none such. */
export function imagesAssumed({ assessed }: Pick<Basis, "assessed">): number {
  const entries = toEntries((assessed?.looks ?? []).filter(isAssumed));
  return entries.reduce((sum, { sightings }) => sum + sightings.length, 0);
}

/** Whether the number of images behind a look is not known. */
export function isAssumed({ until, images }: AssessLook): boolean {
  return until !== undefined && (images ?? null) === null;
}

/**
 * How a figure of more than one day is told. `month`: a figure dated to it; `once`: of one image of the period; `period`: a
 * bound that holds for every image of it. Null: one day, or no number of cars, as `figureCars` has it.
 */
export function periodToldAs({ from, to, figure }: SeriesEntry): "month" | "once" | "period" | null {
  if (from === to || figureCars(figure) === null) return null;
  if (monthOf({ first: from, last: to }) !== null) return "month";
  return figure.kind === "at-most" ? "period" : "once";
}

/** Where an event stands to the days in which the rise may have begun. */
export function orderOf(
  event: string,
  onset: { readonly low: string; readonly high: string },
): "before" | "within" | "after" {
  if (event <= onset.low) return "before";
  return event > onset.high ? "after" : "within";
}

/** The newest of our looks that has a count. */
export function newestCounted(
  basis: Basis,
): { readonly look: ReportLook; readonly counted: Observation & Counted } | null {
  for (const look of basis.looks.toReversed())
    if (look.observation.status === "counted") return { look, counted: look.observation };
  return null;
}

/** The newest look with a count before one that gave none; null: none before it has one. */
export function lookCountedBefore({ looks }: Basis, withheld: ReportLook): ReportLook | null {
  const before = looks.slice(0, Math.max(0, looks.indexOf(withheld)));
  return before.findLast(({ observation }) => observation.status === "counted") ?? null;
}

/** What that look counted. */
export function countedBefore(basis: Basis, withheld: ReportLook): (Observation & Counted) | null {
  const observation = lookCountedBefore(basis, withheld)?.observation;
  return observation?.status === "counted" ? observation : null;
}

/** The method of our own looks, without who checked its cars; null where we have none. A series never mixes methods. */
export function methodOf({ looks }: Pick<Basis, "looks">): MethodId | null {
  const newest = looks.at(-1);
  return newest === undefined ? null : methodFamily(newest.observation.method);
}

/** What the statistics say of the look in focus, or of the newest count before one that gave none; null where it was not judged. */
export function assessedLook(
  derived: Pick<Derived, "assessment">,
  focus: Focus | null,
): { readonly look: LookAssessment; readonly pointer: string } | null {
  if (derived.assessment?.status !== "ready") return null;
  const { looks } = derived.assessment;
  const withheld = focus?.kind === "observation" && focus.look.observation.status === "withheld";
  const at =
    focus === null
      ? looks.length - 1
      : looks.findLastIndex(({ date }) => (withheld ? date <= focus.date : date === focus.date));
  const look = looks[at];
  return look === undefined ? null : { look, pointer: `/looks/${at}` };
}

/** Of which change is told: that whose onset is told; else a fall where there is any sign of one. */
export function directionOf({ onset }: AssessmentReady, look: LookAssessment): "rise" | "fall" {
  return onset?.direction ?? (look.tierFall === "none" ? "rise" : "fall");
}

/**
 * Whether a count is told as nothing out of the ordinary: one as high is likelier than not, and it lies not below the usual
 * range. That it would come with a probability of 100 % says nothing. Source: our choice.
 */
export function isOrdinary(assessment: AssessmentReady, look: LookAssessment): boolean {
  const below = (1 - assessment.baseline.predictive.level) / 2;
  return directionOf(assessment, look) === "rise" && look.p > 0.5 && look.pLow > below;
}

/** What one more image would settle of a rise; null where nothing was judged, or the change that is told is a fall. */
export function nextLookTold(assessment: Assessment | null): Sensitivity["nextLook"] | null {
  if (assessment?.status !== "ready" || assessment.onset?.direction === "fall") return null;
  return assessment.sensitivity.nextLook;
}

/** Where a look tells how far a rise, or a fall, has come. */
export const TIER_OF = { rise: "tier", fall: "tierFall" } as const;

/** How far the evidence for the change whose onset is told has come by the newest look. */
export function tierOfOnset(assessment: AssessmentReady): Tier {
  const { onset, looks } = assessment;
  return isAnotherPossible(assessment) ? "ended" : (looks.at(-1)?.[TIER_OF[onset?.direction ?? "rise"]] ?? "none");
}

/** Whether there is a sign, and no alarm, of a change after one the same way that ended, whose onset is told. */
export function isAnotherPossible(assessment: AssessmentReady): boolean {
  const { onset, looks } = assessment;
  return looks.at(-1)?.[TIER_OF[onset?.direction ?? "rise"]] === "watch" && endOfChange(assessment) !== null;
}

/** First look that is no more of the change whose onset is told; null while it lasts, or where it never was an alarm. */
export function endOfChange({ onset, changes }: AssessmentReady): Pointed | null {
  const at = changes.findLastIndex(({ regime }) => tellsOf({ regime: regime ?? "" }, onset?.regime ?? ""));
  const last = changes[at];
  if (last === undefined || last.direction !== onset?.direction || last.until === null) return null;
  // What ended before the onset is another change, of an earlier regime.
  if (last.until <= onset.low) return null;
  return { date: last.until, pointer: `/changes/${at}/until` };
}

/** A date of the assessment, and where it stands there. */
export interface Pointed {
  /** ISO date. */
  readonly date: string;
  readonly pointer: string;
}

/**
 * Which part of a record the evidence for a rise or a fall speaks of, where a change may lie before it. `newest`: looks
 * of one day were judged; `regime`: looks of the regime that the analyst declared for the newest one; `some`: those after a break that
 * the program sees.
 *
 * @returns null where a first baseline without a break was followed by looks that were all judged
 */
export function judgedPart({ looks, baseline, proposedRegimes }: AssessmentReady): JudgedPart | null {
  if (looks.every(({ date }) => date === looks[0]?.date)) return "newest";
  if (baseline.windows.some(({ name }) => name !== "all")) return "regime";
  return proposedRegimes.length > 0 ? "some" : null;
}

export type JudgedPart = "newest" | "regime" | "some";

/** Breaks within the usual range, oldest first; none where the analyst has declared what there is. */
export function levelChanges({ baseline, proposedRegimes }: AssessmentReady): readonly LevelChange[] {
  return proposedRegimes
    .map((regime, i) => ({ ...regime, pointer: `/proposedRegimes/${i}/from` }))
    .filter(({ from }) => from > baseline.from && from <= baseline.to);
}

export interface LevelChange extends ProposedRegime {
  readonly pointer: string;
}

/** Whether a break that is told beside the usual range is the change whose onset the assessment tells: then it is told once. */
export function isToldAsBreak(assessment: AssessmentReady): boolean {
  const { onset } = assessment;
  if (onset === null || tierOfOnset(assessment) !== "none") return false;
  return levelChanges(assessment).some(
    ({ from, before, after }) =>
      from >= onset.low && from <= onset.high && after < before === (onset.direction === "fall"),
  );
}

/** Whether the change whose onset is told stands below the alarm: it may be none. */
export function isPossible(assessment: AssessmentReady): boolean {
  return ["none", "watch"].includes(tierOfOnset(assessment));
}

/** How sentences beside the onset name its change: `possible-rise` below the alarm, where no break tells it. */
export function namedChange(assessment: AssessmentReady): string {
  const direction = assessment.onset?.direction ?? "rise";
  return isPossible(assessment) && !isToldAsBreak(assessment) ? `possible-${direction}` : direction;
}

export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

/** A facility's names, as printed; its id where it has none. */
export function facilityName(basis: Basis): Texts {
  const { id, names } = basis.facility;
  return Object.keys(names).length > 0 ? names : { en: id };
}

/** The facility as an origin: the version of its geometry, or its id where nobody drew it. */
export function placeOf(basis: Basis): SourceRef {
  return { kind: "facility", id: basis.facility.geometry?.version ?? basis.facility.id };
}

/** What a sentence about the facility as a whole rests on: our newest look, or the newest count that was published. */
export function newestOf(basis: Basis): SourceRef[] {
  const look = basis.looks.at(-1);
  if (look !== undefined) return [{ kind: "observation", id: look.observation.id }];
  const entry = basis.published.at(-1);
  return entry === undefined ? [] : [{ kind: "entry", id: entry.id }];
}
